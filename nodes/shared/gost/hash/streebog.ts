import { BlockHash } from './blockHash';
import { absorb, finish, iterateHmac, STATE_SIZE } from './streebogCore';

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
	 * Computes one block of PBKDF2 with HMAC-Streebog-512 from U_1. `inner` and `outer` have absorbed the key block.
	 */
	static pbkdf2Block(inner: Streebog, outer: Streebog, first: Uint8Array, iterations: number): Uint8Array {
		return iterateHmac(inner.state, outer.state, first, iterations);
	}
}
