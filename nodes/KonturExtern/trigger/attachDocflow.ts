import type { IDataObject } from 'n8n-workflow';
import { detailsOf, type Client } from '../../shared/transport';

/** A document flow to fetch, and the item that it belongs to. */
export interface Attachment {
	json: IDataObject;
	accountId: string;
	docflowId: string;
	/** When it happened, Unix milliseconds. */
	at: number;
}

const A_MOMENT = 2000;
const FRESH = 10 * 60_000;

type Found = { docflow: IDataObject } | { docflowError: IDataObject };

/**
 * What Kontur says no to is a note, and so is what it has failed at for a while: one broken document flow must not
 * hold up all that comes after it. What may pass by itself (no answer, too many requests, session) is an error.
 */
function noteOf(error: unknown, isFresh: boolean): Found {
	const { status, text, advice } = detailsOf(error) ?? {};
	if (status === undefined || status === 401 || status === 429 || (status >= 500 && isFresh)) throw error;
	const message = error instanceof Error ? error.message : String(error);
	return { docflowError: { status, message, ...(text ? { text } : {}), ...(advice ? { advice } : {}) } };
}

const isMissing = (found: Found | undefined) =>
	found !== undefined && 'docflowError' in found && found.docflowError.status === 404;

/**
 * Puts the whole document flow into each item as `docflow`, or `docflowError` with the reason why it cannot be read.
 * Each is fetched once, or twice when Kontur does not show it yet; the transport bounds how many at a time.
 * @param now Unix milliseconds by Kontur's clock
 * @throws NodeApiError for what may pass by itself
 */
export async function attachDocflows(client: Client, attachments: Attachment[], now: number): Promise<void> {
	const keyOf = ({ accountId, docflowId }: Attachment) => `${accountId}/${docflowId}`;
	const isFresh = ({ at }: Attachment) => now - at < FRESH;
	const found = new Map<string, Found>();
	const fetchOne = async ([key, one]: [string, Attachment]) => {
		const answer = client.request({
			method: 'GET',
			path: '/v1/{accountId}/docflows/{docflowId}',
			pathValues: { accountId: one.accountId, docflowId: one.docflowId },
		});
		const note = (error: unknown) => noteOf(error, isFresh(one));
		found.set(key, await answer.then(({ body }) => ({ docflow: body }), note));
	};
	const fetchAll = async (wanted: Attachment[]) =>
		await Promise.all([...new Map(wanted.map((one) => [keyOf(one), one]))].map(fetchOne));

	await fetchAll(attachments.filter(({ accountId, docflowId }) => accountId && docflowId));
	const notYet = attachments.filter((one) => isFresh(one) && isMissing(found.get(keyOf(one))));
	if (notYet.length > 0) {
		await client.wait(A_MOMENT);
		await fetchAll(notYet);
	}
	for (const one of attachments) {
		const nameless = { docflowError: { message: 'Kontur names no document flow' } };
		Object.assign(one.json, found.get(keyOf(one)) ?? nameless);
	}
}
