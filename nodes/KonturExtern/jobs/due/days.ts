const DAY = 86_400_000;

/** The calendar day that the clocks of a zone show, `2024-05-20`. @param timeZone IANA name */
export const dayIn = (moment: number, timeZone: string): string =>
	new Intl.DateTimeFormat('sv-SE', { timeZone }).format(moment);

/** Adds days to a calendar day. */
export const plusDays = (day: string, days: number): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Days from one calendar day to another; negative if the other is earlier. */
export const daysBetween = (from: string, to: string): number =>
	(Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY;
