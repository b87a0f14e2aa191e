import { t } from '../../language';
import { equal } from '../base/bytes';
import { damaged, requireLength } from '../base/errors';
import { magma, readLE, writeLE } from './gost28147';
import { gost28147Cfb, gost28147Ecb, gost28147Mac } from './gost28147Modes';
import { kuznyechik } from './kuznyechik';
import { ctr, omac } from './modes';
import type { SBoxName } from './sBox';

/** The cipher of KExp15; its block size determines the lengths. */
export type KexpCipher = 'magma' | 'kuznyechik';

/**
 * Diversifies a CryptoPro KEK (RFC 4357, section 6.5): 32 bytes from `kek` (32) and `ukm` (8). Words are little-endian;
 * the bits of a UKM byte count from the lowest.
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

/**
 * Unwraps a key with GOST 28147-89 (RFC 4357, section 6.2): `kek` and `encryptedKey` have 32 bytes, `ukm` 8, `mac` 4.
 * Throws `damaged` for a wrong length or MAC.
 */
export function gost28147Unwrap(
	kek: Uint8Array,
	ukm: Uint8Array,
	encryptedKey: Uint8Array,
	mac: Uint8Array,
	sBox: SBoxName,
): Uint8Array {
	if (encryptedKey.length !== 32 || mac.length !== 4) throw damaged(t`invalid length of a wrapped key`);
	const key = gost28147Ecb(kek, sBox, encryptedKey, 'decrypt');
	if (!equal(gost28147Mac(kek, sBox, ukm).update(key).digest(), mac))
		throw damaged(t`wrong MAC of a wrapped key`);
	return key;
}

/** Unwraps a key with the CryptoPro key wrap (RFC 4357, section 6.4): as `gost28147Unwrap`, with a diversified KEK. */
export function cryptoProUnwrap(
	kek: Uint8Array,
	ukm: Uint8Array,
	encryptedKey: Uint8Array,
	mac: Uint8Array,
	sBox: SBoxName,
): Uint8Array {
	return gost28147Unwrap(diversifyKek(kek, ukm, sBox), ukm, encryptedKey, mac, sBox);
}

/**
 * Unwraps a secret with KImp15 (RFC 9189, section 8.2.1; R 1323565.1.017). `iv` is half a block; `wrapped` is the
 * secret and its MAC of one block, encrypted. Throws `damaged` for a wrong MAC.
 */
export function kimp15(
	cipher: KexpCipher,
	macKey: Uint8Array,
	encryptionKey: Uint8Array,
	iv: Uint8Array,
	wrapped: Uint8Array,
): Uint8Array {
	const factory = cipher === 'magma' ? magma : kuznyechik;
	const decryptor = factory(encryptionKey);
	const length = wrapped.length - decryptor.blockSize;
	if (length <= 0) throw damaged(t`invalid length of an exported key`);
	const plaintext = ctr(decryptor, iv).update(wrapped);
	const key = plaintext.slice(0, length);
	const mac = omac(factory(macKey)).update(iv).update(key).digest();
	if (!equal(mac, plaintext.subarray(length))) throw damaged(t`wrong MAC of an exported key`);
	return key;
}
