import { t } from '../../language';
import { damaged, GostError } from '../base/errors';
import { contentDigest, type HashName } from '../hash/hash';
import { XML_NAMESPACE, type XmlAttribute, type XmlDocument, type XmlElement, type XmlNode } from './parser';
import { Scope } from './scope';

/** Canonical XML 1.0 and 1.1 differ in the attributes an element inherits from omitted ancestors. */
export interface Canonicalization {
	readonly kind: 'inclusive' | 'inclusive 1.1' | 'exclusive';
	readonly comments: boolean;
	/** Prefixes that the exclusive form treats like the inclusive one; `#default` is the default namespace. */
	readonly inclusivePrefixes?: readonly string[];
}

/** Characters per chunk of output. */
const CHUNK = 64 * 1024;

// One replacement after another by text: a function for each character takes ten times as long where there are many.

const escapeReturns = (text: string): string => text.replace(/\r/g, '&#xD;');

const escapeText = (text: string): string =>
	escapeReturns(text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'));

function escapeValue(value: string): string {
	if (!/[&<"\t\n\r]/.test(value)) return value;
	const escaped = value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
	return escapeReturns(escaped.replace(/\t/g, '&#x9;').replace(/\n/g, '&#xA;'));
}

/** Compares by code point: like UTF-16 code units, except that surrogates sort last. */
function compare(a: string, b: string): number {
	const rank = (unit: number): number =>
		unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		if (a[i] !== b[i]) return rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
	}
	return a.length - b.length;
}

/** Writes canonical tags; tracks the namespaces in scope in the document and those declared in the output. */
class TagWriter {
	private readonly inScope = new Scope();

	private readonly declared = new Scope();

	private readonly listed: ReadonlySet<string>;

	constructor(private readonly how: Canonicalization) {
		const list = how.inclusivePrefixes ?? [];
		this.listed = new Set(list.map((prefix) => (prefix === '#default' ? '' : prefix)));
	}

	/** Enters an element without writing its tag. */
	enter(element: XmlElement): void {
		for (const [prefix, uri] of element.declarations) this.inScope.push(prefix, uri);
	}

	/** Returns the start tag, and the prefixes it declares, for `end`. */
	start(
		element: XmlElement,
		isApex: boolean,
		inherited: readonly XmlAttribute[],
	): [string, readonly string[]] {
		this.enter(element);
		const declared = this.visible(element, isApex)
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

	/** Prefixes that this element must declare unless the output already does. */
	private visible(element: XmlElement, isApex: boolean): string[] {
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

/** Returns the `xml:` attributes that an apex element inherits (Canonical XML 1.0 and 1.1, section 2.4). */
function inheritedAttributes(element: XmlElement, kind: Canonicalization['kind']): XmlAttribute[] {
	if (kind === 'exclusive') return [];
	const found = new Map<string, XmlAttribute>();
	for (const { attributes } of ancestors(element)) {
		for (const attribute of attributes) {
			if (attribute.uri === XML_NAMESPACE) found.set(attribute.local, attribute);
		}
	}
	if (kind === 'inclusive 1.1') {
		if (found.has('base')) throw new GostError('unsupported', 'Unsupported: xml:base in Canonical XML 1.1');
		found.delete('id');
	}
	for (const { uri, local } of element.attributes) if (uri === XML_NAMESPACE) found.delete(local);
	return [...found.values()];
}

/** Writes any node but an element, in chunks, because text may be long. */
function* leaf(node: Exclude<XmlNode, XmlElement>, comments: boolean): Generator<string> {
	if (node.kind === 'text') {
		for (let at = 0; at < node.text.length; at += CHUNK) {
			yield escapeText(node.text.slice(at, at + CHUNK));
		}
	} else if (node.kind === 'instruction') {
		yield `<?${node.target}${node.text === '' ? '' : ` ${escapeReturns(node.text)}`}?>`;
	} else if (comments) {
		yield `<!--${escapeReturns(node.text)}-->`;
	}
}

function* elementText(
	apex: XmlElement,
	how: Canonicalization,
	exclude: XmlElement | undefined,
	visit: () => void,
): Generator<string> {
	if (apex === exclude) return;
	const tags = new TagWriter(how);
	for (const ancestor of ancestors(apex)) tags.enter(ancestor);
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
			yield* leaf(node, how.comments);
		} else if (node !== exclude) {
			visit();
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
	visit: () => void,
): Generator<string> {
	let afterRoot = false;
	for (const node of document.children) {
		if (node.kind === 'element') {
			yield* elementText(node, how, exclude, visit);
			afterRoot = true;
		} else {
			for (const text of leaf(node, how.comments)) yield afterRoot ? `\n${text}` : `${text}\n`;
		}
	}
}

/**
 * Yields the canonical form of a document or an element in UTF-8, in chunks, without the element `exclude`: Canonical
 * XML 1.0 or 1.1, or Exclusive XML Canonicalization 1.0 (W3C recommendations). Throws `unsupported` for `xml:base`
 * above the element in version 1.1. `visit` is called for every element.
 */
export function* canonicalize(
	node: XmlDocument | XmlElement,
	how: Canonicalization,
	exclude?: XmlElement,
	visit: () => void = () => undefined,
): Generator<Uint8Array> {
	let held = '';
	for (const part of node.kind === 'document'
		? documentText(node, how, exclude, visit)
		: elementText(node, how, exclude, visit)) {
		held += part;
		if (held.length < CHUNK) continue;
		// The first half of a surrogate pair waits for the second.
		const cut = (held.charCodeAt(held.length - 1) & 0xfc00) === 0xd800 ? held.length - 1 : held.length;
		yield Buffer.from(held.slice(0, cut));
		held = held.slice(cut);
	}
	if (held !== '') yield Buffer.from(held);
}

/** Bytes of text that take as long as an element. */
const ELEMENT_COST = 20;

/**
 * Hashes canonical forms of one document. What they cost together is bounded by the length of the document: each element
 * may repeat a namespace that is declared once, and a document may refer to itself many times.
 */
export class CanonicalDigests {
	private left: number;

	constructor(length: number) {
		this.left = 8 * length + 8 * 1024 * 1024;
	}

	/** Returns the hash of `canonicalize` with these arguments. Throws its errors, and `damaged` beyond the bound. */
	async digest(
		hash: HashName,
		node: XmlDocument | XmlElement,
		how: Canonicalization,
		exclude?: XmlElement,
	): Promise<Uint8Array> {
		const chunks = canonicalize(node, how, exclude, () => this.charge(ELEMENT_COST));
		return await contentDigest(this.bounded(chunks), hash);
	}

	private charge(cost: number): void {
		this.left -= cost;
		if (this.left < 0) throw damaged(t`XML document too long for its signatures and references`);
	}

	private *bounded(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
		for (const chunk of chunks) {
			this.charge(chunk.length);
			yield chunk;
		}
	}
}
