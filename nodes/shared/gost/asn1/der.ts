import { damaged } from '../base/errors';
import { asUint8Array } from '../base/bytes';

/** Nesting a message may have: real ones stay below 20. */
const MAX_DEPTH = 48;
/** Elements one container may hold; the pieces of a chunked string are not counted (see `octetPieces`). */
const MAX_CHILDREN = 20_000;

/** Identifier octets used in this module. */
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

interface Header {
	readonly tag: number;
	/** Content length; -1 for the indefinite form. */
	readonly length: number;
	readonly contentStart: number;
}

function readHeader(data: Uint8Array, start: number, end: number): Header {
	if (start + 2 > end) throw damaged('an element is cut off');
	const tag = data[start];
	// Tag numbers from 31 up take several octets; no structure read here has them.
	if ((tag & 0x1f) === 0x1f) throw damaged('a tag number that no format here uses');
	const first = data[start + 1];
	if (first < 0x80) return { tag, length: first, contentStart: start + 2 };
	if (first === 0x80) {
		if ((tag & 0x20) === 0) throw damaged('a primitive element of indefinite length');
		return { tag, length: -1, contentStart: start + 2 };
	}
	const count = first & 0x7f;
	if (count > 6 || start + 2 + count > end) throw damaged('a length that does not fit');
	let length = 0;
	for (let i = 0; i < count; i++) length = length * 256 + data[start + 2 + i];
	return { tag, length, contentStart: start + 2 + count };
}

/** End of the content that begins at `start` and has the indefinite form; a loop, so depth costs no stack. */
function findEndOfContents(data: Uint8Array, start: number, limit: number): number {
	let depth = 1;
	let position = start;
	for (;;) {
		const header = readHeader(data, position, limit);
		if (header.tag === 0) {
			if (header.length !== 0) throw damaged('an end marker with content');
			depth--;
			if (depth === 0) return position;
			position = header.contentStart;
		} else if (header.length < 0) {
			depth++;
			if (depth > MAX_DEPTH) throw damaged('nested too deeply');
			position = header.contentStart;
		} else {
			position = header.contentStart + header.length;
			if (position > limit) throw damaged('an element is longer than the data');
		}
	}
}

/**
 * One element of BER-encoded data (X.690): a view into the input; its children are read when asked for,
 * so that a hostile message costs no more than the parts that are looked at.
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
		if (depth > MAX_DEPTH) throw damaged('nested too deeply');
		const { tag, length, contentStart } = readHeader(data, start, limit);
		if (length < 0) {
			const contentEnd = findEndOfContents(data, contentStart, limit);
			return new Asn1(data, tag, start, contentStart, contentEnd, contentEnd + 2, depth);
		}
		const end = contentStart + length;
		if (end > limit) throw damaged('an element is longer than the data');
		return new Asn1(data, tag, start, contentStart, end, end, depth);
	}

	/** The element the data begins with; `damaged` when bytes follow it, unless `trailing` allows them. */
	static parse(data: Uint8Array, trailing: 'none' | 'allowed' = 'none'): Asn1 {
		const element = Asn1.at(asUint8Array(data), 0, data.length, 0);
		if (trailing === 'none' && element.end !== data.length) throw damaged('bytes after the end');
		return element;
	}

	get constructed(): boolean {
		return (this.tag & 0x20) !== 0;
	}

	/** The element as it stands in the input. */
	get bytes(): Uint8Array {
		return this.data.subarray(this.start, this.end);
	}

	/** Content octets without identifier and length. */
	get content(): Uint8Array {
		return this.data.subarray(this.contentStart, this.contentEnd);
	}

	is(tag: number): boolean {
		return this.tag === tag;
	}

	private *elements(): Generator<Asn1> {
		if (!this.constructed) throw damaged('a structure is expected');
		let position = this.contentStart;
		while (position < this.contentEnd) {
			const child = Asn1.at(this.data, position, this.contentEnd, this.depth + 1);
			yield child;
			position = child.end;
		}
	}

	/** Elements of a constructed element; with `tag` the element itself must have it. */
	children(tag?: number): Asn1[] {
		if (tag !== undefined) this.expect(tag);
		const list: Asn1[] = [];
		for (const child of this.elements()) {
			if (list.length === MAX_CHILDREN) throw damaged('too many elements');
			list.push(child);
		}
		return list;
	}

	/** Children read one after another. */
	reader(tag: number = TAG.sequence): Asn1Reader {
		return new Asn1Reader(this.children(tag));
	}

	expect(tag: number): this {
		if (this.tag !== tag) throw damaged(`tag ${this.tag.toString(16)} where ${tag.toString(16)} is expected`);
		return this;
	}

	/** The only child of an explicitly tagged element. */
	onlyChild(tag?: number): Asn1 {
		const list = this.children(tag);
		if (list.length !== 1) throw damaged('one element is expected');
		return list[0];
	}

	/**
	 * The pieces of an OCTET STRING, primitive or chunked (X.690 8.7.3), in order; the tag of the outermost
	 * element is not looked at, for it may be implicit. A generator: a large message is never copied whole.
	 */
	*octetChunks(): Generator<Uint8Array> {
		if (!this.constructed) {
			yield this.content;
			return;
		}
		const open: Array<Generator<Asn1>> = [this.elements()];
		while (open.length > 0) {
			const next = open[open.length - 1].next();
			if (next.done === true) {
				open.pop();
			} else if (next.value.tag === TAG.octetString) {
				if (next.value.content.length > 0) yield next.value.content;
			} else if (next.value.tag === (TAG.octetString | 0x20)) {
				open.push(next.value.elements());
			} else {
				throw damaged('a piece of a string is no string');
			}
		}
	}

	/** Bytes of an OCTET STRING, also of a chunked or implicitly tagged one. */
	octets(): Uint8Array {
		// Not by spreading arguments: a hostile string may have more pieces than a call may have arguments.
		return this.constructed ? asUint8Array(Buffer.concat([...this.octetChunks()])) : this.content;
	}

	/** Bytes of an element that must carry the OCTET STRING tag. */
	octetString(): Uint8Array {
		if ((this.tag & ~0x20) !== TAG.octetString) throw damaged('an OCTET STRING is expected');
		return this.octets();
	}

	/** Bytes of a BIT STRING of whole octets. */
	bitString(): Uint8Array {
		const content = this.expect(TAG.bitString).content;
		if (content.length === 0 || content[0] !== 0) throw damaged('a BIT STRING of whole bytes is expected');
		return content.subarray(1);
	}

	/** Object identifier in dotted form. */
	oid(): string {
		return decodeOid(this.expect(TAG.oid).content);
	}

	/** INTEGER as it is encoded: big-endian two's complement. */
	integerBytes(): Uint8Array {
		const content = this.expect(TAG.integer).content;
		if (content.length === 0) throw damaged('an empty INTEGER');
		return content;
	}

	integer(): bigint {
		const content = this.integerBytes();
		if (content.length > 4096) throw damaged('an INTEGER that is too long');
		return BigInt.asIntN(content.length * 8, BigInt(`0x${Buffer.from(content).toString('hex')}`));
	}

	/** INTEGER from 0 to `max`. */
	smallInteger(max = 0x7fffffff): number {
		const value = this.integer();
		if (value < 0n || value > BigInt(max)) throw damaged('a number out of range');
		return Number(value);
	}

	/** UTCTime or GeneralizedTime (RFC 5280 4.1.2.5). */
	time(): Date {
		const text = latin1(this.content);
		const parts =
			/^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?(?:Z|([+-])(\d{2})(\d{2}))$/.exec(text);
		const wide = this.tag === TAG.generalizedTime;
		if (!parts || (!wide && this.tag !== TAG.utcTime) || (parts[1].length === 4) !== wide)
			throw damaged('a time');
		const short = Number(parts[1]);
		const year = wide ? short : short + (short < 50 ? 2000 : 1900);
		const [month, day, hour, minute] = parts.slice(2, 6).map(Number);
		const date = new Date(0);
		date.setUTCFullYear(year, month - 1, day);
		date.setUTCHours(hour, minute, Number(parts[6] ?? 0), 0);
		if (date.getUTCMonth() !== month - 1 || hour > 23 || minute > 59) throw damaged('a time');
		const shift = Number(parts[8] ?? 0) * 60 + Number(parts[9] ?? 0);
		return new Date(date.getTime() - (parts[7] === '-' ? -shift : shift) * 60_000);
	}

	/** Text of any of the string types of a name. */
	text(): string {
		const content = this.content;
		switch (this.tag) {
			case TAG.bmpString: {
				const swapped = Buffer.from(content.subarray(0, content.length & ~1)).swap16();
				return swapped.toString('utf16le');
			}
			case TAG.universalString: {
				let text = '';
				for (let i = 0; i + 3 < content.length; i += 4) {
					const code = (content[i] << 24) | (content[i + 1] << 16) | (content[i + 2] << 8) | content[i + 3];
					text += code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
				}
				return text;
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

/** Children of a SEQUENCE or SET, taken in order. */
export class Asn1Reader {
	private position = 0;

	constructor(private readonly list: readonly Asn1[]) {}

	/** The next element; `damaged` when there is none or its tag differs. */
	next(tag?: number): Asn1 {
		const element = this.list[this.position];
		if (element === undefined) throw damaged('an element is missing');
		if (tag !== undefined) element.expect(tag);
		this.position++;
		return element;
	}

	/** The next element when it has one of the tags. */
	optional(...tags: number[]): Asn1 | undefined {
		const element = this.list[this.position];
		if (element === undefined || !tags.includes(element.tag)) return undefined;
		this.position++;
		return element;
	}

	rest(): readonly Asn1[] {
		const list = this.list.slice(this.position);
		this.position = this.list.length;
		return list;
	}
}

function latin1(data: Uint8Array): string {
	return Buffer.from(data).toString('latin1');
}

function decodeOid(data: Uint8Array): string {
	if (data.length === 0 || data.length > 64 || (data[data.length - 1] & 0x80) !== 0)
		throw damaged('an object identifier');
	const arcs: bigint[] = [];
	let value = 0n;
	for (const byte of data) {
		value = (value << 7n) | BigInt(byte & 0x7f);
		if ((byte & 0x80) === 0) {
			if (arcs.length === 0) {
				const first = value < 40n ? 0n : value < 80n ? 1n : 2n;
				arcs.push(first, value - first * 40n);
			} else {
				arcs.push(value);
			}
			value = 0n;
		}
	}
	return arcs.join('.');
}
