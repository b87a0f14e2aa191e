import { t } from '../../language';
import { Turn } from '../base/chunks';
import { damaged, GostError } from '../base/errors';
import { Scope } from './scope';

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
/** Maximum nesting; reports stay below 30. */
const MAX_DEPTH = 256;
/** Maximum number of attributes and namespaces of an element; reports stay below 50. */
const MAX_ATTRIBUTES = 8192;
/** Maximum length of a start tag, a comment or an instruction, which are read without a turn of the event loop. */
const MAX_MARKUP = 512 * 1024;
/** Maximum length of a namespace URI, which a canonical form may repeat at every element. */
const MAX_NAMESPACE = 4096;
/** Maximum number of names that are kept. */
const MAX_NAMES = 1000;
/** Characters of text that are read at once. */
const PIECE = 64 * 1024;
/** Maximum length of a reference, `&#x12345678;`. */
const MAX_REFERENCE = 12;
/** Characters that are read between looks at the clock; every piece of text or markup counts as at least `MIN_COST`. */
const PAUSE = 16 * 1024;
const MIN_COST = 1024;

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
const NUMBER = /^#(?:([0-9]{1,9})|x([0-9A-Fa-f]{1,8}))$/;
const ENTITIES: ReadonlyMap<string, string> = new Map([
	['lt', '<'],
	['gt', '>'],
	['amp', '&'],
	['quot', '"'],
	['apos', "'"],
]);

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];
const NO_CHILDREN: XmlNode[] = [];
const NO_DECLARATIONS: ReadonlyMap<string, string> = new Map();

/** Also false for NaN, which a name that is no number produces. */
function isCharacter(code: number): boolean {
	if (!(code <= 0x10ffff) || (code >= 0xd800 && code < 0xe000)) return false;
	return !FORBIDDEN.test(String.fromCodePoint(code));
}

function resolveReference(name: string): string {
	const entity = ENTITIES.get(name);
	if (entity !== undefined) return entity;
	const [, decimal, hexadecimal] = NUMBER.exec(name) ?? [];
	const code = decimal !== undefined ? Number(decimal) : parseInt(hexadecimal ?? '', 16);
	// Other entities need a document type declaration, which is refused.
	if (!isCharacter(code)) throw damaged(t`invalid reference in an XML document`);
	return String.fromCodePoint(code);
}

/** Checks the characters and normalizes line breaks (XML 1.0, section 2.11). */
function normalize(raw: string): string {
	if (FORBIDDEN.test(raw)) throw damaged(t`character that XML does not allow`);
	return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

/** Not by `replace`, which would find all references before it resolves the first, even in a text full of them. */
function resolveReferences(raw: string): string {
	let at = raw.indexOf('&');
	if (at < 0) return raw;
	const parts: string[] = [];
	let from = 0;
	for (; at >= 0; at = raw.indexOf('&', from)) {
		const end = raw.slice(at, at + MAX_REFERENCE).indexOf(';');
		parts.push(raw.slice(from, at), resolveReference(raw.slice(at + 1, at + Math.max(end, 1))));
		from = at + end + 1;
	}
	return parts.join('') + raw.slice(from);
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

interface Name {
	readonly name: string;
	readonly prefix: string;
	readonly local: string;
}

/** Splits a name into prefix and local part (Namespaces in XML 1.0). */
function splitName(name: string): Name {
	const colon = name.indexOf(':');
	if (colon < 0) return { name, prefix: '', local: name };
	const prefix = name.slice(0, colon);
	const local = name.slice(colon + 1);
	if (prefix === '' || local === '' || local.includes(':') || /^[-.0-9\u00b7]/.test(local)) {
		throw damaged(t`invalid name in an XML document`);
	}
	return { name, prefix, local };
}

/** Reads a document in steps, each character once. */
class Parser {
	at = 0;

	private readonly scope = new Scope();

	private readonly open: XmlElement[] = [];

	private readonly top: XmlNode[] = [];

	private root: XmlElement | undefined;

	/** Where the text ends that is being read in pieces: at the next markup, or at the end of a CDATA section. */
	private textEnd = 0;

	private sectionEnd = 0;

	/** Names of elements, which repeat: one string for all of them. */
	private readonly names = new Map<string, Name>();

	constructor(
		private readonly text: string,
		private readonly within: XmlElement | undefined,
		private readonly visit: ((element: XmlElement) => void) | undefined,
	) {
		this.scope.push('xml', XML_NAMESPACE);
	}

	prolog(): void {
		if (!/^<\?xml[ \t\r\n]/.test(this.text.slice(0, 6))) return;
		DECLARATION.lastIndex = 0;
		const found = DECLARATION.exec(this.text);
		if (!found) throw damaged(t`invalid XML declaration`);
		if ((found[1] ?? found[2]) !== '1.0') throw new GostError('unsupported', t`Unsupported version of XML`);
		this.at = DECLARATION.lastIndex;
	}

	/** Reads the next piece of text or markup; returns false at the end. */
	step(): boolean {
		const { text, at } = this;
		if (at >= text.length) return false;
		if (at < this.sectionEnd) this.sectionPiece();
		else if (text[at] !== '<') this.characters();
		else if (text.startsWith('</', at)) this.endTag();
		else if (text.startsWith('<!--', at)) this.comment();
		else if (text.startsWith('<?', at)) this.instruction();
		else if (text.startsWith('<![CDATA[', at)) this.section();
		else if (text.startsWith('<!', at)) this.refuseDeclaration();
		else this.startTag();
		return true;
	}

	finish(): XmlDocument {
		if (!this.root || this.open.length > 0) throw damaged(t`truncated XML document`);
		return { kind: 'document', root: this.root, children: this.top };
	}

	private refuseDeclaration(): never {
		if (!this.text.startsWith('<!DOCTYPE', this.at)) throw damaged(t`invalid markup in an XML document`);
		throw new GostError('unsupported', t`Unsupported: an XML document with a DOCTYPE`);
	}

	/** Returns the text up to an end mark and moves past it. */
	private upTo(start: number, mark: string): string {
		const end = this.text.indexOf(mark, start);
		if (end < 0) throw damaged(t`truncated XML document`);
		if (end - start > MAX_MARKUP) throw damaged(t`markup too long in an XML document`);
		this.at = end + mark.length;
		return this.text.slice(start, end);
	}

	private add(node: XmlNode): void {
		const parent = this.open[this.open.length - 1];
		(parent ? parent.children : this.top).push(node);
	}

	/** Returns the next piece of text before `end` and moves past it. References and line breaks stay whole. */
	private piece(end: number): string {
		const start = this.at;
		let cut = Math.min(end, start + PIECE);
		if (cut < end) {
			const reference = this.text.slice(cut - MAX_REFERENCE, cut).lastIndexOf('&');
			if (reference >= 0) cut -= MAX_REFERENCE - reference;
			if (this.text[cut - 1] === '\r') cut--;
		}
		this.at = cut;
		return this.text.slice(start, cut);
	}

	private characters(): void {
		if (this.textEnd <= this.at) {
			const next = this.text.indexOf('<', this.at);
			this.textEnd = next < 0 ? this.text.length : next;
		}
		const raw = this.piece(this.textEnd);
		if (this.open.length === 0) {
			if (/[^ \t\r\n]/.test(raw)) throw damaged(t`text outside the root element of an XML document`);
			return;
		}
		const end = raw.endsWith(']') ? this.text.slice(this.at - 2, this.at + 2) : '';
		if (raw.includes(']]>') || end.includes(']]>')) throw damaged(t`"]]>" in the text of an XML document`);
		this.add({ kind: 'text', text: resolveReferences(normalize(raw)) });
	}

	private section(): void {
		if (this.open.length === 0) throw damaged(t`text outside the root element of an XML document`);
		this.at += '<![CDATA['.length;
		const end = this.text.indexOf(']]>', this.at);
		if (end < 0) throw damaged(t`truncated XML document`);
		this.sectionEnd = end + ']]>'.length;
		this.textEnd = end;
	}

	private sectionPiece(): void {
		if (this.at < this.textEnd) this.add({ kind: 'text', text: normalize(this.piece(this.textEnd)) });
		else this.at = this.sectionEnd;
	}

	private comment(): void {
		const text = normalize(this.upTo(this.at + '<!--'.length, '-->'));
		if (text.includes('--') || text.endsWith('-')) throw damaged(t`invalid comment in an XML document`);
		this.add({ kind: 'comment', text });
	}

	private instruction(): void {
		const target = this.name(this.at + 2);
		const start = this.space(this.at);
		const isSeparate = start > this.at || this.text.startsWith('?>', start);
		if (target.includes(':') || target.toLowerCase() === 'xml' || !isSeparate) {
			throw damaged(t`invalid processing instruction in an XML document`);
		}
		this.add({ kind: 'instruction', target, text: normalize(this.upTo(start, '?>')) });
	}

	private name(start: number): string {
		NAME.lastIndex = start;
		if (!NAME.test(this.text)) throw damaged(t`invalid name in an XML document`);
		this.at = NAME.lastIndex;
		return this.text.slice(start, this.at);
	}

	/** Returns the position after white space. */
	private space(start: number): number {
		if (!isSpace(this.text.charCodeAt(start))) return start;
		SPACE.lastIndex = start;
		SPACE.test(this.text);
		return SPACE.lastIndex;
	}

	private endTag(): void {
		const element = this.open.pop();
		if (!element) throw damaged(t`end tag without a start tag in an XML document`);
		element.contentEnd = this.at;
		const nameAt = this.at + 2;
		const end = this.space(nameAt + element.name.length);
		if (!this.text.startsWith(element.name, nameAt) || this.text[end] !== '>') {
			throw damaged(t`mismatched tags in an XML document`);
		}
		this.at = end + 1;
		this.scope.pop(element.declarations.keys());
	}

	private lookUp(prefix: string): string {
		const uri = this.scope.get(prefix);
		if (uri === '' && prefix !== '') throw damaged(t`prefix without a namespace in an XML document`);
		return uri;
	}

	private declare(declarations: Map<string, string>, prefix: string, uri: string): void {
		if (declarations.has(prefix)) throw damaged(t`repeated attribute in an XML document`);
		const reserved = prefix === 'xml' ? uri !== XML_NAMESPACE : uri === XML_NAMESPACE;
		if (prefix === 'xmlns' || uri === XMLNS_NAMESPACE || reserved || (uri === '' && prefix !== '')) {
			throw damaged(t`invalid namespace in an XML document`);
		}
		if (uri.length > MAX_NAMESPACE) throw damaged(t`namespace too long in an XML document`);
		// Such documents have no canonical form (Canonical XML 1.0, section 1.3).
		if (uri !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri)) {
			throw new GostError('unsupported', t`Unsupported: a relative namespace URI in an XML document`);
		}
		declarations.set(prefix, uri);
		this.scope.push(prefix, uri);
	}

	private attributeValue(): string {
		const equals = this.space(this.at);
		if (this.text[equals] !== '=') throw damaged(t`invalid attribute in an XML document`);
		const start = this.space(equals + 1);
		const quote = this.text[start];
		if (quote !== '"' && quote !== "'") throw damaged(t`invalid attribute in an XML document`);
		const raw = this.upTo(start + 1, quote);
		if (raw.includes('<')) throw damaged(t`invalid attribute in an XML document`);
		if (FORBIDDEN.test(raw)) throw damaged(t`character that XML does not allow`);
		// White space of any kind is a space (XML 1.0, section 3.3.3).
		return resolveReferences(raw.replace(/\r\n?|[\t\n]/g, ' '));
	}

	private startTag(): void {
		const parent = this.open[this.open.length - 1];
		if (!parent && this.root) throw damaged(t`XML document with two root elements`);
		if (this.open.length === MAX_DEPTH) throw damaged(t`XML document nested too deeply`);
		const start = this.at;
		const written = this.name(start + 1);
		let raw: Array<[string, string]> | undefined;
		let declarations: Map<string, string> | undefined;
		let end = this.space(this.at);
		for (let count = 1; this.text[end] !== '>' && !this.text.startsWith('/>', end); count++) {
			if (end === this.at) throw damaged(t`invalid attributes in an XML document`);
			if (count > MAX_ATTRIBUTES || end - start > MAX_MARKUP)
				throw damaged(t`too many attributes of an element of an XML document`);
			const key = this.name(end);
			const value = this.attributeValue();
			if (key === 'xmlns' || key.startsWith('xmlns:')) {
				declarations ??= new Map();
				this.declare(declarations, key === 'xmlns' ? '' : splitName(key).local, value);
			} else (raw ??= []).push([key, value]);
			end = this.space(this.at);
		}
		const empty = this.text[end] === '/';
		this.at = end + (empty ? 2 : 1);
		const { name, prefix, local } = this.elementName(written);
		const element: XmlElement = {
			kind: 'element',
			name,
			prefix,
			local,
			uri: this.lookUp(prefix),
			attributes: raw ? this.attributes(raw) : NO_ATTRIBUTES,
			declarations: declarations ?? NO_DECLARATIONS,
			children: empty ? NO_CHILDREN : [],
			parent: parent ?? this.within,
			start,
			contentStart: this.at,
			contentEnd: this.at,
			empty,
		};
		if (prefix === 'xmlns') throw damaged(t`invalid name in an XML document`);
		this.add(element);
		this.visit?.(element);
		this.root ??= element;
		if (!empty) this.open.push(element);
		else if (declarations) this.scope.pop(declarations.keys());
	}

	private elementName(written: string): Name {
		const known = this.names.get(written);
		if (known) return known;
		const name = splitName(written);
		if (this.names.size < MAX_NAMES) this.names.set(written, name);
		return name;
	}

	private attributes(raw: ReadonlyArray<readonly [string, string]>): readonly XmlAttribute[] {
		const seen = new Set<string>();
		return raw.map(([name, value]) => {
			const { prefix, local } = splitName(name);
			const uri = prefix === '' ? '' : this.lookUp(prefix);
			const key = `${uri} ${local}`;
			if (seen.has(key)) throw damaged(t`repeated attribute in an XML document`);
			seen.add(key);
			return { name, prefix, local, uri, value };
		});
	}
}

/**
 * Parses an XML 1.0 document with namespaces (Namespaces in XML 1.0, third edition), strictly and in linear time,
 * yielding to the event loop. `within` becomes the parent of the root, but its namespaces stay out of scope. `visit` is
 * called for every element in document order, with its attributes and before its content.
 *
 * Throws `unsupported` for a document type declaration, XML 1.1 and relative namespace URIs; `damaged` for anything
 * that is not well-formed, is nested deeper than 256 or has more than 8192 attributes in an element.
 */
export async function parseXml(
	text: string,
	{ within, visit }: { readonly within?: XmlElement; readonly visit?: (element: XmlElement) => void } = {},
): Promise<XmlDocument> {
	const parser = new Parser(text, within, visit);
	parser.prolog();
	const turn = new Turn();
	let cost = 0;
	for (let before = 0; parser.step(); before = parser.at) {
		cost += Math.max(parser.at - before, MIN_COST);
		if (cost < PAUSE) continue;
		cost = 0;
		if (turn.isOver) await turn.end();
	}
	return parser.finish();
}
