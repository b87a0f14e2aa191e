import type { IDataObject } from 'n8n-workflow';
import { algorithmName, commonName, personOf, validity } from '../../../shared/auth';
import { contentOf, peek, runOperation, storeFile } from '../../../shared/catalog';
import { explained, failure } from '../../../shared/formats/errors';
import { innerName, kindOf } from '../../../shared/formats/fileKind';
import {
	attachedContent,
	GostError,
	verifyAttachedStream,
	verifySignature,
	type SignerReport,
} from '../../../shared/gost';
import type { XmlSignerReport } from '../../../shared/gost/xml';
import { verifyFields } from '../../fields/verify';
import { certificatesFrom, MAX_XML, readUpTo, trustFrom } from './input';

const WRAPPINGS = ['sig', 'p7m', 'p7s', 'sgn', 'sign', 'pem', 'cms'];

/** The result of verifying one signer of a CMS or XML signature. */
type Report = Pick<SignerReport, 'certificate' | 'dates' | 'reason' | 'valid'> &
	Partial<Pick<SignerReport, 'cades' | 'issuer' | 'serial' | 'signingTime'>> &
	Partial<Pick<XmlSignerReport, 'references' | 'wholeDocument'>>;

/**
 * Returns why a signature is not valid, or undefined if it is. A signature that matches the document also needs a
 * certificate that was valid at the signing time.
 */
function faultOf({ valid, reason, dates, certificate, signingTime }: Report) {
	if (!valid || !certificate) return { code: reason?.code ?? 'damaged', reason: reason?.message ?? '' };
	if (dates === 'ok') return undefined;
	const when = signingTime
		? 'at the signing time stated in the signature'
		: 'now, and the signature does not state its signing time';
	return {
		code: dates ?? 'expired',
		reason: `The certificate was not valid ${when} (${validity(certificate)})`,
	};
}

function signerFacts(report: Report): IDataObject {
	const { certificate, signingTime, cades, references, wholeDocument } = report;
	const fault = faultOf(report);
	return {
		valid: !fault,
		...fault,
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

/** For `.catch`: explains that Document Source does not match the signature. */
const explainLocation = (inside: boolean) => (error: unknown) => {
	if (!(error instanceof GostError) || error.code !== 'bad-argument') throw error;
	throw inside
		? failure(
				'bad-argument',
				'The signature does not contain the document',
				'It is a detached signature. Set Document Source to "Binary File" and enter the field that contains the document.',
			)
		: failure(
				'bad-argument',
				'The signature contains the document',
				'It is an attached signature. Set Document Source to "Inside the Signature".',
			);
};

export const verify = runOperation({
	name: 'Verify',
	value: 'verify',
	action: 'Verify a signature',
	description:
		'Check who signed a document and whether it has changed since. Checks issuers only against Trusted Certificates, and revocation only with Revocation Lists.',
	fields: verifyFields,
	calls: [],
	run: async ({ params, input, readBinary, writeBinary }) => {
		const { documentFrom, options } = params;
		const { trusted, lists } = await trustFrom(options, readBinary);
		const certificates = await certificatesFrom(options.signerCertificates);
		const signature = await readBinary(params.signatureBinaryPropertyName);
		const inside = documentFrom === 'inside';

		const check = async (): Promise<readonly Report[]> => {
			if (documentFrom === 'xml') {
				const document = await readUpTo(MAX_XML, signature, 'The XML document');
				const { verifyXml } = await import('../../../shared/gost/xml');
				return (await verifyXml(document, { trusted, lists, certificates })).signers;
			}
			const report = inside
				? verifyAttachedStream(contentOf(signature), { trusted, lists, certificates })
				: verifySignature(await signature.bytes(), {
						trusted,
						lists,
						certificates,
						content: contentOf(await readBinary(params.binaryPropertyName)),
					});
			return (await report.catch(explainLocation(inside))).signers;
		};
		const reports = await explained('signature', check);
		const signers = reports.map(signerFacts);
		const json = {
			valid: signers.length > 0 && signers.every(({ valid }) => valid === true),
			signedBy: reports.flatMap(({ certificate }) => (certificate ? [commonName(certificate.subject)] : [])),
			chainChecked: trusted !== undefined,
			revocationChecked: lists !== undefined,
			signers,
		};
		const field = inside ? options.contentBinaryPropertyName?.trim() : undefined;
		if (!field) return { json, binary: input.binary };

		const source = await signature.open();
		return await explained('signature', async () => {
			const { head, all } = await peek(attachedContent(source));
			const kind = kindOf(head);
			const fileName = innerName(signature.fileName, WRAPPINGS, kind);
			const content = await storeFile(writeBinary, source, all, fileName, kind.mimeType);
			return { json: { ...json, fileName }, binary: { ...input.binary, [field]: content } };
		});
	},
});
