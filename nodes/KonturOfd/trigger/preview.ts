import type { INodeExecutionData } from 'n8n-workflow';
import type { Client } from '../../shared/transport';
import { DAY, later, shiftWall, wallOf } from '../receipts/wallTime';
import type { Fleet, Target } from './listCashRegisters';
import { fetchPage, type Round } from './readRegister';

const SAMPLE = 5;
const REGISTERS = 5;
const PAGES = 20;
const DAYS_BACK = [1, 7, 35];

const lastOf = ({ cashbox, register }: Target) =>
	String(cashbox.lastCashReceiptTimestamp ?? '') || register.lastDocument || '';

/**
 * The latest real documents, for a manual test: of the register that printed a receipt last, or of the next one
 * when it has none of the kinds wanted. Reads no state and makes none.
 */
export async function latestItems(
	client: Client,
	fleet: Fleet,
	itemsOf: Round['itemsOf'],
): Promise<INodeExecutionData[]> {
	const errors = fleet.failures.map(({ error }) => error);
	const targets = [...fleet.targets].sort((a, b) => (lastOf(a) < lastOf(b) ? 1 : -1)).slice(0, REGISTERS);
	for (const days of DAYS_BACK) {
		for (const target of targets) {
			const now = Date.now() + (fleet.skew ?? 0);
			const found = await latestOf(client, target, now, days, itemsOf).catch((error: unknown) => {
				errors.push(error);
				return [];
			});
			if (found.length) return found.flat();
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
	itemsOf: Round['itemsOf'],
): Promise<INodeExecutionData[][]> {
	const { lastDocument, permissionFrom, permissionTo } = target.register;
	const soon = wallOf(now + 2 * DAY);
	const end = permissionTo && permissionTo < soon ? permissionTo : soon;
	const last = lastDocument && lastDocument < end ? lastDocument : end;
	const from = later(shiftWall(last, -days * DAY), permissionFrom ?? '');
	if (from > end) return [];
	let latest: INodeExecutionData[][] = [];
	let offset: string | undefined;
	for (let count = 0; count < PAGES; count++) {
		const page = await fetchPage(client, target, { from, to: end, offset });
		const wanted = page.documents
			.map((document) => itemsOf([document], target))
			.filter(({ length }) => length);
		latest = [...latest, ...wanted].slice(-SAMPLE);
		if (page.nextOffset === undefined || page.nextOffset === offset) break;
		offset = page.nextOffset;
	}
	return latest;
}
