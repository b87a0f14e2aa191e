import { randomBytes } from 'crypto';
import { t } from '../../language';
import { bigintFromBE, bigintFromLE, bigintToBE, bigintToLE, concat, reverse } from '../base/bytes';
import { damaged, GostError, requireLength, unsupported } from '../base/errors';
import { hash, type HashName } from '../hash/hash';
import { kdfTree } from '../hash/mac';
import { type Curve, CURVES } from './curveTable';
import {
	hasOrderQ,
	invert,
	isOnCurve,
	mod,
	type Point,
	publicSum,
	secretBasePoint,
	secretCofactorPoint,
} from './ec';

export type { Curve } from './curveTable';
export type { Point } from './ec';

const byOid = new Map(CURVES.flatMap((curve) => curve.oids.map((oid) => [oid, curve] as const)));

/** Returns the curve of a parameter set (1.2.643.2.2.35.*, 36.*, 1.2.643.7.1.2.1.1.*, .2.*). Throws `unsupported` otherwise. */
export function curveByOid(oid: string): Curve {
	const curve = byOid.get(oid);
	if (curve === undefined) throw unsupported(t`curve`, oid);
	return curve;
}

function requirePrivateKey({ q }: Curve, d: bigint): void {
	if (d <= 0n || d >= q) throw damaged(t`private key out of range`);
}

/** Returns a uniformly random scalar 0 < n < q, such as a private key. Redraws numbers that are out of range. */
export function randomScalar({ q }: Curve): bigint {
	const bits = q.toString(2).length;
	for (;;) {
		const value = BigInt.asUintN(bits, bigintFromBE(randomBytes(Math.ceil(bits / 8))));
		if (value > 0n && value < q) return value;
	}
}

/** Returns the public key d * P (RFC 7091, section 5.2). Throws `damaged` unless 0 < d < q. */
export function publicKey(curve: Curve, d: bigint): Point {
	requirePrivateKey(curve, d);
	const point = secretBasePoint(curve, d);
	if (point === undefined) throw damaged(t`private key without a public key`);
	return point;
}

/** Returns the number e of RFC 7091, sections 6.1 and 6.2: the little-endian digest modulo q, or 1 if that is 0. */
function digestNumber({ q }: Curve, digest: Uint8Array): bigint {
	const e = bigintFromLE(digest) % q;
	return e === 0n ? 1n : e;
}

/**
 * Signs a digest of `size` bytes (RFC 7091, section 6.1; RFC 5832, section 6.1). Returns s | r, each big-endian in `size`
 * bytes, as in CMS and certificates (RFC 4491, section 2.2.2; RFC 9215, section 2). Throws `damaged` for a key out of
 * range, `bad-argument` for a digest of another length.
 */
export function sign(curve: Curve, d: bigint, digest: Uint8Array): Uint8Array {
	requirePrivateKey(curve, d);
	requireLength('The digest', digest, curve.size);
	const { q, size } = curve;
	const e = digestNumber(curve, digest);
	for (;;) {
		const k = randomScalar(curve);
		const r = (secretBasePoint(curve, k)?.x ?? 0n) % q;
		// Blinds both products with a random factor, and then removes it with its inverse.
		const blind = randomScalar(curve);
		const masked = ((((blind * d) % q) * r) % q) + ((((blind * k) % q) * e) % q);
		const s = ((masked % q) * invert(blind, q)) % q;
		if (r !== 0n && s !== 0n) return concat(bigintToBE(s, size), bigintToBE(r, size));
	}
}

/**
 * Returns whether the signature s | r (see `sign`) is valid for the digest and the public key (RFC 7091, section 6.2).
 * Returns false instead of throwing for a signature or digest of another length, values out of range or a point off the
 * curve.
 */
export function verify(curve: Curve, publicPoint: Point, digest: Uint8Array, signature: Uint8Array): boolean {
	const { q, size } = curve;
	if (signature.length !== 2 * size || digest.length !== size || !isOnCurve(curve, publicPoint)) return false;
	const s = bigintFromBE(signature.subarray(0, size));
	const r = bigintFromBE(signature.subarray(size));
	if (r <= 0n || r >= q || s <= 0n || s >= q) return false;
	const v = invert(digestNumber(curve, digest), q);
	const sum = publicSum(curve, (s * v) % q, mod(-r * v, q), publicPoint);
	return sum !== undefined && sum.x % q === r;
}

/**
 * Derives a shared key with VKO: the hash of X | Y (little-endian) of (cofactor * UKM * d) * Q. RFC 7836, section 4.3,
 * for `streebog256` and `streebog512`; RFC 4357, section 5.2, for `gost94`. `ukm` is a little-endian number; throws
 * `bad-argument` if it is a multiple of q. Throws `damaged` for a key out of range and for a point that is off the
 * curve or yields infinity.
 */
export function vko(curve: Curve, d: bigint, point: Point, ukm: Uint8Array, hashName: HashName): Uint8Array {
	requirePrivateKey(curve, d);
	if (!isOnCurve(curve, point)) throw damaged(t`public key off the curve`);
	const number = bigintFromLE(ukm) % curve.q;
	if (number === 0n) throw new GostError('bad-argument', 'The UKM must not be zero');
	const shared = secretCofactorPoint(curve, (number * d) % curve.q, point);
	if (shared === undefined) throw damaged(t`public key of the wrong order`);
	return hash(hashName, pointToBytes(curve, shared));
}

/**
 * Derives the MAC key and the encryption key of KExp15 (32 bytes each) with KEG (RFC 9189, section 8.3.1; R
 * 1323565.1.020). `ukm` has 32 bytes: the first 16 are a big-endian number, 1 if zero; the next 8 seed KDF_TREE, which
 * only 256-bit curves need. Throws like `vko`.
 */
export function keg(curve: Curve, d: bigint, point: Point, ukm: Uint8Array): Uint8Array {
	requireLength('The UKM', ukm, 32);
	if (isOnCurve(curve, point) && !hasOrderQ(curve, point)) throw damaged(t`public key of the wrong order`);
	const number = ukm.subarray(0, 16);
	const factor = number.some((byte) => byte !== 0) ? reverse(number) : Uint8Array.of(1);
	if (curve.size === 64) return vko(curve, d, point, factor, 'streebog512');
	const key = vko(curve, d, point, factor, 'streebog256');
	return kdfTree(key, Buffer.from('kdf tree'), ukm.subarray(16, 24), 64);
}

/**
 * Decodes X | Y, both little-endian in `size` bytes (RFC 4491, section 2.3.2; RFC 9215, section 4). Throws `damaged` for
 * another length, a point off the curve or one whose order is not q.
 */
export function pointFromBytes(curve: Curve, data: Uint8Array): Point {
	const { size } = curve;
	if (data.length !== 2 * size) throw damaged(t`public key of the wrong length`);
	const point = { x: bigintFromLE(data.subarray(0, size)), y: bigintFromLE(data.subarray(size)) };
	if (!isOnCurve(curve, point)) throw damaged(t`public key off the curve`);
	if (!hasOrderQ(curve, point)) throw damaged(t`public key of the wrong order`);
	return point;
}

/** Encodes X | Y, both little-endian in `size` bytes. */
export function pointToBytes({ size }: Curve, { x, y }: Point): Uint8Array {
	return concat(bigintToLE(x, size), bigintToLE(y, size));
}
