import type { IDataObject } from 'n8n-workflow';
import { afterWorkingDays } from '../../../shared/calendar';
import { t } from '../../../shared/language';

export interface Deadline extends IDataObject {
	/** Calendar day, `2024-05-20`. */
	date?: string;
	/** Whether Kontur gave the day, or it was counted from the send date. */
	source?: 'kontur' | 'counted';
	note?: string;
}

const BY_DECREE = t`Weekends, public holidays and the days off that the government moved are considered.`;
const withoutDecree = (years: readonly string[]) =>
	t`Weekends and public holidays are considered. The days off that the government moves in ${years.join(t` and `)} are not known to this version of the node, so the actual deadline may differ by a few days.`;

function dayOf(value: unknown): string | undefined {
	const day = typeof value === 'string' ? /^\d{4}-\d\d-\d\d/.exec(value)?.[0] : undefined;
	if (day === undefined) return undefined;
	return Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? undefined : day;
}

/**
 * Returns the deadline that Kontur gives, or else counts working days from the send date.
 * @param named days that Kontur may name; the first one counts
 * @param sendDate of the document flow, in Moscow's time, as Kontur gives it
 */
export function deadline(named: readonly unknown[], sendDate: unknown, workingDays?: number): Deadline {
	for (const one of named) {
		const date = dayOf(one);
		if (date !== undefined) return { date, source: 'kontur' };
	}
	const sent = dayOf(sendDate);
	if (!sent || !workingDays) return { note: t`The deadline is stated in the document itself.` };
	const { date: counted, unknownYears } = afterWorkingDays(sent, workingDays);
	return {
		date: counted,
		source: 'counted',
		note: t`${workingDays} {0|working day|working days} after it was sent. ${
			unknownYears.length > 0 ? withoutDecree(unknownYears) : BY_DECREE
		}`,
	};
}
