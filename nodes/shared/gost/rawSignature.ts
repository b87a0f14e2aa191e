import { reverse } from './bytes';
import type { Certificate } from './certificate';
import { GostError } from './errors';
import type { HashName } from './hash';
import { keyHash, signDigest, type PrivateKey } from './privateKey';
import { plain } from './plain';
import { familyHash, importPublicKey, verifyDigest, type PublicKeyInfo } from './publicKey';
import { digestContent, type Content } from './stream';

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

async function digestOf(content: Content, name: HashName): Promise<Uint8Array> {
	const digest = (await digestContent(content, [name])).get(name);
	if (!digest) throw new GostError('bad-argument', 'Nothing to sign');
	return digest;
}

/** Signature value over the hash of the content, without any container (RFC 7091 6.1; RFC 8017 8.2). */
export async function signRaw(
	content: Content,
	key: PrivateKey,
	options: RawOptions = {},
): Promise<Uint8Array> {
	const name = key.kind === 'rsa' ? (options.rsaHash ?? 'sha256') : keyHash(key);
	const value = signDigest(key, name, await digestOf(content, name));
	return key.kind === 'gost' && options.order === 'little-endian' ? reverse(value) : value;
}

/** Whether a bare signature value fits the content. */
export async function verifyRaw(
	content: Content,
	signature: Uint8Array,
	signer: Certificate | PublicKeyInfo,
	options: RawOptions = {},
): Promise<boolean> {
	const key = importPublicKey('publicKey' in signer ? signer.publicKey : signer);
	const name = key.kind === 'rsa' ? (options.rsaHash ?? 'sha256') : familyHash(key.family);
	const value =
		key.kind === 'gost' && options.order === 'little-endian' ? reverse(plain(signature)) : signature;
	return verifyDigest(key, name, await digestOf(content, name), value);
}
