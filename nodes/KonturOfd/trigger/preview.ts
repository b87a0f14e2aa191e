import type { INodeExecutionData } from 'n8n-workflow';
import { PREVIEW_ITEMS } from '../../shared/polling';
import type { Client } from '../../shared/transport';
import type { ListedRegister } from '../api/cashRegisters';
import { LOOKBACK_DAYS, readDocuments } from '../api/documents';
import { originOf } from '../api/selectRegisters';
import type { ItemMaker } from '../receipts/items';
import { DAY, earlier, parseWallTime, shiftWallTime, toWallTime } from '../receipts/wallTime';
import type { Watched } from './listWatched';

const REGISTERS = 5;
const PAGES = 20;

const lastPrinted = ({ cashbox }: ListedRegister) =>
	String(cashbox.lastCashReceiptTimestamp ?? '') || (parseWallTime(cashbox.lastDocumentTimestamp) ?? '');

/**
 * Returns the latest real documents for a manual test, from the register that printed a receipt last or, if it has none
 * of the selected kinds, from the next one. Neither reads nor stores state.
 */
export async function previewItems(
	client: Client,
	{ registers, failures }: Watched,
	now: number,
	makeItems: ItemMaker,
): Promise<INodeExecutionData[]> {
	const errors = failures.map(({ cause }) => cause);
	const candidates = [...registers]
		.sort((a, b) => (lastPrinted(a) < lastPrinted(b) ? 1 : -1))
		.slice(0, REGISTERS);
	for (const days of LOOKBACK_DAYS) {
		for (const register of candidates) {
			const found = await latestOf(client, register, now, days, makeItems).catch((error: unknown) => {
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
	register: ListedRegister,
	now: number,
	days: number,
	makeItems: ItemMaker,
): Promise<INodeExecutionData[][]> {
	const { lastDocumentTimestamp, permissionTo } = register.cashbox;
	const soon = toWallTime(now + 2 * DAY);
	const to = earlier(soon, parseWallTime(permissionTo) ?? soon);
	const last = earlier(to, parseWallTime(lastDocumentTimestamp) ?? to);
	const period = { from: shiftWallTime(last, -days * DAY), to };
	let latest: INodeExecutionData[][] = [];
	const origin = originOf(register);
	let pages = 0;
	for await (const page of readDocuments(client, register, period)) {
		const wanted = page.map((document) => makeItems([document], origin)).filter(({ length }) => length);
		latest = [...latest, ...wanted].slice(-PREVIEW_ITEMS);
		if (++pages === PAGES) break;
	}
	return latest;
}
