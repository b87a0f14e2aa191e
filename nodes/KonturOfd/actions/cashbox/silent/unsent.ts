/*
 * A shift report and a report on the current state say how many documents the drive had not sent when they were printed.
 * Source: Kontur.OFD documentation, "Structures" (closeShift, currentStateReport).
 */
import { LOOKBACK_DAYS } from '../../../api/documents';
import { numberIn } from '../../../receipts/money';
import { DAY, parseWallTime, shiftWallTime } from '../../../receipts/wallTime';
import type { ReadDocuments } from './lastDocument';

export const UNSENT_TYPES = 'closeShift,currentStateReport';

export interface Unsent {
	documents: number;
	/** Wall time of the first of them; null if there are none or the report does not tell. */
	since: string | null;
	/** Wall time of the report. */
	reportedAt: string;
}

/** Returns what the last report up to a wall time says, or null if the last 35 days have none. */
export async function lastUnsent(read: ReadDocuments, end: string): Promise<Unsent | null> {
	let to = end;
	for (const days of LOOKBACK_DAYS) {
		const from = shiftWallTime(end, -days * DAY);
		let last: Unsent | null = null;
		for await (const page of read(from, to)) {
			for (const { body, dateTime } of page) {
				const documents = numberIn(body.notTransmittedDocumentsQuantity);
				if (documents === undefined || dateTime === undefined || dateTime < (last?.reportedAt ?? ''))
					continue;
				const since = documents > 0 ? parseWallTime(body.notTransmittedDocumentsDateTime) : undefined;
				last = { documents, since: since ?? null, reportedAt: dateTime };
			}
		}
		if (last) return last;
		to = from;
	}
	return null;
}
