import { t } from '../../language';
import { Asn1 } from '../asn1/der';
import { decodeBase64 } from '../asn1/pem';
import { bigintFromBE, equal } from '../base/bytes';
import type { WorkBudget } from '../base/budget';
import { damaged } from '../base/errors';
import { toResult } from '../base/result';
import { checkIssuerSerial } from '../cms/signer';
import { checkTimeStamp, type TimeStampReport } from '../cms/timeStamp';
import { badSignature, type TrustOptions } from '../cms/trust';
import type { SignatureLevel } from '../cms/levels';
import { hash } from '../hash/hash';
import type { Certificate } from '../x509/certificate';
import type { SignatureBudget } from '../x509/issuerSignature';
import type { CertificatePool } from '../x509/pool';
import { canonicalizationByUri, digestByUri, DSIG } from './algorithms';
import { canonicalize, type Canonicalization } from './canonical';
import type { XmlElement } from './parser';
import { attributeOf, elementsOf, textOf } from './tree';

/** Namespaces of XAdES (ETSI EN 319 132-1, TS 101 903) in which qualifying properties are read. */
const XADES = /^http:\/\/uri\.etsi\.org\/01903\/v1\.[1-4]\.\d#$/;

const MAX_CERTIFICATES = 16;
const MAX_TIME_STAMPS = 8;
/** Maximum length of what a time-stamp covers, the value of one signature. */
const MAX_COVERED = 64 * 1024;

/** The properties of an XML signature that XAdES adds, as far as they are read. */
export interface QualifyingProperties {
	/** The element that has to be signed with the document. */
	readonly signed: XmlElement;
	readonly signingTime: Date | undefined;
	/** References to the signer's certificate and, perhaps, its issuers. */
	readonly certificates: readonly XmlElement[];
	readonly policy: boolean;
	readonly timeStamps: readonly XmlElement[];
}

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
	const unsigned = inside(inside([properties], 'UnsignedProperties'), 'UnsignedSignatureProperties');
	return {
		signed,
		signingTime: readTime(atMostOne(inside(own, 'SigningTime'))),
		certificates: inside(inside(own, 'SigningCertificate', 'SigningCertificateV2'), 'Cert'),
		policy: inside(own, 'SignaturePolicyIdentifier').length > 0,
		timeStamps: inside(unsigned, 'SignatureTimeStamp'),
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

/** Verifies the time-stamps of a signature, which cover the element SignatureValue (EN 319 132-1, section 5.3). */
export async function checkTimeStamps(
	{ timeStamps }: QualifyingProperties,
	value: XmlElement,
	context: { options: TrustOptions; budget: WorkBudget; pathBudget: SignatureBudget; pool: CertificatePool },
): Promise<TimeStampReport[]> {
	const reports: TimeStampReport[] = [];
	for (const element of timeStamps.slice(0, MAX_TIME_STAMPS)) {
		const read = toResult(() => {
			const method = dsig(element, 'CanonicalizationMethod');
			const how: Canonicalization = method
				? canonicalizationByUri(attributeOf(method, 'Algorithm') ?? '')
				: { kind: 'inclusive', comments: false };
			const token = atMostOne(inside([element], 'EncapsulatedTimeStamp'));
			if (!token) throw damaged(t`time-stamp of an unknown form`);
			const covered: Uint8Array[] = [];
			let length = 0;
			for (const part of canonicalize(value, how)) {
				length += part.length;
				if (length > MAX_COVERED) throw damaged(t`too long a signature for a time-stamp`);
				covered.push(part);
			}
			return { token: Asn1.parse(base64Of(token)), covered };
		});
		if (read.ok)
			reports.push(await checkTimeStamp('signature', read.value.token, read.value.covered, context));
	}
	return reports;
}

/** Returns the level of a valid signature. */
export function xmlLevel(
	properties: QualifyingProperties | undefined,
	timeStamps: readonly TimeStampReport[],
): SignatureLevel {
	if (!properties || properties.certificates.length === 0) return 'XMLDSig';
	if (timeStamps.some(({ valid }) => valid)) return 'XAdES-T';
	return properties.policy ? 'XAdES-EPES' : 'XAdES-BES';
}
