const pause = async (ms: number) =>
	await new Promise<void>((resolve) => {
		setTimeout(resolve, ms);
	});

/** The longest pause between two looks, in milliseconds: looking for a minute must not keep n8n busy. */
const LONGEST = 1000;

/**
 * Polls until there is a result, less and less often.
 * @throws after `seconds`, naming the awaited event and the last failure
 */
export async function until<T>(
	what: string,
	seconds: number,
	ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
	const start = Date.now();
	const end = start + seconds * 1000;
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
		await pause(Math.min(Math.max((Date.now() - start) / 10, 30), LONGEST));
	}
}

/** A failure that waiting cannot fix. */
export class GiveUp extends Error {}
