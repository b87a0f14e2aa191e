import { deadline } from '../../../nodes/KonturExtern/jobs/reply/deadlines';
import { afterWorkingDays, isWorkingDay } from '../../../nodes/KonturExtern/jobs/reply/workingDays';

const daysOf = (year: number, month?: number): string[] => {
	const days: string[] = [];
	for (let at = Date.UTC(year, (month ?? 1) - 1, 1); ; at += 86_400_000) {
		const day = new Date(at).toISOString().slice(0, 10);
		if (!day.startsWith(month ? `${year}-${String(month).padStart(2, '0')}` : String(year))) return days;
		days.push(day);
	}
};

// Working days by month in the production calendars for a five-day week.
test.each([
	[2024, [17, 20, 20, 21, 20, 19, 23, 22, 21, 23, 21, 21], 248],
	[2025, [17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22], 247],
	[2026, [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22], 247],
])('%i has as many working days as its production calendar', (year, months, total) => {
	expect(months.map((_days, index) => daysOf(year, index + 1).filter(isWorkingDay).length)).toEqual(months);
	expect(daysOf(year).filter(isWorkingDay)).toHaveLength(total);
});

test.each(['2024-04-27', '2024-11-02', '2024-12-28', '2025-11-01'])('%s is a working Saturday', (day) => {
	expect(isWorkingDay(day)).toBe(true);
});

test.each([
	...['2024-01-08', '2024-04-29', '2024-04-30', '2024-05-10', '2024-12-30', '2024-12-31'],
	...['2025-05-02', '2025-05-08', '2025-06-13', '2025-11-03', '2025-12-31'],
	...['2026-01-09', '2026-03-09', '2026-05-11', '2026-12-31', '2027-01-01', '2027-02-23', '2030-06-12'],
])('%s is a day off', (day) => {
	expect(isWorkingDay(day)).toBe(false);
});

test.each(['2024-01-09', '2025-02-24', '2025-03-10', '2026-01-12', '2027-05-11', '2028-01-10'])(
	'%s is a working day',
	(day) => {
		expect(isWorkingDay(day)).toBe(true);
	},
);

test.each<[string, number, string, string[]]>([
	// 2024-05-20 is a Monday.
	['2024-05-20', 1, '2024-05-21', []],
	['2024-05-20', 6, '2024-05-28', []],
	['2024-05-24', 1, '2024-05-27', []],
	['2024-05-25', 1, '2024-05-27', []],
	['2024-05-26', 6, '2024-06-03', []],
	['2024-12-20', 6, '2024-12-28', []],
	['2024-12-27', 2, '2025-01-09', []],
	['2024-04-26', 3, '2024-05-03', []],
	['2025-10-31', 2, '2025-11-05', []],
	['2025-12-30', 1, '2026-01-12', []],
	['2026-12-30', 1, '2027-01-11', ['2027']],
	['2026-12-31', 1, '2027-01-11', ['2027']],
	['2023-12-29', 1, '2024-01-09', ['2023']],
	['2027-12-30', 3, '2028-01-11', ['2027', '2028']],
])('%s and %i working days is %s', (day, count, date, unknownYears) => {
	expect(afterWorkingDays(day, count)).toEqual({ date, unknownYears });
});

test('a day that Kontur names goes before one that is counted', () => {
	expect(deadline([undefined, '2024-05-31T00:00:00.0000000'], '2024-05-20T10:00:00.58', 6)).toEqual({
		date: '2024-05-31',
		source: 'kontur',
	});
});

test('a calculated deadline says how it was calculated; the day of sending is the one in Moscow', () => {
	expect(deadline([], '2024-05-20T23:59:58.5805863', 6)).toEqual({
		date: '2024-05-28',
		source: 'counted',
		note: '6 working days after it was sent. Weekends, public holidays and the days off that the government moved are considered.',
	});
});

test('a deadline in a year without a decree says so', () => {
	expect(deadline([], '2027-02-19T10:00:00', 1)).toEqual({
		date: '2027-02-22',
		source: 'counted',
		note: '1 working day after it was sent. Weekends and public holidays are considered. The days off that the government moves in 2027 are not known to this version of the node, so the actual deadline may differ by a few days.',
	});
});

test.each([
	[[], undefined, 6],
	[['soon'], '2024-05-20T10:00:00', undefined],
])('where nothing is known no day is made up', (said, sent, days) => {
	expect(deadline(said, sent, days)).toEqual({ note: 'The deadline is stated in the document itself.' });
});
