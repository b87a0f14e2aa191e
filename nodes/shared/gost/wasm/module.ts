/**
 * A minimal WebAssembly assembler (W3C WebAssembly Core Specification 2.0, section 5) for loops of arithmetic
 * that JavaScript does slowly: on 64-bit words, or on many bytes.
 */

/** Instructions in postfix order. */
export type Code = ReadonlyArray<number | Code>;

/**
 * A function without a result. Its parameters, of 32 bits, are the first locals. `locals` of 64 bits follow, then
 * `shortLocals` of 32.
 */
export interface WasmFunction {
	readonly name: string;
	readonly parameters: number;
	readonly locals: number;
	readonly shortLocals?: number;
	readonly body: Code;
}

export interface WasmProgram {
	readonly memory: Uint8Array;
	readonly run: Readonly<Record<string, (...parameters: number[]) => void>>;
}

// TypeScript declares WebAssembly only together with the whole DOM.
declare const WebAssembly: {
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (module: object) => {
		readonly exports: { readonly memory: { readonly buffer: ArrayBuffer } } & WasmProgram['run'];
	};
};

const I32 = 0x7f;
const I64 = 0x7e;

/** Encodes a non-negative number in LEB128 (5.2.2). The signed form leaves the sign bit of the last byte clear. */
function leb(value: number, signed = false): number[] {
	const bytes: number[] = [];
	let rest = value;
	for (; rest > (signed ? 0x3f : 0x7f); rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
	return [...bytes, rest];
}

/** Creates an instruction without immediates. */
const operation =
	(opcode: number) =>
	(...operands: readonly Code[]): Code => [...operands, opcode];

// On 64-bit words, unless the name ends in 32. Comparisons and conversions are unsigned.
export const add = operation(0x7c);
export const and = operation(0x83);
export const xor = operation(0x85);
export const shiftLeft = operation(0x86);
export const shiftRight = operation(0x88);
export const isLess = operation(0x54);
export const or = operation(0x84);
export const add32 = operation(0x6a);
export const and32 = operation(0x71);
export const xor32 = operation(0x73);
export const shiftLeft32 = operation(0x74);
export const shiftRight32 = operation(0x76);
export const isLess32 = operation(0x49);
export const widen = operation(0xad);
export const narrow = operation(0xa7);

/** Pushes a constant. */
export const i32 = (value: number): Code => [0x41, leb(value, true)];
export const i64 = (value: number): Code => [0x42, leb(value, true)];

/** Reads or writes a local. */
export const get = (local: number): Code => [0x20, leb(local)];
export const set = (local: number, value: Code): Code => [value, 0x21, leb(local)];

/** Loads the 64-bit little-endian word at address + offset. */
export const load = (address: Code, offset: number): Code => [address, 0x29, 0, leb(offset)];
/** Loads a little-endian word of 32 or 16 bits as one of 32. */
export const load32 = (address: Code, offset: number): Code => [address, 0x28, 0, leb(offset)];
export const load16 = (address: Code, offset: number): Code => [address, 0x2f, 0, leb(offset)];

const storing =
	(opcode: number) =>
	(address: Code, offset: number, value: Code): Code => [address, value, opcode, 0, leb(offset)];

/** Stores a little-endian word of 64, 32 or 16 bits at address + offset. */
export const store = storing(0x37);
export const store32 = storing(0x36);
export const store16 = storing(0x3b);

/** Repeats the body while the condition holds after it. */
export const repeat = (body: Code, condition: Code): Code => [0x03, 0x40, body, condition, 0x0d, 0, 0x0b];

/** Calls the function at this index. */
export const call = (index: number, ...operands: readonly Code[]): Code => [...operands, 0x10, leb(index)];

function flatten(code: Code, into: number[] = []): number[] {
	for (const item of code) {
		if (typeof item === 'number') into.push(item);
		else flatten(item, into);
	}
	return into;
}

function sized(content: Code): Code {
	const bytes = flatten(content);
	return [leb(bytes.length), bytes];
}

const vector = (items: readonly Code[]): Code => [leb(items.length), ...items];
const section = (id: number, items: readonly Code[]): Code => [id, sized(vector(items))];
const exported = (name: string, kind: number, index: number): Code => [
	sized([...Buffer.from(name, 'latin1')]),
	kind,
	leb(index),
];

function encode(pages: number, functions: readonly WasmFunction[]): Uint8Array {
	const module: Code = [
		[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
		section(
			1,
			functions.map(({ parameters }) => [0x60, vector(Array<Code>(parameters).fill([I32])), vector([])]),
		),
		section(
			3,
			functions.map((_function, index) => leb(index)),
		),
		section(5, [[0, leb(pages)]]),
		section(7, [exported('memory', 2, 0), ...functions.map(({ name }, index) => exported(name, 0, index))]),
		section(
			10,
			functions.map(({ locals, shortLocals = 0, body }) =>
				sized([
					vector([
						[leb(locals), I64],
						[leb(shortLocals), I32],
					]),
					body,
					0x0b,
				]),
			),
		),
	];
	return Uint8Array.from(flatten(module));
}

/**
 * Compiles the functions with a memory of `pages` times 64 KB. Returns undefined where WebAssembly is missing
 * (`node --jitless`) or has no memory left; the caller then needs other code.
 */
export function assemble(pages: number, functions: readonly WasmFunction[]): WasmProgram | undefined {
	try {
		const { exports } = new WebAssembly.Instance(new WebAssembly.Module(encode(pages, functions)));
		return { memory: new Uint8Array(exports.memory.buffer), run: exports };
	} catch {
		return undefined;
	}
}
