import type { Client } from '../shared/transport';
import type { FiscalDocument } from '../shared/trigger/document';
import { DAY, later, shiftWall, wallOf } from '../shared/trigger/wallTime';
import type { Fleet, Target } from './fleet';
import { fetchPage } from './reading';

const SAMPLE = 5;
const REGISTERS = 5;
const PAGES = 20;
const DAYS_BACK = [1, 7, 35];

export interface Sample {
	document: FiscalDocument;
	target: Target;
}

const lastOf = ({ cashbox, register }: Target) =>
	String(cashbox.lastCashReceiptTimestamp ?? '') || register.lastDocument || '';

/**
 * The latest real documents, for a manual test: of the register that printed a receipt last, or of the next one
 * when it has none of the kinds wanted. Reads no state and makes none.
 */
export async function latestDocuments(
	client: Client,
	fleet: Fleet,
	wants: (document: FiscalDocument) => boolean,
): Promise<Sample[]> {
	const errors = fleet.failures.map(({ error }) => error);
	const targets = [...fleet.targets].sort((a, b) => (lastOf(a) < lastOf(b) ? 1 : -1)).slice(0, REGISTERS);
	for (const days of DAYS_BACK) {
		for (const target of targets) {
			const found = await latestOf(client, target, Date.now() + (fleet.skew ?? 0), days, wants).catch(
				(error: unknown) => {
					errors.push(error);
					return [];
				},
			);
			if (found.length) return found.map((document) => ({ document, target }));
		}
	}
	if (errors.length) throw errors[0];
	return [];
}

async function latestOf(
	client: Client,
	target: Target,
	now: number,
	days: number,
	wants: (document: FiscalDocument) => boolean,
): Promise<FiscalDocument[]> {
	const { lastDocument, permissionFrom, permissionTo } = target.register;
	const soon = wallOf(now + 2 * DAY);
	const end = permissionTo && permissionTo < soon ? permissionTo : soon;
	const last = lastDocument && lastDocument < end ? lastDocument : end;
	const from = later(shiftWall(last, -days * DAY), permissionFrom ?? '');
	if (from > end) return [];
	let latest: FiscalDocument[] = [];
	let offset: string | undefined;
	for (let count = 0; count < PAGES; count++) {
		const page = await fetchPage(client, target, { from, to: end, offset });
		latest = [...latest, ...page.documents.filter(wants)].slice(-SAMPLE);
		if (page.nextOffset === undefined || page.nextOffset === offset) break;
		offset = page.nextOffset;
	}
	return latest;
}
