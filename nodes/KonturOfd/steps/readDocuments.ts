import type { IDataObject } from 'n8n-workflow';
import type { Output } from '../../shared/catalog';
import { paginate, type Client, type KonturRequest, type Paging } from '../../shared/transport';
import { keyDocument, type KeyedDocument } from '../../shared/trigger/document';
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

/** What is shown of a document: one item, or one per good. */
export function itemsOf(
	document: KeyedDocument,
	options: DocumentOptions,
	origin?: IDataObject,
): Array<{ json: IDataObject }> {
	const json = shapeDocument(document, shapeOptionsOf(options), origin);
	return options.splitGoods === true ? goodsOf(json).map((good) => ({ json: good })) : [{ json }];
}

// Kontur answers "no data" with an empty body in places.
const isThere = (envelope: unknown) =>
	typeof envelope === 'object' && envelope !== null && Object.keys(envelope).length > 0;

/** The items of an answer that is one document. */
export const itemsOfAnswer = (envelope: IDataObject, options: DocumentOptions): Output[] =>
	isThere(envelope) ? itemsOf(keyDocument(envelope), options) : [];

interface Wanted {
	operations: readonly string[];
	/** Of documents. */
	most: number;
	/** What is kept of a document: page by page, so that what is not kept does not fill the memory. */
	shape: (document: KeyedDocument) => IDataObject;
}

async function readRegister(
	client: Client,
	request: KonturRequest,
	paging: Paging,
	{ operations, most, shape }: Wanted,
): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	// Kontur knows no filter by operation, so how much must be read for it is not known.
	const asked = operations.length > 0 ? Infinity : most;
	for await (const page of paginate(client, request, paging, asked)) {
		for (const envelope of page) {
			const document = isThere(envelope) ? keyDocument(envelope) : undefined;
			if (document && isOfOperation(document, operations)) found.push(shape(document));
		}
		if (found.length >= most) break;
	}
	return found;
}

interface Reading {
	/** Of documents. */
	most: number;
	options: DocumentOptions;
	/** What is shown of an item, if not all: the rest is not kept, for it may be hundreds of megabytes. */
	simplify?: (item: IDataObject) => IDataObject;
	/** The fields that simplifying needs of a document, besides its goods. */
	essentials: readonly string[];
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
	{ most, options, simplify, essentials, note }: Reading,
): Promise<Output[]> {
	const operations = asList(options.operationTypes);
	const isSplit = options.splitGoods === true;
	// Goods become rows of their own when all documents were counted.
	const show = isSplit ? undefined : simplify;
	const shapeOptions = { ...shapeOptionsOf(options), only: show && essentials };
	const leftOut = new LeftOut();
	const documents = await inOrder(
		registers,
		async (register) => {
			const permitted = leftOut.periodOf(register, period);
			if (!permitted) return [];
			const asked = request(register, permitted);
			const origin = originOf(register);
			const shape = (document: KeyedDocument) => {
				const item = shapeDocument(document, shapeOptions, origin);
				return show ? show(item) : item;
			};
			return await readRegister(client, asked, paging, { operations, most, shape })
				.catch(withPermission(client, register, permitted, asked))
				.catch(leftOut.skip(register));
		},
		most,
	);
	leftOut.tell(note);
	const items = isSplit ? documents.flatMap(goodsOf) : documents;
	return items.map((item) => ({ json: isSplit && simplify ? simplify(item) : item }));
}
