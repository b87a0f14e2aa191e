import { createHash } from 'crypto';

/**
 * A UUID that follows from what it is for: the same parts give the same one, on every machine and in every run.
 * Source: RFC 9562, section 5.8 (version 8), with the first 122 bits of a SHA-256.
 */
export function nameUuid(...parts: unknown[]): string {
	const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
	bytes[6] = (bytes[6] & 0x0f) | 0x80;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
