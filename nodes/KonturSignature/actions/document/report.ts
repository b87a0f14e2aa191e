import type { IDataObject } from 'n8n-workflow';
import { algorithmName, commonName, keyValidity, personOf, validity } from '../../../shared/auth';
import {
	MISSING_CERTIFICATE,
	PARTIAL,
	summarize,
	type PathResult,
	type SignerReport,
	UNSUPPLIED_CERTIFICATE,
	type TimeStampReport,
	type Unchecked,
} from '../../../shared/gost';
import type { XmlSignerReport } from '../../../shared/gost/xml';
import { t } from '../../../shared/language';

/** The result of verifying one signer of a CMS or XML signature. */
export type Report = Pick<
	SignerReport,
	| 'certificate'
	| 'chain'
	| 'dates'
	| 'form'
	| 'intact'
	| 'keyDates'
	| 'level'
	| 'reason'
	| 'unchecked'
	| 'valid'
	| 'wholeDocument'
> &
	Partial<
		Pick<
			SignerReport,
			'cades' | 'counterSigners' | 'enclosed' | 'issuer' | 'serial' | 'signingTime' | 'timeStamps'
		>
	> &
	Partial<Pick<XmlSignerReport, 'references'>>;

/** Names the moment at which a certificate had to be valid. */
function whenOf({ timeStamps, signingTime }: Report): string {
	if (timeStamps?.some(({ kind, valid }) => kind === 'signature' && valid))
		return t`at the time of the time-stamp`;
	return signingTime
		? t`at the signing time stated in the signature`
		: t`now, and the signature does not state its signing time`;
}

const UNCHECKED: Readonly<Record<Unchecked, string>> = {
	'certificate and revocation references': t`The references to certificates and revocation data were not compared with them`,
	'enclosed revocation data': t`The revocation data inside the signature was not used. Revocation is checked with Revocation Lists only`,
	'what the archive time-stamp covers': t`Only the archive time-stamp's own signature was checked, not what it covers`,
};

/** Adds which certificate to supply, where the signature says so. */
function explainedReason({ reason, serial, issuer }: Report): string {
	const message = reason?.message ?? '';
	if (![MISSING_CERTIFICATE, UNSUPPLIED_CERTIFICATE].includes(message)) return message;
	const issuedBy = issuer?.CN ?? issuer?.O;
	return serial && issuedBy
		? t`${message}. Add it to Signer Certificates: serial number ${serial}, issued by ${issuedBy}.`
		: t`${message}. Add it to Signer Certificates.`;
}

/**
 * Returns why a signature is not valid, or undefined if it is. A signature that matches the document also needs a
 * certificate and a key that were valid at the signing time, and has to cover the whole document.
 */
function faultOf(report: Report): { code: string; reason: string } | undefined {
	const { valid, reason, dates, keyDates, certificate, wholeDocument, references } = report;
	if (!valid || !certificate) return { code: reason?.code ?? 'damaged', reason: explainedReason(report) };
	if (dates !== 'ok') {
		const text = t`The certificate was not valid ${whenOf(report)} (${validity(certificate)})`;
		return { code: dates ?? 'expired', reason: text };
	}
	if (keyDates !== undefined && keyDates !== 'ok') {
		const text = t`The private key could not be used ${whenOf(report)} (${keyValidity(certificate) ?? ''})`;
		return { code: keyDates, reason: text };
	}
	return wholeDocument
		? undefined
		: { code: 'partial', reason: `${PARTIAL}: ${(references ?? []).join(', ')}` };
}

/** Describes the chain of a certificate: its status, and the owners from the signer to the trusted one. */
function chainFacts(chain: PathResult | undefined): IDataObject {
	const revocation = chain?.revocation;
	return {
		chain: chain?.status ?? 'not checked',
		...(chain?.message && { chainReason: chain.message }),
		...(chain?.rule && { chainRule: chain.rule }),
		...(chain && { chainOwners: chain.chain.map(({ subject }) => commonName(subject)) }),
		...(typeof revocation === 'object' && {
			revoked: { date: revocation.date.toISOString(), reason: revocation.reason },
		}),
	};
}

function timeStampFacts({
	kind,
	valid,
	reason,
	time,
	authority,
	chain,
	policy,
}: TimeStampReport): IDataObject {
	return {
		kind,
		valid,
		// What an archive time-stamp covers has many parts, and is not compared.
		coverageChecked: kind !== 'archive',
		...(reason && { code: reason.code, reason: reason.message }),
		...(time && { time: time.toISOString() }),
		...(authority && { authority: personOf(authority.subject), thumbprint: authority.thumbprint }),
		...(policy && { policy }),
		...chainFacts(chain),
	};
}

function signerFacts(report: Report): IDataObject {
	const { certificate, signingTime, cades, references, wholeDocument, level, timeStamps } = report;
	const { counterSigners, enclosed, unchecked } = report;
	const fault = faultOf(report);
	const keyPeriod = certificate && keyValidity(certificate);
	return {
		valid: !fault,
		...fault,
		intact: report.intact,
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
		...(keyPeriod && { keyDates: report.keyDates }),
		...(signingTime && { signedAt: signingTime.toISOString() }),
		...(cades !== undefined && { cades }),
		wholeDocument,
		...(references && { references: [...references] }),
		...(level && { level }),
		...(report.form && report.form !== level && { form: report.form }),
		...(unchecked.length > 0 && { notChecked: unchecked.map((part) => UNCHECKED[part]) }),
		...chainFacts(report.chain),
		...(timeStamps && { timeStamps: timeStamps.map(timeStampFacts) }),
		...(counterSigners && { counterSigners: counterSigners.map(signerFacts) }),
		...(enclosed && { enclosed: { ...enclosed } }),
	};
}

/** Describes the signatures of a document: what they say together, and each one. */
export function reportFacts(reports: readonly Report[], checked: { chain: boolean; revocation: boolean }) {
	const signers = reports.map(signerFacts);
	const { wholeDocument, chain, chainReason, level, reason } = summarize(reports);
	const valid = signers.length > 0 && signers.every((signer) => signer.valid === true);
	const fault = reports.map(faultOf).find(Boolean);
	return {
		valid,
		...(!valid && { reason: fault?.reason ?? reason }),
		signedBy: reports.flatMap(({ certificate }) => (certificate ? [commonName(certificate.subject)] : [])),
		wholeDocument,
		...(level && { level }),
		chain,
		...(chainReason && { chainReason }),
		chainChecked: checked.chain,
		revocationChecked: checked.revocation,
		signers,
	};
}
