import { inputBinaryField, runOperation } from '../../../shared/catalog';
import { checkFile } from '../../../shared/formats/contentCheck';
import { repliedDocument, replyId } from '../../fields';
import { idsOf, placeOf, putBytes, replyRoutes } from '../../jobs/reply';
import { replyShape } from '../../api/types';

export const updateContent = runOperation({
	name: 'Update Content',
	value: 'updateContent',
	action: 'Update the content of a reply',
	description: 'Replace the generated file of a reply with your own. Sign the reply afterwards.',
	fields: [...repliedDocument, replyId, inputBinaryField],
	calls: () => replyRoutes('PUT', '/replies/{replyId}/content'),
	run: async ({ params, client, readBinary }) => {
		const file = await readBinary(params.binaryPropertyName);
		await checkFile(file, { field: params.binaryPropertyName });
		const path = `${placeOf(params).document}/replies/{replyId}/content`;
		return {
			json: await putBytes(
				client,
				{ path, shape: replyShape, echo: params.replyId },
				idsOf(params),
				await file.bytes(),
			),
		};
	},
});
