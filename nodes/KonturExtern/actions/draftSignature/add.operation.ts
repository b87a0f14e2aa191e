import { UserError } from 'n8n-workflow';
import { field, inputBinaryField, runOperation } from '../../../shared/catalog';
import { documentId } from '../../descriptions/fields';
import { accountId, draftId } from '../../descriptions/locators';

/** The bytes of a signature file: binary as it is, PEM or base64 text decoded. */
function signatureBytes(file: Buffer): Buffer {
	// A CMS signature in DER is a SEQUENCE; in text form its first byte is a letter or a dash.
	if (file[0] === 0x30 && (file[1] ?? 0) >= 0x80) return file;
	const text = file
		.toString('latin1')
		.replace(/-----[A-Z0-9 ]+-----/g, '')
		.replace(/\s+/g, '');
	if (!text || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
		throw new UserError(
			'The file is no signature. Give the detached signature (.sig, .p7s) as DER, PEM or base64.',
		);
	}
	return Buffer.from(text, 'base64');
}

export const add = runOperation({
	name: 'Add',
	value: 'add',
	action: 'Add a signature to a document of a draft',
	description: 'Put a detached signature (CMS) to a document of a draft',
	fields: [
		accountId,
		draftId,
		documentId,
		inputBinaryField,
		field({
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				field({
					displayName: 'Third-Party Signature',
					name: 'isThirdParty',
					type: 'boolean',
					default: false,
					description: 'Whether the signature is of somebody else than the sender',
				}),
			],
		}),
	],
	calls: ['POST /v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures'],
	run: async ({ params, client, readBinary }) => {
		const ids = { accountId: params.accountId, draftId: params.draftId, documentId: params.documentId };
		const file = await readBinary(params.binaryPropertyName);
		const { body } = await client.request({
			method: 'POST',
			path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures',
			pathValues: ids,
			body: {
				'base64-content': signatureBytes(await file.bytes()).toString('base64'),
				'is-third-party-signature': params.options.isThirdParty,
			},
		});
		return { json: { ...body, ...ids } };
	},
});
