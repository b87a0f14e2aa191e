const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;
const YEAR_FIRST = /^(\d{4})([-.])(\d{2})\2(\d{2})$/;
const DAY_FIRST = /^(\d{2})([-.])(\d{2})\2(\d{4})$/;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Local times are kept as text; arithmetic treats that text as if it were UTC. */
export function localToMs(local: string): number {
	return Date.parse(`${local}Z`);
}

export function msToLocal(ms: number): string {
	return new Date(ms).toISOString().slice(0, 19);
}

export function isDateTime(text: string): boolean {
	if (!DATE_TIME.test(text)) return false;
	const ms = localToMs(text);
	return !Number.isNaN(ms) && msToLocal(ms) === text;
}

/** Returns `yyyy-MM-dd` for any of the four accepted spellings, or null. */
export function parseDay(text: string): string | null {
	const yearFirst = YEAR_FIRST.exec(text);
	const dayFirst = DAY_FIRST.exec(text);
	let day: string;
	if (yearFirst) day = `${yearFirst[1]}-${yearFirst[3]}-${yearFirst[4]}`;
	else if (dayFirst) day = `${dayFirst[4]}-${dayFirst[3]}-${dayFirst[1]}`;
	else return null;
	return isDateTime(`${day}T00:00:00`) ? day : null;
}

export function startOfDay(day: string): string {
	return `${day}T00:00:00`;
}

export function endOfDay(day: string): string {
	return `${day}T23:59:59`;
}

export function dayOf(local: string): string {
	return local.slice(0, 10);
}

export function addDays(day: string, days: number): string {
	return dayOf(msToLocal(localToMs(startOfDay(day)) + days * DAY));
}

/** Fiscal drives keep time to the minute. */
export function toMinute(local: string): string {
	return `${local.slice(0, 16)}:00`;
}

export function utcToLocal(utcMs: number, zone: number): string {
	return msToLocal(utcMs + zone * HOUR);
}

export function localToUtc(local: string, zone: number): number {
	return localToMs(local) - zone * HOUR;
}
