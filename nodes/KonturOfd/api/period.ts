import { UserError } from 'n8n-workflow';
import { label, t } from '../../shared/language';
import type { Period } from '../receipts/wallTime';

const DATE_AND_TIME =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Accepts text, a Luxon DateTime and a JavaScript Date, because expressions return any of them. */
function asText(value: unknown): string {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	if (typeof value === 'object' && value !== null && 'toISO' in value && typeof value.toISO === 'function') {
		return String(value.toISO());
	}
	return typeof value === 'string' ? value.trim() : '';
}

/**
 * Returns a date and time as typed, `yyyy-MM-ddTHH:mm:ss`. The service has no time zones, so a zone is dropped without
 * conversion. A date without a time gets the given one.
 * @throws UserError for anything but a date
 * Source: Kontur.OFD documentation, "documents/by-period" (dateFrom).
 */
export function readMoment(value: unknown, displayName: string, time = '00:00:00'): string {
	const [, day, minutes, seconds = ':00'] = DATE_AND_TIME.exec(asText(value)) ?? [];
	const wall = minutes === undefined ? `${day}T${time}` : `${day}T${minutes}${seconds}`;
	const moment = new Date(`${wall}Z`);
	// The parser turns 31 February into 3 March.
	if (Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(wall)) {
		throw new UserError(t`"${displayName}" is not a date and time. Use the format 2026-01-31T00:00:00.`);
	}
	return wall;
}

const wholeDays = (first: string, last: string): Period => ({
	from: `${first.slice(0, 10)}T00:00:00`,
	to: `${last.slice(0, 10)}T23:59:59`,
});

/** Returns the first and last day of a period, `yyyy-MM-dd`, for methods that take days. */
export const daysOf = ({ from, to }: Period) => [from.slice(0, 10), to.slice(0, 10)] as const;

/** Reads the field "Day". A time in it is ignored. */
export function readDay(value: unknown): Period {
	const day = readMoment(value, label('Day', 'day'));
	return wholeDays(day, day);
}

interface Typed {
	dateFrom: unknown;
	dateTo: unknown;
}

/** Reads the fields "From" and "To" as days. Times in them are ignored. */
export const readDays = ({ dateFrom, dateTo }: Typed): Period =>
	wholeDays(readMoment(dateFrom, label('From', 'dateFrom')), readMoment(dateTo, label('To', 'dateTo')));

/** Reads the fields "From" and "To". A date without a time starts at its first second or ends at its last. */
export const readPeriod = ({ dateFrom, dateTo }: Typed): Period => ({
	from: readMoment(dateFrom, label('From', 'dateFrom')),
	to: readMoment(dateTo, label('To', 'dateTo'), '23:59:59'),
});
