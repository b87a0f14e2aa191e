import { t } from '../../language';
import { rsaPssVerify } from '../algorithms/rsa';
import { attributeName, digestByOid, OID, signatureByOid } from '../algorithms/oids';
import { Asn1, TAG } from '../asn1/der';
import { readAlgorithm, type AlgorithmIdentifier } from '../asn1/structures';
import { equal, toHex } from '../base/bytes';
import { damaged, GostError, unsupported } from '../base/errors';
import { toResult } from '../base/result';
import { hash, type HashName } from '../hash/hash';
import {
	familyHash,
	importPublicKey,
	parsePublicKeyInfo,
	verifyDigest,
	type PublicKeyInfo,
} from './publicKey';
import { EXTENSION, extensionOf, readExtensions, type Extension } from './extensions';
import { MAX_ATTRIBUTES } from './names';

/** The values of a distinguished name, by short name (CN, O, INN, INNLE, OGRN, SNILS, ...) or dotted identifier. */
export type DistinguishedName = Readonly<Record<string, string>>;

/** A parsed X.509 certificate (RFC 5280); nothing about it is verified. */
export interface Certificate {
	readonly der: Uint8Array;
	/** SHA-1 of the DER encoding, in upper-case hexadecimal. */
	readonly thumbprint: string;
	/** Serial number as encoded, in upper-case hexadecimal. */
	readonly serial: string;
	readonly subject: DistinguishedName;
	readonly issuer: DistinguishedName;
	readonly subjectDer: Uint8Array;
	readonly issuerDer: Uint8Array;
	readonly serialDer: Uint8Array;
	readonly notBefore: Date;
	readonly notAfter: Date;
	readonly publicKey: PublicKeyInfo;
	readonly subjectKeyId: Uint8Array | undefined;
	/** Names from RFC 5280, section 4.2.1.3 (`digitalSignature`, ...); undefined without the extension. */
	readonly keyUsage: readonly string[] | undefined;
	/** Dotted identifiers (RFC 5280, section 4.2.1.12); undefined without the extension. */
	readonly extendedKeyUsage: readonly string[] | undefined;
	/** All extensions, in order. */
	readonly extensions: readonly Extension[];
	/** 1 to 3. */
	readonly version: number;
	readonly signatureAlgorithm: AlgorithmIdentifier;
	/** Whether the signed part names the same signature algorithm (RFC 5280, section 4.1.1.2). */
	readonly sameAlgorithm: boolean;
	/** TBSCertificate, the signed part. */
	readonly tbs: Uint8Array;
	readonly signature: Uint8Array;
}

const KEY_USAGE = [
	'digitalSignature',
	'nonRepudiation',
	'keyEncipherment',
	'dataEncipherment',
	'keyAgreement',
	'keyCertSign',
	'cRLSign',
	'encipherOnly',
	'decipherOnly',
];

/** Reads a Name (RFC 5280, section 4.1.2.4). The values of a repeated attribute are joined with `; `. */
export function readName(name: Asn1): DistinguishedName {
	const values = new Map<string, string>();
	let attributes = 0;
	for (const set of name.children(TAG.sequence)) {
		for (const attribute of set.children(TAG.set)) {
			if (++attributes > MAX_ATTRIBUTES) throw damaged(t`name with too many attributes`);
			const reader = attribute.reader();
			const key = attributeName(reader.next().oid());
			const text = reader.next().text();
			reader.end();
			const known = values.get(key);
			values.set(key, known === undefined ? text : `${known}; ${text}`);
		}
	}
	return Object.fromEntries(values);
}

function readKeyUsage(value: Asn1): string[] {
	const flags = value.flags();
	return KEY_USAGE.filter((_name, i) => ((flags[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0);
}

/** Maximum bytes of a name; real ones stay below 2 KB. */
const MAX_NAME = 256 * 1024;

function parse(node: Asn1): Certificate {
	const outer = node.reader();
	const tbs = outer.next(TAG.sequence);
	const algorithm = outer.next();
	const signature = outer.next().bitString();
	outer.end();
	const reader = tbs.reader();
	const version = 1 + (reader.optional(0xa0)?.onlyChild().smallInteger(2) ?? 0);
	const serial = reader.next(TAG.integer);
	const signedAlgorithm = reader.next(TAG.sequence);
	const issuer = reader.next(TAG.sequence);
	const validity = reader.next().reader();
	const notBefore = validity.next().time();
	const notAfter = validity.next().time();
	validity.end();
	const subject = reader.next(TAG.sequence);
	if (issuer.bytes.length > MAX_NAME || subject.bytes.length > MAX_NAME) throw damaged(t`name too long`);
	const publicKey = parsePublicKeyInfo(reader.next());
	reader.optional(0x81, 0xa1);
	reader.optional(0x82, 0xa2);
	const extensions = readExtensions(reader.optional(0xa3)?.onlyChild());
	reader.end();
	const keyId = extensionOf({ extensions }, EXTENSION.subjectKeyIdentifier);
	const keyUsage = extensionOf({ extensions }, EXTENSION.keyUsage);
	const extendedKeyUsage = extensionOf({ extensions }, EXTENSION.extendedKeyUsage);
	return {
		der: node.bytes,
		thumbprint: toHex(hash('sha1', node.bytes)).toUpperCase(),
		serial: toHex(serial.shortestInteger()).toUpperCase(),
		subject: readName(subject),
		issuer: readName(issuer),
		subjectDer: subject.bytes,
		issuerDer: issuer.bytes,
		serialDer: serial.bytes,
		notBefore,
		notAfter,
		publicKey,
		subjectKeyId: keyId?.octetString(),
		keyUsage: keyUsage && readKeyUsage(keyUsage),
		extendedKeyUsage: extendedKeyUsage?.children(TAG.sequence).map((item) => item.oid()),
		extensions,
		version,
		signatureAlgorithm: readAlgorithm(algorithm),
		sameAlgorithm: equal(algorithm.bytes, signedAlgorithm.bytes),
		tbs: tbs.bytes,
		signature,
	};
}

/** Reads a copy of a certificate inside a message, so that the certificate does not keep the message in memory. */
export function certificateFromAsn1(node: Asn1): Certificate {
	return parse(Asn1.parse(node.bytes.slice()));
}

/**
 * Reads the X.509 certificates of a CertificateSet (RFC 5652, section 10.2.3); skips other kinds and unreadable ones.
 */
export function readCertificates(set: Asn1 | undefined): Certificate[] {
	return (set?.children() ?? []).flatMap((item) => {
		const certificate = item.is(TAG.sequence) ? toResult(() => certificateFromAsn1(item)) : undefined;
		return certificate?.ok ? [certificate.value] : [];
	});
}

/** Reads RSASSA-PSS parameters (RFC 4055, section 3.1): hash, hash of MGF1, salt length in bytes. */
function pssParameters(parameters: Asn1 | undefined): { hash: HashName; mgf: HashName; salt: number } {
	let hashName: HashName = 'sha1';
	let mgf: HashName = 'sha1';
	let salt = 20;
	for (const field of parameters?.is(TAG.sequence) ? parameters.children() : []) {
		if (field.is(0xa0)) hashName = digestByOid(readAlgorithm(field.onlyChild()).oid);
		if (field.is(0xa1)) {
			const mask = readAlgorithm(field.onlyChild());
			if (mask.oid !== OID.mgf1 || !mask.parameters) throw unsupported(t`mask generation function`, mask.oid);
			mgf = digestByOid(readAlgorithm(mask.parameters).oid);
		}
		if (field.is(0xa2)) salt = field.onlyChild().smallInteger(1024);
	}
	return { hash: hashName, mgf, salt };
}

/**
 * Returns whether the signature is valid under `signer`; also false if the key does not fit the algorithm. `digest` is
 * called with the hash that the algorithm fixes, or with `defaultHash` if it fixes none. Throws `unsupported` for an
 * unknown algorithm, `damaged` for an invalid key.
 */
export function checkSignature(
	signer: PublicKeyInfo,
	algorithm: AlgorithmIdentifier,
	defaultHash: HashName | undefined,
	signature: Uint8Array,
	digest: (name: HashName) => Uint8Array,
): boolean {
	const scheme = signatureByOid(algorithm.oid);
	const key = importPublicKey(signer);
	if (scheme.family === 'rsa-pss') {
		if (key.kind !== 'rsa') return false;
		const pss = pssParameters(algorithm.parameters);
		return rsaPssVerify(key.key, pss.hash, pss.mgf, pss.salt, digest(pss.hash), signature);
	}
	if (key.kind === 'rsa' ? scheme.family !== 'rsa' : scheme.family !== key.family) return false;
	const name = scheme.hash ?? defaultHash ?? (key.kind === 'gost' ? familyHash(key.family) : undefined);
	if (name === undefined) throw damaged(t`signature without a digest algorithm`);
	return verifyDigest(key, name, digest(name), signature);
}

/** Returns whether the key of `issuer` signed the certificate. Names and dates are not checked. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
	return checkSignature(
		issuer.publicKey,
		certificate.signatureAlgorithm,
		undefined,
		certificate.signature,
		(name) => hash(name, certificate.tbs),
	);
}

/** Throws `expired` or `not-yet-valid` if the time is outside the certificate's validity period. */
export function checkDates(certificate: Certificate, at: Date): void {
	if (at.getTime() > certificate.notAfter.getTime()) {
		throw new GostError('expired', t`The certificate expired on ${certificate.notAfter.toISOString()}`);
	}
	if (at.getTime() < certificate.notBefore.getTime()) {
		throw new GostError(
			'not-yet-valid',
			t`The certificate is valid from ${certificate.notBefore.toISOString()}`,
		);
	}
}
