import { isConstructed, isOctetString, TAG, type Asn1 } from './der';
import { element, setOf } from './derWriter';

const CONSTRUCTED = 0x20;

/** Universal string types that BER may split into chunks (X.690, sections 8.7 and 8.23). */
function isSplitString({ tag }: Asn1): boolean {
	if (!isConstructed(tag) || tag >= 0x40) return false;
	const number = tag & ~CONSTRUCTED;
	return isOctetString(number) || number === TAG.utf8String || (number >= 0x12 && number <= TAG.bmpString);
}

/** Re-encodes a primitive value or a split string with the shortest length and without chunks. */
function primitive(node: Asn1): Uint8Array {
	if (node.is(TAG.boolean) && node.content.length === 1)
		return element(node.tag, Uint8Array.of(node.content[0] === 0 ? 0 : 0xff));
	const { bytes } = node;
	// The short form of a length is the shortest, and copying thousands of tiny elements would hold up other work.
	if (!node.constructed && bytes[1] < 0x80) return bytes;
	return element(node.tag & ~CONSTRUCTED, node.octets());
}

/**
 * Re-encodes BER as DER (X.690, sections 10 and 11): shortest definite lengths, strings in one piece, sets in ascending
 * order. DEFAULT values and strings with an implicit tag stay, because only a schema tells them apart.
 */
export function toDer(node: Asn1): Uint8Array {
	if (!node.constructed || isSplitString(node)) return primitive(node);
	const children = node.children().map(toDer);
	return node.is(TAG.set) ? setOf(children) : element(node.tag, ...children);
}

/** Re-encodes only the element itself, as openssl does with a value of any type: the inside stays as it is encoded. */
export function toShallowDer(node: Asn1): Uint8Array {
	return node.constructed && !isSplitString(node) ? node.bytes : primitive(node);
}
