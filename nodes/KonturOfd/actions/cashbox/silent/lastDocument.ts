import type { Client } from '../../../../shared/transport';
import type { ListedRegister } from '../../../api/cashRegisters';
import { LOOKBACK_DAYS, readDocuments } from '../../../api/documents';
import { permittedPart } from '../../../api/permission';
import { readDocument, receivedAt, type FiscalDocument } from '../../../receipts/document';
import { DAY, shiftWallTime, type Period } from '../../../receipts/wallTime';

/** How far back documents are looked for when the list of registers does not tell the last one, in milliseconds. */
export const FARTHEST_BACK = Math.max(...LOOKBACK_DAYS) * DAY;

async function* documentsIn(
	client: Client,
	register: ListedRegister,
	period: Period,
	types: string,
): AsyncGenerator<FiscalDocument> {
	const permitted = permittedPart(period, register.cashbox);
	if (!permitted) return;
	for await (const page of readDocuments(client, register, permitted, types)) yield* page.map(readDocument);
}

/** Returns when Kontur received the last of the documents printed at a wall time, or undefined when it does not say. */
export async function lastReceivedAt(
	client: Client,
	register: ListedRegister,
	wall: string,
	types: string,
): Promise<number | undefined> {
	let latest: number | undefined;
	for await (const document of documentsIn(client, register, { from: wall, to: wall }, types)) {
		const moment = receivedAt(document);
		// One document without the time leaves the answer open.
		if (moment === undefined) return undefined;
		latest = Math.max(latest ?? moment, moment);
	}
	return latest;
}

/**
 * Finds the wall time of the last document up to a moment by reading the documents.
 * @returns 'later' when there are documents after the moment, null when there is none in the last 35 days
 */
export async function lastBefore(
	client: Client,
	register: ListedRegister,
	moment: string,
	end: string,
	types: string,
): Promise<string | 'later' | null> {
	for await (const { dateTime } of documentsIn(client, register, { from: moment, to: end }, types)) {
		if (dateTime === undefined || dateTime > moment) return 'later';
	}
	let to = moment;
	for (const days of LOOKBACK_DAYS) {
		const from = shiftWallTime(moment, -days * DAY);
		let last: string | null = null;
		for await (const { dateTime } of documentsIn(client, register, { from, to }, types)) {
			if (dateTime !== undefined && (last === null || dateTime > last)) last = dateTime;
		}
		if (last !== null) return last;
		to = from;
	}
	return null;
}
