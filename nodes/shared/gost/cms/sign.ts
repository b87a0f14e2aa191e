import { checkDates, type Certificate } from '../x509/certificate';
import { TAG } from '../asn1/der';
import {
	algorithm,
	header,
	integer,
	nullValue,
	octetString,
	oid,
	sequence,
	setOf,
	tagged,
	time,
} from '../asn1/derWriter';
import { createHash, hash, type HashName } from '../hash/hash';
import { digestOid, OID } from '../algorithms/oids';
import { checkKeyMatches, keyHash, signDigest, type PrivateKey } from '../keys/privateKey';
import { familyOid } from '../x509/publicKey';
import { contentDigest } from './rawSignature';
import { chunked, type Content } from '../base/chunks';

/** Who signs. */
export interface Signer {
	readonly key: PrivateKey;
	readonly certificate: Certificate;
	/** Certificates of issuers to put beside the signer's own. */
	readonly chain?: readonly Certificate[];
}

export interface SignOptions {
	/** Moment of signing; now by default. */
	readonly signingTime?: Date;
	/** Whether the signer's certificate goes into the message; it does by default. */
	readonly includeCertificate?: boolean;
	/** Accept a certificate outside its dates; refused by default with `expired` or `not-yet-valid`. */
	readonly ignoreDates?: boolean;
	/** Hash for RSA keys, SHA-256 by default; GOST keys have their own. */
	readonly rsaHash?: 'sha256' | 'sha384' | 'sha512';
}

interface Plan {
	readonly signer: Signer;
	readonly hashName: HashName;
	readonly signingTime: Date;
	readonly options: SignOptions;
}

/** Throws `key-mismatch`, and `expired` or `not-yet-valid` unless dates are to be ignored. */
export function checkSigner(signer: Signer, at: Date, ignoreDates = false): void {
	checkKeyMatches(signer.key, signer.certificate);
	if (!ignoreDates) checkDates(signer.certificate, at);
}

function plan(signer: Signer, options: SignOptions): Plan {
	const signingTime = options.signingTime ?? new Date();
	checkSigner(signer, signingTime, options.ignoreDates);
	const hashName = keyHash(signer.key, options.rsaHash);
	return { signer, hashName, signingTime, options };
}

function attribute(type: string, value: Uint8Array): Uint8Array {
	return sequence(oid(type), setOf([value]));
}

/** SigningCertificateV2 (RFC 5035 4): the hash is left out where it is the default, SHA-256. */
function signingCertificate(certificate: Certificate, hashName: HashName): Uint8Array {
	const certificateHash = octetString(hash(hashName, certificate.der));
	const issuer = sequence(sequence(tagged(4, certificate.issuerDer)), certificate.serialDer);
	const id =
		hashName === 'sha256'
			? sequence(certificateHash, issuer)
			: sequence(algorithm(digestOid(hashName)), certificateHash, issuer);
	return sequence(sequence(id));
}

/** Attributes of CAdES-BES (RFC 5126 5.7, ETSI EN 319 122-1 5) in DER order, under the given tag. */
function signedAttributes(work: Plan, digest: Uint8Array): (tag: number) => Uint8Array {
	const list = [
		attribute(OID.contentType, oid(OID.data)),
		attribute(OID.signingTime, time(work.signingTime)),
		attribute(OID.messageDigest, octetString(digest)),
		attribute(OID.signingCertificateV2, signingCertificate(work.signer.certificate, work.hashName)),
	];
	return (tag) => setOf(list, tag);
}

/** For GOST the key's own identifier, as R 1323565.1.025-2019 A.1.1 has it. */
function signatureAlgorithm(key: PrivateKey): Uint8Array {
	return key.kind === 'rsa' ? algorithm(OID.rsa, nullValue()) : algorithm(familyOid(key.family));
}

function signerInfo(work: Plan, digest: Uint8Array): Uint8Array {
	const { key, certificate } = work.signer;
	const attributes = signedAttributes(work, digest);
	const signature = signDigest(key, work.hashName, hash(work.hashName, attributes(TAG.set)));
	return sequence(
		integer(1),
		sequence(certificate.issuerDer, certificate.serialDer),
		algorithm(digestOid(work.hashName)),
		attributes(0xa0),
		signatureAlgorithm(key),
		octetString(signature),
	);
}

/** What follows the content: certificates and SignerInfos. */
function trailer(work: Plan, digest: Uint8Array): Uint8Array[] {
	const { certificate, chain } = work.signer;
	const certificates = [
		...(work.options.includeCertificate === false ? [] : [certificate.der]),
		...(chain ?? []).map((item) => item.der),
	];
	const infos = setOf([signerInfo(work, digest)]);
	return certificates.length > 0 ? [setOf(certificates, 0xa0), infos] : [infos];
}

function contentInfo(work: Plan, digest: Uint8Array, encapsulated: Uint8Array): Uint8Array {
	const signedData = sequence(
		integer(1),
		setOf([algorithm(digestOid(work.hashName))]),
		encapsulated,
		...trailer(work, digest),
	);
	return sequence(oid(OID.signedData), tagged(0, signedData));
}

/**
 * Detached signature: SignedData (RFC 5652 5) in DER with the attributes of CAdES-BES. The content is read
 * once, in pieces of 256 KB, and never held.
 *
 * Errors: `key-mismatch`, `expired`, `not-yet-valid`; whatever the stream throws passes through.
 */
export async function signDetached(
	content: Content,
	signer: Signer,
	options: SignOptions = {},
): Promise<Uint8Array> {
	const work = plan(signer, options);
	return contentInfo(work, await contentDigest(content, work.hashName), sequence(oid(OID.data)));
}

/** Attached signature of a content in memory: DER with the content inside. Errors as in `signDetached`. */
export async function signAttached(
	content: Uint8Array,
	signer: Signer,
	options: SignOptions = {},
): Promise<Uint8Array> {
	const work = plan(signer, options);
	const encapsulated = sequence(oid(OID.data), tagged(0, octetString(content)));
	return contentInfo(work, await contentDigest(content, work.hashName), encapsulated);
}

const END = Uint8Array.of(0, 0);

/**
 * Attached signature of a stream, itself a stream: BER with indefinite lengths (X.690 8.1.3.6), as the size
 * is not known ahead. Errors as in `signDetached`, thrown at the first read.
 */
export async function* signAttachedStream(
	content: Content,
	signer: Signer,
	options: SignOptions = {},
): AsyncGenerator<Uint8Array> {
	const work = plan(signer, options);
	const state = createHash(work.hashName);
	const open = (tag: number): Uint8Array => Uint8Array.of(tag, 0x80);
	yield Buffer.concat([
		open(TAG.sequence),
		oid(OID.signedData),
		open(0xa0),
		open(TAG.sequence),
		integer(1),
		setOf([algorithm(digestOid(work.hashName))]),
		open(TAG.sequence),
		oid(OID.data),
		open(0xa0),
		open(TAG.octetString | 0x20),
	]);
	for await (const part of chunked(content)) {
		state.update(part);
		yield header(TAG.octetString, part.length);
		// A copy: the source may use its buffer again while ours waits to be written.
		yield part.slice();
	}
	yield Buffer.concat([END, END, END, ...trailer(work, state.digest()), END, END, END]);
}
