import { runOperation } from '../../../shared/catalog';
import { repliedDocument, replyId, signatureFields } from '../../fields';
import { idsOf, placeOf, readReply, replyRoutes } from '../../jobs/reply/replies';
import { chosenSignature, putBytes } from '../../jobs/reply/signature';

export const sign = runOperation({
	name: 'Sign',
	value: 'sign',
	action: 'Sign a reply',
	description: 'Attach a signature to a reply: sign with your certificate, or use a signature made elsewhere',
	fields: [...repliedDocument, replyId, ...signatureFields],
	certificate: true,
	calls: [...replyRoutes('GET', '/replies/{replyId}'), ...replyRoutes('PUT', '/replies/{replyId}/signature')],
	run: async (context) => {
		const { params, client } = context;
		const signature = await chosenSignature(context, async () => {
			const { content, 'data-to-sign': dataToSign } = await readReply(context);
			return { content, dataToSign };
		});
		const path = `${placeOf(params).document}/replies/{replyId}/signature`;
		return { json: await putBytes(client, path, idsOf(params), signature) };
	},
});
