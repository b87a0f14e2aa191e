import { field, runOperation } from '../../../shared/catalog';
import { documentId } from '../../descriptions/fields';
import { accountId, draftId } from '../../descriptions/locators';
import { signatureBytes } from '../../descriptions/signature';
import { signDraftDocument, signingRoutes } from '../../steps/signDocument';

export const add = runOperation({
	name: 'Add',
	value: 'add',
	action: 'Sign a document of a draft',
	description:
		'Put a signature to a document of a draft: made here with your certificate, or made elsewhere. A signature added twice is there twice, and Kontur takes that.',
	fields: [
		accountId,
		draftId,
		documentId,
		field({
			displayName: 'Signature',
			name: 'signatureFrom',
			type: 'options',
			default: 'binary',
			options: [
				{
					name: 'From a Binary File',
					value: 'binary',
					description: 'A signature that was made elsewhere, as a file of the input item',
				},
				{
					name: 'From Text',
					value: 'text',
					description: 'A signature that was made elsewhere, as base64 or PEM text',
				},
				{
					name: 'Sign with Certificate',
					value: 'certificate',
					description: 'Signed inside n8n with the key of the Kontur Certificate credential',
				},
			],
		}),
		field({
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the input field containing the signature file',
			displayOptions: { show: { signatureFrom: ['binary'] } },
		}),
		field({
			displayName: 'Signature Text',
			name: 'signatureText',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			required: true,
			placeholder: 'MIIN…',
			displayOptions: { show: { signatureFrom: ['text'] } },
		}),
		field({
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				field({
					displayName: 'Byte Order of a Bare Signature',
					name: 'byteOrder',
					type: 'options',
					default: 'big-endian',
					options: [
						{ name: 'As in CMS and X.509', value: 'big-endian' },
						{ name: 'Reversed, as CryptoPro CSP Gives It', value: 'little-endian' },
					],
					description: 'Change it only if Kontur reports that a bare signature does not fit',
				}),
				field({
					displayName: 'Kind of Signature',
					name: 'kind',
					type: 'options',
					default: 'automatic',
					options: [
						{
							name: 'Automatic',
							value: 'automatic',
							description: 'Bare where Kontur hands out data to sign, detached CMS otherwise',
						},
						{ name: 'Bare', value: 'raw', description: 'The value alone, over the data to sign' },
						{ name: 'Detached CMS', value: 'cms' },
					],
					description: 'Applies to Sign with Certificate',
				}),
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
	calls: [...signingRoutes, 'POST /v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures'],
	run: async ({ params, client, readBinary, openKeyPair }) => {
		const ids = { accountId: params.accountId, draftId: params.draftId, documentId: params.documentId };
		const { kind = 'automatic', byteOrder = 'big-endian', isThirdParty } = params.options;
		const signature = async () => {
			switch (params.signatureFrom) {
				case 'certificate':
					return await signDraftDocument(client, ids, await openKeyPair(), { kind, byteOrder });
				case 'text':
					return signatureBytes(params.signatureText);
				default:
					return signatureBytes(await (await readBinary(params.binaryPropertyName)).bytes());
			}
		};
		const { body } = await client.request({
			method: 'POST',
			path: '/v1/{accountId}/drafts/{draftId}/documents/{documentId}/signatures',
			pathValues: ids,
			body: {
				'base64-content': (await signature()).toString('base64'),
				'is-third-party-signature': isThirdParty,
			},
		});
		return { json: { ...body, ...ids } };
	},
});
