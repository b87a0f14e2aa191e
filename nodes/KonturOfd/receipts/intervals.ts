/** Integers from the first to the last, inclusive. */
export type Interval = [first: number, last: number];

/**
 * Numbers as ascending intervals that neither touch nor overlap, `[[1, 3], [7, 7]]`. A drive numbers its documents without
 * gaps, so thousands of them take a few numbers.
 */
export type Intervals = Interval[];

/** Returns the highest number, or 0 when there is none. */
export const lastNumber = (numbers: Intervals) => numbers.at(-1)?.[1] ?? 0;

/** Returns the position of the first interval that does not end before a number. */
function firstFrom(numbers: Intervals, wanted: number): number {
	let [from, to] = [0, numbers.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if (numbers[middle][1] < wanted) from = middle + 1;
		else to = middle;
	}
	return from;
}

export function hasNumber(numbers: Intervals, wanted: number): boolean {
	const one = numbers.at(firstFrom(numbers, wanted));
	return one !== undefined && one[0] <= wanted && wanted <= one[1];
}

/** Returns new intervals with one more number. */
export function addNumber(numbers: Intervals, added: number): Intervals {
	const latest = numbers.at(-1);
	// The usual case: the next number of the drive.
	if (latest && latest[1] === added - 1) return [...numbers.slice(0, -1), [latest[0], added]];
	const from = firstFrom(numbers, added - 1);
	let to = from;
	let [first, last] = [added, added];
	for (; to < numbers.length && numbers[to][0] <= added + 1; to++) {
		first = Math.min(first, numbers[to][0]);
		last = Math.max(last, numbers[to][1]);
	}
	const joined = numbers.slice();
	joined.splice(from, to - from, [first, last]);
	return joined;
}

/** Returns the missing numbers between the lowest and the highest one. */
export const innerGaps = (numbers: Intervals): Intervals =>
	missingNumbers(numbers, numbers.at(0)?.[0] ?? 0, lastNumber(numbers));

/** Returns the missing numbers from `first` to `last`, inclusive. */
export function missingNumbers(numbers: Intervals, first: number, last: number): Intervals {
	const missing: Intervals = [];
	let next = first;
	for (let at = firstFrom(numbers, first); at < numbers.length; at++) {
		const [start, end] = numbers[at];
		if (start > last) break;
		if (start > next) missing.push([next, start - 1]);
		next = end + 1;
	}
	if (next <= last) missing.push([next, last]);
	return missing;
}
