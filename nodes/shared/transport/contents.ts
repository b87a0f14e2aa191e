import type { IDataObject } from 'n8n-workflow';
import { OperationalError, UserError } from 'n8n-workflow';
import { endBody } from '../auth';
import { t } from '../language';
import { filled, object, objectWithAny, type Shape } from '../shapes';
import { withinLimit } from './pace/limiter';
import type { Client } from './request';

type Readable = import('stream').Readable;
type Chunks<T extends Uint8Array = Uint8Array> = AsyncIterable<T> | Iterable<T>;

// Well below Kontur's 64 MB: each part stays in memory for a retry.
const PART = 16 * 1024 * 1024;
// Given a whole part, TLS would encrypt it into as much memory again before sending the first byte.
const PIECE = 1024 * 1024;
/** How many uploads run at once in a process; each holds a part in memory. */
export const UPLOADS_AT_ONCE = 4;
// Kontur's limit for one range. Ranges are streamed, so the size costs no memory.
const RANGE = 64 * 1024 * 1024;
// n8n waits for the disk after each chunk, and TLS delivers small ones.
const PORTION = 384 * 1024;
const FAILURES_IN_A_ROW = 3;
// Milliseconds without a byte after which a download continues over a new connection.
const STALLED = 60_000;

const firstPart = object({ id: filled });
// The pages and the C# SDK describe the response to further parts differently.
const storedPart = objectWithAny('id', 'content');

const contents = '/v1/{accountId}/contents';
const content = '/v1/{accountId}/contents/{contentId}';

// Its bytes tell nothing of Kontur, so the headers must.
const file: Shape<Readable> = {
	missing: (stream) => (typeof stream === 'object' && stream !== null ? [] : ['']),
	isAnybodys: () => true,
};

/** A file to upload. */
export interface ContentSource {
	/** Bytes. */
	size: number;
	/** @param chunk preferred number of bytes at a time */
	open: (chunk?: number) => Promise<Chunks>;
	/** Each `open` reads new chunks, which nothing else uses. */
	hasFreshChunks?: boolean;
}

/**
 * Uploads bytes to the contents service in parts and returns the content ID. A process runs a few uploads at once; the
 * others wait.
 * @throws UserError for a content type that is not a valid header value, an empty file, or a file whose length differs
 * from its declared size
 * Source: Kontur.Extern documentation, "Contents service"; RFC 9110, section 14.4 (Content-Range).
 */
export async function uploadContent(
	client: Client,
	accountId: string,
	source: ContentSource,
	contentType: string,
): Promise<string> {
	if (!/^[ -~]*$/.test(contentType)) {
		throw new UserError(
			t`The content type of the file contains a line break or another invalid character. Correct it in this node or in the node that provides the file.`,
		);
	}
	if (source.size === 0) {
		throw new UserError(
			t`The file is empty. Kontur does not accept empty files; check the node before this one.`,
		);
	}
	return await withinLimit(
		'uploads',
		UPLOADS_AT_ONCE,
		async () => await upload(client, accountId, source, contentType),
		client,
	);
}

async function upload(
	client: Client,
	accountId: string,
	{ size, open, hasFreshChunks = false }: ContentSource,
	contentType: string,
): Promise<string> {
	let id = '';
	let sent = 0;
	const length = Math.min(PART, size);
	const source = await open(length);
	for await (const { part, isOwn } of inParts(source, length)) {
		const end = sent + part.length;
		if (end > size) {
			throw new UserError(t`The file is longer than its declared size of ${size} bytes. Load it again.`);
		}
		const { body, isEncrypted } = await client.request({
			method: id ? 'PUT' : 'POST',
			path: id ? content : contents,
			pathValues: { accountId, contentId: id },
			bytes: part,
			...(isStream(source) && { asStream: (bytes: Buffer) => streamLike(source, inPieces(bytes)) }),
			headers: {
				'content-type': contentType,
				'content-range': `bytes ${sent}-${end - 1}/${size}`,
			},
			// At worst, a repeat leaves an unused content behind.
			repeat: 'harmless',
			shape: id ? storedPart : firstPart,
		});
		sent = end;
		id ||= String(body.id);
		if (isEncrypted && (isOwn || hasFreshChunks)) detach(part);
	}
	if (sent !== size) throw new UserError(t`The file ended after ${sent} of ${size} bytes. Load it again.`);
	return id;
}

/**
 * Detaches the ArrayBuffer of a chunk that fills it, so that V8 frees it now; do not use the chunk afterwards. A full
 * garbage collection of n8n takes longer than sending a part, so parts would pile up. Only for parts sent over TLS:
 * Node.js encrypts them into other memory and never reads them again, even when the server responds early. Node.js
 * before 21 cannot detach.
 * Source: ECMA-262, ArrayBuffer.prototype.transfer.
 */
function detach({ buffer, byteOffset, length }: Uint8Array): void {
	if (byteOffset > 0 || length < buffer.byteLength) return;
	(buffer as { transfer?: (size: number) => unknown }).transfer?.(0);
}

function* inPieces(part: Buffer): Generator<Buffer> {
	for (let at = 0; at < part.length; at += PIECE) yield part.subarray(at, at + PIECE);
}

interface Part {
	part: Buffer;
	/** Assembled here; if false, a view of the source's memory. */
	isOwn: boolean;
}

/**
 * Splits a stream into parts of exactly `length` bytes, the last one shorter. A chunk that holds a whole part is not
 * copied.
 * @param copied called for each chunk that was copied completely
 */
async function* inParts(
	source: Chunks,
	length: number,
	copied?: (chunk: Uint8Array) => void,
): AsyncGenerator<Part> {
	let part: Buffer | undefined;
	let filled = 0;
	for await (const chunk of source) {
		let isCopied = true;
		for (let at = 0; at < chunk.length;) {
			const taken = chunk.subarray(at, at + length - filled);
			at += taken.length;
			if (taken.length === length) {
				isCopied = false;
				yield { part: Buffer.from(taken.buffer, taken.byteOffset, length), isOwn: false };
				continue;
			}
			part ??= Buffer.allocUnsafe(length);
			part.set(taken, filled);
			filled += taken.length;
			if (filled === length) {
				yield { part, isOwn: true };
				[part, filled] = [undefined, 0];
			}
		}
		if (isCopied) copied?.(chunk);
	}
	if (part) yield { part: part.subarray(0, filled), isOwn: true };
}

/**
 * Destroys a stream from which nothing has been read for a minute. It also ends a download that its reader forgot,
 * which would keep its place among the parallel requests.
 * @returns what to call for each chunk
 */
function destroyWhenStalled(stream: Readable): () => void {
	let last = performance.now();
	const check = () => {
		if (stream.destroyed) return;
		const left = last + STALLED - performance.now();
		if (left > 0) later(left);
		else endBody(stream, 'download stalled');
	};
	const later = (ms: number) =>
		AbortSignal.timeout(Math.ceil(ms)).addEventListener('abort', check, { once: true });
	later(STALLED);
	return () => {
		last = performance.now();
	};
}

type Version = Readonly<Record<'size' | 'etag', unknown>>;

const isStrong = (etag: unknown): etag is string => typeof etag === 'string' && etag.startsWith('"');

/** Whether two parts are of one file, by what both say of it (RFC 9110, sections 14.4 and 15.3.7.3). */
const isSameVersion = (a: Version, b: Version): boolean =>
	(a.size === undefined || b.size === undefined || Number(a.size) === Number(b.size)) &&
	(!isStrong(a.etag) || !isStrong(b.etag) || a.etag === b.etag);

export interface DownloadedContent {
	/** The bytes in order. Errors, instead of ending early, when the connection cannot be restored. */
	stream: Readable;
	contentType: string;
	/** Total bytes. */
	size: number;
}

/**
 * Downloads a content range by range as one stream, and resumes at the next byte after a lost connection. The first
 * range is opened before this returns, so that a wrong ID fails here.
 * Source: Kontur.Extern documentation, "Contents service"; RFC 9110, section 14.2 (Range).
 */
export async function downloadContent(
	client: Client,
	accountId: string,
	contentId: string,
): Promise<DownloadedContent> {
	const open = async (from: number) => {
		const { status, headers, body } = await client.request<Readable>({
			method: 'GET',
			path: content,
			pathValues: { accountId, contentId },
			// A compressed response would have another length than the content.
			headers: { accept: '*/*', 'accept-encoding': 'identity', range: `bytes=${from}-${from + RANGE - 1}` },
			answer: 'stream',
			shape: file,
		});
		const [, first, , total] =
			/^bytes (\d+)-(\d+)\/(\d+)/i.exec(String(headers['content-range'] ?? '')) ?? [];
		// A server may ignore the range and send everything.
		const begin = Number(first ?? (status === 200 ? 0 : from));
		if (begin > from) {
			body.destroy();
			throw new OperationalError(t`Kontur returned the wrong part of the file. Try again.`);
		}
		return {
			stream: body,
			moved: destroyWhenStalled(body),
			skip: from - begin,
			total: Number(total ?? headers['content-length']),
			version: {
				// Without Content-Range, the length of a later part is that of the part.
				size: total ?? (status === 200 ? headers['content-length'] : undefined),
				etag: headers.etag,
			},
			contentType: String(headers['content-type'] ?? 'application/octet-stream'),
		};
	};

	const start = await open(0);
	const sizeIsKnown = Number.isFinite(start.total);
	/** Goes on at a byte of the same file. */
	const resume = async (from: number) => {
		const range = await open(from);
		if (isSameVersion(range.version, start.version)) return range;
		range.stream.destroy();
		throw new OperationalError(t`The file changed while it was being downloaded. Try again.`);
	};
	async function* chunks() {
		let received = 0;
		let failures = 0;
		for (let range = start; ; range = await resume(received)) {
			let { skip } = range;
			let broken: unknown;
			try {
				for await (const chunk of range.stream as AsyncIterable<Buffer>) {
					range.moved();
					const rest = chunk.subarray(Math.min(skip, chunk.length));
					skip -= chunk.length - rest.length;
					if (rest.length === 0) continue;
					received += rest.length;
					failures = 0;
					yield rest;
				}
			} catch (error) {
				broken = error;
			}
			if (broken !== undefined && (client.signal?.aborted || !sizeIsKnown)) throw broken;
			if (!sizeIsKnown || received >= start.total) break;
			failures += 1;
			if (failures > FAILURES_IN_A_ROW) {
				throw new OperationalError(
					t`The download stopped after ${received} of ${start.total} bytes. Try again.`,
				);
			}
			if (received % RANGE !== 0) await client.wait(500 * failures);
		}
		// Kontur stores no empty contents.
		if (received === 0) throw new OperationalError(t`Kontur returned an empty file. Try again.`);
		if (received > start.total) {
			throw new OperationalError(t`Kontur returned ${received} bytes instead of ${start.total}. Try again.`);
		}
	}
	async function* portions() {
		const length = Math.min(PORTION, start.total || PORTION);
		for await (const { part } of inParts(chunks(), length, detach)) yield part;
	}
	const stream = streamLike(start.stream, portions());
	// A generator that was never started closes nothing.
	stream.once('close', () => start.stream.destroy());
	return {
		stream,
		contentType: start.contentType,
		size: start.total,
	};
}

interface StreamClass {
	from: (source: Chunks<Buffer>, options: { objectMode: boolean }) => Readable;
}

const isStream = (source: object): source is Readable =>
	typeof (source as Partial<Readable>).pipe === 'function';

/**
 * Makes a stream of chunks. Community nodes may not import Node.js's streams, so the class comes from another stream.
 * Source: Node.js documentation, "Stream", stream.Readable.from.
 */
function streamLike(stream: Readable, chunks: Chunks<Buffer>): Readable {
	// In byte mode consumers write many small chunks at once.
	return (stream.constructor as unknown as StreamClass).from(chunks, { objectMode: false });
}

/** Decodes a signature or a deprecated content, which Kontur returns as base64 in a JSON string. */
export function bytesOfJsonString(body: unknown): Buffer {
	const text = typeof body === 'string' ? body : String((body as IDataObject | undefined)?.content ?? '');
	return Buffer.from(text.replace(/^"|"$/g, ''), 'base64');
}
