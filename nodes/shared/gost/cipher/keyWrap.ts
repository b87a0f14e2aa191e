import { concat, equal } from '../base/bytes';
import { magma, readLE, writeLE } from './gost28147';
import type { BlockCipher } from './types';
import { kuznyechik } from './kuznyechik';
import type { SBoxName } from './sBox';
import { GostError, requireLength } from '../base/errors';
import { gost28147Cfb, gost28147Ecb, gost28147Mac } from './gost28147Modes';
import { ctr, omac } from './modes';

/** The cipher under KExp15: its block size decides the lengths. */
export type KexpCipher = 'magma' | 'kuznyechik';

/** A wrapped key: the encrypted key (32 bytes) and the check value over the key (4 bytes). */
export interface WrappedKey {
	readonly encryptedKey: Uint8Array;
	readonly mac: Uint8Array;
}

/**
 * CryptoPro KEK diversification (RFC 4357, section 6.5): 32 bytes from `kek` (32) and `ukm` (8). Words are
 * little-endian, bits of a UKM byte are counted from the lowest.
 */
export function diversifyKek(kek: Uint8Array, ukm: Uint8Array, sBox: SBoxName): Uint8Array {
	requireLength('The key encryption key', kek, 32);
	requireLength('The UKM', ukm, 8);
	let key = kek;
	for (const byte of ukm) {
		let sum1 = 0;
		let sum2 = 0;
		for (let bit = 0; bit < 8; bit++) {
			const word = readLE(key, 4 * bit);
			if (((byte >> bit) & 1) === 1) sum1 = (sum1 + word) | 0;
			else sum2 = (sum2 + word) | 0;
		}
		const s = new Uint8Array(8);
		writeLE(s, 0, sum1);
		writeLE(s, 4, sum2);
		key = gost28147Cfb(key, s, sBox, 'encrypt').update(key);
	}
	return key;
}

/** Key wrap of GOST 28147-89 without diversification (RFC 4357, section 6.1): `kek` and `key` 32 bytes, `ukm` 8. */
export function gost28147Wrap(kek: Uint8Array, ukm: Uint8Array, key: Uint8Array, sBox: SBoxName): WrappedKey {
	requireLength('The key', key, 32);
	return {
		encryptedKey: gost28147Ecb(kek, sBox, key, 'encrypt'),
		mac: gost28147Mac(kek, sBox, ukm).update(key).digest(),
	};
}

/** Key unwrap of GOST 28147-89 (RFC 4357, section 6.2): the key; `damaged` when the check value does not fit. */
export function gost28147Unwrap(
	kek: Uint8Array,
	ukm: Uint8Array,
	encryptedKey: Uint8Array,
	mac: Uint8Array,
	sBox: SBoxName,
): Uint8Array {
	if (encryptedKey.length !== 32 || mac.length !== 4) {
		throw new GostError('damaged', 'A wrapped key has 32 bytes and a check value of 4');
	}
	const key = gost28147Ecb(kek, sBox, encryptedKey, 'decrypt');
	if (!equal(gost28147Mac(kek, sBox, ukm).update(key).digest(), mac)) {
		throw new GostError('damaged', 'The check value of the wrapped key does not fit');
	}
	return key;
}

/** CryptoPro key wrap (RFC 4357, section 6.3): as `gost28147Wrap` with the diversified key. */
export function cryptoProWrap(kek: Uint8Array, ukm: Uint8Array, key: Uint8Array, sBox: SBoxName): WrappedKey {
	return gost28147Wrap(diversifyKek(kek, ukm, sBox), ukm, key, sBox);
}

/** CryptoPro key unwrap (RFC 4357, section 6.4): the key; `damaged` when the check value does not fit. */
export function cryptoProUnwrap(
	kek: Uint8Array,
	ukm: Uint8Array,
	encryptedKey: Uint8Array,
	mac: Uint8Array,
	sBox: SBoxName,
): Uint8Array {
	return gost28147Unwrap(diversifyKek(kek, ukm, sBox), ukm, encryptedKey, mac, sBox);
}

function kexpCipher(cipher: KexpCipher, key: Uint8Array): BlockCipher {
	return cipher === 'magma' ? magma(key) : kuznyechik(key);
}

/**
 * KExp15 (RFC 9189, section 8.2.1; R 1323565.1.017): `iv` is half a block; the result is the secret and its MAC of
 * one block, encrypted.
 */
export function kexp15(
	cipher: KexpCipher,
	macKey: Uint8Array,
	encryptionKey: Uint8Array,
	iv: Uint8Array,
	key: Uint8Array,
): Uint8Array {
	const mac = omac(kexpCipher(cipher, macKey)).update(iv).update(key).digest();
	return ctr(kexpCipher(cipher, encryptionKey), iv).update(concat(key, mac));
}

/** KImp15 (RFC 9189, section 8.2.1): the secret of a `kexp15` result; `damaged` when the MAC does not fit. */
export function kimp15(
	cipher: KexpCipher,
	macKey: Uint8Array,
	encryptionKey: Uint8Array,
	iv: Uint8Array,
	wrapped: Uint8Array,
): Uint8Array {
	const decryptor = kexpCipher(cipher, encryptionKey);
	const length = wrapped.length - decryptor.blockSize;
	if (length <= 0) throw new GostError('damaged', 'The exported key is too short');
	const plain = ctr(decryptor, iv).update(wrapped);
	const key = plain.slice(0, length);
	const mac = omac(kexpCipher(cipher, macKey)).update(iv).update(key).digest();
	if (!equal(mac, plain.subarray(length))) {
		throw new GostError('damaged', 'The check value of the exported key does not fit');
	}
	return key;
}
