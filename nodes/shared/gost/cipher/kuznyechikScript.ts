import type { WasmProgram } from '../wasm/module';

const PAGES = 2 * 64 * 1024;

/**
 * Returns the functions `transform(at)` and `encrypt(at)` of kuznyechik.ts in TypeScript, with a memory of the same
 * layout, for where WebAssembly is missing.
 * @param tables the address of the tables, which are there
 * @param keys the address of the round keys
 */
export function kuznyechikScript(tables: number, keys: number): WasmProgram {
	const memory = new Uint8Array(PAGES);
	const words = new Int32Array(memory.buffer);
	const transform = (at: number): void => {
		const sum = new Int32Array(4);
		for (let position = 0; position < 16; position++) {
			const entry = (tables >> 2) + 4 * (256 * position + memory[at + position]);
			for (let word = 0; word < 4; word++) sum[word] ^= words[entry + word];
		}
		words.set(sum, at >> 2);
	};
	const addKey = (at: number, round: number): void => {
		for (let word = 0; word < 4; word++) words[(at >> 2) + word] ^= words[(keys >> 2) + 4 * round + word];
	};
	const encrypt = (at: number): void => {
		for (let round = 0; round < 9; round++) {
			addKey(at, round);
			transform(at);
		}
		addKey(at, 9);
	};
	return { memory, run: { transform, encrypt } };
}
