import { digestByOid, OID } from '../algorithms/oids';
import { Asn1, TAG } from '../asn1/der';
import { toBinary } from '../asn1/pem';
import { readAlgorithm } from '../asn1/structures';
import { equal } from '../base/bytes';
import { damaged, GostError, unsupported } from '../base/errors';
import { toResultAsync } from '../base/result';
import type { HashName } from '../hash/hash';
import { contentHmac } from '../hash/mac';
import { certificateFromAsn1, type Certificate } from '../x509/certificate';
import { CRYPTO_PRO_BAG, openCryptoProBag } from './cryptoProPfx';
import { boundedPbkdf2, decryptWithPassword, PasswordWork, pkcs12Kdf, readFirst, readSalt } from './pbe';
import { openEncryptedKey } from './pkcs8';
import { pairKey, parsePrivateKeyInfo, wrongPassword, type KeyCandidates, type KeyFile } from './privateKey';

const WHAT = 'The PFX file';

const BAG = {
	key: '1.2.840.113549.1.12.10.1.1',
	shroudedKey: '1.2.840.113549.1.12.10.1.2',
	certificate: '1.2.840.113549.1.12.10.1.3',
	safeContents: '1.2.840.113549.1.12.10.1.6',
} as const;

const MAX_NESTING = 4;
const MAX_KEYS = 8;
const MAX_CERTIFICATES = 256;

interface Bags {
	readonly keys: KeyCandidates[];
	readonly certificates: Certificate[];
}

/**
 * Yields the MAC keys in use for a digest: RFC 7292, appendix B; RFC 9548, section 4, and openssl's reading of the
 * latter.
 */
async function* macKeys(
	name: HashName,
	work: PasswordWork,
	salt: Uint8Array,
	iterations: number,
): AsyncGenerator<Uint8Array> {
	if (name === 'gost94' || name === 'streebog256' || name === 'streebog512') {
		for (const prf of new Set<HashName>(['streebog512', name])) {
			yield (await boundedPbkdf2(prf, work, salt, iterations, 96)).subarray(64);
		}
	}
	const length = name === 'sha1' ? 20 : name === 'sha384' ? 48 : name.endsWith('512') ? 64 : 32;
	yield await pkcs12Kdf(name, work, salt, 3, iterations, length);
	// For an empty password, some programs omit the null terminator.
	if (work.password === '') {
		yield await pkcs12Kdf(name, work, salt, 3, iterations, length, new Uint8Array(0));
	}
}

async function checkMac(macData: Asn1, content: Uint8Array, work: PasswordWork): Promise<void> {
	const reader = macData.reader();
	const digestInfo = reader.next().reader();
	const name = digestByOid(readAlgorithm(digestInfo.next()).oid);
	const expected = digestInfo.next().octetString();
	const salt = readSalt(reader.next());
	const iterations = reader.optional(TAG.integer)?.smallInteger() ?? 1;
	for await (const key of macKeys(name, work, salt, iterations)) {
		if (equal(await contentHmac(name, key, content), expected)) return;
	}
	throw wrongPassword(WHAT);
}

/** Decrypts a part of the file; returns two results for ciphers that programs use in two ways. */
async function openSafe(contentInfo: Asn1, work: PasswordWork): Promise<Uint8Array[]> {
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
	return await decryptWithPassword(algorithm, work, info.next().octets());
}

/** Reads an x509Certificate; undefined for the other type, SDSI, which is not in use. */
function readCertificate(value: Asn1): Certificate | undefined {
	const reader = value.reader();
	if (reader.next().oid() !== '1.2.840.113549.1.9.22.1') return undefined;
	return certificateFromAsn1(Asn1.parse(reader.next(0xa0).onlyChild().octetString()));
}

async function readShroudedKey(value: Asn1, work: PasswordWork): Promise<KeyCandidates> {
	const { oid } = readAlgorithm(value.children(TAG.sequence)[0] ?? value);
	return oid === CRYPTO_PRO_BAG
		? await openCryptoProBag(value, work)
		: await openEncryptedKey(value.bytes, work);
}

async function readBags(safe: Uint8Array, work: PasswordWork, depth = 0): Promise<Bags> {
	const bags: Bags = { keys: [], certificates: [] };
	if (depth > MAX_NESTING) throw damaged('PFX file nested too deeply');
	for (const bag of Asn1.parse(safe).children(TAG.sequence)) {
		if (work.turn.isOver) await work.turn.end();
		const reader = bag.reader();
		const type = reader.next().oid();
		const value = reader.next(0xa0).onlyChild();
		if (type === BAG.key) bags.keys.push(parsePrivateKeyInfo(value.bytes));
		if (type === BAG.shroudedKey) bags.keys.push(await readShroudedKey(value, work));
		if (type === BAG.certificate) {
			const certificate = readCertificate(value);
			if (certificate) bags.certificates.push(certificate);
		}
		if (type === BAG.safeContents) merge(bags, await readBags(value.bytes, work, depth + 1));
		if (bags.keys.length > MAX_KEYS || bags.certificates.length > MAX_CERTIFICATES) {
			throw damaged('PFX file with too many parts');
		}
	}
	return bags;
}

function merge(into: Bags, from: Bags): void {
	into.keys.push(...from.keys);
	into.certificates.push(...from.certificates);
}

/**
 * Opens a PFX file (RFC 7292; RFC 9548 for GOST) created by openssl, Windows or CryptoPro CSP, in DER, PEM or base64.
 * Throws `wrong-password` (judged by the MAC), `damaged`, `unsupported` or `key-mismatch`.
 */
export async function openPfx(input: Uint8Array | string, password: string): Promise<KeyFile> {
	const work = new PasswordWork(password);
	const reader = Asn1.parse(toBinary(input), 'allowed').reader();
	if (reader.next().smallInteger() !== 3) throw damaged('file that is not a PFX file');
	const authSafe = reader.next().reader();
	const type = authSafe.next().oid();
	if (type !== OID.data) throw unsupported('protection of a PFX file', type);
	const content = authSafe.next(0xa0).onlyChild().octetString();
	const macData = reader.optional(TAG.sequence);
	if (macData) await checkMac(macData, content, work);
	const bags: Bags = { keys: [], certificates: [] };
	const read = await toResultAsync(async () => {
		for (const info of Asn1.parse(content).children(TAG.sequence)) {
			const safes = await openSafe(info, work);
			merge(bags, await readFirst(safes, async (safe) => await readBags(safe, work)));
		}
	});
	// Without a MAC, only the result of decryption shows that the password is wrong.
	if (!read.ok) throw !macData && read.error.code === 'damaged' ? wrongPassword(WHAT) : read.error;
	const [first, ...rest] = bags.keys;
	if (!first) throw new GostError('damaged', 'The PFX file contains no private key');
	return await pairKey([first, ...rest], bags.certificates);
}
