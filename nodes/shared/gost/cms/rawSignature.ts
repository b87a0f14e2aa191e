import { reverse } from '../base/bytes';
import type { Content } from '../base/chunks';
import { contentDigest } from '../hash/hash';
import type { PrivateKey } from '../keys/privateKey';
import { keyHash, signDigest } from '../keys/signDigest';
import type { Certificate } from '../x509/certificate';
import { importPublicKey, verifyDigest, type PublicKey, type PublicKeyInfo } from '../x509/publicKey';

/**
 * Byte order of a GOST signature value: `big-endian` is s | r as in CMS and X.509 (RFC 9215, section 3),
 * `little-endian` is the same bytes reversed, as CryptoPro CSP returns them through CryptoAPI. Kontur takes big-endian:
 * its C# SDK reverses what CryptoAPI returns before it sends the signature (branch `ka-8755-raw-sign`).
 */
export type ByteOrder = 'big-endian' | 'little-endian';

export interface RawOptions {
	/** `big-endian` by default; ignored for RSA. */
	readonly order?: ByteOrder;
	/** Hash for RSA keys, SHA-256 by default. */
	readonly rsaHash?: 'sha256' | 'sha384' | 'sha512';
}

/** Converts a signature value from big-endian to a byte order, or back. */
export function toByteOrder(
	value: Uint8Array,
	key: PrivateKey | PublicKey,
	order: ByteOrder = 'big-endian',
): Uint8Array {
	return key.kind === 'gost' && order === 'little-endian' ? reverse(value) : value;
}

/** Signs content and returns the bare signature value (RFC 7091, section 6.1; RFC 8017, section 8.2). */
export async function signRaw(
	content: Content,
	key: PrivateKey,
	{ order, rsaHash }: RawOptions = {},
): Promise<Uint8Array> {
	const name = keyHash(key, rsaHash);
	return toByteOrder(signDigest(key, name, await contentDigest(content, name)), key, order);
}

/** Returns whether a bare signature value matches the content. */
export async function verifyRaw(
	content: Content,
	signature: Uint8Array,
	signer: Certificate | PublicKeyInfo,
	{ order, rsaHash }: RawOptions = {},
): Promise<boolean> {
	const key = importPublicKey('publicKey' in signer ? signer.publicKey : signer);
	const name = keyHash(key, rsaHash);
	return verifyDigest(key, name, await contentDigest(content, name), toByteOrder(signature, key, order));
}
