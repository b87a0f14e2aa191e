/** Bytes of a window, and of the whole sample. */
const WINDOW = 512;
const LARGEST = 8 * 1024;
/** Windows in the first chunk, which for most files is the only one, and in each later one. */
const FIRST_WINDOWS = 8;
const WINDOWS = 1;
/** Between windows of a chunk, so that the sample comes from many places. */
const STEP = 8 * 1024;

/** Collects places with letters beyond ASCII from the whole of a file. */
export class Sample {
	private readonly parts: Buffer[] = [];
	private length = 0;

	/** @param latin1 the chunk, one character for each byte */
	add(chunk: Uint8Array, latin1: string): void {
		const search = /[\x80-\xff]/g;
		const windows = this.length === 0 ? FIRST_WINDOWS : WINDOWS;
		for (let count = 0; count < windows && this.length < LARGEST; count++) {
			const found = search.exec(latin1);
			if (!found) return;
			let end = Math.min(chunk.length, found.index + WINDOW);
			// A window ends with ASCII, so that it cuts no character in two.
			while (end > found.index && chunk[end - 1] >= 0x80) end -= 1;
			const isWhole = end > found.index;
			const part = Buffer.from(chunk.subarray(found.index, isWhole ? end : found.index + WINDOW));
			this.parts.push(part, Buffer.from('\n'));
			this.length += part.length;
			search.lastIndex = Math.max(found.index + STEP, found.index + part.length);
		}
	}

	bytes(): Buffer {
		return Buffer.concat(this.parts);
	}
}
