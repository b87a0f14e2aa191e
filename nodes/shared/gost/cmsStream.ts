import { attempt } from './attempt';
import { readAlgorithm } from './certificate';
import { readSignedData, reportSigners, type SignatureReport, type VerifyOptions } from './cmsVerify';
import { Asn1, damaged, TAG } from './der';
import { oid, sequence, tagged } from './derWrite';
import { GostError, unsupported } from './errors';
import { createHash, type Hash, type HashName } from './hash';
import { digestByOid, OID } from './oids';
import { stretches, type Content } from './stream';

export interface StreamVerifyOptions extends Omit<VerifyOptions, 'content'> {
	/** Gets the content piece by piece, before it is known whether the signature fits. */
	readonly onContent?: (chunk: Uint8Array) => void | Promise<void>;
}

/** What comes before the content (algorithms) and after it (certificates, signatures): more is refused. */
const MAX_AROUND = 4 * 1024 * 1024;
const MAX_NESTING = 16;

interface Header {
	readonly tag: number;
	/** -1 for the indefinite form. */
	readonly length: number;
	/** Bytes of tag and length. */
	readonly size: number;
	/** Where the element ends in the stream; undefined for the indefinite form. */
	readonly end: number | undefined;
}

/** Bytes of a stream, taken by count. */
class ByteSource {
	private buffer: Uint8Array = new Uint8Array(0);
	/** Bytes taken so far. */
	position = 0;

	private constructor(private readonly chunks: AsyncIterator<Uint8Array>) {}

	static of(input: Content): ByteSource {
		return new ByteSource(stretches(input));
	}

	/** Makes at least `count` bytes available, or as many as there are. */
	private async fill(count: number): Promise<void> {
		while (this.buffer.length < count) {
			const next = await this.chunks.next();
			if (next.done) return;
			this.buffer = this.buffer.length === 0 ? next.value : Buffer.concat([this.buffer, next.value]);
		}
	}

	async take(count: number): Promise<Uint8Array> {
		if (count > MAX_AROUND) throw damaged('a message with parts that are too long');
		await this.fill(count);
		if (this.buffer.length < count) throw damaged('a message is cut off');
		const result = this.buffer.subarray(0, count);
		this.buffer = this.buffer.subarray(count);
		this.position += count;
		return result;
	}

	/** The next bytes, at most `limit` of them, as they come. */
	async some(limit: number): Promise<Uint8Array> {
		await this.fill(1);
		if (this.buffer.length === 0) throw damaged('a message is cut off');
		return await this.take(Math.min(limit, this.buffer.length));
	}

	async rest(): Promise<Uint8Array> {
		await this.fill(MAX_AROUND + 1);
		return await this.take(this.buffer.length);
	}

	async header(): Promise<Header> {
		const [tag, first] = await this.take(2);
		if ((tag & 0x1f) === 0x1f) throw damaged('a tag number that no format here uses');
		if (first < 0x80) return { tag, length: first, size: 2, end: this.position + first };
		if (first === 0x80) return { tag, length: -1, size: 2, end: undefined };
		if (first > 0x86) throw damaged('a length that does not fit');
		let length = 0;
		for (const byte of await this.take(first & 0x7f)) length = length * 256 + byte;
		return { tag, length, size: 2 + (first & 0x7f), end: this.position + length };
	}

	async open(tag: number): Promise<Header> {
		const header = await this.header();
		if (header.tag !== tag)
			throw damaged(`tag ${header.tag.toString(16)} where ${tag.toString(16)} is expected`);
		return header;
	}

	/** A whole short element of definite length, put together again. */
	async element(tag: number): Promise<Asn1> {
		const { length } = await this.open(tag);
		if (length < 0 || length > 0xffff) throw damaged('the head of a message');
		const head = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
		return Asn1.parse(Buffer.concat([Uint8Array.from(head), await this.take(length)]));
	}

	/** Makes sure that an element ends here; takes its end marker if it has one. */
	async close(header: Header): Promise<void> {
		if (header.end === undefined) {
			const [tag, length] = await this.take(2);
			if (tag !== 0 || length !== 0) throw damaged('an end marker is missing');
		} else if (header.end !== this.position) {
			throw damaged('an element of another length than its content');
		}
	}
}

/** The pieces of an OCTET STRING, primitive or chunked, however long. */
async function* octets(source: ByteSource): AsyncGenerator<Uint8Array> {
	// What is left of each open chunked string; Infinity for the indefinite form.
	const open: number[] = [];
	const spend = (count: number): void => {
		for (let i = 0; i < open.length; i++) {
			open[i] -= count;
			if (open[i] < 0) throw damaged('an element is longer than the data');
		}
	};
	do {
		const header = await source.header();
		spend(header.size);
		if (header.tag === 0 && header.length === 0 && open[open.length - 1] === Infinity) {
			open.pop();
		} else if (header.tag === (TAG.octetString | 0x20)) {
			if (open.length === MAX_NESTING) throw damaged('nested too deeply');
			open.push(header.length < 0 ? Infinity : header.length);
		} else if (header.tag === TAG.octetString && header.length >= 0) {
			for (let left = header.length; left > 0;) {
				const part = await source.some(left);
				left -= part.length;
				yield part;
			}
			spend(header.length);
		} else {
			throw damaged('a piece of a string is no string');
		}
		while (open[open.length - 1] === 0) open.pop();
	} while (open.length > 0);
}

function hashes(algorithms: Asn1): Map<HashName, Hash> {
	const found = new Map<HashName, Hash>();
	for (const item of algorithms.children()) {
		const name = attempt(() => digestByOid(readAlgorithm(item).oid));
		if (name.ok) found.set(name.value, createHash(name.value));
	}
	return found;
}

/** Checks where nested elements end, the outermost first, and gives the bytes of their end markers. */
function checkEnds(headers: readonly Header[], position: number): number {
	let markers = 0;
	for (const { end } of headers) {
		if (end === undefined) markers += 2;
		else if (end !== position - markers) throw damaged('an element of another length than its content');
	}
	return markers;
}

/**
 * Verifies an attached signature that comes as a stream (DER or BER), without holding its content; the report
 * has no `content`, `onContent` gets it. Otherwise as `verifySignature`.
 */
export async function verifyAttachedStream(
	input: Content,
	options: StreamVerifyOptions = {},
): Promise<SignatureReport> {
	const source = ByteSource.of(input);
	const outer = [await source.open(TAG.sequence)];
	const type = (await source.element(TAG.oid)).oid();
	if (type !== OID.signedData) throw unsupported('kind of message', type);
	outer.push(await source.open(0xa0), await source.open(TAG.sequence));
	const version = await source.element(TAG.integer);
	const algorithms = await source.element(TAG.set);
	const encapsulated = await source.open(TAG.sequence);
	const contentType = (await source.element(TAG.oid)).oid();
	const inner = source.position === encapsulated.end ? undefined : await source.header();
	if (inner?.tag !== 0xa0) throw new GostError('bad-argument', 'The message has no content inside');
	const states = hashes(algorithms);
	for await (const part of octets(source)) {
		for (const state of states.values()) state.update(part);
		await options.onContent?.(part);
	}
	await source.close(inner);
	await source.close(encapsulated);
	const rest = await source.rest();
	const end = rest.length - checkEnds(outer, source.position);
	if (end < 0 || rest.subarray(end).some((byte) => byte !== 0)) throw damaged('an end marker is missing');
	// The message without its content is a detached one.
	const signedData = sequence(
		version.bytes,
		algorithms.bytes,
		sequence(oid(contentType)),
		rest.subarray(0, end),
	);
	const data = readSignedData(sequence(oid(OID.signedData), tagged(0, signedData)));
	const digests = new Map([...states].map(([name, state]) => [name, state.digest()]));
	const signers = await reportSigners(data, options, async () => await Promise.resolve(digests));
	return {
		valid: signers.length > 0 && signers.every((signer) => signer.valid),
		attached: true,
		content: undefined,
		signers,
	};
}
