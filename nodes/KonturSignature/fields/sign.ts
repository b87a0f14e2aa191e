import { field, inputBinaryField } from '../../shared/catalog';
import { fileName, outputFileField } from './fields';

export const signFields = [
	field({
		displayName: 'Document From',
		name: 'source',
		type: 'options',
		default: 'binary',
		description: 'Whether to sign a file or a text',
		options: [
			{ name: 'Binary File', value: 'binary', description: 'A file of the input item' },
			{ name: 'Text', value: 'text', description: 'A text, signed exactly as entered, in UTF-8' },
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
		displayName: 'Signature Kind',
		name: 'kind',
		type: 'options',
		default: 'detached',
		description: 'Authorities usually ask for a detached signature. An attached one contains the document.',
		options: [
			{ name: 'Attached', value: 'attached', description: 'One file with the document inside (CAdES-BES)' },
			{
				name: 'Detached',
				value: 'detached',
				description: 'A separate file next to the document (CAdES-BES)',
			},
			{ name: 'Raw', value: 'raw', description: 'The signature value alone, for APIs that ask for it' },
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
				description: 'As CryptoPro CSP returns it on Windows',
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
			{ name: 'DER', value: 'der', description: 'Binary. What authorities usually ask for.' },
			{ name: 'PEM', value: 'pem', description: 'Text between a BEGIN and an END line' },
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
				description: 'The output field "signature", base64 unless PEM is chosen',
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
					"Whether to include the signer's certificate in the signature. Nearly all recipients need it.",
			}),
			field({
				displayName: 'Include Chain',
				name: 'includeChain',
				type: 'boolean',
				default: false,
				description: "Whether to include the issuers' certificates that the key file contains",
			}),
			field({
				displayName: 'Signing Time',
				name: 'signingTime',
				type: 'dateTime',
				default: '',
				description:
					'The time to state in a detached or attached signature. Leave empty for the current time.',
			}),
			field({
				displayName: 'XML Canonicalization',
				name: 'canonicalization',
				type: 'options',
				default: 'exclusive',
				options: [
					{ name: 'Exclusive', value: 'exclusive', description: 'What most recipients expect' },
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
				displayName: 'XML Element to Put Signature Into',
				name: 'signatureParent',
				type: 'string',
				default: '',
				description: 'Name of the element to add the signature to. Leave empty for the root element.',
			}),
		],
	}),
] as const;
