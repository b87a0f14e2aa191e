import {
	add,
	add32,
	and32,
	call,
	get,
	i32,
	i64,
	isLess,
	isLess32,
	load,
	load16,
	load32,
	narrow,
	or,
	repeat,
	set,
	shiftLeft,
	shiftLeft32,
	shiftRight,
	shiftRight32,
	store,
	store16,
	store32,
	widen,
	xor,
	xor32,
	and,
	type Code,
	type WasmFunction,
} from '../wasm/module';

// Section numbers refer to RFC 5831.

/** Bytes of a hash in progress: H and the sum of section 6. */
export const STATE_SIZE = 2 * 32;

/** Addresses in the memory of the hash. */
export const TABLES = 0;
export const STATE = TABLES + 4 * 256 * 4;
const SUM = STATE + 32;
const KEY = SUM + 32;
/** The encrypted halves of section 5.2. */
const S = KEY + 32;
export const DATA = S + 32;
export const DATA_SIZE = 32 * 1024;

const range = (count: number): number[] => Array.from({ length: count }, (_none, i) => i);

/**
 * encrypt(from, to): GOST 28147-89 (RFC 5830, section 5) of the 8 bytes at `from` with the key in memory. Unrolled, with
 * the words of the key in locals.
 */
function encrypt(): Code {
	const [from, to] = [0, 1];
	const key = range(8).map((word) => 2 + word);
	const [n1, n2, sum] = [10, 11, 12];
	const entry = (position: number): Code => {
		const byte = position === 0 ? get(sum) : shiftRight32(get(sum), i32(8 * position));
		const index = position === 3 ? byte : and32(byte, i32(255));
		return load32(shiftLeft32(index, i32(2)), TABLES + 1024 * position);
	};
	const round = (number: number): Code => {
		const [source, target] = number % 2 === 0 ? [n1, n2] : [n2, n1];
		const word = number < 24 ? number % 8 : 31 - number;
		return [
			set(sum, add32(get(source), get(key[word]))),
			set(target, xor32(get(target), xor32(xor32(entry(0), entry(1)), xor32(entry(2), entry(3))))),
		];
	};
	return [
		range(8).map((word) => set(key[word], load32(i32(KEY), 4 * word))),
		set(n1, load32(get(from), 0)),
		set(n2, load32(get(from), 4)),
		range(32).map(round),
		// The 32nd round swaps the halves.
		store32(get(to), 0, get(n2)),
		store32(get(to), 4, get(n1)),
	];
}

/** C[3] of section 5.1, least significant word first. C[2] and C[4] are zero. */
const C3 = [
	[0xff00ff00, 0xff00ff00],
	[0x00ff00ff, 0x00ff00ff],
	[0x00ffff00, 0xff0000ff],
	[0x000000ff, 0xff00ffff],
] as const;

/** A constant of 64 bits, in three parts because `i64` takes small ones. */
const wide = ([low, high]: readonly [number, number]): Code => or(shiftLeft(i64(high), i64(32)), i64(low));

/** chi(m): H := chi(M, H) (section 5) for the block at `m`. */
function chi(): Code {
	const m = 0;
	const u = [1, 2, 3, 4];
	const v = [5, 6, 7, 8];
	const w = [9, 10, 11, 12];
	const element = range(16).map((i) => 13 + i);
	/** Shifts the words down and puts the XOR of the lowest two on top. */
	const transformA = (words: readonly number[]): Code => [
		set(w[0], xor(get(words[0]), get(words[1]))),
		[0, 1, 2].map((i) => set(words[i], get(words[i + 1]))),
		set(words[3], get(w[0])),
	];
	/** P: byte i + 4k of the key is byte 8i + k of U XOR V. */
	const transformP = (k: number): Code =>
		[0, 1, 2, 3]
			.map((i) => {
				const byte = and(shiftRight(get(w[i]), i64(8 * k)), i64(255));
				return shiftLeft(byte, i64(8 * i));
			})
			.reduce((a, b) => or(a, b));
	const step = (i: number): Code => [
		i === 0
			? []
			: [
					transformA(u),
					i === 2 ? C3.map((words, j) => set(u[j], xor(get(u[j]), wide(words)))) : [],
					transformA(v),
					transformA(v),
				],
		[0, 1, 2, 3].map((j) => set(w[j], xor(get(u[j]), get(v[j])))),
		range(8).map((k) => store32(i32(KEY), 4 * k, narrow(transformP(k)))),
		call(0, i32(STATE + 8 * i), i32(S + 8 * i)),
	];
	/** PSI (section 5.3), `count` times. The elements move by their names: step n is called after n steps. */
	const psi = (steps: number, count: number): Code =>
		range(count).map((n) => {
			const at = (offset: number): Code => get(element[(steps + n + offset) % 16]);
			const sum = xor32(xor32(xor32(at(0), at(1)), xor32(at(2), at(3))), xor32(at(12), at(15)));
			return set(element[(steps + n) % 16], sum);
		});
	const mix = (steps: number, address: Code): Code =>
		range(16).map((i) => {
			const local = element[(steps + i) % 16];
			return set(local, xor32(get(local), load16(address, 2 * i)));
		});
	return [
		range(4).map((i) => [set(u[i], load(i32(STATE), 8 * i)), set(v[i], load(get(m), 8 * i))]),
		range(4).map(step),
		range(16).map((i) => set(element[i], load16(i32(S), 2 * i))),
		psi(0, 12),
		mix(12, get(m)),
		psi(12, 1),
		mix(13, i32(STATE)),
		psi(13, 61),
		range(16).map((i) => store16(i32(STATE), 2 * i, get(element[(74 + i) % 16]))),
	];
}

/** blocks(at, end): hashes and adds up the blocks of the message (section 6). */
function blocks(): Code {
	const [at, end, carry, summand, sum] = [0, 1, 2, 3, 4];
	return repeat(
		[
			call(1, get(at)),
			set(carry, i64(0)),
			range(4).map((word) => [
				set(summand, load(get(at), 8 * word)),
				set(sum, add(load(i32(SUM), 8 * word), get(summand))),
				store(i32(SUM), 8 * word, add(get(sum), get(carry))),
				// At most one of the two additions overflows.
				set(
					carry,
					widen(add32(isLess(get(sum), get(summand)), isLess(add(get(sum), get(carry)), get(carry)))),
				),
			]),
			set(at, add32(get(at), i32(32))),
		],
		isLess32(get(at), get(end)),
	);
}

/** Returns the functions `chi(m)` and `blocks(at, end)`, and one that they call. */
export const gost94Functions = (): readonly WasmFunction[] => [
	{ name: 'encrypt', parameters: 2, locals: 0, shortLocals: 11, body: encrypt() },
	{ name: 'chi', parameters: 1, locals: 12, shortLocals: 16, body: chi() },
	{ name: 'blocks', parameters: 2, locals: 3, body: blocks() },
];
