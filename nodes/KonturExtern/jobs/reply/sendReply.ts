import type { KeyPair } from '../../../shared/auth';
import { isRefusedWith, type Client } from '../../../shared/transport';
import { replyShape, type Docflow, type Reply } from '../../api/types';
import { signatureOf } from './formalReplies';
import { generate, putBytes, sendGenerated, signGenerated } from './generated';
import {
	containsReply,
	readDocflowAt,
	repliedDocflowId,
	replyIn,
	replyRoutes,
	sentReplyRoutes,
} from './replies';
import { wantedReplies, type WantedReply } from './replyLinks';
import type { SentOnce } from './sendOnce';

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

/** Returns the document flow if it contains the reply, or no longer requires it. */
async function answeredDocflow(
	client: Client,
	wanted: WantedReply,
	reply?: Reply,
): Promise<Docflow | undefined> {
	const docflow = await readDocflowAt(client, wanted.place, wanted.ids);
	const isAsked = wantedReplies(String(wanted.ids.accountId), docflow).some(
		({ documentId, replyType }) => documentId === wanted.documentId && replyType === wanted.replyType,
	);
	return !isAsked || (reply && containsReply(docflow, reply)) ? docflow : undefined;
}

/**
 * Generates, signs and sends a reply once. After a refusal or a lost response the document flow shows whether it still
 * requires the reply.
 * Source: Kontur.Extern documentation, "Replies".
 * @throws NodeApiError when Kontur refuses and still requires the reply
 */
export async function sendReply(
	{ client, pair, senderIpAddress, log }: ReplyWork,
	wanted: WantedReply,
): Promise<SentOnce & { replyId?: string }> {
	const { place, ids, replyType } = wanted;
	const kind = replyIn(place);
	const body = { 'certificate-base64': Buffer.from(pair.certificate.der).toString('base64') };
	const query = { documentType: replyType };
	const generated = await generate(client, kind, ids, body, { query }).then(
		(reply) => ({ reply }),
		async (error: unknown) => {
			if (!isRefusedWith(error, 400)) throw error;
			const docflow = await answeredDocflow(client, wanted);
			if (docflow) return { docflow };
			throw error;
		},
	);
	if ('docflow' in generated) return { alreadySent: true, docflow: generated.docflow };
	const { reply } = generated;
	const replyIds = { ...ids, replyId: reply.id };
	if (signatureOf(replyType) !== 'none') {
		const request = { path: `${kind.message}/signature`, shape: replyShape, echo: reply.id };
		await putBytes(client, request, replyIds, await signGenerated(reply, pair));
	}
	log(`sending ${replyType} for document ${wanted.documentId}`);
	const sent = await sendGenerated(client, kind, replyIds, {
		body: { 'sender-ip': senderIpAddress },
		docflowId: repliedDocflowId(place, ids),
		findSent: async () => await answeredDocflow(client, wanted, reply),
		log,
	});
	return { replyId: String(reply.id), ...sent };
}
