import { Asn1, TAG } from './der';
import { damaged } from '../base/errors';
import { toBinary } from './pem';
import { asUint8Array } from '../base/bytes';
import { yieldToEventLoop, chunked, type Content } from '../base/chunks';

/** What comes before a content (algorithms, recipients) and after it (certificates, signatures): more is refused. */
const MAX_ELEMENT = 4 * 1024 * 1024;
/** PEM and base64 are not decoded piece by piece; a document larger than this is binary. */
const MAX_TEXT = 32 * 1024 * 1024;
/** Elements after a content; the standards have at most three. */
const MAX_AFTER = 16;
const MAX_NESTING = 16;
/** Headers read at a stretch: the smallest elements cost time without giving data. */
const BREATH = 2048;

/** The beginning of an element: identifier octet, and where it ends in the stream. */
export interface OpenElement {
	readonly tag: number;
	/** Content octets; -1 for the indefinite form. */
	readonly length: number;
	/** Bytes of tag and length. */
	readonly size: number;
	/** Undefined for the indefinite form. */
	readonly end: number | undefined;
}

/** Bytes of a stream, taken by count. */
class ByteSource {
	private buffer: Uint8Array = new Uint8Array(0);
	private start = 0;
	private end = 0;
	/** Whether `buffer` is the source's: it may write there once it is asked for more. */
	private borrowed = false;
	/** Bytes taken so far. */
	position = 0;

	constructor(private readonly chunks: AsyncGenerator<Uint8Array>) {}

	get available(): number {
		return this.end - this.start;
	}

	/** Makes at least `count` bytes available, or as many as there are; gives how many are. */
	async fill(count: number): Promise<number> {
		while (this.available < count) {
			if (this.borrowed && this.available > 0) this.grow(0);
			const next = await this.chunks.next();
			if (next.done) break;
			this.append(next.value);
		}
		return this.available;
	}

	private append(chunk: Uint8Array): void {
		if (this.available === 0) {
			this.buffer = chunk;
			this.start = 0;
			this.end = chunk.length;
			this.borrowed = true;
			return;
		}
		if (this.end + chunk.length > this.buffer.length) this.grow(chunk.length);
		this.buffer.set(chunk, this.end);
		this.end += chunk.length;
	}

	/** Moves what is left to memory of our own, with room that doubles: small chunks cost no more than large ones. */
	private grow(more: number): void {
		const rest = this.buffer.subarray(this.start, this.end);
		this.buffer = new Uint8Array(2 * (rest.length + more));
		this.buffer.set(rest);
		this.start = 0;
		this.end = rest.length;
		this.borrowed = false;
	}

	/** Byte `offset` of those available. */
	peek(offset: number): number {
		return this.buffer[this.start + offset];
	}

	/** The next bytes, which must be available; they stay as they are until more is asked for. */
	take(count: number): Uint8Array {
		const result = this.buffer.subarray(this.start, this.start + count);
		this.start += count;
		this.position += count;
		return result;
	}

	/** Tells the source that no more is wanted. */
	async release(): Promise<void> {
		await this.chunks.return(undefined);
	}
}

/** Whether the bytes begin a SEQUENCE with a long or indefinite length, or one that holds an OID first. */
function looksBinary(first: number, second: number, third: number): boolean {
	return first === TAG.sequence && (second >= 0x80 || third === TAG.oid);
}

/** Reads BER (X.690) element by element from a stream, holding one short element or piece of content at a time. */
export class BerStream {
	private headers = 0;

	private constructor(private readonly source: ByteSource) {}

	/** Reads binary content, or PEM or base64 of a limited size. The caller calls `release` when done. */
	static async from(content: Content | string): Promise<BerStream> {
		if (typeof content === 'string') return new BerStream(new ByteSource(chunked(toBinary(content))));
		if (content instanceof Uint8Array) {
			const binary = looksBinary(content[0], content[1], content[2]) ? content : toBinary(content);
			return new BerStream(new ByteSource(chunked(binary)));
		}
		const source = new ByteSource(chunked(content));
		if ((await source.fill(3)) >= 3 && looksBinary(source.peek(0), source.peek(1), source.peek(2)))
			return new BerStream(source);
		const length = await source.fill(MAX_TEXT + 1);
		if (length > MAX_TEXT) {
			await source.release();
			throw damaged('a text that is too long');
		}
		return new BerStream(new ByteSource(chunked(toBinary(source.take(length)))));
	}

	private async need(count: number): Promise<void> {
		if (count > MAX_ELEMENT) throw damaged('a message with parts that are too long');
		if ((await this.source.fill(count)) < count) throw damaged('a message is cut off');
	}

	/** The header `offset` bytes ahead; undefined when it is not here yet. */
	private headerAt(offset: number): OpenElement | undefined {
		const { source } = this;
		const rest = source.available - offset;
		if (rest < 2) return undefined;
		const tag = source.peek(offset);
		const first = source.peek(offset + 1);
		if ((tag & 0x1f) === 0x1f) throw damaged('a tag number that no format here uses');
		if (first === 0x80) {
			if ((tag & 0x20) === 0) throw damaged('a primitive element of indefinite length');
			return { tag, length: -1, size: 2, end: undefined };
		}
		const size = first < 0x80 ? 2 : 2 + (first & 0x7f);
		if (size > 8) throw damaged('a length that does not fit');
		if (rest < size) return undefined;
		let length = size === 2 ? first : 0;
		for (let i = 2; i < size; i++) length = length * 256 + source.peek(offset + i);
		return { tag, length, size, end: source.position + offset + size + length };
	}

	/** The header `offset` bytes ahead; waits only for bytes that are missing, for waiting costs time too. */
	private async header(offset: number): Promise<OpenElement> {
		let header = this.headerAt(offset);
		for (; header === undefined; header = this.headerAt(offset)) {
			await this.need(Math.max(this.source.available, offset) + 1);
		}
		return header;
	}

	/** Reads the beginning of an element; with `tag` it must have it. */
	async open(tag?: number): Promise<OpenElement> {
		if (++this.headers % BREATH === 0) await yieldToEventLoop();
		const header = await this.header(0);
		if (tag !== undefined && header.tag !== tag)
			throw damaged(`tag ${header.tag.toString(16)} where ${tag.toString(16)} is expected`);
		this.source.take(header.size);
		return header;
	}

	/** A short element whole, apart from the stream's memory. */
	async element(): Promise<Asn1> {
		let size = 0;
		let depth = 0;
		do {
			if (++this.headers % BREATH === 0) await yieldToEventLoop();
			const header = this.headerAt(size) ?? (await this.header(size));
			size += header.size + Math.max(0, header.length);
			if (header.length < 0) depth++;
			else if (header.tag === 0) depth--;
		} while (depth > 0);
		await this.need(size);
		return Asn1.parse(asUint8Array(this.source.take(size)).slice());
	}

	/** Whether the parent holds another element; when it does not, its end marker is taken. */
	async hasMore(parent: OpenElement): Promise<boolean> {
		const { source } = this;
		if (parent.end !== undefined) {
			if (source.position > parent.end) throw damaged('an element is longer than the data');
			return source.position < parent.end;
		}
		await this.need(2);
		if (source.peek(0) !== 0) return true;
		if (source.peek(1) !== 0) throw damaged('an end marker with content');
		source.take(2);
		return false;
	}

	/** The elements up to the end of the parent: few, and short together. */
	async elements(parent: OpenElement): Promise<Asn1[]> {
		const list: Asn1[] = [];
		for (let size = 0; await this.hasMore(parent); size += list[list.length - 1].bytes.length) {
			if (size > MAX_ELEMENT || list.length === MAX_AFTER)
				throw damaged('a message with parts that are too long');
			list.push(await this.element());
		}
		return list;
	}

	/** Makes sure that the elements end here, one inside the other, the innermost first. */
	async close(...elements: readonly OpenElement[]): Promise<void> {
		for (const element of elements) {
			if (await this.hasMore(element)) throw damaged('an element of another length than its content');
		}
	}

	/**
	 * The pieces of an OCTET STRING, primitive or chunked, however long, each to be used before the next; the tag
	 * of the outermost element is not looked at, for it may be implicit.
	 */
	async *octets(outermost: OpenElement): AsyncGenerator<Uint8Array> {
		const { source } = this;
		const parents: OpenElement[] = [];
		for (let next = outermost; ; next = await this.open()) {
			if (next !== outermost && (next.tag & ~0x20) !== TAG.octetString)
				throw damaged('a piece of a string is no string');
			if ((next.tag & 0x20) !== 0) {
				if (parents.length === MAX_NESTING) throw damaged('nested too deeply');
				parents.push(next);
			}
			for (let left = (next.tag & 0x20) === 0 ? next.length : 0; left > 0;) {
				await this.need(1);
				const part = source.take(Math.min(left, await source.fill(1)));
				left -= part.length;
				yield part;
			}
			while (parents.length > 0 && !(await this.hasMore(parents[parents.length - 1]))) parents.pop();
			if (parents.length === 0) return;
		}
	}

	/** Makes sure that nothing follows. */
	async expectEnd(): Promise<void> {
		if ((await this.source.fill(1)) > 0) throw damaged('bytes after the end');
	}

	/** Tells the source that no more is wanted. */
	async release(): Promise<void> {
		await this.source.release();
	}
}
