import { createHash as createNodeHash, hash as nodeHash, type Hash as NodeHash } from 'crypto';
import { chunked, type Content } from '../base/chunks';
import { requireUnfinished } from '../base/errors';
import { Gost94 } from './gost94';
import { Streebog } from './streebog';
import type { Hash, HashName } from './types';

export type { Hash, HashName } from './types';

/** One of Node.js's hashes. */
class NativeHash implements Hash {
	private done = false;

	constructor(
		private readonly state: NodeHash,
		readonly digestSize: number,
		readonly blockSize: number,
	) {}

	copy(): NativeHash {
		requireUnfinished(this.done);
		return new NativeHash(this.state.copy(), this.digestSize, this.blockSize);
	}

	update(data: Uint8Array): this {
		requireUnfinished(this.done);
		this.state.update(data);
		return this;
	}

	digest(): Uint8Array {
		requireUnfinished(this.done);
		this.done = true;
		return new Uint8Array(this.state.digest());
	}
}

const hashes: Record<HashName, () => Hash> = {
	streebog256: () => new Streebog(32),
	streebog512: () => new Streebog(64),
	gost94: () => new Gost94(),
	md5: () => new NativeHash(createNodeHash('md5'), 16, 64),
	sha1: () => new NativeHash(createNodeHash('sha1'), 20, 64),
	sha256: () => new NativeHash(createNodeHash('sha256'), 32, 64),
	sha384: () => new NativeHash(createNodeHash('sha384'), 48, 128),
	sha512: () => new NativeHash(createNodeHash('sha512'), 64, 128),
	sha224: () => new NativeHash(createNodeHash('sha224'), 28, 64),
	'sha512-224': () => new NativeHash(createNodeHash('sha512-224'), 28, 128),
	'sha512-256': () => new NativeHash(createNodeHash('sha512-256'), 32, 128),
	'sha3-224': () => new NativeHash(createNodeHash('sha3-224'), 28, 144),
	'sha3-256': () => new NativeHash(createNodeHash('sha3-256'), 32, 136),
	'sha3-384': () => new NativeHash(createNodeHash('sha3-384'), 48, 104),
	'sha3-512': () => new NativeHash(createNodeHash('sha3-512'), 64, 72),
};

/**
 * Creates a hash: Streebog of 256 or 512 bits (RFC 6986), GOST R 34.11-94 with the CryptoPro parameters (RFC 5831;
 * RFC 4357, section 11.2) or one of Node.js's. Digests are in the byte order of files and CMS. The standards print
 * those of the GOST hashes in reverse, as numbers.
 */
export function createHash(name: HashName): Hash {
	return hashes[name]();
}

/** Whether this module computes the hash itself. */
export const isGost = (name: HashName): boolean => name === 'gost94' || name.startsWith('streebog');

/** Returns the hash of the parts joined. */
export function hash(name: HashName, ...parts: readonly Uint8Array[]): Uint8Array {
	const [first] = parts;
	// Key derivation hashes short parts a million times, which takes half the time in one call.
	if (parts.length === 1 && !isGost(name)) return new Uint8Array(nodeHash(name, first, 'buffer'));
	const state = createHash(name);
	for (const part of parts) state.update(part);
	return state.digest();
}

/** Returns the hash of the content, read in chunks with yields to the event loop. */
export async function contentDigest(
	content: Content | Iterable<Uint8Array>,
	name: HashName,
): Promise<Uint8Array> {
	const state = createHash(name);
	for await (const chunk of chunked(content)) state.update(chunk);
	return state.digest();
}
