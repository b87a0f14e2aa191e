import type { IDataObject } from 'n8n-workflow';
import { toList, type Output } from '../../shared/catalog';
import {
	flatMapConcurrent,
	paginate,
	type Client,
	type KonturRequest,
	type Paging,
} from '../../shared/transport';
import { keyDocument, type KeyedDocument } from '../receipts/document';
import { itemMaker, type DocumentOptions } from '../receipts/items';
import { isOfOperation } from '../receipts/shape';
import { LeftOut, withPermission, type Period } from './permission';
import { originOf, type Chosen } from './cashRegisters';

/** A list of documents that Kontur gives of one register. */
export interface DocumentList {
	request: (register: Chosen, period: Period) => KonturRequest;
	paging: Paging;
}

// Kontur answers "no data" with an empty body in places.
const isThere = (envelope: unknown) =>
	typeof envelope === 'object' && envelope !== null && Object.keys(envelope).length > 0;

/** The items of an answer that is one document. */
export const itemsOfAnswer = (
	envelope: IDataObject,
	options: DocumentOptions,
	simplify: boolean,
): Output[] => (isThere(envelope) ? itemMaker(options, simplify)([keyDocument(envelope)]) : []);

interface Wanted {
	operations: readonly string[];
	/** Of documents. */
	most: number;
	/** Called page by page, so that what is not shown does not fill the memory. */
	itemsOf: (document: KeyedDocument) => Output[];
}

/** The items of each document. */
async function readRegister(
	client: Client,
	request: KonturRequest,
	paging: Paging,
	{ operations, most, itemsOf }: Wanted,
): Promise<Output[][]> {
	const found: Output[][] = [];
	// Kontur knows no filter by operation, so how much must be read for it is not known.
	const asked = operations.length > 0 ? Infinity : most;
	for await (const page of paginate(client, request, paging, asked)) {
		for (const envelope of page) {
			const document = isThere(envelope) ? keyDocument(envelope) : undefined;
			if (document && isOfOperation(document, operations)) found.push(itemsOf(document));
		}
		if (found.length >= most) break;
	}
	return found;
}

interface Reading {
	/** Of documents. */
	most: number;
	options: DocumentOptions;
	simplify: boolean;
	note: (message: string) => void;
}

/**
 * The documents of several registers for a period, register after register, each in Kontur's order. Registers are read
 * at once; what may not be read of those that were taken along is told by a note.
 */
export async function readDocuments(
	client: Client,
	{ request, paging }: DocumentList,
	registers: readonly Chosen[],
	period: Period,
	{ most, options, simplify, note }: Reading,
): Promise<Output[]> {
	const operations = toList(options.operationTypes);
	const make = itemMaker(options, simplify);
	const leftOut = new LeftOut();
	const documents = await flatMapConcurrent(
		registers,
		async (register) => {
			const permitted = leftOut.periodOf(register, period);
			if (!permitted) return [];
			const asked = request(register, permitted);
			const origin = originOf(register);
			const itemsOf = (document: KeyedDocument) => make([document], origin);
			return await readRegister(client, asked, paging, { operations, most, itemsOf })
				.catch(withPermission(client, register, permitted, asked))
				.catch(leftOut.skip(register));
		},
		most,
	);
	leftOut.tell(note);
	return documents.flat();
}
