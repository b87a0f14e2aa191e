import { DAY, msOfWallTime, toWallTime, type Period } from '../receipts/wallTime';
import { readDays, readPeriod } from './period';

/** Periods that users name instead of dating them. */
export type PeriodName =
	| 'today'
	| 'yesterday'
	| 'thisWeek'
	| 'lastWeek'
	| 'thisMonth'
	| 'lastMonth'
	| 'last7Days'
	| 'last30Days'
	| 'custom';

const dayOf = (ms: number) => toWallTime(ms).slice(0, 10);

/** Returns the calendar day in a zone. @param now Unix milliseconds @param timeZone IANA name */
function dayIn(now: number, timeZone: string): string {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
	}).formatToParts(now);
	const [year, month, day] = (['year', 'month', 'day'] as const).map(
		(unit) => parts.find(({ type }) => type === unit)?.value ?? '',
	);
	return `${year.padStart(4, '0')}-${month}-${day}`;
}

/** First and last day, counted from today. A week begins on Monday. */
const SPANS: Record<Exclude<PeriodName, 'custom'>, (today: number) => readonly [number, number]> = {
	today: (today) => [today, today],
	yesterday: (today) => [today - DAY, today - DAY],
	thisWeek: (today) => [mondayOf(today), today],
	lastWeek: (today) => [mondayOf(today) - 7 * DAY, mondayOf(today) - DAY],
	thisMonth: (today) => [firstOfMonth(today, 0), today],
	lastMonth: (today) => [firstOfMonth(today, -1), firstOfMonth(today, 0) - DAY],
	last7Days: (today) => [today - 7 * DAY, today - DAY],
	last30Days: (today) => [today - 30 * DAY, today - DAY],
};

const mondayOf = (ms: number) => ms - ((new Date(ms).getUTCDay() + 6) % 7) * DAY;

function firstOfMonth(ms: number, shift: number): number {
	const date = new Date(ms);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + shift, 1);
}

/**
 * Returns a period in whole days. Cash registers print local time without a zone, so these are the days of each register.
 * @param now Unix milliseconds
 * @param timeZone IANA name; whose calendar decides what today is
 * Without a name, as in version 1 of the node, the dates decide.
 * @throws UserError without a name or for `custom`, without dates
 */
export function readNamedPeriod(
	{ period, dateFrom, dateTo }: { period?: PeriodName; dateFrom?: unknown; dateTo?: unknown },
	now: number,
	timeZone: string,
): Period {
	if (period === undefined || period === 'custom') return readDays({ dateFrom, dateTo });
	return spanOf(period, now, timeZone);
}

/**
 * Returns a period whose dates may have a time. Without a name, as in version 1 of the node, the dates decide.
 * @throws UserError without a name and without dates
 */
export function readNamedMoments(
	{ period, dateFrom, dateTo }: { period?: PeriodName; dateFrom: unknown; dateTo: unknown },
	now: number,
	timeZone: string,
): Period {
	return period === undefined || period === 'custom'
		? readPeriod({ dateFrom, dateTo })
		: spanOf(period, now, timeZone);
}

function spanOf(period: Exclude<PeriodName, 'custom'>, now: number, timeZone: string): Period {
	const today = msOfWallTime(`${dayIn(now, timeZone)}T00:00:00`);
	const [first, last] = SPANS[period](today);
	return { from: `${dayOf(first)}T00:00:00`, to: `${dayOf(last)}T23:59:59` };
}
