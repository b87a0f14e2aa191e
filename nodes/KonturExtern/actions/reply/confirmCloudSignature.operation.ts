import { runOperation } from '../../../shared/catalog';
import { confirmationFields, repliedDocument, replyId } from '../../fields';
import { confirm } from '../../jobs/document/cloud';
import { idsOf, placeOf, replyRoutes } from '../../jobs/reply/replies';

export const confirmCloudSignature = runOperation({
	name: 'Confirm Cloud Signature',
	value: 'confirmCloudSignature',
	action: 'Confirm the cloud signature of a reply',
	description: 'Submit the code from the SMS; Kontur then signs the reply',
	fields: [...repliedDocument, replyId, ...confirmationFields],
	calls: replyRoutes('POST', '/replies/{replyId}/cloud-sign-confirm'),
	run: async (context) =>
		await confirm(
			{ ...context, params: idsOf(context.params) },
			`${placeOf(context.params).document}/replies/{replyId}/cloud-sign-confirm`,
		),
});
