import type { IDataObject } from 'n8n-workflow';
import type { OperationContext, Output } from '../../../shared/catalog';
import { paginate, type KonturRequest, type Paging } from '../../../shared/transport';
import { readPermitted } from '../../api/permission';
import { originOf, type SelectedRegister } from '../../api/selectRegisters';
import { keyDocument } from '../../receipts/document';
import { documentFilter } from '../../receipts/filter';
import { itemMaker, type DocumentOptions } from '../../receipts/items';
import type { Period } from '../../receipts/wallTime';

// Kontur may answer "no data" with an empty body.
const isPresent = (envelope: unknown) =>
	typeof envelope === 'object' && envelope !== null && Object.keys(envelope).length > 0;

/** Makes the items of a response that is one document. */
export const itemsOf = (envelope: IDataObject, options: DocumentOptions, simplify: boolean): Output[] =>
	isPresent(envelope) ? itemMaker(options, simplify)([keyDocument(envelope)]) : [];

type Context = Pick<
	OperationContext<{ options: DocumentOptions; returnAll: boolean; limit: number }>,
	'params' | 'client' | 'simplify' | 'note'
>;

/** A list of documents of cash registers. */
interface DocumentList {
	registers: readonly SelectedRegister[];
	period: Period;
	request: (register: SelectedRegister, period: Period) => KonturRequest;
	paging: Paging;
}

/**
 * Makes the items of the documents of cash registers, register after register, each in Kontur's order. The limit counts
 * documents.
 */
export async function readItems(
	{ params, client, simplify, note }: Context,
	{ registers, period, request, paging }: DocumentList,
): Promise<Output[]> {
	const { options, returnAll, limit } = params;
	const most = returnAll ? Infinity : limit;
	const isWanted = documentFilter(options.operationTypes);
	const make = itemMaker(options, simplify);
	const documents = await readPermitted(client, registers, {
		period,
		request,
		read: async (asked, register) => {
			const origin = originOf(register);
			const found: Output[][] = [];
			// Kontur cannot filter by operation type, so the number of documents to read is unknown.
			for await (const page of paginate(client, asked, paging, isWanted ? Infinity : most)) {
				// Page by page, so that what Simplify omits does not fill the memory.
				for (const envelope of page) {
					const document = isPresent(envelope) ? keyDocument(envelope) : undefined;
					if (document && (!isWanted || isWanted(document))) found.push(make([document], origin));
				}
				if (found.length >= most) break;
			}
			return found;
		},
		most,
		note,
	});
	return documents.flat();
}
