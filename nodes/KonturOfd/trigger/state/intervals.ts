/** Integers from the first to the last, inclusive. */
export type Interval = [first: number, last: number];

/**
 * Numbers as ascending intervals that neither touch nor overlap, `[[1, 3], [7, 7]]`. A drive numbers its documents without
 * gaps, so thousands of them take a few numbers.
 */
export type Intervals = Interval[];

/** Returns the highest number, or 0 when there is none. */
export const lastNumber = (numbers: Intervals) => numbers.at(-1)?.[1] ?? 0;

export function hasNumber(numbers: Intervals, wanted: number): boolean {
	for (const one of numbers) if (one[0] <= wanted && wanted <= one[1]) return true;
	return false;
}

/** Returns new intervals with one more number. */
export function addNumber(numbers: Intervals, added: number): Intervals {
	const latest = numbers.at(-1);
	// The usual case: the next number of the drive.
	if (latest && latest[1] === added - 1) return [...numbers.slice(0, -1), [latest[0], added]];
	const before = numbers.filter(([, last]) => last < added - 1);
	const after = numbers.filter(([first]) => first > added + 1);
	const joined = numbers.filter(([first, last]) => last >= added - 1 && first <= added + 1);
	const first = Math.min(added, ...joined.map(([start]) => start));
	const last = Math.max(added, ...joined.map(([, end]) => end));
	return [...before, [first, last], ...after];
}

/** Returns the missing numbers from `first` to `last`, inclusive. */
export function missingNumbers(numbers: Intervals, first: number, last: number): Intervals {
	const missing: Intervals = [];
	let next = first;
	for (const [start, end] of numbers) {
		if (end < next) continue;
		if (start > last) break;
		if (start > next) missing.push([next, start - 1]);
		next = end + 1;
	}
	if (next <= last) missing.push([next, last]);
	return missing;
}
