import { contentCipher, decryptWhole, nodeCbc, type ContentDecryptor } from '../algorithms/contentCipher';
import { prfByOid } from '../algorithms/oids';
import { TAG } from '../asn1/der';
import { readAlgorithm, type AlgorithmIdentifier } from '../asn1/structures';
import { concat } from '../base/bytes';
import { damaged, GostError, unsupported } from '../base/errors';
import { toResult } from '../base/result';
import { rc2Cbc } from '../cipher/rc2';
import { createHash, hash, type HashName } from '../hash/hash';
import { pbkdf2 } from '../hash/mac';

/** More iterations would block the process for many seconds; a file that requires them is malicious or damaged. */
const maxIterations = (name: HashName): number =>
	name === 'gost94' || name.startsWith('streebog') ? 10_000 : 1_000_000;

/** Throws `unsupported` unless the number of iterations is between 1 and `limit`. */
export function checkIterations(iterations: number, limit: number): void {
	if (iterations < 1 || iterations > limit) {
		throw new GostError('unsupported', `Unsupported number of password iterations: ${iterations}`);
	}
}

/** Derives `length` bytes with PBKDF2 from a UTF-8 password. Throws `unsupported` for too many iterations. */
export function boundedPbkdf2(
	name: HashName,
	password: string,
	salt: Uint8Array,
	iterations: number,
	length: number,
): Uint8Array {
	checkIterations(iterations, maxIterations(name));
	return pbkdf2(name, Buffer.from(password, 'utf8'), salt, iterations, length);
}

/** Encodes a password as UTF-16 big-endian with a null terminator (RFC 7292, appendix B.1). */
export function bmpPassword(password: string): Uint8Array {
	return Buffer.from(`${password}\0`, 'utf16le').swap16();
}

/** Repeats data up to a multiple of the block size. */
function repeat(data: Uint8Array, block: number): Uint8Array {
	const length = Math.ceil(data.length / block) * block;
	return Uint8Array.from({ length }, (_none, i) => data[i % data.length]);
}

/**
 * Derives `length` bytes with the PKCS#12 key derivation (RFC 7292, appendix B.2); `id` is 1 for a key, 2 for an IV, 3
 * for a MAC key.
 */
export function pkcs12Kdf(
	name: HashName,
	password: Uint8Array,
	salt: Uint8Array,
	id: 1 | 2 | 3,
	iterations: number,
	length: number,
): Uint8Array {
	checkIterations(iterations, Math.min(200_000, maxIterations(name)));
	const { blockSize } = createHash(name);
	const diversifier = new Uint8Array(blockSize).fill(id);
	const material = concat(repeat(salt, blockSize), repeat(password, blockSize));
	const parts: Uint8Array[] = [];
	for (let made = 0; made < length;) {
		let a = hash(name, diversifier, material);
		for (let i = 1; i < iterations; i++) a = hash(name, a);
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

/** Decrypts with PBES2 (RFC 8018, section 6.2; for GOST, RFC 9337, section 5). */
function pbes2(algorithm: AlgorithmIdentifier, password: string, data: Uint8Array): Uint8Array[] {
	const reader = parametersOf(algorithm);
	const derivation = readAlgorithm(reader.next());
	const cipher = contentCipher(readAlgorithm(reader.next()));
	if (derivation.oid !== '1.2.840.113549.1.5.12' || !derivation.parameters) {
		throw unsupported('key derivation', derivation.oid);
	}
	const parameters = derivation.parameters.reader();
	const salt = parameters.next().octetString();
	const iterations = parameters.next().smallInteger();
	parameters.optional(TAG.integer);
	const prf = parameters.optional(TAG.sequence);
	const name = prf ? prfByOid(readAlgorithm(prf).oid) : 'sha1';
	const key = boundedPbkdf2(name, password, salt, iterations, cipher.keyLength);
	const decryptors = [cipher.start(key), ...(cipher.startShort ? [cipher.startShort(key)] : [])];
	const tried = decryptors.map((decryptor) =>
		toResult(() => decryptWhole(decryptor, data, cipher.macLength)),
	);
	const opened = tried.flatMap((item) => (item.ok ? [item.value] : []));
	if (opened.length === 0 && !tried[0].ok) throw tried[0].error;
	return opened;
}

/** Ciphers of RFC 7292, appendix C: key length in bytes, and for RC2 its effective length in bits. */
const PKCS12_PBE: ReadonlyMap<string, { keyLength: number; rc2?: number }> = new Map([
	['1.2.840.113549.1.12.1.3', { keyLength: 24 }],
	['1.2.840.113549.1.12.1.4', { keyLength: 16 }],
	['1.2.840.113549.1.12.1.5', { keyLength: 16, rc2: 128 }],
	['1.2.840.113549.1.12.1.6', { keyLength: 5, rc2: 40 }],
]);

function parametersOf({ parameters }: AlgorithmIdentifier) {
	if (!parameters) throw damaged('password-based encryption without parameters');
	return parameters.reader();
}

function pkcs12Pbe(algorithm: AlgorithmIdentifier, password: string): ContentDecryptor {
	const kind = PKCS12_PBE.get(algorithm.oid);
	if (!kind) throw unsupported('password-based encryption', algorithm.oid);
	const reader = parametersOf(algorithm);
	const salt = reader.next().octetString();
	const iterations = reader.next().smallInteger();
	const secret = bmpPassword(password);
	const key = pkcs12Kdf('sha1', secret, salt, 1, iterations, kind.keyLength);
	const iv = pkcs12Kdf('sha1', secret, salt, 2, iterations, 8);
	if (kind.rc2) return rc2Cbc(key, kind.rc2, iv);
	return nodeCbc('des-ede3-cbc', key.length === 24 ? key : concat(key, key.subarray(0, 8)), iv);
}

/**
 * Decrypts password-encrypted data. Returns two results for ciphers that programs use in two ways. Not every cipher
 * detects a wrong password, so the caller must check the results. Throws `damaged` for wrong padding.
 */
export function decryptWithPassword(
	algorithm: AlgorithmIdentifier,
	password: string,
	data: Uint8Array,
): Uint8Array[] {
	const isPbes2 = algorithm.oid === '1.2.840.113549.1.5.13';
	return isPbes2 ? pbes2(algorithm, password, data) : [decryptWhole(pkcs12Pbe(algorithm, password), data)];
}

/** Returns the first result that can be read; throws the error of the first one if none can. */
export function readFirst<T>(results: readonly Uint8Array[], read: (plain: Uint8Array) => T): T {
	const tried = results.map((plain) => toResult(() => read(plain)));
	const found = tried.find((item) => item.ok) ?? tried[0];
	if (!found.ok) throw found.error;
	return found.value;
}
