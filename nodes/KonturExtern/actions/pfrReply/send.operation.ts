import { runOperation } from '../../../shared/catalog';
import { documentId } from '../../descriptions/fields';
import { accountId, docflowId } from '../../descriptions/locators';
import { replyId, senderIpAddress } from '../../descriptions/replyFields';
import { inDocflow } from '../../steps/documentPlaces';
import { pfrReplyPath, sentPfrReply } from '../../steps/pfrReplies';
import { sendOnce } from '../../steps/sendOnce';

export const send = runOperation({
	name: 'Send',
	value: 'send',
	action: 'Send a reply to the pension fund',
	description:
		'Send a signed reply to the pension fund. This cannot be undone. Run again, it returns the document flow and never sends twice.',
	fields: [accountId, docflowId, documentId, replyId, senderIpAddress],
	calls: [`POST ${pfrReplyPath}/send`, `GET ${inDocflow.docflow}`],
	run: async ({ params, client, log }) => {
		const request = {
			method: 'POST',
			path: `${pfrReplyPath}/send`,
			pathValues: params,
			body: { 'sender-ip': params.senderIpAddress.trim() },
		} as const;
		const sent = await sendOnce(client, request, async () => await sentPfrReply(client, params), log);
		return { json: { replyId: params.replyId, alreadySent: sent.alreadySent, ...sent.docflow } };
	},
});
