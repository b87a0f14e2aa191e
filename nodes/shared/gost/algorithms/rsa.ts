import {
	constants,
	createPublicKey,
	privateDecrypt,
	privateEncrypt,
	publicDecrypt,
	randomBytes,
	type KeyObject,
} from 'crypto';
import { concat, equal } from '../base/bytes';
import { damaged } from '../base/errors';
import { algorithm, nullValue, octetString, sequence } from '../asn1/derWriter';
import { createHash, hash, type HashName } from '../hash/hash';
import { digestOid } from './oids';

/** DigestInfo of RSASSA-PKCS1-v1_5 (RFC 8017 9.2). */
function digestInfo(hashName: HashName, digest: Uint8Array): Uint8Array {
	return sequence(algorithm(digestOid(hashName), nullValue()), octetString(digest));
}

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017 8.2) of a ready digest. Node signs data, not digests; the raw operation with
 * type 1 padding over DigestInfo is the same and lets a document be hashed as a stream.
 */
export function rsaSign(key: KeyObject, hashName: HashName, digest: Uint8Array): Uint8Array {
	return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo(hashName, digest));
}

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

/** Whether the private numbers of a key go with its public ones: node does not look at that when it reads a key. */
export function rsaKeyIsConsistent(key: KeyObject): boolean {
	const digest = new Uint8Array(32);
	return (
		key.asymmetricKeyType === 'rsa' &&
		rsaVerify(createPublicKey(key), 'sha256', digest, rsaSign(key, 'sha256', digest))
	);
}

/** MGF1 (RFC 8017 B.2.1). */
function mgf1(hashName: HashName, seed: Uint8Array, length: number): Uint8Array {
	const parts: Uint8Array[] = [];
	for (let made = 0, counter = 0; made < length; counter++) {
		const part = hash(hashName, seed, Uint8Array.of(counter >>> 24, counter >>> 16, counter >>> 8, counter));
		parts.push(part);
		made += part.length;
	}
	return concat(...parts).subarray(0, length);
}

/** RSASSA-PSS (RFC 8017 8.1.2) of a ready digest, MGF1 with the same or another hash. */
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
		const hashSize = createHash(hashName).digestSize;
		const split = size - hashSize - 1;
		if (split < saltLength + 1 || encoded[size - 1] !== 0xbc) return false;
		const mask = mgf1(mgfHash, encoded.subarray(split, size - 1), split);
		const block = mask.map((byte, i) => byte ^ encoded[i]);
		block[0] &= 0xff >>> (8 * size - bits);
		const zeros = split - saltLength - 1;
		if (block.subarray(0, zeros).some((byte) => byte !== 0) || block[zeros] !== 1) return false;
		const again = hash(hashName, new Uint8Array(8), digest, block.subarray(zeros + 1));
		return equal(again, encoded.subarray(split, size - 1));
	} catch {
		return false;
	}
}

/**
 * RSAES-PKCS1-v1_5 (RFC 8017 7.2.2) to a key of one of the given lengths. Newer and older nodes treat
 * `privateDecrypt` with this padding differently, so the padding is taken off here. Wrong padding gives
 * random bytes instead of an error: an error would tell a sender about the padding (RFC 3218 2.3.2).
 */
export function rsaDecryptPkcs1(key: KeyObject, encrypted: Uint8Array, keyLength: number): Uint8Array {
	let block: Uint8Array;
	try {
		block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
	} catch {
		throw damaged('an encrypted key that does not fit its RSA key');
	}
	if (block.length < keyLength + 11) throw damaged('an RSA key too short for the content key');
	const start = block.length - keyLength;
	let bad = block[0] | (block[1] ^ 2) | block[start - 1];
	for (let i = 2; i < start - 1; i++) bad |= ((block[i] - 1) >> 8) & 1;
	const keep = ((bad - 1) >> 8) & 0xff;
	const random = randomBytes(keyLength);
	return random.map((byte, i) => (byte & ~keep) | (block[start + i] & keep));
}

/** RSAES-OAEP (RFC 8017 7.1.2) without a label. */
export function rsaDecryptOaep(key: KeyObject, hashName: HashName, encrypted: Uint8Array): Uint8Array {
	try {
		return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hashName }, encrypted);
	} catch {
		throw damaged('an encrypted key that does not fit its RSA key');
	}
}
