/**
 * The same bytes as a plain Uint8Array. Callers pass Buffers, whose `slice` gives a view where that of a
 * Uint8Array gives a copy: changing such a "copy" would change the caller's data.
 */
export function plain(data: Uint8Array): Uint8Array {
	return data.constructor === Uint8Array
		? data
		: new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
