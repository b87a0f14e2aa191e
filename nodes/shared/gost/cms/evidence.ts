import { TAG, type Asn1 } from '../asn1/der';
import type { WorkBudget } from '../base/budget';
import { toResult } from '../base/result';
import { certificateFromAsn1, type Certificate } from '../x509/certificate';
import { readAttributes, valuesOf, type Attribute } from './attributes';
import type { VerifyContext } from './context';
import { formWith, levelWith, uncheckedParts, type Standing } from './levels';
import type { SignerInfo } from './signedData';
import { checkTimeStamp, type TimeStampKind, type TimeStampReport } from './timeStamp';

/** What a signature carries for its later verification. Counted, not checked. */
export interface EnclosedData {
	readonly certificates: number;
	readonly revocationLists: number;
	readonly ocspResponses: number;
}

/** What the unsigned attributes of a signature prove. */
export interface Evidence {
	readonly timeStamps: readonly TimeStampReport[];
	/** The earliest verified time of the signature. */
	readonly provenTime: TimeStampReport | undefined;
	readonly enclosed: EnclosedData;
}

/** Unsigned attributes of CAdES (RFC 5126, section 6; ETSI EN 319 122-1, section 5). */
const ATTRIBUTE = {
	signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
	certificateReferences: '1.2.840.113549.1.9.16.2.21',
	revocationReferences: '1.2.840.113549.1.9.16.2.22',
	certificateValues: '1.2.840.113549.1.9.16.2.23',
	revocationValues: '1.2.840.113549.1.9.16.2.24',
	escTimeStamp: '1.2.840.113549.1.9.16.2.25',
	referencesTimeStamp: '1.2.840.113549.1.9.16.2.26',
	archiveTimeStamp: '1.2.840.113549.1.9.16.2.27',
	archiveTimeStampV2: '1.2.840.113549.1.9.16.2.48',
	archiveTimeStampV3: '0.4.0.1733.2.4',
} as const;

const ARCHIVES = [
	ATTRIBUTE.archiveTimeStamp,
	ATTRIBUTE.archiveTimeStampV2,
	ATTRIBUTE.archiveTimeStampV3,
] as const;

/** OtherRevocationInfoFormat with an OCSP response (RFC 5940, section 2.1). */
const OCSP_RESPONSE = '1.3.6.1.5.5.7.16.2';

/** Maximum number of time-stamps of a kind that are checked. */
const MAX_TIME_STAMPS = 8;
/** Maximum number of certificates that are read from certificate-values. */
const MAX_VALUES = 64;
/** Approximate milliseconds to read a certificate, for `WorkBudget`. */
const CERTIFICATE_COST = 0.1;

/** Counts what SignedData carries besides its signatures (RFC 5652, section 10.2.1). */
export function countEnclosed(certificates: Asn1 | undefined, revocation: Asn1 | undefined): EnclosedData {
	const items = revocation?.children() ?? [];
	const isOcsp = (item: Asn1): boolean => {
		const type = toResult(() => item.reader(item.tag).next().oid());
		return item.is(0xa1) && type.ok && type.value === OCSP_RESPONSE;
	};
	return {
		certificates: (certificates?.children() ?? []).filter((item) => item.is(TAG.sequence)).length,
		revocationLists: items.filter((item) => item.is(TAG.sequence)).length,
		ocspResponses: items.filter(isOcsp).length,
	};
}

/** Counts certificate-values and revocation-values (RFC 5126, sections 6.3.3 and 6.3.4). */
function countValues(attributes: readonly Attribute[], enclosed: EnclosedData): EnclosedData {
	let { certificates, revocationLists, ocspResponses } = enclosed;
	for (const value of valuesOf(attributes, ATTRIBUTE.certificateValues))
		certificates += value.children().length;
	for (const value of valuesOf(attributes, ATTRIBUTE.revocationValues)) {
		for (const list of value.children()) {
			if (list.is(0xa0)) revocationLists += list.onlyChild().children().length;
			if (list.is(0xa1)) ocspResponses += list.onlyChild().children().length;
		}
	}
	return { certificates, revocationLists, ocspResponses };
}

/** Reads the certificates of certificate-values (RFC 5126, section 6.3.3). */
export function certificateValues(info: SignerInfo, budget: WorkBudget): Certificate[] {
	const read = toResult(() => {
		const nodes = valuesOf(readAttributes(info.unsigned), ATTRIBUTE.certificateValues).flatMap((value) =>
			value.children(),
		);
		budget.charge(Math.min(nodes.length, MAX_VALUES) * CERTIFICATE_COST);
		return nodes.slice(0, MAX_VALUES).flatMap((node) => {
			const certificate = toResult(() => certificateFromAsn1(node));
			return certificate.ok ? [certificate.value] : [];
		});
	});
	return read.ok ? read.value : [];
}

/** Verifies the time-stamps of a signature. */
export async function readEvidence(
	info: SignerInfo,
	attributes: readonly Attribute[],
	enclosed: EnclosedData,
	context: VerifyContext,
): Promise<Evidence> {
	const timeStamps: TimeStampReport[] = [];
	const check = async (
		kind: TimeStampKind,
		type: string,
		covered: readonly Uint8Array[] | undefined,
	): Promise<void> => {
		for (const token of valuesOf(attributes, type).slice(0, MAX_TIME_STAMPS))
			timeStamps.push(await checkTimeStamp(kind, token, covered, context));
	};
	// A time-stamp covers type and values of an attribute without the SEQUENCE around them (RFC 5126, section 6.3.5).
	const contentsOf = (...types: readonly string[]): Uint8Array[] =>
		types.flatMap((type) => attributes.filter((item) => item.type === type).map(({ node }) => node.content));
	const references = [ATTRIBUTE.certificateReferences, ATTRIBUTE.revocationReferences];
	await check('signature', ATTRIBUTE.signatureTimeStamp, [info.signature]);
	await check('signature and references', ATTRIBUTE.escTimeStamp, [
		info.signature,
		...contentsOf(ATTRIBUTE.signatureTimeStamp, ...references),
	]);
	await check('references', ATTRIBUTE.referencesTimeStamp, contentsOf(...references));
	for (const type of ARCHIVES) await check('archive', type, undefined);
	const provenTime = timeStamps
		.filter(({ kind, valid, time }) => kind === 'signature' && valid && time)
		.sort((a, b) => (a.time?.getTime() ?? 0) - (b.time?.getTime() ?? 0))[0];
	const counted = toResult(() => countValues(attributes, enclosed));
	return { timeStamps, provenTime, enclosed: counted.ok ? counted.value : enclosed };
}

/** Returns the standing of a valid signature. */
export function standingOf(
	{ cades, policy }: { readonly cades: boolean; readonly policy: boolean },
	attributes: readonly Attribute[],
	{ timeStamps, enclosed }: Evidence,
): Standing {
	const has = (...types: readonly string[]): boolean =>
		types.every((type) => attributes.some((item) => item.type === type));
	const stamped = (kind: TimeStampKind): boolean =>
		timeStamps.some((item) => item.kind === kind && item.valid);
	const carried = {
		policy,
		timeStamp: has(ATTRIBUTE.signatureTimeStamp),
		references: has(ATTRIBUTE.certificateReferences, ATTRIBUTE.revocationReferences),
		allTimeStamp: has(ATTRIBUTE.escTimeStamp),
		referencesTimeStamp: has(ATTRIBUTE.referencesTimeStamp),
		values: has(ATTRIBUTE.certificateValues, ATTRIBUTE.revocationValues),
		archive: ARCHIVES.some((type) => has(type)),
	};
	const verified = {
		...carried,
		timeStamp: stamped('signature'),
		allTimeStamp: stamped('signature and references'),
		referencesTimeStamp: stamped('references'),
	};
	return {
		level: cades ? levelWith('CAdES', verified) : 'CMS',
		form: cades ? formWith('CAdES', carried) : 'CMS',
		unchecked: uncheckedParts({
			references: has(ATTRIBUTE.certificateReferences) || has(ATTRIBUTE.revocationReferences),
			revocation: enclosed.revocationLists + enclosed.ocspResponses > 0,
			archive: carried.archive,
		}),
	};
}
