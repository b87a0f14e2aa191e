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
		displayName: 'Document From',
		name: 'documentFrom',
		type: 'options',
		default: 'binary',
		description: 'Where to find the signed document',
		options: [
			{
				name: 'Binary File',
				value: 'binary',
				description: 'Another file of the input item (detached signature)',
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
					'The name of the output field to put the document of an attached signature in, whether or not the signature is valid',
			}),
			pemField(
				'signerCertificates',
				'Signer Certificates',
				'Certificates as PEM text, for signatures that do not include their own',
			),
			pemField(
				'trustedCertificates',
				'Trusted Certificates',
				"Certificates as PEM text. A signature is then valid only if the signer's certificate is one of them or was issued by one of them, directly or through intermediates.",
			),
		],
	}),
] as const;
