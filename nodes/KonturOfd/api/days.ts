import { startOfPeriod } from './period';

/**
 * A calendar day as it is written, `yyyy-MM-dd`; a time is dropped.
 * @throws UserError when it is not a date
 * Source: Kontur.OFD documentation, "documents" (date), "statistics" (from, to).
 */
export const dayOf = (value: unknown, displayName: string) => startOfPeriod(value, displayName).slice(0, 10);

/** The whole days from one to another. */
export const wholeDays = (first: string, last: string) => ({
	from: `${first}T00:00:00`,
	to: `${last}T23:59:59`,
});
