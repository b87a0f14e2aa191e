import { t } from '../../language';
import { OID } from '../algorithms/oids';
import { Asn1, TAG } from '../asn1/der';
import { toBinary } from '../asn1/pem';
import { readAlgorithm } from '../asn1/structures';
import { damaged, unsupported, type GostError } from '../base/errors';
import { toResultAsync } from '../base/result';
import { certificateFromAsn1, type Certificate } from '../x509/certificate';
import { CRYPTO_PRO_BAG, openCryptoProBag } from './cryptoProPfx';
import { decryptWithPassword, PasswordWork, readFirst } from './pbe';
import { macMatches } from './pfxMac';
import { openEncryptedKey } from './pkcs8';
import { parsePrivateKeyInfo, wrongPassword, type KeyCandidates } from './privateKey';
import { KeyRing, requireKeys, type KeyFile, type KeySource } from './ring';

const WHAT = t`The PFX file`;

const BAG = {
	key: '1.2.840.113549.1.12.10.1.1',
	shroudedKey: '1.2.840.113549.1.12.10.1.2',
	certificate: '1.2.840.113549.1.12.10.1.3',
	safeContents: '1.2.840.113549.1.12.10.1.6',
} as const;

const MAX_NESTING = 8;
const MAX_KEYS = 64;
const MAX_CERTIFICATES = 256;

interface Bags {
	readonly keys: KeyCandidates[];
	readonly certificates: Certificate[];
	readonly failures: GostError[];
}

const noBags = (): Bags => ({ keys: [], certificates: [], failures: [] });

function merge(into: Bags, from: Bags): void {
	into.keys.push(...from.keys);
	into.certificates.push(...from.certificates);
	into.failures.push(...from.failures);
}

/** Decrypts a part of the file; returns two results for ciphers that programs use in two ways. */
async function openSafe(contentInfo: Asn1, work: PasswordWork): Promise<Uint8Array[]> {
	const reader = contentInfo.reader();
	const type = reader.next().oid();
	const content = reader.next(0xa0).onlyChild();
	if (type === OID.data) return [content.octetString()];
	if (type !== OID.encryptedData) throw unsupported(t`part of a PFX file`, type);
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

/** Reads a key. One of an unknown kind, or with its own password, does not keep the others from opening. */
async function addKey(bags: Bags, read: () => KeyCandidates | Promise<KeyCandidates>): Promise<void> {
	const key = await toResultAsync(async () => await read());
	if (key.ok) bags.keys.push(key.value);
	else if (key.error.code === 'damaged') throw key.error;
	else bags.failures.push(key.error);
}

async function readBag(
	bags: Bags,
	type: string,
	value: Asn1,
	work: PasswordWork,
	depth: number,
): Promise<void> {
	if (type === BAG.key) await addKey(bags, () => parsePrivateKeyInfo(value.bytes));
	if (type === BAG.shroudedKey) await addKey(bags, async () => await readShroudedKey(value, work));
	if (type === BAG.safeContents) merge(bags, await readBags(value.bytes, work, depth + 1));
	const certificate = type === BAG.certificate ? readCertificate(value) : undefined;
	if (certificate) bags.certificates.push(certificate);
}

/** Reads SafeContents (RFC 7292, section 4.2). Bags with CRLs and other secrets are skipped. */
async function readBags(safe: Uint8Array, work: PasswordWork, depth = 0): Promise<Bags> {
	const bags = noBags();
	if (depth > MAX_NESTING) throw damaged(t`PFX file nested too deeply`);
	const known: readonly string[] = Object.values(BAG);
	for (const bag of Asn1.parse(safe).children(TAG.sequence)) {
		const reader = bag.reader();
		const type = reader.next().oid();
		if (!known.includes(type)) continue;
		await readBag(bags, type, reader.next(0xa0).onlyChild(), work, depth);
		if (bags.keys.length + bags.failures.length > MAX_KEYS || bags.certificates.length > MAX_CERTIFICATES) {
			throw damaged(t`PFX file with too many parts`);
		}
	}
	return bags;
}

async function readParts(content: Uint8Array, work: PasswordWork): Promise<Bags> {
	const bags = noBags();
	for (const info of Asn1.parse(content).children(TAG.sequence)) {
		const part = await toResultAsync(
			async () => await readFirst(await openSafe(info, work), async (safe) => await readBags(safe, work)),
		);
		if (part.ok) merge(bags, part.value);
		else if (part.error.code === 'unsupported') bags.failures.push(part.error);
		else throw part.error;
	}
	return bags;
}

/**
 * Reads all keys and certificates of a PFX file (RFC 7292; RFC 9548 for GOST) created by openssl, GnuTLS, Windows or
 * CryptoPro CSP, in DER, PEM or base64. Throws `wrong-password` (judged by the MAC), `damaged` or `unsupported`.
 */
export async function readPfx(input: Uint8Array | string, password: string): Promise<KeySource> {
	const work = new PasswordWork(password);
	const reader = Asn1.parse(toBinary(input), 'allowed').reader();
	if (reader.next().smallInteger() !== 3) throw damaged(t`file that is not a PFX file`);
	const authSafe = reader.next().reader();
	const type = authSafe.next().oid();
	if (type !== OID.data) throw unsupported(t`protection of a PFX file`, type);
	const content = authSafe.next(0xa0).onlyChild().octetString();
	const macData = reader.optional(TAG.sequence);
	if (macData && !(await macMatches(macData, content, work))) throw wrongPassword(WHAT);
	const read = await toResultAsync(async () => await readParts(content, work));
	// Without a MAC, only the result of decryption shows that the password is wrong.
	if (!read.ok) throw !macData && read.error.code === 'damaged' ? wrongPassword(WHAT) : read.error;
	return requireKeys(read.value, t`The PFX file contains no private key`);
}

/** Opens the only pair of a PFX file, or the only one to sign with. Throws as `readPfx` and `KeyRing.choose`. */
export async function openPfx(input: Uint8Array | string, password: string): Promise<KeyFile> {
	return (await KeyRing.of(await readPfx(input, password))).choose();
}
