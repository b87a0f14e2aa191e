import { t } from '../../language';
import { Asn1 } from '../asn1/der';
import { decodeBase64 } from '../asn1/pem';
import { bigintFromBE, equal } from '../base/bytes';
import { damaged } from '../base/errors';
import { toResult } from '../base/result';
import type { VerifyContext } from '../cms/context';
import { checkIssuerSerial } from '../cms/signer';
import { checkTimeStamp, type TimeStampKind, type TimeStampReport } from '../cms/timeStamp';
import { badSignature } from '../cms/trust';
import { formWith, levelWith, uncheckedParts, type Standing } from '../cms/levels';
import { hash } from '../hash/hash';
import { certificateFromAsn1, type Certificate } from '../x509/certificate';
import { canonicalizationByUri, digestByUri, DSIG } from './algorithms';
import { canonicalize, type Canonicalization, SILENT_NODES } from './canonical';
import type { XmlElement } from './document';
import { attributeOf, elementsOf, textOf } from './tree';

/** Namespaces of XAdES (ETSI EN 319 132-1, TS 101 903) in which qualifying properties are read. */
const XADES = /^http:\/\/uri\.etsi\.org\/01903\/v1\.[1-4]\.\d#$/;

const MAX_CERTIFICATES = 16;
const MAX_TIME_STAMPS = 8;
/** Maximum length of what a time-stamp covers: the value of a signature and references to certificates. */
const MAX_COVERED = 256 * 1024;
const MAX_VALUES = 64;
/** Approximate milliseconds to read a certificate, for `WorkBudget`. */
const CERTIFICATE_COST = 0.1;

/** The properties of an XML signature that XAdES adds, as far as they are read. */
export interface QualifyingProperties {
	/** The element that has to be signed with the document. */
	readonly signed: XmlElement;
	readonly signingTime: Date | undefined;
	/** References to the signer's certificate and, perhaps, its issuers. */
	readonly certificates: readonly XmlElement[];
	readonly policy: boolean;
	/** Unsigned properties, in order. */
	readonly unsigned: readonly XmlElement[];
}

/** Unsigned properties (TS 101 903, sections 7.4 to 7.7; ETSI EN 319 132-1, section 5 and annex A). */
const UNSIGNED = {
	timeStamp: ['SignatureTimeStamp'],
	certificateReferences: ['CompleteCertificateRefs', 'CompleteCertificateRefsV2'],
	revocationReferences: ['CompleteRevocationRefs'],
	attributeReferences: ['AttributeCertificateRefs', 'AttributeCertificateRefsV2', 'AttributeRevocationRefs'],
	allTimeStamp: ['SigAndRefsTimeStamp', 'SigAndRefsTimeStampV2'],
	referencesTimeStamp: ['RefsOnlyTimeStamp', 'RefsOnlyTimeStampV2'],
	certificateValues: ['CertificateValues'],
	revocationValues: ['RevocationValues'],
	archive: ['ArchiveTimeStamp'],
} as const;

const REFERENCES = [
	...UNSIGNED.certificateReferences,
	...UNSIGNED.revocationReferences,
	...UNSIGNED.attributeReferences,
];

const named = (elements: readonly XmlElement[], ...locals: string[]): XmlElement[] =>
	elements.filter(({ uri, local }) => locals.includes(local) && XADES.test(uri));

const inside = (elements: readonly XmlElement[], ...locals: string[]): XmlElement[] =>
	named(elements.flatMap(elementsOf), ...locals);

/** Returns the only element; undefined for none. */
function atMostOne(elements: readonly XmlElement[]): XmlElement | undefined {
	if (elements.length > 1) throw damaged(t`several ${elements[0].local} in an XML signature`);
	return elements[0];
}

const dsig = (element: XmlElement | undefined, local: string): XmlElement | undefined =>
	element && atMostOne(elementsOf(element).filter((item) => item.uri === DSIG && item.local === local));

function readTime(element: XmlElement | undefined): Date | undefined {
	if (!element) return undefined;
	const text = textOf(element).trim();
	// Without a zone, the moment is not known.
	const isDateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(text);
	const time = new Date(text);
	if (!isDateTime || Number.isNaN(time.getTime())) throw damaged(t`invalid SigningTime in an XML signature`);
	return time;
}

/** Reads the qualifying properties of a signature; undefined if it has none. Throws `damaged` for another structure. */
export function readProperties(signature: XmlElement): QualifyingProperties | undefined {
	const objects = elementsOf(signature).filter(({ uri, local }) => uri === DSIG && local === 'Object');
	const properties = atMostOne(inside(objects, 'QualifyingProperties'));
	if (!properties) return undefined;
	const id = attributeOf(signature, 'Id');
	const target = attributeOf(properties, 'Target');
	if (target !== undefined && target !== '' && target !== `#${id ?? ''}`)
		throw badSignature(t`The properties in the signature are those of another signature`);
	const signed = atMostOne(inside([properties], 'SignedProperties'));
	if (!signed) return undefined;
	const own = inside([signed], 'SignedSignatureProperties');
	const unsigned = inside(inside([properties], 'UnsignedProperties'), 'UnsignedSignatureProperties').flatMap(
		elementsOf,
	);
	return {
		signed,
		signingTime: readTime(atMostOne(inside(own, 'SigningTime'))),
		certificates: inside(inside(own, 'SigningCertificate', 'SigningCertificateV2'), 'Cert'),
		policy: inside(own, 'SignaturePolicyIdentifier').length > 0,
		unsigned,
	};
}

function base64Of(element: XmlElement): Uint8Array {
	const bytes = decodeBase64(textOf(element));
	if (!bytes) throw damaged(t`invalid base64 in an XML signature`);
	return bytes;
}

/** Returns whether a reference has the digest of the certificate; throws if it has another serial number or issuer. */
function refersTo(reference: XmlElement, certificate: Certificate): boolean {
	const digest = atMostOne(inside([reference], 'CertDigest'));
	const method = dsig(digest, 'DigestMethod');
	const value = dsig(digest, 'DigestValue');
	if (!method || !value) throw damaged(t`invalid reference to a certificate in an XML signature`);
	const name = digestByUri(attributeOf(method, 'Algorithm') ?? '');
	if (!equal(hash(name, certificate.der), base64Of(value))) return false;
	const serial = dsig(atMostOne(inside([reference], 'IssuerSerial')), 'X509SerialNumber');
	// The name of the issuer is text, which programs write in many ways. The digest is that of the certificate anyway.
	const own = bigintFromBE(Asn1.parse(certificate.serialDer).content).toString();
	if (serial && textOf(serial).trim() !== own)
		throw badSignature(t`The signature names the issuer or serial number of another certificate`);
	const second = atMostOne(inside([reference], 'IssuerSerialV2'));
	if (second) checkIssuerSerial(Asn1.parse(base64Of(second)), certificate);
	return true;
}

/** Throws `bad-signature` if the properties name certificates and the signer's is not among them. */
export function checkSigningCertificate(
	{ certificates }: QualifyingProperties,
	certificate: Certificate,
): void {
	if (certificates.length > MAX_CERTIFICATES) throw damaged(t`too many certificates in an XML signature`);
	if (certificates.length > 0 && !certificates.some((item) => refersTo(item, certificate)))
		throw badSignature(t`The signature was made with another certificate`);
}

/** Reads the certificates of CertificateValues (ETSI EN 319 132-1, section 5.4.1). */
export function enclosedCertificates(
	{ unsigned }: QualifyingProperties,
	{ budget }: Pick<VerifyContext, 'budget'>,
): Certificate[] {
	const read = toResult(() => {
		const nodes = inside(named(unsigned, ...UNSIGNED.certificateValues), 'EncapsulatedX509Certificate');
		const first = nodes.slice(0, MAX_VALUES);
		budget.charge(first.length * CERTIFICATE_COST);
		return first.flatMap((node) => {
			const certificate = toResult(() => certificateFromAsn1(Asn1.parse(base64Of(node))));
			return certificate.ok ? [certificate.value] : [];
		});
	});
	return read.ok ? read.value : [];
}

/** Returns the canonical forms of elements, one after the other. */
function canonicalOf(elements: readonly XmlElement[], how: Canonicalization): Uint8Array[] {
	const covered: Uint8Array[] = [];
	let length = 0;
	for (const element of elements) {
		for (const part of canonicalize(element, how)) {
			length += part.length > 0 ? part.length : SILENT_NODES;
			if (length > MAX_COVERED) throw damaged(t`too long a signature for a time-stamp`);
			covered.push(part);
		}
	}
	return covered;
}

function readToken(element: XmlElement): { token: Asn1; how: Canonicalization } {
	const method = dsig(element, 'CanonicalizationMethod');
	const how: Canonicalization = method
		? canonicalizationByUri(attributeOf(method, 'Algorithm') ?? '')
		: { kind: 'inclusive', comments: false };
	const token = atMostOne(inside([element], 'EncapsulatedTimeStamp'));
	if (!token) throw damaged(t`time-stamp of an unknown form`);
	return { token: Asn1.parse(base64Of(token)), how };
}

/**
 * Verifies the time-stamps of a signature: of the element SignatureValue, and of what follows it among the unsigned
 * properties (TS 101 903, sections 7.3 and 7.5; ETSI EN 319 132-1, section 5.3 and annex A). Of archive time-stamps,
 * only their own signatures are checked.
 */
export async function checkTimeStamps(
	{ unsigned }: QualifyingProperties,
	value: XmlElement,
	context: VerifyContext,
): Promise<TimeStampReport[]> {
	const reports: TimeStampReport[] = [];
	const check = async (
		kind: TimeStampKind,
		names: readonly string[],
		covered: ((stamp: XmlElement) => readonly XmlElement[]) | undefined,
	): Promise<void> => {
		for (const element of named(unsigned, ...names).slice(0, MAX_TIME_STAMPS)) {
			const read = toResult(() => {
				const { token, how } = readToken(element);
				return { token, bytes: covered && canonicalOf(covered(element), how) };
			});
			if (read.ok) reports.push(await checkTimeStamp(kind, read.value.token, read.value.bytes, context));
		}
	};
	const before = (stamp: XmlElement, ...names: readonly string[]): XmlElement[] =>
		named(unsigned.slice(0, unsigned.indexOf(stamp)), ...names);
	await check('signature', UNSIGNED.timeStamp, () => [value]);
	await check('signature and references', UNSIGNED.allTimeStamp, (stamp) => [
		value,
		...before(stamp, ...UNSIGNED.timeStamp, ...REFERENCES),
	]);
	await check('references', UNSIGNED.referencesTimeStamp, (stamp) => before(stamp, ...REFERENCES));
	await check('archive', UNSIGNED.archive, undefined);
	return reports;
}

/** Returns the standing of a valid signature. */
export function xmlStanding(
	properties: QualifyingProperties | undefined,
	timeStamps: readonly TimeStampReport[],
): Standing {
	if (!properties || properties.certificates.length === 0)
		return { level: 'XMLDSig', form: 'XMLDSig', unchecked: [] };
	const has = (names: readonly string[]): boolean => named(properties.unsigned, ...names).length > 0;
	const stamped = (kind: TimeStampKind): boolean =>
		timeStamps.some((item) => item.kind === kind && item.valid);
	const carried = {
		policy: properties.policy,
		timeStamp: has(UNSIGNED.timeStamp),
		references: has(UNSIGNED.certificateReferences) && has(UNSIGNED.revocationReferences),
		allTimeStamp: has(UNSIGNED.allTimeStamp),
		referencesTimeStamp: has(UNSIGNED.referencesTimeStamp),
		values: has(UNSIGNED.certificateValues) && has(UNSIGNED.revocationValues),
		archive: has(UNSIGNED.archive),
	};
	return {
		level: levelWith('XAdES', {
			...carried,
			timeStamp: stamped('signature'),
			allTimeStamp: stamped('signature and references'),
			referencesTimeStamp: stamped('references'),
		}),
		form: formWith('XAdES', carried),
		unchecked: uncheckedParts({
			references: has(REFERENCES),
			revocation: has(UNSIGNED.revocationValues),
			archive: carried.archive,
		}),
	};
}
