import { runOperation } from '../../../shared/catalog';
import { repliedDocument, replyId, signatureFields } from '../../fields';
import { chosenSignature } from '../../jobs/draft';
import { idsOf, placeOf, putBytes, readReply, replyRoutes, signGenerated } from '../../jobs/reply';
import { replyShape } from '../../api/types';

export const sign = runOperation({
	name: 'Sign',
	value: 'sign',
	action: 'Sign a reply',
	description: 'Attach a signature to a reply: sign with your certificate, or use a signature made elsewhere',
	fields: [...repliedDocument, replyId, ...signatureFields],
	certificate: true,
	calls: () => [
		...replyRoutes('GET', '/replies/{replyId}'),
		...replyRoutes('PUT', '/replies/{replyId}/signature'),
	],
	run: async (context) => {
		const { params, client } = context;
		const signature = await chosenSignature(
			context,
			async (pair) => await signGenerated(await readReply(context), pair, params.options),
		);
		const path = `${placeOf(params).document}/replies/{replyId}/signature`;
		return {
			json: await putBytes(
				client,
				{ path, shape: replyShape, echo: params.replyId },
				idsOf(params),
				signature,
			),
		};
	},
});
