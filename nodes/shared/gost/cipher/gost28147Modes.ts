import { fromHex } from '../base/bytes';
import { GostError, requireLength, requireUnfinished } from '../base/errors';
import { Gost28147, readLE, writeLE } from './gost28147';
import type { SBoxName } from './sBox';
import type { Mac, StreamCipher } from './types';

/** The constant C of CryptoPro key meshing (RFC 4357, section 2.3.2). */
const MESHING = fromHex('69007222 64c90423 8d3adb96 46e92ac4 18feac94 00ed0712 c086dcc2 ef4ca92b');

/** Bytes that one key processes before it is meshed. */
const MESHING_STEP = 1024;

export type Direction = 'encrypt' | 'decrypt';

/** GOST 28147-89 that meshes its key every 1024 bytes, as all S-boxes except the test one require. */
class MeshedKey {
	cipher: Gost28147;

	private processed = 0;

	constructor(
		key: Uint8Array,
		private readonly sBox: SBoxName,
	) {
		this.cipher = new Gost28147(key, sBox);
	}

	/** Counts the next block. Returns whether the key changed before it: the new one is C decrypted with the old. */
	nextBlock(): boolean {
		const changes = this.processed === MESHING_STEP && this.sBox !== 'test';
		if (changes) {
			this.cipher = new Gost28147(ecb(this.cipher, MESHING, 'decrypt'), this.sBox);
			this.processed = 0;
		}
		this.processed += 8;
		return changes;
	}
}

class Cfb implements StreamCipher {
	private readonly key: MeshedKey;

	/** The last ciphertext block as two little-endian words; at first, the initialization vector. */
	private readonly register = new Int32Array(2);

	private readonly input = new Uint8Array(8);

	/** Output for the filled bytes of `input`, keystream for the rest. */
	private readonly output = new Uint8Array(8);

	/** Bytes of `input` that are filled. */
	private used = 0;

	constructor(
		key: Uint8Array,
		iv: Uint8Array,
		sBox: SBoxName,
		private readonly decrypting: boolean,
	) {
		requireLength('The initialization vector', iv, 8);
		this.key = new MeshedKey(key, sBox);
		this.register[0] = readLE(iv, 0);
		this.register[1] = readLE(iv, 4);
	}

	update(chunk: Uint8Array): Uint8Array {
		const { input, output, register } = this;
		const result = new Uint8Array(chunk.length);
		let offset = 0;
		while (offset < chunk.length) {
			if (this.used === 0) {
				this.nextKeystream();
				if (chunk.length - offset >= 8) {
					this.addBlock(chunk, offset, result, offset);
					offset += 8;
					continue;
				}
				writeLE(output, 0, register[0]);
				writeLE(output, 4, register[1]);
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

	/** Replaces the register with the keystream of the next block. */
	private nextKeystream(): void {
		if (this.key.nextBlock()) this.key.cipher.encryptWords(this.register);
		this.key.cipher.encryptWords(this.register);
	}

	private addBlock(input: Uint8Array, inOffset: number, output: Uint8Array, outOffset: number): void {
		const { register, decrypting } = this;
		const in0 = readLE(input, inOffset);
		const in1 = readLE(input, inOffset + 4);
		const out0 = in0 ^ register[0];
		const out1 = in1 ^ register[1];
		writeLE(output, outOffset, out0);
		writeLE(output, outOffset + 4, out1);
		register[0] = decrypting ? in0 : out0;
		register[1] = decrypting ? in1 : out1;
	}
}

class Gost28147Mac implements Mac {
	private readonly key: MeshedKey;

	private readonly state = new Int32Array(2);

	private readonly buffer = new Uint8Array(8);

	private buffered = 0;

	private blocks = 0;

	private done = false;

	constructor(key: Uint8Array, sBox: SBoxName, iv: Uint8Array) {
		requireLength('The initialization vector', iv, 8);
		this.key = new MeshedKey(key, sBox);
		this.state[0] = readLE(iv, 0);
		this.state[1] = readLE(iv, 4);
	}

	update(chunk: Uint8Array): this {
		requireUnfinished(this.done);
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
		requireUnfinished(this.done);
		if (!Number.isInteger(length) || length < 1 || length > 8) {
			throw new GostError('bad-argument', 'The MAC length must be 1 to 8 bytes');
		}
		this.done = true;
		if (this.buffered > 0) {
			this.buffer.fill(0, this.buffered);
			this.block(this.buffer, 0);
		}
		// The standard requires at least two blocks.
		if (this.blocks === 1) this.block(new Uint8Array(8), 0);
		const result = new Uint8Array(8);
		writeLE(result, 0, this.state[0]);
		writeLE(result, 4, this.state[1]);
		return result.slice(0, length);
	}

	private block(data: Uint8Array, offset: number): void {
		this.key.nextBlock();
		this.state[0] ^= readLE(data, offset);
		this.state[1] ^= readLE(data, offset + 4);
		this.key.cipher.macWords(this.state);
		this.blocks++;
	}
}

/**
 * Creates GOST 28147-89 in cipher feedback mode (RFC 5830, section 7) with CryptoPro key meshing every 1024 bytes
 * (RFC 4357, section 2.3.2), except with the test S-box. `key` has 32 bytes, `iv` 8.
 */
export function gost28147Cfb(
	key: Uint8Array,
	iv: Uint8Array,
	sBox: SBoxName,
	direction: Direction,
): StreamCipher {
	return new Cfb(key, iv, sBox, direction === 'decrypt');
}

/**
 * Creates the GOST 28147-89 MAC, imitovstavka (RFC 5830, section 8): 4 bytes by default, 8 at most. `iv` (8 bytes,
 * zeros by default) is the initial state, which key wrap sets (RFC 4357, section 6.1). Meshing changes only the key.
 */
export function gost28147Mac(key: Uint8Array, sBox: SBoxName, iv: Uint8Array = new Uint8Array(8)): Mac {
	return new Gost28147Mac(key, sBox, iv);
}

function ecb(cipher: Gost28147, data: Uint8Array, direction: Direction): Uint8Array {
	const result = new Uint8Array(data.length);
	for (let at = 0; at < data.length; at += 8) {
		if (direction === 'encrypt') cipher.encryptBlock(data, at, result, at);
		else cipher.decryptBlock(data, at, result, at);
	}
	return result;
}

/** Encrypts or decrypts whole 8-byte blocks with GOST 28147-89 in ECB mode (RFC 5830, section 5). */
export function gost28147Ecb(
	key: Uint8Array,
	sBox: SBoxName,
	data: Uint8Array,
	direction: Direction,
): Uint8Array {
	if (data.length % 8 !== 0) throw new GostError('bad-argument', 'ECB takes whole blocks of 8 bytes');
	return ecb(new Gost28147(key, sBox), data, direction);
}
