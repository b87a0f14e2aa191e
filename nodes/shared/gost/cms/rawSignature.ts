import { reverse } from '../base/bytes';
import type { Certificate } from '../x509/certificate';
import { GostError } from '../base/errors';
import { type HashName, digestContent } from '../hash/hash';
import { keyHash, signDigest, type PrivateKey } from '../keys/privateKey';
import { importPublicKey, verifyDigest, type PublicKey, type PublicKeyInfo } from '../x509/publicKey';
import { type Content } from '../base/chunks';

/**
 * How a GOST signature value is written down. `big-endian` is s | r, as CMS and X.509 have it (RFC 9215 3);
 * `little-endian` is the same value with its bytes in opposite order, as CryptoAPI calls of CSP give it.
 */
export type ByteOrder = 'big-endian' | 'little-endian';

export interface RawOptions {
	/** `big-endian` by default; RSA signatures have one order only. */
	readonly order?: ByteOrder;
	/** Hash for RSA keys, SHA-256 by default. */
	readonly rsaHash?: 'sha256' | 'sha384' | 'sha512';
}

/** The digest of a content by one hash, in turns with the event loop. */
export async function contentDigest(
	content: Content | Iterable<Uint8Array>,
	name: HashName,
): Promise<Uint8Array> {
	const digest = (await digestContent(content, [name])).get(name);
	if (!digest) throw new GostError('bad-argument', 'Nothing to sign');
	return digest;
}

/** A signature value turned from big-endian into an order or back. */
export function inOrder(
	value: Uint8Array,
	key: PrivateKey | PublicKey,
	order: ByteOrder = 'big-endian',
): Uint8Array {
	return key.kind === 'gost' && order === 'little-endian' ? reverse(value) : value;
}

/** Signature value over the hash of the content, without any container (RFC 7091 6.1; RFC 8017 8.2). */
export async function signRaw(
	content: Content,
	key: PrivateKey,
	options: RawOptions = {},
): Promise<Uint8Array> {
	const name = keyHash(key, options.rsaHash);
	return inOrder(signDigest(key, name, await contentDigest(content, name)), key, options.order);
}

/** Whether a bare signature value fits the content. */
export async function verifyRaw(
	content: Content,
	signature: Uint8Array,
	signer: Certificate | PublicKeyInfo,
	options: RawOptions = {},
): Promise<boolean> {
	const key = importPublicKey('publicKey' in signer ? signer.publicKey : signer);
	const name = keyHash(key, options.rsaHash);
	const value = inOrder(signature, key, options.order);
	return verifyDigest(key, name, await contentDigest(content, name), value);
}
