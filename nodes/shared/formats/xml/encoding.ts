import { t } from '../../language';
import { encodingOf as named, ONE_BYTE } from '../encoding/codePages';
import { byteClasses } from './characters';
import { failureOf, XmlError } from './error';

/** An encoding that extends ASCII, with what the reader needs of it. */
export interface XmlEncoding {
	/** As `TextDecoder` names it. */
	name: string;
	decode: (bytes: Uint8Array) => string;
	classes: Uint8Array;
	/** Whether a name has to be checked after it is decoded. */
	isMultiByte: boolean;
}

const cache = new Map<string, XmlEncoding>();

/** @param name a name that `TextDecoder` knows */
function encodingOf(name: string): XmlEncoding {
	const known = cache.get(name);
	if (known) return known;
	const decoder = new TextDecoder(name, { ignoreBOM: true });
	const decode = (bytes: Uint8Array) => decoder.decode(bytes);
	const isMultiByte = name === 'utf-8';
	const classes = byteClasses(isMultiByte ? null : (byte) => decode(Uint8Array.of(byte)));
	const encoding = { name, decode, classes, isMultiByte };
	cache.set(name, encoding);
	return encoding;
}

export const UTF_8 = encodingOf('utf-8');

/** Returns the encoding that a declaration names, or undefined if the reader does not know it. */
export function declaredEncoding(label: string): XmlEncoding | undefined {
	const name = named(label);
	if (name === 'ascii' || name === 'utf-8') return UTF_8;
	return ONE_BYTE.some((one) => one === name) ? encodingOf(name) : undefined;
}

/** The encodings that Russian files come in, the likely ones first. */
export const candidates = (): XmlEncoding[] => [UTF_8, ...ONE_BYTE.map(encodingOf)];

/** Tells whether bytes are UTF-8 and more than ASCII, as text in another encoding hardly ever is. */
export function isWideUtf8(bytes: Uint8Array): boolean {
	const check = new Utf8Check();
	const failure = failureOf(() => {
		check.write(bytes);
		check.end();
	});
	return failure === undefined && check.hasWide;
}

/** The byte order mark at the beginning, if there is one. */
export function byteOrderMark([a, b, c]: Uint8Array): 'utf-16be' | 'utf-16le' | 'utf-8' | undefined {
	if (a === 0xff && b === 0xfe) return 'utf-16le';
	if (a === 0xfe && b === 0xff) return 'utf-16be';
	return a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8' : undefined;
}

/** Checks that a stream is valid UTF-8. */
export class Utf8Check {
	private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

	private rest = new Uint8Array(0);

	/** Whether there were characters of several bytes. */
	hasWide = false;

	/** @throws XmlError for bytes that are not UTF-8 */
	write(chunk: Uint8Array): void {
		let end = chunk.length;
		// A character of up to four bytes may continue in the next chunk. Without `stream`, decoding takes a faster path.
		for (let back = 1; back <= 3 && back <= chunk.length; back++) {
			const byte = chunk[chunk.length - back];
			if (byte < 0x80) break;
			if (byte >= 0xc0) {
				end = chunk.length - back;
				break;
			}
		}
		this.check(
			this.rest.length > 0 ? Buffer.concat([this.rest, chunk.subarray(0, end)]) : chunk.subarray(0, end),
		);
		this.rest = chunk.slice(end);
	}

	end(): void {
		this.check(this.rest);
	}

	private check(bytes: Uint8Array): void {
		const failure = failureOf(() => {
			if (this.decoder.decode(bytes).length < bytes.length) this.hasWide = true;
		});
		if (failure !== undefined) throw new XmlError(t`contains bytes that are not UTF-8`);
	}
}
