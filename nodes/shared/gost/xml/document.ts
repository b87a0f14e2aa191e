import { t } from '../../language';
import { damaged } from '../base/errors';
import { type Nodes, SECTION } from './nodes';
import { type Cutter, normalize, resolveReferences, type Tag, XML_NAMESPACE } from './syntax';

/** Maximum number of elements of a document that are looked at one by one: those of its signatures. */
const MAX_ELEMENTS = 20_000;

export interface XmlAttribute {
	/** As written, with its prefix. */
	readonly name: string;
	readonly prefix: string;
	readonly local: string;
	/** Namespace; empty without a prefix. */
	readonly uri: string;
	readonly value: string;
}

/** A parsed document. Names, attributes and texts are cut out of its text when they are asked for. */
export class XmlDocument {
	readonly kind = 'document';

	private readonly elements = new Map<number, XmlElement>();

	constructor(
		readonly nodes: Nodes,
		private readonly cutter: Cutter,
		private readonly rootIndex: number,
		/** The element of another document that this one's root stands in. */
		readonly within: XmlElement | undefined,
	) {}

	get root(): XmlElement {
		return this.element(this.rootIndex);
	}

	/** Returns the element with a number; always the same object. */
	element(index: number): XmlElement {
		const known = this.elements.get(index);
		if (known) return known;
		if (this.elements.size === MAX_ELEMENTS) throw damaged(t`too many elements in an XML signature`);
		const parent = this.nodes.parent(index);
		const element = new XmlElement(this, index, parent < 0 ? undefined : this.element(parent));
		this.elements.set(index, element);
		return element;
	}

	tag(index: number): Tag {
		const kind = this.nodes.kind(index);
		return kind >= 0 ? this.cutter.known(kind) : this.cutter.tag(this.nodes.start(index));
	}

	/** Returns whether an element is written as `<a/>`. */
	isEmpty(index: number): boolean {
		this.cutter.tag(this.nodes.start(index));
		return this.cutter.text[this.cutter.at - 2] === '/';
	}

	/** Returns a node as it is written, without its marks. */
	written(index: number): string {
		return this.cutter.text.slice(this.nodes.start(index), this.nodes.end(index));
	}

	/** Returns the characters that a text or a CDATA section stands for. */
	characters(index: number): string {
		const text = normalize(this.written(index));
		return this.nodes.kind(index) === SECTION ? text : resolveReferences(text);
	}

	comment(index: number): string {
		return normalize(this.written(index));
	}

	instruction(index: number): [target: string, text: string] {
		const target = this.cutter.name(this.nodes.start(index));
		const text = this.cutter.text.slice(this.cutter.space(this.cutter.at), this.nodes.end(index));
		return [target, normalize(text)];
	}
}

/** An element of a document, for those who look at single ones. */
export class XmlElement {
	readonly kind = 'element';

	readonly name: string;

	readonly local: string;

	readonly uri: string;

	/** Without namespace declarations. */
	readonly attributes: readonly XmlAttribute[];

	/** Namespace URIs declared here, by prefix; the default namespace has an empty one. */
	readonly declarations: ReadonlyMap<string, string>;

	/** The last prefix that was looked for: siblings look for the same. */
	private found: { readonly prefix: string; readonly uri: string } | undefined;

	constructor(
		readonly document: XmlDocument,
		readonly index: number,
		private readonly outer: XmlElement | undefined,
	) {
		const { name, prefix, local, attributes, declarations } = document.tag(index);
		this.name = name;
		this.local = local;
		this.declarations = declarations;
		this.uri = this.namespaceOf(prefix);
		this.attributes = attributes.map((attribute) => ({
			...attribute,
			uri: attribute.prefix === '' ? '' : this.namespaceOf(attribute.prefix),
		}));
	}

	get parent(): XmlElement | undefined {
		return this.outer ?? this.document.within;
	}

	/** Offset of the start tag in the text. */
	get start(): number {
		return this.document.nodes.start(this.index);
	}

	/** Offset of the end of the content in the text. */
	get contentEnd(): number {
		return this.document.nodes.end(this.index);
	}

	/** Written as `<a/>`. */
	get empty(): boolean {
		return this.document.isEmpty(this.index);
	}

	/** Numbers of the nodes in it. */
	*children(): Generator<number> {
		const { nodes } = this.document;
		const end = nodes.after(this.index);
		for (let index = this.index + 1; index < end; index = nodes.after(index)) yield index;
	}

	private namespaceOf(prefix: string): string {
		if (prefix === 'xml') return XML_NAMESPACE;
		const own = this.declarations.get(prefix);
		if (own !== undefined) return own;
		if (this.found?.prefix !== prefix)
			this.found = { prefix, uri: this.outer ? this.outer.namespaceOf(prefix) : '' };
		return this.found.uri;
	}
}
