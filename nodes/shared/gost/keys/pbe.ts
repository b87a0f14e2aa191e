import { scrypt } from 'crypto';
import { t } from '../../language';
import { contentCipher, decryptWhole } from '../algorithms/contentCipher';
import { desCbc, rc4, type ContentDecryptor, type StartCipher } from '../algorithms/decryptor';
import { prfByOid } from '../algorithms/oids';
import { TAG, type Asn1 } from '../asn1/der';
import { readAlgorithm, type AlgorithmIdentifier } from '../asn1/structures';
import { concat } from '../base/bytes';
import { Turn } from '../base/chunks';
import { damaged, GostError, unsupported } from '../base/errors';
import { toResultAsync } from '../base/result';
import { rc2Cbc } from '../cipher/rc2';
import { createHash, hash, isGost, type HashName } from '../hash/hash';
import { pbkdf2 } from '../hash/mac';

/**
 * What a derivation of one file may cost in all, in iterations of Node.js's PBKDF2: some seconds of work. GnuTLS uses
 * 600,000 iterations for each of three keys, with GOST hashes too. A file that requires more is damaged or malicious.
 */
const MAX_COST = 40_000_000;
/** Iterations of one derivation. */
const MAX_ITERATIONS = 5_000_000;
/** What an iteration in this module costs. */
const COST = { node: 1, nodeHash: 4, gost: 20 } as const;
/** Memory that scrypt may take, in blocks of 128 bytes: 128 MB. openssl takes 16 MB. */
const MAX_SCRYPT = 1024 * 1024;
/** Bytes of a derived key. */
const MAX_KEY = 1024;
/** Programs write 8 to 32 bytes. Some derivations hash the salt in every iteration. */
const MAX_SALT = 1024;

const SCRYPT = '1.3.6.1.4.1.11591.4.11';

/** A password, with the bound on the work that one file may ask for to try it. */
export class PasswordWork {
	/** When to yield to the event loop. */
	readonly turn = new Turn();

	private left = MAX_COST;

	constructor(readonly password: string) {}

	/**
	 * The password in the forms that the PKCS#12 key derivation gets. Some programs write an empty one without its
	 * terminator; openssl before 1.1.0 takes each byte of UTF-8 for a character.
	 */
	get pkcs12Passwords(): Uint8Array[] {
		const { password } = this;
		const bytes = Buffer.from(password, 'utf8').toString('latin1');
		const other = password === '' ? [new Uint8Array(0)] : bytes === password ? [] : [bmpPassword(bytes)];
		return [bmpPassword(password), ...other];
	}

	/** Throws `unsupported` for no iterations or too many, or if the file has already cost too much. */
	spend(iterations: number, cost: number = COST.gost): void {
		this.left -= iterations * cost;
		if (iterations < 1 || iterations > MAX_ITERATIONS || this.left < 0) {
			throw new GostError('unsupported', t`Unsupported number of password iterations: ${iterations}`);
		}
	}
}

/** Returns the salt of a key derivation. Throws `damaged` for one that is too long. */
export function readSalt(node: Asn1): Uint8Array {
	const salt = node.octetString();
	if (salt.length > MAX_SALT) throw damaged(t`salt too long`);
	return salt;
}

/** Derives `length` bytes with PBKDF2 from a UTF-8 password. Throws `unsupported` for too many iterations. */
export async function boundedPbkdf2(
	name: HashName,
	work: PasswordWork,
	salt: Uint8Array,
	iterations: number,
	length: number,
): Promise<Uint8Array> {
	work.spend(iterations, isGost(name) ? COST.gost : COST.node);
	return await pbkdf2(name, Buffer.from(work.password, 'utf8'), salt, iterations, length, work.turn);
}

/** Encodes a password as UTF-16 big-endian with a null terminator (RFC 7292, appendix B.1). */
function bmpPassword(password: string): Uint8Array {
	return Buffer.from(`${password}\0`, 'utf16le').swap16();
}

/** Repeats data up to a multiple of the block size. */
function repeat(data: Uint8Array, block: number): Uint8Array {
	const length = Math.ceil(data.length / block) * block;
	return Uint8Array.from({ length }, (_none, i) => data[i % data.length]);
}

/** Iterations between looks at the clock. */
const ITERATIONS = 64;

/**
 * Derives `length` bytes with the PKCS#12 key derivation (RFC 7292, appendix B.2); `id` is 1 for a key, 2 for an IV, 3
 * for a MAC key.
 */
export async function pkcs12Kdf(
	name: HashName,
	work: PasswordWork,
	salt: Uint8Array,
	id: 1 | 2 | 3,
	iterations: number,
	length: number,
	password = bmpPassword(work.password),
): Promise<Uint8Array> {
	work.spend(iterations, isGost(name) ? COST.gost : COST.nodeHash);
	const { blockSize } = createHash(name);
	const diversifier = new Uint8Array(blockSize).fill(id);
	const material = concat(repeat(salt, blockSize), repeat(password, blockSize));
	const parts: Uint8Array[] = [];
	for (let made = 0; made < length;) {
		let a = hash(name, diversifier, material);
		for (let i = 1; i < iterations; i++) {
			a = hash(name, a);
			if (i % ITERATIONS === 0 && work.turn.isOver) await work.turn.end();
		}
		parts.push(a);
		made += a.length;
		const b = repeat(a, blockSize);
		for (let at = 0; at < material.length; at += blockSize) {
			let carry = 1;
			for (let i = blockSize - 1; i >= 0; i--) {
				carry += material[at + i] + b[i];
				material[at + i] = carry;
				carry >>= 8;
			}
		}
	}
	return concat(...parts).subarray(0, length);
}

/** Returns the results of the decryptors that find no fault. Throws the error of the first one if all do. */
async function decryptEach(
	decryptors: Iterable<ContentDecryptor> | AsyncIterable<ContentDecryptor>,
	data: Uint8Array,
	macLength = 0,
): Promise<Uint8Array[]> {
	const opened: Uint8Array[] = [];
	let failure: GostError | undefined;
	for await (const decryptor of decryptors) {
		const plain = await toResultAsync(async () => await decryptWhole(decryptor, data, macLength));
		if (plain.ok) opened.push(plain.value);
		else failure ??= plain.error;
	}
	if (opened.length === 0 && failure) throw failure;
	return opened;
}

/** PBKDF2-params (RFC 8018, appendix A.2). */
interface Pbkdf2Parameters {
	readonly prf: HashName;
	readonly salt: Uint8Array;
	readonly iterations: number;
	readonly keyLength: number | undefined;
}

/** Reads the parameters of PBKDF2. Throws `unsupported` for another key derivation. */
export function readPbkdf2({ oid, parameters }: AlgorithmIdentifier): Pbkdf2Parameters {
	if (oid !== '1.2.840.113549.1.5.12' || !parameters) throw unsupported(t`key derivation`, oid);
	const reader = parameters.reader();
	const salt = readSalt(reader.next());
	const iterations = reader.next().smallInteger();
	const keyLength = reader.optional(TAG.integer)?.smallInteger(MAX_KEY);
	const prf = reader.optional(TAG.sequence);
	return { prf: prf ? prfByOid(readAlgorithm(prf).oid) : 'sha1', salt, iterations, keyLength };
}

/** Derives `length` bytes with scrypt (RFC 7914, section 7). */
async function deriveScrypt(
	parameters: Asn1,
	{ password }: PasswordWork,
	length: number,
): Promise<Uint8Array> {
	const reader = parameters.reader();
	const salt = readSalt(reader.next());
	const [N, r, p] = [reader.next(), reader.next(), reader.next()].map((item) => item.smallInteger());
	if (N < 2 || (N & (N - 1)) !== 0 || r < 1 || p < 1 || N * r * p > MAX_SCRYPT) {
		throw new GostError('unsupported', t`Unsupported cost of scrypt: ${N}, ${r}, ${p}`);
	}
	const options = { N, r, p, maxmem: 2 * 128 * (N + p + 2) * r };
	return await new Promise<Uint8Array>((resolve, reject) => {
		scrypt(password, salt, length, options, (error, key) => {
			if (error) reject(error);
			else resolve(new Uint8Array(key));
		});
	});
}

async function pbes2Key(
	derivation: AlgorithmIdentifier,
	work: PasswordWork,
	length: number,
): Promise<Uint8Array> {
	if (derivation.oid === SCRYPT && derivation.parameters) {
		return await deriveScrypt(derivation.parameters, work, length);
	}
	const { prf, salt, iterations } = readPbkdf2(derivation);
	return await boundedPbkdf2(prf, work, salt, iterations, length);
}

/** Decrypts with PBES2 (RFC 8018, section 6.2; for GOST, RFC 9337, section 5). */
async function pbes2(
	algorithm: AlgorithmIdentifier,
	work: PasswordWork,
	data: Uint8Array,
): Promise<Uint8Array[]> {
	const reader = parametersOf(algorithm);
	const derivation = readAlgorithm(reader.next());
	const cipher = contentCipher(readAlgorithm(reader.next()));
	const key = await pbes2Key(derivation, work, cipher.keyLength);
	const decryptors = [cipher.start(key), ...(cipher.startShort ? [cipher.startShort(key)] : [])];
	return await decryptEach(decryptors, data, cipher.macLength);
}

function parametersOf({ parameters }: AlgorithmIdentifier) {
	if (!parameters) throw damaged(t`password-based encryption without parameters`);
	return parameters.reader();
}

/** Ciphers of RFC 7292, appendix C: key length in bytes, and the cipher made of key and IV. */
const PKCS12_PBE: ReadonlyMap<string, { keyLength: number; start: StartCipher }> = new Map([
	['1.2.840.113549.1.12.1.1', { keyLength: 16, start: rc4 }],
	['1.2.840.113549.1.12.1.2', { keyLength: 5, start: rc4 }],
	['1.2.840.113549.1.12.1.3', { keyLength: 24, start: desCbc }],
	['1.2.840.113549.1.12.1.4', { keyLength: 16, start: desCbc }],
	['1.2.840.113549.1.12.1.5', { keyLength: 16, start: (key, iv) => rc2Cbc(key, 128, iv) }],
	['1.2.840.113549.1.12.1.6', { keyLength: 5, start: (key, iv) => rc2Cbc(key, 40, iv) }],
]);

/** Yields a decryptor for each form of the password (RFC 7292, appendix B). */
async function* pkcs12Pbe(
	algorithm: AlgorithmIdentifier,
	work: PasswordWork,
): AsyncGenerator<ContentDecryptor> {
	const kind = PKCS12_PBE.get(algorithm.oid);
	if (!kind) throw unsupported(t`password-based encryption`, algorithm.oid);
	const reader = parametersOf(algorithm);
	const salt = readSalt(reader.next());
	const iterations = reader.next().smallInteger();
	for (const password of work.pkcs12Passwords) {
		const key = await pkcs12Kdf('sha1', work, salt, 1, iterations, kind.keyLength, password);
		const iv = await pkcs12Kdf('sha1', work, salt, 2, iterations, 8, password);
		yield kind.start(key, iv);
	}
}

/** Schemes of RFC 8018, appendix A.3: the hash, and the cipher made of key and IV, 8 bytes each. */
const PBES1: ReadonlyMap<string, { name: HashName; start: StartCipher }> = new Map([
	['1.2.840.113549.1.5.3', { name: 'md5', start: desCbc }],
	['1.2.840.113549.1.5.6', { name: 'md5', start: (key, iv) => rc2Cbc(key, 64, iv) }],
	['1.2.840.113549.1.5.10', { name: 'sha1', start: desCbc }],
	['1.2.840.113549.1.5.11', { name: 'sha1', start: (key, iv) => rc2Cbc(key, 64, iv) }],
] as const);

/** Starts decrypting with PBES1 (RFC 8018, section 6.1), whose key derivation is PBKDF1 (section 5.1). */
async function pbes1(
	algorithm: AlgorithmIdentifier,
	work: PasswordWork,
): Promise<ContentDecryptor | undefined> {
	const kind = PBES1.get(algorithm.oid);
	if (!kind) return undefined;
	const reader = parametersOf(algorithm);
	const salt = readSalt(reader.next());
	const iterations = reader.next().smallInteger();
	work.spend(iterations, COST.nodeHash);
	let key = hash(kind.name, Buffer.from(work.password, 'utf8'), salt);
	for (let i = 1; i < iterations; i++) {
		key = hash(kind.name, key);
		if (i % ITERATIONS === 0 && work.turn.isOver) await work.turn.end();
	}
	return kind.start(key.subarray(0, 8), key.subarray(8, 16));
}

/**
 * Decrypts password-encrypted data. Returns several results for ciphers and passwords that programs use in several ways.
 * Not every cipher detects a wrong password, so the caller must check the results. Throws `damaged` for wrong padding.
 */
export async function decryptWithPassword(
	algorithm: AlgorithmIdentifier,
	work: PasswordWork,
	data: Uint8Array,
): Promise<Uint8Array[]> {
	if (algorithm.oid === '1.2.840.113549.1.5.13') return await pbes2(algorithm, work, data);
	const decryptor = await pbes1(algorithm, work);
	if (decryptor) return [await decryptWhole(decryptor, data)];
	return await decryptEach(pkcs12Pbe(algorithm, work), data);
}

/** Returns the first result that can be read; throws the error of the first one if none can. */
export async function readFirst<T>(
	results: readonly Uint8Array[],
	read: (plain: Uint8Array) => T | Promise<T>,
): Promise<T> {
	let failure: GostError | undefined;
	for (const plain of results) {
		const tried = await toResultAsync(async () => await read(plain));
		if (tried.ok) return tried.value;
		failure ??= tried.error;
	}
	throw failure ?? damaged(t`encrypted data without content`);
}
