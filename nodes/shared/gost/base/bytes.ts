import { timingSafeEqual } from 'crypto';
import { GostError } from './errors';

/**
 * Returns the bytes as a plain Uint8Array over the same memory. Callers pass Buffers, and `Buffer.slice` shares memory
 * where `Uint8Array.slice` copies, so writing to the "copy" would change the caller's data.
 */
export function asUint8Array(data: Uint8Array): Uint8Array {
	return data.constructor === Uint8Array
		? data
		: new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Joins the parts in a new array. */
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

/** Compares in constant time. Lengths are not secret. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && timingSafeEqual(a, b);
}

/** Returns the bytes in reverse order, in a new array. */
export function reverse(data: Uint8Array): Uint8Array {
	// Not `slice`: a Buffer's shares memory.
	return Uint8Array.from(data).reverse();
}

/** Returns the bytewise XOR of two arrays of the same length, in a new array. */
export function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
	if (a.length !== b.length) throw new GostError('bad-argument', 'The arrays must have the same length');
	return a.map((byte, index) => byte ^ b[index]);
}

/** Encodes as lower-case hexadecimal. */
export function toHex(data: Uint8Array): string {
	return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex');
}

/** Decodes hexadecimal of either case, ignoring white space. Throws `bad-argument` for anything else. */
export function fromHex(text: string): Uint8Array {
	const digits = text.replace(/\s+/g, '');
	if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) {
		throw new GostError('bad-argument', 'Not hexadecimal');
	}
	const result = new Uint8Array(digits.length / 2);
	for (let i = 0; i < result.length; i++) result[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
	return result;
}

/** Reads a big-endian number; an empty array is 0. */
export function bigintFromBE(data: Uint8Array): bigint {
	return data.length === 0 ? 0n : BigInt(`0x${toHex(data)}`);
}

/** Reads a little-endian number; an empty array is 0. */
export function bigintFromLE(data: Uint8Array): bigint {
	return bigintFromBE(reverse(data));
}

/** Writes a non-negative number as `length` big-endian bytes. Throws `bad-argument` if it does not fit. */
export function bigintToBE(value: bigint, length: number): Uint8Array {
	const digits = value === 0n ? '' : value.toString(16);
	if (value < 0n || digits.length > 2 * length) {
		throw new GostError('bad-argument', `The number does not fit in ${length} bytes`);
	}
	return fromHex(digits.padStart(2 * length, '0'));
}

/** Writes a non-negative number as `length` little-endian bytes. Throws `bad-argument` if it does not fit. */
export function bigintToLE(value: bigint, length: number): Uint8Array {
	return bigintToBE(value, length).reverse();
}
