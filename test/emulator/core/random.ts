import { hash } from 'node:crypto';

/** Values that look random but are the same in every run with the same seed. */
export class SeededRandom {
	private counter = 0;

	constructor(private readonly seed: string) {}

	bytes(length: number): Buffer {
		if (length > 0 && length <= 32) return this.block().subarray(0, length);
		const blocks: Buffer[] = [];
		for (let size = 0; size < length; size += 32) blocks.push(this.block());
		return Buffer.concat(blocks).subarray(0, length);
	}

	private block(): Buffer {
		return hash('sha256', `${this.seed}:${this.counter++}`, 'buffer');
	}

	hex(length: number): string {
		return this.bytes(Math.ceil(length / 2))
			.toString('hex')
			.slice(0, length);
	}

	guid(): string {
		const bytes = this.bytes(16);
		bytes[6] = (bytes[6] & 0x0f) | 0x40;
		bytes[8] = (bytes[8] & 0x3f) | 0x80;
		return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
	}

	/** A whole number from 0 to limit - 1. */
	int(limit: number): number {
		return this.bytes(4).readUInt32BE(0) % limit;
	}

	/** Returns an independent copy that continues with the same values. */
	copy(): SeededRandom {
		const copy = new SeededRandom(this.seed);
		copy.counter = this.counter;
		return copy;
	}

	branch(name: string): SeededRandom {
		return new SeededRandom(`${this.seed}/${name}`);
	}
}
