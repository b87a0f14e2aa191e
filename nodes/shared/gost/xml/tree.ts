import { t } from '../../language';
import { Turn } from '../base/chunks';
import { damaged } from '../base/errors';
import type { XmlDocument, XmlElement } from './document';
import { SECTION, TEXT } from './nodes';

/** Maximum number of nodes in an element of a signature, such as references in SignedInfo. */
const MAX_NODES = 1000;

/** Maximum length of the text of an element of a signature, such as a certificate. */
const MAX_TEXT = 256 * 1024;

/** Elements looked at between looks at the clock. */
const BATCH = 1024;
/** Maximum number of elements that are found for one ID: two tell as much as a million. */
const MAX_FOUND = 2;

/** Returns the child elements in order. Throws `damaged` for more nodes than a signature has. */
export function elementsOf(element: XmlElement): XmlElement[] {
	const { document } = element;
	const found: XmlElement[] = [];
	let count = 0;
	for (const index of element.children()) {
		if (++count > MAX_NODES) throw damaged(t`too many elements in an XML signature`);
		if (document.nodes.isElement(index)) found.push(document.element(index));
	}
	return found;
}

/** Finds the elements with the wanted values of the attributes whose names, as written, are accepted. */
export async function elementsById(
	document: XmlDocument,
	elements: readonly number[],
	accepts: (name: string) => boolean,
	wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ReadonlySet<XmlElement>>> {
	const found = new Map<string, Set<XmlElement>>();
	const turn = new Turn();
	let read = 0;
	for (const index of elements) {
		if (++read % BATCH === 0 && turn.isOver) await turn.end();
		for (const { name, value } of document.tag(index).attributes) {
			if (!wanted.has(value) || !accepts(name)) continue;
			const known = found.get(value);
			if (!known) found.set(value, new Set([document.element(index)]));
			else if (known.size < MAX_FOUND) known.add(document.element(index));
		}
	}
	return found;
}

/** Returns the value of an attribute, by its name as written. */
export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
	return attributes.find((item) => item.name === name)?.value;
}

/** Returns whether an element is `other` or inside it. */
export function isInside(element: XmlElement, other: XmlElement): boolean {
	for (let next: XmlElement | undefined = element; next; next = next.parent) if (next === other) return true;
	return false;
}

/** Elements of a signature that are looked at. */
const MAX_SEARCHED = 5000;

/**
 * Returns whether all elements inside an element are of known namespaces, or inside one of `covered`. False for one with
 * more elements than a signature has.
 */
export function hasOnly(
	element: XmlElement,
	isKnown: (uri: string) => boolean,
	covered: ReadonlySet<unknown>,
): boolean {
	const { document } = element;
	const left = [element];
	let searched = 0;
	for (let next = left.pop(); next; next = left.pop()) {
		for (const index of next.children()) {
			if (++searched > MAX_SEARCHED) return false;
			if (!document.nodes.isElement(index)) continue;
			const inner = document.element(index);
			if (covered.has(inner)) continue;
			if (!isKnown(inner.uri)) return false;
			left.push(inner);
		}
	}
	return true;
}

/** Returns the text of an element that contains no others. Throws `damaged` if it does, or is too long. */
export function textOf(element: XmlElement): string {
	if (elementsOf(element).length > 0) throw damaged(t`an element in a value of an XML signature`);
	const { document } = element;
	let text = '';
	for (const index of element.children()) {
		const kind = document.nodes.kind(index);
		if (kind === TEXT || kind === SECTION) text += document.characters(index);
	}
	if (text.length > MAX_TEXT) throw damaged(t`too long a value in an XML signature`);
	return text;
}
