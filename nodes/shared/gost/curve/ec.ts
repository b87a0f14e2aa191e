import { randomBytes } from 'crypto';
import { bigintFromBE } from '../base/bytes';
import type { Curve } from './curveTable';

/** An affine point. Infinity is represented by `undefined`. */
export interface Point {
	readonly x: bigint;
	readonly y: bigint;
}

/**
 * A point in Jacobian coordinates, (X / Z^2, Y / Z^3). Infinity has Z = 0. Coordinates are residues modulo p and may be
 * negative.
 */
interface Jacobian {
	readonly x: bigint;
	readonly y: bigint;
	readonly z: bigint;
}

const INFINITY: Jacobian = { x: 1n, y: 1n, z: 0n };

/** Returns the residue from 0 to m - 1. */
export function mod(value: bigint, m: bigint): bigint {
	const result = value % m;
	return result < 0n ? result + m : result;
}

/** Returns the inverse modulo a prime m of a value that is not a multiple of m. */
export function invert(value: bigint, m: bigint): bigint {
	let [r0, r1] = [m, mod(value, m)];
	let [t0, t1] = [0n, 1n];
	while (r1 > 0n) {
		const quotient = r0 / r1;
		[r0, r1] = [r1, r0 - quotient * r1];
		[t0, t1] = [t1, t0 - quotient * t1];
	}
	return mod(t0, m);
}

/** Returns whether the coordinates are from 0 to p - 1 and satisfy the curve equation. */
export function isOnCurve({ p, a, b }: Curve, { x, y }: Point): boolean {
	if (x < 0n || y < 0n || x >= p || y >= p) return false;
	return (y * y - (x * x + a) * x - b) % p === 0n;
}

function double({ p, a }: Curve, { x, y, z }: Jacobian): Jacobian {
	if (z === 0n || y % p === 0n) return INFINITY;
	const yy = (y * y) % p;
	const zz = (z * z) % p;
	const s = (4n * x * yy) % p;
	// a = -3, as in most sets, saves two multiplications.
	const m = a === p - 3n ? (3n * (x - zz) * (x + zz)) % p : (3n * x * x + a * ((zz * zz) % p)) % p;
	const x3 = (m * m - 2n * s) % p;
	return { x: x3, y: (m * (s - x3) - 8n * yy * yy) % p, z: (2n * y * z) % p };
}

function add(curve: Curve, a: Jacobian, b: Jacobian): Jacobian {
	if (a.z === 0n) return b;
	if (b.z === 0n) return a;
	const { p } = curve;
	const zz1 = (a.z * a.z) % p;
	// Points of the precomputed tables have z = 1.
	const affine = b.z === 1n;
	const zz2 = affine ? 1n : (b.z * b.z) % p;
	const u1 = affine ? a.x : (a.x * zz2) % p;
	const s1 = affine ? a.y : (a.y * ((b.z * zz2) % p)) % p;
	const h = (b.x * zz1 - u1) % p;
	const r = (b.y * ((a.z * zz1) % p) - s1) % p;
	if (h === 0n) return r === 0n ? double(curve, a) : INFINITY;
	const hh = (h * h) % p;
	const hhh = (h * hh) % p;
	const v = (u1 * hh) % p;
	const x3 = (r * r - hhh - 2n * v) % p;
	return {
		x: x3,
		y: (r * (v - x3) - s1 * hhh) % p,
		z: (affine ? a.z * h : ((a.z * b.z) % p) * h) % p,
	};
}

const negate = ({ x, y, z }: Jacobian): Jacobian => ({ x, y: -y, z });

function toAffine({ p }: Curve, { x, y, z }: Jacobian): Point | undefined {
	if (z === 0n) return undefined;
	const inverse = invert(z, p);
	const square = (inverse * inverse) % p;
	return { x: mod(x * square, p), y: mod(y * ((square * inverse) % p), p) };
}

/** Scales the points to z = 1 with a single inversion. None may be infinity. */
function normalize(curve: Curve, points: readonly Jacobian[]): Jacobian[] {
	const { p } = curve;
	const products = [1n];
	for (const { z } of points) products.push((products[products.length - 1] * z) % p);
	let inverse = invert(products[points.length], p);
	const result: Jacobian[] = new Array(points.length);
	for (let i = points.length - 1; i >= 0; i--) {
		const { x, y, z } = points[i];
		const own = (inverse * products[i]) % p;
		const square = (own * own) % p;
		result[i] = { x: mod(x * square, p), y: mod(y * ((square * own) % p), p), z: 1n };
		inverse = (inverse * z) % p;
	}
	return result;
}

/** Rows of the comb: the table of the base point has 2^6 - 1 entries. */
const TEETH = 6;

/** Bits that blinding adds to a scalar. */
const BLINDING = 64;

interface Comb {
	readonly columns: number;
	/** Entry m is the sum of 2^(columns * t) P over the set bits t of m. */
	readonly table: readonly Jacobian[];
}

const combs = new Map<string, Comb>();

function comb(curve: Curve): Comb {
	let found = combs.get(curve.name);
	if (found === undefined) {
		const columns = Math.ceil((8 * curve.size + BLINDING + 1) / TEETH);
		const table = [INFINITY];
		let point: Jacobian = { x: curve.x, y: curve.y, z: 1n };
		for (let tooth = 0; tooth < TEETH; tooth++) {
			const size = table.length;
			for (let i = 0; i < size; i++) table.push(add(curve, table[i], point));
			if (tooth + 1 < TEETH) for (let i = 0; i < columns; i++) point = double(curve, point);
		}
		found = { columns, table: [INFINITY, ...normalize(curve, table.slice(1))] };
		combs.set(curve.name, found);
	}
	return found;
}

function multiplyBase(curve: Curve, scalar: bigint): Jacobian {
	const { columns, table } = comb(curve);
	const bits = scalar.toString(2).padStart(columns * TEETH, '0');
	let result = INFINITY;
	for (let column = 0; column < columns; column++) {
		result = double(curve, result);
		let entry = 0;
		for (let tooth = 0; tooth < TEETH; tooth++) {
			entry = 2 * entry + (bits.charCodeAt(tooth * columns + column) & 1);
		}
		if (entry > 0) result = add(curve, result, table[entry]);
	}
	return result;
}

/** Returns the scalar in w-NAF with five-bit windows, lowest digit first: odd from -15 to 15, or 0. */
function wNaf(scalar: bigint): number[] {
	const digits: number[] = [];
	for (let rest = scalar; rest > 0n; rest >>= 1n) {
		let digit = 0;
		if ((rest & 1n) === 1n) {
			digit = Number(rest & 31n);
			if (digit > 16) digit -= 32;
			rest -= BigInt(digit);
		}
		digits.push(digit);
	}
	return digits;
}

function multiplyPoint(curve: Curve, { x, y }: Point, scalar: bigint): Jacobian {
	const odd: Jacobian[] = [{ x, y, z: 1n }];
	const twice = double(curve, odd[0]);
	for (let i = 1; i < 8; i++) odd.push(add(curve, odd[i - 1], twice));
	const digits = wNaf(scalar);
	let result = INFINITY;
	for (let i = digits.length - 1; i >= 0; i--) {
		result = double(curve, result);
		const digit = digits[i];
		if (digit > 0) result = add(curve, result, odd[digit >> 1]);
		else if (digit < 0) result = add(curve, result, negate(odd[-digit >> 1]));
	}
	return result;
}

/** Adds a random multiple of q to a secret scalar, because BigInt arithmetic does not run in constant time. */
function blinded({ q }: Curve, scalar: bigint): bigint {
	return scalar + q * bigintFromBE(randomBytes(BLINDING / 8));
}

/** Multiplies the base point by a secret scalar; undefined for infinity. */
export function secretBasePoint(curve: Curve, scalar: bigint): Point | undefined {
	return toAffine(curve, multiplyBase(curve, blinded(curve, scalar)));
}

/**
 * Multiplies a point by the cofactor and a secret scalar; undefined for infinity. The cofactor also multiplies the
 * blinding, so that a small-order component of the point vanishes and leaks nothing.
 */
export function secretCofactorPoint(curve: Curve, scalar: bigint, point: Point): Point | undefined {
	return toAffine(curve, multiplyPoint(curve, point, curve.cofactor * blinded(curve, scalar)));
}

/** Returns z1 * P + z2 * point for public scalars from 0 to q - 1; undefined for infinity. */
export function publicSum(curve: Curve, z1: bigint, z2: bigint, point: Point): Point | undefined {
	return toAffine(curve, add(curve, multiplyPoint(curve, point, z2), multiplyBase(curve, z1)));
}

/** Returns whether q * point is infinity for a point on the curve. */
export function hasOrderQ(curve: Curve, point: Point): boolean {
	return curve.cofactor === 1n || multiplyPoint(curve, point, curve.q).z === 0n;
}
