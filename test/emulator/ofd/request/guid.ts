import { createHash } from 'node:crypto';

const DOCUMENT_NAMESPACE = '6f1d8a52-3c0e-5b7a-9d41-0a6e2f7c1b93';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const BASE64_OF_16_BYTES = /^[A-Za-z0-9+/]{22}==$/;

export const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

export function isGuid(text: string): boolean {
	return GUID.test(text);
}

function toBytes(guid: string): Buffer {
	return Buffer.from(guid.replace(/-/g, ''), 'hex');
}

function toGuid(bytes: Buffer): string {
	const hex = bytes.toString('hex');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
		'-',
	);
}

export function nameGuid(name: string, namespace = DOCUMENT_NAMESPACE): string {
	const bytes = createHash('sha1').update(toBytes(namespace)).update(name, 'utf8').digest().subarray(0, 16);
	bytes[6] = (bytes[6] & 0x0f) | 0x50;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	return toGuid(bytes);
}

export function documentGuid(regNumber: string, fn: string, fd: number): string {
	return nameGuid(`${regNumber}|${fn}|${fd}`);
}

function swapNetOrder(bytes: Buffer): Buffer {
	return Buffer.concat([
		Buffer.from(bytes.subarray(0, 4)).reverse(),
		Buffer.from(bytes.subarray(4, 6)).reverse(),
		Buffer.from(bytes.subarray(6, 8)).reverse(),
		bytes.subarray(8, 16),
	]);
}

export function offsetOfGuid(guid: string): string {
	return swapNetOrder(toBytes(guid)).toString('base64');
}

export function guidOfOffset(offset: string): string | null {
	if (!BASE64_OF_16_BYTES.test(offset)) return null;
	return toGuid(swapNetOrder(Buffer.from(offset, 'base64')));
}
