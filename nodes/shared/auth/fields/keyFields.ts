import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

type Show = NonNullable<IDisplayOptions['show']>;

/** Declares the fields for a private key and its certificate, which `openKey` reads. */
export const keyFields = (show: Show = {}): INodeProperties[] => [
	{
		displayName: 'Private Key Source',
		name: 'keyFrom',
		type: 'options',
		default: 'file',
		options: [
			{
				name: 'Key Container Files',
				value: 'container',
				description: 'The individual files of a CryptoPro key container',
			},
			{
				name: 'Key File',
				value: 'file',
				description: 'One file: PEM, PFX (PKCS#12), PKCS#8, or zipped CryptoPro key containers',
			},
		],
		displayOptions: { show },
	},
	{
		displayName: 'Private Key',
		name: 'privateKey',
		type: 'string',
		typeOptions: { password: true, rows: 4 },
		default: '',
		required: true,
		placeholder: '-----BEGIN PRIVATE KEY-----',
		description:
			'PEM as text; a PFX file or zipped CryptoPro containers as base64 (on Windows: certutil -encode file.pfx file.txt), not the path of a file. The key is stored encrypted in n8n and never leaves it.',
		// n8n's public API looks at the first condition only.
		displayOptions: { show: { keyFrom: ['file'], ...show } },
	},
	...['header', 'masks', 'primary'].map((part): INodeProperties => ({
		displayName: `File ${part}.key`,
		name: `${part}Key`,
		type: 'string',
		typeOptions: { password: true, rows: 2 },
		default: '',
		required: true,
		description: `${part}.key of the key container as base64 (on Windows: certutil -encode ${part}.key ${part}.key.txt)`,
		displayOptions: { show: { keyFrom: ['container'], ...show } },
	})),
	{
		displayName: 'Key Password',
		name: 'keyPassword',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'Password of the key file or container. Leave empty if there is none.',
		displayOptions: { show },
	},
	{
		displayName: 'Certificate',
		name: 'certificate',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: '-----BEGIN CERTIFICATE-----',
		description:
			'The certificate file (.cer) as PEM or base64. Leave empty if the key file contains the certificate.',
		displayOptions: { show },
	},
	{
		displayName: 'Certificate Thumbprint',
		name: 'thumbprint',
		type: 'string',
		default: '',
		placeholder: '0778B8EFD8B4C49040494C15355B2556D2957774',
		description:
			'SHA-1 thumbprint as Windows and Kontur show it. Optional: it chooses one of several keys and guards against the wrong one.',
		displayOptions: { show },
	},
];

/** Declares the field that lets Kontur accept a certificate without checks. */
export const skipValidityCheckField = (show: Show): INodeProperties => ({
	displayName: 'Skip Validity Check',
	name: 'free',
	type: 'boolean',
	default: false,
	description:
		'Whether Kontur accepts the certificate without checking its dates and issuer (the API parameter "free")',
	displayOptions: { show },
});
