import { pbkdf2Sync } from 'crypto';
import { bigintToBE, concat } from '../base/bytes';
import { GostError } from '../base/errors';
import { createHash, type Hash, type HashName, hash } from './hash';
import { Streebog } from './streebog';

function padded(name: HashName, key: Uint8Array, blockSize: number): Uint8Array {
	const block = new Uint8Array(blockSize);
	block.set(key.length > blockSize ? hash(name, key) : key);
	return block;
}

function started(name: HashName, block: Uint8Array, mask: number): Hash {
	return createHash(name).update(block.map((byte) => byte ^ mask));
}

/** HMAC with its key set: the hashes after the key's blocks, which every message continues. */
class KeyedHmac {
	readonly inner: Hash;

	readonly outer: Hash;

	constructor(name: HashName, key: Uint8Array) {
		const block = padded(name, key, createHash(name).blockSize);
		this.inner = started(name, block, 0x36);
		this.outer = started(name, block, 0x5c);
	}

	of(...data: readonly Uint8Array[]): Uint8Array {
		const state = this.inner.copy();
		for (const part of data) state.update(part);
		return this.outer.copy().update(state.digest()).digest();
	}
}

/**
 * HMAC (RFC 2104) with any of the hashes: HMAC_GOSTR3411_2012_256 and _512 (RFC 7836, section 4.1) with a block of
 * 64 bytes, HMAC_GOSTR3411 (RFC 4357, section 3) with a block of 32. `data` are parts one after another.
 */
export function hmac(name: HashName, key: Uint8Array, ...data: readonly Uint8Array[]): Uint8Array {
	return new KeyedHmac(name, key).of(...data);
}

const native = new Set<HashName>(['md5', 'sha1', 'sha256', 'sha384', 'sha512']);

/** The sum of U_1, which is given, and all that follow (RFC 8018, section 5.2). */
function pbkdf2Block(prf: KeyedHmac, first: Uint8Array, iterations: number): Uint8Array {
	const { inner, outer } = prf;
	if (inner instanceof Streebog && outer instanceof Streebog && first.length === 64)
		return Streebog.pbkdf2Block(inner, outer, first, iterations);
	const sum = first.slice();
	let last = first;
	for (let iteration = 1; iteration < iterations; iteration++) {
		last = prf.of(last);
		for (let i = 0; i < sum.length; i++) sum[i] ^= last[i];
	}
	return sum;
}

/**
 * PBKDF2 (RFC 8018, section 5.2) with HMAC of the hash; for Streebog the rule of RFC 9337, section 4, and
 * R 50.1.111-2016. `password` is in the encoding the format asks for (UTF-8 there); `length` in bytes.
 */
export function pbkdf2(
	name: HashName,
	password: Uint8Array,
	salt: Uint8Array,
	iterations: number,
	length: number,
): Uint8Array {
	if (!Number.isInteger(iterations) || iterations < 1 || !Number.isInteger(length) || length < 1) {
		throw new GostError('bad-argument', 'PBKDF2 needs a positive number of iterations and bytes');
	}
	if (native.has(name)) return new Uint8Array(pbkdf2Sync(password, salt, iterations, length, name));
	const prf = new KeyedHmac(name, password);
	const { digestSize } = prf.inner;
	const count = Math.ceil(length / digestSize);
	const result = new Uint8Array(count * digestSize);
	for (let index = 0; index < count; index++) {
		const first = prf.of(salt, bigintToBE(BigInt(index + 1), 4));
		result.set(pbkdf2Block(prf, first, iterations), index * digestSize);
	}
	return result.slice(0, length);
}

/**
 * KDF_TREE_GOSTR3411_2012_256 with R = 1 (RFC 7836, section 4.4; R 50.1.113-2016): `length` bytes, a multiple of
 * 32 and at most 8160. The length in bits enters each step in as few big-endian bytes as hold it.
 */
export function kdfTree(key: Uint8Array, label: Uint8Array, seed: Uint8Array, length: number): Uint8Array {
	if (!Number.isInteger(length) || length < 32 || length % 32 !== 0 || length > 255 * 32) {
		throw new GostError('bad-argument', 'KDF_TREE gives from 32 to 8160 bytes in steps of 32');
	}
	const bits = BigInt(8 * length);
	const size = bigintToBE(bits, Math.ceil(bits.toString(16).length / 2));
	return concat(
		...Array.from({ length: length / 32 }, (_, index) =>
			hmac('streebog256', key, Uint8Array.of(index + 1), label, Uint8Array.of(0), seed, size),
		),
	);
}

/** KDF_GOSTR3411_2012_256 (RFC 7836, section 4.5): 32 bytes, the same as `kdfTree` for one step. */
export function kdf(key: Uint8Array, label: Uint8Array, seed: Uint8Array): Uint8Array {
	return kdfTree(key, label, seed, 32);
}
