import { CHUNK_SIZE, yieldToEventLoop } from '../base/chunks';
import { damaged, GostError } from '../base/errors';
import { Scope } from './scope';

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
/** Maximum nesting; reports stay below 30. */
const MAX_DEPTH = 256;

export interface XmlAttribute {
	/** As written, with its prefix. */
	readonly name: string;
	readonly prefix: string;
	readonly local: string;
	/** Namespace; empty without a prefix. */
	readonly uri: string;
	readonly value: string;
}

export interface XmlElement {
	readonly kind: 'element';
	readonly name: string;
	readonly prefix: string;
	readonly local: string;
	readonly uri: string;
	/** Without namespace declarations. */
	readonly attributes: readonly XmlAttribute[];
	/** Namespace URIs declared here, by prefix; the default namespace has an empty one. */
	readonly declarations: ReadonlyMap<string, string>;
	readonly children: XmlNode[];
	readonly parent: XmlElement | undefined;
	/** Offsets in the text: start tag, content, end tag. */
	readonly start: number;
	readonly contentStart: number;
	contentEnd: number;
	/** Written as `<a/>`. */
	readonly empty: boolean;
}

interface XmlText {
	readonly kind: 'text' | 'comment';
	readonly text: string;
}

interface XmlInstruction {
	readonly kind: 'instruction';
	readonly target: string;
	readonly text: string;
}

export type XmlNode = XmlElement | XmlText | XmlInstruction;

export interface XmlDocument {
	readonly kind: 'document';
	readonly root: XmlElement;
	/** The root, and the comments and instructions around it. */
	readonly children: readonly XmlNode[];
}

/** Joins ranges of a character class. */
const ranges = (...all: string[]) => all.join('');

const START = ranges(
	':',
	'A-Z',
	'_',
	'a-z',
	'\\u00c0-\\u00d6',
	'\\u00d8-\\u00f6',
	'\\u00f8-\\u02ff',
	'\\u0370-\\u037d',
	'\\u037f-\\u1fff',
	'\\u200c',
	'\\u200d',
	'\\u2070-\\u218f',
	'\\u2c00-\\u2fef',
	'\\u3001-\\ud7ff',
	'\\uf900-\\ufdcf',
	'\\ufdf0-\\ufffd',
	'\\u{10000}-\\u{effff}',
);
const NAME = new RegExp(`[${START}][${START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*`, 'uy');
const SPACE = /[ \t\r\n]*/y;
const DECLARATION =
	/<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"(1\.[0-9])"|'(1\.[0-9])')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y;
/** Characters forbidden by XML 1.0, section 2.2, except lone surrogates, which no decoder returns. */
const FORBIDDEN_RANGES = ranges('\\u0000-\\u0008', '\\u000b\\u000c', '\\u000e-\\u001f', '\\ufffe\\uffff');
const FORBIDDEN = new RegExp(`[${FORBIDDEN_RANGES}]`);
const REFERENCE = /&(?:#([0-9]{1,9})|#x([0-9A-Fa-f]{1,8})|(lt|gt|amp|quot|apos));|&/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];
const NO_DECLARATIONS: ReadonlyMap<string, string> = new Map();

/** Also false for NaN, which a bare ampersand produces. */
function isCharacter(code: number): boolean {
	if (!(code <= 0x10ffff) || (code >= 0xd800 && code < 0xe000)) return false;
	return !FORBIDDEN.test(String.fromCodePoint(code));
}

function resolveReference(_whole: string, decimal?: string, hexadecimal?: string, entity?: string): string {
	if (entity !== undefined) return ENTITIES[entity];
	const code = decimal !== undefined ? Number(decimal) : parseInt(hexadecimal ?? '', 16);
	// Other entities need a document type declaration, which is refused.
	if (!isCharacter(code)) throw damaged('invalid reference in an XML document');
	return String.fromCodePoint(code);
}

/** Checks the characters and normalizes line breaks (XML 1.0, section 2.11). */
function normalize(raw: string): string {
	if (FORBIDDEN.test(raw)) throw damaged('character that XML does not allow');
	return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

const resolveReferences = (raw: string): string =>
	raw.includes('&') ? raw.replace(REFERENCE, resolveReference) : raw;

/** Splits a name into prefix and local part (Namespaces in XML 1.0). */
function splitName(name: string): { prefix: string; local: string } {
	const colon = name.indexOf(':');
	if (colon < 0) return { prefix: '', local: name };
	const prefix = name.slice(0, colon);
	const local = name.slice(colon + 1);
	if (prefix === '' || local === '' || local.includes(':') || /^[-.0-9\u00b7]/.test(local)) {
		throw damaged('invalid name in an XML document');
	}
	return { prefix, local };
}

/** Reads a document in steps, each character once. */
class Parser {
	at = 0;

	private readonly scope = new Scope();

	private readonly open: XmlElement[] = [];

	private readonly top: XmlNode[] = [];

	private root: XmlElement | undefined;

	constructor(
		private readonly text: string,
		private readonly within: XmlElement | undefined,
	) {
		this.scope.push('xml', XML_NAMESPACE);
	}

	prolog(): void {
		if (!/^<\?xml[ \t\r\n]/.test(this.text.slice(0, 6))) return;
		DECLARATION.lastIndex = 0;
		const found = DECLARATION.exec(this.text);
		if (!found) throw damaged('invalid XML declaration');
		if ((found[1] ?? found[2]) !== '1.0') throw new GostError('unsupported', 'Unsupported version of XML');
		this.at = DECLARATION.lastIndex;
	}

	/** Reads the next piece of text or markup; returns false at the end. */
	step(): boolean {
		const { text, at } = this;
		if (at >= text.length) return false;
		if (text[at] !== '<') this.characters();
		else if (text.startsWith('</', at)) this.endTag();
		else if (text.startsWith('<!--', at)) this.comment();
		else if (text.startsWith('<?', at)) this.instruction();
		else if (text.startsWith('<![CDATA[', at)) this.section();
		else if (text.startsWith('<!', at)) this.refuseDeclaration();
		else this.startTag();
		return true;
	}

	finish(): XmlDocument {
		if (!this.root || this.open.length > 0) throw damaged('truncated XML document');
		return { kind: 'document', root: this.root, children: this.top };
	}

	private refuseDeclaration(): never {
		if (!this.text.startsWith('<!DOCTYPE', this.at)) throw damaged('invalid markup in an XML document');
		throw new GostError('unsupported', 'Unsupported: an XML document with a DOCTYPE');
	}

	/** Returns the text up to an end mark and moves past it. */
	private upTo(start: number, mark: string): string {
		const end = this.text.indexOf(mark, start);
		if (end < 0) throw damaged('truncated XML document');
		this.at = end + mark.length;
		return this.text.slice(start, end);
	}

	private add(node: XmlNode): void {
		const parent = this.open[this.open.length - 1];
		(parent ? parent.children : this.top).push(node);
	}

	private characters(): void {
		const end = this.text.indexOf('<', this.at);
		const raw = this.text.slice(this.at, end < 0 ? this.text.length : end);
		this.at += raw.length;
		if (this.open.length === 0) {
			if (/[^ \t\r\n]/.test(raw)) throw damaged('text outside the root element of an XML document');
			return;
		}
		if (raw.includes(']]>')) throw damaged('"]]>" in the text of an XML document');
		this.add({ kind: 'text', text: resolveReferences(normalize(raw)) });
	}

	private section(): void {
		if (this.open.length === 0) throw damaged('text outside the root element of an XML document');
		this.add({ kind: 'text', text: normalize(this.upTo(this.at + '<![CDATA['.length, ']]>')) });
	}

	private comment(): void {
		const text = normalize(this.upTo(this.at + '<!--'.length, '-->'));
		if (text.includes('--') || text.endsWith('-')) throw damaged('invalid comment in an XML document');
		this.add({ kind: 'comment', text });
	}

	private instruction(): void {
		const target = this.name(this.at + 2);
		const start = this.space(this.at);
		const isSeparate = start > this.at || this.text.startsWith('?>', start);
		if (target.includes(':') || target.toLowerCase() === 'xml' || !isSeparate) {
			throw damaged('invalid processing instruction in an XML document');
		}
		this.add({ kind: 'instruction', target, text: normalize(this.upTo(start, '?>')) });
	}

	private name(start: number): string {
		NAME.lastIndex = start;
		const found = NAME.exec(this.text);
		if (!found) throw damaged('invalid name in an XML document');
		this.at = NAME.lastIndex;
		return found[0];
	}

	/** Returns the position after white space. */
	private space(start: number): number {
		SPACE.lastIndex = start;
		SPACE.exec(this.text);
		return SPACE.lastIndex;
	}

	private endTag(): void {
		const element = this.open.pop();
		if (!element) throw damaged('end tag without a start tag in an XML document');
		element.contentEnd = this.at;
		const tag = `</${element.name}`;
		const end = this.space(this.at + tag.length);
		if (!this.text.startsWith(tag, this.at) || this.text[end] !== '>') {
			throw damaged('mismatched tags in an XML document');
		}
		this.at = end + 1;
		this.scope.pop(element.declarations.keys());
	}

	private lookUp(prefix: string): string {
		const uri = this.scope.get(prefix);
		if (uri === '' && prefix !== '') throw damaged('prefix without a namespace in an XML document');
		return uri;
	}

	private declare(declarations: Map<string, string>, prefix: string, uri: string): void {
		if (declarations.has(prefix)) throw damaged('repeated attribute in an XML document');
		const reserved = prefix === 'xml' ? uri !== XML_NAMESPACE : uri === XML_NAMESPACE;
		if (prefix === 'xmlns' || uri === XMLNS_NAMESPACE || reserved || (uri === '' && prefix !== '')) {
			throw damaged('invalid namespace in an XML document');
		}
		// Such documents have no canonical form (Canonical XML 1.0, section 1.3).
		if (uri !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri)) {
			throw new GostError('unsupported', 'Unsupported: a relative namespace URI in an XML document');
		}
		declarations.set(prefix, uri);
		this.scope.push(prefix, uri);
	}

	private attributeValue(): string {
		const equals = this.space(this.at);
		if (this.text[equals] !== '=') throw damaged('invalid attribute in an XML document');
		const start = this.space(equals + 1);
		const quote = this.text[start];
		if (quote !== '"' && quote !== "'") throw damaged('invalid attribute in an XML document');
		const raw = this.upTo(start + 1, quote);
		if (raw.includes('<')) throw damaged('invalid attribute in an XML document');
		return resolveReferences(normalize(raw).replace(/[\t\n]/g, ' '));
	}

	private startTag(): void {
		const parent = this.open[this.open.length - 1];
		if (!parent && this.root) throw damaged('XML document with two root elements');
		if (this.open.length === MAX_DEPTH) throw damaged('XML document nested too deeply');
		const start = this.at;
		const name = this.name(start + 1);
		const raw: Array<[string, string]> = [];
		const declarations = new Map<string, string>();
		let end = this.space(this.at);
		for (; this.text[end] !== '>' && !this.text.startsWith('/>', end); end = this.space(this.at)) {
			if (end === this.at) throw damaged('invalid attributes in an XML document');
			const key = this.name(end);
			const value = this.attributeValue();
			if (key === 'xmlns') this.declare(declarations, '', value);
			else if (key.startsWith('xmlns:')) this.declare(declarations, splitName(key).local, value);
			else raw.push([key, value]);
		}
		const empty = this.text[end] === '/';
		this.at = end + (empty ? 2 : 1);
		const names = splitName(name);
		const element: XmlElement = {
			kind: 'element',
			name,
			...names,
			uri: this.lookUp(names.prefix),
			attributes: this.attributes(raw),
			declarations: declarations.size > 0 ? declarations : NO_DECLARATIONS,
			children: [],
			parent: parent ?? this.within,
			start,
			contentStart: this.at,
			contentEnd: this.at,
			empty,
		};
		if (names.prefix === 'xmlns') throw damaged('invalid name in an XML document');
		this.add(element);
		this.root ??= element;
		if (empty) this.scope.pop(element.declarations.keys());
		else this.open.push(element);
	}

	private attributes(raw: ReadonlyArray<readonly [string, string]>): readonly XmlAttribute[] {
		if (raw.length === 0) return NO_ATTRIBUTES;
		const seen = new Set<string>();
		return raw.map(([name, value]) => {
			const { prefix, local } = splitName(name);
			const uri = prefix === '' ? '' : this.lookUp(prefix);
			const key = `${uri} ${local}`;
			if (seen.has(key)) throw damaged('repeated attribute in an XML document');
			seen.add(key);
			return { name, prefix, local, uri, value };
		});
	}
}

/**
 * Parses an XML 1.0 document with namespaces (Namespaces in XML 1.0, third edition), strictly and in linear time,
 * yielding to the event loop every 256 KB. `within` becomes the parent of the root, but its namespaces stay out of
 * scope.
 *
 * Throws `unsupported` for a document type declaration, XML 1.1 and relative namespace URIs; `damaged` for anything
 * that is not well-formed or is nested deeper than 256.
 */
export async function parseXml(text: string, within?: XmlElement): Promise<XmlDocument> {
	const parser = new Parser(text, within);
	parser.prolog();
	let pause = CHUNK_SIZE;
	while (parser.step()) {
		if (parser.at < pause) continue;
		pause = parser.at + CHUNK_SIZE;
		await yieldToEventLoop();
	}
	return parser.finish();
}
