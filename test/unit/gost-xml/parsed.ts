import { decodeXml } from '../../../nodes/shared/gost/xml/encoding';
import type { XmlDocument, XmlElement } from '../../../nodes/shared/gost/xml/document';
import { parseXml } from '../../../nodes/shared/gost/xml/parser';

/** Reads a document, and all its elements in order. */
export async function parsed(file: Uint8Array): Promise<{ document: XmlDocument; elements: XmlElement[] }> {
	const indices: number[] = [];
	const visit = (_start: unknown, index: number) => indices.push(index);
	const document = await parseXml(decodeXml(file).text, { visit });
	return { document, elements: indices.map((index) => document.element(index)) };
}
