import { UserError } from 'n8n-workflow';
import type { IBinaryData } from 'n8n-workflow';
import { chunked } from '../gost';
import { t } from '../language';
import type { BinaryOutput } from './binary';

type Readable = import('stream').Readable;
type Chunks = AsyncIterable<Uint8Array>;

/** Largest file held in memory, in bytes. */
export const MAX_IN_MEMORY = 128 * 1024 * 1024;

/** Bytes that `peek` reads, enough to recognize the type of a file. */
const HEAD = 64 * 1024;

/** Reads the beginning of a file. `all` still yields the whole file, in copies that may be kept. */
export async function peek(chunks: Chunks): Promise<{ head: Buffer; all: Chunks }> {
	const iterator = chunks[Symbol.asyncIterator]();
	const parts: Buffer[] = [];
	let length = 0;
	let ended = false;
	while (length < HEAD && !ended) {
		const { value, done } = await iterator.next();
		if (done) ended = true;
		else {
			parts.push(Buffer.from(value));
			length += value.length;
		}
	}
	const head = Buffer.concat(parts);
	async function* all() {
		try {
			if (head.length > 0) yield head;
			while (!ended) {
				const { value, done } = await iterator.next();
				if (done) return;
				yield Buffer.from(value);
			}
		} finally {
			await iterator.return?.();
		}
	}
	return { head, all: all() };
}

/**
 * Reads a whole file into memory. Keeps all chunks until the end, so their source must not reuse them.
 * @param name names the file in the error
 * @throws UserError when the file is larger than `MAX_IN_MEMORY`
 */
export async function readWhole(chunks: Chunks, name: string): Promise<Buffer<ArrayBuffer>> {
	const parts: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of chunks) {
		length += chunk.length;
		if (length > MAX_IN_MEMORY) {
			throw new UserError(t`${name} is larger than ${MAX_IN_MEMORY / 1024 / 1024} MB.`);
		}
		parts.push(chunk);
	}
	const whole = Buffer.allocUnsafe(length);
	let at = 0;
	// One Buffer.concat of 128 MB would block the event loop.
	for await (const part of chunked(parts)) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/**
 * Turns chunks into a stream. Community nodes must not import `stream`, so this borrows the class of the stream that
 * n8n opened. Returns undefined when n8n keeps the input in memory and opened no stream.
 */
function streamLike(source: Chunks, chunks: Chunks): Readable | undefined {
	const { from } = source.constructor as unknown as { from?: (chunks: Chunks) => Readable };
	return typeof from === 'function' ? from.call(source.constructor, chunks) : undefined;
}

/** Closes an opened file or download that may not have been read to the end. */
export function closeSource(source: Chunks): void {
	(source as Partial<Readable>).destroy?.();
}

/**
 * Stores a file, chunk by chunk unless n8n keeps the input in memory.
 * @param source the opened input that the chunks come from; it is closed afterwards
 * @param chunks must not be reused by their source, because they are kept until they are written
 */
export async function storeFile(
	writeBinary: BinaryOutput,
	source: Chunks,
	chunks: Chunks,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	try {
		const data = streamLike(source, chunks) ?? (await readWhole(chunks, fileName));
		return await writeBinary(data, fileName, mimeType);
	} finally {
		closeSource(source);
	}
}
