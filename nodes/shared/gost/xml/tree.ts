import type { XmlElement } from './parser';

/** Returns the child elements in order. */
export function elementsOf(element: XmlElement): XmlElement[] {
	return element.children.filter((node): node is XmlElement => node.kind === 'element');
}

/** Yields the element and all elements in it, in document order. Iterative, so depth costs no stack. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
	const waiting = [element];
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		yield next;
		for (const child of elementsOf(next).reverse()) waiting.push(child);
	}
}

/** Indexes elements by the values of the attributes whose names, as written, are accepted. */
export function elementsById(
	root: XmlElement,
	accepts: (name: string) => boolean,
): ReadonlyMap<string, readonly XmlElement[]> {
	const found = new Map<string, XmlElement[]>();
	for (const element of descendants(root)) {
		for (const { name, value } of element.attributes) {
			if (!accepts(name)) continue;
			const list = found.get(value);
			if (!list) found.set(value, [element]);
			else if (list[list.length - 1] !== element) list.push(element);
		}
	}
	return found;
}

/** Returns whether an element is `other` or inside it. */
export function isInside(element: XmlElement, other: XmlElement): boolean {
	for (let next: XmlElement | undefined = element; next; next = next.parent) if (next === other) return true;
	return false;
}

/** Returns all text in an element, without comments and instructions. */
export function textOf(element: XmlElement): string {
	let text = '';
	for (const node of element.children) {
		if (node.kind === 'text') text += node.text;
		else if (node.kind === 'element') text += textOf(node);
	}
	return text;
}
