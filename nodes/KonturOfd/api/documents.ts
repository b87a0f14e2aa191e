import { paginate, plainOffset, type Client, type KonturRequest } from '../../shared/transport';
import { readDocument, type FiscalDocument, type Page } from '../receipts/document';
import type { Period } from '../receipts/wallTime';
import type { ListedRegister, RegisterId } from './cashRegisters';
import { permittedPart } from './permission';
import { routes } from './routes';
import { documentsPageShape } from './types';

/** How many days to look back for the last document, in successive attempts. */
export const LOOKBACK_DAYS = [1, 7, 35];

const PAGE_SIZE = 1000;

/** @param types comma-separated kinds; undefined or '' means all */
export const documentsRequest = (
	{ organizationId, kktRegId }: RegisterId,
	{ from, to }: Period,
	types?: string,
): KonturRequest => ({
	method: 'GET',
	path: routes.documents,
	pathValues: { organizationId, kktRegId },
	query: { dateFrom: from, dateTo: to, types },
});

export const documentsPaging = { style: 'offset', items: 'documents' } as const;

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
	for await (const page of paginate(client, request, documentsPaging)) yield page.map(readDocument);
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
	const { query, ...request } = documentsRequest(register, period);
	const { body } = await client.request({
		...request,
		query: { ...query, offset, limit: PAGE_SIZE },
		shape: documentsPageShape,
	});
	const documents = body?.documents;
	return {
		documents: Array.isArray(documents) ? documents.map(readDocument) : [],
		nextOffset: plainOffset(body?.paging?.nextOffset),
	};
}
