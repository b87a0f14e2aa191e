import type { BlockCipher, CipherFactory, Mac, StreamCipher } from './types';
import { GostError, requireLength, requireUnfinished } from '../base/errors';

/** D_1 | D_2 ... (RFC 8645, section 6.2.1): the bytes 80 to 9f. */
const ACPKM_DATA = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i);

class Counter implements StreamCipher {
	private readonly counter: Uint8Array;

	private readonly keystream: Uint8Array;

	/** Number of used bytes of the keystream block. */
	private used: number;

	private inSection = 0;

	constructor(
		private cipher: BlockCipher,
		iv: Uint8Array,
		private readonly section: number,
		private readonly factory: CipherFactory | undefined,
	) {
		const { blockSize } = cipher;
		requireLength('The initialization vector', iv, blockSize / 2);
		this.counter = new Uint8Array(blockSize);
		this.counter.set(iv);
		this.keystream = new Uint8Array(blockSize);
		this.used = blockSize;
	}

	update(chunk: Uint8Array): Uint8Array {
		const { keystream } = this;
		const size = keystream.length;
		const result = new Uint8Array(chunk.length);
		let offset = 0;
		while (offset < chunk.length) {
			if (this.used === size) this.next();
			const end = Math.min(chunk.length, offset + size - this.used);
			let { used } = this;
			while (offset < end) result[offset] = chunk[offset++] ^ keystream[used++];
			this.used = used;
		}
		return result;
	}

	private next(): void {
		if (this.factory !== undefined && this.inSection === this.section) {
			this.cipher = this.factory(this.nextKey());
			this.inSection = 0;
		}
		this.cipher.encryptBlock(this.counter, 0, this.keystream, 0);
		this.inSection += this.keystream.length;
		this.used = 0;
		let index = this.counter.length;
		// Carries while a byte wraps to zero.
		do this.counter[--index]++;
		while (this.counter[index] === 0 && index > 0);
	}

	/** Returns ACPKM(K), the key of the next section (RFC 8645, section 6.2.1). */
	private nextKey(): Uint8Array {
		const key = new Uint8Array(32);
		for (let at = 0; at < 32; at += this.keystream.length) this.cipher.encryptBlock(ACPKM_DATA, at, key, at);
		return key;
	}
}

/**
 * Creates CTR with s = n (GOST R 34.13-2015, section 5.2), for both directions. `iv`, half a block, is the upper half
 * of the counter.
 */
export function ctr(cipher: BlockCipher, iv: Uint8Array): StreamCipher {
	return new Counter(cipher, iv, 0, undefined);
}

/**
 * Creates CTR-ACPKM (RFC 8645, section 6.2.2; R 1323565.1.017), for both directions. `iv` is half a block. The key
 * changes every `sectionSize` bytes. Throws `bad-argument` unless that is a multiple of the block size.
 */
export function ctrAcpkm(
	factory: CipherFactory,
	key: Uint8Array,
	iv: Uint8Array,
	sectionSize: number,
): StreamCipher {
	const cipher = factory(key);
	if (!Number.isInteger(sectionSize) || sectionSize <= 0 || sectionSize % cipher.blockSize !== 0) {
		throw new GostError('bad-argument', 'The section size must be a multiple of the block size');
	}
	return new Counter(cipher, iv, sectionSize, factory);
}

class Omac implements Mac {
	private readonly state: Uint8Array;

	private readonly last: Uint8Array;

	private buffered = 0;

	private done = false;

	constructor(private readonly cipher: BlockCipher) {
		this.state = new Uint8Array(cipher.blockSize);
		this.last = new Uint8Array(cipher.blockSize);
	}

	update(chunk: Uint8Array): this {
		requireUnfinished(this.done);
		const { state, last, cipher } = this;
		const size = last.length;
		// Keeps a full block until more input follows, because the last block is processed differently.
		let offset = 0;
		while (offset < chunk.length) {
			if (this.buffered === size) {
				for (let i = 0; i < size; i++) state[i] ^= last[i];
				cipher.encryptBlock(state, 0, state, 0);
				this.buffered = 0;
			}
			const end = Math.min(chunk.length, offset + size - this.buffered);
			last.set(chunk.subarray(offset, end), this.buffered);
			this.buffered += end - offset;
			offset = end;
		}
		return this;
	}

	digest(length = this.cipher.blockSize): Uint8Array {
		requireUnfinished(this.done);
		if (!Number.isInteger(length) || length < 1 || length > this.cipher.blockSize) {
			throw new GostError('bad-argument', 'The MAC length must be 1 byte to one block');
		}
		this.done = true;
		const { state, last, cipher } = this;
		const subkey = new Uint8Array(last.length);
		cipher.encryptBlock(subkey, 0, subkey, 0);
		double(subkey);
		if (this.buffered < last.length) {
			double(subkey);
			last.fill(0, this.buffered);
			last[this.buffered] = 0x80;
		}
		for (let i = 0; i < last.length; i++) state[i] ^= last[i] ^ subkey[i];
		cipher.encryptBlock(state, 0, state, 0);
		return state.slice(0, length);
	}
}

/** Doubles a big-endian field element in place (GOST R 34.13-2015, section 5.6.1). */
function double(block: Uint8Array): void {
	const reduction = (block[0] >> 7) * (block.length === 8 ? 0x1b : 0x87);
	for (let i = 0; i + 1 < block.length; i++) block[i] = (block[i] << 1) | (block[i + 1] >> 7);
	block[block.length - 1] = (block[block.length - 1] << 1) ^ reduction;
}

/** Creates the MAC of GOST R 34.13-2015, section 5.6 (OMAC1, CMAC), for Magma or Kuznyechik; one block by default. */
export function omac(cipher: BlockCipher): Mac {
	return new Omac(cipher);
}
