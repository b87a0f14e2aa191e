import type { IDataObject } from 'n8n-workflow';
import {
	partsOf,
	toList,
	type OnPartialFailure,
	type OperationContext,
	type Output,
	type Parts,
} from '../../../shared/catalog';
import { mapInTurns, type Client, type ListRequest, type Paging } from '../../../shared/transport';
import { documentPages } from '../../api/documents';
import { readPermitted } from '../../api/permission';
import { originOf, type SelectedRegister } from '../../api/selectRegisters';
import { keyDocument, prepareKeys } from '../../receipts/document';
import {
	itemMaker,
	viewOf,
	type DocumentOptions,
	type ItemMaker,
	type ViewParams,
} from '../../receipts/items';
import type { Period } from '../../receipts/wallTime';
import type { Proof } from './proof';

/** Makes the items of one document. */
export async function itemsOf(
	envelope: IDataObject,
	params: ViewParams & { options: DocumentOptions; kktRegId: string },
): Promise<Output[]> {
	await prepareKeys([envelope], params.kktRegId);
	return itemMaker(params.options, viewOf(params))([keyDocument(envelope, params.kktRegId)]);
}

type Context = Pick<
	OperationContext<ViewParams & { options: DocumentOptions & { onPartialFailure?: OnPartialFailure } }>,
	'params' | 'client' | 'note' | 'log' | 'nameError' | 'gather'
>;

/** The documents that an operation reads. */
export interface DocumentList {
	registers: (parts: Parts) => Promise<readonly SelectedRegister[]>;
	period: Period;
	/** The period of a register, where it differs from the others'. */
	periodOf?: (register: SelectedRegister, period: Period) => Period;
	request: (register: SelectedRegister, period: Period) => ListRequest<IDataObject>;
	paging: Paging;
	/** Kinds to return of what the request asks for; empty or absent means all. */
	kinds?: readonly string[];
	/** How many documents to return. */
	most: number;
	/** Follows the numbers of all documents, if the request hides none. */
	proof?: Proof;
}

export const mostOf = ({ returnAll, limit }: { returnAll: boolean; limit: number }) =>
	returnAll ? Infinity : limit;

/** What was read of a list. */
export interface Collected {
	outputs: Output[];
	documents: number;
	/** Some registers could not be read. */
	isPartial: boolean;
}

/**
 * Yields the items of a register's documents page by page, so that what Simplify omits does not fill the memory: a list for
 * each document, empty for one that came before.
 */
export async function* itemPages(
	client: Client,
	request: ListRequest<IDataObject>,
	register: SelectedRegister,
	{ paging, proof }: Pick<DocumentList, 'paging' | 'proof'>,
	make: ItemMaker,
	most = Infinity,
): AsyncGenerator<Output[][]> {
	const origin = originOf(register);
	const numbers = proof?.numbersOf(register);
	for await (const page of documentPages(client, request, register, paging, most)) {
		const made = await mapInTurns(page, (envelope) => {
			const document = keyDocument(envelope, register.kktRegId);
			return numbers && !numbers.add(document) ? [] : make([document], origin);
		});
		numbers?.endPage();
		yield made;
	}
}

/**
 * Reads documents and makes their items, register by register and in Kontur's order within each. A document that came
 * before is left out. The limit counts documents, not items.
 * @param onFailure what to do when a register fails; the user's choice if absent
 */
export async function collectItems(
	context: Context,
	list: DocumentList,
	onFailure?: OnPartialFailure,
): Promise<Collected> {
	const { params, client, note, gather } = context;
	const { registers, period, periodOf, request, kinds, most } = list;
	const { options } = params;
	const parts = partsOf(context, onFailure ?? options.onPartialFailure);
	// Kontur cannot filter by operation type, so the number of documents to read for a limit is unknown.
	const toRead = toList(options.operationTypes).length > 0 ? Infinity : most;
	const make = itemMaker(options, viewOf(params), kinds);
	let documents = 0;
	const outputs = await readPermitted(client, await registers(parts), {
		period,
		periodOf: (register) => periodOf?.(register, period) ?? period,
		request,
		read: async (asked, register) => {
			const found: Output[][] = [];
			for await (const made of itemPages(client, asked, register, list, make, toRead)) {
				gather(made.flat());
				for (const items of made) if (items.length > 0) found.push(items);
				if (found.length >= most) break;
			}
			documents += found.length;
			return found;
		},
		most,
		note,
		parts,
	});
	return { outputs, documents, isPartial: parts.hasFailed };
}

/** Reads documents, and notes whether any is missing. */
export async function readItems(context: Context, list: DocumentList): Promise<Output[]> {
	const { outputs, isPartial } = await collectItems(context, list);
	for (const message of list.proof?.notes(isPartial) ?? []) context.note(message);
	return outputs;
}
