import { sleep } from 'n8n-workflow';

const TRIES = 3;
const PAUSE = 700;

/** Another sign-in replaced the challenge. `error` is thrown if that happens every time. */
export class ChallengeLost {
	constructor(readonly error: Error) {}
}

/**
 * Repeats a sign-in by certificate until its challenge survives, at most three times. Kontur keeps one challenge
 * per user, so two processes that sign in with the same certificate replace each other's. Random pauses, growing to
 * two seconds, let one of them finish.
 * Source: Kontur.Extern documentation, "auth.sid", sign-in by certificate: one challenge per user, 10 minutes.
 */
export async function withChallenge<T>(signIn: () => Promise<T | ChallengeLost>): Promise<T> {
	for (let tries = 1; ; tries++) {
		const result = await signIn();
		if (!(result instanceof ChallengeLost)) return result;
		if (tries === TRIES) throw result.error;
		await sleep(PAUSE * tries * (0.2 + Math.random()));
	}
}
