import {
	addNumber,
	hasNumber,
	missingNumbers,
	type Intervals,
} from '../../../nodes/KonturOfd/receipts/intervals';

const of = (...numbers: number[]) => numbers.reduce<Intervals>(addNumber, []);

test.each<[string, number[], Intervals]>([
	['nothing', [], []],
	['one', [5], [[5, 5]]],
	['a run', [1, 2, 3], [[1, 3]]],
	['a run backwards', [3, 2, 1], [[1, 3]]],
	['twice', [4, 4], [[4, 4]]],
	['inside a run', [1, 2, 3, 2], [[1, 3]]],
	[
		'a hole',
		[1, 3],
		[
			[1, 1],
			[3, 3],
		],
	],
	['a hole that closes', [1, 3, 2], [[1, 3]]],
	[
		'before everything',
		[10, 11, 2],
		[
			[2, 2],
			[10, 11],
		],
	],
	[
		'joining on one side',
		[1, 5, 6, 2],
		[
			[1, 2],
			[5, 6],
		],
	],
])('%s', (_name, numbers, expected) => {
	expect(of(...numbers)).toEqual(expected);
});

test('agrees with a set of numbers, whatever the order', () => {
	let seed = 7;
	const random = () => (seed = (seed * 16807) % 2147483647);
	const set = new Set<number>();
	let intervals: Intervals = [];
	for (let i = 0; i < 2000; i++) {
		const number = (random() % 300) + 1;
		set.add(number);
		const before = structuredClone(intervals);
		const next = addNumber(intervals, number);
		expect(intervals).toEqual(before);
		intervals = next;
	}
	for (let number = 0; number <= 302; number++) expect(hasNumber(intervals, number)).toBe(set.has(number));
	const missing = missingNumbers(intervals, 1, 300).flatMap(([a, b]) =>
		Array.from({ length: b - a + 1 }, (_, i) => a + i),
	);
	expect(missing).toEqual(Array.from({ length: 300 }, (_, i) => i + 1).filter((n) => !set.has(n)));
});

test.each<[Intervals, number, number, Intervals]>([
	[[], 3, 5, [[3, 5]]],
	[[[1, 9]], 3, 5, []],
	[
		[
			[1, 3],
			[5, 5],
		],
		1,
		7,
		[
			[4, 4],
			[6, 7],
		],
	],
	[
		[[4, 4]],
		3,
		5,
		[
			[3, 3],
			[5, 5],
		],
	],
	[[[8, 9]], 3, 5, [[3, 5]]],
	[[[3, 3]], 3, 5, [[4, 5]]],
	[[[5, 9]], 3, 5, [[3, 4]]],
])('missing in %j from %i to %i', (numbers, first, last, expected) => {
	expect(missingNumbers(numbers, first, last)).toEqual(expected);
});
