import type { IDataObject } from 'n8n-workflow';

export interface Deadline extends IDataObject {
	/** Calendar day, `2024-05-20`. */
	date?: string;
	/** Whether Kontur gave the day, or it was counted from the send date. */
	source?: 'kontur' | 'counted';
	note?: string;
}

const DAY = 24 * 60 * 60 * 1000;
const NOTE =
	'Weekends are skipped, public holidays are not. If there are holidays in between, the actual deadline is later.';

/**
 * Adds working days to a day. Skips weekends, but not public holidays.
 * @param day `2024-05-20`
 */
export function afterWorkingDays(day: string, count: number): string {
	let at = Date.parse(`${day}T00:00:00Z`);
	for (let left = count; left > 0;) {
		at += DAY;
		if (![0, 6].includes(new Date(at).getUTCDay())) left -= 1;
	}
	return new Date(at).toISOString().slice(0, 10);
}

function dayOf(value: unknown): string | undefined {
	const day = typeof value === 'string' ? /^\d{4}-\d\d-\d\d/.exec(value)?.[0] : undefined;
	return Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? undefined : day;
}

/**
 * Returns the deadline that Kontur gives, or else counts working days from the send date.
 * @param named days that Kontur may name; the first one counts
 * @param sendDate of the document flow, in Moscow's time, as Kontur gives it
 */
export function deadline(named: readonly unknown[], sendDate: unknown, workingDays?: number): Deadline {
	const date = named.map(dayOf).find((day) => day !== undefined);
	if (date) return { date, source: 'kontur' };
	const sent = dayOf(sendDate);
	if (!sent || !workingDays) return { note: 'The deadline is stated in the document itself.' };
	return {
		date: afterWorkingDays(sent, workingDays),
		source: 'counted',
		note: `${workingDays} working days after it was sent. ${NOTE}`,
	};
}
