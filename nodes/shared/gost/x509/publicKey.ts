import { createPublicKey, type KeyObject } from 'crypto';
import { curveByOid, pointFromBytes, verify, type Curve, type Point } from '../curve/curves';
import { Asn1, TAG } from '../asn1/der';
import { damaged, unsupported } from '../base/errors';
import type { HashName } from '../hash/hash';
import { OID } from '../algorithms/oids';
import { rsaVerify } from '../algorithms/rsa';

export type GostFamily = 'gost2001' | 'gost2012-256' | 'gost2012-512';

/** SubjectPublicKeyInfo (RFC 5280 4.1.2.7; for GOST RFC 9215 4 and RFC 4491 2.3.2), not yet checked. */
export interface PublicKeyInfo {
	/** Key algorithm. */
	readonly oid: string;
	/** Curve, when the parameters name one. */
	readonly curveOid: string | undefined;
	/** Digest, when the parameters name one. */
	readonly digestOid: string | undefined;
	/** The whole structure in DER. */
	readonly der: Uint8Array;
	/** Parameters as they are encoded. */
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

/** Key family of an algorithm identifier; also of the Diffie-Hellman ones that containers use. */
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

/** Key algorithm of a family (RFC 9215 4; RFC 4491 2.3.2). */
export function familyOid(family: GostFamily): string {
	return { gost2001: OID.gost2001, 'gost2012-256': OID.gost256, 'gost2012-512': OID.gost512 }[family];
}

/** The curve of a key; `damaged` when it is one of another size than the family's. */
export function familyCurve(family: GostFamily, curveOid: string): Curve {
	const curve = curveByOid(curveOid);
	if (curve.size !== (family === 'gost2012-512' ? 64 : 32)) throw damaged('a key on a curve of another size');
	return curve;
}

/** Hash that goes with a key (RFC 9215 3; RFC 4491 2.2). */
export function familyHash(family: GostFamily): HashName {
	return family === 'gost2001' ? 'gost94' : family === 'gost2012-256' ? 'streebog256' : 'streebog512';
}

/** GostR3410-PublicKeyParameters: curve, digest (may be absent), cipher (may be absent). */
export function keyParameters(parameters: Asn1 | undefined): { curveOid?: string; digestOid?: string } {
	if (!parameters?.is(TAG.sequence)) return {};
	const oids = parameters.children().filter((item) => item.is(TAG.oid));
	return { curveOid: oids[0]?.oid(), digestOid: oids[1]?.oid() };
}

export function parsePublicKeyInfo(info: Asn1): PublicKeyInfo {
	const reader = info.reader();
	const algorithm = reader.next().reader();
	const oid = algorithm.next().oid();
	const [parameters] = algorithm.rest();
	const named = gostFamily(oid) ? keyParameters(parameters) : {};
	return {
		oid,
		curveOid: named.curveOid,
		digestOid: named.digestOid,
		der: info.bytes,
		parameters: parameters?.bytes,
		bits: reader.next().bitString(),
	};
}

/** The key itself; `damaged` for a point off the curve, `unsupported` for other algorithms. */
export function importPublicKey(info: PublicKeyInfo): PublicKey {
	const family = gostFamily(info.oid);
	if (family) {
		if (info.curveOid === undefined) throw damaged('a GOST key without a curve');
		const curve = familyCurve(family, info.curveOid);
		return { kind: 'gost', family, curve, point: pointFromBytes(curve, Asn1.parse(info.bits).octetString()) };
	}
	if (info.oid === OID.rsa || info.oid === OID.rsaPss) {
		try {
			const key = createPublicKey({ key: Buffer.from(info.der), format: 'der', type: 'spki' });
			return { kind: 'rsa', key };
		} catch {
			throw damaged('an RSA public key');
		}
	}
	throw unsupported('key algorithm', info.oid);
}

/** Whether `signature` fits a digest made with `hashName`. GOST values are s | r, big-endian (RFC 9215 3). */
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
