import { zoneOffset } from '../../shared/catalog';
import { DAY, mondayOf, msOfWallTime, toWallTime, type Period } from '../receipts/wallTime';
import { readDays } from './period';

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

function firstOfMonth(ms: number, shift: number): number {
	const date = new Date(ms);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + shift, 1);
}

/**
 * Returns a period in whole days. Cash registers print local time without a zone, so these are the days of each register.
 * Without a name, as in version 1 of the node, the two dates decide.
 * @param now Unix milliseconds
 * @param timeZone IANA name; whose calendar decides what today is
 * @param readDates reads the two dates: as days, or with `readPeriod` as moments
 * @throws UserError without a name or for `custom`, when a date is missing or invalid
 */
export function readNamedPeriod(
	{ period, dateFrom, dateTo }: { period?: PeriodName; dateFrom?: unknown; dateTo?: unknown },
	now: number,
	timeZone: string,
	readDates = readDays,
): Period {
	if (period === undefined || period === 'custom') return readDates({ dateFrom, dateTo });
	const today = msOfWallTime(`${dayOf(now + zoneOffset(now, timeZone))}T00:00:00`);
	const [first, last] = SPANS[period](today);
	return { from: `${dayOf(first)}T00:00:00`, to: `${dayOf(last)}T23:59:59` };
}
