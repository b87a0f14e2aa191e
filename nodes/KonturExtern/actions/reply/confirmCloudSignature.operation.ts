import { runOperation } from '../../../shared/catalog';
import { confirmationFields, repliedDocument, replyId } from '../../fields';
import { idsOf, placeOf, replyRoutes } from '../../jobs/reply';
import { cloudSignedShape } from '../../api/types';

export const confirmCloudSignature = runOperation({
	name: 'Confirm Cloud Signature',
	value: 'confirmCloudSignature',
	action: 'Confirm the cloud signature of a reply',
	description: 'Submit the code from the SMS; Kontur then signs the reply',
	fields: [...repliedDocument, replyId, ...confirmationFields],
	calls: () => replyRoutes('POST', '/replies/{replyId}/cloud-sign-confirm'),
	run: async ({ params, client }) => {
		const { body } = await client.request({
			method: 'POST',
			path: `${placeOf(params).document}/replies/{replyId}/cloud-sign-confirm`,
			pathValues: idsOf(params),
			shape: cloudSignedShape,
			query: { requestId: params.requestId.trim(), code: params.code.trim() },
		});
		return { json: body };
	},
});
