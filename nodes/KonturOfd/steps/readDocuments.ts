import type { IDataObject } from 'n8n-workflow';
import type { Output } from '../../shared/catalog';
import { paginate, type Client, type KonturRequest, type Paging } from '../../shared/transport';
import { readDocument } from '../../shared/trigger/document';
import { asList } from '../asList';
import { goodsOf, isOfOperation, shapeDocument, type ShapeOptions } from '../documentShape';
import { inOrder } from './inOrder';
import { LeftOut, withPermission, type Period } from './permission';
import { originOf, type Chosen } from './registers';

export interface DocumentOptions {
	addFields?: unknown;
	operationTypes?: unknown;
	splitGoods?: boolean;
}

/** A list of documents that Kontur gives of one register. */
export interface DocumentList {
	request: (register: Chosen, period: Period) => KonturRequest;
	paging: Paging;
}

const ADDED = ['labels', 'roubles', 'vat'] as const;

function shapeOptionsOf({ addFields }: DocumentOptions): ShapeOptions {
	if (addFields === undefined) return {};
	const wanted = asList(addFields);
	return Object.fromEntries(ADDED.map((name) => [name, wanted.includes(name)]));
}

/** What an operation shows of a document: one item, or one per good. */
export function itemsOf(envelope: IDataObject, options: DocumentOptions, origin: IDataObject = {}): Output[] {
	// Kontur answers "no data" with an empty body in places.
	if (typeof envelope !== 'object' || envelope === null || Object.keys(envelope).length === 0) return [];
	const { documentType, dedupeKey, ...fields } = shapeDocument(
		readDocument(envelope),
		shapeOptionsOf(options),
	);
	const item = { documentType, dedupeKey, ...origin, ...fields };
	return (options.splitGoods === true ? goodsOf(item) : [item]).map((json) => ({ json }));
}

async function readRegister(
	client: Client,
	request: KonturRequest,
	paging: Paging,
	operations: readonly string[],
	most: number,
): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	// Kontur knows no filter by operation, so how much must be read for it is not known.
	const asked = operations.length > 0 ? Infinity : most;
	for await (const envelope of paginate(client, request, paging, asked)) {
		if (isOfOperation(readDocument(envelope), operations)) found.push(envelope);
		if (found.length >= most) break;
	}
	return found;
}

/**
 * The documents of several registers for a period, register after register, each in Kontur's order. Registers are read
 * at once; what may not be read of those that were taken along is told by a note.
 * @param most of documents
 */
export async function readDocuments(
	client: Client,
	{ request, paging }: DocumentList,
	registers: readonly Chosen[],
	period: Period,
	{ most, options, note }: { most: number; options: DocumentOptions; note: (message: string) => void },
): Promise<Output[]> {
	const operations = asList(options.operationTypes);
	const leftOut = new LeftOut();
	const documents = await inOrder(
		registers,
		async (register) => {
			const permitted = leftOut.periodOf(register, period);
			if (!permitted) return [];
			const asked = request(register, permitted);
			const found = await readRegister(client, asked, paging, operations, most)
				.catch(withPermission(client, register, permitted, asked))
				.catch(leftOut.skip(register));
			const origin = originOf(register);
			return found.map((envelope) => ({ envelope, origin }));
		},
		most,
	);
	leftOut.tell(note);
	return documents.flatMap(({ envelope, origin }) => itemsOf(envelope, options, origin));
}
