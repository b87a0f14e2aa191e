/*
 * Times of a cash register are wall-clock times without a zone, `yyyy-MM-ddTHH:mm:ss`. They compare as text.
 * Arithmetic reads them as if they were UTC; UTC itself stands for the earliest wall clock where that is safe,
 * because every Russian zone is ahead of it.
 * Source: Kontur.OFD documentation, "Structures" (dateTime) and "documents/by-period" (dateFrom).
 */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** @param ms Unix milliseconds */
export const wallOf = (ms: number) => new Date(ms).toISOString().slice(0, 19);

/** Unix milliseconds of a wall time read as UTC; NaN when it is none. */
export const msOfWall = (wall: string) => Date.parse(`${wall}Z`);

/** @param ms may be negative */
export const shiftWall = (wall: string, ms: number) => wallOf(msOfWall(wall) + ms);

// All days but the 29th of February: hundreds of thousands come by here, and a match is found faster than a date is read.
const DAY_OF_YEAR = '(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31';
const USUAL_WALL = new RegExp(`^\\d{4}-(${DAY_OF_YEAR})T([01]\\d|2[0-3])(:[0-5]\\d){2}$`);

/** The wall time in a value of the service, without fractions and zone; undefined when there is none. */
export function readWall(value: unknown): string | undefined {
	const wall = typeof value === 'string' ? value.trim().slice(0, 19) : '';
	if (USUAL_WALL.test(wall)) return wall;
	return Number.isNaN(msOfWall(wall)) || wall.length < 19 ? undefined : wall;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/i;
const MOMENT_IN_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** Unix milliseconds of a UTC time, with or without its `Z`; undefined when there is none. */
export function readUtc(value: unknown): number | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	// No match is taken apart: hundreds of thousands come by here.
	let ms = NaN;
	if (MOMENT_IN_ZONE.test(text)) ms = Date.parse(text);
	else if (MOMENT.test(text)) ms = Date.parse(`${text}Z`);
	return Number.isNaN(ms) ? undefined : ms;
}

export const earlier = (a: string, b: string) => (a < b ? a : b);

export const later = (a: string, b: string) => (a > b ? a : b);
