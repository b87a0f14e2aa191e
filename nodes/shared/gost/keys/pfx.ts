import { toResult } from '../base/result';
import { equal } from '../base/bytes';
import { certificateFromAsn1, type Certificate } from '../x509/certificate';
import { readAlgorithm } from '../asn1/structures';
import { openCryptoProBag, CRYPTO_PRO_BAG } from './cryptoProPfx';
import { Asn1, TAG } from '../asn1/der';
import { damaged, GostError, unsupported } from '../base/errors';
import type { HashName } from '../hash/hash';
import { toBinary } from '../asn1/pem';
import { hmac } from '../hash/mac';
import { digestByOid, OID } from '../algorithms/oids';
import { bmpPassword, boundedPbkdf2, decryptWithPassword, pkcs12Kdf, readFirst } from './pbe';
import { openEncryptedKey } from './pkcs8';
import {
	chooseKey,
	keyMatches,
	parsePrivateKeyInfo,
	wrongPassword,
	type KeyCandidates,
	type PrivateKey,
} from './privateKey';

/** What a key file holds: a key, its certificate if there is one, and the other certificates. */
export interface KeyFile {
	readonly key: PrivateKey;
	readonly certificate: Certificate | undefined;
	readonly others: readonly Certificate[];
}

const WHAT = 'The PFX file';

const BAG = {
	key: '1.2.840.113549.1.12.10.1.1',
	shroudedKey: '1.2.840.113549.1.12.10.1.2',
	certificate: '1.2.840.113549.1.12.10.1.3',
	safeContents: '1.2.840.113549.1.12.10.1.6',
} as const;

interface Opened {
	readonly keys: KeyCandidates[];
	readonly certificates: Certificate[];
}

function merge(into: Opened, from: Opened): void {
	into.keys.push(...from.keys);
	into.certificates.push(...from.certificates);
}

/** MAC keys the standards and programs know for a digest: RFC 7292 B, RFC 9548 4, and openssl's reading of it. */
function* macKeys(
	name: HashName,
	password: string,
	salt: Uint8Array,
	iterations: number,
): Generator<Uint8Array> {
	if (name === 'gost94' || name === 'streebog256' || name === 'streebog512') {
		const prfs: HashName[] = name === 'streebog512' ? [name] : ['streebog512', name];
		for (const prf of prfs) yield boundedPbkdf2(prf, password, salt, iterations, 96).subarray(64);
	}
	const length = name === 'sha1' ? 20 : name === 'sha384' ? 48 : name.endsWith('512') ? 64 : 32;
	yield pkcs12Kdf(name, bmpPassword(password), salt, 3, iterations, length);
	// Some programs take an empty password as no bytes at all.
	if (password === '') yield pkcs12Kdf(name, new Uint8Array(0), salt, 3, iterations, length);
}

function checkMac(macData: Asn1, content: Uint8Array, password: string): void {
	const reader = macData.reader();
	const digestInfo = reader.next().reader();
	const name = digestByOid(readAlgorithm(digestInfo.next()).oid);
	const expected = digestInfo.next().octetString();
	const salt = reader.next().octetString();
	const iterations = reader.optional(TAG.integer)?.smallInteger() ?? 1;
	for (const key of macKeys(name, password, salt, iterations)) {
		if (equal(hmac(name, key, content), expected)) return;
	}
	throw wrongPassword(WHAT);
}

/** Contents of a part of the file; two where a cipher is used in two ways. */
function openSafe(contentInfo: Asn1, password: string): Uint8Array[] {
	const reader = contentInfo.reader();
	const type = reader.next().oid();
	const content = reader.next(0xa0).onlyChild();
	if (type === OID.data) return [content.octetString()];
	if (type !== OID.encryptedData) throw unsupported('part of a PFX file', type);
	const encrypted = content.reader();
	encrypted.next(TAG.integer);
	const info = encrypted.next().reader();
	info.next(TAG.oid);
	const algorithm = readAlgorithm(info.next());
	const [data] = info.rest();
	if (!data) throw damaged('a PFX file');
	return decryptWithPassword(algorithm, password, data.octets());
}

function readCertificate(value: Asn1): Certificate | undefined {
	const reader = value.reader();
	// x509Certificate; the other kind (SDSI) is not in use.
	if (reader.next().oid() !== '1.2.840.113549.1.9.22.1') return undefined;
	return certificateFromAsn1(Asn1.parse(reader.next(0xa0).onlyChild().octetString()));
}

function readShroudedKey(value: Asn1, password: string): KeyCandidates {
	const { oid } = readAlgorithm(value.children(TAG.sequence)[0] ?? value);
	return oid === CRYPTO_PRO_BAG ? openCryptoProBag(value, password) : openEncryptedKey(value.bytes, password);
}

function readBags(safe: Uint8Array, password: string, depth: number): Opened {
	const opened: Opened = { keys: [], certificates: [] };
	if (depth > 4) throw damaged('a PFX file nested too deeply');
	for (const bag of Asn1.parse(safe).children(TAG.sequence)) {
		const reader = bag.reader();
		const type = reader.next().oid();
		const value = reader.next(0xa0).onlyChild();
		switch (type) {
			case BAG.key:
				opened.keys.push(parsePrivateKeyInfo(value.bytes));
				break;
			case BAG.shroudedKey:
				opened.keys.push(readShroudedKey(value, password));
				break;
			case BAG.certificate: {
				const certificate = readCertificate(value);
				if (certificate) opened.certificates.push(certificate);
				break;
			}
			case BAG.safeContents:
				merge(opened, readBags(value.bytes, password, depth + 1));
				break;
			default:
				break;
		}
		if (opened.keys.length > 8 || opened.certificates.length > 256)
			throw damaged('too many parts in a PFX file');
	}
	return opened;
}

function choose(opened: Opened): KeyFile {
	for (const certificate of opened.certificates) {
		for (const { keys } of opened.keys) {
			const key = keys.find((item) => keyMatches(item, certificate.publicKey));
			if (key)
				return { key, certificate, others: opened.certificates.filter((item) => item !== certificate) };
		}
	}
	const [first] = opened.keys;
	if (!first) throw new GostError('damaged', 'The PFX file holds no private key');
	if (opened.certificates.length > 0) {
		throw new GostError('key-mismatch', 'The private key in the PFX file does not belong to its certificate');
	}
	return { key: chooseKey(first, undefined), certificate: undefined, others: [] };
}

/**
 * Opens a PFX file (RFC 7292; RFC 9548 for GOST), made by openssl, Windows or CryptoPro CSP; DER, PEM or
 * base64. Errors: `wrong-password` (by the file's MAC), `damaged`, `unsupported`, `key-mismatch`.
 */
export function openPfx(input: Uint8Array | string, password: string): KeyFile {
	const reader = Asn1.parse(toBinary(input), 'allowed').reader();
	if (reader.next().smallInteger() !== 3) throw damaged('not a PFX file');
	const authSafe = reader.next().reader();
	const type = authSafe.next().oid();
	if (type !== OID.data) throw unsupported('protection of a PFX file', type);
	const content = authSafe.next(0xa0).onlyChild().octetString();
	const macData = reader.optional(TAG.sequence);
	if (macData) checkMac(macData, content, password);
	const opened: Opened = { keys: [], certificates: [] };
	const read = toResult(() => {
		for (const info of Asn1.parse(content).children(TAG.sequence)) {
			merge(
				opened,
				readFirst(openSafe(info, password), (safe) => readBags(safe, password, 0)),
			);
		}
	});
	if (!read.ok) {
		// Without a MAC a wrong password shows only in what decryption gives.
		throw !macData && read.error.code === 'damaged' ? wrongPassword(WHAT) : read.error;
	}
	return choose(opened);
}
