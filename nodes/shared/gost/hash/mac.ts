import { pbkdf2 as nativePbkdf2 } from 'crypto';
import { bigintToBE, concat } from '../base/bytes';
import { chunked, Turn } from '../base/chunks';
import { GostError } from '../base/errors';
import { createHash, type Hash, type HashName, hash, isGost } from './hash';
import { Streebog } from './streebog';

/** HMAC with a fixed key: hashes that have absorbed the key block and are copied for each message. */
class KeyedHmac {
	readonly inner: Hash;

	readonly outer: Hash;

	constructor(name: HashName, key: Uint8Array) {
		this.inner = createHash(name);
		this.outer = createHash(name);
		const block = new Uint8Array(this.inner.blockSize);
		block.set(key.length > block.length ? hash(name, key) : key);
		this.inner.update(block.map((byte) => byte ^ 0x36));
		this.outer.update(block.map((byte) => byte ^ 0x5c));
	}

	/** Returns the HMAC of the parts joined. */
	compute(...data: readonly Uint8Array[]): Uint8Array {
		const state = this.inner.copy();
		for (const part of data) state.update(part);
		return this.outer.copy().update(state.digest()).digest();
	}
}

/**
 * Returns the HMAC (RFC 2104) of the parts joined: HMAC_GOSTR3411_2012_256 and _512 (RFC 7836, section 4.1) with blocks
 * of 64 bytes, HMAC_GOSTR3411 (RFC 4357, section 3) with blocks of 32, or HMAC with one of Node.js's hashes.
 */
export function hmac(name: HashName, key: Uint8Array, ...data: readonly Uint8Array[]): Uint8Array {
	return new KeyedHmac(name, key).compute(...data);
}

/** Returns the HMAC of data of any length. Hashes it in chunks and yields to the event loop. */
export async function contentHmac(name: HashName, key: Uint8Array, content: Uint8Array): Promise<Uint8Array> {
	const { inner, outer } = new KeyedHmac(name, key);
	for await (const chunk of chunked(content)) inner.update(chunk);
	return outer.update(inner.digest()).digest();
}

/** Iterations of PBKDF2 between looks at the clock. */
const ITERATIONS = 64;

/** Returns the XOR of U_1, which is `first`, and all that follow (RFC 8018, section 5.2). */
async function pbkdf2Block(
	prf: KeyedHmac,
	first: Uint8Array,
	iterations: number,
	turn: Turn,
): Promise<Uint8Array> {
	const { inner, outer } = prf;
	const sum = first.slice();
	const last = first.slice();
	for (let done = 1; done < iterations; done += ITERATIONS) {
		const count = Math.min(ITERATIONS, iterations - done);
		if (inner instanceof Streebog && outer instanceof Streebog && first.length === 64) {
			Streebog.iterate(inner, outer, last, sum, count);
		} else {
			for (let iteration = 0; iteration < count; iteration++) {
				last.set(prf.compute(last));
				for (let i = 0; i < sum.length; i++) sum[i] ^= last[i];
			}
		}
		if (turn.isOver) await turn.end();
	}
	return sum;
}

async function derivedByNode(
	name: HashName,
	...[password, salt, iterations, length]: [Uint8Array, Uint8Array, number, number]
): Promise<Uint8Array> {
	const derived = await new Promise<Uint8Array>((resolve, reject) => {
		nativePbkdf2(password, salt, iterations, length, name, (error, key) => {
			if (error) reject(error);
			else resolve(key);
		});
	});
	return new Uint8Array(derived);
}

/**
 * Derives `length` bytes with PBKDF2 (RFC 8018, section 5.2) and HMAC of the hash; RFC 9337, section 4, and R
 * 50.1.111-2016 specify it for Streebog. The caller encodes `password` as the format requires (UTF-8 there). Yields to
 * the event loop. Throws `bad-argument` unless `iterations` and `length` are positive integers.
 */
export async function pbkdf2(
	name: HashName,
	password: Uint8Array,
	salt: Uint8Array,
	iterations: number,
	length: number,
	turn = new Turn(),
): Promise<Uint8Array> {
	if (!Number.isInteger(iterations) || iterations < 1 || !Number.isInteger(length) || length < 1) {
		throw new GostError('bad-argument', 'The iterations and the length of PBKDF2 must be positive');
	}
	if (!isGost(name)) return await derivedByNode(name, password, salt, iterations, length);
	const prf = new KeyedHmac(name, password);
	const { digestSize } = prf.inner;
	const count = Math.ceil(length / digestSize);
	const result = new Uint8Array(count * digestSize);
	for (let index = 0; index < count; index++) {
		const first = prf.compute(salt, bigintToBE(BigInt(index + 1), 4));
		result.set(await pbkdf2Block(prf, first, iterations, turn), index * digestSize);
	}
	return result.slice(0, length);
}

/**
 * Derives `length` bytes, a multiple of 32 up to 8160, with KDF_TREE_GOSTR3411_2012_256 and R = 1 (RFC 7836, section
 * 4.4; R 50.1.113-2016). Every step hashes the length in bits in as few big-endian bytes as possible. Throws
 * `bad-argument` for another length.
 */
export function kdfTree(key: Uint8Array, label: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
	if (!Number.isInteger(length) || length < 32 || length % 32 !== 0 || length > 255 * 32) {
		throw new GostError(
			'bad-argument',
			'The length of KDF_TREE must be a multiple of 32 bytes, at most 8160',
		);
	}
	const bits = BigInt(8 * length);
	const size = bigintToBE(bits, Math.ceil(bits.toString(16).length / 2));
	return concat(
		...Array.from({ length: length / 32 }, (_, index) =>
			hmac('streebog256', key, Uint8Array.of(index + 1), label, Uint8Array.of(0), seed, size),
		),
	);
}

/** Derives 32 bytes with KDF_GOSTR3411_2012_256 (RFC 7836, section 4.5), which is a single step of `kdfTree`. */
export function kdf(key: Uint8Array, label: Uint8Array, seed: Uint8Array): Uint8Array {
	return kdfTree(key, label, seed, 32);
}
