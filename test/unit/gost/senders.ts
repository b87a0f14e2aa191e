// The sending side of what the package only receives: key wrap, KExp15, and counter mode of GOST 28147-89.
import { concat, xor } from '../../../nodes/shared/gost/base/bytes';
import { requireLength } from '../../../nodes/shared/gost/base/errors';
import { Gost28147, magma, readLE, writeLE } from '../../../nodes/shared/gost/cipher/gost28147';
import { gost28147Ecb, gost28147Mac } from '../../../nodes/shared/gost/cipher/gost28147Modes';
import { diversifyKek, type KexpCipher } from '../../../nodes/shared/gost/cipher/keyWrap';
import { kuznyechik } from '../../../nodes/shared/gost/cipher/kuznyechik';
import { ctr, omac } from '../../../nodes/shared/gost/cipher/modes';
import type { SBoxName } from '../../../nodes/shared/gost/cipher/sBox';
import type { StreamCipher } from '../../../nodes/shared/gost/cipher/types';

interface WrappedKey {
	encryptedKey: Uint8Array;
	mac: Uint8Array;
}

/** RFC 4357, section 6.1. */
export function gost28147Wrap(kek: Uint8Array, ukm: Uint8Array, key: Uint8Array, sBox: SBoxName): WrappedKey {
	return {
		encryptedKey: gost28147Ecb(kek, sBox, key, 'encrypt'),
		mac: gost28147Mac(kek, sBox, ukm).update(key).digest(),
	};
}

/** RFC 4357, section 6.3. */
export function cryptoProWrap(kek: Uint8Array, ukm: Uint8Array, key: Uint8Array, sBox: SBoxName): WrappedKey {
	return gost28147Wrap(diversifyKek(kek, ukm, sBox), ukm, key, sBox);
}

/** RFC 9189, section 8.2.1. */
export function kexp15(
	cipher: KexpCipher,
	macKey: Uint8Array,
	encryptionKey: Uint8Array,
	iv: Uint8Array,
	key: Uint8Array,
): Uint8Array {
	const factory = cipher === 'magma' ? magma : kuznyechik;
	const mac = omac(factory(macKey)).update(iv).update(key).digest();
	return ctr(factory(encryptionKey), iv).update(concat(key, mac));
}

/** The constant C of CryptoPro key meshing (RFC 4357, section 2.3.2). */
const MESHING = Buffer.from('6900722264c904238d3adb9646e92ac418feac9400ed0712c086dcc2ef4ca92b', 'hex');

/** RFC 5830, section 6, with key meshing every 1024 bytes. */
export function gost28147Cnt(key: Uint8Array, iv: Uint8Array, sBox: SBoxName): StreamCipher {
	requireLength('The initialization vector', iv, 8);
	let cipher = new Gost28147(key, sBox);
	const counter = Int32Array.of(readLE(iv, 0), readLE(iv, 4));
	cipher.encryptWords(counter);
	let blocks = 0;
	let keystream = new Uint8Array(0);
	const nextBlock = (): Uint8Array => {
		if (blocks > 0 && blocks % 128 === 0 && sBox !== 'test') {
			const next = new Uint8Array(32);
			for (let at = 0; at < 32; at += 8) cipher.decryptBlock(MESHING, at, next, at);
			cipher = new Gost28147(next, sBox);
			cipher.encryptWords(counter);
		}
		blocks++;
		counter[0] += 0x01010101;
		// Addition modulo 2^32 - 1: the carry comes back in.
		const sum = (counter[1] >>> 0) + 0x01010104;
		counter[1] = sum > 0xffffffff ? sum + 1 : sum;
		const words = counter.slice();
		cipher.encryptWords(words);
		const block = new Uint8Array(8);
		writeLE(block, 0, words[0]);
		writeLE(block, 4, words[1]);
		return block;
	};
	return {
		update(chunk) {
			while (keystream.length < chunk.length) keystream = Uint8Array.from(concat(keystream, nextBlock()));
			const result = xor(chunk, keystream.subarray(0, chunk.length));
			keystream = keystream.slice(chunk.length);
			return result;
		},
	};
}
