import { field, outputBinaryField, runOperation } from '../../../shared/catalog';
import { downloadContent } from '../../../shared/transport';
import { accountId } from '../../fields';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a file',
	description:
		'Download a file by its content ID: an uploaded file, a print form or a document of a document flow',
	fields: [
		accountId,
		field({
			displayName: 'Content ID',
			name: 'contentId',
			type: 'string',
			default: '',
			description:
				'The uploaded file, from the output of Content: Upload or of an operation that lists documents',
			required: true,
			placeholder: '1816f0a2-3b4c-4d5e-8f60-718293a4b5c6',
		}),
		outputBinaryField,
		field({
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'report.xml',
			description: 'Name of the output file. Defaults to the content ID.',
		}),
	],
	calls: ['GET /v1/{accountId}/contents/{contentId}'],
	run: async ({ params, client, writeBinary }) => {
		const { stream, contentType, size } = await downloadContent(client, params.accountId, params.contentId);
		const file = await writeBinary(stream, params.fileName.trim() || params.contentId, contentType);
		return {
			json: { id: params.contentId, fileName: file.fileName, contentType, size },
			binary: { [params.binaryPropertyName]: file },
		};
	},
});
