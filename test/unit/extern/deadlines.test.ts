import { afterWorkingDays, deadline } from '../../../nodes/KonturExtern/jobs/reply/deadlines';

test.each([
	// 2024-05-20 is a Monday.
	['2024-05-20', 1, '2024-05-21'],
	['2024-05-20', 6, '2024-05-28'],
	['2024-05-24', 1, '2024-05-27'],
	['2024-05-25', 1, '2024-05-27'],
	['2024-05-26', 6, '2024-06-03'],
	['2024-12-31', 3, '2025-01-03'],
])('%s and %d working days is %s: weekends are left out, public holidays are not', (day, count, expected) => {
	expect(afterWorkingDays(day, count)).toBe(expected);
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
		note: expect.stringMatching(/^6 working days after it was sent\. .*public holidays are not/),
	});
});

test.each([
	[[], undefined, 6],
	[['soon'], '2024-05-20T10:00:00', undefined],
])('where nothing is known no day is made up', (said, sent, days) => {
	expect(deadline(said, sent, days)).toEqual({ note: 'The deadline is stated in the document itself.' });
});
