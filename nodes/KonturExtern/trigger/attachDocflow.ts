import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { t } from '../../shared/language';
import { detailsOf, isTransient, type Client } from '../../shared/transport';
import { wholeDocflowShape } from '../api/types';

/** An item and the document flow to attach to it. */
export interface Attachment {
	json: IDataObject;
	accountId: string;
	docflowId: string;
	/** When it happened, Unix milliseconds. */
	at: number;
}

const RETRY_AFTER = 2000;
const FRESH = 10 * 60_000;

type Found = { docflow: IDataObject } | { docflowError: IDataObject };

/** When document flows first failed that cannot be read since, monotonic milliseconds. */
const failing = new Map<string, number>();

/** Tells whether a failure has lasted, however wrong the clocks are. */
function isLasting(key: string): boolean {
	const since = failing.get(key) ?? performance.now();
	failing.set(key, since);
	return performance.now() - since >= FRESH;
}

/**
 * Returns Kontur's refusal as a note for the item. A failure that lasts becomes a note too: one broken document flow
 * must not hold up everything after it. What may pass (no answer, too many requests, session) is thrown.
 */
function noteOf(error: unknown, isFresh: boolean): Found {
	const { status, text, advice } = detailsOf(error) ?? {};
	if (status === undefined || status === 401 || status === 429) throw error;
	if ((status >= 500 || isTransient(error)) && isFresh) throw error;
	const message = error instanceof Error ? error.message : String(error);
	return { docflowError: { status, message, ...(text ? { text } : {}), ...(advice ? { advice } : {}) } };
}

const isMissing = (found: Found | undefined) =>
	found !== undefined && 'docflowError' in found && found.docflowError.status === 404;

/**
 * Returns the items with their whole document flow in `docflow`, or the reason why it cannot be read in
 * `docflowError`. Each document flow is requested once, and once more when Kontur does not show a new one yet.
 * @param now Unix milliseconds
 * @throws NodeApiError for failures that may pass
 */
export async function attachDocflows(
	client: Client,
	attachments: Attachment[],
	now: number,
): Promise<INodeExecutionData[]> {
	const keyOf = ({ accountId, docflowId }: Attachment) => `${accountId}/${docflowId}`;
	const isFresh = ({ at }: Attachment) => now - at < FRESH;
	const found = new Map<string, Found>();
	const fetchOne = async ([key, one]: [string, Attachment]) => {
		const { accountId, docflowId } = one;
		const response = client.request({
			method: 'GET',
			path: '/v1/{accountId}/docflows/{docflowId}',
			pathValues: { accountId, docflowId },
			shape: wholeDocflowShape,
		});
		const note = (error: unknown) => noteOf(error, isFresh(one) && !isLasting(key));
		found.set(key, await response.then(({ body }) => ({ docflow: body }), note));
		failing.delete(key);
	};
	const fetchAll = async (wanted: Attachment[]) =>
		await Promise.all([...new Map(wanted.map((one) => [keyOf(one), one]))].map(fetchOne));

	await fetchAll(attachments.filter(({ accountId, docflowId }) => accountId && docflowId));
	const notYet = attachments.filter((one) => isFresh(one) && isMissing(found.get(keyOf(one))));
	if (notYet.length > 0) {
		await client.wait(RETRY_AFTER);
		await fetchAll(notYet);
	}
	return attachments.map((one) => ({
		json: {
			...one.json,
			...(found.get(keyOf(one)) ?? { docflowError: { message: t`The event names no document flow` } }),
		},
	}));
}
