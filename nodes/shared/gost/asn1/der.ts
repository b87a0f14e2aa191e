import { t } from '../../language';
import { asUint8Array, bigintFromBE } from '../base/bytes';
import { damaged } from '../base/errors';

/** Maximum nesting depth; real messages stay below 20. */
const MAX_DEPTH = 48;
/** Maximum number of children of an element. The chunks of a constructed string do not count (see `octetChunks`). */
const MAX_CHILDREN = 20_000;
/** Maximum number of elements inside one of indefinite length, whose end is found by reading them all. */
const MAX_SCANNED = 200_000;
/** Longest text of four bytes per character; real names are far shorter. */
const MAX_UNIVERSAL = 64 * 1024;
/** Chunks of a constructed string that may be as short as one likes. */
const MAX_SHORT_CHUNKS = 100_000;
/** Bytes per chunk beyond those. Programs write a thousand and more. */
const LEAST_CHUNK = 8;

/** Counts the chunks of a constructed string, because millions of empty ones only cost time. */
export class ChunkCount {
	private chunks = 0;

	private bytes = 0;

	/** Throws `damaged` for too many chunks that are too short. */
	add(length: number): void {
		this.chunks++;
		this.bytes += length;
		if (this.chunks > MAX_SHORT_CHUNKS && this.bytes < LEAST_CHUNK * this.chunks)
			throw damaged(t`OCTET STRING in too many chunks`);
	}
}

/** Bit of the identifier octet (X.690, section 8.1.2.5). */
const CONSTRUCTED = 0x20;

/** Identifier octets of the universal types that this module reads or writes. */
export const TAG = {
	boolean: 0x01,
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	null: 0x05,
	oid: 0x06,
	utf8String: 0x0c,
	numericString: 0x12,
	printableString: 0x13,
	teletexString: 0x14,
	ia5String: 0x16,
	utcTime: 0x17,
	generalizedTime: 0x18,
	universalString: 0x1c,
	bmpString: 0x1e,
	sequence: 0x30,
	set: 0x31,
} as const;

/** Returns whether the identifier octet is that of an OCTET STRING, primitive or constructed. */
export const isOctetString = (tag: number): boolean => (tag & ~CONSTRUCTED) === TAG.octetString;

/** Returns whether an identifier octet is that of a constructed element. */
export const isConstructed = (tag: number): boolean => (tag & CONSTRUCTED) !== 0;

/** Identifier and length octets. */
export interface Header {
	readonly tag: number;
	/** Bytes of content; -1 for the indefinite form. */
	readonly length: number;
	/** Bytes of the header itself. */
	readonly size: number;
}

/** Reads the header at `start` (X.690, section 8.1); undefined if it does not end before `end`. */
export function readHeader(data: Uint8Array, start: number, end: number): Header | undefined {
	if (start + 2 > end) return undefined;
	const tag = data[start];
	// Tag numbers above 30 take several octets. No format here uses them.
	if ((tag & 0x1f) === 0x1f) throw damaged(t`unknown tag`);
	const first = data[start + 1];
	if (first < 0x80) return { tag, length: first, size: 2 };
	if (first === 0x80) {
		if (!isConstructed(tag)) throw damaged(t`primitive element of indefinite length`);
		return { tag, length: -1, size: 2 };
	}
	const size = 2 + (first & 0x7f);
	if (size > 8) throw damaged(t`length too large`);
	if (start + size > end) return undefined;
	let length = 0;
	for (let i = 2; i < size; i++) length = length * 256 + data[start + i];
	return { tag, length, size };
}

function requireHeader(data: Uint8Array, start: number, end: number): Header {
	const header = readHeader(data, start, end);
	if (!header) throw damaged(t`truncated element`);
	return header;
}

/** Returns where content of indefinite length that begins at `start` ends. Not recursive: nesting costs no stack. */
function findEndOfContents(data: Uint8Array, start: number, limit: number): number {
	let depth = 1;
	let position = start;
	for (let scanned = 0; ; scanned++) {
		if (scanned === MAX_SCANNED) throw damaged(t`too many elements`);
		// Most elements are short. They are read without an object for the header, which costs ten times as much.
		const first = data[position];
		const short = data[position + 1];
		if (first !== 0 && short < 0x80 && (first & 0x1f) !== 0x1f && position + 2 + short <= limit) {
			position += 2 + short;
			continue;
		}
		const { tag, length, size } = requireHeader(data, position, limit);
		if (tag === 0) {
			if (length !== 0) throw damaged(t`end-of-contents marker with content`);
			depth--;
			if (depth === 0) return position;
			position += size;
		} else if (length < 0) {
			depth++;
			if (depth > MAX_DEPTH) throw damaged(t`nesting too deep`);
			position += size;
		} else {
			position += size + length;
			if (position > limit) throw damaged(t`element longer than the data`);
		}
	}
}

/**
 * An element of BER or DER data (X.690): a view of the input. Children are parsed on demand, so a hostile message
 * costs no more than the parts that are read.
 */
export class Asn1 {
	private constructor(
		private readonly data: Uint8Array,
		/** Identifier octet: class, constructed bit, number. */
		readonly tag: number,
		private readonly start: number,
		private readonly contentStart: number,
		private readonly contentEnd: number,
		private readonly end: number,
		private readonly depth: number,
	) {}

	private static at(data: Uint8Array, start: number, limit: number, depth: number): Asn1 {
		if (depth > MAX_DEPTH) throw damaged(t`nesting too deep`);
		const { tag, length, size } = requireHeader(data, start, limit);
		const contentStart = start + size;
		if (length < 0) {
			const contentEnd = findEndOfContents(data, contentStart, limit);
			return new Asn1(data, tag, start, contentStart, contentEnd, contentEnd + 2, depth);
		}
		const end = contentStart + length;
		if (end > limit) throw damaged(t`element longer than the data`);
		return new Asn1(data, tag, start, contentStart, end, end, depth);
	}

	/** Parses the element at the start of the data. Throws `damaged` if bytes follow, unless `trailing` allows them. */
	static parse(data: Uint8Array, trailing: 'none' | 'allowed' = 'none'): Asn1 {
		const element = Asn1.at(asUint8Array(data), 0, data.length, 0);
		if (trailing === 'none' && element.end !== data.length) throw damaged(t`trailing bytes`);
		return element;
	}

	get constructed(): boolean {
		return isConstructed(this.tag);
	}

	/** The whole element as it is encoded in the input. */
	get bytes(): Uint8Array {
		return this.data.subarray(this.start, this.end);
	}

	/** Content octets, without identifier and length. */
	get content(): Uint8Array {
		return this.data.subarray(this.contentStart, this.contentEnd);
	}

	is(tag: number): boolean {
		return this.tag === tag;
	}

	/** Yields the children one by one, without a limit on their number. */
	*each(): Generator<Asn1> {
		if (!this.constructed) throw damaged(t`primitive element instead of a structure`);
		let position = this.contentStart;
		while (position < this.contentEnd) {
			const child = Asn1.at(this.data, position, this.contentEnd, this.depth + 1);
			yield child;
			position = child.end;
		}
	}

	/** Returns the children. Throws `damaged` unless this element is constructed and has the tag, if one is given. */
	children(tag?: number): Asn1[] {
		if (tag !== undefined) this.expect(tag);
		const list: Asn1[] = [];
		for (const child of this.each()) {
			if (list.length === MAX_CHILDREN) throw damaged(t`too many elements`);
			list.push(child);
		}
		return list;
	}

	/** Returns a reader of the children. */
	reader(tag: number = TAG.sequence): Asn1Reader {
		return new Asn1Reader(this.children(tag));
	}

	/** Returns this element. Throws `damaged` unless it has the tag. */
	expect(tag: number): this {
		if (this.tag !== tag) throw damaged(t`tag ${this.tag.toString(16)} instead of ${tag.toString(16)}`);
		return this;
	}

	/** Returns the only child, such as that of an explicit tag. */
	onlyChild(tag?: number): Asn1 {
		const list = this.children(tag);
		if (list.length !== 1) throw damaged(t`${list.length} elements instead of one`);
		return list[0];
	}

	/**
	 * Yields the chunks of an OCTET STRING, primitive or constructed (X.690, section 8.7.3), so that a large message is
	 * never copied whole. The tag of the outermost element is not checked, as it may be implicit.
	 */
	*octetChunks(): Generator<Uint8Array> {
		if (!this.constructed) {
			yield this.content;
			return;
		}
		const count = new ChunkCount();
		const open: Array<Generator<Asn1>> = [this.each()];
		while (open.length > 0) {
			const next = open[open.length - 1].next();
			if (next.done === true) {
				open.pop();
				continue;
			}
			count.add(next.value.constructed ? 0 : next.value.content.length);
			if (!isOctetString(next.value.tag)) {
				throw damaged(t`OCTET STRING with a chunk of another type`);
			} else if (next.value.constructed) {
				open.push(next.value.each());
			} else if (next.value.content.length > 0) {
				yield next.value.content;
			}
		}
	}

	/** Returns the bytes of an OCTET STRING, whether primitive, constructed or implicitly tagged. */
	octets(): Uint8Array {
		// Not `concat`: a hostile string may have more chunks than a call may have arguments.
		return this.constructed ? asUint8Array(Buffer.concat([...this.octetChunks()])) : this.content;
	}

	/** Returns the bytes of an element with the OCTET STRING tag. */
	octetString(): Uint8Array {
		if (!isOctetString(this.tag)) throw damaged(t`another type instead of an OCTET STRING`);
		return this.octets();
	}

	/** Returns the bytes of a BIT STRING without unused bits. */
	bitString(): Uint8Array {
		const content = this.expect(TAG.bitString).content;
		if (content.length === 0 || content[0] !== 0)
			throw damaged(t`BIT STRING that is not a whole number of bytes`);
		return content.subarray(1);
	}

	/** Returns the flags of a BIT STRING, from the highest bit of the first byte on; unused bits are not set. */
	flags(): Uint8Array {
		const content = this.expect(TAG.bitString).content;
		const unused = content[0];
		if (content.length === 0 || unused > 7 || (unused > 0 && content.length === 1))
			throw damaged(t`invalid BIT STRING`);
		const flags = content.slice(1);
		if (unused > 0) flags[flags.length - 1] &= 0xff << unused;
		return flags;
	}

	/** Returns a BOOLEAN, whose tag may be implicit; any byte but 0 is true (X.690, section 8.2.2). */
	boolean(): boolean {
		if (this.content.length !== 1) throw damaged(t`invalid BOOLEAN`);
		return this.content[0] !== 0;
	}

	/** Returns an OBJECT IDENTIFIER in dotted form. */
	oid(): string {
		return decodeOid(this.expect(TAG.oid).content);
	}

	/** Returns an INTEGER as encoded: big-endian two's complement. */
	integerBytes(): Uint8Array {
		const content = this.expect(TAG.integer).content;
		if (content.length === 0) throw damaged(t`empty INTEGER`);
		return content;
	}

	/**
	 * Returns an INTEGER as encoded, in the only form that X.690, section 8.3.2, allows. Programs that write keys are known
	 * to pad them.
	 */
	shortestInteger(): Uint8Array {
		const content = this.integerBytes();
		const [first, second = first] = content;
		if (content.length > 1 && (first === 0 || first === 0xff) && (first ^ second) < 0x80)
			throw damaged(t`INTEGER longer than its value`);
		return content;
	}

	/** Returns an INTEGER of at most 4096 bytes. */
	integer(): bigint {
		const content = this.integerBytes();
		if (content.length > 4096) throw damaged(t`INTEGER too long`);
		return BigInt.asIntN(content.length * 8, bigintFromBE(content));
	}

	/** Returns an INTEGER from 0 to `max`. */
	smallInteger(max = 0x7fffffff): number {
		const value = this.integer();
		if (value < 0n || value > BigInt(max)) throw damaged(t`INTEGER out of range`);
		return Number(value);
	}

	/** Returns a UTCTime or GeneralizedTime (RFC 5280, section 4.1.2.5). */
	time(): Date {
		const match =
			/^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?(?:Z|([+-])(\d{2})(\d{2}))$/.exec(
				latin1(this.content),
			);
		const generalized = this.tag === TAG.generalizedTime;
		if (!match || (!generalized && this.tag !== TAG.utcTime) || (match[1].length === 4) !== generalized)
			throw damaged(t`invalid time`);
		const digits = Number(match[1]);
		const year = generalized ? digits : digits + (digits < 50 ? 2000 : 1900);
		const [month, day, hour, minute] = match.slice(2, 6).map(Number);
		const second = Number(match[6] ?? 0);
		const date = new Date(0);
		date.setUTCFullYear(year, month - 1, day);
		date.setUTCHours(hour, minute, second, 0);
		if (date.getUTCMonth() !== month - 1 || hour > 23 || minute > 59 || second > 59)
			throw damaged(t`invalid time`);
		const offset = Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0);
		return new Date(date.getTime() - (match[7] === '-' ? -offset : offset) * 60_000);
	}

	/** Returns the text of any string type that a distinguished name may use. */
	text(): string {
		const content = this.content;
		switch (this.tag) {
			case TAG.bmpString: {
				const swapped = Buffer.from(content.subarray(0, content.length & ~1)).swap16();
				return swapped.toString('utf16le') + (content.length % 2 === 0 ? '' : '\ufffd');
			}
			case TAG.universalString: {
				let text = '';
				if (content.length > MAX_UNIVERSAL) throw damaged(t`text too long`);
				for (let i = 0; i + 3 < content.length; i += 4) {
					const code = (content[i] << 24) | (content[i + 1] << 16) | (content[i + 2] << 8) | content[i + 3];
					text += code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
				}
				return content.length % 4 === 0 ? text : `${text}\ufffd`;
			}
			case TAG.utf8String:
			case TAG.numericString:
			case TAG.printableString:
			case TAG.ia5String:
				return Buffer.from(content).toString('utf8');
			default:
				return latin1(content);
		}
	}
}

/** Takes the children of a SEQUENCE or SET one by one. */
export class Asn1Reader {
	private position = 0;

	constructor(private readonly list: readonly Asn1[]) {}

	/** Takes the next element. Throws `damaged` if there is none or it has another tag. */
	next(tag?: number): Asn1 {
		const element = this.list[this.position];
		if (element === undefined) throw damaged(t`missing element`);
		if (tag !== undefined) element.expect(tag);
		this.position++;
		return element;
	}

	/** Takes the next element if it has one of the tags. */
	optional(...tags: number[]): Asn1 | undefined {
		const element = this.list[this.position];
		if (element === undefined || !tags.includes(element.tag)) return undefined;
		this.position++;
		return element;
	}

	/** Throws `damaged` if elements are left. */
	end(): void {
		if (this.position < this.list.length) throw damaged(t`trailing bytes`);
	}

	/** Takes all remaining elements. */
	rest(): readonly Asn1[] {
		const list = this.list.slice(this.position);
		this.position = this.list.length;
		return list;
	}
}

const latin1 = (data: Uint8Array): string => Buffer.from(data).toString('latin1');

function decodeOid(data: Uint8Array): string {
	if (data.length === 0 || data.length > 64 || (data[data.length - 1] & 0x80) !== 0)
		throw damaged(t`invalid OBJECT IDENTIFIER`);
	const arcs: bigint[] = [];
	let value = 0n;
	for (const byte of data) {
		value = (value << 7n) | BigInt(byte & 0x7f);
		if ((byte & 0x80) !== 0) continue;
		if (arcs.length === 0) {
			const first = value < 40n ? 0n : value < 80n ? 1n : 2n;
			arcs.push(first, value - first * 40n);
		} else {
			arcs.push(value);
		}
		value = 0n;
	}
	return arcs.join('.');
}
