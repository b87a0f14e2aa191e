const pause = async (ms: number) =>
	await new Promise<void>((resolve) => {
		setTimeout(resolve, ms);
	});

/**
 * Polls until there is a result.
 * @throws after `seconds`, naming the awaited event and the last failure
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

/** A failure that waiting cannot fix. */
export class GiveUp extends Error {}
