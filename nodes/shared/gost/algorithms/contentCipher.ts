import { createDecipheriv } from 'crypto';
import { concat, equal } from '../base/bytes';
import type { AlgorithmIdentifier } from '../asn1/structures';
import { magma } from '../cipher/gost28147';
import { kuznyechik } from '../cipher/kuznyechik';
import { sBoxByOid } from '../cipher/sBox';
import type { CipherFactory, Mac, StreamCipher } from '../cipher/types';
import { TAG, type Asn1 } from '../asn1/der';
import { damaged, unsupported } from '../base/errors';
import { kdfTree } from '../hash/mac';
import { ctrAcpkm, omac } from '../cipher/modes';
import { gost28147Cfb } from '../cipher/gost28147Modes';
import { OID } from './oids';
import { rc2Cbc } from '../cipher/rc2';

/** Decrypts a message piece by piece; `final` gives what was held back and checks padding or MAC. */
export interface ContentDecryptor {
	update(chunk: Uint8Array): Uint8Array;
	/** `encryptedMac` is the value of the attribute that goes with the OMAC variants. */
	final(encryptedMac?: Uint8Array): Uint8Array;
}

/** A content cipher with its parameters read. */
export interface ContentCipher {
	/** Key length in bytes. */
	readonly keyLength: number;
	/** Bytes of the MAC that must come with the message; 0 for none. */
	readonly macLength: number;
	start(key: Uint8Array): ContentDecryptor;
	/** The same with the key changed more often, where programs differ in that; see `startAcpkm`. */
	readonly startShort?: (key: Uint8Array) => ContentDecryptor;
}

const BLOCK_CIPHERS: ReadonlyMap<string, { name: string; keyLength: number }> = new Map([
	['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keyLength: 16 }],
	['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keyLength: 24 }],
	['2.16.840.1.101.3.4.1.42', { name: 'aes-256-cbc', keyLength: 32 }],
	['1.2.840.113549.3.7', { name: 'des-ede3-cbc', keyLength: 24 }],
]);

interface AcpkmCipher {
	readonly factory: CipherFactory;
	readonly blockSize: number;
	/** Bytes encrypted between changes of the key (R 1323565.1.025-2019 5.2). */
	readonly sectionSize: number;
	/** The same in files that the GOST engine of openssl encrypts with a password (RFC 9189 4.3). */
	readonly shortSection: number;
	readonly mac: boolean;
}

const MAGMA = { factory: magma, blockSize: 8, sectionSize: 8 * 1024, shortSection: 1024 };
const KUZNYECHIK = { factory: kuznyechik, blockSize: 16, sectionSize: 256 * 1024, shortSection: 4096 };

const ACPKM: ReadonlyMap<string, AcpkmCipher> = new Map([
	[OID.magmaCtr, { ...MAGMA, mac: false }],
	[OID.magmaCtrOmac, { ...MAGMA, mac: true }],
	[OID.kuznyechikCtr, { ...KUZNYECHIK, mac: false }],
	[OID.kuznyechikCtrOmac, { ...KUZNYECHIK, mac: true }],
]);

/** Decryption of a CBC cipher of node with the padding of RFC 5652 6.3. */
export function nodeCbc(name: string, key: Uint8Array, iv: Uint8Array): ContentDecryptor {
	const decipher = createDecipheriv(name, key, iv);
	return {
		update: (chunk) => decipher.update(chunk),
		final: () => {
			try {
				return decipher.final();
			} catch {
				throw damaged('the padding of an encrypted message');
			}
		},
	};
}

function streamed(cipher: StreamCipher): ContentDecryptor {
	return { update: (chunk) => cipher.update(chunk), final: () => new Uint8Array(0) };
}

/** CTR-ACPKM with OMAC over the plaintext; the code is encrypted with the gamma after the message. */
function withOmac(cipher: StreamCipher, mac: Mac): ContentDecryptor {
	return {
		update: (chunk) => {
			const plain = cipher.update(chunk);
			mac.update(plain);
			return plain;
		},
		final: (encryptedMac) => {
			if (!encryptedMac) throw damaged('an encrypted message without its MAC');
			const expected = cipher.update(encryptedMac);
			if (!equal(mac.digest(), expected)) throw damaged('an encrypted message whose MAC does not fit');
			return new Uint8Array(0);
		},
	};
}

/** The size of a section is in no parameter: messages have one, files of openssl's engine another. */
function startAcpkm(
	cipher: AcpkmCipher,
	ukm: Uint8Array,
	key: Uint8Array,
	section: number,
): ContentDecryptor {
	const half = cipher.blockSize / 2;
	const iv = ukm.subarray(0, half);
	if (!cipher.mac) return streamed(ctrAcpkm(cipher.factory, key, iv, section));
	const keys = kdfTree(key, Buffer.from('kdf tree'), ukm.subarray(half, half + 8), 64);
	const stream = ctrAcpkm(cipher.factory, keys.subarray(0, 32), iv, section);
	return withOmac(stream, omac(cipher.factory(keys.subarray(32))));
}

function acpkmCipher(cipher: AcpkmCipher, parameters: Asn1): ContentCipher {
	const ukm = parameters.reader().next().octetString();
	const half = cipher.blockSize / 2;
	if (ukm.length !== half + 8 && (cipher.mac || ukm.length < half))
		throw damaged('the key material of a cipher');
	return {
		keyLength: 32,
		macLength: cipher.mac ? cipher.blockSize : 0,
		start: (key) => startAcpkm(cipher, ukm, key, cipher.sectionSize),
		startShort: (key) => startAcpkm(cipher, ukm, key, cipher.shortSection),
	};
}

function gost28147Cipher(parameters: Asn1): ContentCipher {
	const reader = parameters.reader();
	const iv = reader.next().octetString();
	if (iv.length !== 8) throw damaged('an initialization vector');
	const sBox = sBoxByOid(reader.next().oid());
	return {
		keyLength: 32,
		macLength: 0,
		start: (key) => streamed(gost28147Cfb(key, iv, sBox, 'decrypt')),
	};
}

/** RC2 (RFC 8018 B.2.3): only ever met in old PFX files. */
function rc2Cipher(parameters: Asn1): ContentCipher {
	const reader = parameters.reader();
	const version = reader.next().smallInteger(1024);
	const bits = version === 160 ? 40 : version === 120 ? 64 : version === 58 ? 128 : version;
	if (bits < 40 || (version < 256 && bits === version)) throw unsupported('RC2 version', String(version));
	const iv = reader.next().octetString();
	if (iv.length !== 8) throw damaged('an initialization vector');
	return { keyLength: bits / 8, macLength: 0, start: (key) => rc2Cbc(key, bits, iv) };
}

/** The cipher of a content encryption algorithm (RFC 4490 5.1, R 1323565.1.025-2019 5, RFC 3565, RFC 3370 5). */
export function contentCipher(algorithm: AlgorithmIdentifier): ContentCipher {
	const { oid, parameters } = algorithm;
	const cbc = BLOCK_CIPHERS.get(oid);
	const acpkm = ACPKM.get(oid);
	if (!cbc && !acpkm && oid !== OID.gost28147 && oid !== '1.2.840.113549.3.2') {
		throw unsupported('content cipher', oid);
	}
	if (!parameters) throw damaged('a cipher without parameters');
	if (acpkm) return acpkmCipher(acpkm, parameters);
	if (oid === OID.gost28147) return gost28147Cipher(parameters);
	if (!cbc) return rc2Cipher(parameters);
	const iv = parameters.expect(TAG.octetString).content;
	if (iv.length !== (cbc.keyLength === 24 && cbc.name.startsWith('des') ? 8 : 16))
		throw damaged('an initialization vector');
	return { keyLength: cbc.keyLength, macLength: 0, start: (key) => nodeCbc(cbc.name, key, iv) };
}

/** Decrypts a short secret whole; a MAC of the plaintext comes after it, encrypted too (RFC 9337 5.1.2). */
export function decryptWhole(decryptor: ContentDecryptor, data: Uint8Array, macLength = 0): Uint8Array {
	const end = Math.max(0, data.length - macLength);
	return concat(decryptor.update(data.subarray(0, end)), decryptor.final(data.subarray(end)));
}
