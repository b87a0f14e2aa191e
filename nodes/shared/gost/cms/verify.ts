import { toResult } from '../base/result';
import { equal, toHex } from '../base/bytes';
import {
	checkSignature,
	isSignedBy,
	readName,
	type Certificate,
	type DistinguishedName,
	readCertificates,
} from '../x509/certificate';
import { readAlgorithm, type AlgorithmIdentifier, readContentInfo } from '../asn1/structures';
import { attributeValue } from './decrypt';
import { identifies } from './recipients';
import { TAG, type Asn1 } from '../asn1/der';
import { damaged, GostError, type GostErrorCode } from '../base/errors';
import { hash, type HashName, digestContent } from '../hash/hash';
import { toBinary } from '../asn1/pem';
import { digestByOid, OID } from '../algorithms/oids';
import { type Content } from '../base/chunks';

export interface VerifyOptions {
	/** The signed document, for a detached signature; refused with `bad-argument` for an attached one. */
	readonly content?: Content;
	/** Certificates of signers that are not in the message. */
	readonly certificates?: readonly Certificate[];
	/** When given, a signer's certificate must be one of these or be issued, at one or more removes, by one. */
	readonly trusted?: readonly Certificate[];
}

/** What was found about one signature. */
export interface SignerReport {
	/** Whether the signature fits the content, its attributes and the certificate. */
	readonly valid: boolean;
	/** Why it does not; undefined when valid. */
	readonly reason: { readonly code: GostErrorCode; readonly message: string } | undefined;
	readonly certificate: Certificate | undefined;
	/** Issuer and serial as the signature names them; undefined when it names a key identifier. */
	readonly issuer: DistinguishedName | undefined;
	readonly serial: string | undefined;
	/** As the signer states it; nobody vouches for it. */
	readonly signingTime: Date | undefined;
	/** The certificate's dates against the stated time of signing, or against now without one. */
	readonly dates: 'ok' | 'expired' | 'not-yet-valid' | undefined;
	/** Whether the attribute that ties the signature to its certificate (RFC 5035) is there. */
	readonly cades: boolean;
}

export interface SignatureReport {
	/** Whether there is a signature and every one is valid. */
	readonly valid: boolean;
	readonly attached: boolean;
	/** The content of an attached signature. */
	readonly content: Uint8Array | undefined;
	readonly signers: readonly SignerReport[];
}

interface SignerInfo {
	readonly id: Asn1;
	readonly digestOid: string;
	/** The attributes with the tag that is signed; undefined when there are none. */
	readonly attributes: Uint8Array | undefined;
	readonly list: readonly Asn1[];
	readonly algorithm: AlgorithmIdentifier;
	readonly signature: Uint8Array;
}

interface SignedData {
	readonly contentType: string;
	readonly content: Asn1 | undefined;
	readonly certificates: readonly Certificate[];
	readonly signers: readonly SignerInfo[];
}

const MAX_SIGNERS = 64;
const MAX_CHAIN = 8;

function readSigner(node: Asn1): SignerInfo {
	const reader = node.reader();
	reader.next(TAG.integer);
	const id = reader.next();
	const digestOid = readAlgorithm(reader.next()).oid;
	const attributes = reader.optional(0xa0);
	const algorithm = readAlgorithm(reader.next());
	const signature = reader.next().octetString();
	let signed: Uint8Array | undefined;
	if (attributes) {
		signed = attributes.bytes.slice();
		signed[0] = TAG.set;
	}
	return { id, digestOid, attributes: signed, list: attributes?.children() ?? [], algorithm, signature };
}

export function readSignedData(input: Uint8Array | string): SignedData {
	const reader = readContentInfo(toBinary(input), OID.signedData).reader();
	reader.next(TAG.integer);
	reader.next(TAG.set);
	const encapsulated = reader.next().reader();
	const contentType = encapsulated.next().oid();
	const content = encapsulated.optional(0xa0)?.onlyChild();
	if (content && (content.tag & ~0x20) !== TAG.octetString) throw damaged('content that is no OCTET STRING');
	const certificates = readCertificates(reader.optional(0xa0));
	reader.optional(0xa1);
	const infos = reader.next().children(TAG.set);
	if (infos.length > MAX_SIGNERS) throw damaged('too many signatures');
	return { contentType, content, certificates, signers: infos.map(readSigner) };
}

function bad(message: string): GostError {
	return new GostError('bad-signature', message);
}

/** SigningCertificate and SigningCertificateV2: the first hash is that of the signer's certificate. */
function checkSigningCertificate(list: readonly Asn1[], certificate: Certificate): boolean {
	const v2 = attributeValue(list, OID.signingCertificateV2);
	const value = v2 ?? attributeValue(list, OID.signingCertificate);
	if (!value) return false;
	const id = value.reader().next().children(TAG.sequence)[0]?.reader();
	if (!id) throw damaged('an attribute of a signature');
	const named = v2 ? id.optional(TAG.sequence) : undefined;
	const name: HashName = named ? digestByOid(readAlgorithm(named).oid) : v2 ? 'sha256' : 'sha1';
	if (!equal(hash(name, certificate.der), id.next().octetString())) {
		throw bad('The signature was made with another certificate');
	}
	return true;
}

function checkContent(info: SignerInfo, contentType: string, digest: Uint8Array): void {
	const type = attributeValue(info.list, OID.contentType)?.oid();
	const signed = attributeValue(info.list, OID.messageDigest)?.octetString();
	if (type !== contentType || !signed)
		throw bad('The attributes of the signature are not those of its content');
	if (!equal(signed, digest)) throw bad('The content is not the one that was signed');
}

/** Follows issuers among the given certificates up to a trusted one. */
function isTrusted(
	certificate: Certificate,
	all: readonly Certificate[],
	trusted: readonly Certificate[],
): boolean {
	let current = certificate;
	for (let i = 0; i < MAX_CHAIN; i++) {
		const { der } = current;
		if (trusted.some((item) => equal(item.der, der))) return true;
		const named = (item: Certificate): boolean => equal(item.subjectDer, current.issuerDer);
		const issuer = [...trusted, ...all].filter(named).find((item) => isSignedBy(current, item));
		if (!issuer || issuer === current) return false;
		current = issuer;
	}
	return false;
}

/**
 * Throws `bad-signature` unless the certificate is trusted, where that is asked for. A certificate that was
 * altered shows where its issuer is at hand; a self-signed one is its own.
 */
export function checkCertificate(
	certificate: Certificate,
	all: readonly Certificate[],
	trusted: readonly Certificate[] | undefined,
): void {
	if (trusted && !isTrusted(certificate, all, trusted)) {
		throw bad("The signer's certificate is not issued by a trusted one");
	}
	const issuers = all.filter((item) => equal(item.subjectDer, certificate.issuerDer));
	if (!trusted && issuers.length > 0 && !issuers.some((item) => isSignedBy(certificate, item))) {
		throw bad("The signature on the signer's certificate does not fit");
	}
}

/** A certificate's dates against a moment. */
export function checkDatesOf(certificate: Certificate, at: Date): SignerReport['dates'] {
	if (at.getTime() > certificate.notAfter.getTime()) return 'expired';
	return at.getTime() < certificate.notBefore.getTime() ? 'not-yet-valid' : 'ok';
}

type Facts = Pick<SignerReport, 'certificate' | 'signingTime' | 'cades'>;

/** Checks one signature; facts found on the way stay in `facts` when a check fails. */
function checkSigner(
	data: SignedData,
	info: SignerInfo,
	options: VerifyOptions,
	digests: ReadonlyMap<string, Uint8Array>,
	facts: { -readonly [Name in keyof Facts]: Facts[Name] },
): void {
	const all = [...data.certificates, ...(options.certificates ?? [])];
	facts.signingTime = attributeValue(info.list, OID.signingTime)?.time();
	const certificate = all.find((item) => identifies(info.id, item));
	if (!certificate) throw bad("The signer's certificate is not in the message");
	facts.certificate = certificate;
	const hashName = digestByOid(info.digestOid);
	const digest = digests.get(hashName);
	if (!digest) throw damaged('a signature without a digest');
	const { attributes } = info;
	if (attributes) {
		checkContent(info, data.contentType, digest);
		facts.cades = checkSigningCertificate(info.list, certificate);
	}
	const digestSigned = (name: HashName): Uint8Array => {
		if (attributes) return hash(name, attributes);
		// A signature algorithm that names another hash than the one the content was read with.
		if (name !== hashName) throw damaged('two digest algorithms in one signature');
		return digest;
	};
	if (!checkSignature(certificate.publicKey, info.algorithm, hashName, info.signature, digestSigned)) {
		throw bad('The signature does not fit');
	}
	checkCertificate(certificate, all, options.trusted);
}

function report(
	data: SignedData,
	info: SignerInfo,
	options: VerifyOptions,
	digests: ReadonlyMap<string, Uint8Array>,
): SignerReport {
	const facts: Facts = { certificate: undefined, signingTime: undefined, cades: false };
	const checked = toResult(() => {
		checkSigner(data, info, options, digests, facts);
	});
	const named = toResult(() => {
		const [issuer, serial] = info.id.children(TAG.sequence);
		if (!issuer || !serial) throw damaged('the name of a signer');
		return { issuer: readName(issuer), serial: toHex(serial.integerBytes()).toUpperCase() };
	});
	return {
		valid: checked.ok,
		reason: checked.ok ? undefined : { code: checked.error.code, message: checked.error.message },
		certificate: facts.certificate,
		issuer: named.ok ? named.value.issuer : undefined,
		serial: named.ok ? named.value.serial : undefined,
		signingTime: facts.signingTime,
		dates: facts.certificate && checkDatesOf(facts.certificate, facts.signingTime ?? new Date()),
		cades: facts.cades,
	};
}

/** Reports on every signature, given a way to make digests of the content. */
export async function reportSigners(
	data: SignedData,
	options: VerifyOptions,
	digest: (names: readonly HashName[]) => Promise<ReadonlyMap<HashName, Uint8Array>>,
): Promise<SignerReport[]> {
	const names = data.signers.flatMap((info) => {
		const name = toResult(() => digestByOid(info.digestOid));
		return name.ok ? [name.value] : [];
	});
	const digests = await digest(names);
	return data.signers.map((info) => report(data, info, options, digests));
}

/**
 * Verifies SignedData (RFC 5652 5.6) given as DER, BER, PEM or base64, attached or detached.
 *
 * Every signature is reported on; only a message that cannot be read throws (`damaged`, `unsupported`), and
 * `bad-argument` when the content is missing or given twice. Not checked: revocation, certificate policies,
 * and the chain of issuers unless `trusted` is given.
 */
export async function verifySignature(
	input: Uint8Array | string,
	options: VerifyOptions = {},
): Promise<SignatureReport> {
	const data = readSignedData(input);
	const { content } = options;
	if (data.content && content) throw new GostError('bad-argument', 'The message has its content inside');
	if (!data.content && !content) throw new GostError('bad-argument', 'The signed document is needed');
	const source = content ?? data.content?.octetChunks() ?? [];
	const signers = await reportSigners(data, options, (names) => digestContent(source, names));
	return {
		valid: signers.length > 0 && signers.every((signer) => signer.valid),
		attached: data.content !== undefined,
		content: data.content?.octets(),
		signers,
	};
}
