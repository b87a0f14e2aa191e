import { randomFill } from 'crypto';
import { GostError } from './errors';
import { asUint8Array } from './bytes';

/** Content of a document: whole, or as a stream of chunks (a node stream is one). */
export type Content = Uint8Array | AsyncIterable<Uint8Array>;

/** Work done at a stretch: small enough for the event loop, large enough to keep the overhead away. */
export const CHUNK_SIZE = 256 * 1024;

/** The first stretch; the next ones double, while the engine compiles what it meets for the first time. */
const FIRST = 16 * 1024;

/** What the smallest chunk counts for: each costs time, however little it holds. */
const LEAST = 256;

const scrap = new Uint8Array(1);

/**
 * Lets the event loop turn. A resolved promise would not: the continuation runs before input and timers.
 * Timers themselves are not allowed in the package, so a job of the thread pool stands in.
 */
export async function yieldToEventLoop(): Promise<void> {
	await new Promise<void>((resolve) => {
		randomFill(scrap, () => {
			resolve();
		});
	});
}

/** The content in stretches, with a turn of the event loop after each. */
export async function* chunked(content: Content | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let stretch = FIRST;
	let since = 0;
	for await (const chunk of content instanceof Uint8Array ? [content] : content) {
		if (!(chunk instanceof Uint8Array)) throw new GostError('bad-argument', 'A stream of bytes is expected');
		for (let at = 0; at < chunk.length;) {
			const part = asUint8Array(chunk.subarray(at, at + stretch));
			at += part.length;
			yield part;
			since += Math.max(part.length, LEAST);
			if (since >= stretch) {
				since = 0;
				stretch = Math.min(2 * stretch, CHUNK_SIZE);
				await yieldToEventLoop();
			}
		}
	}
}

/** All chunks in one array. */
export async function collect(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	for await (const part of content) parts.push(part);
	return asUint8Array(Buffer.concat(parts));
}
