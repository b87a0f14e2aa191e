import { digestOid, OID } from '../algorithms/oids';
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
import { chunked, type Content } from '../base/chunks';
import { contentDigest, createHash, hash, type HashName } from '../hash/hash';
import { checkKeyMatches, type PrivateKey } from '../keys/privateKey';
import { keyHash, signDigest } from '../keys/signDigest';
import { checkDates, type Certificate } from '../x509/certificate';
import { checkKeyPeriod } from '../x509/keyPeriod';
import { familyOid } from '../x509/publicKey';

/** A signing key with its certificate. */
export interface Signer {
	readonly key: PrivateKey;
	readonly certificate: Certificate;
	/** Issuer certificates to include besides the signer's. */
	readonly chain?: readonly Certificate[];
}

export interface SignOptions {
	/** Current time by default. */
	readonly signingTime?: Date;
	/** Whether to include the signer's certificate; true by default. */
	readonly includeCertificate?: boolean;
	/** Accept a certificate or key outside its period instead of throwing `expired` or `not-yet-valid`. */
	readonly ignoreDates?: boolean;
	/** Hash for RSA keys, SHA-256 by default; GOST keys imply theirs. */
	readonly rsaHash?: 'sha256' | 'sha384' | 'sha512';
}

/** Throws `key-mismatch`, and `expired` or `not-yet-valid` unless `ignoreDates` is set. */
export function checkSigner({ key, certificate }: Signer, at: Date, ignoreDates = false): void {
	checkKeyMatches(key, certificate);
	if (ignoreDates) return;
	checkDates(certificate, at);
	checkKeyPeriod(certificate, at);
}

/** Returns the certificates to include in a signature, the signer's first. */
export const certificatesOf = (
	{ certificate, chain = [] }: Signer,
	includeCertificate = true,
): Uint8Array[] => [...(includeCertificate ? [certificate] : []), ...chain].map(({ der }) => der);

function attribute(type: string, value: Uint8Array): Uint8Array {
	return sequence(oid(type), setOf([value]));
}

/** SigningCertificateV2 (RFC 5035, section 4); SHA-256 is the default and omitted. */
function signingCertificate(certificate: Certificate, hashName: HashName): Uint8Array {
	const id = sequence(
		...(hashName === 'sha256' ? [] : [algorithm(digestOid(hashName))]),
		octetString(hash(hashName, certificate.der)),
		sequence(sequence(tagged(4, certificate.issuerDer)), certificate.serialDer),
	);
	return sequence(sequence(id));
}

/** The parts of one SignedData (RFC 5652, section 5) with the attributes of CAdES-BES. */
class SignedData {
	readonly hashName: HashName;
	private readonly signingTime: Date;

	constructor(
		private readonly signer: Signer,
		private readonly options: SignOptions,
	) {
		this.signingTime = options.signingTime ?? new Date();
		checkSigner(signer, this.signingTime, options.ignoreDates);
		this.hashName = keyHash(signer.key, options.rsaHash);
	}

	/** The fields before the content: version and digest algorithms. */
	head(): Uint8Array[] {
		return [integer(1), setOf([algorithm(digestOid(this.hashName))])];
	}

	/** The fields after the content: certificates and SignerInfos. */
	tail(digest: Uint8Array): Uint8Array[] {
		const certificates = certificatesOf(this.signer, this.options.includeCertificate);
		const infos = setOf([this.signerInfo(digest)]);
		return certificates.length > 0 ? [setOf(certificates, 0xa0), infos] : [infos];
	}

	/** The whole message around EncapsulatedContentInfo. */
	message(digest: Uint8Array, encapsulated: Uint8Array): Uint8Array {
		const signedData = sequence(...this.head(), encapsulated, ...this.tail(digest));
		return sequence(oid(OID.signedData), tagged(0, signedData));
	}

	private signerInfo(digest: Uint8Array): Uint8Array {
		const { key, certificate } = this.signer;
		// CAdES-BES (RFC 5126, section 5.7; ETSI EN 319 122-1, section 5). Signed under the tag SET, stored under [0].
		const attributes = [
			attribute(OID.contentType, oid(OID.data)),
			attribute(OID.signingTime, time(this.signingTime)),
			attribute(OID.messageDigest, octetString(digest)),
			attribute(OID.signingCertificateV2, signingCertificate(certificate, this.hashName)),
		];
		return sequence(
			integer(1),
			sequence(certificate.issuerDer, certificate.serialDer),
			algorithm(digestOid(this.hashName)),
			setOf(attributes, 0xa0),
			// For GOST, the OID of the key itself, as in R 1323565.1.025-2019, appendix A.1.1.
			key.kind === 'rsa' ? algorithm(OID.rsa, nullValue()) : algorithm(familyOid(key.family)),
			octetString(signDigest(key, this.hashName, hash(this.hashName, setOf(attributes)))),
		);
	}
}

/**
 * Creates a detached signature: SignedData (RFC 5652, section 5) in DER with the attributes of CAdES-BES. Reads the
 * content once, in chunks, without holding it in memory.
 *
 * Throws `key-mismatch`, `expired` or `not-yet-valid`, and the errors of the stream.
 */
export async function signDetached(
	content: Content,
	signer: Signer,
	options: SignOptions = {},
): Promise<Uint8Array> {
	const signedData = new SignedData(signer, options);
	const digest = await contentDigest(content, signedData.hashName);
	return signedData.message(digest, sequence(oid(OID.data)));
}

/** Creates an attached signature in DER. Errors as in `signDetached`. */
export async function signAttached(
	content: Uint8Array,
	signer: Signer,
	options: SignOptions = {},
): Promise<Uint8Array> {
	const signedData = new SignedData(signer, options);
	const encapsulated = sequence(oid(OID.data), tagged(0, octetString(content)));
	return signedData.message(await contentDigest(content, signedData.hashName), encapsulated);
}

/**
 * Creates an attached signature of a stream, as a stream. The size is not known in advance, so the encoding is BER with
 * indefinite lengths (X.690, section 8.1.3.6). Errors as in `signDetached`, thrown at the first read.
 */
export async function* signAttachedStream(
	content: Content,
	signer: Signer,
	options: SignOptions = {},
): AsyncGenerator<Uint8Array> {
	const signedData = new SignedData(signer, options);
	const state = createHash(signedData.hashName);
	const open = (tag: number): Uint8Array => Uint8Array.of(tag, 0x80);
	const close = new Uint8Array(6);
	yield Buffer.concat([
		...[open(TAG.sequence), oid(OID.signedData), open(0xa0), open(TAG.sequence), ...signedData.head()],
		...[open(TAG.sequence), oid(OID.data), open(0xa0), open(TAG.octetString | 0x20)],
	]);
	for await (const chunk of chunked(content)) {
		state.update(chunk);
		yield header(TAG.octetString, chunk.length);
		// A copy: the source may reuse its buffer before this chunk is written.
		yield chunk.slice();
	}
	yield Buffer.concat([close, ...signedData.tail(state.digest()), close]);
}
