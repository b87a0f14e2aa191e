import { randomFill } from 'crypto';
import { asUint8Array } from './bytes';
import { GostError } from './errors';

/** Document content, in memory or as a stream of chunks such as a Node.js stream. */
export type Content = Uint8Array | AsyncIterable<Uint8Array>;

/** Bytes processed between yields: few enough for the event loop, enough to hide the overhead. */
const CHUNK_SIZE = 256 * 1024;

/** Bytes of the first chunk. V8 compiles the code during the first ones, which are therefore slow. */
const FIRST_CHUNK = 16 * 1024;

/** Bytes of a chunk where the code is never compiled (`node --jitless`). */
const LEAST_CHUNK = 1024;

/** Milliseconds within which a chunk should be processed. */
const [FAST_MS, SLOW_MS] = [4, 12];

/** A smaller chunk counts as this many bytes, because every chunk has overhead. */
const MIN_COST = 256;

const scratch = new Uint8Array(1);

/**
 * Yields to the event loop. Awaiting a resolved promise does not, because its continuation runs before I/O and timers.
 * Community nodes may not use timers, so this awaits a job of the thread pool.
 */
export async function yieldToEventLoop(): Promise<void> {
	await new Promise<void>((resolve) => {
		randomFill(scratch, () => {
			resolve();
		});
	});
}

/** Milliseconds that a computation takes before it yields. */
const TURN_MS = 10;

/** Tells a long computation when to yield to the event loop: `if (turn.isOver) await turn.end();`. */
export class Turn {
	private began = performance.now();

	/** Whether the computation has run long enough since it last yielded. */
	get isOver(): boolean {
		return performance.now() - this.began > TURN_MS;
	}

	/** Yields to the event loop and starts the next turn. */
	async end(): Promise<void> {
		await yieldToEventLoop();
		this.began = performance.now();
	}
}

/** Returns how often the event loop has turned. Node.js counts it cheaply. */
const loopCount = (): number => performance.nodeTiming.uvMetricsInfo.loopCount;

/**
 * Splits the content into chunks of at most `CHUNK_SIZE` bytes, fewer if the caller takes long for one, and yields to
 * the event loop after that many unless reading the source has done so. The chunks share the source's memory. Throws
 * `bad-argument` for a stream that yields anything but bytes.
 */
export async function* chunked(content: Content | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let limit = FIRST_CHUNK;
	let cost = 0;
	let loops = loopCount();
	let began = performance.now();
	for await (const source of content instanceof Uint8Array ? [content] : content) {
		if (!(source instanceof Uint8Array)) throw new GostError('bad-argument', 'The stream must yield bytes');
		for (let at = 0; at < source.length;) {
			const chunk = asUint8Array(source.subarray(at, at + limit));
			at += chunk.length;
			yield chunk;
			cost += Math.max(chunk.length, MIN_COST);
			if (cost < limit) continue;
			cost = 0;
			const took = performance.now() - began;
			if (took < FAST_MS) limit = Math.min(2 * limit, CHUNK_SIZE);
			else if (took > SLOW_MS) limit = Math.max(limit / 2, LEAST_CHUNK);
			if (loops === loopCount()) await yieldToEventLoop();
			loops = loopCount();
			began = performance.now();
		}
	}
}

/** Reads all chunks into one array. */
export async function collect(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of content) chunks.push(chunk);
	return asUint8Array(Buffer.concat(chunks));
}
