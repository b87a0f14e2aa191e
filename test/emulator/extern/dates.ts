const moscowOffset = 3 * 3600 * 1000;

function withSevenDigits(moment: number): string {
	return `${new Date(moment).toISOString().slice(0, -1)}0000`;
}

/** A moment in UTC. */
export function utc(moment: number): string {
	return `${withSevenDigits(moment)}Z`;
}

/** The docflow's send date has no zone and is Moscow time. */
export function moscowLocal(moment: number): string {
	return withSevenDigits(moment + moscowOffset);
}

export function calendarDate(year: number, month: number, day: number): string {
	return withSevenDigits(Date.UTC(year, month - 1, day));
}

/** The day of a moment in the format of calendar dates: midnight without a zone. */
export function calendarDateOf(moment: number): string {
	return `${new Date(moment).toISOString().slice(0, 10)}T00:00:00.0000000`;
}

const pattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A filter's date; without a zone it is in UTC. */
export function parseDate(text: string): number | undefined {
	const match = pattern.exec(text);
	if (!match) return undefined;
	const moment = Date.parse(match[1] && !match[4] ? `${text}Z` : text);
	return Number.isNaN(moment) ? undefined : moment;
}
