import { field, runOperation } from '../../../shared/catalog';
import { checkFile } from '../../../shared/formats/contentCheck';
import { decryptedBinaryField, documentInDocflow, replyDocumentId, replyId } from '../../fields';
import { pfrReplyPath } from '../../api/routes';
import { decryptedFile, pfrReplyDocumentPath, putBytes, readReplyDocument } from '../../jobs/reply';
import { pfrReplyDocumentShape } from '../../api/types';

export const uploadDecrypted = runOperation({
	name: 'Upload Decrypted File',
	value: 'uploadDecrypted',
	action: 'Upload the decrypted file of a document in a reply to the pension fund',
	description: 'Upload the decrypted file of a document in the reply, so that it can be signed',
	fields: [
		...documentInDocflow,
		replyId,
		replyDocumentId,
		field({
			displayName: 'Decrypted File Source',
			name: 'contentFrom',
			type: 'options',
			default: 'certificate',
			description: 'Where the decrypted file comes from',
			options: [
				{ name: 'Binary File', value: 'binary', description: 'The decrypted file, from the input item' },
				{
					name: 'Decrypt with Certificate',
					value: 'certificate',
					description: 'Decrypted inside n8n with the key of the Kontur Certificate credential',
				},
			],
		}),
		decryptedBinaryField,
	],
	certificate: true,
	calls: () => [`GET ${pfrReplyPath}`, `PUT ${pfrReplyDocumentPath}/decrypted-content`],
	run: async ({ params, client, readBinary, openKeyPair }) => {
		const givenFile = async () => {
			const file = await readBinary(params.binaryPropertyName);
			await checkFile(file, { field: params.binaryPropertyName });
			return await file.bytes();
		};
		const bytes =
			params.contentFrom === 'binary'
				? await givenFile()
				: await decryptedFile(
						await readReplyDocument(client, params),
						await openKeyPair({ anyDate: true, forDecryption: true }),
					);
		const path = `${pfrReplyDocumentPath}/decrypted-content`;
		return {
			json: await putBytes(client, { path, shape: pfrReplyDocumentShape, echo: false }, params, bytes),
		};
	},
});
