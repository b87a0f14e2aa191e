import { t } from '../../language';
import { Asn1, TAG } from '../asn1/der';
import { bigintFromLE, equal } from '../base/bytes';
import { damaged, unsupported } from '../base/errors';
import { toResult } from '../base/result';
import { gost28147Cfb, gost28147Ecb, gost28147Mac } from '../cipher/gost28147Modes';
import { diversifyKek } from '../cipher/keyWrap';
import { curveByOid } from '../curve/curves';
import { hash } from '../hash/hash';
import { kdf } from '../hash/mac';
import { gostFamily, keyParameters } from '../x509/publicKey';
import { readSalt, type PasswordWork } from './pbe';
import { makeGostKey, wrongPassword, type KeyCandidates, type PrivateKey } from './privateKey';

/** CryptoPro CSP's password-based encryption of a private key; known from public write-ups only. */
export const CRYPTO_PRO_BAG = '1.2.840.113549.1.12.1.80';

/** Label of the key derivation (RFC 7836, section 4.4 leaves it open). */
const KDF_LABEL = Uint8Array.of(0x26, 0xbd, 0xb8, 0x78);

/** The number of the iteration, which is hashed, has two bytes. */
const MAX_ITERATIONS = 0xffff;

/** Returns the forms of the password in UTF-16. An empty one has no bytes or, from some programs, a terminator. */
const passwordForms = (password: string): Uint8Array[] =>
	password === '' ? [new Uint8Array(0), new Uint8Array(2)] : [Buffer.from(password, 'utf16le')];

async function passwordKey(
	password: Uint8Array,
	{ turn }: PasswordWork,
	salt: Uint8Array,
	iterations: number,
): Promise<Uint8Array> {
	let key = password;
	for (let i = 1; i <= iterations; i++) {
		key = hash('gost94', key, salt, Uint8Array.of(i >> 8, i));
		if (turn.isOver) await turn.end();
	}
	return key;
}

/** The wrapped key of an export blob. */
interface WrappedKey {
	readonly ukm: Uint8Array;
	readonly encrypted: Uint8Array;
	readonly mac: Uint8Array;
	readonly keyOid: string;
	readonly curveOid: string;
}

/** GostPrivateKeyBlob: { { ukm, { encrypted, mac }, [0] { attributes, [0] algorithm } }, mac }. */
function readBlob(blob: Uint8Array): WrappedKey {
	const reader = Asn1.parse(blob, 'allowed').reader().next().reader();
	const ukm = reader.next().octetString();
	const wrapped = reader.next().reader();
	const encrypted = wrapped.next().octetString();
	wrapped.optional(0x80, 0xa0);
	const mac = wrapped.next().octetString();
	const attributes = reader.next().children();
	const algorithm = attributes.find((item) => item.is(0xa0));
	if (!algorithm) throw damaged(t`exported key without its algorithm`);
	const [keyOid, parameters] = algorithm.children();
	const { curveOid } = keyParameters(parameters);
	if (curveOid === undefined || ukm.length !== 8 || mac.length !== 4) throw damaged(t`invalid exported key`);
	return { ukm, encrypted, mac, keyOid: keyOid?.oid() ?? '', curveOid };
}

function unwrap(key: Uint8Array, { ukm, encrypted, mac, keyOid, curveOid }: WrappedKey): KeyCandidates {
	const family = gostFamily(keyOid);
	if (!family) throw unsupported(t`key algorithm`, keyOid);
	const curve = curveByOid(curveOid);
	if (encrypted.length !== curve.size) throw damaged(t`invalid exported key`);
	// 2012 keys are wrapped with the derivation of RFC 7836, 2001 keys probably with CryptoPro diversification.
	const keks = [kdf(key, KDF_LABEL, ukm), diversifyKek(key, ukm, 'A'), key];
	const proven: PrivateKey[] = [];
	const others: PrivateKey[] = [];
	for (const kek of keks) {
		const plain = gost28147Ecb(kek, 'A', encrypted, 'decrypt');
		const isProven = equal(gost28147Mac(kek, 'A', ukm).update(plain).digest(4), mac);
		const d = bigintFromLE(plain);
		if (d > 0n && d < curve.q) (isProven ? proven : others).push(makeGostKey(family, curveOid, d));
	}
	// No write-up says how the MAC of a 512-bit key is computed, so the certificate decides instead.
	return proven.length > 0 ? { keys: proven } : { keys: others, unproven: true };
}

/** Opens the key bag of a CryptoPro CSP PFX: { { oid, { salt, iterations } }, encrypted }. */
export async function openCryptoProBag(bag: Asn1, work: PasswordWork): Promise<KeyCandidates> {
	const reader = bag.reader();
	const algorithm = reader.next().reader();
	algorithm.next(TAG.oid);
	const parameters = algorithm.next().reader();
	const salt = readSalt(parameters.next());
	const iterations = parameters.next().smallInteger(MAX_ITERATIONS);
	const data = reader.next().octetString();
	if (salt.length < 8) throw damaged(t`salt shorter than 8 bytes`);
	for (const password of passwordForms(work.password)) {
		work.spend(iterations);
		const key = await passwordKey(password, work, salt, iterations);
		const plain = gost28147Cfb(key, salt.subarray(0, 8), 'A', 'decrypt').update(data);
		const wrapped = toResult(() => {
			const info = Asn1.parse(plain, 'allowed').reader();
			info.next(TAG.integer);
			info.next(TAG.sequence);
			// A CryptoAPI blob header of 16 bytes comes first.
			return readBlob(info.next().octetString().subarray(16));
		});
		if (wrapped.ok) return unwrap(key, wrapped.value);
	}
	throw wrongPassword(t`The private key`);
}
