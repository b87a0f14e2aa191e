import { LOOKBACK_DAYS } from '../../../api/documents';
import { receivedAt, type FiscalDocument } from '../../../receipts/document';
import { DAY, shiftWallTime } from '../../../receipts/wallTime';

export type ReadDocuments = (from: string, to: string) => AsyncIterable<FiscalDocument[]>;

/** In milliseconds. */
export const FARTHEST_BACK = Math.max(...LOOKBACK_DAYS) * DAY;

/** Returns when Kontur received the last document printed at a wall time, or undefined if any response lacks the time. */
export async function lastReceivedAt(read: ReadDocuments, wall: string): Promise<number | undefined> {
	let latest: number | undefined;
	for await (const page of read(wall, wall)) {
		for (const document of page) {
			const moment = receivedAt(document);
			// That document could be the last one.
			if (moment === undefined) return undefined;
			latest = Math.max(latest ?? moment, moment);
		}
	}
	return latest;
}

/**
 * Finds the wall time of the last document up to a moment.
 * @returns 'later' when there are documents between the moment and the end, null when none is found
 */
export async function lastBefore(
	read: ReadDocuments,
	moment: string,
	end: string,
): Promise<string | 'later' | null> {
	for await (const page of read(moment, end)) {
		if (page.some(({ dateTime }) => dateTime === undefined || dateTime > moment)) return 'later';
	}
	let to = moment;
	for (const days of LOOKBACK_DAYS) {
		const from = shiftWallTime(moment, -days * DAY);
		const times: string[] = [];
		for await (const page of read(from, to)) {
			for (const { dateTime } of page) if (dateTime !== undefined) times.push(dateTime);
		}
		if (times.length > 0) return times.sort()[times.length - 1];
		to = from;
	}
	return null;
}
