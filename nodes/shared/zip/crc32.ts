const TABLE = Uint32Array.from({ length: 256 }, (_none, index) => {
	let value = index;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value;
});

/** Computes CRC-32 (APPNOTE, section 4.4.7), continued from `start`. */
export function crc32(data: Uint8Array, start = 0): number {
	let value = ~start;
	for (const byte of data) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
	return ~value >>> 0;
}
