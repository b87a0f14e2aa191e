import { field } from '../../shared/catalog';

/** The certificate that a method wants to know, without its key. */
export const certificateFields = [
	field({
		displayName: 'Certificate From',
		name: 'certificateFrom',
		type: 'options',
		default: 'credential',
		description: 'Where the certificate of the person who will sign comes from. No key is needed for this.',
		options: [
			{
				name: 'Kontur Certificate Credential',
				value: 'credential',
				description: 'The same that documents are signed with inside n8n',
			},
			{ name: 'Text', value: 'text' },
		],
	}),
	field({
		displayName: 'Certificate',
		name: 'certificate',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: '-----BEGIN CERTIFICATE-----',
		description: 'The certificate (.cer) as PEM or base64 text. It holds no secret.',
		displayOptions: { show: { certificateFrom: ['text'] } },
	}),
] as const;
