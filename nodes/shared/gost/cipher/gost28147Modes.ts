import { Gost28147, gost28147, readLE, writeLE } from './gost28147';
import type { SBoxName } from './sBox';
import { fromHex } from '../base/bytes';
import { GostError, requireLength } from '../base/errors';
import type { Mac, StreamCipher } from './types';

/** The constant C of the CryptoPro key meshing (RFC 4357, section 2.3.2). */
const MESHING = fromHex('69007222 64c90423 8d3adb96 46e92ac4 18feac94 00ed0712 c086dcc2 ef4ca92b');

/** Bytes between two meshings. */
const MESHING_STEP = 1024;

/** The cipher with the next key: the constant deciphered with this one. */
function meshed(cipher: Gost28147, sBox: SBoxName): Gost28147 {
	const key = new Uint8Array(32);
	for (let at = 0; at < 32; at += 8) cipher.decryptBlock(MESHING, at, key, at);
	return new Gost28147(key, sBox);
}

const usesMeshing = (sBox: SBoxName) => sBox !== 'test';

/** A cipher that adds a stream of blocks to the data: the modes differ in where the next block comes from. */
abstract class Gamma implements StreamCipher {
	protected cipher: Gost28147;

	/** The initialization vector as two little-endian words. */
	protected readonly register = new Int32Array(2);

	/** The block being added to the data. */
	protected readonly gamma = new Int32Array(2);

	private readonly input = new Uint8Array(8);

	private readonly output = new Uint8Array(8);

	/** Bytes of the block that are used up. */
	private used = 0;

	private inKey = 0;

	constructor(
		key: Uint8Array,
		iv: Uint8Array,
		private readonly sBox: SBoxName,
	) {
		requireLength('The initialization vector', iv, 8);
		this.cipher = new Gost28147(key, sBox);
		this.register[0] = readLE(iv, 0);
		this.register[1] = readLE(iv, 4);
	}

	update(chunk: Uint8Array): Uint8Array {
		const { input, output, gamma } = this;
		const result = new Uint8Array(chunk.length);
		let offset = 0;
		while (offset < chunk.length) {
			if (this.used === 0) {
				this.nextBlock();
				if (chunk.length - offset >= 8) {
					this.addBlock(chunk, offset, result, offset);
					offset += 8;
					continue;
				}
				writeLE(output, 0, gamma[0]);
				writeLE(output, 4, gamma[1]);
			}
			input[this.used] = chunk[offset];
			result[offset++] = output[this.used++] ^= input[this.used - 1];
			if (this.used === 8) {
				this.addBlock(input, 0, output, 0);
				this.used = 0;
			}
		}
		return result;
	}

	private nextBlock(): void {
		if (this.inKey === MESHING_STEP && usesMeshing(this.sBox)) {
			this.cipher = meshed(this.cipher, this.sBox);
			this.cipher.encryptWords(this.register);
			this.inKey = 0;
		}
		this.nextGamma();
		this.inKey += 8;
	}

	private addBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		const in0 = readLE(input, inOffset);
		const in1 = readLE(input, inOffset + 4);
		const out0 = in0 ^ this.gamma[0];
		const out1 = in1 ^ this.gamma[1];
		writeLE(output, outOffset, out0);
		writeLE(output, outOffset + 4, out1);
		this.feedback(in0, in1, out0, out1);
	}

	/** Fills `gamma` for the next eight bytes. */
	protected abstract nextGamma(): void;

	/** Told of each whole block that went in and came out. */
	protected abstract feedback(in0: number, in1: number, out0: number, out1: number): void;
}

export type Direction = 'encrypt' | 'decrypt';

class Cfb extends Gamma {
	constructor(
		key: Uint8Array,
		iv: Uint8Array,
		sBox: SBoxName,
		private readonly decrypting: boolean,
	) {
		super(key, iv, sBox);
	}

	protected nextGamma(): void {
		this.cipher.encryptWords(this.register);
		this.gamma[0] = this.register[0];
		this.gamma[1] = this.register[1];
	}

	protected feedback(in0: number, in1: number, out0: number, out1: number): void {
		this.register[0] = this.decrypting ? in0 : out0;
		this.register[1] = this.decrypting ? in1 : out1;
	}
}

/** What the two words of the counter grow by (RFC 5830, section 6.1). */
const C2 = 0x01010101;
const C1 = 0x01010104;

class Cnt extends Gamma {
	private started = false;

	protected nextGamma(): void {
		const { register, gamma } = this;
		if (!this.started) this.cipher.encryptWords(register);
		this.started = true;
		register[0] += C2;
		// Addition modulo 2^32 - 1: the carry comes back in.
		const sum = (register[1] >>> 0) + C1;
		register[1] = sum > 0xffffffff ? sum + 1 : sum;
		gamma[0] = register[0];
		gamma[1] = register[1];
		this.cipher.encryptWords(gamma);
	}

	protected feedback(): void {
		// The counter does not depend on the data.
	}
}

class Imit implements Mac {
	private cipher: Gost28147;

	private readonly state = new Int32Array(2);

	private readonly buffer = new Uint8Array(8);

	private buffered = 0;

	private inKey = 0;

	private blocks = 0;

	private done = false;

	constructor(
		key: Uint8Array,
		private readonly sBox: SBoxName,
		iv: Uint8Array,
	) {
		requireLength('The initialization vector', iv, 8);
		this.cipher = new Gost28147(key, sBox);
		this.state[0] = readLE(iv, 0);
		this.state[1] = readLE(iv, 4);
	}

	update(chunk: Uint8Array): this {
		if (this.done) throw new GostError('bad-argument', 'The code is already finished');
		let offset = 0;
		while (offset < chunk.length) {
			if (this.buffered === 0 && chunk.length - offset >= 8) {
				this.block(chunk, offset);
				offset += 8;
				continue;
			}
			this.buffer[this.buffered++] = chunk[offset++];
			if (this.buffered === 8) {
				this.block(this.buffer, 0);
				this.buffered = 0;
			}
		}
		return this;
	}

	digest(length = 4): Uint8Array {
		if (this.done) throw new GostError('bad-argument', 'The code is already finished');
		if (!Number.isInteger(length) || length < 1 || length > 8) {
			throw new GostError('bad-argument', 'The code is from one to eight bytes long');
		}
		this.done = true;
		if (this.buffered > 0) {
			this.buffer.fill(0, this.buffered);
			this.block(this.buffer, 0);
		}
		// The standard wants two blocks at least.
		if (this.blocks === 1) this.block(new Uint8Array(8), 0);
		const result = new Uint8Array(8);
		writeLE(result, 0, this.state[0]);
		writeLE(result, 4, this.state[1]);
		return result.slice(0, length);
	}

	private block(data: Uint8Array, offset: number): void {
		if (this.inKey === MESHING_STEP && usesMeshing(this.sBox)) {
			this.cipher = meshed(this.cipher, this.sBox);
			this.inKey = 0;
		}
		this.state[0] ^= readLE(data, offset);
		this.state[1] ^= readLE(data, offset + 4);
		this.cipher.macWords(this.state);
		this.inKey += 8;
		this.blocks++;
	}
}

/**
 * GOST 28147-89 in cipher feedback mode (RFC 5830, section 7) with the CryptoPro key meshing every 1024 bytes
 * (RFC 4357, section 2.3.2), which every S-box but the test one asks for. `key` 32 bytes, `iv` 8.
 */
export function gost28147Cfb(
	key: Uint8Array,
	iv: Uint8Array,
	sBox: SBoxName,
	direction: Direction,
): StreamCipher {
	return new Cfb(key, iv, sBox, direction === 'decrypt');
}

/** GOST 28147-89 in counter mode (RFC 5830, section 6) with the same key meshing; both directions are the same. */
export function gost28147Cnt(key: Uint8Array, iv: Uint8Array, sBox: SBoxName): StreamCipher {
	return new Cnt(key, iv, sBox);
}

/**
 * GOST 28147-89 imitovstavka (RFC 5830, section 8): 4 bytes by default, 8 at most. `iv` (8 bytes, zeros by default)
 * is the state at the start, which key wrap sets (RFC 4357, section 6.1). Meshing changes the key only.
 */
export function gost28147Mac(key: Uint8Array, sBox: SBoxName, iv: Uint8Array = new Uint8Array(8)): Mac {
	return new Imit(key, sBox, iv);
}

/** Encrypts or decrypts whole blocks one by one with GOST 28147-89 (simple substitution; RFC 5830, section 5). */
export function gost28147Ecb(
	key: Uint8Array,
	sBox: SBoxName,
	data: Uint8Array,
	direction: Direction,
): Uint8Array {
	if (data.length % 8 !== 0) throw new GostError('bad-argument', 'The data must be whole blocks of 8 bytes');
	const cipher = gost28147(key, sBox);
	const result = new Uint8Array(data.length);
	for (let at = 0; at < data.length; at += 8) {
		if (direction === 'encrypt') cipher.encryptBlock(data, at, result, at);
		else cipher.decryptBlock(data, at, result, at);
	}
	return result;
}
