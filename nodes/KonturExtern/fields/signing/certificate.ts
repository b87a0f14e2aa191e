import { field, textField } from '../../../shared/catalog';

const certificateOptions = [
	{
		name: 'Kontur Certificate Credential',
		value: 'credential',
		description: 'The certificate that documents are signed with inside n8n',
	},
	{ name: 'Text', value: 'text' },
] as const;

const asText = {
	typeOptions: { rows: 4 },
	required: true,
	placeholder: '-----BEGIN CERTIFICATE-----',
	description:
		'The certificate (.cer) as PEM or Base64 text, not the path of a file. It contains no secrets.',
} as const;

/** The certificate of the signer, for methods that need no signature yet. */
export const certificateFields = [
	field({
		displayName: 'Certificate Source',
		name: 'certificateFrom',
		type: 'options',
		default: 'credential',
		description: "Where the signer's certificate comes from. The private key is not needed.",
		options: certificateOptions,
	}),
	textField({
		displayName: 'Certificate',
		name: 'certificate',
		...asText,
		displayOptions: { show: { certificateFrom: ['text'] } },
	}),
] as const;

const senderCertificateSource = field({
	displayName: 'Sender Certificate Source',
	name: 'certificateFrom',
	type: 'options',
	default: 'text',
	description: 'Where the certificate that documents are signed with comes from',
	options: certificateOptions,
});

const senderCertificate = textField({
	displayName: 'Sender Certificate',
	name: 'senderCertificate',
	...asText,
	displayOptions: { show: { certificateFrom: ['text'] } },
});

/** The certificate that documents will be signed with, named in the drafts builder. */
export const senderCertificateFields = [senderCertificateSource, senderCertificate] as const;

/**
 * The certificate that documents will be signed with, named in the draft. A draft is created without one (C# SDK,
 * end-to-end test `Should_create_a_new_draft_when_senderCert_is_null`).
 */
export const optionalSenderCertificateFields = [
	field({
		...senderCertificateSource,
		options: [
			...certificateOptions,
			{
				name: 'None',
				value: 'none',
				description: 'The draft is signed and sent in the web interface, with Draft: Create Web Draft',
			},
		],
	}),
	senderCertificate,
] as const;

/** The certificate behind signatures that were made elsewhere. */
export const signerCertificate = textField({
	displayName: 'Sender Certificate',
	name: 'senderCertificate',
	...asText,
	displayOptions: { show: { signatureFrom: ['binary'] } },
});

export const additionalCertificates = textField({
	displayName: 'Additional Certificates',
	name: 'additionalCertificates',
	typeOptions: { rows: 4 },
	placeholder: '-----BEGIN CERTIFICATE-----',
	description:
		'Further certificates to encrypt the response for: PEM blocks, or Base64 texts separated by commas',
});
