import { isRefusedWith, outcomeIsOpen, type Client, type KonturRequest } from '../../../shared/transport';
import { docflowShape, type Docflow } from '../../api/types';

const STARTS = 2;
const PAUSE = 2000;

export interface SentOnce {
	docflow: Docflow;
	/** Sent before this run. */
	alreadySent: boolean;
}

/**
 * Sends something that becomes part of a document flow, once. After a lost response, or a 400, which Kontur also
 * returns for a duplicate, the document flow shows whether it was sent. Only a lost send is repeated.
 * @param request sends; its response is the document flow
 * @param findSent returns the document flow if it shows that the send succeeded
 * @throws NodeApiError when Kontur refuses, or the outcome stays unknown
 */
export async function sendOnce(
	client: Client,
	request: KonturRequest,
	findSent: () => Promise<Docflow | undefined>,
	log: (message: string) => void,
): Promise<SentOnce> {
	let lost = false;
	for (let start = 1; ; start++) {
		const outcome = await client.request({ ...request, shape: docflowShape }).then(
			({ body }) => ({ docflow: body }),
			(error: unknown) => ({ error }),
		);
		if ('docflow' in outcome) return { docflow: outcome.docflow, alreadySent: false };
		const { error } = outcome;
		const open = outcomeIsOpen(error);
		if (!open && !isRefusedWith(error, 400)) throw error;
		log('the request to send failed, checking whether it was sent anyway');
		const found = await findSent().catch(() => {
			throw error;
		});
		// What is found after a lost response was sent by this run.
		if (found) return { docflow: found, alreadySent: !open && !lost };
		if (!open || start === STARTS) throw error;
		lost = true;
		await client.wait(PAUSE);
	}
}
