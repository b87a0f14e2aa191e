const pause = async (ms: number) =>
	await new Promise<void>((resolve) => {
		setTimeout(resolve, ms);
	});

/**
 * Asks again and again until there is an answer.
 * @throws after `seconds`, naming what was waited for and the last failure
 */
export async function until<T>(
	what: string,
	seconds: number,
	ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
	const end = Date.now() + seconds * 1000;
	let problem = '';
	for (;;) {
		try {
			const answer = await ask();
			if (answer !== undefined) return answer;
		} catch (error) {
			if (error instanceof GiveUp) throw error;
			problem = error instanceof Error ? `: ${error.message}` : '';
		}
		if (Date.now() > end) throw new Error(`Waited ${seconds} seconds in vain for ${what}${problem}`);
		await pause(150);
	}
}

/** A failure that no waiting can heal. */
export class GiveUp extends Error {}
