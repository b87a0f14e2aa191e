import { sleep } from 'n8n-workflow';
import { SignInFailed } from './signIn';

const TRIES = 4;
const PAUSE = 700;

/** What a sign-in by certificate gives when the answer no longer fitted the challenge. */
export const CHALLENGE_LOST = Symbol('challenge lost');

/**
 * Runs a sign-in by certificate until its challenge holds, at most four times. Kontur keeps one challenge per
 * user: two processes that sign in with the same certificate at once replace each other's. Pauses of random
 * length, growing to some seconds, let one of them pass.
 * Source: Kontur.Extern documentation, "auth.sid", sign-in by certificate: one challenge per user, 10 minutes.
 * @throws SignInFailed when the challenge was lost every time
 */
export async function withChallenge<T>(work: () => Promise<T | typeof CHALLENGE_LOST>): Promise<T> {
	for (let tries = 1; ; tries++) {
		const result = await work();
		if (result !== CHALLENGE_LOST) return result;
		if (tries === TRIES) {
			throw new SignInFailed(
				'Kontur did not accept the answer to its challenge: another program may be signing in with the same certificate. Try again in a minute.',
			);
		}
		await sleep(PAUSE * tries * (0.2 + Math.random()));
	}
}
