import type { KeyPair } from '../../../shared/auth';
import { detailsOf, type Client } from '../../../shared/transport';
import { documentsOf, inDocflow, inInventory } from '../../api/documentPlaces';
import { readObject } from '../../api/read';
import { docflowShape, replyShape, type Docflow, type Reply } from '../../api/types';
import { signatureOf } from './formalReplies';
import { sentReplyRoutes, replyRoutes } from './replies';
import { wantedReplies, type WantedReply } from './replyLinks';
import { sendOnce } from '../../api/sendOnce';
import { putBytes, signInline } from './signature';

/** The routes of `sendReply`. */
export const sendReplyRoutes = [
	...replyRoutes('POST', '/generate-reply'),
	...replyRoutes('PUT', '/replies/{replyId}/signature'),
	...replyRoutes('POST', '/replies/{replyId}/send'),
	...sentReplyRoutes.filter((route) => !route.endsWith('{replyId}')),
];

export interface ReplyWork {
	client: Client;
	pair: KeyPair;
	senderIpAddress: string;
	log: (message: string) => void;
}

export interface SentReply {
	replyId?: string;
	/** Somebody else, or a run before this one, has sent it. */
	alreadySent: boolean;
	/** The document flow after it. */
	docflow: Docflow;
}

const isSame = (a: WantedReply) => (b: WantedReply) =>
	a.documentId === b.documentId && a.replyType === b.replyType;

/** The document flow as it is, if it asks for the reply no longer, or has the reply among its documents. */
async function answeredDocflow(
	client: Client,
	wanted: WantedReply,
	reply?: Reply,
): Promise<Docflow | undefined> {
	const path = wanted.place === inInventory ? inInventory.docflow : inDocflow.docflow;
	const docflow = await readObject(client, path, wanted.ids, docflowShape);
	const isThere = documentsOf(docflow).some(
		({ id, description }) =>
			id === reply?.id || (reply?.filename !== undefined && description?.filename === reply.filename),
	);
	const isAsked = wantedReplies(String(wanted.ids.accountId), docflow).some(isSame(wanted));
	return isThere || !isAsked ? docflow : undefined;
}

/**
 * Has Kontur make a reply, signs it as its kind wants, and sends it, once: whenever Kontur refuses or an answer is
 * lost, the document flow is asked whether it still wants the reply.
 * Source: Kontur.Extern documentation, "Replies".
 * @throws NodeApiError when Kontur refuses and the reply is still wanted
 */
export async function sendReply(
	{ client, pair, senderIpAddress, log }: ReplyWork,
	wanted: WantedReply,
): Promise<SentReply> {
	const { place, ids, replyType } = wanted;
	const made = await client
		.request({
			method: 'POST',
			path: `${place.document}/generate-reply`,
			pathValues: ids,
			query: { documentType: replyType },
			body: { 'certificate-base64': Buffer.from(pair.certificate.der).toString('base64') },
			// A reply that was made twice is only an unused reply.
			repeat: 'harmless',
			shape: replyShape,
		})
		.catch(async (error: unknown) => {
			if (detailsOf(error)?.status !== 400) throw error;
			const docflow = await answeredDocflow(client, wanted);
			if (docflow) return { docflow };
			throw error;
		});
	if ('docflow' in made) return { alreadySent: true, docflow: made.docflow };
	const reply = made.body;
	const replyIds = { ...ids, replyId: reply.id };
	if (signatureOf(replyType) !== 'none') {
		const toSign = { content: reply.content, dataToSign: reply['data-to-sign'] };
		const signature = await signInline(toSign, pair, { kind: 'automatic', byteOrder: 'big-endian' });
		await putBytes(client, `${place.document}/replies/{replyId}/signature`, replyIds, signature);
	}
	log(`sending ${replyType} for document ${wanted.documentId}`);
	const sent = await sendOnce(
		client,
		{
			method: 'POST',
			path: `${place.document}/replies/{replyId}/send`,
			pathValues: replyIds,
			body: { 'sender-ip': senderIpAddress },
		},
		async () => await answeredDocflow(client, wanted, reply),
		log,
	);
	return { replyId: String(reply.id), ...sent };
}
