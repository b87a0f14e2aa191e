import type { WasmProgram } from '../wasm/module';
import { CONSTANTS, COUNT, STATE, SUM, TABLES } from './streebogCode';

// The functions of streebogCode.ts for where WebAssembly is missing. They work on the same memory; each word of 64 bits
// is a pair of 32 bits, the lower half first.

const PAGE = 64 * 1024;

/** LPS (sections 6.2 to 6.4 of RFC 6986) of `vector`, in place. */
function lps(memory: Int32Array, vector: Int32Array): void {
	const before = vector.slice();
	for (let word = 0; word < 8; word++) {
		let low = 0;
		let high = 0;
		for (let table = 0; table < 8; table++) {
			const byte = (before[2 * table + (word >> 2)] >>> (8 * (word & 3))) & 255;
			const entry = (TABLES >> 2) + 2 * (256 * table + byte);
			low ^= memory[entry];
			high ^= memory[entry + 1];
		}
		vector[2 * word] = low;
		vector[2 * word + 1] = high;
	}
}

function compress(memory: Int32Array, n: number, m: number): void {
	const add = (vector: Int32Array, address: number): void => {
		for (let i = 0; i < 16; i++) vector[i] ^= memory[(address >> 2) + i];
	};
	const key = new Int32Array(16);
	const state = new Int32Array(16);
	add(key, STATE);
	add(key, n);
	lps(memory, key);
	add(state, m);
	for (let round = 0; round < 12; round++) {
		for (let i = 0; i < 16; i++) state[i] ^= key[i];
		lps(memory, state);
		add(key, CONSTANTS + 64 * round);
		lps(memory, key);
	}
	add(state, STATE);
	add(state, m);
	for (let i = 0; i < 16; i++) memory[(STATE >> 2) + i] = state[i] ^ key[i];
}

/** Adds words to the number of 512 bits at an address. */
function addNumber(memory: Int32Array, address: number, word: (index: number) => number): void {
	let carry = 0;
	for (let i = 0; i < 16; i++) {
		const sum = (memory[(address >> 2) + i] >>> 0) + word(i) + carry;
		memory[(address >> 2) + i] = sum;
		carry = sum > 0xffffffff ? 1 : 0;
	}
}

/** Returns the functions of `streebogFunctions` in TypeScript, with a memory. */
export function streebogScript(): WasmProgram {
	const memory = new Uint8Array(PAGE);
	const words = new Int32Array(memory.buffer);
	const blocks = (from: number, end: number, bits: number): void => {
		for (let at = from; at < end; at += 64) {
			compress(words, COUNT, at);
			addNumber(words, COUNT, (i) => (i === 0 ? bits : 0));
			addNumber(words, SUM, (i) => words[(at >> 2) + i] >>> 0);
		}
	};
	return { memory, run: { compress: (n, m) => compress(words, n, m), blocks } };
}
