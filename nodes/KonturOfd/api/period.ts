import { UserError } from 'n8n-workflow';

const WRITTEN = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

/** What an expression may give in place of text: a Luxon DateTime or a JavaScript Date. */
function asText(value: unknown): string {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	if (typeof value === 'object' && value !== null && 'toISO' in value && typeof value.toISO === 'function') {
		return String(value.toISO());
	}
	return typeof value === 'string' ? value.trim() : '';
}

function wallTime(value: unknown, displayName: string, time: string): string {
	const match = WRITTEN.exec(asText(value));
	const [, day, minutes, seconds = ':00'] = match ?? [];
	const wall = minutes === undefined ? `${day}T${time}` : `${day}T${minutes}${seconds}`;
	const moment = new Date(`${wall}Z`);
	// A day that no calendar has, such as 31 February, is moved on by the parser.
	if (Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(wall)) {
		throw new UserError(`"${displayName}" is not a date and time. Enter it like 2026-01-31T00:00:00.`);
	}
	return wall;
}

/**
 * Date and time as it is written, `yyyy-MM-ddTHH:mm:ss`, for the service that knows no time zones: a zone in
 * the value is dropped, not converted. A day alone begins at midnight.
 * @throws UserError when it is not a date
 * Source: Kontur.OFD documentation, "documents/by-period" (dateFrom).
 */
export const startOfPeriod = (value: unknown, displayName: string) =>
	wallTime(value, displayName, '00:00:00');

/** As `startOfPeriod`; a day alone counts to its last second. */
export const endOfPeriod = (value: unknown, displayName: string) => wallTime(value, displayName, '23:59:59');
