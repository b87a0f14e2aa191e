import { t } from '../../language';
import { asUint8Array } from '../base/bytes';
import { chunked, Turn, type Content } from '../base/chunks';
import { damaged } from '../base/errors';
import { Asn1, ChunkCount, isConstructed, isOctetString, readHeader, TAG, type Header } from './der';
import { toBinary } from './pem';

/** Maximum bytes of a part that is held in memory whole: algorithms and recipients, certificates and signatures. */
const MAX_ELEMENT = 4 * 1024 * 1024;
/** Maximum bytes of PEM and base64, which are decoded in memory. Longer documents must be binary. */
const MAX_TEXT = 32 * 1024 * 1024;
/** Maximum number of elements after the content; the standards have at most three. */
const MAX_TRAILING = 16;
const MAX_NESTING = 16;
/** Headers read between looks at the clock, because tiny elements take time without yielding data. */
const BATCH = 128;

/** An element whose header was read. */
export interface OpenElement extends Header {
	/** Position in the stream where the element ends; undefined for the indefinite form. */
	readonly end: number | undefined;
}

/** Reads a stream by byte count. */
class ByteSource {
	private buffer: Uint8Array = new Uint8Array(0);
	private start = 0;
	private end = 0;
	/**
	 * Returns whether `buffer` is a chunk of the source, which may reuse its memory once the next chunk is requested.
	 */
	private borrowed = false;
	/** Bytes taken so far. */
	position = 0;

	constructor(private readonly chunks: AsyncGenerator<Uint8Array>) {}

	get available(): number {
		return this.end - this.start;
	}

	/** Buffers at least `count` bytes, or all that remain, and returns the number buffered. */
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

	/**
	 * Moves the remaining bytes to a new buffer of twice the needed size, so that tiny chunks cost no more than large
	 * ones.
	 */
	private grow(more: number): void {
		const rest = this.buffer.subarray(this.start, this.end);
		this.buffer = new Uint8Array(2 * (rest.length + more));
		this.buffer.set(rest);
		this.start = 0;
		this.end = rest.length;
		this.borrowed = false;
	}

	/** Returns the buffered byte at `offset`. */
	peek(offset: number): number {
		return this.buffer[this.start + offset];
	}

	/** Reads the header at `offset`; undefined if it is not buffered yet. */
	peekHeader(offset: number): Header | undefined {
		return readHeader(this.buffer, this.start + offset, this.end);
	}

	/** Takes buffered bytes, which are valid until more are requested. */
	take(count: number): Uint8Array {
		const result = this.buffer.subarray(this.start, this.start + count);
		this.start += count;
		this.position += count;
		return result;
	}

	/** Closes the source early. */
	async release(): Promise<void> {
		await this.chunks.return(undefined);
	}
}

/** Returns whether these bytes begin a SEQUENCE of long or indefinite length, or one that starts with an OID. */
function looksBinary(first: number, second: number, third: number): boolean {
	return first === TAG.sequence && (second >= 0x80 || third === TAG.oid);
}

/** Reads BER (X.690) from a stream element by element, holding one short element or chunk of content at a time. */
export class BerStream {
	private headers = 0;

	private readonly turn = new Turn();

	private constructor(private readonly source: ByteSource) {}

	/**
	 * Starts reading binary content, or PEM or base64 of up to 32 MB. The caller must call `release` at the end. Throws
	 * `damaged` for longer text.
	 */
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
			throw damaged(t`PEM or base64 too long`);
		}
		return new BerStream(new ByteSource(chunked(toBinary(source.take(length)))));
	}

	private async need(count: number): Promise<void> {
		if (count > MAX_ELEMENT) throw damaged(t`element too long`);
		if ((await this.source.fill(count)) < count) throw damaged(t`truncated message`);
	}

	/** Reads the header `offset` bytes ahead. Awaits only when bytes are missing, because awaiting takes time. */
	private async header(offset: number): Promise<Header> {
		let header = this.source.peekHeader(offset);
		for (; header === undefined; header = this.source.peekHeader(offset)) {
			await this.need(Math.max(this.source.available, offset) + 1);
		}
		return header;
	}

	/** Reads the header of the next element. Throws `damaged` if it does not have the tag. */
	async open(tag?: number): Promise<OpenElement> {
		if (++this.headers % BATCH === 0 && this.turn.isOver) await this.turn.end();
		const header = await this.header(0);
		if (tag !== undefined && header.tag !== tag)
			throw damaged(t`tag ${header.tag.toString(16)} instead of ${tag.toString(16)}`);
		this.source.take(header.size);
		return { ...header, end: header.length < 0 ? undefined : this.source.position + header.length };
	}

	/** Reads a short element whole into its own buffer. */
	async element(): Promise<Asn1> {
		let size = 0;
		let depth = 0;
		do {
			if (++this.headers % BATCH === 0 && this.turn.isOver) await this.turn.end();
			const header = this.source.peekHeader(size) ?? (await this.header(size));
			size += header.size + Math.max(0, header.length);
			if (header.length < 0) depth++;
			else if (header.tag === 0) depth--;
		} while (depth > 0);
		await this.need(size);
		return Asn1.parse(asUint8Array(this.source.take(size)).slice());
	}

	/** Returns whether the parent has another element. If not, takes its end-of-contents marker. */
	async hasMore(parent: OpenElement): Promise<boolean> {
		const { source } = this;
		if (parent.end !== undefined) {
			if (source.position > parent.end) throw damaged(t`element longer than its parent`);
			return source.position < parent.end;
		}
		await this.need(2);
		if (source.peek(0) !== 0) return true;
		if (source.peek(1) !== 0) throw damaged(t`end-of-contents marker with content`);
		source.take(2);
		return false;
	}

	/** Reads the remaining elements of the parent, which must be few and short. */
	async elements(parent: OpenElement): Promise<Asn1[]> {
		const list: Asn1[] = [];
		for (let size = 0; await this.hasMore(parent); size += list[list.length - 1].bytes.length) {
			if (size > MAX_ELEMENT || list.length === MAX_TRAILING) throw damaged(t`too much after the content`);
			list.push(await this.element());
		}
		return list;
	}

	/** Throws `damaged` unless the elements, innermost first, end here. */
	async close(...elements: readonly OpenElement[]): Promise<void> {
		for (const element of elements) {
			if (await this.hasMore(element)) throw damaged(t`unexpected element`);
		}
	}

	/**
	 * Yields the chunks of an OCTET STRING of any length, primitive or constructed. Each is valid until the next is
	 * requested. The tag of the outermost element is not checked, as it may be implicit.
	 */
	async *octets(outermost: OpenElement): AsyncGenerator<Uint8Array> {
		const { source } = this;
		const parents: OpenElement[] = [];
		const count = new ChunkCount();
		for (let next = outermost; ; next = await this.open()) {
			if (next !== outermost && !isOctetString(next.tag))
				throw damaged(t`OCTET STRING with a chunk of another type`);
			count.add(isConstructed(next.tag) ? 0 : next.length);
			if (isConstructed(next.tag)) {
				if (parents.length === MAX_NESTING) throw damaged(t`nesting too deep`);
				parents.push(next);
			}
			for (let left = isConstructed(next.tag) ? 0 : next.length; left > 0;) {
				await this.need(1);
				const chunk = source.take(Math.min(left, source.available));
				left -= chunk.length;
				yield chunk;
			}
			while (parents.length > 0 && !(await this.hasMore(parents[parents.length - 1]))) parents.pop();
			if (parents.length === 0) return;
		}
	}

	/** Throws `damaged` if anything follows. */
	async expectEnd(): Promise<void> {
		if ((await this.source.fill(1)) > 0) throw damaged(t`trailing bytes`);
	}

	/** Closes the source early. */
	async release(): Promise<void> {
		await this.source.release();
	}
}
