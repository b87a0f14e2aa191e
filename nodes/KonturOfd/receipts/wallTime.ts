/*
 * A cash register prints local time without a zone, `yyyy-MM-ddTHH:mm:ss`. These wall times are compared as text, and
 * arithmetic treats them as UTC. UTC also serves as the earliest possible wall time of a moment, because every Russian
 * zone is ahead of it.
 * Source: Kontur.OFD documentation, "Structures" (dateTime) and "documents/by-period" (dateFrom).
 */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** @param ms Unix milliseconds */
export const toWallTime = (ms: number) => new Date(ms).toISOString().slice(0, 19);

/** Returns the Unix milliseconds of a wall time read as UTC, or NaN for other text. */
export const msOfWallTime = (wall: string) => Date.parse(`${wall}Z`);

/** @param ms may be negative */
export const shiftWallTime = (wall: string, ms: number) => toWallTime(msOfWallTime(wall) + ms);

/** Returns the Monday of a day's week. Both are midnight in Unix milliseconds, read as UTC. */
export const mondayOf = (ms: number) => ms - ((new Date(ms).getUTCDay() + 6) % 7) * DAY;

// All days except 29 February. A match is faster than Date.parse, which matters for hundreds of thousands of documents.
const DAY_OF_YEAR = '(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31';
const USUAL_WALL_TIME = new RegExp(`^\\d{4}-(${DAY_OF_YEAR})T([01]\\d|2[0-3])(:[0-5]\\d){2}$`);

/** Returns the wall time in a value from the service, without fraction and zone, or undefined. */
export function parseWallTime(value: unknown): string | undefined {
	const wall = typeof value === 'string' ? value.trim().slice(0, 19) : '';
	if (USUAL_WALL_TIME.test(wall)) return wall;
	return Number.isNaN(msOfWallTime(wall)) || wall.length < 19 ? undefined : wall;
}

const WITHOUT_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/i;
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** Returns the Unix milliseconds of a UTC time, with or without its `Z`, or undefined. */
export function parseUtc(value: unknown): number | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	// Tests instead of capture groups, for speed.
	let ms = NaN;
	if (WITH_ZONE.test(text)) ms = Date.parse(text);
	else if (WITHOUT_ZONE.test(text)) ms = Date.parse(`${text}Z`);
	return Number.isNaN(ms) ? undefined : ms;
}

export const earlier = (a: string, b: string) => (a < b ? a : b);

export const later = (a: string, b: string) => (a > b ? a : b);

/** A period in wall time, both ends included. */
export interface Period {
	from: string;
	to: string;
}

/** Cuts a period to the given bounds, each optional. Returns undefined if nothing is left. */
export function cutPeriod({ from, to }: Period, first?: string, last?: string): Period | undefined {
	const part = { from: first ? later(from, first) : from, to: last ? earlier(to, last) : to };
	return part.from <= part.to ? part : undefined;
}
