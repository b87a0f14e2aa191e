import { timingSafeEqual } from 'crypto';
import { GostError } from './errors';

/**
 * The same bytes as a plain Uint8Array. Callers pass Buffers, whose `slice` gives a view where that of a
 * Uint8Array gives a copy: changing such a "copy" would change the caller's data.
 */
export function asUint8Array(data: Uint8Array): Uint8Array {
	return data.constructor === Uint8Array
		? data
		: new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** The parts one after another, in a new array. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
	let length = 0;
	for (const part of parts) length += part.length;
	const result = new Uint8Array(length);
	let offset = 0;
	for (const part of parts) {
		result.set(part, offset);
		offset += part.length;
	}
	return result;
}

/** Whether both hold the same bytes; takes the same time wherever they differ (lengths are not secret). */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && timingSafeEqual(a, b);
}

/** The bytes in opposite order, in a new array. */
export function reverse(data: Uint8Array): Uint8Array {
	// `slice` would do for a Uint8Array, but node's Buffer overrides it with a view of the same memory.
	return Uint8Array.from(data).reverse();
}

/** Byte-wise exclusive or of two arrays of one length, in a new array. */
export function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
	if (a.length !== b.length) throw new GostError('bad-argument', 'xor needs arrays of one length');
	return a.map((byte, index) => byte ^ b[index]);
}

/** Lower-case hexadecimal digits of the bytes in their order. */
export function toHex(data: Uint8Array): string {
	let text = '';
	for (const byte of data) text += byte.toString(16).padStart(2, '0');
	return text;
}

/** Bytes from hexadecimal digits of either case; white space is ignored, anything else is `bad-argument`. */
export function fromHex(text: string): Uint8Array {
	const digits = text.replace(/\s+/g, '');
	if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) {
		throw new GostError('bad-argument', 'Not hexadecimal');
	}
	const result = new Uint8Array(digits.length / 2);
	for (let i = 0; i < result.length; i++) result[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
	return result;
}

/** The number whose big-endian bytes are given; 0 for none. */
export function bigintFromBE(data: Uint8Array): bigint {
	return data.length === 0 ? 0n : BigInt(`0x${toHex(data)}`);
}

/** The number whose little-endian bytes are given; 0 for none. */
export function bigintFromLE(data: Uint8Array): bigint {
	return bigintFromBE(reverse(data));
}

/** `length` big-endian bytes of a number from 0 up; `bad-argument` when it does not fit. */
export function bigintToBE(value: bigint, length: number): Uint8Array {
	const digits = value === 0n ? '' : value.toString(16);
	if (value < 0n || digits.length > 2 * length) {
		throw new GostError('bad-argument', `The number does not fit into ${length} bytes`);
	}
	return fromHex(digits.padStart(2 * length, '0'));
}

/** `length` little-endian bytes of a number from 0 up; `bad-argument` when it does not fit. */
export function bigintToLE(value: bigint, length: number): Uint8Array {
	return bigintToBE(value, length).reverse();
}
