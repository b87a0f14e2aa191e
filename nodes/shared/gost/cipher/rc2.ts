import { t } from '../../language';
import { concat, fromHex } from '../base/bytes';
import { damaged } from '../base/errors';

/** PITABLE (RFC 2268, section 2). */
const PI = fromHex(`
	d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2
	179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82
	54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626
	6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7
	08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec
	c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731
	2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9
	0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad
`);

/** Expands the key to `bits` effective bits (RFC 2268, section 2). */
function expand(key: Uint8Array, bits: number): Uint16Array {
	const bytes = new Uint8Array(128);
	bytes.set(key);
	for (let i = key.length; i < 128; i++) bytes[i] = PI[(bytes[i - 1] + bytes[i - key.length]) & 255];
	const length = Math.ceil(bits / 8);
	bytes[128 - length] = PI[bytes[128 - length] & (0xff >> (8 * length - bits))];
	for (let i = 127 - length; i >= 0; i--) bytes[i] = PI[bytes[i + 1] ^ bytes[i + length]];
	return Uint16Array.from({ length: 64 }, (_none, i) => bytes[2 * i] | (bytes[2 * i + 1] << 8));
}

const ROTATE = [1, 2, 3, 5];

function decryptBlock(k: Uint16Array, words: number[]): void {
	let j = 63;
	const mix = (): void => {
		for (let i = 3; i >= 0; i--) {
			const s = ROTATE[i];
			const value = ((words[i] >> s) | (words[i] << (16 - s))) & 0xffff;
			const a = words[(i + 3) & 3];
			words[i] = (value - k[j--] - (a & words[(i + 2) & 3]) - (~a & words[(i + 1) & 3])) & 0xffff;
		}
	};
	const mash = (): void => {
		for (let i = 3; i >= 0; i--) words[i] = (words[i] - k[words[(i + 3) & 3] & 63]) & 0xffff;
	};
	for (let round = 0; round < 16; round++) {
		mix();
		if (round === 4 || round === 10) mash();
	}
}

/** Decrypts RC2 in CBC mode (RFC 2268), which Node's OpenSSL no longer provides and old PFX files use. */
export function rc2Cbc(
	key: Uint8Array,
	bits: number,
	iv: Uint8Array,
): { update(chunk: Uint8Array): Uint8Array; final(): Uint8Array } {
	const schedule = expand(key, bits);
	let held: Uint8Array = new Uint8Array(0);
	let previous = iv;
	const decrypt = (data: Uint8Array): Uint8Array => {
		const result = new Uint8Array(data.length);
		for (let at = 0; at < data.length; at += 8) {
			const words = [0, 2, 4, 6].map((i) => data[at + i] | (data[at + i + 1] << 8));
			decryptBlock(schedule, words);
			for (let i = 0; i < 8; i++) result[at + i] = (words[i >> 1] >> (8 * (i & 1))) ^ previous[i];
			previous = data.slice(at, at + 8);
		}
		return result;
	};
	return {
		update: (chunk) => {
			// Keeps the last block, which has the padding.
			const data = concat(held, chunk);
			const ready = Math.max(0, Math.ceil(data.length / 8) - 1) * 8;
			held = data.slice(ready);
			return decrypt(data.subarray(0, ready));
		},
		final: () => {
			if (held.length !== 8) throw damaged(t`invalid padding`);
			const last = decrypt(held);
			const count = last[7];
			if (count < 1 || count > 8 || last.subarray(8 - count).some((byte) => byte !== count)) {
				throw damaged(t`invalid padding`);
			}
			return last.subarray(0, 8 - count);
		},
	};
}
