import type { IN8nHttpFullResponse } from 'n8n-workflow';

type Chunks = AsyncIterable<Buffer> & { destroy?: (error: Error) => void };

/** Milliseconds for a response to begin, and then again for it to complete. Source: Kontur's own SDK. */
export const TIMEOUT = 180_000;

const isStream = (body: unknown): body is Chunks =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

// Bytes. Longer responses are rare and get their own buffer.
const MAX_KEPT = 4 * 1024 * 1024;
let kept = Buffer.alloc(0);

/** Decodes UTF-8 through one shared buffer: a new buffer per response makes V8 collect garbage more often. */
function decode(chunks: readonly Buffer[], length: number): string {
	if (chunks.length === 1) return chunks[0].toString('utf8');
	if (length > MAX_KEPT) return Buffer.concat(chunks, length).toString('utf8');
	if (kept.length < length) kept = Buffer.allocUnsafeSlow(length);
	let at = 0;
	for (const chunk of chunks) {
		kept.set(chunk, at);
		at += chunk.length;
	}
	return kept.toString('utf8', 0, length);
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
 * Replaces a streamed response body with its text, without the byte order mark. Other bodies stay as they are.
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
	const chunks: Buffer[] = [];
	let length = 0;
	let cost = 0;
	// n8n's HTTP client applies its timeout only until the headers arrive.
	const timeout = AbortSignal.timeout(timeoutMs);
	const abort = () => body.destroy?.(Object.assign(new Error('response timed out'), { code: 'ETIMEDOUT' }));
	timeout.addEventListener('abort', abort, { once: true });
	try {
		for await (const chunk of body) {
			length += chunk.length;
			cost += costOf(chunk);
			if (length > limit || cost > Math.max(FREE, MOST_PER_BYTE * length)) return false;
			chunks.push(chunk);
		}
	} finally {
		timeout.removeEventListener('abort', abort);
	}
	const text = decode(chunks, length);
	response.body = (text.startsWith('\ufeff') ? text.slice(1) : text) as unknown as typeof response.body;
	return true;
}
