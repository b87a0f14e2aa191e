import { requireLength } from '../base/errors';
import { type SBoxName, sBoxTables } from './sBox';
import type { BlockCipher } from './types';

/**
 * Runs the network of GOST 28147-89 (RFC 5830, section 5) and Magma (RFC 8891, section 5) over `halves`, which
 * holds N1 (a_0) and N2 (a_1), with round keys `keys[from]`, `keys[from + 1]` ... `keys[to - 1]`. After an even
 * number of rounds the halves are in the order in which the standards leave them without the last exchange undone:
 * a caller of all 32 rounds swaps them.
 */
export function rounds(
	tables: Int32Array,
	keys: Int32Array,
	from: number,
	to: number,
	halves: Int32Array,
): void {
	let n1 = halves[0];
	let n2 = halves[1];
	for (let i = from; i < to; i += 2) {
		let sum = (n1 + keys[i]) | 0;
		n2 ^=
			tables[sum & 255] ^
			tables[256 | ((sum >>> 8) & 255)] ^
			tables[512 | ((sum >>> 16) & 255)] ^
			tables[768 | (sum >>> 24)];
		sum = (n2 + keys[i + 1]) | 0;
		n1 ^=
			tables[sum & 255] ^
			tables[256 | ((sum >>> 8) & 255)] ^
			tables[512 | ((sum >>> 16) & 255)] ^
			tables[768 | (sum >>> 24)];
	}
	halves[0] = n1;
	halves[1] = n2;
}

/**
 * The 32 round keys of encryption from the 8 words of the key: three times upwards, once downwards. Fills `keys`
 * and returns it.
 */
export function encryptionKeys(words: Int32Array, keys: Int32Array = new Int32Array(32)): Int32Array {
	for (let i = 0; i < 8; i++) {
		const word = words[i];
		keys[i] = word;
		keys[i + 8] = word;
		keys[i + 16] = word;
		keys[31 - i] = word;
	}
	return keys;
}

/** GOST 28147-89 with what its own modes need beside whole blocks: little-endian words, and 16 rounds for the MAC. */
export class Gost28147 implements BlockCipher {
	readonly blockSize = 8;

	private readonly tables: Int32Array;

	private readonly encryption: Int32Array;

	private readonly halves = new Int32Array(2);

	constructor(key: Uint8Array, sBox: SBoxName) {
		requireLength('The key', key, 32);
		this.tables = sBoxTables(sBox);
		const words = new Int32Array(8);
		for (let i = 0; i < 8; i++) words[i] = readLE(key, 4 * i);
		this.encryption = encryptionKeys(words);
	}

	encryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		this.run(this.encryption, input, inOffset, output, outOffset);
	}

	decryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		this.run(this.encryption.slice().reverse(), input, inOffset, output, outOffset);
	}

	/** Encrypts the block of two little-endian words in place. */
	encryptWords(state: Int32Array): void {
		rounds(this.tables, this.encryption, 0, 32, state);
		const first = state[1];
		state[1] = state[0];
		state[0] = first;
	}

	/** The 16 rounds of the MAC, without a last exchange (RFC 5830, section 8). */
	macWords(state: Int32Array): void {
		rounds(this.tables, this.encryption, 0, 16, state);
	}

	private run(
		keys: Int32Array,
		input: Uint8Array,
		inOffset: number,
		output: Uint8Array,
		outOffset: number,
	): void {
		const { halves } = this;
		halves[0] = readLE(input, inOffset);
		halves[1] = readLE(input, inOffset + 4);
		rounds(this.tables, keys, 0, 32, halves);
		writeLE(output, outOffset, halves[1]);
		writeLE(output, outOffset + 4, halves[0]);
	}
}

class Magma implements BlockCipher {
	readonly blockSize = 8;

	private readonly tables = sBoxTables('Z');

	private readonly encryption: Int32Array;

	private readonly halves = new Int32Array(2);

	constructor(key: Uint8Array) {
		requireLength('The key', key, 32);
		const words = new Int32Array(8);
		for (let i = 0; i < 8; i++) words[i] = readBE(key, 4 * i);
		this.encryption = encryptionKeys(words);
	}

	encryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		this.run(this.encryption, input, inOffset, output, outOffset);
	}

	decryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		this.run(this.encryption.slice().reverse(), input, inOffset, output, outOffset);
	}

	private run(
		keys: Int32Array,
		input: Uint8Array,
		inOffset: number,
		output: Uint8Array,
		outOffset: number,
	): void {
		const { halves } = this;
		halves[1] = readBE(input, inOffset);
		halves[0] = readBE(input, inOffset + 4);
		rounds(this.tables, keys, 0, 32, halves);
		writeBE(output, outOffset, halves[0]);
		writeBE(output, outOffset + 4, halves[1]);
	}
}

/** The little-endian word of 32 bits at `offset`. */
export function readLE(data: Uint8Array, offset: number): number {
	return data[offset] | (data[offset + 1] << 8) | (data[offset + 2] << 16) | (data[offset + 3] << 24);
}

/** Writes a little-endian word of 32 bits at `offset`. */
export function writeLE(data: Uint8Array, offset: number, word: number): void {
	data[offset] = word;
	data[offset + 1] = word >>> 8;
	data[offset + 2] = word >>> 16;
	data[offset + 3] = word >>> 24;
}

function readBE(data: Uint8Array, offset: number): number {
	return (data[offset] << 24) | (data[offset + 1] << 16) | (data[offset + 2] << 8) | data[offset + 3];
}

function writeBE(data: Uint8Array, offset: number, word: number): void {
	data[offset] = word >>> 24;
	data[offset + 1] = word >>> 16;
	data[offset + 2] = word >>> 8;
	data[offset + 3] = word;
}

/** Magma (GOST R 34.12-2015; RFC 8891): 8-byte blocks and a 32-byte key, both in the order the RFC prints them. */
export function magma(key: Uint8Array): BlockCipher {
	return new Magma(key);
}

/**
 * GOST 28147-89 (RFC 5830) with an S-box of RFC 4357, section 11.1, or RFC 7836, appendix C: 8-byte blocks and a
 * 32-byte key, words little-endian.
 */
export function gost28147(key: Uint8Array, sBox: SBoxName): BlockCipher {
	return new Gost28147(key, sBox);
}
