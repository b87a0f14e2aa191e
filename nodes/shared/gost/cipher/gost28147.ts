import { requireLength } from '../base/errors';
import { type SBoxName, sBoxTables } from './sBox';
import type { BlockCipher } from './types';

/**
 * Runs the Feistel network of GOST 28147-89 (RFC 5830, section 5) and Magma (RFC 8891, section 5) with an even number
 * of round keys, `keys[0]` to `keys[count - 1]`. `halves` holds N1 (a_0) and N2 (a_1). The caller swaps them after the
 * 32nd round.
 */
export function feistel(tables: Int32Array, keys: Int32Array, count: number, halves: Int32Array): void {
	let n1 = halves[0];
	let n2 = halves[1];
	for (let i = 0; i < count; i += 2) {
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

/** Fills and returns the 32 encryption round keys: the key's 8 words three times in order, then once reversed. */
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

/** A cipher with blocks of two 32-bit words. GOST 28147-89 reads its bytes as little-endian, Magma as big-endian. */
abstract class WordCipher implements BlockCipher {
	readonly blockSize = 8;

	private readonly tables: Int32Array;

	private readonly keys: Int32Array;

	protected readonly block = new Int32Array(2);

	protected constructor(key: Uint8Array, sBox: SBoxName, read: typeof readLE) {
		requireLength('The key', key, 32);
		this.tables = sBoxTables(sBox);
		this.keys = encryptionKeys(Int32Array.from({ length: 8 }, (_none, i) => read(key, 4 * i)));
	}

	encryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		this.load(input, inOffset);
		this.encryptWords(this.block);
		this.store(output, outOffset);
	}

	decryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		this.load(input, inOffset);
		this.run(this.keys.slice().reverse(), this.block);
		this.store(output, outOffset);
	}

	/** Encrypts a block of two words, N1 and N2, in place. */
	encryptWords(block: Int32Array): void {
		this.run(this.keys, block);
	}

	/** Runs the 16 rounds of the MAC in place (RFC 5830, section 8). */
	macWords(block: Int32Array): void {
		feistel(this.tables, this.keys, 16, block);
	}

	private run(keys: Int32Array, block: Int32Array): void {
		feistel(this.tables, keys, 32, block);
		const first = block[0];
		block[0] = block[1];
		block[1] = first;
	}

	protected abstract load(input: Uint8Array, offset: number): void;

	protected abstract store(output: Uint8Array, offset: number): void;
}

/** GOST 28147-89. Its modes also call it with 32-bit words. */
export class Gost28147 extends WordCipher {
	constructor(key: Uint8Array, sBox: SBoxName) {
		super(key, sBox, readLE);
	}

	protected load(input: Uint8Array, offset: number): void {
		this.block[0] = readLE(input, offset);
		this.block[1] = readLE(input, offset + 4);
	}

	protected store(output: Uint8Array, offset: number): void {
		writeLE(output, offset, this.block[0]);
		writeLE(output, offset + 4, this.block[1]);
	}
}

class Magma extends WordCipher {
	constructor(key: Uint8Array) {
		super(key, 'Z', readBE);
	}

	protected load(input: Uint8Array, offset: number): void {
		this.block[0] = readBE(input, offset + 4);
		this.block[1] = readBE(input, offset);
	}

	protected store(output: Uint8Array, offset: number): void {
		writeBE(output, offset + 4, this.block[0]);
		writeBE(output, offset, this.block[1]);
	}
}

/** Reads the 32-bit little-endian word at `offset`. */
export function readLE(data: Uint8Array, offset: number): number {
	return data[offset] | (data[offset + 1] << 8) | (data[offset + 2] << 16) | (data[offset + 3] << 24);
}

/** Writes a 32-bit little-endian word at `offset`. */
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

/** Creates Magma (GOST R 34.12-2015; RFC 8891): 32-byte key, 8-byte blocks, both in the byte order of the RFC. */
export function magma(key: Uint8Array): BlockCipher {
	return new Magma(key);
}

/**
 * Creates GOST 28147-89 (RFC 5830) with an S-box of RFC 4357, section 11.1, or RFC 7836, appendix C: 32-byte key,
 * 8-byte blocks, little-endian words.
 */
export function gost28147(key: Uint8Array, sBox: SBoxName): BlockCipher {
	return new Gost28147(key, sBox);
}
