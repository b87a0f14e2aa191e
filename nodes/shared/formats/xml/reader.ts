import { t } from '../../language';
import { FORBIDDEN_BYTE, resolveReferences, splitName, type XmlName } from './characters';
import {
	byteOrderMark,
	candidates,
	declaredEncoding,
	isWideUtf8,
	UTF_8,
	Utf8Check,
	type XmlEncoding,
} from './encoding';
import { XmlError } from './error';
import { Namespaces } from './scope';
import {
	afterReference,
	AMPERSAND,
	ascii,
	COLON,
	GREATER,
	isSame,
	LESS,
	requireDistinct,
	skipSpace,
	SLASH,
	startTag,
	type StartTag,
} from './tag';

/** Maximum nesting; reports stay below 30. */
const MAX_DEPTH = 256;
/** Maximum bytes of a tag, which has to fit into memory. */
const MAX_TAG = 1024 * 1024;
/** Maximum bytes of a text that is wanted. */
const MAX_TEXT = 4096;
/** Attributes of an element that are decoded, and namespaces that one may declare; real files have a dozen. */
const MOST_ATTRIBUTES = 200;
/** Names that are remembered. */
const MOST_NAMES = 4096;
const DECLARATION =
	/^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.[0-9]\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])([A-Za-z][A-Za-z0-9._-]{0,40})\2)?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\4)?[ \t\r\n]*\?>$/;

/** What is wanted of an element and the elements in it. */
export interface Watch {
	/** Returns what is wanted of a child element, or undefined. */
	child: (local: string, uri: string) => Watch | undefined;
	attributes?: (values: ReadonlyMap<string, string>) => void;
	text?: (value: string) => void;
}

export interface XmlRoot extends XmlName {
	uri: string;
	/** By name; those with a prefix belong to another vocabulary and are left out. */
	attributes: ReadonlyMap<string, string>;
}

export interface XmlReaderOptions {
	/** Returns what is wanted of the root element. */
	root: (root: XmlRoot) => Watch | undefined;
	/** Tells whether a root has this name in some format, which shows the encoding of a file that declares another. */
	isRoot?: (local: string) => boolean;
}

type Section = 'cdata' | 'comment' | 'instruction';

const SECTION_ENDS: Readonly<Record<Section, string>> = { cdata: ']]>', comment: '-->', instruction: '?>' };

const localOf = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Reads an XML 1.0 document from a stream, strictly: well-formed, with namespaces, without a document type declaration.
 * Memory stays flat whatever the size, because nothing is kept but the open elements and a part of a tag. Works on
 * bytes, and decodes only what is wanted.
 */
export class XmlReader {
	/** The encoding of the content; another than declared if the root shows it. */
	encoding: XmlEncoding = UTF_8;

	/** As in the declaration. */
	declared: string | undefined;

	mark: 'utf-16be' | 'utf-16le' | 'utf-8' | undefined;

	private parts: Uint8Array[] = [];

	private held = 0;

	/** Bytes to hold before the next attempt, so that a long tag is not read again for every chunk. */
	private needed = 64;

	private bytes: Uint8Array = new Uint8Array(0);

	private at = 0;

	private isLast = false;

	private begun = false;

	private section: Section | undefined;

	private hasRoot = false;

	private depth = 0;

	/** The names of the open elements, one after the other, and where they end. */
	private names: Uint8Array = new Uint8Array(1024);

	private readonly nameEnds: number[] = [0];

	private readonly watches: Array<Watch | undefined> = [];

	private readonly declarations: Array<string[] | undefined> = [];

	private text: Uint8Array[] | undefined;

	private textLength = 0;

	private readonly namespaces = new Namespaces();

	private readonly knownNames = new Map<string, XmlName>();

	private transcoder: InstanceType<typeof TextDecoder> | undefined;

	private utf8: Utf8Check | undefined;

	constructor(private readonly options: XmlReaderOptions) {}

	/** @throws XmlError */
	write(chunk: Uint8Array): void {
		this.feed(this.transcoder ? Buffer.from(this.transcoder.decode(chunk, { stream: true })) : chunk);
	}

	/** @throws XmlError also for a document that ends too early */
	end(): void {
		this.isLast = true;
		this.feed(this.transcoder ? Buffer.from(this.transcoder.decode()) : new Uint8Array(0));
		this.utf8?.end();
		if (!this.hasRoot) throw new XmlError(t`has no root element`);
		if (this.depth > 0 || this.section) throw new XmlError(t`ends in the middle; it is incomplete`);
	}

	private feed(chunk: Uint8Array): void {
		if (chunk.length > 0) {
			this.utf8?.write(chunk);
			const waits = this.held + chunk.length < this.needed && !this.isLast;
			// The memory of a chunk may be reused after this call.
			this.parts.push(waits ? new Uint8Array(chunk) : chunk);
			this.held += chunk.length;
			if (waits) return;
		} else if (!this.isLast) return;
		this.bytes = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
		this.at = 0;
		if (this.begun || this.begin()) while (this.at < this.bytes.length && this.step());
		const rest = new Uint8Array(this.bytes.subarray(this.at));
		if (this.isLast && rest.length > 0) throw new XmlError(t`ends in the middle; it is incomplete`);
		if (rest.length > MAX_TAG) throw new XmlError(t`has a tag of more than 1 MB`);
		this.parts = rest.length > 0 ? [rest] : [];
		this.held = rest.length;
		this.needed = Math.max(64, 2 * rest.length);
	}

	/** Reads the mark and the declaration. @returns whether there were enough bytes */
	private begin(): boolean {
		const { bytes } = this;
		if (!this.transcoder) this.mark = byteOrderMark(bytes);
		const [a, b, c, d] = bytes;
		const bare =
			a === 0x3c && b === 0 && d === 0 ? 'utf-16le' : a === 0 && b === 0x3c && c === 0 ? 'utf-16be' : '';
		const wide = this.mark === 'utf-8' ? '' : (this.mark ?? bare);
		if (wide !== '' && !this.transcoder) {
			this.mark = wide as 'utf-16be' | 'utf-16le';
			this.transcoder = new TextDecoder(wide, { ignoreBOM: true });
			this.bytes = Buffer.from(this.transcoder.decode(bytes, { stream: !this.isLast }));
		}
		const start = byteOrderMark(this.bytes) === 'utf-8' ? 3 : 0;
		if (/^<\?xml[ \t\r\n]/.test(ascii(this.bytes, start, Math.min(start + 6, this.bytes.length)))) {
			const end = this.bytes.indexOf(GREATER, start);
			if (end < 0 && this.bytes.length < 1024 && !this.isLast) return this.takeBack();
			const found = DECLARATION.exec(ascii(this.bytes, start, Math.min(end + 1, start + 1024)));
			if (!found) throw new XmlError(t`has a malformed first line (<?xml …?>)`);
			this.declared = found[3] as string | undefined;
			this.at = end + 1;
		} else this.at = start;
		if (this.declared !== undefined && !this.transcoder) {
			const encoding = declaredEncoding(this.declared);
			if (!encoding && !this.options.isRoot)
				throw new XmlError(t`declares the unknown encoding ${this.declared}`);
			this.encoding = encoding ?? UTF_8;
		}
		this.begun = true;
		return true;
	}

	/** Before the declaration is complete, decoded bytes must not be decoded again. */
	private takeBack(): boolean {
		this.at = 0;
		return false;
	}

	/** Reads the next piece. @returns whether there were enough bytes */
	private step(): boolean {
		if (this.section) return this.inSection(this.section);
		const { bytes, at } = this;
		if (bytes[at] !== LESS) return this.characters();
		if (at + 1 >= bytes.length) return false;
		switch (bytes[at + 1]) {
			case SLASH:
				return this.endTag();
			case 0x3f:
				return this.instruction();
			case 0x21:
				return this.markup();
			default:
				return this.startTag();
		}
	}

	private characters(): boolean {
		const { bytes, isLast } = this;
		const { classes } = this.encoding;
		if (this.depth === 0) {
			this.at = skipSpace(bytes, classes, this.at);
			if (this.at < bytes.length && bytes[this.at] !== LESS) {
				throw new XmlError(
					this.hasRoot ? t`has text after its last element` : t`does not begin with an XML element`,
				);
			}
			return true;
		}
		const start = this.at;
		let at = start;
		for (; at < bytes.length; at++) {
			const byte = bytes[at];
			if (byte === LESS) break;
			if (byte === AMPERSAND) {
				const end = afterReference(bytes, at, isLast);
				if (end < 0) break;
				at = end - 1;
			} else if (byte === 0x5d && bytes[at + 1] === 0x5d) {
				if (at + 2 >= bytes.length && !isLast) break;
				if (bytes[at + 2] === GREATER) throw new XmlError(t`has "]]>" in its text`);
			} else if (byte === 0x5d && at + 1 >= bytes.length && !isLast) break;
			else if ((classes[byte] & FORBIDDEN_BYTE) !== 0) throw new XmlError(t`contains a control character`);
		}
		this.keep(start, at, false);
		this.at = at;
		return at > start;
	}

	/** Keeps text that is wanted; references in it are whole. */
	private keep(from: number, to: number, isCdata: boolean): void {
		const { text } = this;
		if (!text || from === to || this.textLength > MAX_TEXT) return;
		const raw = new Uint8Array(this.bytes.subarray(from, Math.min(to, from + MAX_TEXT)));
		this.textLength += raw.length;
		// In a CDATA section, an ampersand is only itself.
		text.push(isCdata ? Buffer.from(ascii(raw, 0, raw.length).replaceAll('&', '&amp;'), 'latin1') : raw);
	}

	private markup(): boolean {
		const { bytes, at, isLast } = this;
		const head = ascii(bytes, at, Math.min(at + 9, bytes.length));
		if (head.startsWith('<!--')) return this.enter('comment', 4);
		if (head === '<![CDATA[') {
			if (this.depth === 0) throw new XmlError(t`has text outside its root element`);
			return this.enter('cdata', 9);
		}
		if (head.length < 9 && !isLast) return false;
		throw new XmlError(
			head.startsWith('<!DOCTYPE')
				? t`has a document type declaration (DOCTYPE), which no authority accepts`
				: t`has malformed markup that begins with "<!"`,
		);
	}

	private instruction(): boolean {
		const { bytes, at } = this;
		const head = ascii(bytes, at, Math.min(at + 6, bytes.length));
		if (head.length < 6 && !this.isLast) return false;
		if (/^<\?xml[^\w.:-]/i.test(head))
			throw new XmlError(t`has an XML declaration that is not at its beginning`);
		if (/^<\?[\s?>]/.test(head)) throw new XmlError(t`has a malformed processing instruction`);
		return this.enter('instruction', 2);
	}

	private enter(section: Section, length: number): boolean {
		this.section = section;
		this.at += length;
		return true;
	}

	private inSection(section: Section): boolean {
		const { bytes, at } = this;
		const mark = SECTION_ENDS[section];
		const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
		// Two hyphens end a comment, or are an error.
		const found = view.indexOf(section === 'comment' ? '--' : mark, at, 'latin1');
		const end = found < 0 ? Math.max(at, bytes.length - mark.length + 1) : found;
		this.requireAllowed(at, end);
		if (section === 'cdata') this.keep(at, end, true);
		this.at = end;
		if (found < 0) return false;
		if (section === 'comment' && found + 2 >= bytes.length) return false;
		if (section === 'comment' && bytes[found + 2] !== GREATER) throw new XmlError(t`has "--" in a comment`);
		this.section = undefined;
		this.at = found + mark.length;
		return true;
	}

	private requireAllowed(from: number, to: number): void {
		const { bytes } = this;
		const { classes } = this.encoding;
		for (let at = from; at < to; at++) {
			if ((classes[bytes[at]] & FORBIDDEN_BYTE) !== 0) throw new XmlError(t`contains a control character`);
		}
	}

	private startTag(): boolean {
		const { bytes } = this;
		if (!this.hasRoot && !this.settleEncoding()) return false;
		const tag = startTag(bytes, this.encoding.classes, this.at);
		if (!tag) return false;
		if (this.depth === 0 && this.hasRoot) throw new XmlError(t`has two root elements`);
		if (this.depth === MAX_DEPTH) throw new XmlError(t`has elements nested deeper than ${MAX_DEPTH}`);
		const { ranges } = tag;
		requireDistinct(bytes, ranges);
		const declared = this.declare(ranges);
		for (let index = 2; index < ranges.length; index += 4) {
			this.requireName(ranges[index], ranges[index + 1]);
		}
		this.requireName(ranges[0], ranges[1]);
		const watch = this.watch(tag);
		this.at = tag.end;
		this.text = undefined;
		if (tag.isEmpty) {
			watch?.text?.('');
			if (declared) this.namespaces.forget(declared);
			return true;
		}
		this.pushName(ranges[0], ranges[1]);
		this.watches.push(watch);
		this.declarations.push(declared);
		this.depth += 1;
		this.text = watch?.text ? [] : undefined;
		this.textLength = 0;
		return true;
	}

	private pushName(from: number, to: number): void {
		const start = this.nameEnds[this.depth];
		const end = start + to - from;
		if (end > this.names.length) {
			const larger = new Uint8Array(2 * end);
			larger.set(this.names);
			this.names = larger;
		}
		for (let index = 0; index < to - from; index++) this.names[start + index] = this.bytes[from + index];
		this.nameEnds.push(end);
	}

	private endTag(): boolean {
		const { bytes, at } = this;
		const { names, depth, nameEnds } = this;
		if (depth === 0) throw new XmlError(t`closes an element that it does not open`);
		const [from, to] = [nameEnds[depth - 1], nameEnds[depth]];
		const nameEnd = at + 2 + to - from;
		const end = skipSpace(bytes, this.encoding.classes, Math.min(nameEnd, bytes.length));
		if (end >= bytes.length && !this.isLast) return false;
		if (bytes[end] !== GREATER || !isSame(bytes, at + 2, nameEnd, names, from, to)) {
			const name = this.encoding.decode(names.subarray(from, Math.min(to, from + 100)));
			throw new XmlError(t`does not close the element "${name}" where it should`);
		}
		const watch = this.watches.pop();
		if (this.text && watch?.text) {
			watch.text(this.resolved(this.encoding.decode(Buffer.concat(this.text)), this.textLength).trim());
		}
		this.text = undefined;
		nameEnds.pop();
		const declared = this.declarations.pop();
		if (declared) this.namespaces.forget(declared);
		this.depth -= 1;
		this.at = end + 1;
		return true;
	}

	/** Rejects an invalid name. */
	private requireName(from: number, to: number): void {
		const { bytes, encoding } = this;
		let isPlain = true;
		for (let at = from; at < to && isPlain; at++) {
			isPlain = bytes[at] !== COLON && (bytes[at] < 0x80 || !encoding.isMultiByte);
		}
		if (isPlain) return;
		const { prefix } = this.nameOf(from, to);
		if (prefix !== '' && prefix !== 'xmlns') this.namespaces.lookUp(prefix);
	}

	/** Names repeat, so each is decoded and checked once. */
	private nameOf(from: number, to: number): XmlName {
		const raw = ascii(this.bytes, from, to);
		const known = this.knownNames.get(raw);
		if (known) return known;
		const name = splitName(this.encoding.decode(this.bytes.subarray(from, to)));
		if (this.knownNames.size === MOST_NAMES) this.knownNames.clear();
		this.knownNames.set(raw, name);
		return name;
	}

	private valueOf(from: number, to: number): string {
		const raw = this.encoding.decode(this.bytes.subarray(from, Math.min(to, from + MAX_TEXT)));
		return this.resolved(raw.replace(/\r\n?|[\t\n]/g, ' '), to - from);
	}

	/** Resolves the references of a text; one that was cut may end inside a reference. */
	private resolved(raw: string, length: number): string {
		return resolveReferences(length >= MAX_TEXT ? raw.replace(/&[^;]{0,12}$/, '') : raw);
	}

	/** Declares the namespaces of a start tag. @returns their prefixes, or undefined */
	private declare(ranges: readonly number[]): string[] | undefined {
		let declared: string[] | undefined;
		for (let index = 2; index < ranges.length; index += 4) {
			const [from, to] = [ranges[index], ranges[index + 1]];
			if (this.bytes[from] !== 0x78 || ascii(this.bytes, from, Math.min(from + 5, to)) !== 'xmlns') continue;
			const { prefix, local } = this.nameOf(from, to);
			if (prefix !== 'xmlns' && local !== 'xmlns') continue;
			const name = prefix === 'xmlns' ? local : '';
			this.namespaces.declare(name, this.valueOf(ranges[index + 2], ranges[index + 3]));
			declared ??= [];
			if (declared.push(name) > MOST_ATTRIBUTES) throw new XmlError(t`declares too many namespaces`);
		}
		return declared;
	}

	private attributes(ranges: readonly number[]): Map<string, string> {
		const values = new Map<string, string>();
		for (let index = 2; index < ranges.length; index += 4) {
			const { prefix, local } = this.nameOf(ranges[index], ranges[index + 1]);
			// A prefix makes an attribute one of another vocabulary (Namespaces in XML 1.0, section 6.3).
			if (prefix !== '' || local === 'xmlns') continue;
			if (values.size === MOST_ATTRIBUTES) break;
			values.set(local, this.valueOf(ranges[index + 2], ranges[index + 3]));
		}
		return values;
	}

	/** Passes an element to whoever wants it. @returns what is wanted of the elements in it */
	private watch({ ranges }: StartTag): Watch | undefined {
		if (!this.hasRoot) {
			this.hasRoot = true;
			const name = this.nameOf(ranges[0], ranges[1]);
			return this.options.root({
				...name,
				uri: this.namespaces.lookUp(name.prefix),
				attributes: this.attributes(ranges),
			});
		}
		const parent = this.watches.at(-1);
		if (!parent) return undefined;
		const { prefix, local } = this.nameOf(ranges[0], ranges[1]);
		const watch = parent.child(local, this.namespaces.lookUp(prefix));
		watch?.attributes?.(this.attributes(ranges));
		return watch;
	}

	/** Finds the encoding by the name of the root. @returns whether there were enough bytes */
	private settleEncoding(): boolean {
		const { bytes, at, transcoder } = this;
		let end = at + 1;
		while (end < bytes.length && bytes[end] > 0x20 && bytes[end] !== SLASH && bytes[end] !== GREATER)
			end += 1;
		if (end >= bytes.length && !this.isLast) return false;
		const raw = bytes.subarray(at + 1, end);
		const { isRoot } = this.options;
		const fits = ({ decode }: XmlEncoding) => isRoot?.(localOf(decode(raw))) ?? false;
		if (isRoot && !transcoder && !fits(this.encoding)) {
			this.encoding = candidates().find(fits) ?? (isWideUtf8(raw) ? UTF_8 : this.encoding);
		}
		if (this.encoding.isMultiByte && !transcoder && !this.utf8) {
			this.utf8 = new Utf8Check();
			this.utf8.write(bytes.subarray(at));
		}
		return true;
	}
}
