import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { algorithmName, commonName, personOf, validity } from '../../../shared/auth';
import { contentOf, field, peek, runOperation, storeFile, type BinaryInput } from '../../../shared/catalog';
import {
	GostError,
	parseCertificates,
	verifyAttachedStream,
	verifySignature,
	verifyXml,
	type SignerReport,
	type XmlSignerReport,
	type XmlVerifyOptions,
} from '../../../shared/gost';
import { failure, understandable } from '../../../shared/formats/errors';
import { innerName, kindOf } from '../../../shared/formats/fileKind';
import { MAX_XML, signedContent } from './message';

const WRAPPINGS = ['sig', 'p7m', 'p7s', 'sgn', 'sign', 'pem', 'cms'];

interface Verdict {
	valid: boolean;
	code: string;
	reason: string;
}

/** What is known of a signature in a message or in an XML document. */
type Report = Pick<SignerReport, 'certificate' | 'dates' | 'reason' | 'valid'> &
	Partial<Pick<SignerReport, 'cades' | 'issuer' | 'serial' | 'signingTime'>> &
	Partial<Pick<XmlSignerReport, 'references' | 'wholeDocument'>>;

/** A signature counts as valid when it fits and its certificate was within its dates when it says it was made. */
function verdict({ valid, reason, dates, certificate, signingTime }: Report): Verdict {
	if (!valid || !certificate)
		return { valid: false, code: reason?.code ?? 'damaged', reason: reason?.message ?? '' };
	if (dates === 'ok') return { valid: true, code: '', reason: '' };
	const when = signingTime
		? 'at the time the signature states'
		: 'now, and the signature states no time of its own';
	return {
		valid: false,
		code: dates ?? 'expired',
		reason: `The certificate was not within its dates ${when} (${validity(certificate)})`,
	};
}

function signerFacts(report: Report): IDataObject {
	const { certificate, signingTime, cades, references, wholeDocument } = report;
	const { valid, code, reason } = verdict(report);
	return {
		valid,
		...(valid ? {} : { code, reason }),
		signer: certificate ? personOf(certificate.subject) : {},
		issuer: personOf(certificate?.issuer ?? report.issuer ?? {}),
		serial: certificate?.serial ?? report.serial,
		...(certificate && {
			thumbprint: certificate.thumbprint,
			algorithm: algorithmName(certificate),
			validFrom: certificate.notBefore.toISOString(),
			validTo: certificate.notAfter.toISOString(),
			certificateDates: report.dates,
		}),
		...(signingTime && { signedAt: signingTime.toISOString() }),
		...(cades !== undefined && { cades }),
		...(references && { wholeDocument, references: [...references] }),
	};
}

/** Verifies a signed XML document. @throws UserError for one that is too large to be held */
async function verifyXmlFile(file: BinaryInput, options: XmlVerifyOptions): Promise<readonly Report[]> {
	if (file.size > MAX_XML)
		throw new UserError(`The XML document is larger than ${MAX_XML / 1024 / 1024} MB.`);
	return (await verifyXml(await file.bytes(), options)).signers;
}

/** Certificates out of a text field; undefined when it is empty. */
const certificatesFrom = async (text: string | undefined) =>
	text?.trim() ? await understandable('certificate', () => parseCertificates(text)) : undefined;

/** What is wrong when the document is looked for in the wrong place. */
const elsewhere = (inside: boolean) => (error: unknown) => {
	if (!(error instanceof GostError) || error.code !== 'bad-argument') throw error;
	throw inside
		? failure(
				'bad-argument',
				'The signature holds no document',
				'It is a detached one. Choose "Binary File" in Document From and name the field with the document.',
			)
		: failure(
				'bad-argument',
				'The signature holds its document',
				'It is an attached one. Choose "Inside the Signature" in Document From.',
			);
};

export const verify = runOperation({
	name: 'Verify',
	value: 'verify',
	action: 'Verify a signature',
	description:
		'Check who signed a document and whether it is unchanged. Revocation is not checked, and the issuers only if trusted certificates are given in the options.',
	fields: [
		field({
			displayName: 'Signature Binary Field',
			name: 'signatureBinaryPropertyName',
			type: 'string',
			default: 'signature',
			required: true,
			hint: 'The name of the input field containing the signature file',
			description: 'A CMS signature (.sig, .p7s, .p7m) as DER, PEM or base64, or a signed XML document',
		}),
		field({
			displayName: 'Document From',
			name: 'documentFrom',
			type: 'options',
			default: 'binary',
			description: 'Where the document that was signed comes from; an attached signature holds it itself',
			options: [
				{
					name: 'Binary File',
					value: 'binary',
					description: 'The signature is detached, the document is another file of the input item',
				},
				{
					name: 'Inside the Signature',
					value: 'inside',
					description: 'The signature is attached and holds the document',
				},
				{
					name: 'Signed XML',
					value: 'xml',
					description: 'The signature file is an XML document that holds its signature',
				},
			],
		}),
		field({
			displayName: 'Document Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the input field containing the signed document',
			displayOptions: { show: { documentFrom: ['binary'] } },
		}),
		field({
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				field({
					displayName: 'Put Document in Field',
					name: 'contentBinaryPropertyName',
					type: 'string',
					default: 'content',
					description:
						'The name of the output field to put the document of an attached signature in. It is put out whether the signature is valid or not.',
				}),
				field({
					displayName: 'Signer Certificates',
					name: 'signerCertificates',
					type: 'string',
					typeOptions: { rows: 4 },
					default: '',
					placeholder: '-----BEGIN CERTIFICATE-----',
					description: 'Certificates as PEM text, for signatures that do not hold their own',
				}),
				field({
					displayName: 'Trusted Certificates',
					name: 'trustedCertificates',
					type: 'string',
					typeOptions: { rows: 4 },
					default: '',
					placeholder: '-----BEGIN CERTIFICATE-----',
					description:
						"Certificates as PEM text. A signature is then valid only if the signer's certificate is one of them or was issued by one of them, directly or through others.",
				}),
			],
		}),
	],
	calls: [],
	run: async ({ params, input, readBinary, writeBinary }) => {
		const { options } = params;
		const inside = params.documentFrom === 'inside';
		const trusted = await certificatesFrom(options.trustedCertificates);
		const certificates = await certificatesFrom(options.signerCertificates);
		const signature = await readBinary(params.signatureBinaryPropertyName);
		const check = async (): Promise<readonly Report[]> => {
			if (params.documentFrom === 'xml') return await verifyXmlFile(signature, { trusted, certificates });
			const report = inside
				? verifyAttachedStream(contentOf(signature), { trusted, certificates })
				: verifySignature(await signature.bytes(), {
						trusted,
						certificates,
						content: contentOf(await readBinary(params.binaryPropertyName)),
					});
			return (await report.catch(elsewhere(inside))).signers;
		};
		const reports = await understandable('signature', check);
		const signers = reports.map(signerFacts);
		const json = {
			valid: signers.length > 0 && signers.every(({ valid }) => valid === true),
			signedBy: reports.flatMap(({ certificate }) => (certificate ? [commonName(certificate.subject)] : [])),
			chainChecked: trusted !== undefined,
			revocationChecked: false,
			signers,
		};
		const field = inside ? options.contentBinaryPropertyName?.trim() : undefined;
		if (!field) return { json, binary: input.binary };
		const source = await signature.open();
		const { head, all } = await understandable('signature', async () => await peek(signedContent(source)));
		const kind = kindOf(head);
		const name = innerName(signature.fileName, WRAPPINGS, kind);
		const content = await understandable(
			'signature',
			async () => await storeFile(writeBinary, source, all, name, kind.mimeType),
		);
		return { json: { ...json, fileName: name }, binary: { ...input.binary, [field]: content } };
	},
});
