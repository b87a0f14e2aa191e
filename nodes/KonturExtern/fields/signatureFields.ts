import { field } from '../../shared/catalog';

const sources = [
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
] as const;

/** A signature that was made elsewhere. */
export const givenSignature = [
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
] as const;

/** How a signature is made inside n8n. */
export const signingOptions = [
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
] as const;

/** Where a signature comes from. */
export const signatureFields = [
	field({
		displayName: 'Signature',
		name: 'signatureFrom',
		type: 'options',
		default: 'certificate',
		description: 'Whether the node signs with your certificate, or the signature was made elsewhere',
		options: sources,
	}),
	...givenSignature,
	field({
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: signingOptions,
		displayOptions: { show: { signatureFrom: ['certificate'] } },
	}),
] as const;

/** The same for a document of a draft, where others sign too. */
export const draftSignatureFields = [
	field({
		displayName: 'Signature',
		name: 'signatureFrom',
		type: 'options',
		default: 'binary',
		description: 'Whether the node signs with your certificate, or the signature was made elsewhere',
		options: sources,
	}),
	...givenSignature,
	field({
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			...signingOptions,
			field({
				displayName: 'Third-Party Signature',
				name: 'isThirdParty',
				type: 'boolean',
				default: false,
				description: 'Whether the signature is of somebody else than the sender',
			}),
		],
	}),
] as const;
