import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/**
 * Fields of a credential for a private key and its certificate, as `openKey` reads them.
 * @param show when they are shown, beside what they need of each other
 */
export const keyFields = (show: NonNullable<IDisplayOptions['show']> = {}): INodeProperties[] => [
	{
		displayName: 'Private Key From',
		name: 'keyFrom',
		type: 'options',
		default: 'file',
		options: [
			{
				name: 'Key Container Files',
				value: 'container',
				description: 'The files of a CryptoPro key container, one by one',
			},
			{
				name: 'Key File',
				value: 'file',
				description: 'One file: PEM, PFX (PKCS#12), PKCS#8, or a zipped CryptoPro key container',
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
			'PEM as it is; a PFX file or a zipped CryptoPro container as base64 text (on Windows: certutil -encode file.pfx file.txt). It is stored encrypted in n8n and never leaves it.',
		displayOptions: { show: { ...show, keyFrom: ['file'] } },
	},
	...(
		[
			['headerKey', 'header.key'],
			['masksKey', 'masks.key'],
			['primaryKey', 'primary.key'],
		] as const
	).map(([name, file]): INodeProperties => ({
		displayName: `File ${file}`,
		name,
		type: 'string',
		typeOptions: { password: true, rows: 2 },
		default: '',
		required: true,
		description: `${file} of the key container as base64 text (on Windows: certutil -encode ${file} ${file}.txt)`,
		displayOptions: { show: { ...show, keyFrom: ['container'] } },
	})),
	{
		displayName: 'Key Password',
		name: 'keyPassword',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'Password of the file or the key container; empty when it has none',
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
			'The certificate file (.cer) as PEM or base64 text. May stay empty when the key file holds the certificate.',
		displayOptions: { show },
	},
	{
		displayName: 'Certificate Thumbprint',
		name: 'thumbprint',
		type: 'string',
		default: '',
		placeholder: '0778B8EFD8B4C49040494C15355B2556D2957774',
		description:
			'SHA-1 thumbprint as Windows and Kontur show it. Chooses among several certificates and guards against the wrong one; may stay empty.',
		displayOptions: { show },
	},
];
