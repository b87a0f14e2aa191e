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
	narrow,
	repeat,
	set,
	shiftLeft32,
	shiftRight,
	store,
	widen,
	xor,
	type Code,
	type WasmFunction,
} from '../wasm/module';

// Section numbers refer to RFC 6986. Vectors are eight 64-bit words, least significant first.

/** Bytes of a hash in progress: h, N and the sum of section 9. */
export const STATE_SIZE = 3 * 64;

/** Addresses in the memory of the hash. */
export const TABLES = 0;
export const CONSTANTS = TABLES + 8 * 256 * 8;
export const ZERO = CONSTANTS + 12 * 64;
/** Where a vector waits between two steps of the compression. */
export const SCRATCH = ZERO + 64;
export const STATE = SCRATCH + 64;
export const COUNT = STATE + 64;
export const SUM = COUNT + 64;
export const DATA = STATE + STATE_SIZE;
export const DATA_SIZE = 32 * 1024;

const words = [0, 1, 2, 3, 4, 5, 6, 7];

/** Repeats the code for every word. */
const each = (code: (word: number) => Code): Code => words.map(code);

/** Computes word `index` of LPS (sections 6.2 to 6.4) of a vector in locals. Each byte comes from a different word. */
function lpsWord(from: readonly number[], index: number): Code {
	// The byte times eight, the offset of its entry.
	const entry = (word: Code): Code => {
		if (index === 0) return shiftLeft32(and32(narrow(word), i32(255)), i32(3));
		return and32(narrow(shiftRight(word, i64(8 * index - 3))), i32(8 * 255));
	};
	return from
		.map((local, table) => load(entry(get(local)), TABLES + 2048 * table))
		.reduce((a, b) => xor(a, b));
}

/** compress(n, m): h := g_N(h, m) (section 8). The parameters are the addresses of N and m. */
function compress(): Code {
	const [n, m, round] = [0, 1, 2];
	const key = words.map((word) => 3 + word);
	const state = words.map((word) => 11 + word);
	// Through the memory, because V8 of Node.js 20 defers what only locals need: it would keep all 64 entries of the
	// tables on the stack, which takes a third longer.
	const lps = (vector: readonly number[]): Code => [
		each((word) => store(i32(SCRATCH), 8 * word, lpsWord(vector, word))),
		each((word) => set(vector[word], load(i32(SCRATCH), 8 * word))),
	];
	const lpsOfKey = lps(key);
	const constant = (word: number): Code => load(narrow(get(round)), CONSTANTS + 8 * word);
	const h = (word: number): Code => load(i32(STATE), 8 * word);
	const message = (word: number): Code => load(get(m), 8 * word);
	return [
		each((word) => set(key[word], xor(h(word), load(get(n), 8 * word)))),
		lpsOfKey,
		each((word) => set(state[word], message(word))),
		repeat(
			[
				each((word) => set(state[word], xor(get(state[word]), get(key[word])))),
				lps(state),
				each((word) => set(key[word], xor(get(key[word]), constant(word)))),
				lpsOfKey,
				set(round, add(get(round), i64(64))),
			],
			isLess(get(round), i64(12 * 64)),
		),
		each((word) =>
			store(i32(STATE), 8 * word, xor(xor(h(word), message(word)), xor(get(state[word]), get(key[word])))),
		),
	];
}

/** blocks(at, end, bits): steps 2.2 to 2.5 of section 9 for blocks that hold `bits` bits of the message each. */
function blocks(): Code {
	const [at, end, bits, carry, summand, sum] = [0, 1, 2, 3, 4, 5];
	return repeat(
		[
			call(0, i32(COUNT), get(at)),
			store(i32(COUNT), 0, add(load(i32(COUNT), 0), widen(get(bits)))),
			set(carry, i64(0)),
			each((word) => [
				set(summand, load(get(at), 8 * word)),
				set(sum, add(load(i32(SUM), 8 * word), get(summand))),
				store(i32(SUM), 8 * word, add(get(sum), get(carry))),
				// At most one of the two additions overflows.
				set(
					carry,
					widen(add32(isLess(get(sum), get(summand)), isLess(add(get(sum), get(carry)), get(carry)))),
				),
			]),
			set(at, add32(get(at), i32(64))),
		],
		isLess32(get(at), get(end)),
	);
}

/** Returns the functions `compress(n, m)` and `blocks(at, end, bits)`. */
export const streebogFunctions = (): readonly WasmFunction[] => [
	{ name: 'compress', parameters: 2, locals: 17, body: compress() },
	{ name: 'blocks', parameters: 3, locals: 3, body: blocks() },
];
