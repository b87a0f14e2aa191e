import { t } from '../../language';
import { digestByOid, OID, signatureByOid } from '../algorithms/oids';
import { TAG, type Asn1 } from '../asn1/der';
import { readAlgorithm, type AlgorithmIdentifier } from '../asn1/structures';
import { equal } from '../base/bytes';
import { damaged } from '../base/errors';
import { hash, type HashName } from '../hash/hash';
import { checkSignature, type Certificate } from '../x509/certificate';
import { nameKey } from '../x509/names';
import { familyHash, gostFamily, importPublicKey, verifyDigest, type PublicKeyInfo } from '../x509/publicKey';
import { checkAttributeRules, readAttributes, signedForms, valuesOf, type Attribute } from './attributes';
import type { VerifyContext } from './context';
import { findSigner } from './message';
import type { SignerInfo } from './signedData';
import { badSignature } from './trust';

/** What a signature covers. */
export interface SignedContent {
	/** Content type; undefined for a countersignature, which has none (RFC 5652, section 11.4). */
	readonly type: string | undefined;
	/** Returns the digest of the content; undefined if the message does not announce the hash. */
	readonly digest: (name: HashName) => Uint8Array | undefined;
}

/** What is known about a signature, even if a check fails. */
export interface SignerFacts {
	certificate: Certificate | undefined;
	signingTime: Date | undefined;
	cades: boolean;
	/** Whether the signature names a signature policy (RFC 5126, section 5.8.1). */
	policy: boolean;
}

/** Maximum bytes of a signer's certificate; real ones stay below 10 KB. */
const MAX_CERTIFICATE = 64 * 1024;
/** Says that the signature cannot be checked. */
export const MISSING_CERTIFICATE = t`The signature does not include the signer's certificate`;
/** The same where the user supplied others. */
export const UNSUPPLIED_CERTIFICATE = t`The signature does not include the signer's certificate, and it is not among those supplied`;
const SIGNATURE_POLICY = '1.2.840.113549.1.9.16.2.15';
/** Identifiers of Russian algorithms begin with this arc. */
const RUSSIAN = '1.2.643.';

/** Approximate milliseconds of one check, for `WorkBudget`. */
function signatureCost({ oid }: PublicKeyInfo): number {
	const family = gostFamily(oid);
	return family === 'gost2012-512' ? 8 : family ? 3 : 0.5;
}

/** Throws `bad-signature` unless IssuerSerial (RFC 5035, section 5) names the certificate. */
export function checkIssuerSerial(node: Asn1, certificate: Certificate): void {
	const reader = node.reader();
	const [name, ...others] = reader.next().children(TAG.sequence);
	const serial = reader.next(TAG.integer);
	const matches =
		name?.is(0xa4) &&
		others.length === 0 &&
		equal(serial.bytes, certificate.serialDer) &&
		nameKey(name.onlyChild().bytes) === nameKey(certificate.issuerDer);
	if (!matches) throw badSignature(t`The signature names the issuer or serial number of another certificate`);
}

/** Checks the first entry of SigningCertificate or SigningCertificateV2, which is the signer's (RFC 5035, section 3). */
function checkSigningCertificate(value: Asn1, v2: boolean, certificate: Certificate): void {
	const id = value.reader().next().children(TAG.sequence)[0]?.reader();
	if (!id) throw damaged(t`invalid SigningCertificate attribute`);
	const named = v2 ? id.optional(TAG.sequence) : undefined;
	const name: HashName = named ? digestByOid(readAlgorithm(named).oid) : v2 ? 'sha256' : 'sha1';
	if (!equal(hash(name, certificate.der), id.next().octetString())) {
		throw badSignature(t`The signature was made with another certificate`);
	}
	const issuerSerial = id.optional(TAG.sequence);
	if (issuerSerial) checkIssuerSerial(issuerSerial, certificate);
}

function checkCertificateReferences(attributes: readonly Attribute[], certificate: Certificate): boolean {
	const v1 = valuesOf(attributes, OID.signingCertificate);
	const v2 = valuesOf(attributes, OID.signingCertificateV2);
	for (const value of v1) checkSigningCertificate(value, false, certificate);
	for (const value of v2) checkSigningCertificate(value, true, certificate);
	return v1.length + v2.length > 0;
}

function checkContent(attributes: readonly Attribute[], { type }: SignedContent, digest: Uint8Array): void {
	const [stated] = valuesOf(attributes, OID.contentType);
	const [signed] = valuesOf(attributes, OID.messageDigest);
	if (type === undefined && stated) throw badSignature(t`A countersignature states a content type`);
	if (type !== undefined && stated?.oid() !== type) {
		throw badSignature(t`The signature states another type of content than the message`);
	}
	if (!signed) throw badSignature(t`The signed attributes contain no digest of the document`);
	if (!equal(signed.octetString(), digest)) {
		throw badSignature(t`The document is not the one that was signed`);
	}
}

/**
 * Returns whether a signature value matches a digest. For a GOST key, key and digest algorithm decide: programs name the
 * algorithm of 2001 with keys of 2012. For RSA, the digest algorithm of the signer decides, as in openssl.
 */
function matches(
	info: PublicKeyInfo,
	{ oid, parameters }: AlgorithmIdentifier,
	hashName: HashName,
	signature: Uint8Array,
	digest: Uint8Array,
): boolean {
	const key = importPublicKey(info);
	if (key.kind === 'gost') {
		if (!oid.startsWith(RUSSIAN)) throw badSignature(t`The signature algorithm is not that of the key`);
		if (familyHash(key.family) !== hashName)
			throw badSignature(t`The digest algorithm is not that of the key`);
		return verifyDigest(key, hashName, digest, signature);
	}
	const pss = signatureByOid(oid).family === 'rsa-pss';
	const algorithm = pss || oid.startsWith(RUSSIAN) ? { oid, parameters } : { oid: OID.rsa, parameters };
	return checkSignature(info, algorithm, hashName, signature, (name) => {
		if (name !== hashName) throw badSignature(t`The signature names two digest algorithms`);
		return digest;
	});
}

/**
 * Checks one signature (RFC 5652, sections 5.4 to 5.6; RFC 5035) without the chain of its certificate. `facts` keeps what
 * was found even if a check fails.
 */
export async function checkSigner(
	info: SignerInfo,
	content: SignedContent,
	{ pool, budget, options }: VerifyContext,
	facts: SignerFacts,
): Promise<void> {
	const certificate = findSigner(info.id, pool);
	facts.certificate = certificate;
	const attributes = readAttributes(info.signed);
	const times = valuesOf(attributes, OID.signingTime);
	if (times.length === 1) facts.signingTime = times[0].time();
	facts.policy = valuesOf(attributes, SIGNATURE_POLICY).length > 0;
	checkAttributeRules(attributes, readAttributes(info.unsigned));
	const hashName = digestByOid(info.digestOid);
	const digest = content.digest(hashName);
	if (!digest) throw badSignature(t`The message does not list the digest algorithm of the signature`);
	// Without the certificate too: the file may be another one.
	if (info.signed) checkContent(attributes, content, digest);
	else if (content.type !== undefined && content.type !== OID.data) {
		throw badSignature(t`A signature over this type of content must have signed attributes`);
	}
	if (!certificate) {
		const supplied = (options.certificates ?? []).length > 0;
		throw badSignature(supplied ? UNSUPPLIED_CERTIFICATE : MISSING_CERTIFICATE);
	}
	if (certificate.der.length > MAX_CERTIFICATE) throw damaged(t`the signer's certificate is too long`);
	if (info.signed) facts.cades = checkCertificateReferences(attributes, certificate);
	// Re-encoding takes about a millisecond per kilobyte, hashing the certificate less.
	await budget.spend((info.signed?.bytes.length ?? 0) / 1024 + certificate.der.length / 16_384);
	const digests = info.signed
		? signedForms(info.signed, attributes).map((form) => hash(hashName, form))
		: [digest];
	for (const item of digests) {
		await budget.spend(signatureCost(certificate.publicKey));
		if (matches(certificate.publicKey, info.algorithm, hashName, info.signature, item)) return;
	}
	throw badSignature(t`The signature does not match the document`);
}
