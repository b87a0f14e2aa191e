import type { IDataObject } from 'n8n-workflow';

export interface Deadline extends IDataObject {
	/** Calendar day, `2024-05-20`. */
	date?: string;
	/** Whether Kontur names the day, or it is counted from the day of sending. */
	source?: 'kontur' | 'counted';
	note?: string;
}

const DAY = 24 * 60 * 60 * 1000;
const NOTE =
	'Saturdays and Sundays are left out, public holidays are not known here: with holidays in between the true day is later.';

/**
 * The day that lies so many working days after another, which is not counted itself. Weekends are left out, public
 * holidays are not known.
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

const dayOf = (value: unknown): string | undefined => /^\d{4}-\d\d-\d\d/.exec(String(value ?? ''))?.[0];

/**
 * The day until which something has to be done: as Kontur names it, else so many working days after the sending.
 * @param said the days that Kontur may name; the first is taken
 * @param sendDate of the document flow, in Moscow's time, as Kontur gives it
 */
export function deadline(said: readonly unknown[], sendDate: unknown, workingDays?: number): Deadline {
	const named = said.map(dayOf).find((day) => day !== undefined);
	if (named) return { date: named, source: 'kontur' };
	const sent = dayOf(sendDate);
	if (!sent || !workingDays) return { note: 'The document itself says until when.' };
	return {
		date: afterWorkingDays(sent, workingDays),
		source: 'counted',
		note: `${workingDays} working days after it was sent. ${NOTE}`,
	};
}
