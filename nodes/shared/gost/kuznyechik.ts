import type { BlockCipher } from './cipher';
import { requireLength } from './errors';
import { PI } from './tables';

/** Multipliers of a_15 to a_0 in the linear transformation (RFC 7801, section 4.2). */
const COEFFICIENTS = [148, 32, 133, 16, 194, 192, 1, 251, 1, 192, 194, 16, 133, 32, 148, 1];

/** Product modulo x^8 + x^7 + x^6 + x + 1 (RFC 7801, section 2.2). */
function multiply(a: number, b: number): number {
	let result = 0;
	for (let x = a, y = b; y > 0; y >>= 1) {
		if ((y & 1) === 1) result ^= x;
		x = x & 0x80 ? ((x << 1) ^ 0xc3) & 255 : x << 1;
	}
	return result;
}

/** L, or its inverse, of a block whose first byte is a_15 (RFC 7801, section 4.3). */
function linear(block: Uint8Array, inverse: boolean): Uint8Array {
	const bytes = block.slice();
	for (let round = 0; round < 16; round++) {
		if (inverse) {
			const first = bytes[0];
			bytes.copyWithin(0, 1);
			bytes[15] = first;
		}
		const sum = bytes.reduce((total, byte, index) => total ^ multiply(byte, COEFFICIENTS[index]), 0);
		if (inverse) {
			bytes[15] = sum;
		} else {
			bytes.copyWithin(1, 0);
			bytes[0] = sum;
		}
	}
	return bytes;
}

/**
 * Entry 4 (256 i + b): the four big-endian words that byte b at position i adds to L(S(block)), so that a round is
 * 16 look-ups of four words; and the same for the inverses. Constants of the module for the compiler, filled at
 * first use.
 */
const FORWARD = new Int32Array(16 * 256 * 4);
const BACKWARD = new Int32Array(16 * 256 * 4);

/** C_1 to C_32 (RFC 7801, section 4.4). */
const roundConstants: Int32Array[] = [];

function toWords(block: Uint8Array): Int32Array {
	const view = new DataView(block.buffer, block.byteOffset, 16);
	return Int32Array.of(view.getInt32(0), view.getInt32(4), view.getInt32(8), view.getInt32(12));
}

function fill(table: Int32Array, substitution: Uint8Array, inverse: boolean): void {
	for (let position = 0; position < 16; position++) {
		const basis = Array.from({ length: 8 }, (_, bit) => {
			const block = new Uint8Array(16);
			block[position] = 1 << bit;
			return toWords(linear(block, inverse));
		});
		for (let byte = 0; byte < 256; byte++) {
			const offset = 4 * (256 * position + byte);
			for (let bit = 0; bit < 8; bit++) {
				if (((substitution[byte] >> bit) & 1) === 0) continue;
				for (let word = 0; word < 4; word++) table[offset + word] ^= basis[bit][word];
			}
		}
	}
}

function prepare(): void {
	if (roundConstants.length > 0) return;
	fill(FORWARD, PI, false);
	const inversePi = new Uint8Array(256);
	PI.forEach((value, index) => (inversePi[value] = index));
	fill(BACKWARD, inversePi, true);
	for (let i = 1; i <= 32; i++) {
		const block = new Uint8Array(16);
		block[15] = i;
		roundConstants.push(toWords(linear(block, false)));
	}
}

/** Replaces the four words of `state` by the sum of the table's entries for its bytes. */
function substitute(table: Int32Array, state: Int32Array): void {
	const w0 = state[0];
	const w1 = state[1];
	const w2 = state[2];
	const w3 = state[3];
	let i = (w0 >>> 24) << 2;
	let a = table[i];
	let b = table[i + 1];
	let c = table[i + 2];
	let d = table[i + 3];
	i = 1024 | (((w0 >>> 16) & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 2048 | (((w0 >>> 8) & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 3072 | ((w0 & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 4096 | ((w1 >>> 24) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 5120 | (((w1 >>> 16) & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 6144 | (((w1 >>> 8) & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 7168 | ((w1 & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 8192 | ((w2 >>> 24) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 9216 | (((w2 >>> 16) & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 10240 | (((w2 >>> 8) & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 11264 | ((w2 & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 12288 | ((w3 >>> 24) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 13312 | (((w3 >>> 16) & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 14336 | (((w3 >>> 8) & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	i = 15360 | ((w3 & 255) << 2);
	a ^= table[i];
	b ^= table[i + 1];
	c ^= table[i + 2];
	d ^= table[i + 3];
	state[0] = a;
	state[1] = b;
	state[2] = c;
	state[3] = d;
}

function add(state: Int32Array, keys: Int32Array, offset: number): void {
	state[0] ^= keys[offset];
	state[1] ^= keys[offset + 1];
	state[2] ^= keys[offset + 2];
	state[3] ^= keys[offset + 3];
}

/** The bytes of `state` through `substitution`. */
function substituteBytes(substitution: (byte: number) => number, state: Int32Array): void {
	for (let word = 0; word < 4; word++) {
		let result = 0;
		for (let shift = 0; shift < 32; shift += 8)
			result |= substitution((state[word] >>> shift) & 255) << shift;
		state[word] = result;
	}
}

class Kuznyechik implements BlockCipher {
	readonly blockSize = 16;

	/** K_1 to K_10, four words each. */
	private readonly keys = new Int32Array(40);

	/** The same with the inverse of L applied to K_2 to K_9; made at the first decryption. */
	private inverseKeys: Int32Array | undefined;

	private readonly state = new Int32Array(4);

	constructor(key: Uint8Array) {
		requireLength('The key', key, 32);
		prepare();
		let a1 = toWords(key.slice(0, 16));
		let a0 = toWords(key.slice(16));
		this.keys.set(a1, 0);
		this.keys.set(a0, 4);
		for (let i = 0; i < 32; i++) {
			const next = a1.slice();
			add(next, roundConstants[i], 0);
			substitute(FORWARD, next);
			add(next, a0, 0);
			a0 = a1;
			a1 = next;
			if (i % 8 === 7) {
				this.keys.set(a1, i + 1);
				this.keys.set(a0, i + 5);
			}
		}
	}

	encryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		const { state, keys } = this;
		this.load(input, inOffset);
		for (let round = 0; round < 36; round += 4) {
			add(state, keys, round);
			substitute(FORWARD, state);
		}
		add(state, keys, 36);
		this.store(output, outOffset);
	}

	decryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		const { state } = this;
		const keys = (this.inverseKeys ??= this.invertKeys());
		this.load(input, inOffset);
		// The inverse of L alone: the table also undoes S, which is therefore done before.
		add(state, keys, 36);
		substituteBytes((byte) => PI[byte], state);
		substitute(BACKWARD, state);
		for (let round = 32; round > 0; round -= 4) {
			substitute(BACKWARD, state);
			add(state, keys, round);
		}
		substituteBytes((byte) => PI.indexOf(byte), state);
		add(state, keys, 0);
		this.store(output, outOffset);
	}

	private invertKeys(): Int32Array {
		const result = this.keys.slice();
		for (let round = 4; round < 36; round += 4) {
			const key = result.subarray(round, round + 4);
			substituteBytes((byte) => PI[byte], key);
			substitute(BACKWARD, key);
		}
		return result;
	}

	private load(input: Uint8Array, offset: number): void {
		for (let word = 0, at = offset; word < 4; word++, at += 4) {
			this.state[word] = (input[at] << 24) | (input[at + 1] << 16) | (input[at + 2] << 8) | input[at + 3];
		}
	}

	private store(output: Uint8Array, offset: number): void {
		for (let word = 0, at = offset; word < 4; word++, at += 4) {
			const value = this.state[word];
			output[at] = value >>> 24;
			output[at + 1] = value >>> 16;
			output[at + 2] = value >>> 8;
			output[at + 3] = value;
		}
	}
}

/** Kuznyechik (GOST R 34.12-2015; RFC 7801): 16-byte blocks, a 32-byte key, both in the order the RFC prints them. */
export function kuznyechik(key: Uint8Array): BlockCipher {
	return new Kuznyechik(key);
}
