import { paginate, type Client } from '../../../../shared/transport';
import { acceptedAt, readDocument, type FiscalDocument } from '../../../receipts/document';
import { DAY, shiftWall } from '../../../receipts/wallTime';
import { paths } from '../../../api/routes';
import { permittedPart, type Period } from '../../../api/permission';
import type { Chosen } from '../../../api/cashRegisters';

const DAYS_BACK = [1, 7, 35];

/** How far back documents are looked for where the list of registers does not tell the last one. */
export const FARTHEST_BACK = DAYS_BACK[DAYS_BACK.length - 1] * DAY;

async function* documentsIn(
	client: Client,
	{ organizationId, kktRegId, cashbox = {} }: Chosen,
	period: Period,
	types: string,
): AsyncGenerator<FiscalDocument> {
	const permitted = permittedPart(period, cashbox);
	if (!permitted) return;
	const request = {
		method: 'GET',
		path: paths.byPeriod,
		pathValues: { organizationId, kktRegId },
		query: { dateFrom: permitted.from, dateTo: permitted.to, types },
	} as const;
	for await (const page of paginate(client, request, { style: 'offset', items: 'documents' })) {
		yield* page.map(readDocument);
	}
}

/** When Kontur accepted the last of the documents of a wall time; undefined when it does not tell. */
export async function receivedAt(
	client: Client,
	register: Chosen,
	wall: string,
	types: string,
): Promise<number | undefined> {
	let latest: number | undefined;
	for await (const document of documentsIn(client, register, { from: wall, to: wall }, types)) {
		const moment = acceptedAt(document);
		// One that does not tell leaves all open.
		if (moment === undefined) return undefined;
		latest = Math.max(latest ?? moment, moment);
	}
	return latest;
}

/**
 * The wall time of the last document before a moment, out of the documents themselves; 'later' when there are documents
 * after it, null when there is none in the last 35 days.
 */
export async function lastBefore(
	client: Client,
	register: Chosen,
	moment: string,
	end: string,
	types: string,
): Promise<string | 'later' | null> {
	for await (const { dateTime } of documentsIn(client, register, { from: moment, to: end }, types)) {
		if (dateTime === undefined || dateTime > moment) return 'later';
	}
	let to = moment;
	for (const days of DAYS_BACK) {
		const from = shiftWall(moment, -days * DAY);
		let last: string | null = null;
		for await (const { dateTime } of documentsIn(client, register, { from, to }, types)) {
			if (dateTime !== undefined && (last === null || dateTime > last)) last = dateTime;
		}
		if (last !== null) return last;
		to = from;
	}
	return null;
}
