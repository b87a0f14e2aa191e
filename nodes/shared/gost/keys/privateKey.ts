import { createPrivateKey, createPublicKey, getCiphers, type KeyObject } from 'crypto';
import { t } from '../../language';
import { digestOid, OID } from '../algorithms/oids';
import { checkRsaKeySize, rsaKeyIsConsistent } from '../algorithms/rsa';
import { Asn1, TAG } from '../asn1/der';
import { algorithm, integer, octetString, oid, sequence } from '../asn1/derWriter';
import { bigintFromBE, bigintFromLE, bigintToLE, equal, toHex } from '../base/bytes';
import { damaged, GostError, unsupported } from '../base/errors';
import { toResult } from '../base/result';
import { curveByOid, pointToBytes, publicKey as derivePoint, type Curve } from '../curve/curves';
import type { Certificate } from '../x509/certificate';
import {
	familyCurve,
	familyHash,
	familyOid,
	gostFamily,
	importPublicKey,
	keyParameters,
	type GostFamily,
	type PublicKeyInfo,
} from '../x509/publicKey';

/**
 * A GOST R 34.10 key. Its number is in a private field, so printing, copying or serializing the object does not show
 * it.
 */
export class GostPrivateKey {
	readonly kind = 'gost';

	readonly #d: bigint;

	constructor(
		readonly family: GostFamily,
		readonly curve: Curve,
		readonly curveOid: string,
		d: bigint,
	) {
		this.#d = d;
	}

	/** Returns the number of a key, which must stay inside this module. */
	static numberOf(key: GostPrivateKey): bigint {
		return key.#d;
	}

	toJSON(): object {
		return { kind: this.kind, family: this.family, curveOid: this.curveOid };
	}
}

/** An RSA key. */
export class RsaPrivateKey {
	readonly kind = 'rsa';

	readonly #key: KeyObject;

	constructor(key: KeyObject) {
		this.#key = key;
	}

	get key(): KeyObject {
		return this.#key;
	}
}

export type PrivateKey = GostPrivateKey | RsaPrivateKey;

/**
 * Possible interpretations of one key, the usual one first. Encodings are ambiguous, and only a certificate decides.
 */
export interface KeyCandidates {
	readonly keys: readonly PrivateKey[];
	/** No checksum in the file confirms any of them, so the key requires a certificate. */
	readonly unproven?: boolean;
}

/** Creates the error for a password that does not open `what`. */
export function wrongPassword(what: string): GostError {
	return new GostError('wrong-password', t`${what} does not open with this password`);
}

/** Creates the error for a key of another certificate; `details` are sentences. */
export function keyMismatch(...details: readonly string[]): GostError {
	return new GostError(
		'key-mismatch',
		[t`The private key does not belong to the certificate`, ...details].join('. '),
	);
}

/** Creates a GOST key from its value. Throws `damaged` for a value outside the group. */
export function makeGostKey(family: GostFamily, curveOid: string, d: bigint): GostPrivateKey {
	const curve = familyCurve(family, curveOid);
	if (d <= 0n || d >= curve.q) throw damaged(t`private key outside its group`);
	return new GostPrivateKey(family, curve, curveOid, d);
}

/** Removes multiplicative masks: K = KM * M1 * ... * Mk mod q, all little-endian (RFC 9548, section 3). */
function unmask(blob: Uint8Array, { size, q }: Curve): bigint {
	let value = 1n;
	for (let i = 0; i < blob.length; i += size) {
		value = (value * bigintFromLE(blob.subarray(i, i + size))) % q;
	}
	return value;
}

/** Reads the privateKey field in every encoding that programs write. */
function gostCandidates(family: GostFamily, curveOid: string, field: Uint8Array): GostPrivateKey[] {
	const curve = curveByOid(curveOid);
	const values: bigint[] = [];
	const addBlob = (blob: Uint8Array): void => {
		if (blob.length === 0 || blob.length % curve.size !== 0 || blob.length > 8 * curve.size) return;
		values.push(unmask(blob, curve));
		if (blob.length === curve.size) values.push(bigintFromBE(blob) % curve.q);
	};
	addBlob(field);
	// A DER value can have the length of a raw one, so both are tried.
	const nested = toResult(() => {
		const inner = Asn1.parse(field);
		if (inner.is(TAG.integer)) values.push(inner.integer());
		else addBlob(inner.octetString());
	});
	if (!nested.ok && values.length === 0) throw damaged(t`invalid private key`);
	return values.flatMap((value) =>
		value > 0n && value < curve.q ? [makeGostKey(family, curveOid, value)] : [],
	);
}

/** Reads PrivateKeyInfo (RFC 5208, section 5). */
export function parsePrivateKeyInfo(der: Uint8Array): KeyCandidates {
	const reader = Asn1.parse(der, 'allowed').reader();
	reader.next(TAG.integer);
	const algorithmReader = reader.next().reader();
	const keyOid = algorithmReader.next().oid();
	const family = gostFamily(keyOid);
	if (!family) {
		if (keyOid !== OID.rsa) throw unsupported(t`key algorithm`, keyOid);
		return { keys: [importRsa(der, 'pkcs8')] };
	}
	const { curveOid } = keyParameters(algorithmReader.rest()[0]);
	if (curveOid === undefined) throw damaged(t`GOST key without a curve`);
	const keys = gostCandidates(family, curveOid, reader.next().octetString());
	if (keys.length === 0) throw damaged(t`invalid private key`);
	return { keys };
}

/** Reads an RSA key in one of Node.js's DER formats. */
export function importRsa(der: Uint8Array, type: 'pkcs8' | 'pkcs1'): RsaPrivateKey {
	checkRsaKeySize(der);
	try {
		const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type });
		if (rsaKeyIsConsistent(key)) return new RsaPrivateKey(key);
	} catch {
		// Reported below, without Node.js's message.
	}
	throw damaged(t`invalid RSA private key`);
}

/** Reads an RSA key in the traditional encrypted PEM format (RFC 1421). */
export function importRsaPem(pem: string, password: string): RsaPrivateKey {
	let key: KeyObject;
	checkRsaKeySize(Buffer.from(pem));
	const cipher = /^DEK-Info: ([^,\n]+),/m.exec(pem)?.[1] ?? '';
	if (!getCiphers().includes(cipher.toLowerCase())) throw unsupported(t`content cipher`, cipher);
	try {
		key = createPrivateKey({ key: pem, format: 'pem', passphrase: password });
	} catch {
		throw wrongPassword(t`The private key`);
	}
	if (key.asymmetricKeyType !== 'rsa') throw new GostError('unsupported', t`Unsupported key algorithm`);
	return new RsaPrivateKey(key);
}

/** Public keys as encoded, because a key is compared with every certificate of its file. */
const publicKeys = new WeakMap<GostPrivateKey, Uint8Array>();

function publicBytes(key: GostPrivateKey): Uint8Array {
	const known =
		publicKeys.get(key) ?? pointToBytes(key.curve, derivePoint(key.curve, GostPrivateKey.numberOf(key)));
	publicKeys.set(key, known);
	return known;
}

/** Returns a text that two keys share only if they have the same public key. */
export function publicKeyId(key: PrivateKey): string {
	const bytes =
		key.kind === 'rsa' ? createPublicKey(key.key).export({ format: 'der', type: 'pkcs1' }) : publicBytes(key);
	return `${key.kind === 'rsa' ? 'rsa' : key.curve.name} ${toHex(bytes)}`;
}

/** Returns whether a private key belongs to a public key. */
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
	return equal(publicBytes(key), Asn1.parse(info.bits).octetString());
}

/**
 * Picks the candidate that belongs to the certificate, or the first one without a certificate. Throws `key-mismatch`,
 * and `damaged` if nothing confirms the key.
 */
export function chooseKey({ keys, unproven }: KeyCandidates, certificate?: Certificate): PrivateKey {
	if (!certificate && unproven) throw damaged(t`wrong checksum of a private key`);
	const key = certificate ? keys.find((item) => keyMatches(item, certificate.publicKey)) : keys[0];
	if (!key) throw keyMismatch();
	return key;
}

/** Throws `key-mismatch` unless the key belongs to the certificate. */
export function checkKeyMatches(key: PrivateKey, certificate: Certificate): void {
	chooseKey({ keys: [key] }, certificate);
}

/** Encodes PrivateKeyInfo in DER; GOST keys as raw little-endian values, like openssl's engine. */
export function privateKeyToDer(key: PrivateKey): Uint8Array {
	if (key.kind === 'rsa') return key.key.export({ format: 'der', type: 'pkcs8' });
	const digest = key.family === 'gost2001' ? OID.gost94ParamSet : digestOid(familyHash(key.family));
	const parameters = sequence(oid(key.curveOid), oid(digest));
	return sequence(
		integer(0),
		algorithm(familyOid(key.family), parameters),
		octetString(bigintToLE(GostPrivateKey.numberOf(key), key.curve.size)),
	);
}
