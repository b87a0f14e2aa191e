import type { IN8nHttpFullResponse } from 'n8n-workflow';

type Chunks = AsyncIterable<Buffer> & Body;

/** What can be ended of a response body that is a stream. */
type Body = Partial<Pick<import('stream').Readable, 'destroy' | 'emit' | 'listenerCount'>>;

/** Milliseconds for a response to begin, and then again for it to complete. Source: Kontur's own SDK. */
export const TIMEOUT = 180_000;

const isStream = (body: unknown): body is Chunks =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/**
 * Ends a response body whose sender says nothing more. n8n's HTTP client wraps the body in a stream made from a generator,
 * and destroying such a stream does not end a read that is waiting for the next chunk: its reader must get the error.
 */
export function endBody(body: Body, message: string): void {
	const error = Object.assign(new Error(message), { code: 'ETIMEDOUT' });
	if (body.listenerCount?.('error')) body.emit?.('error', error);
	body.destroy?.(error);
}

// Bytes that are decoded at once: V8 asks the system for memory for each string above 128 KB, which takes ten times as
// long as decoding it.
const MAX_KEPT = 32 * 1024;
const kept = Buffer.alloc(MAX_KEPT);

/** Joins chunks in one shared buffer: a new buffer per response makes V8 collect garbage more often. */
function joined(chunks: readonly Buffer[], length: number): Buffer {
	if (chunks.length === 1) return chunks[0];
	let at = 0;
	for (const chunk of chunks) {
		kept.set(chunk, at);
		at += chunk.length;
	}
	return kept.subarray(0, length);
}

/** Returns how many bytes at the end begin a character without completing it (RFC 3629, section 3). */
function begunAtEnd(bytes: Buffer): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back++) {
		const byte = bytes[bytes.length - back];
		if ((byte & 0xc0) === 0x80) continue;
		const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
		return needed > back ? back : 0;
	}
	return 0;
}

// Bytes. To join a longer text takes longer than to parse it.
const LONG = 4 * MAX_KEPT;

/** A long text, in the parts in which it arrived. */
export class LongText {
	constructor(readonly parts: readonly string[]) {}

	toString(): string {
		return this.parts.join('');
	}
}

/** Decodes UTF-8 while it arrives, so that a long response neither is decoded at once nor is in memory twice. */
class Decoder {
	private parts: string[] = [];

	private chunks: Buffer[] = [];

	private length = 0;

	add(chunk: Buffer): void {
		for (let at = 0; at < chunk.length;) {
			const taken = chunk.subarray(at, at + MAX_KEPT - this.length);
			at += taken.length;
			this.chunks.push(taken);
			this.length += taken.length;
			if (this.length === MAX_KEPT) this.decode();
		}
	}

	private decode(): void {
		const bytes = joined(this.chunks, this.length);
		const whole = bytes.length - begunAtEnd(bytes);
		this.parts.push(bytes.toString('utf8', 0, whole));
		const rest = Buffer.from(bytes.subarray(whole));
		[this.chunks, this.length] = [[rest], rest.length];
	}

	end(): string[] {
		return [...this.parts, joined(this.chunks, this.length).toString('utf8')];
	}
}

/*
 * What JSON costs in memory once it is parsed depends on how many values it has, not on its bytes: `[],[],[]` takes
 * thirty times its length. Bytes that V8 needs at least for a list, an object, and an element of either.
 */
const COST = new Uint8Array(256);
COST['['.charCodeAt(0)] = 48;
COST['{'.charCodeAt(0)] = 64;
COST[','.charCodeAt(0)] = 16;
// Small responses may be as dense as they like.
const FREE = 16 * 1024 * 1024;
// The densest of Kontur's responses cost about four times their length.
const MOST_PER_BYTE = 6;

function costOf(chunk: Buffer): number {
	let cost = 0;
	for (let at = 0; at < chunk.length; at++) cost += COST[chunk[at]];
	return cost;
}

/**
 * Replaces a streamed response body with its text, without the byte order mark: a string, or a `LongText` if it is longer
 * than 128 KB. Other bodies stay as they are.
 * @param limit bytes after decompression; reading stops beyond that
 * @param timeoutMs how long the whole body may take
 * @returns whether the body was within the limit
 * @throws a network error with its code when the connection breaks or the time is up
 */
export async function readText(
	response: IN8nHttpFullResponse,
	limit: number,
	timeoutMs = TIMEOUT,
): Promise<boolean> {
	const body: unknown = response.body;
	if (!isStream(body)) return true;
	const decoder = new Decoder();
	let length = 0;
	let cost = 0;
	// n8n's HTTP client applies its timeout only until the headers arrive.
	const timeout = AbortSignal.timeout(timeoutMs);
	const abort = () => endBody(body, 'response timed out');
	timeout.addEventListener('abort', abort, { once: true });
	try {
		for await (const chunk of body) {
			length += chunk.length;
			cost += costOf(chunk);
			if (length > limit || cost > Math.max(FREE, MOST_PER_BYTE * length)) return false;
			decoder.add(chunk);
		}
	} finally {
		timeout.removeEventListener('abort', abort);
	}
	const [first, ...more] = decoder.end();
	const parts = [first.startsWith('\ufeff') ? first.slice(1) : first, ...more];
	const text = length > LONG ? new LongText(parts) : parts.join('');
	response.body = text as unknown as typeof response.body;
	return true;
}
