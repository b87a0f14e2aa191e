import { bigintFromLE, equal } from '../base/bytes';
import { curveByOid } from '../curve/curves';
import { Asn1, TAG } from '../asn1/der';
import { damaged, GostError, unsupported } from '../base/errors';
import { gost28147Ecb, gost28147Cfb, gost28147Mac } from '../cipher/gost28147Modes';
import { hash } from '../hash/hash';
import { diversifyKek } from '../cipher/keyWrap';
import { kdf } from '../hash/mac';
import { makeGostKey, wrongPassword, type KeyCandidates, type PrivateKey } from './privateKey';
import { gostFamily, keyParameters } from '../x509/publicKey';

/** Password-based encryption of a private key by CryptoPro CSP; known from public write-ups only. */
export const CRYPTO_PRO_BAG = '1.2.840.113549.1.12.1.80';

/** Label of the key derivation (RFC 7836 4.4 names no value; this one is the program's). */
const KDF_LABEL = Uint8Array.of(0x26, 0xbd, 0xb8, 0x78);
const MAX_ITERATIONS = 10_000;

function passwordKey(password: string, salt: Uint8Array, iterations: number): Uint8Array {
	if (iterations < 1 || iterations > MAX_ITERATIONS) {
		throw new GostError('unsupported', `Unsupported number of iterations of a password: ${iterations}`);
	}
	let key: Uint8Array = Buffer.from(password, 'utf16le');
	for (let i = 1; i <= iterations; i++) key = hash('gost94', key, salt, Uint8Array.of(i >> 8, i));
	return key;
}

/** The wrapped key of an export blob. */
interface Wrapped {
	readonly ukm: Uint8Array;
	readonly encrypted: Uint8Array;
	readonly mac: Uint8Array;
	readonly keyOid: string;
	readonly curveOid: string;
}

/** GostPrivateKeyBlob: { { ukm, { encrypted, mac }, [0] { attributes, [0] algorithm } }, mac }. */
function readBlob(blob: Uint8Array): Wrapped {
	const reader = Asn1.parse(blob, 'allowed').reader().next().reader();
	const ukm = reader.next().octetString();
	const wrapped = reader.next().reader();
	const encrypted = wrapped.next().octetString();
	wrapped.optional(0x80, 0xa0);
	const mac = wrapped.next().octetString();
	const algorithm = reader
		.next()
		.children()
		.find((item) => item.is(0xa0));
	if (!algorithm) throw damaged('an exported key without its algorithm');
	const fields = algorithm.children();
	const keyOid = fields[0]?.oid() ?? '';
	const { curveOid } = keyParameters(fields[1]);
	if (curveOid === undefined || ukm.length !== 8 || mac.length !== 4) throw damaged('an exported key');
	return { ukm, encrypted, mac, keyOid, curveOid };
}

function unwrap(key: Uint8Array, wrapped: Wrapped): KeyCandidates {
	const family = gostFamily(wrapped.keyOid);
	if (!family) throw unsupported('key algorithm', wrapped.keyOid);
	const curve = curveByOid(wrapped.curveOid);
	if (wrapped.encrypted.length !== curve.size) throw damaged('an exported key');
	// Keys of 2012 go with the derivation of RFC 7836; for those of 2001 the CryptoPro diversification is
	// the likely one.
	const keks = [kdf(key, KDF_LABEL, wrapped.ukm), diversifyKek(key, wrapped.ukm, 'A'), key];
	const proven: PrivateKey[] = [];
	const others: PrivateKey[] = [];
	for (const kek of keks) {
		const plain = gost28147Ecb(kek, 'A', wrapped.encrypted, 'decrypt');
		const mac = gost28147Mac(kek, 'A', wrapped.ukm).update(plain).digest(4);
		const list = equal(mac, wrapped.mac) ? proven : others;
		const d = bigintFromLE(plain);
		if (d > 0n && d < curve.q) list.push(makeGostKey(family, wrapped.curveOid, d));
	}
	// How the MAC of a 512-bit key is made is not written up anywhere: the certificate may decide instead.
	return proven.length > 0 ? { keys: proven } : { keys: others, unproven: true };
}

/** Opens the key bag of a PFX file of CryptoPro CSP: { { oid, { salt, iterations } }, encrypted }. */
export function openCryptoProBag(bag: Asn1, password: string): KeyCandidates {
	const reader = bag.reader();
	const algorithm = reader.next().reader();
	algorithm.next(TAG.oid);
	const parameters = algorithm.next().reader();
	const salt = parameters.next().octetString();
	const key = passwordKey(password, salt, parameters.next().smallInteger());
	const data = reader.next().octetString();
	if (salt.length < 8) throw damaged('a salt');
	const plain = gost28147Cfb(key, salt.subarray(0, 8), 'A', 'decrypt').update(data);
	let wrapped: Wrapped;
	try {
		const info = Asn1.parse(plain, 'allowed').reader();
		info.next(TAG.integer);
		info.next(TAG.sequence);
		// 16 bytes of a CryptoAPI blob header come first.
		wrapped = readBlob(info.next().octetString().subarray(16));
	} catch {
		throw wrongPassword('The private key');
	}
	return unwrap(key, wrapped);
}
