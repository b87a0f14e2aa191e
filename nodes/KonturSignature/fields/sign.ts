import { field, inputBinaryField } from '../../shared/catalog';
import { fileName, outputFileField } from './fields';

export const signFields = [
	field({
		displayName: 'Document Source',
		name: 'source',
		type: 'options',
		default: 'binary',
		description: 'Where the document comes from',
		options: [
			{ name: 'Binary File', value: 'binary', description: 'A file in the input item' },
			{ name: 'Text', value: 'text', description: 'Text that you enter, signed exactly as entered' },
		],
	}),
	{ ...inputBinaryField, displayOptions: { show: { source: ['binary'] } } },
	field({
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		description: 'The text to sign, encoded in UTF-8',
		required: true,
		displayOptions: { show: { source: ['text'] } },
	}),
	field({
		displayName: 'Signature Type',
		name: 'kind',
		type: 'options',
		default: 'detached',
		description: 'Authorities usually require a detached signature',
		options: [
			{ name: 'Attached', value: 'attached', description: 'One file with the document inside (CAdES-BES)' },
			{
				name: 'Detached',
				value: 'detached',
				description: 'A separate file next to the document (CAdES-BES)',
			},
			{ name: 'Raw', value: 'raw', description: 'Only the signature value, for APIs that require it' },
			{ name: 'XML', value: 'xml', description: 'The XML document with the signature inside (XMLDSig)' },
		],
	}),
	field({
		displayName: 'Byte Order',
		name: 'byteOrder',
		type: 'options',
		default: 'big-endian',
		options: [
			{ name: 'Big-Endian', value: 'big-endian', description: 'As in certificates and CMS signatures' },
			{
				name: 'Little-Endian',
				value: 'little-endian',
				description: 'As returned by CryptoPro CSP on Windows',
			},
		],
		description: 'Byte order of a GOST signature. Ignored for RSA.',
		displayOptions: { show: { kind: ['raw', 'xml'] } },
	}),
	field({
		displayName: 'Encoding',
		name: 'encoding',
		type: 'options',
		default: 'der',
		description: 'How to encode the signature',
		options: [
			{ name: 'Base64', value: 'base64', description: 'One line of text' },
			{ name: 'DER', value: 'der', description: 'Binary, as authorities usually require' },
			{ name: 'PEM', value: 'pem', description: 'Text between BEGIN and END lines' },
		],
		displayOptions: { show: { kind: ['detached', 'attached'] } },
	}),
	field({
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'binary',
		description: 'Whether to return the signature as a file or as text',
		options: [
			{ name: 'File', value: 'binary', description: 'A file in the output item' },
			{
				name: 'Text',
				value: 'text',
				description: 'Text in the output field "signature": Base64, or PEM if Encoding is PEM',
			},
		],
	}),
	{ ...outputFileField('signature'), displayOptions: { show: { output: ['binary'] } } },
	field({
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			fileName,
			field({
				displayName: 'Include Certificate',
				name: 'includeCertificate',
				type: 'boolean',
				default: true,
				description:
					"Whether to include the signer's certificate in the signature. Almost all recipients require it.",
			}),
			field({
				displayName: 'Include Chain',
				name: 'includeChain',
				type: 'boolean',
				default: false,
				description: "Whether to include the issuers' certificates from the key file",
			}),
			field({
				displayName: 'Signing Time',
				name: 'signingTime',
				type: 'dateTime',
				default: '',
				description: 'Time to record in a detached or attached signature. Leave empty for the current time.',
			}),
			field({
				displayName: 'XML Canonicalization',
				name: 'canonicalization',
				type: 'options',
				default: 'exclusive',
				options: [
					{
						name: 'Exclusive',
						value: 'exclusive',
						description: 'Exclusive Canonical XML 1.0, which most recipients expect',
					},
					{ name: 'Inclusive', value: 'inclusive', description: 'Canonical XML 1.0' },
				],
				description: 'How to normalize the XML document before signing',
			}),
			field({
				displayName: 'XML Element ID',
				name: 'elementId',
				type: 'string',
				default: '',
				description: 'ID of the element to sign. Leave empty to sign the whole document.',
			}),
			field({
				displayName: 'XML Signature Parent',
				name: 'signatureParent',
				type: 'string',
				default: '',
				description: 'Name of the element that will contain the signature. Leave empty for the root element.',
			}),
		],
	}),
] as const;
