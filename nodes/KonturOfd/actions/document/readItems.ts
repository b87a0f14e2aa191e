import type { IDataObject } from 'n8n-workflow';
import {
	partsOf,
	toList,
	type OnPartialFailure,
	type OperationContext,
	type Output,
	type Parts,
} from '../../../shared/catalog';
import { mapInTurns, paginate, type ListRequest, type Paging } from '../../../shared/transport';
import { readPermitted } from '../../api/permission';
import { originOf, type SelectedRegister } from '../../api/selectRegisters';
import { keyDocument } from '../../receipts/document';
import { itemMaker, type DocumentOptions } from '../../receipts/items';
import type { Period } from '../../receipts/wallTime';

export const itemsOf = (envelope: IDataObject, options: DocumentOptions, simplify: boolean): Output[] =>
	itemMaker(options, simplify)([keyDocument(envelope)]);

type Context = Pick<
	OperationContext<{
		options: DocumentOptions & { onPartialFailure?: OnPartialFailure };
		returnAll: boolean;
		limit: number;
	}>,
	'params' | 'client' | 'simplify' | 'note' | 'log' | 'nameError' | 'gather'
>;

/** The documents that an operation reads. */
export interface DocumentList {
	registers: (parts: Parts) => Promise<readonly SelectedRegister[]>;
	period: Period;
	request: (register: SelectedRegister, period: Period) => ListRequest<IDataObject>;
	paging: Paging;
}

/**
 * Reads documents and makes their items, register by register and in Kontur's order within each. The limit counts
 * documents, not items.
 */
export async function readItems(
	context: Context,
	{ registers, period, request, paging }: DocumentList,
): Promise<Output[]> {
	const { params, client, simplify, note, gather } = context;
	const { options, returnAll, limit } = params;
	const parts = partsOf(context, options.onPartialFailure);
	const most = returnAll ? Infinity : limit;
	// Kontur cannot filter by operation type, so the number of documents to read for a limit is unknown.
	const toRead = toList(options.operationTypes).length > 0 ? Infinity : most;
	const make = itemMaker(options, simplify);
	return await readPermitted(client, await registers(parts), {
		period,
		request,
		read: async (asked, register) => {
			const origin = originOf(register);
			const found: Output[][] = [];
			for await (const page of paginate(client, asked, paging, toRead)) {
				// Page by page, so that what Simplify omits does not fill the memory.
				const made = await mapInTurns(page, (envelope) => make([keyDocument(envelope)], origin));
				gather(made.flat());
				for (const items of made) if (items.length > 0) found.push(items);
				if (found.length >= most) break;
			}
			return found;
		},
		most,
		note,
		parts,
	});
}
