import { damaged, GostError } from '../base/errors';
import type { HashName } from '../hash/hash';
import { contentDigest } from '../cms/rawSignature';
import { XML_NAMESPACE, type XmlAttribute, type XmlDocument, type XmlElement, type XmlNode } from './parser';

/** Canonical XML 1.0 and 1.1 differ in what an element takes over from ancestors that are left out. */
export interface Canonicalization {
	readonly kind: 'inclusive' | 'inclusive 1.1' | 'exclusive';
	readonly comments: boolean;
	/** Prefixes that the exclusive form treats as the inclusive does; `#default` is the default namespace. */
	readonly inclusivePrefixes?: readonly string[];
}

/** Text put out at a time. */
const STRETCH = 64 * 1024;

const TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const VALUE: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'"': '&quot;',
	'\t': '&#x9;',
	'\n': '&#xA;',
	'\r': '&#xD;',
};

const escapeValue = (value: string): string => value.replace(/[&<"\t\n\r]/g, (found) => VALUE[found]);

/** Order of code points, which is that of UTF-16 units but for surrogates: they stand for the highest ones. */
function compare(a: string, b: string): number {
	const rank = (unit: number): number =>
		unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		if (a[i] !== b[i]) return rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
	}
	return a.length - b.length;
}

/** Values by prefix, each hiding the ones before it. */
class Scope {
	private readonly values = new Map<string, string[]>();

	get(prefix: string): string {
		const list = this.values.get(prefix);
		return list?.[list.length - 1] ?? '';
	}

	push(prefix: string, uri: string): void {
		const list = this.values.get(prefix);
		if (list) list.push(uri);
		else this.values.set(prefix, [uri]);
	}

	pop(prefixes: Iterable<string>): void {
		for (const prefix of prefixes) this.values.get(prefix)?.pop();
	}

	prefixes(): Iterable<string> {
		return this.values.keys();
	}
}

/** Start tags in canonical form: keeps what is in scope in the document and what the output has declared. */
class Tags {
	private readonly inScope = new Scope();

	private readonly declared = new Scope();

	private readonly listed: ReadonlySet<string>;

	constructor(private readonly how: Canonicalization) {
		const list = how.inclusivePrefixes ?? [];
		this.listed = new Set(list.map((prefix) => (prefix === '#default' ? '' : prefix)));
	}

	/** Takes note of an ancestor that is not put out. */
	pass(element: XmlElement): void {
		for (const [prefix, uri] of element.declarations) this.inScope.push(prefix, uri);
	}

	/** The start tag, and the prefixes it declares, for `end`. */
	start(
		element: XmlElement,
		isApex: boolean,
		inherited: readonly XmlAttribute[],
	): [string, readonly string[]] {
		this.pass(element);
		const declared = this.wanted(element, isApex)
			.filter((prefix) => prefix !== 'xml' && this.inScope.get(prefix) !== this.declared.get(prefix))
			.sort(compare);
		let tag = `<${element.name}`;
		for (const prefix of declared) {
			const uri = this.inScope.get(prefix);
			this.declared.push(prefix, uri);
			tag += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeValue(uri)}"`;
		}
		const attributes = [...element.attributes, ...inherited];
		attributes.sort((a, b) => compare(a.uri, b.uri) || compare(a.local, b.local));
		for (const { name, value } of attributes) tag += ` ${name}="${escapeValue(value)}"`;
		return [`${tag}>`, declared];
	}

	end(element: XmlElement, declared: readonly string[]): string {
		this.inScope.pop(element.declarations.keys());
		this.declared.pop(declared);
		return `</${element.name}>`;
	}

	/** Prefixes whose namespace this element has to show unless the output shows it already. */
	private wanted(element: XmlElement, isApex: boolean): string[] {
		const own = isApex ? this.inScope.prefixes() : element.declarations.keys();
		if (this.how.kind !== 'exclusive') return [...own];
		const used = new Set([element.prefix]);
		for (const { prefix } of element.attributes) if (prefix !== '') used.add(prefix);
		if (this.listed.size > 0) for (const prefix of own) if (this.listed.has(prefix)) used.add(prefix);
		return [...used];
	}
}

function ancestors(element: XmlElement): XmlElement[] {
	const list: XmlElement[] = [];
	for (let next = element.parent; next; next = next.parent) list.unshift(next);
	return list;
}

/** Attributes `xml:...` of ancestors that an element takes over (Canonical XML 1.0 2.4, 1.1 2.4). */
function inheritedAttributes(element: XmlElement, kind: Canonicalization['kind']): XmlAttribute[] {
	if (kind === 'exclusive') return [];
	const found = new Map<string, XmlAttribute>();
	for (const ancestor of ancestors(element)) {
		for (const attribute of ancestor.attributes) {
			if (attribute.uri === XML_NAMESPACE) found.set(attribute.local, attribute);
		}
	}
	if (kind === 'inclusive 1.1') {
		if (found.has('base')) throw new GostError('unsupported', 'Unsupported: xml:base in Canonical XML 1.1');
		found.delete('id');
	}
	const own = (attribute: XmlAttribute): boolean =>
		element.attributes.some((item) => item.uri === XML_NAMESPACE && item.local === attribute.local);
	return [...found.values()].filter((attribute) => !own(attribute));
}

function* escapedText(text: string): Generator<string> {
	for (let at = 0; at < text.length; at += STRETCH) {
		yield text.slice(at, at + STRETCH).replace(/[&<>\r]/g, (found) => TEXT[found]);
	}
}

function leaf(node: Exclude<XmlNode, XmlElement>, comments: boolean): string | Generator<string> {
	switch (node.kind) {
		case 'text':
			return escapedText(node.text);
		case 'comment':
			return comments ? `<!--${node.text.replace(/\r/g, '&#xD;')}-->` : '';
		case 'instruction': {
			const text = node.text.replace(/\r/g, '&#xD;');
			return `<?${node.target}${text === '' ? '' : ` ${text}`}?>`;
		}
	}
}

function* elementText(
	apex: XmlElement,
	how: Canonicalization,
	exclude: XmlElement | undefined,
): Generator<string> {
	if (apex === exclude) return;
	const tags = new Tags(how);
	for (const ancestor of ancestors(apex)) tags.pass(ancestor);
	const [first, firstDeclared] = tags.start(apex, true, inheritedAttributes(apex, how.kind));
	yield first;
	const open: Array<{ element: XmlElement; declared: readonly string[]; next: number }> = [
		{ element: apex, declared: firstDeclared, next: 0 },
	];
	while (open.length > 0) {
		const top = open[open.length - 1];
		const node = top.element.children[top.next++];
		if (node === undefined) {
			yield tags.end(top.element, top.declared);
			open.pop();
		} else if (node.kind !== 'element') {
			const text = leaf(node, how.comments);
			if (typeof text === 'string') yield text;
			else yield* text;
		} else if (node !== exclude) {
			const [tag, declared] = tags.start(node, false, []);
			yield tag;
			open.push({ element: node, declared, next: 0 });
		}
	}
}

function* documentText(
	document: XmlDocument,
	how: Canonicalization,
	exclude: XmlElement | undefined,
): Generator<string> {
	let after = false;
	for (const node of document.children) {
		if (node.kind === 'element') {
			yield* elementText(node, how, exclude);
			after = true;
		} else if (node.kind === 'instruction' || (node.kind === 'comment' && how.comments)) {
			const text = leaf(node, how.comments) as string;
			yield after ? `\n${text}` : `${text}\n`;
		}
	}
}

/**
 * The canonical form in UTF-8, in chunks, of a document or of an element with its content: Canonical XML 1.0 or 1.1
 * or Exclusive XML Canonicalization 1.0 (W3C recommendations), without the element `exclude` and its content.
 * `unsupported` for `xml:base` above the element in version 1.1.
 */
export function* canonicalize(
	node: XmlDocument | XmlElement,
	how: Canonicalization,
	exclude?: XmlElement,
): Generator<Uint8Array> {
	const text = node.kind === 'document' ? documentText : elementText;
	let held = '';
	for (const part of text(node as XmlDocument & XmlElement, how, exclude)) {
		held += part;
		if (held.length < STRETCH) continue;
		// Half of a pair waits for the other half.
		const cut = (held.charCodeAt(held.length - 1) & 0xfc00) === 0xd800 ? held.length - 1 : held.length;
		yield Buffer.from(held.slice(0, cut));
		held = held.slice(cut);
	}
	if (held !== '') yield Buffer.from(held);
}

/**
 * Digests of canonical forms of one document. A namespace may be declared once and put out at every element, and a
 * document may refer to itself many times: what is put out in all is bounded by the length of the document.
 */
export class CanonicalDigests {
	private left: number;

	constructor(length: number) {
		this.left = 8 * length + 1024 * 1024;
	}

	/** Arguments and errors as in `canonicalize`; `damaged` when too much would be put out. */
	async digest(
		hash: HashName,
		node: XmlDocument | XmlElement,
		how: Canonicalization,
		exclude?: XmlElement,
	): Promise<Uint8Array> {
		const chunks = this.bounded(canonicalize(node, how, exclude));
		return await contentDigest(chunks, hash);
	}

	private *bounded(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
		for (const chunk of chunks) {
			this.left -= chunk.length;
			if (this.left < 0) throw damaged('an XML document whose canonical form is too long');
			yield chunk;
		}
	}
}
