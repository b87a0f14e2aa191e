import type { IncomingMessage } from 'node:http';

export const largestBody = 64 * 1024 * 1024;

/** The whole body, or undefined (read to its end and dropped) when it is larger than allowed. */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
	const declared = Number(message.headers['content-length'] ?? NaN);
	if (declared > largestBody) {
		for await (const chunk of message) void chunk;
		return undefined;
	}
	// With a known length, the chunks are written straight into place, which avoids a second copy of 64 MB.
	const target = Number.isNaN(declared) ? undefined : Buffer.allocUnsafeSlow(declared);
	const parts: Buffer[] = [];
	let size = 0;
	for await (const chunk of message) {
		const part: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
		if (target) part.copy(target, size);
		else if (size + part.length <= largestBody) parts.push(part);
		size += part.length;
	}
	if (size > largestBody) return undefined;
	return target ? target.subarray(0, size) : Buffer.concat(parts);
}
