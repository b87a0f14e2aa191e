import { assemble, type WasmProgram } from '../wasm/module';
import { PI, STREEBOG_A, STREEBOG_C } from '../wasm/tables';
import {
	CONSTANTS,
	COUNT,
	DATA,
	DATA_SIZE,
	SCRATCH,
	STATE,
	STATE_SIZE,
	streebogFunctions,
	SUM,
	TABLES,
	ZERO,
} from './streebogCode';
import { streebogScript } from './streebogScript';

// Section numbers refer to RFC 6986.

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
	const program = assemble(1, streebogFunctions()) ?? streebogScript();
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
	memory.fill(0, SCRATCH, end);
}
