import type { IDataObject } from 'n8n-workflow';
import { t } from '../../shared/language';
import {
	mapInTurns,
	paginate,
	plainOffset,
	type Client,
	type ListRequest,
	type Paging,
	type Shape,
} from '../../shared/transport';
import {
	openDocument,
	prepareKeys,
	readDocument,
	type FiscalDocument,
	type Page,
} from '../receipts/document';
import type { Period } from '../receipts/wallTime';
import type { ListedRegister, RegisterId } from './cashRegisters';
import { permittedPart } from './permission';
import { routes } from './routes';
import { documentShape, documentsPageShape } from './types';

/** How many days to look back for the last document, in successive attempts. */
export const LOOKBACK_DAYS = [1, 7, 35];

const PAGE_SIZE = 1000;

/** @param types comma-separated kinds; undefined or '' means all */
export const documentsRequest = (
	{ organizationId, kktRegId }: RegisterId,
	{ from, to }: Period,
	types?: string,
): ListRequest<IDataObject> => ({
	method: 'GET',
	path: routes.documents,
	pathValues: { organizationId, kktRegId },
	query: { dateFrom: from, dateTo: to, types },
	element: documentShape,
});

/** The response for one document. It may leave out what identifies the document, but not contradict it. */
export const documentWhere = (
	isAskedFor: (document: Pick<FiscalDocument, 'body' | 'fn' | 'fd'>) => boolean,
): Shape<IDataObject> => ({
	missing: (value) => {
		const missing = documentShape.missing(value);
		if (missing.length > 0) return missing;
		return isAskedFor(openDocument(value as IDataObject)) ? [] : [t`requested document`];
	},
});

export const documentsPaging = { style: 'offset', items: 'documents' } as const;

/** Yields the pages of a list of documents, whose keys can be made without a block of the event loop. */
export async function* documentPages(
	client: Client,
	request: ListRequest<IDataObject>,
	{ kktRegId }: Pick<RegisterId, 'kktRegId'>,
	paging: Paging = documentsPaging,
	most?: number,
): AsyncGenerator<IDataObject[]> {
	for await (const page of paginate(client, request, paging, most)) {
		await prepareKeys(page, kktRegId);
		yield page;
	}
}

/** Yields the documents of a cash register for the permitted part of a period, page by page. */
export async function* readDocuments(
	client: Client,
	register: ListedRegister,
	period: Period,
	types?: string,
): AsyncGenerator<FiscalDocument[]> {
	const permitted = permittedPart(period, register.cashbox);
	if (!permitted) return;
	const request = documentsRequest(register, permitted, types);
	for await (const page of documentPages(client, request, register)) {
		yield await mapInTurns(page, (envelope) => readDocument(envelope, register.kktRegId));
	}
}

/**
 * Reads one page, starting at a stored offset. Requests documents of all kinds, because a filter would hide numbers, and
 * a hidden number looks like a missing document.
 */
export async function readDocumentsPage(
	client: Client,
	register: RegisterId,
	{ offset, ...period }: Period & { offset?: string },
): Promise<Page> {
	const { method, path, pathValues, query } = documentsRequest(register, period);
	const { body } = await client.request({
		method,
		path,
		pathValues,
		query: { ...query, offset, limit: PAGE_SIZE },
		shape: documentsPageShape(offset),
	});
	// Both are absent when "no data" was a response without a body.
	const { documents = [], paging } = body as { documents?: IDataObject[]; paging?: IDataObject };
	await prepareKeys(documents, register.kktRegId);
	return {
		documents: await mapInTurns(documents, (envelope) => readDocument(envelope, register.kktRegId)),
		nextOffset: plainOffset(paging?.nextOffset),
	};
}
