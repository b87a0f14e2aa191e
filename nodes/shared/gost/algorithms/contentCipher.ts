import { t } from '../../language';
import { TAG, type Asn1 } from '../asn1/der';
import type { AlgorithmIdentifier } from '../asn1/structures';
import { concat, equal } from '../base/bytes';
import { chunked } from '../base/chunks';
import { damaged, unsupported } from '../base/errors';
import { magma } from '../cipher/gost28147';
import { gost28147Cfb } from '../cipher/gost28147Modes';
import { kuznyechik } from '../cipher/kuznyechik';
import { ctrAcpkm, omac } from '../cipher/modes';
import { rc2Cbc } from '../cipher/rc2';
import { sBoxByOid } from '../cipher/sBox';
import type { CipherFactory, Mac, StreamCipher } from '../cipher/types';
import { kdfTree } from '../hash/mac';
import { desCbc, nodeCbc, type ContentDecryptor } from './decryptor';
import { OID } from './oids';

/** A content cipher with its parameters. */
export interface ContentCipher {
	/** Key length in bytes. */
	readonly keyLength: number;
	/** Length in bytes of the MAC that accompanies the message; 0 if there is none. */
	readonly macLength: number;
	start(key: Uint8Array): ContentDecryptor;
	/** Starts with the shorter key sections of openssl's GOST engine, for ciphers with ACPKM. */
	readonly startShort?: (key: Uint8Array) => ContentDecryptor;
}

interface NodeCipher {
	readonly name: string;
	readonly keyLength: number;
	readonly blockSize: number;
}

const NODE_CIPHERS: ReadonlyMap<string, NodeCipher> = new Map([
	['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keyLength: 16, blockSize: 16 }],
	['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keyLength: 24, blockSize: 16 }],
	['2.16.840.1.101.3.4.1.42', { name: 'aes-256-cbc', keyLength: 32, blockSize: 16 }],
	...([128, 192, 256] as const).flatMap((bits, i): Array<[string, NodeCipher]> =>
		(['ofb', 'cfb'] as const).map((mode, j) => [
			`2.16.840.1.101.3.4.1.${20 * i + 3 + j}`,
			{ name: `aes-${bits}-${mode}`, keyLength: bits / 8, blockSize: 16 },
		]),
	),
	// Of openssl: RFC 3657, section 2, and RFC 5794, section 4.
	...([128, 192, 256] as const).flatMap((bits, i): Array<[string, NodeCipher]> => [
		[
			`1.2.392.200011.61.1.1.1.${i + 2}`,
			{ name: `camellia-${bits}-cbc`, keyLength: bits / 8, blockSize: 16 },
		],
		[`1.2.410.200046.1.1.${5 * i + 2}`, { name: `aria-${bits}-cbc`, keyLength: bits / 8, blockSize: 16 }],
	]),
	['1.2.840.113549.3.7', { name: 'des-ede3-cbc', keyLength: 24, blockSize: 8 }],
	['1.3.14.3.2.7', { name: 'des-cbc', keyLength: 8, blockSize: 8 }],
]);

const RC2_CBC = '1.2.840.113549.3.2';

interface AcpkmCipher {
	readonly factory: CipherFactory;
	readonly blockSize: number;
	/** Bytes per key in CMS messages (R 1323565.1.025-2019, section 5.2). */
	readonly sectionSize: number;
	/** Bytes per key in files that openssl's GOST engine encrypts with a password (RFC 9189, section 4.3). */
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

function withoutMac(cipher: StreamCipher): ContentDecryptor {
	return { update: (chunk) => cipher.update(chunk), final: () => new Uint8Array(0) };
}

/** Checks OMAC over the plaintext; the MAC is encrypted with the keystream that follows the message. */
function withOmac(cipher: StreamCipher, mac: Mac): ContentDecryptor {
	return {
		update: (chunk) => {
			const plaintext = cipher.update(chunk);
			mac.update(plaintext);
			return plaintext;
		},
		final: (encryptedMac) => {
			if (!encryptedMac) throw damaged(t`encrypted message without its MAC`);
			if (!equal(mac.digest(), cipher.update(encryptedMac)))
				throw damaged(t`wrong MAC of the encrypted message`);
			return new Uint8Array(0);
		},
	};
}

/**
 * Reads CTR-ACPKM. No parameter gives the section size, which differs between CMS messages and openssl's
 * password-encrypted files.
 */
function acpkmCipher(cipher: AcpkmCipher, parameters: Asn1): ContentCipher {
	const ukm = parameters.reader().next().octetString();
	const half = cipher.blockSize / 2;
	if (ukm.length !== half + 8 && (cipher.mac || ukm.length < half)) throw damaged(t`invalid UKM of a cipher`);
	const iv = ukm.subarray(0, half);
	const start = (key: Uint8Array, section: number): ContentDecryptor => {
		if (!cipher.mac) return withoutMac(ctrAcpkm(cipher.factory, key, iv, section));
		const keys = kdfTree(key, Buffer.from('kdf tree'), ukm.subarray(half, half + 8), 64);
		const stream = ctrAcpkm(cipher.factory, keys.subarray(0, 32), iv, section);
		return withOmac(stream, omac(cipher.factory(keys.subarray(32))));
	};
	return {
		keyLength: 32,
		macLength: cipher.mac ? cipher.blockSize : 0,
		start: (key) => start(key, cipher.sectionSize),
		startShort: (key) => start(key, cipher.shortSection),
	};
}

function requireIv(iv: Uint8Array, length: number): Uint8Array {
	if (iv.length !== length) throw damaged(t`invalid initialization vector`);
	return iv;
}

function gost28147Cipher(parameters: Asn1): ContentCipher {
	const reader = parameters.reader();
	const iv = requireIv(reader.next().octetString(), 8);
	const sBox = sBoxByOid(reader.next().oid());
	const start = (key: Uint8Array) => withoutMac(gost28147Cfb(key, iv, sBox, 'decrypt'));
	return { keyLength: 32, macLength: 0, start };
}

/** Reads RC2 parameters (RFC 8018, appendix B.2.3), which only old PFX files use. */
function rc2Cipher(parameters: Asn1): ContentCipher {
	const reader = parameters.reader();
	const version = reader.next().smallInteger(1024);
	const bits = version === 160 ? 40 : version === 120 ? 64 : version === 58 ? 128 : version;
	if (bits < 40 || (version < 256 && bits === version)) throw unsupported(t`RC2 version`, String(version));
	const iv = requireIv(reader.next().octetString(), 8);
	return { keyLength: bits / 8, macLength: 0, start: (key) => rc2Cbc(key, bits, iv) };
}

/**
 * Reads a content encryption algorithm with its parameters (RFC 4490, section 5.1; R 1323565.1.025-2019, section 5;
 * RFC 3565; RFC 3370, section 5). Throws `unsupported` for an unknown one, `damaged` for invalid parameters.
 */
export function contentCipher({ oid, parameters }: AlgorithmIdentifier): ContentCipher {
	const cbc = NODE_CIPHERS.get(oid);
	const acpkm = ACPKM.get(oid);
	if (!cbc && !acpkm && oid !== OID.gost28147 && oid !== RC2_CBC) throw unsupported(t`content cipher`, oid);
	if (!parameters) throw damaged(t`cipher without parameters`);
	if (acpkm) return acpkmCipher(acpkm, parameters);
	if (oid === OID.gost28147) return gost28147Cipher(parameters);
	if (!cbc) return rc2Cipher(parameters);
	const iv = requireIv(parameters.expect(TAG.octetString).content, cbc.blockSize);
	const start = (key: Uint8Array) => (cbc.keyLength === 8 ? desCbc(key, iv) : nodeCbc(cbc.name, key, iv));
	return { keyLength: cbc.keyLength, macLength: 0, start };
}

/**
 * Decrypts data that is in memory, and yields to the event loop. The encrypted MAC, if there is one, ends the data
 * (RFC 9337, section 5.1.2).
 */
export async function decryptWhole(
	decryptor: ContentDecryptor,
	data: Uint8Array,
	macLength = 0,
): Promise<Uint8Array> {
	const end = Math.max(0, data.length - macLength);
	const parts: Uint8Array[] = [];
	for await (const chunk of chunked(data.subarray(0, end))) parts.push(decryptor.update(chunk));
	return concat(...parts, decryptor.final(data.subarray(end)));
}
