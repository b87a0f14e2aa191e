import type { IN8nHttpFullResponse } from 'n8n-workflow';

type Chunks = AsyncIterable<Buffer> & { destroy?: (error: Error) => void };

/**
 * How long a request may take until its answer begins, and its answer until it is there, in milliseconds: as long as
 * in Kontur's own SDK.
 */
export const TIMEOUT = 180_000;

const isStream = (body: unknown): body is Chunks =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

// Of longer answers there are few.
const KEPT = 4 * 1024 * 1024;
let kept = Buffer.alloc(0);

/** One buffer serves all answers: a new one for each makes V8 look through all memory of n8n more often. */
function textOf(chunks: readonly Buffer[], length: number): string {
	if (chunks.length === 1) return chunks[0].toString('utf8');
	if (length > KEPT) return Buffer.concat(chunks, length).toString('utf8');
	if (kept.length < length) kept = Buffer.allocUnsafeSlow(length);
	let at = 0;
	for (const chunk of chunks) {
		kept.set(chunk, at);
		at += chunk.length;
	}
	return kept.toString('utf8', 0, length);
}

/**
 * The body of an answer as text, wherever n8n's client gives it as a stream; what it unpacked on its way counts as it
 * is then. Anything that is no stream is left alone.
 * @param most bytes; of more the rest is not read
 * @returns whether that was all
 * @throws what cuts the body off, with the code of the network
 */
export async function readText(response: IN8nHttpFullResponse, most: number): Promise<boolean> {
	const body: unknown = response.body;
	if (!isStream(body)) return true;
	const chunks: Buffer[] = [];
	let length = 0;
	// n8n's client counts the time only until the headers are there.
	const late = AbortSignal.timeout(TIMEOUT);
	const cut = () => body.destroy?.(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
	late.addEventListener('abort', cut, { once: true });
	try {
		for await (const chunk of body) {
			length += chunk.length;
			if (length > most) return false;
			chunks.push(chunk);
		}
	} finally {
		late.removeEventListener('abort', cut);
	}
	const text = textOf(chunks, length);
	response.body = (text.startsWith('\ufeff') ? text.slice(1) : text) as unknown as typeof response.body;
	return true;
}
