import { decodeXml } from '../../../nodes/shared/gost/xml/encoding';
import { parseXml, type XmlDocument, type XmlElement } from '../../../nodes/shared/gost/xml/parser';

/** Reads a document, and all its elements in order. */
export async function parsed(
	document: Uint8Array,
): Promise<{ document: XmlDocument; elements: XmlElement[] }> {
	const elements: XmlElement[] = [];
	const visit = (element: XmlElement) => elements.push(element);
	return { document: await parseXml(decodeXml(document).text, { visit }), elements };
}
