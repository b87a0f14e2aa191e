import { encryptionKeys, feistel } from '../cipher/gost28147';
import { sBoxTables } from '../cipher/sBox';
import { BlockHash } from './blockHash';

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

// Scratch memory, shared because HMAC creates too many hashes to give each its own.
const message = new Int32Array(8);
const u = new Int32Array(8);
const v = new Int32Array(8);
const key = new Int32Array(8);
const roundKeys = new Int32Array(32);
const s = new Int32Array(8);
const halves = new Int32Array(2);
const register = new Uint16Array(16 + 61);

/** GOST R 34.11-94 (RFC 5831) with the CryptoPro S-box and a zero initial value (RFC 4357, section 11.2). */
export class Gost94 extends BlockHash {
	readonly digestSize = 32;

	private readonly tables = sBoxTables('hash');

	private readonly h = new Int32Array(8);

	private readonly sum = new Int32Array(8);

	/** Bytes hashed, without the buffered ones. */
	private length = 0;

	constructor() {
		super(32);
	}

	protected clone(): this {
		const result = new Gost94() as this;
		result.h.set(this.h);
		result.sum.set(this.sum);
		result.length = this.length;
		return result;
	}

	protected absorb(blocks: Uint8Array): void {
		this.length += blocks.length;
		for (let offset = 0; offset < blocks.length; offset += 32) this.block(blocks, offset);
	}

	protected finish(): Uint8Array {
		const length = this.length + this.buffered;
		// A block of padding alone is never hashed, not even for an empty message, whose digest in CryptoPro begins
		// with 981e5f3c.
		if (this.buffered > 0) {
			this.buffer.fill(0, this.buffered);
			this.block(this.buffer, 0);
		}
		const bits = new Int32Array(8);
		bits[0] = (length % 0x20000000) * 8;
		bits[1] = Math.floor(length / 0x20000000);
		this.chi(bits);
		this.chi(this.sum);
		return Uint8Array.from({ length: 32 }, (_, i) => this.h[i >> 2] >>> (8 * (i & 3)));
	}

	private block(data: Uint8Array, offset: number): void {
		const { sum } = this;
		let carry = 0;
		for (let word = 0, at = offset; word < 8; word++, at += 4) {
			message[word] = data[at] | (data[at + 1] << 8) | (data[at + 2] << 16) | (data[at + 3] << 24);
			const total = (sum[word] >>> 0) + (message[word] >>> 0) + carry;
			sum[word] = total | 0;
			carry = total > 0xffffffff ? 1 : 0;
		}
		this.chi(message);
	}

	/** H := chi(M, H) (RFC 5831, section 5). */
	private chi(m: Int32Array): void {
		const { h } = this;
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
			feistel(this.tables, encryptionKeys(key, roundKeys), 32, halves);
			s[2 * i] = halves[1];
			s[2 * i + 1] = halves[0];
		}
		this.load(s);
		transformPsi(register, 12);
		this.mix(m);
		transformPsi(register, 1);
		this.mix(h);
		transformPsi(register, 61);
		for (let word = 0; word < 8; word++) h[word] = register[2 * word] | (register[2 * word + 1] << 16);
	}

	private load(words: Int32Array): void {
		for (let word = 0; word < 8; word++) {
			register[2 * word] = words[word];
			register[2 * word + 1] = words[word] >>> 16;
		}
	}

	private mix(words: Int32Array): void {
		for (let word = 0; word < 8; word++) {
			register[2 * word] ^= words[word];
			register[2 * word + 1] ^= words[word] >>> 16;
		}
	}
}
