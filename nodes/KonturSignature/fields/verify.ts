import { field, inputBinaryField } from '../../shared/catalog';
import { filesField, pemField } from './fields';

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
				'revocationLists',
				'Revocation Lists',
				'Certificate revocation lists (CRL) as PEM or base64. If set, they must cover every certificate of the chain except the trusted one, and a revoked certificate is refused. Requires trusted certificates.',
				'-----BEGIN X509 CRL-----',
			),
			filesField(
				'revocationListsBinaryPropertyNames',
				'Revocation Lists Binary Fields',
				'Files with revocation lists (.crl) in DER or PEM, used together with Revocation Lists',
			),
			pemField(
				'signerCertificates',
				'Signer Certificates',
				'Certificates as PEM, for signatures that do not include them',
			),
			pemField(
				'trustedCertificates',
				'Trusted Certificates',
				"Certificates as PEM. If set, a signature is valid only if the signer's certificate is one of them, or has a valid chain of issuers (RFC 5280) that ends with one of them. They need not be root certificates.",
			),
			filesField(
				'trustedCertificatesBinaryPropertyNames',
				'Trusted Certificates Binary Fields',
				'Files with trusted certificates (.cer, .pem, .p7b), used together with Trusted Certificates',
			),
		],
	}),
] as const;
