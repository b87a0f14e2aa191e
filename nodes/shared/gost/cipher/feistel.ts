/**
 * Runs the network of GOST 28147-89 (RFC 5830, section 5) and Magma (RFC 8891, section 5) over `halves`, which
 * holds N1 (a_0) and N2 (a_1), with round keys `keys[from]`, `keys[from + 1]` ... `keys[to - 1]`. After an even
 * number of rounds the halves are in the order in which the standards leave them without the last exchange undone:
 * a caller of all 32 rounds swaps them.
 */
export function rounds(
	tables: Int32Array,
	keys: Int32Array,
	from: number,
	to: number,
	halves: Int32Array,
): void {
	let n1 = halves[0];
	let n2 = halves[1];
	for (let i = from; i < to; i += 2) {
		let sum = (n1 + keys[i]) | 0;
		n2 ^=
			tables[sum & 255] ^
			tables[256 | ((sum >>> 8) & 255)] ^
			tables[512 | ((sum >>> 16) & 255)] ^
			tables[768 | (sum >>> 24)];
		sum = (n2 + keys[i + 1]) | 0;
		n1 ^=
			tables[sum & 255] ^
			tables[256 | ((sum >>> 8) & 255)] ^
			tables[512 | ((sum >>> 16) & 255)] ^
			tables[768 | (sum >>> 24)];
	}
	halves[0] = n1;
	halves[1] = n2;
}

/**
 * The 32 round keys of encryption from the 8 words of the key: three times upwards, once downwards. Fills `keys`
 * and returns it.
 */
export function encryptionKeys(words: Int32Array, keys: Int32Array = new Int32Array(32)): Int32Array {
	for (let i = 0; i < 8; i++) {
		const word = words[i];
		keys[i] = word;
		keys[i + 8] = word;
		keys[i + 16] = word;
		keys[31 - i] = word;
	}
	return keys;
}
