import { booleanField, field, options, textField } from '../../../shared/catalog';

export const signWithCertificate = {
	name: 'Sign with Certificate',
	value: 'certificate',
	description: 'Signed inside n8n with the key of the Kontur Certificate credential',
} as const;

const signatureFrom = <const S extends string>(source: S) =>
	field({
		displayName: 'Signature',
		name: 'signatureFrom',
		type: 'options',
		default: source,
		description: 'Whether to sign with your certificate or to use a signature made elsewhere',
		options: [
			{ name: 'Binary File', value: 'binary', description: 'A signature file of the input item' },
			signWithCertificate,
			{ name: 'Text', value: 'text', description: 'A signature as Base64 or PEM text' },
		],
	});

/** A signature that was made elsewhere. */
export const providedSignature = [
	textField({
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		default: 'data',
		required: true,
		hint: 'The name of the input field containing the signature file',
		displayOptions: { show: { signatureFrom: ['binary'] } },
	}),
	textField({
		displayName: 'Signature Text',
		name: 'signatureText',
		typeOptions: { rows: 3 },
		required: true,
		placeholder: 'MIIN…',
		displayOptions: { show: { signatureFrom: ['text'] } },
	}),
] as const;

export const byteOrder = field({
	displayName: 'Raw Signature Byte Order',
	name: 'byteOrder',
	type: 'options',
	default: 'big-endian',
	options: [
		{ name: 'Big-Endian', value: 'big-endian', description: 'As in CMS and X.509' },
		{ name: 'Little-Endian', value: 'little-endian', description: 'As CryptoPro CSP returns it' },
	],
	description: 'Change it only if Kontur reports that a raw signature does not match',
});

/** How to sign inside n8n. */
export const signingOptions = [
	byteOrder,
	field({
		displayName: 'Signature Type',
		name: 'kind',
		type: 'options',
		default: 'automatic',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'Raw where Kontur provides data to sign, detached CMS otherwise',
			},
			{ name: 'Detached CMS', value: 'cms' },
			{ name: 'Raw', value: 'raw', description: 'The signature value alone, over the data to sign' },
		],
		description: 'Applies to Sign with Certificate',
	}),
] as const;

export const signatureFields = [
	signatureFrom('certificate'),
	...providedSignature,
	field({ ...options(signingOptions), displayOptions: { show: { signatureFrom: ['certificate'] } } }),
] as const;

/** For draft documents, which third parties can sign too. */
export const draftSignatureFields = [
	signatureFrom('binary'),
	...providedSignature,
	options([
		...signingOptions,
		booleanField({
			displayName: 'Third-Party Signature',
			name: 'isThirdParty',
			description: 'Whether the signature belongs to someone other than the sender',
		}),
	]),
] as const;
