import { readNamedPeriod, type PeriodName } from '../../../nodes/KonturOfd/api/namedPeriod';

const MOSCOW = 'Europe/Moscow';

const days = (period: PeriodName, now: string, timeZone = MOSCOW) => {
	const { from, to } = readNamedPeriod({ period, dateFrom: '', dateTo: '' }, Date.parse(now), timeZone);
	expect([from.slice(10), to.slice(10)]).toEqual(['T00:00:00', 'T23:59:59']);
	return [from.slice(0, 10), to.slice(0, 10)];
};

// 2 March 2026 is a Monday.
test.each<[PeriodName, string, string, string]>([
	['today', '2026-03-04T09:00:00Z', '2026-03-04', '2026-03-04'],
	['yesterday', '2026-03-04T09:00:00Z', '2026-03-03', '2026-03-03'],
	['yesterday', '2026-03-01T09:00:00Z', '2026-02-28', '2026-02-28'],
	['yesterday', '2024-03-01T09:00:00Z', '2024-02-29', '2024-02-29'],
	['yesterday', '2026-01-01T09:00:00Z', '2025-12-31', '2025-12-31'],
	['thisWeek', '2026-03-04T09:00:00Z', '2026-03-02', '2026-03-04'],
	['thisWeek', '2026-03-02T09:00:00Z', '2026-03-02', '2026-03-02'],
	['thisWeek', '2026-03-08T09:00:00Z', '2026-03-02', '2026-03-08'],
	['lastWeek', '2026-03-02T09:00:00Z', '2026-02-23', '2026-03-01'],
	['lastWeek', '2026-03-08T09:00:00Z', '2026-02-23', '2026-03-01'],
	['thisMonth', '2026-03-04T09:00:00Z', '2026-03-01', '2026-03-04'],
	['lastMonth', '2026-03-31T09:00:00Z', '2026-02-01', '2026-02-28'],
	['lastMonth', '2026-01-15T09:00:00Z', '2025-12-01', '2025-12-31'],
	['last7Days', '2026-03-04T09:00:00Z', '2026-02-25', '2026-03-03'],
	['last30Days', '2026-03-04T09:00:00Z', '2026-02-02', '2026-03-03'],
])('%s at %s', (period, now, first, last) => {
	expect(days(period, now)).toEqual([first, last]);
});

test.each([
	// Seven in the morning in Moscow, and just before and after midnight there.
	['2026-03-04T04:00:00Z', MOSCOW, '2026-03-04'],
	['2026-03-03T20:59:59Z', MOSCOW, '2026-03-03'],
	['2026-03-03T21:00:00Z', MOSCOW, '2026-03-04'],
	['2026-03-03T21:00:00Z', 'Europe/Kaliningrad', '2026-03-03'],
	['2026-03-03T12:00:00Z', 'Asia/Kamchatka', '2026-03-04'],
])('today at %s in %s', (now, timeZone, today) => {
	expect(days('today', now, timeZone)).toEqual([today, today]);
});

test('custom days, times in them ignored', () => {
	const custom = { period: 'custom', dateFrom: '2026-03-01T15:00:00', dateTo: '2026-03-02' } as const;
	expect(readNamedPeriod(custom, 0, MOSCOW)).toEqual({
		from: '2026-03-01T00:00:00',
		to: '2026-03-02T23:59:59',
	});
	expect(() => readNamedPeriod({ ...custom, dateFrom: '' }, 0, MOSCOW)).toThrow('"From" is not a date');
});
