import { t } from '../../language';
import { Asn1, isOctetString, TAG } from '../asn1/der';
import { bigintFromLE, concat, equal } from '../base/bytes';
import { Turn } from '../base/chunks';
import { damaged, GostError, unsupported } from '../base/errors';
import { toResult, toResultAsync } from '../base/result';
import { OID } from '../algorithms/oids';
import { gost28147Ecb } from '../cipher/gost28147Modes';
import { curveByOid, pointToBytes, publicKey, type Curve } from '../curve/curves';
import { invert } from '../curve/ec';
import { hash, type HashName } from '../hash/hash';
import type { Certificate } from '../x509/certificate';
import { parseCertificate } from '../x509/certificateFile';
import { gostFamily, keyParameters, type GostFamily } from '../x509/publicKey';
import type { ContainerFiles } from './containerFiles';
import {
	keyMatches,
	makeGostKey,
	wrongPassword,
	type GostPrivateKey,
	type KeyCandidates,
} from './privateKey';
import type { KeySource } from './ring';

/** Initial value of the hash that derives the storage key. */
const START = Buffer.from('DENEFH028.760246785.IUEFHWUIO.EF', 'latin1');

/** What the header says of a key: the one to sign with or the one to exchange keys with. */
interface StoredKey {
	readonly family: GostFamily;
	readonly curveOid: string;
	readonly curve: Curve;
	/** The first 8 bytes of the public key. */
	readonly fingerprint: Uint8Array | undefined;
	readonly certificate: Certificate | undefined;
}

/** The encrypted keys with the mask that divides them: `primary.key` and `masks.key`, or their reserve copies. */
interface Copy {
	readonly encrypted: readonly Uint8Array[];
	readonly mask: Uint8Array;
	readonly salt: Uint8Array;
}

/** Names of key algorithms that containers have and this module does not read from them. */
function otherAlgorithm(oid: string): string | undefined {
	if (oid === OID.rsa) return 'RSA';
	return oid.startsWith('1.2.840.10045.') ? 'ECDSA' : undefined;
}

/** Reads { attributes, [0] { algorithm, { curve, digest } } }. */
function readAlgorithmOf(parameters: readonly Asn1[]): Pick<StoredKey, 'family' | 'curveOid' | 'curve'> {
	const [keyOid, keyFields] = parameters.find((item) => item.is(0xa0))?.children() ?? [];
	const oid = keyOid?.oid() ?? '';
	const family = gostFamily(oid);
	if (family) {
		const { curveOid } = keyParameters(keyFields);
		if (curveOid !== undefined) return { family, curveOid, curve: curveByOid(curveOid) };
	}
	const name = otherAlgorithm(oid);
	if (!name) throw oid && !family ? unsupported(t`key algorithm`, oid) : damaged(t`invalid header.key`);
	throw new GostError('unsupported', t`The key container has an ${name} key, not a GOST key`);
}

/**
 * Reads the keys of header.key: { { ..., { attributes, [0] algorithm }, ..., [4] the same of the second key, [5] and [6]
 * certificates, [10] and [11] fingerprints, ... }, MAC }.
 */
function readHeader(data: Uint8Array): { keys: StoredKey[]; failures: GostError[] } {
	const fields = Asn1.parse(data, 'allowed').children(TAG.sequence)[0]?.children(TAG.sequence) ?? [];
	const field = (...tags: number[]): Asn1 | undefined => fields.find(({ tag }) => tags.includes(tag));
	const keys: StoredKey[] = [];
	const failures: GostError[] = [];
	for (const [parameters, certificate, fingerprint] of [
		[field(TAG.sequence), field(0x85, 0xa5), field(0x8a)],
		[field(0xa4), field(0x86, 0xa6), field(0x8b)],
	]) {
		if (!parameters) continue;
		const read = toResult(() => ({
			...readAlgorithmOf(parameters.children()),
			fingerprint: fingerprint?.content.length === 8 ? fingerprint.content : undefined,
			certificate: certificate && parseCertificate(certificate.content),
		}));
		if (!read.ok) failures.push(read.error);
		else if (read.value.certificate ?? read.value.fingerprint) keys.push(read.value);
		else failures.push(damaged(t`invalid header.key`));
	}
	if (keys.length === 0) throw failures[0] ?? damaged(t`invalid header.key`);
	return { keys, failures };
}

/** Reads primary.key { key, [0] second key, ... } and masks.key { mask, salt, ... }. */
function readCopy(primary: Uint8Array, masks: Uint8Array): Copy {
	const keys = Asn1.parse(primary, 'allowed').children(TAG.sequence);
	const encrypted = keys.filter(({ tag }) => isOctetString(tag) || tag === 0x80);
	const reader = Asn1.parse(masks, 'allowed').reader();
	const mask = reader.next().octetString();
	const salt = reader.next().octetString();
	if (encrypted.length === 0) throw damaged(t`invalid primary.key`);
	return { encrypted: encrypted.map((item) => item.octets()), mask, salt };
}

/**
 * Derives the key that encrypts the container from password and salt. The algorithm is known from public write-ups
 * only.
 */
async function storageKey(name: HashName, password: string, salt: Uint8Array): Promise<Uint8Array> {
	const bytes = Buffer.from(password, 'utf8');
	// Each byte of the password becomes a 32-bit little-endian number.
	const pin = new Uint8Array(4 * bytes.length);
	bytes.forEach((byte, i) => {
		pin[4 * i] = byte;
	});
	const width = name === 'gost94' ? 32 : 64;
	const widen = (data: Uint8Array): Uint8Array => concat(data, new Uint8Array(width - data.length));
	const masked = (data: Uint8Array, mask: number): Uint8Array => data.map((byte) => byte ^ mask);
	const seed = hash(name, salt, pin);
	let current = widen(START);
	const turn = new Turn();
	for (let i = bytes.length > 0 ? 2000 : 2; i > 0; i--) {
		if (turn.isOver) await turn.end();
		current = widen(hash(name, masked(current, 0x36), seed, masked(current, 0x5c), seed));
	}
	const half = current.subarray(0, 32);
	return hash(name, hash(name, masked(half, 0x36), salt, masked(half, 0x5c), pin));
}

/** Returns the key if it is the one that the header describes. */
function unmask(
	{ family, curveOid, curve, fingerprint, certificate }: StoredKey,
	plain: Uint8Array,
	mask: Uint8Array,
): GostPrivateKey | undefined {
	const divisor = bigintFromLE(mask) % curve.q;
	if (divisor === 0n) throw damaged(t`invalid masks.key`);
	const d = (bigintFromLE(plain) * invert(divisor, curve.q)) % curve.q;
	if (d === 0n) return undefined;
	const key = makeGostKey(family, curveOid, d);
	if (fingerprint === undefined)
		return certificate && keyMatches(key, certificate.publicKey) ? key : undefined;
	const found = pointToBytes(curve, publicKey(curve, d)).subarray(0, 8);
	return equal(found, fingerprint) ? key : undefined;
}

/** Opens the files of a container with one password. */
class Opener {
	private readonly storageKeys: Array<{ name: HashName; copy: Copy; key: Uint8Array }> = [];

	constructor(
		private readonly copies: readonly Copy[],
		private readonly password: string,
	) {}

	private async storageKey(name: HashName, copy: Copy): Promise<Uint8Array> {
		const known = this.storageKeys.find((item) => item.name === name && item.copy === copy);
		if (known) return known.key;
		const key = await storageKey(name, this.password, copy.salt);
		this.storageKeys.push({ name, copy, key });
		return key;
	}

	/** Returns the key that the header describes. Throws `damaged` if no copy has a key of its size, `wrong-password`. */
	async open(stored: StoredKey): Promise<GostPrivateKey> {
		const { family, curve } = stored;
		const [name, sBox] = family === 'gost2001' ? (['gost94', 'A'] as const) : (['streebog256', 'Z'] as const);
		const copies = this.copies.filter(({ mask }) => mask.length === curve.size);
		const fits = ({ length }: Uint8Array): boolean => length === curve.size;
		if (!copies.some(({ encrypted }) => encrypted.some(fits))) {
			throw damaged(t`invalid primary.key or masks.key`);
		}
		for (const copy of copies) {
			const storage = await this.storageKey(name, copy);
			for (const encrypted of copy.encrypted.filter(fits)) {
				const key = unmask(stored, gost28147Ecb(storage, sBox, encrypted, 'decrypt'), copy.mask);
				if (key) return key;
			}
		}
		throw wrongPassword(t`The key container`);
	}
}

/**
 * Opens the keys of a CryptoPro CSP key container, one to sign with and one to exchange keys with, or either. The format
 * is known from public write-ups only.
 *
 * The header holds the first 8 bytes of each public key; `wrong-password` means that they do not match. Also throws
 * `damaged` and `unsupported`.
 */
export async function readContainer(files: ContainerFiles, password: string): Promise<KeySource> {
	const { keys: stored, failures } = readHeader(files.header);
	const { primary, masks, primary2, masks2 } = files;
	const copies = [toResult(() => readCopy(primary, masks))];
	if (primary2 && masks2) copies.push(toResult(() => readCopy(primary2, masks2)));
	const usable = copies.flatMap((copy) => (copy.ok ? [copy.value] : []));
	if (usable.length === 0 && !copies[0].ok) throw copies[0].error;
	const opener = new Opener(usable, password);
	const keys: KeyCandidates[] = [];
	for (const item of stored) {
		const key = await toResultAsync(async () => await opener.open(item));
		if (key.ok) keys.push({ keys: [key.value] });
		else failures.push(key.error);
	}
	if (keys.length === 0) throw failures[failures.length - 1];
	return { keys, certificates: stored.flatMap(({ certificate }) => certificate ?? []), failures };
}
