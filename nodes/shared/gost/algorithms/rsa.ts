import {
	constants,
	createPublicKey,
	privateDecrypt,
	privateEncrypt,
	publicDecrypt,
	randomBytes,
	type KeyObject,
} from 'crypto';
import { t } from '../../language';
import { algorithm, nullValue, octetString, sequence } from '../asn1/derWriter';
import { concat, equal } from '../base/bytes';
import { damaged, GostError } from '../base/errors';
import { createHash, hash, type HashName } from '../hash/hash';
import { digestOid } from './oids';

/** Longest public key in bytes: 16384 bits, the most that openssl calculates with. */
const MAX_PUBLIC_KEY = 2400;
/** Longest public exponent (FIPS 186-5, section 5.4). Longer ones make each verification slow. */
const MAX_EXPONENT = 1n << 256n;
/** Longest private key in bytes: 8192 bits with attributes. */
const MAX_PRIVATE_KEY = 8 * 1024;

function requireUsual(usual: boolean): void {
	if (!usual) throw new GostError('unsupported', t`Unsupported: an RSA key of that size`);
}

/** Throws `unsupported` for an encoded private key that would block the process. */
export function checkRsaKeySize(der: Uint8Array): void {
	requireUsual(der.length <= MAX_PRIVATE_KEY);
}

/** Imports SubjectPublicKeyInfo. Throws `damaged` for an invalid key, `unsupported` for one that only costs time. */
export function importRsaPublicKey(der: Uint8Array): KeyObject {
	requireUsual(der.length <= MAX_PUBLIC_KEY);
	let key: KeyObject;
	try {
		key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
	} catch {
		throw damaged(t`invalid RSA public key`);
	}
	requireUsual((key.asymmetricKeyDetails?.publicExponent ?? 0n) < MAX_EXPONENT);
	return key;
}

/** DigestInfo of RSASSA-PKCS1-v1_5 (RFC 8017, section 9.2). */
function digestInfo(hashName: HashName, digest: Uint8Array): Uint8Array {
	return sequence(algorithm(digestOid(hashName), nullValue()), octetString(digest));
}

/**
 * Signs a digest with RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2). Node.js signs only data, not a digest. A raw
 * private-key operation on DigestInfo with type 1 padding is equivalent, and lets the document be hashed as a stream.
 */
export function rsaSign(key: KeyObject, hashName: HashName, digest: Uint8Array): Uint8Array {
	return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo(hashName, digest));
}

/**
 * Returns whether the RSASSA-PKCS1-v1_5 signature is valid for the digest. Accepts DigestInfo with and without NULL.
 */
export function rsaVerify(
	key: KeyObject,
	hashName: HashName,
	digest: Uint8Array,
	signature: Uint8Array,
): boolean {
	try {
		const info = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
		const withoutNull = sequence(sequence(algorithm(digestOid(hashName)).subarray(2)), octetString(digest));
		return equal(info, digestInfo(hashName, digest)) || equal(info, withoutNull);
	} catch {
		return false;
	}
}

/**
 * Returns whether the private half of an RSA key matches its public half, which Node.js does not check when it reads a
 * key.
 */
export function rsaKeyIsConsistent(key: KeyObject): boolean {
	const digest = new Uint8Array(32);
	return (
		key.asymmetricKeyType === 'rsa' &&
		rsaVerify(createPublicKey(key), 'sha256', digest, rsaSign(key, 'sha256', digest))
	);
}

/** MGF1 (RFC 8017, appendix B.2.1). */
function mgf1(hashName: HashName, seed: Uint8Array, length: number): Uint8Array {
	const blocks: Uint8Array[] = [];
	for (let size = 0, counter = 0; size < length; counter++) {
		const block = hash(hashName, seed, Uint8Array.of(counter >>> 24, counter >>> 16, counter >>> 8, counter));
		blocks.push(block);
		size += block.length;
	}
	return concat(...blocks).subarray(0, length);
}

/**
 * Returns whether the RSASSA-PSS signature (RFC 8017, section 8.1.2) is valid for the digest; MGF1 may use another
 * hash.
 */
export function rsaPssVerify(
	key: KeyObject,
	hashName: HashName,
	mgfHash: HashName,
	saltLength: number,
	digest: Uint8Array,
	signature: Uint8Array,
): boolean {
	try {
		const bits = (key.asymmetricKeyDetails?.modulusLength ?? 0) - 1;
		const full = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
		const size = Math.ceil(bits / 8);
		const encoded = full.subarray(full.length - size);
		const split = size - createHash(hashName).digestSize - 1;
		if (split < saltLength + 1 || encoded[size - 1] !== 0xbc) return false;
		const expected = encoded.subarray(split, size - 1);
		const block = mgf1(mgfHash, expected, split).map((byte, i) => byte ^ encoded[i]);
		block[0] &= 0xff >>> (8 * size - bits);
		const zeros = split - saltLength - 1;
		if (block.subarray(0, zeros).some((byte) => byte !== 0) || block[zeros] !== 1) return false;
		return equal(hash(hashName, new Uint8Array(8), digest, block.subarray(zeros + 1)), expected);
	} catch {
		return false;
	}
}

/**
 * Decrypts a key of `keyLength` bytes with RSAES-PKCS1-v1_5 (RFC 8017, section 7.2.2). Node.js versions differ in how
 * `privateDecrypt` treats this padding, so this function removes it, in constant time. Invalid padding yields random
 * bytes: an error would be a padding oracle (RFC 3218, section 2.3.2). Throws `damaged` for input that RSA rejects.
 */
export function rsaDecryptPkcs1(key: KeyObject, encrypted: Uint8Array, keyLength: number): Uint8Array {
	let block: Uint8Array;
	try {
		block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
	} catch {
		throw damaged(t`content key encrypted for another RSA key`);
	}
	if (block.length < keyLength + 11) throw damaged(t`RSA key too short for the content key`);
	const start = block.length - keyLength;
	let bad = block[0] | (block[1] ^ 2) | block[start - 1];
	for (let i = 2; i < start - 1; i++) bad |= ((block[i] - 1) >> 8) & 1;
	const keep = ((bad - 1) >> 8) & 0xff;
	const random = randomBytes(keyLength);
	return random.map((byte, i) => (byte & ~keep) | (block[start + i] & keep));
}

/** Decrypts with RSAES-OAEP (RFC 8017, section 7.1.2), without a label. Throws `damaged` for invalid input. */
export function rsaDecryptOaep(key: KeyObject, hashName: HashName, encrypted: Uint8Array): Uint8Array {
	try {
		return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hashName }, encrypted);
	} catch {
		throw damaged(t`content key encrypted for another RSA key`);
	}
}
