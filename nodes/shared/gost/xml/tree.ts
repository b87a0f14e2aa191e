import type { XmlElement } from './parser';

/** Child elements in order. */
export function elementsOf(element: XmlElement): XmlElement[] {
	return element.children.filter((node): node is XmlElement => node.kind === 'element');
}

/** The element and all elements in it, in document order. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
	const waiting = [element];
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		yield next;
		const { children } = next;
		for (let i = children.length - 1; i >= 0; i--) {
			const child = children[i];
			if (child.kind === 'element') waiting.push(child);
		}
	}
}

/** Elements by the values of those attributes whose names, as they are written, are accepted. */
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

/** Whether an element is another one or in it. */
export function isInside(element: XmlElement, other: XmlElement): boolean {
	for (let next: XmlElement | undefined = element; next; next = next.parent) if (next === other) return true;
	return false;
}

/** All text in an element, without that of comments and instructions. */
export function textOf(element: XmlElement): string {
	let text = '';
	for (const node of element.children) {
		if (node.kind === 'text') text += node.text;
		else if (node.kind === 'element') text += textOf(node);
	}
	return text;
}
