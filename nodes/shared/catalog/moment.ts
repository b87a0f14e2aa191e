/**
 * A date field's value as an ISO 8601 moment in UTC. The editor's picker and many expressions give a time without
 * a zone: it is meant in the workflow's zone, not in that of the machine. What is no date goes as it is, so that
 * the service can name it.
 * @param timeZone IANA name, `Europe/Moscow`
 */
export function toMoment(value: unknown, timeZone: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const text = value instanceof Date ? value.toISOString() : String(value).trim();
	const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(text.slice(10));
	const ms = Date.parse(hasZone || /^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
	if (Number.isNaN(ms)) return text;
	return new Date(hasZone ? ms : fromWallClock(ms, timeZone)).toISOString();
}

/** The day of a date field's value as it is written, `2024-05-20`. A calendar date has no zone. */
export function toDay(value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	return (value instanceof Date ? value.toISOString() : String(value).trim()).slice(0, 10);
}

/**
 * A moment that a service gives in Moscow's time without a zone, with the zone: `2024-06-05T10:27:58+03:00`. Moscow has
 * kept one time since October 2014. What has a zone stays as it is.
 * Source: Kontur.Extern documentation, "Docflows": `send-date` beside `last-change-date` in the examples.
 */
export function ofMoscow(value: unknown): string | undefined {
	if (typeof value !== 'string' || !value) return undefined;
	return /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(value) ? `${value}+03:00` : value;
}

/** The moment at which clocks of a zone show the time that `wall` is in UTC; Unix milliseconds. */
function fromWallClock(wall: number, timeZone: string): number {
	// The offset before a change of the clocks may not be the one after it: look again where the first look leads.
	const first = wall - offsetAt(wall, timeZone);
	return wall - offsetAt(first, timeZone);
}

function offsetAt(ms: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(ms);
	const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
	const shown = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return shown - Math.floor(ms / 1000) * 1000;
}
