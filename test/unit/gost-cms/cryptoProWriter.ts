// Writes the two formats of CryptoPro CSP by the public write-ups, for the reader to be tried on. That the
// program itself writes them so is not proved by these tests.
import { createHash } from 'crypto';
import { bigintFromLE, bigintToLE, concat } from '../../../nodes/shared/gost/base/bytes';
import type { Certificate } from '../../../nodes/shared/gost/x509/certificate';
import { gost28147 } from '../../../nodes/shared/gost/cipher/gost28147';
import type { ContainerFiles } from '../../../nodes/shared/gost/keys/containerFiles';
import { pointToBytes, publicKey } from '../../../nodes/shared/gost/curve/curves';
import {
	algorithm,
	element,
	integer,
	octetString,
	oid,
	sequence,
	tagged,
} from '../../../nodes/shared/gost/asn1/derWriter';
import { hash } from '../../../nodes/shared/gost/hash/hash';
import { hmac, kdf } from '../../../nodes/shared/gost/hash/mac';
import { zip as archive } from '../../support/zip';
import { gost28147Cfb, gost28147Mac } from '../../../nodes/shared/gost/cipher/gost28147Modes';
import type { GostPrivateKey } from '../../../nodes/shared/gost/keys/privateKey';
import { numberOf } from './support';

function ecb(key: Uint8Array, sBox: 'A' | 'Z', data: Uint8Array): Uint8Array {
	const cipher = gost28147(key, sBox);
	const result = new Uint8Array(data.length);
	for (let at = 0; at < data.length; at += 8) cipher.encryptBlock(data, at, result, at);
	return result;
}

function keyInfo(key: GostPrivateKey): Uint8Array[] {
	const agreement = {
		gost2001: '1.2.643.2.2.98',
		'gost2012-256': '1.2.643.7.1.1.6.1',
		'gost2012-512': '1.2.643.7.1.1.6.2',
	}[key.family];
	const digest = {
		gost2001: '1.2.643.2.2.30.1',
		'gost2012-256': '1.2.643.7.1.1.2.2',
		'gost2012-512': '1.2.643.7.1.1.2.3',
	};
	return [
		element(0x03, Uint8Array.of(2, 0xe4)),
		tagged(0, oid(agreement), sequence(oid(key.curveOid), oid(digest[key.family]))),
	];
}

/** The MAC key of RFC 7292, appendix B.2, with SHA-1. */
function sha1MacKey(password: string, salt: Uint8Array, iterations: number): Uint8Array {
	const text = Buffer.from(`${password}\0`, 'utf16le').swap16();
	const full = (data: Uint8Array): Buffer => Buffer.alloc(Math.ceil(data.length / 64) * 64, data);
	let key = Buffer.concat([Buffer.alloc(64, 3), full(salt), full(text)]);
	for (let i = 0; i < iterations; i++) key = createHash('sha1').update(key).digest();
	return key;
}

export function writePfx(key: GostPrivateKey, certificate: Certificate, password: string): Uint8Array {
	const salt = Uint8Array.from({ length: 16 }, (_none, i) => 0x90 + i);
	let wrapKey: Uint8Array = Buffer.from(password, 'utf16le');
	for (let i = 1; i <= 2000; i++) wrapKey = hash('gost94', wrapKey, salt, Uint8Array.of(i >> 8, i & 255));
	const ukm = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
	const kek = kdf(wrapKey, Uint8Array.of(0x26, 0xbd, 0xb8, 0x78), ukm);
	const secret = bigintToLE(numberOf(key), key.curve.size);
	const mac = gost28147Mac(kek, 'A', ukm).update(secret).digest(4);
	const exported = sequence(
		sequence(
			octetString(ukm),
			sequence(octetString(ecb(kek, 'A', secret)), octetString(mac)),
			tagged(0, ...keyInfo(key)),
		),
		octetString(new Uint8Array(4)),
	);
	const head = Uint8Array.of(
		7,
		32,
		0,
		0,
		key.curve.size === 64 ? 0x42 : 0x46,
		0xaa,
		0,
		0,
		0x30,
		0x14,
		0,
		0,
		0,
		2,
		0,
		0,
	);
	const plain = sequence(integer(0), sequence(oid('1.2.643.7.1.1.1.1')), octetString(concat(head, exported)));
	const encrypted = gost28147Cfb(wrapKey, salt.subarray(0, 8), 'A', 'encrypt').update(plain);
	const parameters = sequence(octetString(salt), integer(2000));
	const shrouded = sequence(algorithm('1.2.840.113549.1.12.1.80', parameters), octetString(encrypted));
	const bag = (type: string, value: Uint8Array): Uint8Array =>
		sequence(oid(`1.2.840.113549.1.12.10.1.${type}`), tagged(0, value));
	const certificateBag = sequence(oid('1.2.840.113549.1.9.22.1'), tagged(0, octetString(certificate.der)));
	const safe = (content: Uint8Array): Uint8Array =>
		sequence(oid('1.2.840.113549.1.7.1'), tagged(0, octetString(content)));
	const content = sequence(safe(sequence(bag('2', shrouded))), safe(sequence(bag('3', certificateBag))));
	const macSalt = new Uint8Array(8).fill(5);
	const macKey = sha1MacKey(password, macSalt, 2000);
	const digest = sequence(
		algorithm('1.3.14.3.2.26', element(0x05)),
		octetString(hmac('sha1', macKey, content)),
	);
	return sequence(integer(3), safe(content), sequence(digest, octetString(macSalt), integer(2000)));
}

function storageKey(name: 'gost94' | 'streebog256', password: string, salt: Uint8Array): Uint8Array {
	const pin = Buffer.alloc(4 * Buffer.byteLength(password));
	Buffer.from(password).forEach((byte, i) => pin.writeUInt8(byte, 4 * i));
	const material = Buffer.alloc(name === 'gost94' ? 32 : 64);
	material.write('DENEFH028.760246785.IUEFHWUIO.EF', 'latin1');
	const first = hash(name, salt, pin);
	for (let round = 0; round < (password === '' ? 2 : 2000); round++) {
		const inner = material.map((byte) => byte ^ 0x36);
		const outer = material.map((byte) => byte ^ 0x5c);
		material.fill(0).set(hash(name, inner, first, outer, first));
	}
	const inner = material.subarray(0, 32).map((byte) => byte ^ 0x36);
	const outer = material.subarray(0, 32).map((byte) => byte ^ 0x5c);
	return hash(name, hash(name, inner, salt, outer, pin));
}

/** A second key for a container, of the same family. */
export interface SecondKey {
	readonly key: GostPrivateKey;
	readonly certificate?: Certificate;
}

/** One key, or the one to sign with and the one to exchange keys with. */
export function writeContainer(
	key: GostPrivateKey,
	certificate: Certificate | undefined,
	password: string,
	second?: SecondKey,
): ContainerFiles {
	const { curve } = key;
	const old = key.family === 'gost2001';
	const salt = Uint8Array.from({ length: 12 }, (_none, i) => 0x30 + i);
	const mask = bigintFromLE(Uint8Array.from({ length: curve.size }, (_none, i) => 17 * i + 3)) % curve.q;
	const storage = storageKey(old ? 'gost94' : 'streebog256', password, salt);
	const encrypt = (one: GostPrivateKey): Uint8Array =>
		ecb(storage, old ? 'A' : 'Z', bigintToLE((numberOf(one) * mask) % curve.q, curve.size));
	const fingerprint = (one: GostPrivateKey): Uint8Array =>
		pointToBytes(one.curve, publicKey(one.curve, numberOf(one))).subarray(0, 8);
	const content = sequence(
		element(0x03, Uint8Array.of(4, 0x10)),
		sequence(...keyInfo(key)),
		...(second ? [tagged(4, ...keyInfo(second.key))] : []),
		...(certificate ? [element(0x85, certificate.der)] : []),
		...(second?.certificate ? [element(0x86, second.certificate.der)] : []),
		element(0x8a, fingerprint(key)),
		...(second ? [element(0x8b, fingerprint(second.key))] : []),
	);
	const primary = sequence(
		octetString(encrypt(key)),
		...(second ? [element(0x80, encrypt(second.key))] : []),
	);
	const masks = sequence(
		octetString(bigintToLE(mask, curve.size)),
		octetString(salt),
		octetString(Uint8Array.of(1, 2, 3, 4)),
	);
	return {
		header: sequence(content, octetString(Uint8Array.of(1, 2, 3, 4))),
		primary,
		masks,
		primary2: primary,
		masks2: masks,
		name: sequence(element(0x16, Buffer.from('test'))),
	};
}

export const zip = (files: Readonly<Record<string, Uint8Array>>, pack: boolean): Uint8Array =>
	archive(Object.entries(files).map(([name, data]) => ({ name, content: Buffer.from(data), stored: !pack })));
