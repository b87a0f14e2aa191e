import { xor as xorBytes } from '../base/bytes';
import { kuznyechikScript } from './kuznyechikScript';
import type { BlockCipher } from './types';
import { requireLength } from '../base/errors';
import { PI } from '../wasm/tables';
import {
	add,
	and,
	assemble,
	get,
	i32,
	i64,
	isLess,
	load,
	narrow,
	repeat,
	set,
	shiftLeft,
	shiftRight,
	store,
	xor,
	type Code,
	type WasmProgram,
} from '../wasm/module';

/** Coefficients of a_15 to a_0 in the linear transformation (RFC 7801, section 4.2). */
const COEFFICIENTS = [148, 32, 133, 16, 194, 192, 1, 251, 1, 192, 194, 16, 133, 32, 148, 1];

/** Multiplies modulo x^8 + x^7 + x^6 + x + 1 (RFC 7801, section 2.2). */
function multiply(a: number, b: number): number {
	let result = 0;
	for (let x = a, y = b; y > 0; y >>= 1) {
		if ((y & 1) === 1) result ^= x;
		x = x & 0x80 ? ((x << 1) ^ 0xc3) & 255 : x << 1;
	}
	return result;
}

/** Applies L or its inverse to a block whose first byte is a_15 (RFC 7801, section 4.3). */
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

// Memory layout: 256 blocks for each byte position, the ten round keys, the current block.
const TABLES = 0;
const KEYS = TABLES + 16 * 256 * 16;
const BLOCK = KEYS + 160;

// 64-bit locals: the halves of the block, a counter, and an address for each byte.
const [low, high, round] = [1, 2, 3];
const addresses = Array.from({ length: 16 }, (_none, position) => 4 + position);

const loadBlock = (at: Code): Code => [set(low, load(at, 0)), set(high, load(at, 8))];

/** Applies S and L to the block in the locals (RFC 7801, section 4.3): the XOR of one table entry per byte. */
function substitute(): Code {
	const entry = (position: number): Code => {
		const word = get(position < 8 ? low : high);
		const byte = position % 8;
		// The byte times sixteen, the offset of its entry.
		return and(byte === 0 ? shiftLeft(word, i64(4)) : shiftRight(word, i64(8 * byte - 4)), i64(16 * 255));
	};
	const sum = (half: number): Code =>
		addresses
			.map((local, position) => load(narrow(get(local)), TABLES + 4096 * position + half))
			.reduce((a, b) => xor(a, b));
	return [
		addresses.map((local, position) => set(local, entry(position))),
		set(low, sum(0)),
		set(high, sum(8)),
	];
}

/** transform(at): applies S and L to the block there. */
function transform(): Code {
	const at = get(0);
	return [loadBlock(at), substitute(), store(at, 0, get(low)), store(at, 8, get(high))];
}

/** encrypt(at): encrypts the block there with the round keys (section 4.5.1). */
function encrypt(): Code {
	const at = get(0);
	const withKey = (half: number, key: Code): Code =>
		xor(get(half), load(key, half === low ? KEYS : KEYS + 8));
	return [
		loadBlock(at),
		set(round, i64(0)),
		repeat(
			[
				set(low, withKey(low, narrow(get(round)))),
				set(high, withKey(high, narrow(get(round)))),
				substitute(),
				set(round, add(get(round), i64(16))),
			],
			isLess(get(round), i64(9 * 16)),
		),
		store(at, 0, withKey(low, i32(9 * 16))),
		store(at, 8, withKey(high, i32(9 * 16))),
	];
}

interface Core extends WasmProgram {
	/** C_1 to C_32 (section 4.4). */
	readonly constants: readonly Uint8Array[];
	/** The current block. */
	readonly block: Uint8Array;
}

function blockWith(position: number, byte: number): Uint8Array {
	const block = new Uint8Array(16);
	block[position] = byte;
	return block;
}

function fillTables(memory: Uint8Array): void {
	const tables = new Uint32Array(memory.buffer, TABLES, 16 * 256 * 4);
	for (let position = 0; position < 16; position++) {
		const basis = Array.from(
			{ length: 8 },
			(_none, bit) => new Uint32Array(linear(blockWith(position, 1 << bit), false).buffer),
		);
		for (let byte = 0; byte < 256; byte++) {
			const at = 4 * (256 * position + byte);
			for (let bit = 0; bit < 8; bit++) {
				if (((PI[byte] >> bit) & 1) === 0) continue;
				for (let word = 0; word < 4; word++) tables[at + word] ^= basis[bit][word];
			}
		}
	}
}

let instance: Core | undefined;

function core(): Core {
	if (instance) return instance;
	const program =
		assemble(2, [
			{ name: 'transform', parameters: 1, locals: 19, body: transform() },
			{ name: 'encrypt', parameters: 1, locals: 19, body: encrypt() },
		]) ?? kuznyechikScript(TABLES, KEYS);
	fillTables(program.memory);
	instance = {
		...program,
		constants: Array.from({ length: 32 }, (_none, i) => linear(blockWith(15, i + 1), false)),
		block: program.memory.subarray(BLOCK, BLOCK + 16),
	};
	return instance;
}

/** The round keys in the memory. */
let loaded: Uint8Array | undefined;

class Kuznyechik implements BlockCipher {
	readonly blockSize = 16;

	private readonly core = core();

	/** K_1 to K_10. */
	private readonly keys = new Uint8Array(160);

	constructor(key: Uint8Array) {
		requireLength('The key', key, 32);
		const { block, constants, run } = this.core;
		let a1: Uint8Array = key.slice(0, 16);
		let a0: Uint8Array = key.slice(16);
		this.keys.set(key);
		for (let i = 0; i < 32; i++) {
			block.set(xorBytes(a1, constants[i]));
			run.transform(BLOCK);
			[a1, a0] = [xorBytes(a0, block), a1];
			if (i % 8 === 7) {
				this.keys.set(a1, 4 * (i + 1));
				this.keys.set(a0, 4 * (i + 1) + 16);
			}
		}
	}

	encryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		const { block, memory, run } = this.core;
		if (loaded !== this.keys) {
			memory.set(this.keys, KEYS);
			loaded = this.keys;
		}
		for (let i = 0; i < 16; i++) block[i] = input[inOffset + i];
		run.encrypt(BLOCK);
		for (let i = 0; i < 16; i++) output[outOffset + i] = block[i];
	}

	/** Not optimized, because no mode of this module decrypts blocks. */
	decryptBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		const key = (index: number): Uint8Array => this.keys.subarray(16 * index, 16 * index + 16);
		let block = xorBytes(input.slice(inOffset, inOffset + 16), key(9));
		for (let index = 8; index >= 0; index--) {
			const substituted = linear(block, true).map((byte) => PI.indexOf(byte));
			block = xorBytes(substituted, key(index));
		}
		output.set(block, outOffset);
	}
}

/** Creates Kuznyechik (GOST R 34.12-2015; RFC 7801): 32-byte key, 16-byte blocks, both in the byte order of the RFC. */
export function kuznyechik(key: Uint8Array): BlockCipher {
	return new Kuznyechik(key);
}
