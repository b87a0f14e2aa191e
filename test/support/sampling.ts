import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/*
 * What is checked exhaustively, such as every fault at every operation, takes hours. `npm test` draws a part of it by
 * KONTUR_SEED, another one in each run, and `npm run test:all` (KONTUR_TESTS=all) takes all of it.
 */

/** Whether tests run exhaustively, with fresh keys and messages. */
export const isWhole = process.env.KONTUR_TESTS === 'all';

/** jest.config.js draws one if none is given. */
const seed = process.env.KONTUR_SEED ?? '1';

/** Numbers from 0 to 1, the same for a name and seed. */
export function randomOf(name: string): () => number {
	let state = 2166136261;
	for (const character of `${seed} ${name}`) {
		state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
	}
	// Mulberry32.
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Adds to the totals that the reporter prints at the end: the checked and the existing cells. */
export function count(cells: string, checked: number, existing: number): void {
	const folder = process.env.KONTUR_COUNTS;
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify({ cells, checked, existing })}\n`);
}

/**
 * Returns a sample of a list, in order; in exhaustive runs, the whole list.
 * @param name distinguishes the sample from those of other lists
 * @param most maximum number of elements
 */
function sample<T>(name: string, all: readonly T[], most: number): T[] {
	if (isWhole || all.length <= most) return [...all];
	const random = randomOf(name);
	const order = all.map((_element, index) => ({ index, key: random() })).sort((a, b) => a.key - b.key);
	const chosen = new Set(order.slice(0, most).map(({ index }) => index));
	return all.filter((_element, index) => chosen.has(index));
}

/** Like `sample`, and counts the elements as cells. */
export function sampleCells<T>(cells: string, name: string, all: readonly T[], most: number): T[] {
	const chosen = sample(`${cells} ${name}`, all, most);
	count(cells, chosen.length, all.length);
	return chosen;
}
