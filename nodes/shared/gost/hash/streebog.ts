import { BlockHash } from './blockHash';
import { STATE_SIZE } from './streebogCode';
import { absorb, finish, iterateHmac } from './streebogCore';

const BLOCK = 64;

/** Streebog, the hash function of GOST R 34.11-2012 (RFC 6986), with a digest of 32 or 64 bytes. */
export class Streebog extends BlockHash {
	private readonly state = new Uint8Array(STATE_SIZE);

	constructor(readonly digestSize: 32 | 64) {
		super(BLOCK);
		if (digestSize === 32) this.state.fill(1, 0, BLOCK);
	}

	protected clone(): this {
		const result = new Streebog(this.digestSize) as this;
		result.state.set(this.state);
		return result;
	}

	protected absorb(blocks: Uint8Array): void {
		absorb(this.state, blocks);
	}

	protected finish(): Uint8Array {
		this.buffer.fill(0, this.buffered);
		this.buffer[this.buffered] = 1;
		finish(this.state, this.buffer, 8 * this.buffered);
		return this.state.slice(BLOCK - this.digestSize, BLOCK);
	}

	/**
	 * Does `count` iterations of PBKDF2 with HMAC-Streebog-512: `last` becomes the last value, `sum` the XOR with all.
	 * `inner` and `outer` have absorbed the key block.
	 */
	static iterate(inner: Streebog, outer: Streebog, last: Uint8Array, sum: Uint8Array, count: number): void {
		iterateHmac(inner.state, outer.state, last, sum, count);
	}
}
