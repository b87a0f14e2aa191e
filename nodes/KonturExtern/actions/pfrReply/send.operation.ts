import { runOperation } from '../../../shared/catalog';
import { documentInDocflow, replyId, senderIpAddress } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';
import { pfrReplyPath } from '../../api/routes';
import { sendGenerated, sentPfrReply } from '../../jobs/reply';
import { simplifySent } from '../docflow/simplify';

export const send = runOperation({
	name: 'Send',
	value: 'send',
	action: 'Send a reply to the pension fund',
	description:
		'Send a signed reply to the pension fund. This cannot be undone. Safe to run again: it returns the document flow and never sends twice.',
	fields: [...documentInDocflow, replyId, senderIpAddress],
	calls: () => [`POST ${pfrReplyPath}/send`, `GET ${inDocflow.docflow}`],
	run: async ({ params, client, log }) => {
		const sent = await sendGenerated(client, { message: pfrReplyPath }, params, {
			body: { 'sender-ip': params.senderIpAddress.trim() },
			docflowId: params.docflowId,
			findSent: async () => await sentPfrReply(client, params),
			log,
		});
		return { json: { replyId: params.replyId, alreadySent: sent.alreadySent, ...sent.docflow } };
	},
	simplify: simplifySent,
});
