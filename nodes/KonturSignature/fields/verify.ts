import { field, inputBinaryField } from '../../shared/catalog';
import { pemField } from './fields';

export const verifyFields = [
	field({
		displayName: 'Signature Binary Field',
		name: 'signatureBinaryPropertyName',
		type: 'string',
		default: 'signature',
		required: true,
		hint: 'The name of the input field containing the signature file',
		description: 'A CMS signature (.sig, .p7s, .p7m) in DER, PEM or base64, or a signed XML document',
	}),
	field({
		displayName: 'Document Source',
		name: 'documentFrom',
		type: 'options',
		default: 'binary',
		description: 'Where the signed document is',
		options: [
			{
				name: 'Binary File',
				value: 'binary',
				description: 'Another file in the input item (detached signature)',
			},
			{
				name: 'Inside the Signature',
				value: 'inside',
				description: 'The signature file (attached signature)',
			},
			{ name: 'Signed XML', value: 'xml', description: 'The XML document that contains the signature' },
		],
	}),
	{
		...inputBinaryField,
		displayName: 'Document Binary Field',
		hint: 'The name of the input field containing the signed document',
		displayOptions: { show: { documentFrom: ['binary'] } },
	},
	field({
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			field({
				displayName: 'Put Document in Field',
				name: 'contentBinaryPropertyName',
				type: 'string',
				default: 'content',
				description:
					'The name of the output field for the document inside an attached signature. The document is extracted even if the signature is not valid.',
			}),
			pemField(
				'signerCertificates',
				'Signer Certificates',
				'Certificates as PEM, for signatures that do not include them',
			),
			pemField(
				'trustedCertificates',
				'Trusted Certificates',
				"Certificates as PEM. If set, a signature is valid only if the signer's certificate is one of them, or was issued by one of them directly or through intermediates.",
			),
		],
	}),
] as const;
