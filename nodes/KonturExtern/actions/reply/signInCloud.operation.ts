import { runOperation } from '../../../shared/catalog';
import { forceConfirmation, repliedDocument, replyId } from '../../fields';
import { idsOf, placeOf, replyRoutes } from '../../jobs/reply';
import { cloudOperationShape } from '../../api/types';

export const signInCloud = runOperation({
	name: 'Sign in Cloud',
	value: 'signInCloud',
	action: 'Sign a reply in the cloud',
	description:
		"Sign a reply with a certificate stored in Kontur's cloud. Its owner may have to confirm by SMS or in the myDSS app. Submit an SMS code with Confirm Cloud Signature; check an app confirmation with Get Task.",
	fields: [...repliedDocument, replyId, forceConfirmation],
	calls: () => replyRoutes('POST', '/replies/{replyId}/cloud-sign'),
	run: async ({ params, client }) => {
		const { body } = await client.request({
			method: 'POST',
			path: `${placeOf(params).document}/replies/{replyId}/cloud-sign`,
			pathValues: idsOf(params),
			shape: cloudOperationShape,
			query: { forceConfirmation: params.forceConfirmation },
		});
		return { json: body };
	},
});
