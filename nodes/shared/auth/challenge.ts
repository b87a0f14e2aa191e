import { sleep } from 'n8n-workflow';

const TRIES = 3;
const PAUSE = 700;

/** The answer no longer fitted the challenge; `error` is for the case that it never does. */
export class ChallengeLost {
	constructor(readonly error: Error) {}
}

/**
 * Runs a sign-in by certificate until its challenge holds, at most three times. Kontur keeps one challenge per
 * user: two processes that sign in with the same certificate at once replace each other's. Pauses of random
 * length, growing to two seconds, let one of them pass.
 * Source: Kontur.Extern documentation, "auth.sid", sign-in by certificate: one challenge per user, 10 minutes.
 * @throws the error of the last try when the challenge was lost every time
 */
export async function withChallenge<T>(work: () => Promise<T | ChallengeLost>): Promise<T> {
	for (let tries = 1; ; tries++) {
		const result = await work();
		if (!(result instanceof ChallengeLost)) return result;
		if (tries === TRIES) throw result.error;
		await sleep(PAUSE * tries * (0.2 + Math.random()));
	}
}
