import { UserError } from 'n8n-workflow';
import {
	contentOf,
	field,
	MAX_IN_MEMORY,
	runOperation,
	storeFile,
	textFile,
	toMoment,
	type BinaryInput,
} from '../../../shared/catalog';
import {
	signAttached,
	signAttachedStream,
	signDetached,
	signRaw,
	signXml,
	toPem,
	type ByteOrder,
	type SignOptions,
	type Signer,
	type XmlSignOptions,
} from '../../../shared/gost';
import { algorithmName, commonName } from '../../../shared/auth';
import { fileName, outputFileField } from '../../fields/fields';
import { MAX_XML } from './message';
import { understandable } from '../../../shared/formats/errors';
import { baseName } from '../../../shared/formats/fileKind';

// Up to this size an attached signature is strict DER; a larger one is streamed, as BER.
const WHOLE = 16 * 1024 * 1024;

const ENDINGS = { detached: '.sig', attached: '.p7m', raw: '.sign.bin', xml: '' } as const;
const MIME_TYPES = {
	detached: 'application/pkcs7-signature',
	attached: 'application/pkcs7-mime',
	raw: 'application/octet-stream',
	xml: 'application/xml',
} as const;

type Kind = keyof typeof ENDINGS;

/** The moment that Signing Time stands for. @throws UserError when it is no date */
function signingMoment(value: string | undefined, timeZone: string): Date {
	const moment = new Date(toMoment(value, timeZone) ?? Date.now());
	if (Number.isNaN(moment.getTime())) {
		throw new UserError(`Signing Time is no date: "${String(value)}"`);
	}
	return moment;
}

async function signWhole(
	kind: Kind,
	file: BinaryInput,
	signer: Signer,
	options: SignOptions & Pick<XmlSignOptions, 'canonicalization' | 'element' | 'into'>,
	order: ByteOrder,
): Promise<Buffer> {
	if (kind === 'raw') return Buffer.from(await signRaw(contentOf(file), signer.key, { order }));
	if (kind === 'detached') return Buffer.from(await signDetached(contentOf(file), signer, options));
	const most = kind === 'xml' ? MAX_XML : MAX_IN_MEMORY;
	if (file.size > most) {
		throw new UserError(`The document is larger than ${most / 1024 / 1024} MB`, {
			description:
				'A document of this size can be signed detached, or attached with the encoding DER and the output File.',
		});
	}
	if (kind === 'xml') return Buffer.from(await signXml(await file.bytes(), signer, { ...options, order }));
	return Buffer.from(await signAttached(await file.bytes(), signer, options));
}

function encode(signature: Buffer, encoding: 'base64' | 'der' | 'pem'): Buffer {
	if (encoding === 'der') return signature;
	return Buffer.from(encoding === 'pem' ? toPem('CMS', signature) : signature.toString('base64'));
}

export const sign = runOperation({
	name: 'Sign',
	value: 'sign',
	action: 'Sign a document',
	description:
		'Sign a file or a text with the certificate of the credential. The key and the document stay inside n8n.',
	fields: [
		field({
			displayName: 'Document From',
			name: 'source',
			type: 'options',
			default: 'binary',
			description: 'Whether a file or a text is signed',
			options: [
				{ name: 'Binary File', value: 'binary', description: 'A file of the input item' },
				{ name: 'Text', value: 'text', description: 'A text, signed in UTF-8 exactly as it stands' },
			],
		}),
		field({
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the input field containing the file',
			description: 'The file comes from the node before this one, for example Read/Write Files From Disk',
			displayOptions: { show: { source: ['binary'] } },
		}),
		field({
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			description: 'The text to be signed; it is signed in UTF-8',
			required: true,
			displayOptions: { show: { source: ['text'] } },
		}),
		field({
			displayName: 'Signature Kind',
			name: 'kind',
			type: 'options',
			default: 'detached',
			description:
				'How the signature is made: detached is what authorities take, attached holds the document itself',
			options: [
				{
					name: 'Attached',
					value: 'attached',
					description: 'One file with the document inside (CMS, CAdES-BES)',
				},
				{
					name: 'Detached',
					value: 'detached',
					description:
						'A file of its own beside the document (CMS, CAdES-BES); what authorities mostly ask for',
				},
				{
					name: 'Raw',
					value: 'raw',
					description:
						'The bare value of the signature without certificate and time, for interfaces that ask for it',
				},
				{
					name: 'XML',
					value: 'xml',
					description: 'An XML document with the signature put into it (XMLDSig, enveloped)',
				},
			],
		}),
		field({
			displayName: 'Byte Order',
			name: 'byteOrder',
			type: 'options',
			default: 'big-endian',
			options: [
				{
					name: 'Big-Endian',
					value: 'big-endian',
					description: 'As certificates and CMS signatures have it',
				},
				{
					name: 'Little-Endian',
					value: 'little-endian',
					description: 'As CryptoPro CSP gives it through the Windows interface',
				},
			],
			description: 'Order of the bytes of a GOST signature. An RSA signature has one order only.',
			displayOptions: { show: { kind: ['raw', 'xml'] } },
		}),
		field({
			displayName: 'Encoding',
			name: 'encoding',
			type: 'options',
			default: 'der',
			description: 'How the signature is written down',
			options: [
				{ name: 'Base64', value: 'base64', description: 'One line of text' },
				{ name: 'DER', value: 'der', description: 'Binary; what authorities mostly ask for' },
				{ name: 'PEM', value: 'pem', description: 'Text with a line before and after it' },
			],
			displayOptions: { show: { kind: ['detached', 'attached'] } },
		}),
		field({
			displayName: 'Output',
			name: 'output',
			type: 'options',
			default: 'binary',
			description: 'Whether the signature becomes a file or a text of the output',
			options: [
				{ name: 'File', value: 'binary', description: 'A file of the output item' },
				{
					name: 'Text',
					value: 'text',
					description: 'The field "signature" of the output item, in base64 unless the encoding is PEM',
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
						"Whether to put the signer's certificate into the signature; nearly all readers need it",
				}),
				field({
					displayName: 'Include Chain',
					name: 'includeChain',
					type: 'boolean',
					default: false,
					description:
						"Whether to put the issuers' certificates into the signature, as far as the key file holds them",
				}),
				field({
					displayName: 'Signing Time',
					name: 'signingTime',
					type: 'dateTime',
					default: '',
					description: 'The time a detached or attached signature states. Empty means now.',
				}),
				field({
					displayName: 'XML Canonicalization',
					name: 'canonicalization',
					type: 'options',
					default: 'exclusive',
					options: [
						{ name: 'Exclusive', value: 'exclusive', description: 'What most receivers take' },
						{ name: 'Inclusive', value: 'inclusive', description: 'Canonical XML 1.0' },
					],
					description: 'How an XML document is brought into one form before it is signed',
				}),
				field({
					displayName: 'XML Element ID',
					name: 'elementId',
					type: 'string',
					default: '',
					description:
						'ID of the element to sign, as an attribute of it states. Empty means the whole XML document.',
				}),
				field({
					displayName: 'XML Element to Put Signature Into',
					name: 'signatureParent',
					type: 'string',
					default: '',
					description: 'Name of the element that gets the signature, without prefix. Empty means the root.',
				}),
			],
		}),
	],
	calls: [],
	run: async ({ params, input, timeZone, openKeyPair, readBinary, writeBinary }) => {
		const { kind, options } = params;
		const { key, certificate, chain } = await openKeyPair();
		const file =
			params.source === 'text' ? textFile(params.text) : await readBinary(params.binaryPropertyName);
		const signer = { key, certificate, chain: options.includeChain ? chain : [] };
		const signingTime = signingMoment(options.signingTime, timeZone);
		const how = { signingTime, includeCertificate: options.includeCertificate !== false };
		const xml = {
			canonicalization: options.canonicalization,
			element: options.elementId?.trim() ? { id: options.elementId.trim() } : undefined,
			into: options.signatureParent?.trim() || undefined,
		};
		const isMessage = kind === 'detached' || kind === 'attached';
		const encoding = isMessage ? params.encoding : 'der';
		const document = baseName(file.fileName) || (kind === 'xml' ? 'document.xml' : 'document');
		const name = baseName(options.fileName ?? '') || `${document}${ENDINGS[kind]}`;
		const about = {
			kind,
			signer: commonName(certificate.subject),
			thumbprint: certificate.thumbprint,
			serial: certificate.serial,
			algorithm: algorithmName(certificate),
			...(kind === 'raw'
				? { byteOrder: params.byteOrder }
				: { signedAt: signingTime.toISOString(), encoding }),
		};
		const asFile = params.output === 'binary';
		if (asFile && kind === 'attached' && encoding === 'der' && file.size > WHOLE) {
			const source = await file.open();
			const data = await understandable(
				'document',
				async () =>
					await storeFile(
						writeBinary,
						source,
						signAttachedStream(source, signer, how),
						name,
						MIME_TYPES[kind],
					),
			);
			return {
				json: { ...about, fileName: name, size: data.bytes },
				binary: { ...input.binary, [params.outputBinaryPropertyName]: data },
			};
		}
		const signature = await understandable(
			'document',
			async () => await signWhole(kind, file, signer, { ...how, ...xml }, params.byteOrder),
		);
		if (!asFile) {
			const text = encode(signature, encoding === 'pem' ? 'pem' : 'base64').toString();
			return { json: { ...about, signature: text }, binary: input.binary };
		}
		const bytes = encode(signature, encoding);
		const data = await writeBinary(bytes, name, encoding === 'der' ? MIME_TYPES[kind] : 'text/plain');
		return {
			json: { ...about, fileName: name, size: bytes.length },
			binary: { ...input.binary, [params.outputBinaryPropertyName]: data },
		};
	},
});
