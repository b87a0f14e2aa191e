import { createDecipheriv } from 'crypto';
import { t } from '../../language';
import { concat } from '../base/bytes';
import { damaged } from '../base/errors';

/** Decrypts a message chunk by chunk; `final` returns the rest and checks padding or MAC. */
export interface ContentDecryptor {
	update(chunk: Uint8Array): Uint8Array;
	/** `encryptedMac` is the value of the MAC attribute that the OMAC variants require. */
	final(encryptedMac?: Uint8Array): Uint8Array;
}

/** Starts decrypting with a key and an initialization vector. */
export type StartCipher = (key: Uint8Array, iv: Uint8Array) => ContentDecryptor;

/** Decrypts with one of Node.js's CBC ciphers and the padding of RFC 5652, section 6.3. */
export function nodeCbc(name: string, key: Uint8Array, iv: Uint8Array): ContentDecryptor {
	const decipher = createDecipheriv(name, key, iv);
	return {
		update: (chunk) => decipher.update(chunk),
		final: () => {
			try {
				return decipher.final();
			} catch {
				throw damaged(t`invalid padding`);
			}
		},
	};
}

/** DES or Triple DES in CBC mode, by the length of the key. Triple DES with one key three times is DES. */
export const desCbc: StartCipher = (key, iv) => {
	const [first, second = first, third = first] = [0, 8, 16]
		.filter((at) => at < key.length)
		.map((at) => key.subarray(at, at + 8));
	return nodeCbc('des-ede3-cbc', concat(first, second, third), iv);
};

/** RC4, which Node.js's openssl no longer has. Old PFX files use it. */
export const rc4: StartCipher = (key) => {
	const state = Uint8Array.from({ length: 256 }, (_none, i) => i);
	const swap = (i: number, j: number): void => {
		[state[i], state[j]] = [state[j], state[i]];
	};
	for (let i = 0, j = 0; i < 256; i++) {
		j = (j + state[i] + key[i % key.length]) & 0xff;
		swap(i, j);
	}
	let i = 0;
	let j = 0;
	const next = (byte: number): number => {
		i = (i + 1) & 0xff;
		j = (j + state[i]) & 0xff;
		swap(i, j);
		return byte ^ state[(state[i] + state[j]) & 0xff];
	};
	return { update: (chunk) => chunk.map(next), final: () => new Uint8Array(0) };
};
