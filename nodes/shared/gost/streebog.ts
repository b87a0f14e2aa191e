import { GostError } from './errors';
import type { Hash } from './hash';
import { constants, lps, prepare, ZERO } from './streebogLps';

// Working memory of one call, which nothing outlives: HMAC makes too many hashes to give each its own.
const message = new Int32Array(16);
const count = new Int32Array(16);
const key = new Int32Array(16);
const otherKey = new Int32Array(16);
const state = new Int32Array(16);
const otherState = new Int32Array(16);

/** Streebog, the hash function of GOST R 34.11-2012 (RFC 6986), with 32 or 64 bytes of result. */
export class Streebog implements Hash {
	readonly blockSize = 64;

	private readonly h = new Int32Array(16);

	private readonly sum = new Int32Array(16);

	private readonly buffer = new Uint8Array(64);

	private buffered = 0;

	/** Bytes in whole blocks; exact up to 2^53. */
	private length = 0;

	private done = false;

	constructor(readonly digestSize: 32 | 64) {
		prepare();
		if (digestSize === 32) this.h.fill(0x01010101);
	}

	copy(): Streebog {
		if (this.done) throw new GostError('bad-argument', 'The hash is already finished');
		const result = new Streebog(this.digestSize);
		result.h.set(this.h);
		result.sum.set(this.sum);
		result.buffer.set(this.buffer);
		result.buffered = this.buffered;
		result.length = this.length;
		return result;
	}

	update(data: Uint8Array): this {
		if (this.done) throw new GostError('bad-argument', 'The hash is already finished');
		let offset = 0;
		if (this.buffered > 0) {
			offset = Math.min(64 - this.buffered, data.length);
			this.buffer.set(data.subarray(0, offset), this.buffered);
			this.buffered += offset;
			if (this.buffered < 64) return this;
			this.block(this.buffer, 0, 64);
			this.buffered = 0;
		}
		for (; offset + 64 <= data.length; offset += 64) this.block(data, offset, 64);
		this.buffer.set(data.subarray(offset));
		this.buffered = data.length - offset;
		return this;
	}

	digest(): Uint8Array {
		if (this.done) throw new GostError('bad-argument', 'The hash is already finished');
		const rest = this.buffered;
		this.buffer.fill(0, rest);
		this.buffer[rest] = 1;
		this.block(this.buffer, 0, rest);
		// `block` leaves the whole length in `count`.
		this.compress(ZERO, count);
		this.compress(ZERO, this.sum);
		this.done = true;
		this.buffer.fill(0);
		const result = new Uint8Array(64);
		this.h.forEach((word, index) => {
			for (let byte = 0; byte < 4; byte++) result[4 * index + byte] = word >>> (8 * byte);
		});
		return result.slice(64 - this.digestSize);
	}

	/** Steps 2.2 to 2.5 of RFC 6986, section 9, for a padded block with `bytes` bytes of the message. */
	private block(data: Uint8Array, offset: number, bytes: number): void {
		const { sum } = this;
		for (let word = 0, at = offset; word < 16; word++, at += 4) {
			message[word] = data[at] | (data[at + 1] << 8) | (data[at + 2] << 16) | (data[at + 3] << 24);
		}
		this.setCount();
		this.compress(count, message);
		this.length += bytes;
		this.setCount();
		let carry = 0;
		for (let word = 0; word < 16; word++) {
			const total = (sum[word] >>> 0) + (message[word] >>> 0) + carry;
			sum[word] = total | 0;
			carry = total > 0xffffffff ? 1 : 0;
		}
	}

	/** N, the length in bits. */
	private setCount(): void {
		count[0] = (this.length % 0x20000000) * 8;
		count[1] = Math.floor(this.length / 0x20000000);
	}

	/** h := g_N(h, m) (RFC 6986, section 8). */
	private compress(n: Int32Array, m: Int32Array): void {
		const { h } = this;
		lps(h, n, key);
		lps(m, key, state);
		// Two rounds a turn: each result goes to the other array of its pair.
		for (let round = 0; round < 10; round += 2) {
			lps(key, constants[round], otherKey);
			lps(state, otherKey, otherState);
			lps(otherKey, constants[round + 1], key);
			lps(otherState, key, state);
		}
		lps(key, constants[10], otherKey);
		lps(state, otherKey, otherState);
		lps(otherKey, constants[11], key);
		for (let word = 0; word < 16; word++) h[word] ^= otherState[word] ^ key[word] ^ m[word];
	}
}
