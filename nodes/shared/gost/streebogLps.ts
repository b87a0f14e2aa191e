import { PI, STREEBOG_A, STREEBOG_C } from './tables';

// One table for each byte position of a 64-bit word and each half of the result. Constants of the module, so that
// the compiler needs neither a lookup nor a bounds check for them; filled at first use.
const L0 = new Int32Array(256);
const L1 = new Int32Array(256);
const L2 = new Int32Array(256);
const L3 = new Int32Array(256);
const L4 = new Int32Array(256);
const L5 = new Int32Array(256);
const L6 = new Int32Array(256);
const L7 = new Int32Array(256);
const H0 = new Int32Array(256);
const H1 = new Int32Array(256);
const H2 = new Int32Array(256);
const H3 = new Int32Array(256);
const H4 = new Int32Array(256);
const H5 = new Int32Array(256);
const H6 = new Int32Array(256);
const H7 = new Int32Array(256);

const lowTables = [L0, L1, L2, L3, L4, L5, L6, L7];
const highTables = [H0, H1, H2, H3, H4, H5, H6, H7];

/** C[1] to C[12] as 16 words each, the least significant first. */
export const constants: Int32Array[] = [];

export const ZERO = new Int32Array(16);

/** 32 bits, the first byte the most significant. */
function wordBE(data: Uint8Array, offset: number): number {
	return (data[offset] << 24) | (data[offset + 1] << 16) | (data[offset + 2] << 8) | data[offset + 3];
}

/**
 * Fills the tables, once. It merges S, P and l of RFC 6986 (section 7): entry b of table j is what a byte b at position j of the permuted
 * word adds to the product with A.
 */
export function prepare(): void {
	if (constants.length > 0) return;
	for (let position = 0; position < 8; position++) {
		for (let byte = 0; byte < 256; byte++) {
			let high = 0;
			let low = 0;
			for (let bit = 0; bit < 8; bit++) {
				if (((PI[byte] >> bit) & 1) === 0) continue;
				// Bit i of the word goes with row 63 - i.
				const row = 8 * (63 - 8 * position - bit);
				high ^= wordBE(STREEBOG_A, row);
				low ^= wordBE(STREEBOG_A, row + 4);
			}
			lowTables[position][byte] = low;
			highTables[position][byte] = high;
		}
	}
	for (let round = 0; round < 12; round++) {
		constants.push(Int32Array.from(ZERO, (_, word) => wordBE(STREEBOG_C, 64 * round + 60 - 4 * word)));
	}
}

/**
 * `out` = LPS(a xor b); vectors are 16 words, the least significant first. `out` is neither `a` nor `b`.
 * Unrolled by hand: the loop costs more than twice the time.
 */
export function lps(a: Int32Array, b: Int32Array, out: Int32Array): void {
	let i = 0;
	let low = 0;
	let high = 0;
	let w0 = a[0] ^ b[0];
	let w1 = a[2] ^ b[2];
	let w2 = a[4] ^ b[4];
	let w3 = a[6] ^ b[6];
	let w4 = a[8] ^ b[8];
	let w5 = a[10] ^ b[10];
	let w6 = a[12] ^ b[12];
	let w7 = a[14] ^ b[14];
	i = w0 & 255;
	low = L0[i];
	high = H0[i];
	i = w1 & 255;
	low ^= L1[i];
	high ^= H1[i];
	i = w2 & 255;
	low ^= L2[i];
	high ^= H2[i];
	i = w3 & 255;
	low ^= L3[i];
	high ^= H3[i];
	i = w4 & 255;
	low ^= L4[i];
	high ^= H4[i];
	i = w5 & 255;
	low ^= L5[i];
	high ^= H5[i];
	i = w6 & 255;
	low ^= L6[i];
	high ^= H6[i];
	i = w7 & 255;
	low ^= L7[i];
	high ^= H7[i];
	out[0] = low;
	out[1] = high;
	i = (w0 >>> 8) & 255;
	low = L0[i];
	high = H0[i];
	i = (w1 >>> 8) & 255;
	low ^= L1[i];
	high ^= H1[i];
	i = (w2 >>> 8) & 255;
	low ^= L2[i];
	high ^= H2[i];
	i = (w3 >>> 8) & 255;
	low ^= L3[i];
	high ^= H3[i];
	i = (w4 >>> 8) & 255;
	low ^= L4[i];
	high ^= H4[i];
	i = (w5 >>> 8) & 255;
	low ^= L5[i];
	high ^= H5[i];
	i = (w6 >>> 8) & 255;
	low ^= L6[i];
	high ^= H6[i];
	i = (w7 >>> 8) & 255;
	low ^= L7[i];
	high ^= H7[i];
	out[2] = low;
	out[3] = high;
	i = (w0 >>> 16) & 255;
	low = L0[i];
	high = H0[i];
	i = (w1 >>> 16) & 255;
	low ^= L1[i];
	high ^= H1[i];
	i = (w2 >>> 16) & 255;
	low ^= L2[i];
	high ^= H2[i];
	i = (w3 >>> 16) & 255;
	low ^= L3[i];
	high ^= H3[i];
	i = (w4 >>> 16) & 255;
	low ^= L4[i];
	high ^= H4[i];
	i = (w5 >>> 16) & 255;
	low ^= L5[i];
	high ^= H5[i];
	i = (w6 >>> 16) & 255;
	low ^= L6[i];
	high ^= H6[i];
	i = (w7 >>> 16) & 255;
	low ^= L7[i];
	high ^= H7[i];
	out[4] = low;
	out[5] = high;
	i = w0 >>> 24;
	low = L0[i];
	high = H0[i];
	i = w1 >>> 24;
	low ^= L1[i];
	high ^= H1[i];
	i = w2 >>> 24;
	low ^= L2[i];
	high ^= H2[i];
	i = w3 >>> 24;
	low ^= L3[i];
	high ^= H3[i];
	i = w4 >>> 24;
	low ^= L4[i];
	high ^= H4[i];
	i = w5 >>> 24;
	low ^= L5[i];
	high ^= H5[i];
	i = w6 >>> 24;
	low ^= L6[i];
	high ^= H6[i];
	i = w7 >>> 24;
	low ^= L7[i];
	high ^= H7[i];
	out[6] = low;
	out[7] = high;
	w0 = a[1] ^ b[1];
	w1 = a[3] ^ b[3];
	w2 = a[5] ^ b[5];
	w3 = a[7] ^ b[7];
	w4 = a[9] ^ b[9];
	w5 = a[11] ^ b[11];
	w6 = a[13] ^ b[13];
	w7 = a[15] ^ b[15];
	i = w0 & 255;
	low = L0[i];
	high = H0[i];
	i = w1 & 255;
	low ^= L1[i];
	high ^= H1[i];
	i = w2 & 255;
	low ^= L2[i];
	high ^= H2[i];
	i = w3 & 255;
	low ^= L3[i];
	high ^= H3[i];
	i = w4 & 255;
	low ^= L4[i];
	high ^= H4[i];
	i = w5 & 255;
	low ^= L5[i];
	high ^= H5[i];
	i = w6 & 255;
	low ^= L6[i];
	high ^= H6[i];
	i = w7 & 255;
	low ^= L7[i];
	high ^= H7[i];
	out[8] = low;
	out[9] = high;
	i = (w0 >>> 8) & 255;
	low = L0[i];
	high = H0[i];
	i = (w1 >>> 8) & 255;
	low ^= L1[i];
	high ^= H1[i];
	i = (w2 >>> 8) & 255;
	low ^= L2[i];
	high ^= H2[i];
	i = (w3 >>> 8) & 255;
	low ^= L3[i];
	high ^= H3[i];
	i = (w4 >>> 8) & 255;
	low ^= L4[i];
	high ^= H4[i];
	i = (w5 >>> 8) & 255;
	low ^= L5[i];
	high ^= H5[i];
	i = (w6 >>> 8) & 255;
	low ^= L6[i];
	high ^= H6[i];
	i = (w7 >>> 8) & 255;
	low ^= L7[i];
	high ^= H7[i];
	out[10] = low;
	out[11] = high;
	i = (w0 >>> 16) & 255;
	low = L0[i];
	high = H0[i];
	i = (w1 >>> 16) & 255;
	low ^= L1[i];
	high ^= H1[i];
	i = (w2 >>> 16) & 255;
	low ^= L2[i];
	high ^= H2[i];
	i = (w3 >>> 16) & 255;
	low ^= L3[i];
	high ^= H3[i];
	i = (w4 >>> 16) & 255;
	low ^= L4[i];
	high ^= H4[i];
	i = (w5 >>> 16) & 255;
	low ^= L5[i];
	high ^= H5[i];
	i = (w6 >>> 16) & 255;
	low ^= L6[i];
	high ^= H6[i];
	i = (w7 >>> 16) & 255;
	low ^= L7[i];
	high ^= H7[i];
	out[12] = low;
	out[13] = high;
	i = w0 >>> 24;
	low = L0[i];
	high = H0[i];
	i = w1 >>> 24;
	low ^= L1[i];
	high ^= H1[i];
	i = w2 >>> 24;
	low ^= L2[i];
	high ^= H2[i];
	i = w3 >>> 24;
	low ^= L3[i];
	high ^= H3[i];
	i = w4 >>> 24;
	low ^= L4[i];
	high ^= H4[i];
	i = w5 >>> 24;
	low ^= L5[i];
	high ^= H5[i];
	i = w6 >>> 24;
	low ^= L6[i];
	high ^= H6[i];
	i = w7 >>> 24;
	low ^= L7[i];
	high ^= H7[i];
	out[14] = low;
	out[15] = high;
}
