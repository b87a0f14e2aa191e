import { t } from '../../language';
import { Turn } from '../base/chunks';
import { damaged, GostError } from '../base/errors';
import { contentDigest, type HashName } from '../hash/hash';
import type { XmlAttribute, XmlDocument, XmlElement } from './document';
import { COMMENT, INSTRUCTION } from './nodes';
import { Scope } from './scope';
import { type Tag, XML_NAMESPACE } from './syntax';

/** Canonical XML 1.0 and 1.1 differ in the attributes an element inherits from omitted ancestors. */
export interface Canonicalization {
	readonly kind: 'inclusive' | 'inclusive 1.1' | 'exclusive';
	readonly comments: boolean;
	/** Prefixes that the exclusive form treats like the inclusive one; `#default` is the default namespace. */
	readonly inclusivePrefixes?: readonly string[];
}

/** Characters per chunk of output. */
const CHUNK = 64 * 1024;

/** Characters of a text from which on its references take a while. */
const LONG_TEXT = 16 * 1024;

/** Nodes that are passed at once without a chunk. */
export const SILENT_NODES = 4096;

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

const NOTHING: readonly string[] = [];

/** Writes canonical tags; tracks the namespaces in scope in the document and those declared in the output. */
class TagWriter {
	private readonly inScope = new Scope();

	private readonly declared = new Scope();

	private readonly listed: ReadonlySet<string>;

	constructor(private readonly how: Canonicalization) {
		const list = how.inclusivePrefixes ?? [];
		this.listed = new Set(list.map((prefix) => (prefix === '#default' ? '' : prefix)));
		this.inScope.push('xml', XML_NAMESPACE);
	}

	/** Enters an element without writing its tag. */
	enter({ declarations }: Pick<Tag, 'declarations'>): void {
		for (const [prefix, uri] of declarations) this.inScope.push(prefix, uri);
	}

	/** Returns the start tag, and the prefixes it declares, for `end`. */
	start(tag: Tag, isApex: boolean, inherited: readonly XmlAttribute[]): [string, readonly string[]] {
		if (!isApex && tag.id >= 0 && !this.declares(tag.prefix)) return [`<${tag.name}>`, NOTHING];
		this.enter(tag);
		const declared = this.visible(tag, isApex)
			.filter((prefix) => prefix !== 'xml' && this.isNew(prefix))
			.sort(compare);
		let text = `<${tag.name}`;
		for (const prefix of declared) {
			const uri = this.inScope.get(prefix);
			this.declared.push(prefix, uri);
			text += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeValue(uri)}"`;
		}
		const own = tag.attributes.map(({ name, prefix, local, value }) => {
			return { name, local, value, uri: prefix === '' ? '' : this.inScope.get(prefix) };
		});
		const attributes = [...own, ...inherited];
		attributes.sort((a, b) => compare(a.uri, b.uri) || compare(a.local, b.local));
		for (const { name, value } of attributes) text += ` ${name}="${escapeValue(value)}"`;
		return [`${text}>`, declared];
	}

	end({ name, declarations }: Tag, declared: readonly string[]): string {
		this.inScope.pop(declarations.keys());
		this.declared.pop(declared);
		return `</${name}>`;
	}

	/** Returns whether a tag that is only a name declares its prefix. */
	private declares(prefix: string): boolean {
		return this.how.kind === 'exclusive' && prefix !== 'xml' && this.isNew(prefix);
	}

	private isNew(prefix: string): boolean {
		return this.inScope.get(prefix) !== this.declared.get(prefix);
	}

	/** Prefixes that this element must declare unless the output already does. */
	private visible(tag: Tag, isApex: boolean): string[] {
		const own = isApex ? this.inScope.prefixes() : tag.declarations.keys();
		if (this.how.kind !== 'exclusive') return [...own];
		const used = new Set([tag.prefix]);
		for (const { prefix } of tag.attributes) if (prefix !== '') used.add(prefix);
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
		if (found.has('base')) throw new GostError('unsupported', t`Unsupported: xml:base in Canonical XML 1.1`);
		found.delete('id');
	}
	for (const { uri, local } of element.attributes) if (uri === XML_NAMESPACE) found.delete(local);
	return [...found.values()];
}

/** Returns the canonical form of a text, comment or instruction. */
function leaf(document: XmlDocument, index: number, comments: boolean): string {
	const kind = document.nodes.kind(index);
	if (kind === COMMENT) return comments ? `<!--${escapeReturns(document.comment(index))}-->` : '';
	if (kind !== INSTRUCTION) return escapeText(document.characters(index));
	const [target, text] = document.instruction(index);
	return `<?${target}${text === '' ? '' : ` ${escapeReturns(text)}`}?>`;
}

interface OpenTag {
	readonly tag: Tag;
	readonly declared: readonly string[];
	/** The first node that is not inside. */
	readonly after: number;
}

/** Yields the canonical form in small parts: an empty one for every node without any, nothing after a long text. */
function* parts(
	node: XmlDocument | XmlElement,
	how: Canonicalization,
	exclude: XmlElement | undefined,
	charge: (cost: number) => void,
): Generator<string | undefined> {
	const apex = node.kind === 'element' ? node : undefined;
	const document = node.kind === 'element' ? node.document : node;
	const { nodes } = document;
	const excluded = exclude?.document === document ? exclude.index : -1;
	const tags = new TagWriter(how);
	for (const ancestor of apex ? ancestors(apex) : []) tags.enter(ancestor);
	const open: OpenTag[] = [];
	let top: OpenTag | undefined;
	const end = apex ? nodes.after(apex.index) : nodes.length;
	let afterRoot = false;
	for (let index = apex?.index ?? 0; index < end;) {
		while (top && index >= top.after) {
			yield tags.end(top.tag, top.declared);
			open.pop();
			top = open.at(-1);
		}
		if (!nodes.isElement(index)) {
			const isLong = nodes.end(index) - nodes.start(index) > LONG_TEXT;
			const text = leaf(document, index++, how.comments);
			if (top || text === '') yield text;
			else yield afterRoot ? `\n${text}` : `${text}\n`;
			if (isLong) yield undefined;
			continue;
		}
		afterRoot = true;
		const after = nodes.after(index);
		if (index === excluded) {
			index = after;
			continue;
		}
		const tag = document.tag(index);
		charge(ELEMENT_COST + ATTRIBUTE_COST * tag.attributes.length);
		const inherited = !top && apex ? inheritedAttributes(apex, how.kind) : [];
		const [text, declared] = tags.start(tag, !top, inherited);
		yield text;
		open.push((top = { tag, declared, after }));
		index++;
	}
	for (; top; top = open.at(-1)) {
		yield tags.end(top.tag, top.declared);
		open.pop();
	}
}

/**
 * Yields the canonical form of a document or an element in UTF-8, in chunks, without the element `exclude`: Canonical
 * XML 1.0 or 1.1, or Exclusive XML Canonicalization 1.0 (W3C recommendations). A chunk is empty after many nodes that
 * have no form, such as comments, and after a long text. Throws `unsupported` for `xml:base` above the element in version 1.1. `charge` is told
 * what elements cost, in bytes of text that take as long.
 */
export function* canonicalize(
	node: XmlDocument | XmlElement,
	how: Canonicalization,
	exclude?: XmlElement,
	charge: (cost: number) => void = () => undefined,
): Generator<Uint8Array> {
	let held = '';
	let silent = 0;
	for (const part of parts(node, how, exclude, charge)) {
		held += part ?? '';
		if (held.length < CHUNK) {
			if (part !== undefined && ++silent < SILENT_NODES) continue;
			silent = 0;
			yield EMPTY;
			continue;
		}
		silent = 0;
		// The first half of a surrogate pair waits for the second.
		const cut = (held.charCodeAt(held.length - 1) & 0xfc00) === 0xd800 ? held.length - 1 : held.length;
		yield Buffer.from(held.slice(0, cut));
		held = held.slice(cut);
	}
	if (held !== '') yield Buffer.from(held);
}

const EMPTY = new Uint8Array(0);

/** Bytes of text that take as long as an element. */
const ELEMENT_COST = 20;
/** The same of an attribute. */
const ATTRIBUTE_COST = 20;

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
		const chunks = canonicalize(node, how, exclude, (cost) => this.charge(cost));
		return await contentDigest(this.bounded(chunks), hash);
	}

	private charge(cost: number): void {
		this.left -= cost;
		if (this.left < 0) throw damaged(t`XML document too long for its signatures and references`);
	}

	private async *bounded(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		const turn = new Turn();
		for (const chunk of chunks) {
			this.charge(chunk.length > 0 ? chunk.length : SILENT_NODES);
			if (turn.isOver) await turn.end();
			yield chunk;
		}
	}
}
