import { HttpError } from '../../core/errors';
import type { Account, Content, ContentPart } from '../model';
import type { ExternState } from '../state';

const uploadLifetime = 90 * 24 * 3600 * 1000;

export function newContent(extern: ExternState, account: Account, type: string): Content {
	const content: Content = {
		id: extern.random.guid(),
		type,
		parts: [],
		complete: false,
		expiresAt: extern.clock.now().getTime() + uploadLifetime,
	};
	account.contents.set(content.id, content);
	return content;
}

/** Stores a finished content of a document, which never expires. */
export function storeContent(
	extern: ExternState,
	account: Account,
	type: string,
	parts: ContentPart[],
): Content {
	const content = newContent(extern, account, type);
	content.parts = parts;
	content.total = sizeOf(parts);
	content.complete = true;
	delete content.expiresAt;
	return content;
}

export function storeBytes(extern: ExternState, account: Account, type: string, data: Buffer): Content {
	return storeContent(extern, account, type, [{ from: 0, data }]);
}

export function sizeOf(parts: ContentPart[]): number {
	return parts.reduce((sum, part) => sum + part.data.length, 0);
}

/** Inserts a part; it replaces earlier bytes that it overlaps. */
export function putPart(content: Content, from: number, data: Buffer): void {
	const to = from + data.length;
	const kept: ContentPart[] = [];
	for (const part of content.parts) {
		const end = part.from + part.data.length;
		if (part.from < from) {
			kept.push({ from: part.from, data: part.data.subarray(0, Math.min(end, from) - part.from) });
		}
		if (end > to) {
			const start = Math.max(part.from, to);
			kept.push({ from: start, data: part.data.subarray(start - part.from) });
		}
	}
	content.parts = [...kept, { from, data }].sort((a, b) => a.from - b.from);
	content.complete = content.total !== undefined && sizeOf(content.parts) >= content.total;
}

/** Bytes from..to (inclusive) as views of the stored parts: nothing is copied. */
export function readRange(content: Content, from: number, to: number): Buffer[] {
	const result: Buffer[] = [];
	for (const part of content.parts) {
		const start = Math.max(from, part.from);
		const end = Math.min(to + 1, part.from + part.data.length);
		if (start < end) result.push(part.data.subarray(start - part.from, end - part.from));
	}
	return result;
}

export function wholeContent(content: Content): Buffer {
	return content.parts.length === 1
		? content.parts[0].data
		: Buffer.concat(content.parts.map((part) => part.data));
}

export function findContent(extern: ExternState, account: Account, id: string): Content {
	const content = account.contents.get(id.toLowerCase());
	const expired = content?.expiresAt !== undefined && content.expiresAt <= extern.clock.now().getTime();
	if (!content || expired) throw new HttpError(404, 'Content not found');
	return content;
}
