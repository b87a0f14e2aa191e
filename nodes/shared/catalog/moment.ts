/**
 * Converts the value of a date field to ISO 8601 in UTC. The editor's picker and many expressions give a time without a
 * zone, which is in the workflow's time zone, not the machine's. A value that is not a date is returned unchanged, so
 * that the service can report it.
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

/** Returns the day of a date field as written, `2024-05-20`; a calendar date has no zone. */
export function toDay(value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	return (value instanceof Date ? value.toISOString() : String(value).trim()).slice(0, 10);
}

/**
 * Adds Moscow's zone to a time that a service gives without one: `2024-06-05T10:27:58+03:00`. Moscow has not changed
 * its clocks since October 2014. A time with a zone is returned unchanged.
 * Source: Kontur.Extern documentation, "Docflows": `send-date` next to `last-change-date` in the examples.
 */
export function withMoscowZone(value: unknown): string | undefined {
	if (typeof value !== 'string' || !value) return undefined;
	return /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(value) ? `${value}+03:00` : value;
}

/** Returns the moment at which the clocks of a zone show the time that `wall` shows in UTC; Unix milliseconds. */
function fromWallClock(wall: number, timeZone: string): number {
	// The first guess may fall on the other side of a clock change, so the offset is read again there.
	const guess = wall - zoneOffset(wall, timeZone);
	return wall - zoneOffset(guess, timeZone);
}

const UNITS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
const NUMERIC = Object.fromEntries(UNITS.map((unit) => [unit, 'numeric'] as const));

/** Returns how far the clocks of a zone are ahead of UTC at a moment, in milliseconds. @param ms Unix milliseconds */
export function zoneOffset(ms: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...NUMERIC }).formatToParts(
		ms,
	);
	const [year, month, day, hour, minute, second] = UNITS.map((unit) =>
		Number(parts.find(({ type }) => type === unit)?.value),
	);
	return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}
