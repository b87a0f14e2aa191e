import { outputBinaryField, runOperation, textField } from '../../../shared/catalog';
import { downloadContent } from '../../../shared/transport';
import { accountId, anyContentId } from '../../fields';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a file',
	description:
		'Download a file by its content ID: an uploaded file, a print form or a document in a document flow',
	fields: [
		accountId,
		anyContentId,
		outputBinaryField,
		textField({
			displayName: 'File Name',
			name: 'fileName',
			placeholder: 'report.xml',
			description: 'Name of the output file. Defaults to the content ID.',
		}),
	],
	calls: () => ['GET /v1/{accountId}/contents/{contentId}'],
	run: async ({ params, client, writeBinary }) => {
		const { stream, contentType, size } = await downloadContent(client, params.accountId, params.contentId);
		const file = await writeBinary(stream, params.fileName.trim() || params.contentId, contentType);
		return {
			json: { id: params.contentId, fileName: file.fileName, contentType, size },
			binary: { [params.binaryPropertyName]: file },
		};
	},
});
