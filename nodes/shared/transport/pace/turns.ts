import { yieldToEventLoop } from '../../gost';

// Milliseconds; a few hundred elements of Kontur's take as long.
const LONGEST = 20;

/**
 * Maps the elements of a list, however many there are, with turns of the event loop in between.
 */
export async function mapInTurns<T, R>(elements: readonly T[], work: (element: T) => R): Promise<R[]> {
	const results: R[] = [];
	let began = performance.now();
	for (const element of elements) {
		results.push(work(element));
		if (performance.now() - began < LONGEST) continue;
		await yieldToEventLoop();
		began = performance.now();
	}
	return results;
}
