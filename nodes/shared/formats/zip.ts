import { damaged } from '../gost/asn1/der';
import { GostError } from '../gost/errors';

/** Files of a key container are a few kilobytes; more is refused rather than unpacked. */
const MAX_FILE = 256 * 1024;
const MAX_ENTRIES = 1000;
const MAX_UNPACKED = 64;

const LENGTH_BASE = [
	3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
	227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
	1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
	6145, 8193, 12289, 16385, 24577,
];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Canonical Huffman code (RFC 1951 3.2.2): symbols in order of their codes, and how many there are by length. */
interface Code {
	readonly counts: Uint16Array;
	readonly symbols: Uint16Array;
}

function makeCode(lengths: Uint8Array): Code {
	const counts = new Uint16Array(16);
	for (const length of lengths) counts[length]++;
	counts[0] = 0;
	const offsets = new Uint16Array(17);
	for (let i = 1; i < 16; i++) offsets[i + 1] = offsets[i] + counts[i];
	const symbols = new Uint16Array(lengths.length);
	lengths.forEach((length, symbol) => {
		if (length > 0) symbols[offsets[length]++] = symbol;
	});
	return { counts, symbols };
}

class BitReader {
	private position = 0;
	private bit = 0;

	constructor(private readonly data: Uint8Array) {}

	bits(count: number): number {
		let value = 0;
		for (let i = 0; i < count; i++) {
			if (this.position >= this.data.length) throw damaged('a packed file is cut off');
			value |= ((this.data[this.position] >> this.bit) & 1) << i;
			this.bit = (this.bit + 1) & 7;
			if (this.bit === 0) this.position++;
		}
		return value;
	}

	symbol(code: Code): number {
		let value = 0;
		let first = 0;
		let index = 0;
		for (let length = 1; length < 16; length++) {
			value |= this.bits(1);
			const count = code.counts[length];
			if (value - first < count) return code.symbols[index + value - first];
			index += count;
			first = (first + count) << 1;
			value <<= 1;
		}
		throw damaged('a packed file');
	}

	bytes(count: number): Uint8Array {
		if (this.position + count > this.data.length) throw damaged('a packed file is cut off');
		this.position += count;
		return this.data.subarray(this.position - count, this.position);
	}

	align(): void {
		if (this.bit > 0) this.position++;
		this.bit = 0;
	}
}

function fixedCodes(): readonly [Code, Code] {
	const lengths = Uint8Array.from({ length: 288 }, (_none, i) =>
		i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8,
	);
	return [makeCode(lengths), makeCode(new Uint8Array(30).fill(5))];
}

function readCodes(reader: BitReader): readonly [Code, Code] {
	const literals = reader.bits(5) + 257;
	const distances = reader.bits(5) + 1;
	const count = reader.bits(4) + 4;
	const orders = new Uint8Array(19);
	for (let i = 0; i < count; i++) orders[CODE_ORDER[i]] = reader.bits(3);
	const code = makeCode(orders);
	const lengths: number[] = [];
	while (lengths.length < literals + distances) {
		const symbol = reader.symbol(code);
		if (symbol < 16) {
			lengths.push(symbol);
			continue;
		}
		const repeat =
			symbol === 16 ? 3 + reader.bits(2) : symbol === 17 ? 3 + reader.bits(3) : 11 + reader.bits(7);
		const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
		if (value === undefined) throw damaged('a packed file');
		for (let i = 0; i < repeat; i++) lengths.push(value);
	}
	return [
		makeCode(Uint8Array.from(lengths.slice(0, literals))),
		makeCode(Uint8Array.from(lengths.slice(literals, literals + distances))),
	];
}

/** Raw DEFLATE (RFC 1951), up to a size. Node's own is not used: only its `crypto` is imported here. */
export function inflate(data: Uint8Array, limit = MAX_FILE): Uint8Array {
	const reader = new BitReader(data);
	const output = new Uint8Array(limit);
	let length = 0;
	const room = (count: number): void => {
		if (length + count > limit) throw damaged('a packed file larger than a key container has');
	};
	for (let last = false; !last;) {
		last = reader.bits(1) === 1;
		const kind = reader.bits(2);
		if (kind === 3) throw damaged('a packed file');
		if (kind === 0) {
			reader.align();
			const [a, b] = reader.bytes(4);
			const count = a | (b << 8);
			room(count);
			output.set(reader.bytes(count), length);
			length += count;
			continue;
		}
		const [literals, distances] = kind === 1 ? fixedCodes() : readCodes(reader);
		for (;;) {
			const symbol = reader.symbol(literals);
			if (symbol === 256) break;
			if (symbol < 256) {
				room(1);
				output[length++] = symbol;
				continue;
			}
			const base = LENGTH_BASE[symbol - 257];
			const code = base === undefined ? 30 : reader.bits(LENGTH_EXTRA[symbol - 257]);
			const step = reader.symbol(distances);
			if (base === undefined || step > 29) throw damaged('a packed file');
			const distance = DISTANCE_BASE[step] + reader.bits(step < 2 ? 0 : (step >> 1) - 1);
			const count = base + code;
			if (distance > length) throw damaged('a packed file');
			room(count);
			for (let i = 0; i < count; i++, length++) output[length] = output[length - distance];
		}
	}
	return output.slice(0, length);
}

export function isZip(data: Uint8Array): boolean {
	return data[0] === 0x50 && data[1] === 0x4b && data[2] === 3 && data[3] === 4;
}

/** Little-endian numbers of an archive. */
class ZipView {
	constructor(private readonly data: Uint8Array) {}

	u16(at: number): number {
		if (at + 2 > this.data.length) throw damaged('a zip file is cut off');
		return this.data[at] | (this.data[at + 1] << 8);
	}

	u32(at: number): number {
		return this.u16(at) + this.u16(at + 2) * 65_536;
	}
}

function findDirectory(view: ZipView, length: number): number {
	for (let at = length - 22; at >= Math.max(0, length - 22 - 65_535); at--) {
		if (view.u32(at) === 0x06054b50) return at;
	}
	throw damaged('a zip file without its directory');
}

/** Files of a zip archive whose names `wanted` accepts, by path. Encrypted archives are `unsupported`. */
export function unzip(data: Uint8Array, wanted: (path: string) => boolean): Map<string, Uint8Array> {
	const view = new ZipView(data);
	const files = new Map<string, Uint8Array>();
	const end = findDirectory(view, data.length);
	const count = view.u16(end + 10);
	let at = view.u32(end + 16);
	if (count > MAX_ENTRIES) throw damaged('a zip file with too many entries');
	for (let i = 0; i < count; i++) {
		if (view.u32(at) !== 0x02014b50) throw damaged('the directory of a zip file');
		const flags = view.u16(at + 8);
		const method = view.u16(at + 10);
		const packed = view.u32(at + 20);
		const nameLength = view.u16(at + 28);
		const local = view.u32(at + 42);
		const path = Buffer.from(data.subarray(at + 46, at + 46 + nameLength)).toString('utf8');
		at += 46 + nameLength + view.u16(at + 30) + view.u16(at + 32);
		if (!wanted(path)) continue;
		if (files.size === MAX_UNPACKED) throw damaged('a zip file with too many entries');
		if ((flags & 1) !== 0) throw new GostError('unsupported', 'Unsupported: an encrypted zip file');
		const start = local + 30 + view.u16(local + 26) + view.u16(local + 28);
		if (start + packed > data.length) throw damaged('a zip file is cut off');
		const body = data.subarray(start, start + packed);
		if (method !== 0 && method !== 8)
			throw new GostError('unsupported', `Unsupported packing in a zip file: ${method}`);
		if (method === 0 && body.length > MAX_FILE) throw damaged('a file larger than a key container has');
		files.set(path, method === 0 ? body.slice() : inflate(body));
	}
	return files;
}
