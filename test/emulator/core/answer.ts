import type { ServerResponse } from 'node:http';

import type { Breakage } from './faults/faults';
import type { Reply } from './router';

export function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => {
		// The client may have disconnected.
		setTimeout(resolve, milliseconds).unref();
	});
}

function bodyOf(reply: Reply): { chunks: Buffer[]; type: string | undefined } {
	if (reply.chunks) return { chunks: reply.chunks, type: 'application/octet-stream' };
	if (reply.bytes) return { chunks: [reply.bytes], type: 'application/octet-stream' };
	if (reply.text !== undefined) {
		return { chunks: [Buffer.from(reply.text)], type: 'text/plain; charset=utf-8' };
	}
	if (reply.json === undefined) return { chunks: [], type: undefined };
	return {
		chunks: [Buffer.from(JSON.stringify(reply.json))],
		type: 'application/json; charset=utf-8',
	};
}

function lengthOf(chunks: Buffer[]): number {
	return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

function firstHalf(chunks: Buffer[]): Buffer[] {
	let left = Math.floor(lengthOf(chunks) / 2);
	const result: Buffer[] = [];
	for (const chunk of chunks) {
		result.push(chunk.subarray(0, Math.min(left, chunk.length)));
		left -= chunk.length;
		if (left <= 0) break;
	}
	return result;
}

const PIECES = 5;

/** The same bytes in a few parts. */
function inPieces(chunks: Buffer[]): Buffer[] {
	const whole = Buffer.concat(chunks);
	const size = Math.max(1, Math.ceil(whole.length / PIECES));
	return Array.from({ length: Math.ceil(whole.length / size) }, (_piece, index) =>
		whole.subarray(index * size, (index + 1) * size),
	);
}

const WRITTEN = 1024 * 1024;

/**
 * Writes in pieces, like real servers: a large response in one piece would be encrypted whole before its first byte is
 * sent.
 */
const asWritten = (chunk: Buffer) =>
	Array.from({ length: Math.ceil(chunk.length / WRITTEN) }, (_, i) =>
		chunk.subarray(i * WRITTEN, (i + 1) * WRITTEN),
	);

async function write(response: ServerResponse, chunks: Buffer[], pauseMs = 0): Promise<void> {
	for (const [index, chunk] of chunks.flatMap(asWritten).entries()) {
		if (response.destroyed) return;
		if (pauseMs > 0 && index > 0) await pause(pauseMs);
		await new Promise<void>((resolve) => {
			response.once('close', resolve);
			response.write(chunk, () => {
				response.off('close', resolve);
				resolve();
			});
		});
	}
}

/** Writes a response, complete or broken as a fault requires. */
export async function writeAnswer(
	response: ServerResponse,
	reply: Reply,
	own: Record<string, string>,
	broken: Breakage = {},
): Promise<void> {
	const { chunks: whole, type } = bodyOf(reply);
	const chunks = broken.truncated ? firstHalf(whole) : broken.slowMs ? inPieces(whole) : whole;
	const headers = { ...own };
	if (type) headers['Content-Type'] = type;
	const length = Math.max(0, lengthOf(chunks) + (broken.lengthBy ?? 0));
	if (reply.status !== 204) headers['Content-Length'] = String(length);
	if (broken.cut) headers['Content-Length'] = String(lengthOf(whole));
	response.writeHead(reply.status, { ...headers, ...reply.headers });
	if (broken.cut) {
		response.flushHeaders();
		await write(response, firstHalf(whole));
		response.destroy();
		return;
	}
	const [only] = chunks;
	if (chunks.length === 1 && only.length <= WRITTEN && !broken.lengthBy) {
		response.end(only);
		return;
	}
	await write(response, chunks, broken.slowMs);
	// After a wrong length, the connection cannot serve another request.
	if (broken.lengthBy) response.socket?.end();
	else response.end();
}
