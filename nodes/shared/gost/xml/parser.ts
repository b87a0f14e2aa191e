import { t } from '../../language';
import { Turn } from '../base/chunks';
import { damaged, GostError } from '../base/errors';
import { type XmlAttribute, XmlDocument, type XmlElement } from './document';
import { COMMENT, ELEMENT, INSTRUCTION, Nodes, SECTION, TEXT } from './nodes';
import { Scope } from './scope';
import { Cutter, MAX_REFERENCE, normalize, resolveReferences, type Tag, XML_NAMESPACE } from './syntax';

const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
/** Maximum nesting; reports stay below 30. */
const MAX_DEPTH = 256;
/** Maximum length of a namespace URI, which a canonical form may repeat at every element. */
const MAX_NAMESPACE = 4096;
/** Characters of text that are read at once. */
const PIECE = 64 * 1024;
/** Characters that are read between looks at the clock; every piece of text or markup counts as at least `MIN_COST`. */
const PAUSE = 16 * 1024;
const MIN_COST = 1024;

const DECLARATION =
	/<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"(1\.[0-9])"|'(1\.[0-9])')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y;

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

/** A start tag where it stands. */
interface XmlStart {
	readonly local: string;
	readonly uri: string;
	/** Without namespace declarations. */
	readonly attributes: readonly XmlAttribute[];
}

type XmlVisit = (start: XmlStart, index: number) => void;

interface Open {
	readonly index: number;
	readonly tag: Tag;
}

/** Reads a document in steps, each character once. */
class Parser {
	private readonly scope = new Scope();

	private readonly nodes = new Nodes();

	private readonly cutter: Cutter;

	private readonly open: Open[] = [];

	private root = -1;

	/** Where the text ends that is being read in pieces: at the next markup, or at the end of a CDATA section. */
	private textEnd = 0;

	private sectionEnd = 0;

	constructor(
		private readonly text: string,
		private readonly within: XmlElement | undefined,
		private readonly visit: XmlVisit | undefined,
	) {
		this.cutter = new Cutter(text);
		this.scope.push('xml', XML_NAMESPACE);
	}

	get at(): number {
		return this.cutter.at;
	}

	prolog(): void {
		if (!/^<\?xml[ \t\r\n]/.test(this.text.slice(0, 6))) return;
		DECLARATION.lastIndex = 0;
		const found = DECLARATION.exec(this.text);
		if (!found) throw damaged(t`invalid XML declaration`);
		if ((found[1] ?? found[2]) !== '1.0') throw new GostError('unsupported', t`Unsupported version of XML`);
		this.cutter.at = DECLARATION.lastIndex;
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
		if (this.root < 0 || this.open.length > 0) throw damaged(t`truncated XML document`);
		return new XmlDocument(this.nodes, this.cutter, this.root, this.within);
	}

	private refuseDeclaration(): never {
		if (!this.text.startsWith('<!DOCTYPE', this.at)) throw damaged(t`invalid markup in an XML document`);
		throw new GostError('unsupported', t`Unsupported: an XML document with a DOCTYPE`);
	}

	/** The element that is open; -1 for none. */
	private get parent(): number {
		return this.open.at(-1)?.index ?? -1;
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
		this.cutter.at = cut;
		return this.text.slice(start, cut);
	}

	private characters(): void {
		if (this.textEnd <= this.at) {
			const next = this.text.indexOf('<', this.at);
			this.textEnd = next < 0 ? this.text.length : next;
		}
		const start = this.at;
		const raw = this.piece(this.textEnd);
		if (this.open.length === 0) {
			if (/[^ \t\r\n]/.test(raw)) throw damaged(t`text outside the root element of an XML document`);
			return;
		}
		const end = raw.endsWith(']') ? this.text.slice(this.at - 2, this.at + 2) : '';
		if (raw.includes(']]>') || end.includes(']]>')) throw damaged(t`"]]>" in the text of an XML document`);
		resolveReferences(normalize(raw));
		this.nodes.add(TEXT, this.parent, start, this.at);
	}

	private section(): void {
		if (this.open.length === 0) throw damaged(t`text outside the root element of an XML document`);
		this.cutter.at += '<![CDATA['.length;
		const end = this.text.indexOf(']]>', this.at);
		if (end < 0) throw damaged(t`truncated XML document`);
		this.sectionEnd = end + ']]>'.length;
		this.textEnd = end;
	}

	private sectionPiece(): void {
		if (this.at >= this.textEnd) {
			this.cutter.at = this.sectionEnd;
			return;
		}
		const start = this.at;
		normalize(this.piece(this.textEnd));
		this.nodes.add(SECTION, this.parent, start, this.at);
	}

	private comment(): void {
		const start = this.at + '<!--'.length;
		const text = normalize(this.cutter.upTo(start, '-->'));
		if (text.includes('--') || text.endsWith('-')) throw damaged(t`invalid comment in an XML document`);
		this.nodes.add(COMMENT, this.parent, start, this.at - '-->'.length);
	}

	private instruction(): void {
		const { cutter } = this;
		const begin = this.at + 2;
		const target = cutter.name(begin);
		const start = cutter.space(this.at);
		const isSeparate = start > this.at || this.text.startsWith('?>', start);
		if (target.includes(':') || target.toLowerCase() === 'xml' || !isSeparate) {
			throw damaged(t`invalid processing instruction in an XML document`);
		}
		normalize(cutter.upTo(start, '?>'));
		this.nodes.add(INSTRUCTION, this.parent, begin, this.at - '?>'.length);
	}

	private endTag(): void {
		const element = this.open.pop();
		if (!element) throw damaged(t`end tag without a start tag in an XML document`);
		const { index, tag } = element;
		this.nodes.close(index, this.at);
		const nameAt = this.at + 2;
		const end = this.cutter.space(nameAt + tag.name.length);
		if (!this.text.startsWith(tag.name, nameAt) || this.text[end] !== '>') {
			throw damaged(t`mismatched tags in an XML document`);
		}
		this.cutter.at = end + 1;
		this.scope.pop(tag.declarations.keys());
	}

	private lookUp(prefix: string): string {
		const uri = this.scope.get(prefix);
		if (uri === '' && prefix !== '') throw damaged(t`prefix without a namespace in an XML document`);
		return uri;
	}

	private declare(prefix: string, uri: string): void {
		const reserved = prefix === 'xml' ? uri !== XML_NAMESPACE : uri === XML_NAMESPACE;
		if (prefix === 'xmlns' || uri === XMLNS_NAMESPACE || reserved || (uri === '' && prefix !== '')) {
			throw damaged(t`invalid namespace in an XML document`);
		}
		if (uri.length > MAX_NAMESPACE) throw damaged(t`namespace too long in an XML document`);
		// Such documents have no canonical form (Canonical XML 1.0, section 1.3).
		if (uri !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri)) {
			throw new GostError('unsupported', t`Unsupported: a relative namespace URI in an XML document`);
		}
		this.scope.push(prefix, uri);
	}

	private startTag(): void {
		const { parent } = this;
		if (parent < 0 && this.root >= 0) throw damaged(t`XML document with two root elements`);
		if (this.open.length === MAX_DEPTH) throw damaged(t`XML document nested too deeply`);
		const start = this.at;
		const tag = this.cutter.tag(start);
		for (const [prefix, uri] of tag.declarations) this.declare(prefix, uri);
		const uri = this.lookUp(tag.prefix);
		const attributes = tag.attributes.length > 0 ? this.attributes(tag) : NO_ATTRIBUTES;
		if (tag.prefix === 'xmlns') throw damaged(t`invalid name in an XML document`);
		const index = this.nodes.add(tag.id < 0 ? ELEMENT : tag.id, parent, start, this.at);
		if (this.root < 0) this.root = index;
		this.visit?.({ local: tag.local, uri, attributes }, index);
		if (this.text[this.at - 2] !== '/') this.open.push({ index, tag });
		else this.scope.pop(tag.declarations.keys());
	}

	private attributes(tag: Tag): readonly XmlAttribute[] {
		const seen = new Set<string>();
		return tag.attributes.map((attribute) => {
			const uri = attribute.prefix === '' ? '' : this.lookUp(attribute.prefix);
			const key = `${uri} ${attribute.local}`;
			if (seen.has(key)) throw damaged(t`repeated attribute in an XML document`);
			seen.add(key);
			return { ...attribute, uri };
		});
	}
}

/**
 * Parses an XML 1.0 document with namespaces (Namespaces in XML 1.0, third edition), strictly and in linear time,
 * yielding to the event loop. `within` becomes the parent of the root, but its namespaces stay out of scope. `visit` is
 * called for every start tag in document order, with the number of its element.
 *
 * Throws `unsupported` for a document type declaration, XML 1.1 and relative namespace URIs; `damaged` for anything
 * that is not well-formed, is nested deeper than 256 or has more than 8192 attributes in an element.
 */
export async function parseXml(
	text: string,
	{ within, visit }: { readonly within?: XmlElement; readonly visit?: XmlVisit } = {},
): Promise<XmlDocument> {
	const parser = new Parser(text, within, visit);
	parser.prolog();
	const turn = new Turn();
	// A long text has just been decoded at once.
	if (text.length > PIECE) await turn.end();
	let cost = 0;
	for (let before = 0; parser.step(); before = parser.at) {
		cost += Math.max(parser.at - before, MIN_COST);
		if (cost < PAUSE) continue;
		cost = 0;
		if (turn.isOver) await turn.end();
	}
	return parser.finish();
}
