import { createPrivateKey, createPublicKey, type KeyObject } from 'crypto';
import { bigintFromBE, bigintFromLE, bigintToLE, equal } from '../base/bytes';
import type { Certificate } from '../x509/certificate';
import { curveByOid, pointToBytes, publicKey as derivePoint, sign, type Curve } from '../curve/curves';
import { Asn1, TAG } from '../asn1/der';
import { damaged, GostError, unsupported } from '../base/errors';
import { algorithm, integer, octetString, oid, sequence } from '../asn1/derWriter';
import type { HashName } from '../hash/hash';
import { digestOid, OID } from '../algorithms/oids';
import {
	familyCurve,
	familyHash,
	familyOid,
	gostFamily,
	importPublicKey,
	keyParameters,
	type GostFamily,
	type PublicKey,
	type PublicKeyInfo,
} from '../x509/publicKey';
import { rsaSign, rsaKeyIsConsistent } from '../algorithms/rsa';

/** A GOST R 34.10 key. */
export interface GostPrivateKey {
	readonly kind: 'gost';
	readonly family: GostFamily;
	readonly curve: Curve;
	readonly curveOid: string;
	readonly d: bigint;
}

export interface RsaPrivateKey {
	readonly kind: 'rsa';
	readonly key: KeyObject;
}

export type PrivateKey = GostPrivateKey | RsaPrivateKey;

/**
 * A key whose value can be read in more than one way (the encodings do not say which is meant): the
 * certificate decides; without one the first reading is taken.
 */
export interface KeyCandidates {
	readonly keys: readonly PrivateKey[];
	/** No check value of the file speaks for any of the readings, so only a certificate can. */
	readonly unproven?: boolean;
}

function gostKey(family: GostFamily, curveOid: string, d: bigint): GostPrivateKey | undefined {
	const curve = familyCurve(family, curveOid);
	return d > 0n && d < curve.q ? { kind: 'gost', family, curve, curveOid, d } : undefined;
}

/** GOST key of a known value; `damaged` when the value is outside the group. */
export function makeGostKey(family: GostFamily, curveOid: string, d: bigint): GostPrivateKey {
	const key = gostKey(family, curveOid, d);
	if (!key) throw damaged('a private key outside its group');
	return key;
}

/** Takes off multiplicative masks: K = KM * M1 * ... * Mk mod q, all little-endian (RFC 9548 section 3). */
function unmask(blob: Uint8Array, curve: Curve): bigint {
	let value = 1n;
	for (let i = 0; i < blob.length; i += curve.size) {
		value = (value * bigintFromLE(blob.subarray(i, i + curve.size))) % curve.q;
	}
	return value;
}

/** Readings of the privateKey field, the usual one first. */
function gostCandidates(family: GostFamily, curveOid: string, field: Uint8Array): GostPrivateKey[] {
	const { size } = curveByOid(curveOid);
	const values: bigint[] = [];
	const addBlob = (blob: Uint8Array): void => {
		if (blob.length === 0 || blob.length % size !== 0 || blob.length > 8 * size) return;
		const curve = curveByOid(curveOid);
		values.push(unmask(blob, curve));
		if (blob.length === size) values.push(bigintFromBE(blob) % curve.q);
	};
	addBlob(field);
	// A DER value may by chance be as long as a raw one, so it is tried in any case.
	try {
		const inner = Asn1.parse(field);
		if (inner.is(TAG.integer)) values.push(inner.integer());
		else addBlob(inner.octetString());
	} catch {
		if (values.length === 0) throw damaged('a private key');
	}
	const keys = values.map((value) => gostKey(family, curveOid, value));
	return keys.filter((key): key is GostPrivateKey => key !== undefined);
}

/** PrivateKeyInfo (RFC 5208 5): every reading that gives a usable key. */
export function parsePrivateKeyInfo(der: Uint8Array): KeyCandidates {
	const reader = Asn1.parse(der, 'allowed').reader();
	reader.next(TAG.integer);
	const algorithmReader = reader.next().reader();
	const keyOid = algorithmReader.next().oid();
	const family = gostFamily(keyOid);
	if (family) {
		const { curveOid } = keyParameters(algorithmReader.rest()[0]);
		if (curveOid === undefined) throw damaged('a GOST key without a curve');
		const keys = gostCandidates(family, curveOid, reader.next().octetString());
		if (keys.length === 0) throw damaged('a private key');
		return { keys };
	}
	if (keyOid !== OID.rsa) throw unsupported('key algorithm', keyOid);
	return { keys: [importRsa(der, 'pkcs8')] };
}

/** RSA key in one of node's DER forms. */
export function importRsa(der: Uint8Array, type: 'pkcs8' | 'pkcs1'): RsaPrivateKey {
	try {
		const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type });
		if (rsaKeyIsConsistent(key)) return { kind: 'rsa', key };
	} catch {
		throw damaged('an RSA private key');
	}
	throw damaged('an RSA private key');
}

function openPem(pem: string, password: string): KeyObject | undefined {
	try {
		return createPrivateKey({ key: pem, format: 'pem', passphrase: password });
	} catch {
		return undefined;
	}
}

/** RSA key of the old encrypted PEM form (RFC 1421), which node opens itself. */
export function importRsaPem(pem: string, password: string): RsaPrivateKey {
	const key = openPem(pem, password);
	if (!key) throw wrongPassword('The private key');
	if (key.asymmetricKeyType !== 'rsa') throw new GostError('unsupported', 'Unsupported key algorithm');
	return { kind: 'rsa', key };
}

export function wrongPassword(what: string): GostError {
	return new GostError('wrong-password', `${what} did not open with this password`);
}

/** Whether a private key belongs to a public key. */
export function keyMatches(key: PrivateKey, info: PublicKeyInfo): boolean {
	if (key.kind === 'rsa') {
		if (info.oid !== OID.rsa && info.oid !== OID.rsaPss) return false;
		const other = importPublicKey(info);
		if (other.kind !== 'rsa') return false;
		const own = createPublicKey(key.key).export({ format: 'der', type: 'pkcs1' });
		return equal(own, other.key.export({ format: 'der', type: 'pkcs1' }));
	}
	if (gostFamily(info.oid) !== key.family || info.curveOid === undefined) return false;
	if (!key.curve.oids.includes(info.curveOid)) return false;
	return equal(pointToBytes(key.curve, derivePoint(key.curve, key.d)), Asn1.parse(info.bits).octetString());
}

/** The reading that belongs to the certificate; `key-mismatch` when none does. */
export function chooseKey(candidates: KeyCandidates, certificate: Certificate | undefined): PrivateKey {
	if (!certificate) {
		if (candidates.unproven) throw damaged('the check value of a private key');
		return candidates.keys[0];
	}
	const found = candidates.keys.find((key) => keyMatches(key, certificate.publicKey));
	if (!found) throw new GostError('key-mismatch', 'The private key does not belong to the certificate');
	return found;
}

/** Throws `key-mismatch` unless the key belongs to the certificate. */
export function checkKeyMatches(key: PrivateKey, certificate: Certificate): void {
	chooseKey({ keys: [key] }, certificate);
}

/** Hash that goes with a key: Streebog of its size, GOST R 34.11-94 for keys of 2001, for RSA the one asked for. */
export function keyHash(key: PrivateKey | PublicKey, rsaHash: HashName = 'sha256'): HashName {
	return key.kind === 'rsa' ? rsaHash : familyHash(key.family);
}

/** Signature of a digest: s | r big-endian for GOST, RSASSA-PKCS1-v1_5 for RSA. */
export function signDigest(key: PrivateKey, hashName: HashName, digest: Uint8Array): Uint8Array {
	return key.kind === 'rsa' ? rsaSign(key.key, hashName, digest) : sign(key.curve, key.d, digest);
}

/** PrivateKeyInfo in DER: for GOST the raw little-endian value in the OCTET STRING, as openssl's engine has it. */
export function privateKeyToDer(key: PrivateKey): Uint8Array {
	if (key.kind === 'rsa') return key.key.export({ format: 'der', type: 'pkcs8' });
	const digest = key.family === 'gost2001' ? OID.gost94ParamSet : digestOid(familyHash(key.family));
	const parameters = sequence(oid(key.curveOid), oid(digest));
	return sequence(
		integer(0),
		algorithm(familyOid(key.family), parameters),
		octetString(bigintToLE(key.d, key.curve.size)),
	);
}
