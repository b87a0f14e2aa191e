import { UserError } from 'n8n-workflow';
import { algorithmName, commonName } from '../../../shared/auth';
import {
	contentOf,
	MAX_IN_MEMORY,
	runOperation,
	storeFile,
	textFile,
	toMoment,
	type BinaryInput,
} from '../../../shared/catalog';
import { explained } from '../../../shared/formats/errors';
import { baseName } from '../../../shared/formats/fileKind';
import {
	signAttached,
	signAttachedStream,
	signDetached,
	signRaw,
	toPem,
	type Signer,
	type SignOptions,
} from '../../../shared/gost';
import type { XmlSignOptions } from '../../../shared/gost/xml';
import { t } from '../../../shared/language';
import { signFields } from '../../fields/sign';
import { MAX_XML, readUpTo } from './input';

/** Attached signatures up to this size are DER, larger ones are streamed as BER. */
const MAX_DER = 16 * 1024 * 1024;

const ENDINGS = { detached: '.sig', attached: '.p7m', raw: '.sign.bin', xml: '' } as const;
const MIME_TYPES = {
	detached: 'application/pkcs7-signature',
	attached: 'application/pkcs7-mime',
	raw: 'application/octet-stream',
	xml: 'application/xml',
} as const;

/** @throws UserError when the value is not a date */
function signingMoment(value: string | undefined, timeZone: string): Date {
	const moment = new Date(toMoment(value, timeZone) ?? Date.now());
	if (Number.isNaN(moment.getTime())) throw new UserError(t`Signing Time is not a date: "${String(value)}"`);
	return moment;
}

async function signFile(
	kind: keyof typeof ENDINGS,
	file: BinaryInput,
	signer: Signer,
	options: SignOptions & XmlSignOptions,
): Promise<Uint8Array> {
	if (kind === 'raw') return await signRaw(contentOf(file), signer.key, options);
	if (kind === 'detached') return await signDetached(contentOf(file), signer, options);
	const limit = kind === 'xml' ? MAX_XML : MAX_IN_MEMORY;
	const advice = t`Create a detached signature, or an attached one with Encoding set to "DER" and Output to "File".`;
	const document = await readUpTo(limit, file, t`The document`, advice);
	if (kind === 'attached') return await signAttached(document, signer, options);
	const { signXml } = await import('../../../shared/gost/xml');
	return await signXml(document, signer, options);
}

function encode(signature: Uint8Array, encoding: 'base64' | 'der' | 'pem'): Buffer {
	const bytes = Buffer.from(signature);
	if (encoding === 'der') return bytes;
	return Buffer.from(encoding === 'pem' ? toPem('CMS', bytes) : bytes.toString('base64'));
}

export const sign = runOperation({
	name: 'Sign',
	value: 'sign',
	action: 'Sign a document',
	description:
		'Sign a file or text with the certificate in the credential. The key and the document do not leave n8n.',
	fields: signFields,
	calls: () => [],
	run: async ({ params, input, timeZone, openKeyPair, readBinary, writeBinary }) => {
		const { kind, options } = params;
		const { key, certificate, chain } = await openKeyPair();
		const file =
			params.source === 'text' ? textFile(params.text) : await readBinary(params.binaryPropertyName);
		const signer = { key, certificate, chain: options.includeChain ? chain : [] };
		const signingTime = signingMoment(options.signingTime, timeZone);
		const includeCertificate = options.includeCertificate !== false;
		const elementId = options.elementId?.trim();
		const encoding = kind === 'detached' || kind === 'attached' ? params.encoding : 'der';
		const document = baseName(file.fileName) || (kind === 'xml' ? 'document.xml' : 'document');
		const fileName = baseName(options.fileName ?? '') || `${document}${ENDINGS[kind]}`;
		const facts = {
			kind,
			signer: commonName(certificate.subject),
			thumbprint: certificate.thumbprint,
			serial: certificate.serial,
			algorithm: algorithmName(certificate),
			...(kind === 'raw'
				? { byteOrder: params.byteOrder }
				: { signedAt: signingTime.toISOString(), encoding }),
		};
		const signature = async () =>
			await signFile(kind, file, signer, {
				signingTime,
				includeCertificate,
				canonicalization: options.canonicalization,
				element: elementId ? { id: elementId } : undefined,
				into: options.signatureParent?.trim() || undefined,
				order: params.byteOrder,
			});
		if (params.output === 'text') {
			const bytes = await explained('document', signature);
			const text = encode(bytes, encoding === 'pem' ? 'pem' : 'base64').toString();
			return { json: { ...facts, signature: text }, binary: input.binary };
		}
		const store = async () => {
			if (kind === 'attached' && encoding === 'der' && file.size > MAX_DER) {
				const source = await file.open();
				const chunks = signAttachedStream(source, signer, { signingTime, includeCertificate });
				return await storeFile(writeBinary, source, chunks, fileName, MIME_TYPES[kind]);
			}
			const mimeType = encoding === 'der' ? MIME_TYPES[kind] : 'text/plain';
			return await writeBinary(encode(await signature(), encoding), fileName, mimeType);
		};
		const data = await explained('document', store);
		return {
			json: { ...facts, fileName, size: data.bytes },
			binary: { ...input.binary, [params.outputBinaryPropertyName]: data },
		};
	},
});
