import type { IBinaryData } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import type { BinaryInput, OperationContext } from '../catalog';
import { stretches } from '../gost/chunks';

type Readable = import('stream').Readable;
type Chunks = AsyncIterable<Uint8Array>;

/** The most that is held in memory of one file, in bytes. */
export const MEMORY = 128 * 1024 * 1024;

/** The largest XML document that is signed or verified, in bytes: its tree takes far more memory than its text. */
export const XML = 32 * 1024 * 1024;

// Enough to tell what a file is.
const HEAD = 4096;

/** A file made of text, in UTF-8 as it stands. */
export function textFile(text: string): BinaryInput {
	const data = Buffer.from(text, 'utf8');
	async function* once() {
		yield data;
	}
	return {
		fileName: '',
		mimeType: 'text/plain',
		size: data.length,
		open: async () => once(),
		bytes: async () => data,
	};
}

/** The content of a file, which is not opened before it is read. */
export async function* contentOf(file: BinaryInput): AsyncGenerator<Uint8Array> {
	yield* await file.open();
}

/** The beginning of a file, and the whole of it; chunks are copies, so that they may be kept. */
export async function peek(chunks: Chunks): Promise<{ head: Buffer; all: Chunks }> {
	const iterator = chunks[Symbol.asyncIterator]();
	const first: Buffer[] = [];
	let length = 0;
	let ended = false;
	while (length < HEAD && !ended) {
		const { value, done } = await iterator.next();
		if (done) ended = true;
		else {
			first.push(Buffer.from(value));
			length += value.length;
		}
	}
	const head = Buffer.concat(first);
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

/** All chunks, which may be kept, at once. @throws UserError beyond `MEMORY` */
export async function collect(chunks: Chunks, what: string): Promise<Buffer<ArrayBuffer>> {
	const parts: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of chunks) {
		length += chunk.length;
		if (length > MEMORY) throw new UserError(`${what} is larger than ${MEMORY / 1024 / 1024} MB.`);
		parts.push(chunk);
	}
	const whole = Buffer.allocUnsafe(length);
	let at = 0;
	// Copied in stretches: all at once would hold up the event loop.
	for await (const part of stretches(parts)) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/**
 * A stream out of chunks. Community nodes may not import streams; where n8n opened the input as one, its own
 * class makes another. Undefined where the input is in memory anyway.
 */
function streamLike(source: Chunks, chunks: Chunks): Readable | undefined {
	const { from } = source.constructor as unknown as { from?: (chunks: Chunks) => Readable };
	return typeof from === 'function' ? from.call(source.constructor, chunks) : undefined;
}

/**
 * Stores a file piece by piece where that is possible.
 * @param source the opened input that the chunks are made of
 * @param chunks are kept until they are written: none may be used again by its maker
 */
export async function store(
	writeBinary: OperationContext<unknown>['writeBinary'],
	source: Chunks,
	chunks: Chunks,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	try {
		const data = streamLike(source, chunks) ?? (await collect(chunks, fileName));
		return await writeBinary(data, fileName, mimeType);
	} finally {
		// It may not have been read at all, or not to its end.
		(source as Partial<Readable>).destroy?.();
	}
}
