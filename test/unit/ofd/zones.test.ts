import { byClock, offsetOf } from '../../../nodes/KonturOfd/api/zones';
import { zoneOffset } from '../../../nodes/shared/catalog';
import { partsOfPeriod } from '../../../nodes/KonturOfd/actions/document/readInParts';
import { DocumentNumbers } from '../../../nodes/KonturOfd/revenue/numbers';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const NOON = Date.UTC(2026, 2, 9, 12);

/** Printed at these offsets and sent so many minutes later. */
const documents = (...all: Array<[offset: number, delay: number, count: number]>) =>
	all.flatMap(([offset, delay, count]) =>
		Array.from({ length: count }, (_none, index) => ({
			printed: NOON + index * MINUTE + offset * HOUR,
			received: NOON + index * MINUTE + delay * MINUTE,
		})),
	);

describe('the time zone of a cash register', () => {
	test.each([2, 3, 5, 10, 12])('is UTC+%i where its documents arrive at once', (zone) => {
		expect(offsetOf(documents([zone, 0.1, 5]))).toBe(zone);
	});

	test('is told by most documents, whatever some were late', () => {
		expect(offsetOf(documents([10, 0.2, 20], [10, 120, 9], [10, 47, 30]))).toBe(10);
	});

	test('is told by a clock that is some minutes wrong', () => {
		expect(offsetOf(documents([3, -4, 10]))).toBe(3);
		expect(offsetOf(documents([3, 6, 10]))).toBe(3);
	});

	test('is not told where nothing agrees, or outside Russia', () => {
		expect(offsetOf([])).toBeUndefined();
		expect(offsetOf(documents([3, 31, 10]))).toBeUndefined();
		expect(offsetOf(documents([3, 0, 10], [5, 0, 9]))).toBeUndefined();
		expect(offsetOf(documents([0, 0, 10]))).toBeUndefined();
		expect(offsetOf(documents([15, 0, 10]))).toBeUndefined();
	});
});

test('offsets of zones', () => {
	expect(zoneOffset(NOON, 'Europe/Moscow')).toBe(3 * HOUR);
	expect(zoneOffset(NOON + 123, 'Asia/Kamchatka')).toBe(12 * HOUR);
	expect(byClock({ from: '2026-03-09T00:00:00', to: '2026-03-09T23:59:59' }, 7 * HOUR)).toEqual({
		from: '2026-03-09T07:00:00',
		to: '2026-03-10T06:59:59',
	});
});

describe('parts of a period', () => {
	test('are whole days without gap or overlap, whatever time the period begins and ends', () => {
		expect(partsOfPeriod({ from: '2026-02-26T15:30:00', to: '2026-03-04T10:00:00' }, 3)).toEqual([
			{ from: '2026-02-26T15:30:00', to: '2026-02-28T23:59:59' },
			{ from: '2026-03-01T00:00:00', to: '2026-03-03T23:59:59' },
			{ from: '2026-03-04T00:00:00', to: '2026-03-04T10:00:00' },
		]);
	});

	test('are one for a day, none for a period that is over', () => {
		const day = { from: '2026-03-04T00:00:00', to: '2026-03-04T23:59:59' };
		expect(partsOfPeriod(day, 30)).toEqual([day]);
		expect(partsOfPeriod({ from: '2026-03-05T00:00:00', to: '2026-03-04T23:59:59' }, 1)).toEqual([]);
	});
});

test('a list that repeats itself without end is an error, one repeated page is not', () => {
	const numbers = new DocumentNumbers();
	const page = () => {
		for (let fd = 1; fd <= 3; fd++)
			numbers.add({ fn: '9960440300000001', fd, key: `9960440300000001:${fd}` });
		numbers.endPage();
	};
	for (let count = 0; count < 5; count++) page();
	expect(() => {
		for (let count = 0; count < 20; count++) page();
	}).toThrow('the same documents over and over');
});
