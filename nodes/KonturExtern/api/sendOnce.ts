import { detailsOf, outcomeIsOpen, type Client, type KonturRequest } from '../../shared/transport';
import { docflowShape, type Docflow } from './types';

const STARTS = 2;
const PAUSE = 2000;

/**
 * Sends something that becomes part of a document flow, once. When the answer is lost, or Kontur refuses, which it
 * does when it was sent before, the document flow is looked at; only what is not there is sent once more.
 * @param request the request that sends; its answer is the document flow
 * @param findSent the document flow if it shows that the thing was sent
 * @throws NodeApiError when Kontur refuses, or when it stays unknown what became of it
 */
export async function sendOnce(
	client: Client,
	request: KonturRequest,
	findSent: () => Promise<Docflow | undefined>,
	log: (message: string) => void,
): Promise<{ docflow: Docflow; alreadySent: boolean }> {
	let lost = false;
	for (let start = 1; ; start++) {
		const outcome = await client.request({ ...request, shape: docflowShape }).then(
			({ body }) => ({ docflow: body }),
			(error: unknown) => ({ error }),
		);
		if ('docflow' in outcome) return { docflow: outcome.docflow, alreadySent: false };
		const { error } = outcome;
		const open = outcomeIsOpen(error);
		if (!open && detailsOf(error)?.status !== 400) throw error;
		log('the answer to sending was no success, looking whether it was sent');
		const found = await findSent().catch(() => {
			throw error;
		});
		// Found after a lost answer, it is what this run has sent.
		if (found) return { docflow: found, alreadySent: !open && !lost };
		if (!open || start === STARTS) throw error;
		lost = true;
		await client.wait(PAUSE);
	}
}
