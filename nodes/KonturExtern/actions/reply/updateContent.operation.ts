import { inputBinaryField, runOperation } from '../../../shared/catalog';
import { repliedDocument, replyId } from '../../fields';
import { idsOf, placeOf, replyRoutes } from '../../jobs/reply/replies';
import { putBytes } from '../../jobs/reply/signature';

export const updateContent = runOperation({
	name: 'Update Content',
	value: 'updateContent',
	action: 'Update the content of a reply',
	description: 'Put a file of your own in place of the one that Kontur made. Sign the reply after this.',
	fields: [...repliedDocument, replyId, inputBinaryField],
	calls: replyRoutes('PUT', '/replies/{replyId}/content'),
	run: async ({ params, client, readBinary }) => {
		const file = await readBinary(params.binaryPropertyName);
		const path = `${placeOf(params).document}/replies/{replyId}/content`;
		return { json: await putBytes(client, path, idsOf(params), await file.bytes()) };
	},
});
