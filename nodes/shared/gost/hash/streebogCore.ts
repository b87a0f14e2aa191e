import { PI, STREEBOG_A, STREEBOG_C } from '../wasm/tables';
import {
	add,
	add32,
	and32,
	assemble,
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
	type WasmProgram,
} from '../wasm/module';

// Section numbers refer to RFC 6986. Vectors are eight 64-bit words, least significant first.

/** Bytes of a hash in progress: h, N and the sum of section 9. */
export const STATE_SIZE = 3 * 64;

// Memory layout.
const TABLES = 0;
const CONSTANTS = TABLES + 8 * 256 * 8;
const ZERO = CONSTANTS + 12 * 64;
const STATE = ZERO + 64;
const COUNT = STATE + 64;
const SUM = COUNT + 64;
const DATA = STATE + STATE_SIZE;
const DATA_SIZE = 32 * 1024;

const words = [0, 1, 2, 3, 4, 5, 6, 7];

/** Repeats the code for every word. */
const each = (code: (word: number) => Code): Code => words.map(code);

/** Computes word `index` of LPS (sections 6.2 to 6.4) of a vector in locals. Each byte comes from a different word. */
function lpsWord(from: readonly number[], index: number): Code {
	// The byte times eight, the offset of its entry.
	const entry = (word: Code): Code => {
		const shifted =
			index === 0 ? shiftLeft32(narrow(word), i32(3)) : narrow(shiftRight(word, i64(8 * index - 3)));
		return and32(shifted, i32(8 * 255));
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
	const result = words.map((word) => 19 + word);
	const lps = (vector: readonly number[]): Code => [
		each((word) => set(result[word], lpsWord(vector, word))),
		each((word) => set(vector[word], get(result[word]))),
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

/**
 * Fills the tables that merge S, P and l: entry b of table j is what byte b at position j of the permuted word
 * contributes to the product with A.
 */
function fillTables(memory: Uint8Array): void {
	// The standard prints rows and constants big-endian.
	const rows = new Uint32Array(STREEBOG_A.slice().reverse().buffer);
	const tables = new Uint32Array(memory.buffer, TABLES, 8 * 256 * 2);
	tables.forEach((_zero, i) => {
		const byte = PI[(i >> 1) & 255];
		// Bit i of the word selects row 63 - i, which is row i once reversed.
		const row = 8 * (i >> 9);
		let entry = 0;
		for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) entry ^= rows[2 * (row + bit) + (i & 1)];
		tables[i] = entry;
	});
	for (let round = 0; round < 12; round++)
		memory.set(STREEBOG_C.slice(64 * round, 64 * round + 64).reverse(), CONSTANTS + 64 * round);
}

interface Core extends WasmProgram {
	/** The state of the current hash. */
	readonly state: Uint8Array;
}

let instance: Core | undefined;

function core(): Core {
	if (instance) return instance;
	const program = assemble(1, [
		{ name: 'compress', parameters: 2, locals: 25, body: compress() },
		{ name: 'blocks', parameters: 3, locals: 3, body: blocks() },
	]);
	fillTables(program.memory);
	instance = { ...program, state: program.memory.subarray(STATE, STATE + STATE_SIZE) };
	return instance;
}

/** Hashes whole blocks of the message. */
export function absorb(progress: Uint8Array, data: Uint8Array): void {
	const { memory, run, state } = core();
	state.set(progress);
	for (let at = 0; at < data.length; at += DATA_SIZE) {
		const part = data.length > DATA_SIZE ? data.subarray(at, at + DATA_SIZE) : data;
		memory.set(part, DATA);
		run.blocks(DATA, DATA + part.length, 512);
	}
	progress.set(state);
}

/**
 * Hashes the padded last block, which holds `bits` bits of the message. Afterwards, the first 64 bytes are the hash.
 */
export function finish(progress: Uint8Array, block: Uint8Array, bits: number): void {
	const { memory, run, state } = core();
	state.set(progress);
	memory.set(block, DATA);
	run.blocks(DATA, DATA + block.length, bits);
	run.compress(ZERO, COUNT);
	run.compress(ZERO, SUM);
	progress.set(state);
}

/**
 * Replaces `last`, which is U_i of PBKDF2 (RFC 8018, section 5.2) for HMAC with 64 bytes, by U_(i + `count`), and adds
 * the values on the way to `sum`. Works in place to avoid copies between iterations. `inner` and `outer` are hashes that
 * have absorbed the key block.
 */
export function iterateHmac(
	inner: Uint8Array,
	outer: Uint8Array,
	last: Uint8Array,
	sum: Uint8Array,
	count: number,
): void {
	const { memory, run } = core();
	const [start, finish, block, padding, end] = [
		0,
		STATE_SIZE,
		2 * STATE_SIZE,
		2 * STATE_SIZE + 64,
		2 * STATE_SIZE + 128,
	].map((offset) => DATA + offset);
	memory.set(inner, start);
	memory.set(outer, finish);
	memory.set(last, block);
	memory.fill(0, padding, end);
	memory[padding] = 1;
	const current = memory.subarray(block, padding);
	for (let iteration = 0; iteration < count; iteration++) {
		for (const from of [start, finish]) {
			memory.copyWithin(STATE, from, from + STATE_SIZE);
			run.blocks(block, padding, 512);
			run.blocks(padding, end, 0);
			run.compress(ZERO, COUNT);
			run.compress(ZERO, SUM);
			memory.copyWithin(block, STATE, STATE + 64);
		}
		for (let i = 0; i < 64; i++) sum[i] ^= current[i];
	}
	last.set(current);
	memory.fill(0, STATE, end);
}
