import { encryptionKeys, feistel } from '../cipher/gost28147';
import { sBoxTables } from '../cipher/sBox';
import type { WasmProgram } from '../wasm/module';
import { STATE } from './gost94Code';

// The functions of gost94Code.ts for where WebAssembly is missing. They work on the same memory.

const PAGE = 64 * 1024;

/** C[3] of RFC 5831, section 5.1, least significant word first. C[2] and C[4] are zero. */
const C3 = Int32Array.of(
	0xff00ff00,
	0xff00ff00,
	0x00ff00ff,
	0x00ff00ff,
	0x00ffff00,
	0xff0000ff,
	0x000000ff,
	0xff00ffff,
);

/** A of RFC 5831, section 5.1: shifts the 64-bit words down and puts the XOR of the lowest two on top. */
function transformA(words: Int32Array): void {
	const low = words[0] ^ words[2];
	const high = words[1] ^ words[3];
	words.copyWithin(0, 2);
	words[6] = low;
	words[7] = high;
}

/** P of RFC 5831, section 5.1, applied to u XOR v: byte i + 4(k - 1) of the key is byte 8i + k - 1 of the result. */
function transformP(u: Int32Array, v: Int32Array, key: Int32Array): void {
	for (let k = 0; k < 8; k++) {
		let word = 0;
		for (let i = 0; i < 4; i++) {
			const index = 2 * i + (k >> 2);
			word |= (((u[index] ^ v[index]) >>> (8 * (k & 3))) & 255) << (8 * i);
		}
		key[k] = word;
	}
}

/** Applies PSI of RFC 5831, section 5.3, `count` times to the first 16 elements, least significant first. */
function transformPsi(register: Uint16Array, count: number): void {
	for (let n = 0; n < count; n++) {
		register[n + 16] =
			register[n] ^ register[n + 1] ^ register[n + 2] ^ register[n + 3] ^ register[n + 12] ^ register[n + 15];
	}
	register.copyWithin(0, count, count + 16);
}

// Scratch memory.
const u = new Int32Array(8);
const v = new Int32Array(8);
const key = new Int32Array(8);
const roundKeys = new Int32Array(32);
const s = new Int32Array(8);
const halves = new Int32Array(2);
const register = new Uint16Array(16 + 61);

function load(words: Int32Array): void {
	for (let word = 0; word < 8; word++) {
		register[2 * word] = words[word];
		register[2 * word + 1] = words[word] >>> 16;
	}
}

function mix(words: Int32Array): void {
	for (let word = 0; word < 8; word++) {
		register[2 * word] ^= words[word];
		register[2 * word + 1] ^= words[word] >>> 16;
	}
}

/** H := chi(M, H) (RFC 5831, section 5). */
function chi(h: Int32Array, m: Int32Array): void {
	u.set(h);
	v.set(m);
	for (let i = 0; i < 4; i++) {
		if (i > 0) {
			transformA(u);
			if (i === 2) for (let word = 0; word < 8; word++) u[word] ^= C3[word];
			transformA(v);
			transformA(v);
		}
		transformP(u, v, key);
		halves[0] = h[2 * i];
		halves[1] = h[2 * i + 1];
		feistel(sBoxTables('hash'), encryptionKeys(key, roundKeys), 32, halves);
		s[2 * i] = halves[1];
		s[2 * i + 1] = halves[0];
	}
	load(s);
	transformPsi(register, 12);
	mix(m);
	transformPsi(register, 1);
	mix(h);
	transformPsi(register, 61);
	for (let word = 0; word < 8; word++) h[word] = register[2 * word] | (register[2 * word + 1] << 16);
}

/** Returns the functions of `gost94Functions` in TypeScript, with a memory. */
export function gost94Script(): WasmProgram {
	const memory = new Uint8Array(PAGE);
	const words = (address: number): Int32Array => new Int32Array(memory.buffer, address, 8);
	const [h, sum] = [words(STATE), words(STATE + 32)];
	const blocks = (from: number, end: number): void => {
		for (let at = from; at < end; at += 32) {
			const message = words(at);
			chi(h, message);
			let carry = 0;
			for (let i = 0; i < 8; i++) {
				const total = (sum[i] >>> 0) + (message[i] >>> 0) + carry;
				sum[i] = total;
				carry = total > 0xffffffff ? 1 : 0;
			}
		}
	};
	return { memory, run: { chi: (m) => chi(h, words(m)), blocks } };
}
