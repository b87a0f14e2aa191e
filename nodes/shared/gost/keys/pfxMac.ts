import { t } from '../../language';
import { macDigestByOid, prfByOid } from '../algorithms/oids';
import { TAG, type Asn1 } from '../asn1/der';
import { readAlgorithm, type AlgorithmIdentifier } from '../asn1/structures';
import { equal } from '../base/bytes';
import { damaged } from '../base/errors';
import { createHash, type HashName } from '../hash/hash';
import { contentHmac } from '../hash/mac';
import { boundedPbkdf2, pkcs12Kdf, readPbkdf2, readSalt, type PasswordWork } from './pbe';

const PBMAC1 = '1.2.840.113549.1.5.14';

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
	const { digestSize } = createHash(name);
	for (const password of work.pkcs12Passwords) {
		yield await pkcs12Kdf(name, work, salt, 3, iterations, digestSize, password);
	}
}

/** Checks PBMAC1 (RFC 8018, section 7.1; RFC 9579). The salt and iterations outside its parameters are unused. */
async function pbmac1Matches(
	{ parameters }: AlgorithmIdentifier,
	content: Uint8Array,
	expected: Uint8Array,
	work: PasswordWork,
): Promise<boolean> {
	if (!parameters) throw damaged(t`MAC without parameters`);
	const reader = parameters.reader();
	const derivation = readPbkdf2(readAlgorithm(reader.next()));
	const name = prfByOid(readAlgorithm(reader.next()).oid);
	if (derivation.keyLength === undefined) throw damaged(t`MAC key without a length`);
	const { prf, salt, iterations, keyLength } = derivation;
	const key = await boundedPbkdf2(prf, work, salt, iterations, keyLength);
	return equal(await contentHmac(name, key, content), expected);
}

/** Returns whether MacData (RFC 7292, section 4) confirms the content and the password. */
export async function macMatches(macData: Asn1, content: Uint8Array, work: PasswordWork): Promise<boolean> {
	const reader = macData.reader();
	const digestInfo = reader.next().reader();
	const algorithm = readAlgorithm(digestInfo.next());
	const expected = digestInfo.next().octetString();
	if (algorithm.oid === PBMAC1) return await pbmac1Matches(algorithm, content, expected, work);
	const name = macDigestByOid(algorithm.oid);
	const salt = readSalt(reader.next());
	const iterations = reader.optional(TAG.integer)?.smallInteger() ?? 1;
	for await (const key of macKeys(name, work, salt, iterations)) {
		if (equal(await contentHmac(name, key, content), expected)) return true;
	}
	return false;
}
