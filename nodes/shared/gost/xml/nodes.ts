/** Kinds of nodes; elements with a plain tag have its number, zero or more, instead. */
export const ELEMENT = -1;
export const TEXT = -2;
/** The text of a CDATA section. */
export const SECTION = -3;
export const COMMENT = -4;
export const INSTRUCTION = -5;

/** Nodes of a page, as a power of two: pages grow without a copy of what is there. */
const PAGE_BITS = 14;
const IN_PAGE = 2 ** PAGE_BITS - 1;

/** Numbers of a node: kind, start, end, parent and the node after it. */
const FIELDS = 5;

/**
 * The nodes of a document in its order, as numbers. A document of 5 MB can have more than a million of them; as objects,
 * V8 copies them all while the event loop stands still.
 */
export class Nodes {
	length = 0;

	private readonly pages: Int32Array[] = [];

	/** Adds a node that reaches from `start` to `end` in the text. Returns its number. */
	add(kind: number, parent: number, start: number, end: number): number {
		const index = this.length++;
		const inPage = index & IN_PAGE;
		if (inPage === 0) this.pages.push(new Int32Array(FIELDS << PAGE_BITS));
		const page = this.pages[index >> PAGE_BITS];
		const at = inPage * FIELDS;
		page[at] = kind;
		page[at + 1] = start;
		page[at + 2] = end;
		page[at + 3] = parent;
		page[at + 4] = index + 1;
		return index;
	}

	/** Ends an element: its content is before `end`, and the nodes added since are inside it. */
	close(index: number, end: number): void {
		const page = this.pages[index >> PAGE_BITS];
		const at = (index & IN_PAGE) * FIELDS;
		page[at + 2] = end;
		page[at + 4] = this.length;
	}

	kind(index: number): number {
		return this.field(index, 0);
	}

	isElement(index: number): boolean {
		return this.field(index, 0) >= ELEMENT;
	}

	/** Returns where a node starts; a text, comment or instruction without its marks. */
	start(index: number): number {
		return this.field(index, 1);
	}

	/** Returns where a node ends, without its marks; an element where its content ends. */
	end(index: number): number {
		return this.field(index, 2);
	}

	/** Returns the element around a node; -1 for none. */
	parent(index: number): number {
		return this.field(index, 3);
	}

	/** Returns the next node that is not inside this one. */
	after(index: number): number {
		return this.field(index, 4);
	}

	private field(index: number, field: number): number {
		return this.pages[index >> PAGE_BITS][(index & IN_PAGE) * FIELDS + field];
	}
}
