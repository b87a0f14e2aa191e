import { GostError } from '../base/errors';
import type { Hash } from './types';
import { absorb, finish, iterateHmac, STATE_SIZE } from './streebogCore';

const BLOCK = 64;

/** Streebog, the hash function of GOST R 34.11-2012 (RFC 6986), with 32 or 64 bytes of result. */
export class Streebog implements Hash {
	readonly blockSize = BLOCK;

	private readonly state = new Uint8Array(STATE_SIZE);

	private readonly buffer = new Uint8Array(BLOCK);

	private buffered = 0;

	private done = false;

	constructor(readonly digestSize: 32 | 64) {
		if (digestSize === 32) this.state.fill(1, 0, BLOCK);
	}

	private check(): void {
		if (this.done) throw new GostError('bad-argument', 'The hash is already finished');
	}

	copy(): Streebog {
		this.check();
		const result = new Streebog(this.digestSize);
		result.state.set(this.state);
		result.buffer.set(this.buffer);
		result.buffered = this.buffered;
		return result;
	}

	update(data: Uint8Array): this {
		this.check();
		let offset = 0;
		if (this.buffered > 0) {
			offset = Math.min(BLOCK - this.buffered, data.length);
			this.buffer.set(data.subarray(0, offset), this.buffered);
			this.buffered += offset;
			if (this.buffered < BLOCK) return this;
			absorb(this.state, this.buffer);
		}
		this.buffered = (data.length - offset) % BLOCK;
		const whole = data.length - this.buffered;
		if (whole > offset) absorb(this.state, data.subarray(offset, whole));
		this.buffer.set(data.subarray(whole));
		return this;
	}

	digest(): Uint8Array {
		this.check();
		this.done = true;
		this.buffer.fill(0, this.buffered);
		this.buffer[this.buffered] = 1;
		finish(this.state, this.buffer, 8 * this.buffered);
		this.buffer.fill(0);
		return this.state.slice(BLOCK - this.digestSize, BLOCK);
	}

	/** One block of PBKDF2 with HMAC-Streebog-512, of which `first` is U_1; the hashes have taken the key's blocks. */
	static pbkdf2Block(inner: Streebog, outer: Streebog, first: Uint8Array, iterations: number): Uint8Array {
		return iterateHmac(inner.state, outer.state, first, iterations);
	}
}
