import type { IDataObject } from 'n8n-workflow';
import { OperationalError, UserError } from 'n8n-workflow';
import type { Client } from './client';
import { withinLimit } from './limiter';
import { isStream, streamLike } from './streams';

// Well below Kontur's 64 MB: a part is held in memory so that it can be sent again.
const PART = 16 * 1024 * 1024;
// In one piece Node.js would encrypt the whole part, into as much memory again, before the first byte of it leaves.
const PIECE = 1024 * 1024;
/** How many uploads a process has under way; each holds a part in memory. */
export const UPLOADS_AT_ONCE = 4;
// Kontur's bound for one range; it is streamed, so its size costs no memory.
const RANGE = 64 * 1024 * 1024;
// n8n waits for the disk after each chunk, and those that come over TLS are small.
const PORTION = 384 * 1024;
const FAILURES_IN_A_ROW = 3;

const contents = '/v1/{accountId}/contents';
const content = '/v1/{accountId}/contents/{contentId}';

/** A file to upload. */
export interface ContentSource {
	/** Bytes. */
	size: number;
	/** @param chunk how many bytes are wanted at a time, where there is a choice */
	open: (chunk?: number) => Promise<AsyncIterable<Uint8Array> | Iterable<Uint8Array>>;
	/** What it gives is read anew each time it is opened, and nobody else holds it. */
	isReadAnew?: boolean;
}

/**
 * Uploads bytes to the contents service in parts and gives the content id. A few uploads run at once in a process,
 * the others wait.
 * @throws UserError for a content type that no header can carry, an empty file, or one that yields another number of
 * bytes than its size; OperationalError when the answer names no content
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
			'The content type of the file has a line break or another character that is in none. Correct it in this node, or in the node that the file comes from.',
		);
	}
	if (source.size === 0)
		throw new UserError('The file is empty. Kontur takes no empty files; check the node before this one.');
	return await withinLimit(
		'uploads',
		UPLOADS_AT_ONCE,
		async () => await upload(client, accountId, source, contentType),
	);
}

async function upload(
	client: Client,
	accountId: string,
	{ size, open, isReadAnew = false }: ContentSource,
	contentType: string,
): Promise<string> {
	let id = '';
	let sent = 0;
	const length = Math.min(PART, size);
	const source = await open(length);
	for await (const { part, isOwn } of inParts(source, length)) {
		const end = sent + part.length;
		if (end > size) {
			throw new UserError(`The file is longer than the ${size} bytes that were announced. Load it again.`);
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
			// A content that was begun twice is only an unused content.
			repeat: 'harmless',
		});
		sent = end;
		id ||= String(body.id ?? '');
		if (!id) throw new OperationalError('Kontur took the file but gave no ID for it. Try again.');
		if (isEncrypted && (isOwn || isReadAnew)) giveBack(part);
	}
	if (sent !== size) throw new UserError(`The file ended after ${sent} of ${size} bytes. Load it again.`);
	return id;
}

/**
 * Gives the memory of bytes back, where they are all that is in it; nobody may use them any more. V8 would look
 * through all memory of n8n before it does so, which takes longer than sending a part, and parts pile up meanwhile.
 * A part must have gone over TLS: Node.js encrypts it into memory of its own, and reads it no more, whatever a server
 * answers before it has everything. Node.js before 21 cannot.
 * Source: ECMA-262, ArrayBuffer.prototype.transfer.
 */
function giveBack({ buffer, byteOffset, length }: Uint8Array): void {
	if (byteOffset > 0 || length < buffer.byteLength) return;
	(buffer as { transfer?: (size: number) => unknown }).transfer?.(0);
}

function* inPieces(part: Buffer): Generator<Buffer> {
	for (let at = 0; at < part.length; at += PIECE) yield part.subarray(at, at + PIECE);
}

interface Part {
	part: Buffer;
	/** It was put together here; else it is what the source gave. */
	isOwn: boolean;
}

/**
 * Cuts a stream into parts of exactly `length` bytes, the last one shorter. What has that length is not copied.
 * @param copied gets each chunk that was copied to its end
 */
async function* inParts(
	source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
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

type Readable = import('stream').Readable;

export interface DownloadedContent {
	/** Bytes in order. Reading fails rather than ends early when the connection is cut for good. */
	stream: Readable;
	contentType: string;
	/** Bytes in all. */
	size: number;
}

/**
 * Downloads a content by ranges as one stream; after a cut connection it goes on from the byte it had reached.
 * The first range is opened before this returns, so that a wrong id fails here.
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
			// Compressed, its length would not be the length of the content.
			headers: { accept: '*/*', 'accept-encoding': 'identity', range: `bytes=${from}-${from + RANGE - 1}` },
			answer: 'stream',
		});
		const [, first, , total] = /(\d+)-(\d+)\/(\d+)/.exec(String(headers['content-range'] ?? '')) ?? [];
		// A server may answer a range with everything.
		const begin = Number(first ?? (status === 200 ? 0 : from));
		if (begin > from) {
			body.destroy();
			throw new OperationalError(
				'Kontur answered with another part of the file than was asked for. Try again.',
			);
		}
		return {
			stream: body,
			skip: from - begin,
			total: Number(total ?? headers['content-length']),
			contentType: String(headers['content-type'] ?? 'application/octet-stream'),
		};
	};

	const start = await open(0);
	const sizeIsKnown = Number.isFinite(start.total);
	async function* chunks() {
		let received = 0;
		let failures = 0;
		for (let range = start; ; range = await open(received)) {
			let { skip } = range;
			let broken: unknown;
			try {
				for await (const chunk of range.stream as AsyncIterable<Buffer>) {
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
					`The download broke off after ${received} of ${start.total} bytes. Try again.`,
				);
			}
			if (received % RANGE !== 0) await client.wait(500 * failures);
		}
		if (received > start.total) {
			throw new OperationalError(`Kontur gave ${received} bytes instead of ${start.total}. Try again.`);
		}
	}
	async function* portions() {
		const length = Math.min(PORTION, start.total || PORTION);
		for await (const { part } of inParts(chunks(), length, giveBack)) yield part;
	}
	return {
		stream: streamLike(start.stream, portions()),
		contentType: start.contentType,
		size: start.total,
	};
}

/** A signature or a deprecated content: Kontur answers with base64 inside a JSON string. */
export function bytesOfJsonString(body: unknown): Buffer {
	const text = typeof body === 'string' ? body : String((body as IDataObject | undefined)?.content ?? '');
	return Buffer.from(text.replace(/^"|"$/g, ''), 'base64');
}
