import { runOperation } from '../../../shared/catalog';
import { repliedDocument, replyId, senderIpAddress } from '../../fields';
import {
	sendGenerated,
	replyIn,
	idsOf,
	placeOf,
	repliedDocflowId,
	replyRoutes,
	sentReply,
	sentReplyRoutes,
} from '../../jobs/reply';
import { simplifySent } from '../docflow/simplify';

export const send = runOperation({
	name: 'Send',
	value: 'send',
	action: 'Send a reply',
	description:
		'Send a signed reply to the authority. This cannot be undone. Safe to run again: it returns the document flow and never sends twice.',
	fields: [...repliedDocument, replyId, senderIpAddress],
	calls: () => [...replyRoutes('POST', '/replies/{replyId}/send'), ...sentReplyRoutes],
	run: async (context) => {
		const { params, client, log } = context;
		const sent = await sendGenerated(client, replyIn(placeOf(params)), idsOf(params), {
			body: { 'sender-ip': params.senderIpAddress.trim() },
			docflowId: repliedDocflowId(placeOf(params), params),
			findSent: async () => await sentReply(context),
			log,
		});
		return { json: { replyId: params.replyId, alreadySent: sent.alreadySent, ...sent.docflow } };
	},
	simplify: simplifySent,
});
