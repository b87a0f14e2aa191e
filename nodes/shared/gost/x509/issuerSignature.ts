import { createPublicKey, verify, type KeyObject } from 'crypto';
import { t } from '../../language';
import { signatureByOid } from '../algorithms/oids';
import { Asn1, TAG } from '../asn1/der';
import type { AlgorithmIdentifier } from '../asn1/structures';
import { chunked, yieldToEventLoop } from '../base/chunks';
import { damaged, GostError, unsupported } from '../base/errors';
import { toResultAsync } from '../base/result';
import { createHash, hash, type HashName } from '../hash/hash';
import { checkSignature } from './certificate';
import { familyHash, gostFamily, type PublicKeyInfo } from './publicKey';

/** What a certification authority signs: a certificate or a revocation list. */
interface SignedByIssuer {
	readonly tbs: Uint8Array;
	readonly signatureAlgorithm: AlgorithmIdentifier;
	readonly signature: Uint8Array;
}

/** Algorithms of issuers whose certificates and lists Node.js verifies: key type, and the hash it does not imply. */
const OTHER_ALGORITHMS: ReadonlyMap<string, { type: string; hash: string | null }> = new Map([
	['1.2.840.10045.4.1', { type: 'ec', hash: 'sha1' }],
	['1.2.840.10045.4.3.1', { type: 'ec', hash: 'sha224' }],
	['1.2.840.10045.4.3.2', { type: 'ec', hash: 'sha256' }],
	['1.2.840.10045.4.3.3', { type: 'ec', hash: 'sha384' }],
	['1.2.840.10045.4.3.4', { type: 'ec', hash: 'sha512' }],
	['1.2.840.10040.4.3', { type: 'dsa', hash: 'sha1' }],
	['2.16.840.1.101.3.4.3.1', { type: 'dsa', hash: 'sha224' }],
	['2.16.840.1.101.3.4.3.2', { type: 'dsa', hash: 'sha256' }],
	['1.3.101.112', { type: 'ed25519', hash: null }],
	['1.3.101.113', { type: 'ed448', hash: null }],
]);

/** Longest public key in bytes, RSA and DSA of 8192 bits with their parameters. Longer ones only cost time. */
const MAX_KEY = 3500;

const EC_KEY = '1.2.840.10045.2.1';

function importKey(issuer: PublicKeyInfo): KeyObject {
	// Explicit curve parameters are forbidden (RFC 5480, section 2.1.1) and slow.
	const named = issuer.parameters && Asn1.parse(issuer.parameters).is(TAG.oid);
	if (issuer.oid === EC_KEY && !named) throw unsupported(t`curve`, issuer.oid);
	try {
		return createPublicKey({ key: Buffer.from(issuer.der), format: 'der', type: 'spki' });
	} catch {
		throw damaged(t`invalid public key`);
	}
}

function verifyOther(
	issuer: PublicKeyInfo,
	{ type, hash: name }: { type: string; hash: string | null },
	{ tbs, signature }: SignedByIssuer,
): boolean {
	const key = importKey(issuer);
	if (key.asymmetricKeyType !== type) return false;
	try {
		return verify(name, tbs, key, signature);
	} catch {
		return false;
	}
}

async function hashLong(name: HashName, data: Uint8Array): Promise<Uint8Array> {
	const state = createHash(name);
	for await (const chunk of chunked(data)) state.update(chunk);
	return state.digest();
}

/** Bytes that are hashed without a yield to the event loop. */
const SHORT = 64 * 1024;

/**
 * Returns whether the key of an issuer signed a certificate or a revocation list, then yields to the event loop. Unlike
 * the signatures of documents, these may also use ECDSA, EdDSA and DSA. Throws `unsupported` for other algorithms,
 * `damaged` for an invalid key.
 */
async function isSignedWith(issuer: PublicKeyInfo, signed: SignedByIssuer): Promise<boolean> {
	if (issuer.der.length > MAX_KEY)
		throw new GostError('unsupported', t`Unsupported: a public key of that size`);
	const other = OTHER_ALGORITHMS.get(signed.signatureAlgorithm.oid);
	await yieldToEventLoop();
	if (other) return verifyOther(issuer, other, signed);
	const scheme = signatureByOid(signed.signatureAlgorithm.oid);
	const family = gostFamily(issuer.oid);
	const name = scheme.hash ?? (family && familyHash(family));
	const known = name && signed.tbs.length > SHORT ? await hashLong(name, signed.tbs) : undefined;
	return checkSignature(
		issuer,
		signed.signatureAlgorithm,
		undefined,
		signed.signature,
		(wanted) => (wanted === name && known) || hash(wanted, signed.tbs),
	);
}

/** The outcome of a check; `budget` if it was not made. */
export type Signed = boolean | 'unsupported' | 'budget';

/**
 * Checks the signatures of issuers for one message, each pair once and only a limited number. One unit is about the time of a
 * GOST signature of 256 bits.
 */
export class SignatureBudget {
	private readonly checked = new WeakMap<SignedByIssuer, Map<string, Promise<Signed>>>();

	constructor(private units = 300) {}

	/** Returns whether the key of `issuer` signed a certificate or a list. */
	async isSigned(
		signed: SignedByIssuer,
		{ publicKey }: { readonly publicKey: PublicKeyInfo },
	): Promise<Signed> {
		const known = this.checked.get(signed) ?? new Map<string, Promise<Signed>>();
		this.checked.set(signed, known);
		const key = Buffer.from(publicKey.der).toString('latin1');
		const result = known.get(key) ?? this.check(signed, publicKey);
		known.set(key, result);
		return await result;
	}

	private async check(signed: SignedByIssuer, key: PublicKeyInfo): Promise<Signed> {
		const family = gostFamily(key.oid);
		this.units -= family === 'gost2012-512' ? 4 : family ? 1 : 0.5;
		if (this.units < 0) return 'budget';
		const result = await toResultAsync(async () => await isSignedWith(key, signed));
		if (result.ok) return result.value;
		return result.error.code === 'unsupported' ? 'unsupported' : false;
	}
}
