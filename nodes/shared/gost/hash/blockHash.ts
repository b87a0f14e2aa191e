import { requireUnfinished } from '../base/errors';
import type { Hash } from './types';

/** A hash that collects its input in whole blocks. */
export abstract class BlockHash implements Hash {
	abstract readonly digestSize: number;

	protected readonly buffer: Uint8Array;

	/** Bytes of the last, incomplete block in `buffer`. */
	protected buffered = 0;

	private done = false;

	protected constructor(readonly blockSize: number) {
		this.buffer = new Uint8Array(blockSize);
	}

	copy(): this {
		requireUnfinished(this.done);
		const result = this.clone();
		result.buffer.set(this.buffer);
		result.buffered = this.buffered;
		return result;
	}

	update(data: Uint8Array): this {
		requireUnfinished(this.done);
		const { buffer, blockSize } = this;
		let offset = 0;
		if (this.buffered > 0) {
			offset = Math.min(blockSize - this.buffered, data.length);
			buffer.set(data.subarray(0, offset), this.buffered);
			this.buffered += offset;
			if (this.buffered < blockSize) return this;
			this.absorb(buffer);
		}
		this.buffered = (data.length - offset) % blockSize;
		const end = data.length - this.buffered;
		if (end > offset) this.absorb(data.subarray(offset, end));
		buffer.set(data.subarray(end));
		return this;
	}

	digest(): Uint8Array {
		requireUnfinished(this.done);
		this.done = true;
		const result = this.finish();
		this.buffer.fill(0);
		return result;
	}

	/** Copies the hash without its buffer. */
	protected abstract clone(): this;

	/** Hashes whole blocks. */
	protected abstract absorb(blocks: Uint8Array): void;

	/** Pads the buffered bytes and returns the digest. */
	protected abstract finish(): Uint8Array;
}
