import { randomBytes } from 'crypto';
import { bigintFromBE, bigintFromLE, bigintToBE, bigintToLE, concat, reverse } from '../base/bytes';
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
import { GostError, requireLength, unsupported } from '../base/errors';
import { hash, type HashName } from '../hash/hash';
import { kdfTree } from '../hash/mac';

export type { Curve } from './curveTable';
export type { Point } from './ec';

const byOid = new Map(CURVES.flatMap((curve) => curve.oids.map((oid) => [oid, curve] as const)));

/** The curve of a parameter set OID: 1.2.643.2.2.35.*, 36.*, 1.2.643.7.1.2.1.1.*, .2.*; `unsupported` for others. */
export function curveByOid(oid: string): Curve {
	const curve = byOid.get(oid);
	if (curve === undefined) throw unsupported('curve', oid);
	return curve;
}

function requirePrivateKey({ q }: Curve, d: bigint): void {
	if (d <= 0n || d >= q) throw new GostError('damaged', 'The private key is out of range');
}

/** A random number 0 < n < q from the system's source: too large ones are thrown away, so that none is likelier. */
function randomScalar({ q }: Curve): bigint {
	const bits = q.toString(2).length;
	for (;;) {
		const value = BigInt.asUintN(bits, bigintFromBE(randomBytes(Math.ceil(bits / 8))));
		if (value > 0n && value < q) return value;
	}
}

/** A random private key 0 < d < q. */
export function randomPrivateKey(curve: Curve): bigint {
	return randomScalar(curve);
}

/** The public key d * P (RFC 7091, section 5.2); `damaged` unless 0 < d < q. */
export function publicKey(curve: Curve, d: bigint): Point {
	requirePrivateKey(curve, d);
	const point = secretBasePoint(curve, d);
	if (point === undefined) throw new GostError('damaged', 'The private key has no public key');
	return point;
}

/** The digest as the number e of RFC 7091, sections 6.1 and 6.2: little-endian, modulo q, one instead of zero. */
function digestNumber({ q }: Curve, digest: Uint8Array): bigint {
	const e = bigintFromLE(digest) % q;
	return e === 0n ? 1n : e;
}

/**
 * Signs a digest of `size` bytes (RFC 7091, section 6.1; RFC 5832, section 6.1): s | r, each big-endian in `size`
 * bytes, as CMS and certificates hold it (RFC 4491, section 2.2.2; RFC 9215, section 2). `damaged` for a key out of
 * range.
 */
export function sign(curve: Curve, d: bigint, digest: Uint8Array): Uint8Array {
	requirePrivateKey(curve, d);
	requireLength('The digest', digest, curve.size);
	const { q, size } = curve;
	const e = digestNumber(curve, digest);
	for (;;) {
		const k = randomScalar(curve);
		const r = (secretBasePoint(curve, k)?.x ?? 0n) % q;
		// Both products hold a random factor, which leaves together with its inverse.
		const blind = randomScalar(curve);
		const masked = ((((blind * d) % q) * r) % q) + ((((blind * k) % q) * e) % q);
		const s = ((masked % q) * invert(blind, q)) % q;
		if (r !== 0n && s !== 0n) return concat(bigintToBE(s, size), bigintToBE(r, size));
	}
}

/**
 * Whether a signature s | r (see `sign`) fits the digest and the public key (RFC 7091, section 6.2). False, never
 * an error, for bytes of any other length or value, for a digest of another length and for a point off the curve.
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
 * VKO: the hash of X | Y (little-endian) of the point (cofactor * UKM * d) * Q. RFC 7836, section 4.3, with
 * `streebog256` or `streebog512`; RFC 4357, section 5.2, with `gost94`. `ukm` are the bytes of a little-endian
 * number that is not a multiple of q (`bad-argument`). `damaged` for a key out of range and for a point that is
 * not on the curve or gives infinity.
 */
export function vko(curve: Curve, d: bigint, point: Point, ukm: Uint8Array, hashName: HashName): Uint8Array {
	requirePrivateKey(curve, d);
	if (!isOnCurve(curve, point)) throw new GostError('damaged', 'The public key is not on the curve');
	const number = bigintFromLE(ukm) % curve.q;
	if (number === 0n) throw new GostError('bad-argument', 'The UKM must not be zero');
	const shared = secretCofactorPoint(curve, (number * d) % curve.q, point);
	if (shared === undefined) throw new GostError('damaged', 'The public key has a wrong order');
	return hash(hashName, pointToBytes(curve, shared));
}

/**
 * KEG (RFC 9189, section 8.3.1; R 1323565.1.020): 64 bytes, the MAC key and the encryption key of KExp15. Of the
 * 32 bytes `ukm` the first 16 are a big-endian number, one instead of zero, and the next 8 seed KDF_TREE, which
 * only 256-bit curves need. Errors as in `vko`.
 */
export function keg(curve: Curve, d: bigint, point: Point, ukm: Uint8Array): Uint8Array {
	requireLength('The UKM', ukm, 32);
	if (isOnCurve(curve, point) && !hasOrderQ(curve, point)) {
		throw new GostError('damaged', 'The public key has a wrong order');
	}
	const number = ukm.subarray(0, 16);
	const factor = number.some((byte) => byte !== 0) ? reverse(number) : Uint8Array.of(1);
	if (curve.size === 64) return vko(curve, d, point, factor, 'streebog512');
	const label = Uint8Array.of(0x6b, 0x64, 0x66, 0x20, 0x74, 0x72, 0x65, 0x65);
	return kdfTree(vko(curve, d, point, factor, 'streebog256'), label, ukm.subarray(16, 24), 64);
}

/**
 * The point of X | Y, both little-endian in `size` bytes (RFC 4491, section 2.3.2; RFC 9215, section 4). `damaged`
 * for another length, for coordinates off the curve and for a point whose order is not q.
 */
export function pointFromBytes(curve: Curve, data: Uint8Array): Point {
	const { size } = curve;
	if (data.length !== 2 * size) throw new GostError('damaged', 'The public key has a wrong length');
	const point = { x: bigintFromLE(data.subarray(0, size)), y: bigintFromLE(data.subarray(size)) };
	if (!isOnCurve(curve, point)) throw new GostError('damaged', 'The public key is not on the curve');
	if (!hasOrderQ(curve, point)) throw new GostError('damaged', 'The public key has a wrong order');
	return point;
}

/** X | Y, both little-endian in `size` bytes. */
export function pointToBytes({ size }: Curve, { x, y }: Point): Uint8Array {
	return concat(bigintToLE(x, size), bigintToLE(y, size));
}
