import { runOperation } from '../../../shared/catalog';
import { decryptedContent, documentInDocflow } from '../../fields';
import { inDocflow } from '../../api/documentPlaces';
import { decryptedContentId, decryptedContentRoutes } from '../../jobs/document';
import { recognizedShape } from '../../api/types';

export const recognize = runOperation({
	name: 'Recognize',
	value: 'recognize',
	action: 'Recognize a demand',
	description:
		'Recognize the number, date, form and deadlines in the PDF of a demand and save them to the document. Works only if the description of the document contains support-recognition.',
	fields: [...documentInDocflow, ...decryptedContent],
	certificate: true,
	calls: () => [...decryptedContentRoutes(inDocflow), `POST ${inDocflow.document}/recognize`],
	run: async (context) => {
		const { contentId } = await decryptedContentId(context, inDocflow);
		const { body } = await context.client.request({
			method: 'POST',
			path: `${inDocflow.document}/recognize`,
			pathValues: context.params,
			body: { 'content-id': contentId },
			repeat: 'harmless',
			shape: recognizedShape,
		});
		return { json: { documentId: context.params.documentId, contentId, ...body } };
	},
});
