import { t } from '../../language';
import { damaged } from '../base/errors';

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
/** Maximum number of attributes and namespaces of an element; reports stay below 50. */
const MAX_ATTRIBUTES = 8192;
/** Maximum length of a start tag, a comment or an instruction, which are read without a turn of the event loop. */
const MAX_MARKUP = 512 * 1024;
/** Maximum number of tags that are kept. */
const MAX_TAGS = 1000;
/** Maximum length of a reference, `&#x12345678;`. */
export const MAX_REFERENCE = 12;

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
export function normalize(raw: string): string {
	if (FORBIDDEN.test(raw)) throw damaged(t`character that XML does not allow`);
	return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

/** Not by `replace`, which would find all references before it resolves the first, even in a text full of them. */
export function resolveReferences(raw: string): string {
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

/** An attribute as it is written; what its prefix stands for depends on where it is. */
interface WrittenAttribute {
	/** With its prefix. */
	readonly name: string;
	readonly prefix: string;
	readonly local: string;
	readonly value: string;
}

/** A start tag as it is written. */
export interface Tag {
	readonly name: string;
	readonly prefix: string;
	readonly local: string;
	/** Without namespace declarations. */
	readonly attributes: readonly WrittenAttribute[];
	/** Namespace URIs declared here, by prefix; the default namespace has an empty one. */
	readonly declarations: ReadonlyMap<string, string>;
	/** Number of a tag that is only a name and can be had by it; -1 for others. */
	readonly id: number;
}

const NO_ATTRIBUTES: readonly WrittenAttribute[] = [];
const NO_DECLARATIONS: ReadonlyMap<string, string> = new Map();

/** Splits a name into prefix and local part (Namespaces in XML 1.0). */
function splitName(name: string): Pick<Tag, 'name' | 'prefix' | 'local'> {
	const colon = name.indexOf(':');
	if (colon < 0) return { name, prefix: '', local: name };
	const prefix = name.slice(0, colon);
	const local = name.slice(colon + 1);
	if (prefix === '' || local === '' || local.includes(':') || /^[-.0-9\u00b7]/.test(local)) {
		throw damaged(t`invalid name in an XML document`);
	}
	return { name, prefix, local };
}

/** Cuts names, tags and markup out of a text. Each method moves `at` past what it returns. */
export class Cutter {
	at = 0;

	/** Tags without attributes, which repeat: one object for all of them. */
	private readonly plain = new Map<string, Tag>();

	private readonly byId: Tag[] = [];

	constructor(readonly text: string) {}

	/** Returns the tag with this `id`. */
	known(id: number): Tag {
		return this.byId[id];
	}

	/** Returns the text up to an end mark, and moves past the mark. */
	upTo(start: number, mark: string): string {
		const end = this.text.indexOf(mark, start);
		if (end < 0) throw damaged(t`truncated XML document`);
		if (end - start > MAX_MARKUP) throw damaged(t`markup too long in an XML document`);
		this.at = end + mark.length;
		return this.text.slice(start, end);
	}

	name(start: number): string {
		NAME.lastIndex = start;
		if (!NAME.test(this.text)) throw damaged(t`invalid name in an XML document`);
		this.at = NAME.lastIndex;
		return this.text.slice(start, this.at);
	}

	/** Returns the position after white space; does not move. */
	space(start: number): number {
		if (!isSpace(this.text.charCodeAt(start))) return start;
		SPACE.lastIndex = start;
		SPACE.test(this.text);
		return SPACE.lastIndex;
	}

	/** Returns the start tag at `start`. Whether its prefixes are declared is not checked. */
	tag(start: number): Tag {
		const written = this.name(start + 1);
		let attributes: WrittenAttribute[] | undefined;
		let declarations: Map<string, string> | undefined;
		let end = this.space(this.at);
		for (let count = 1; this.text[end] !== '>' && !this.text.startsWith('/>', end); count++) {
			if (end === this.at) throw damaged(t`invalid attributes in an XML document`);
			if (count > MAX_ATTRIBUTES || end - start > MAX_MARKUP)
				throw damaged(t`too many attributes of an element of an XML document`);
			const key = this.name(end);
			const value = this.attributeValue();
			if (key === 'xmlns' || key.startsWith('xmlns:')) {
				const prefix = key === 'xmlns' ? '' : splitName(key).local;
				declarations ??= new Map();
				if (declarations.has(prefix)) throw damaged(t`repeated attribute in an XML document`);
				declarations.set(prefix, value);
			} else (attributes ??= []).push({ ...splitName(key), value });
			end = this.space(this.at);
		}
		this.at = end + (this.text[end] === '/' ? 2 : 1);
		const plain = this.plainTag(written);
		if (!attributes && !declarations) return plain;
		const { name, prefix, local } = plain;
		return {
			...{ name, prefix, local, id: -1 },
			attributes: attributes ?? NO_ATTRIBUTES,
			declarations: declarations ?? NO_DECLARATIONS,
		};
	}

	private plainTag(written: string): Tag {
		const known = this.plain.get(written);
		if (known) return known;
		const isKept = this.plain.size < MAX_TAGS;
		const tag: Tag = {
			...splitName(written),
			...{ attributes: NO_ATTRIBUTES, declarations: NO_DECLARATIONS, id: isKept ? this.plain.size : -1 },
		};
		if (isKept) {
			this.plain.set(written, tag);
			this.byId.push(tag);
		}
		return tag;
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
		return resolveReferences(/[\t\r\n]/.test(raw) ? raw.replace(/\r\n?|[\t\n]/g, ' ') : raw);
	}
}
