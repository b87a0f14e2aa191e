import { inputBinaryField, runOperation, textField } from '../../../shared/catalog';
import { checkFile } from '../../../shared/formats/contentCheck';
import { uploadContent } from '../../../shared/transport';
import { accountId } from '../../fields';

export const upload = runOperation({
	name: 'Upload',
	value: 'upload',
	action: 'Upload a file',
	description:
		'Upload a file to the account and get a content ID to use in drafts. Kontur keeps the file for 90 days.',
	fields: [
		accountId,
		inputBinaryField,
		textField({
			displayName: 'Content Type',
			name: 'contentType',
			placeholder: 'application/xml',
			description: 'Content type to store. Defaults to the type of the file.',
		}),
	],
	parallel: true,
	calls: () => ['POST /v1/{accountId}/contents', 'PUT /v1/{accountId}/contents/{contentId}'],
	run: async ({ params, client, readBinary }) => {
		const file = await readBinary(params.binaryPropertyName);
		const field = params.binaryPropertyName;
		// What the content is for is not known yet: an encrypted file keeps the name of the file in it.
		const checked = await checkFile(file, { field, mayBeEncrypted: true, mayBeUnknown: true });
		const contentType = params.contentType.trim() || checked.contentType;
		const id = await uploadContent(client, params.accountId, file, contentType);
		return { json: { id, fileName: checked.fileName, contentType, size: file.size } };
	},
});
