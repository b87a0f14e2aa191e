import type { KeyObject } from 'crypto';
import { t } from '../../language';
import { OID } from '../algorithms/oids';
import { importRsaPublicKey, rsaVerify } from '../algorithms/rsa';
import { Asn1, TAG } from '../asn1/der';
import { damaged, unsupported } from '../base/errors';
import { curveByOid, pointFromBytes, verify, type Curve, type Point } from '../curve/curves';
import type { HashName } from '../hash/hash';

export type GostFamily = 'gost2001' | 'gost2012-256' | 'gost2012-512';

/**
 * Parsed but unchecked SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7; RFC 9215, section 4 and RFC 4491, section 2.3.2
 * for GOST).
 */
export interface PublicKeyInfo {
	/** Key algorithm identifier. */
	readonly oid: string;
	/** Curve identifier, if the parameters have one. */
	readonly curveOid: string | undefined;
	/** Digest identifier, if the parameters have one. */
	readonly digestOid: string | undefined;
	/** The whole structure. */
	readonly der: Uint8Array;
	/** Encoded parameters. */
	readonly parameters: Uint8Array | undefined;
	/** Content of the BIT STRING. */
	readonly bits: Uint8Array;
}

interface GostPublicKey {
	readonly kind: 'gost';
	readonly family: GostFamily;
	readonly curve: Curve;
	readonly point: Point;
}

interface RsaPublicKey {
	readonly kind: 'rsa';
	readonly key: KeyObject;
}

export type PublicKey = GostPublicKey | RsaPublicKey;

/** Returns the family of a key algorithm, including the Diffie-Hellman identifiers that key containers use. */
export function gostFamily(oid: string): GostFamily | undefined {
	switch (oid) {
		case OID.gost2001:
		case OID.gost2001Dh:
			return 'gost2001';
		case OID.gost256:
		case OID.agreement256:
			return 'gost2012-256';
		case OID.gost512:
		case OID.agreement512:
			return 'gost2012-512';
		default:
			return undefined;
	}
}

/** Returns the key algorithm identifier of a family (RFC 9215, section 4; RFC 4491, section 2.3.2). */
export function familyOid(family: GostFamily): string {
	return { gost2001: OID.gost2001, 'gost2012-256': OID.gost256, 'gost2012-512': OID.gost512 }[family];
}

/** Returns the curve of a key. Throws `damaged` if its size is not the family's, `unsupported` if it is unknown. */
export function familyCurve(family: GostFamily, curveOid: string): Curve {
	const curve = curveByOid(curveOid);
	if (curve.size !== (family === 'gost2012-512' ? 64 : 32))
		throw damaged(t`curve of the wrong size for the key`);
	return curve;
}

/** Returns the hash that a family signs (RFC 9215, section 3; RFC 4491, section 2.2). */
export function familyHash(family: GostFamily): HashName {
	return family === 'gost2001' ? 'gost94' : family === 'gost2012-256' ? 'streebog256' : 'streebog512';
}

/** Reads GostR3410-PublicKeyParameters: curve, optional digest, optional cipher (RFC 9215, section 4.2). */
export function keyParameters(parameters: Asn1 | undefined): { curveOid?: string; digestOid?: string } {
	if (!parameters?.is(TAG.sequence)) return {};
	const oids = parameters.children().filter((item) => item.is(TAG.oid));
	return { curveOid: oids[0]?.oid(), digestOid: oids[1]?.oid() };
}

/** Reads SubjectPublicKeyInfo without checking the key. Throws `damaged` for another structure. */
export function parsePublicKeyInfo(info: Asn1): PublicKeyInfo {
	const reader = info.reader();
	const algorithm = reader.next().reader();
	const oid = algorithm.next().oid();
	const [parameters, ...others] = algorithm.rest();
	if (others.length > 0) throw damaged(t`trailing bytes`);
	const named = gostFamily(oid) ? keyParameters(parameters) : {};
	const bits = reader.next().bitString();
	reader.end();
	return {
		oid,
		curveOid: named.curveOid,
		digestOid: named.digestOid,
		der: info.bytes,
		parameters: parameters?.bytes,
		bits,
	};
}

/** Imports the key. Throws `damaged` for an invalid key, `unsupported` for other algorithms. */
export function importPublicKey(info: PublicKeyInfo): PublicKey {
	const family = gostFamily(info.oid);
	if (family) {
		if (info.curveOid === undefined) throw damaged(t`GOST key without a curve`);
		const curve = familyCurve(family, info.curveOid);
		return { kind: 'gost', family, curve, point: pointFromBytes(curve, Asn1.parse(info.bits).octetString()) };
	}
	if (info.oid === OID.rsa || info.oid === OID.rsaPss) {
		return { kind: 'rsa', key: importRsaPublicKey(info.der) };
	}
	throw unsupported(t`key algorithm`, info.oid);
}

/**
 * Returns whether the signature is valid for the digest. GOST signatures are s | r, big-endian (RFC 9215, section 3).
 */
export function verifyDigest(
	key: PublicKey,
	hashName: HashName,
	digest: Uint8Array,
	signature: Uint8Array,
): boolean {
	return key.kind === 'gost'
		? verify(key.curve, key.point, digest, signature)
		: rsaVerify(key.key, hashName, digest, signature);
}
