import { t } from '../../language';
import { XmlError } from './error';

/** Joins ranges of a character class. */
const ranges = (...all: string[]) => all.join('');

/** XML 1.0, fifth edition, section 2.3, without the colon. */
const START = ranges(
	...['A-Z', '_', 'a-z', '\\u00c0-\\u00d6', '\\u00d8-\\u00f6', '\\u00f8-\\u02ff', '\\u0370-\\u037d'],
	...['\\u037f-\\u1fff', '\\u200c', '\\u200d', '\\u2070-\\u218f', '\\u2c00-\\u2fef', '\\u3001-\\ud7ff'],
	...['\\uf900-\\ufdcf', '\\ufdf0-\\ufffd', '\\u{10000}-\\u{effff}'],
);
const PART = ranges('\\-', '.', '0-9', '\\u00b7', '\\u0300-\\u036f', '\\u203f', '\\u2040');
const NAME = new RegExp(`^[${START}][${START}${PART}]*$`, 'u');
/** XML 1.0, section 2.2. */
const FORBIDDEN = new RegExp(
	`[${ranges('\\u0000-\\u0008', '\\u000b', '\\u000c', '\\u000e-\\u001f', '\\ufffe', '\\uffff', '\\ud800-\\udfff')}]`,
	'u',
);

const REFERENCE = /&(?:#([0-9]{1,9})|#x([0-9A-Fa-f]{1,8})|(lt|gt|amp|quot|apos));|&/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** An element or attribute name; the prefix is empty without a colon. */
export interface XmlName {
	prefix: string;
	local: string;
}

/** Splits a qualified name (Namespaces in XML 1.0, section 4). */
export function splitName(name: string): XmlName {
	const parts = name.split(':');
	if (parts.length > 2 || !parts.every((part) => NAME.test(part))) {
		throw new XmlError(t`has an element or attribute with an invalid name`);
	}
	return parts.length === 2 ? { prefix: parts[0], local: parts[1] } : { prefix: '', local: name };
}

function resolve(_whole: string, decimal?: string, hexadecimal?: string, entity?: string): string {
	if (entity !== undefined) return ENTITIES[entity];
	const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
	// NaN for a bare ampersand. Other entities need a document type declaration, which is refused.
	const text = code <= 0x10ffff ? String.fromCodePoint(code) : '\uffff';
	if (FORBIDDEN.test(text)) {
		throw new XmlError(t`has an "&" that begins no valid reference; write it as "&amp;"`);
	}
	return text;
}

/** Resolves character and entity references (XML 1.0, section 4.1). */
export const resolveReferences = (raw: string): string =>
	raw.includes('&') ? raw.replace(REFERENCE, resolve) : raw;

/** What a byte can be, in encodings that extend ASCII. Bits, because a byte of a name can be several things. */
export const SPACE = 1;
export const NAME_START = 2;
export const NAME_PART = 4;
export const FORBIDDEN_BYTE = 8;

/**
 * Returns what each byte of an encoding can be.
 * @param decode null if characters outside ASCII take several bytes, so that names are checked after decoding
 */
export function byteClasses(decode: ((byte: number) => string) | null): Uint8Array {
	return Uint8Array.from({ length: 256 }, (_none, byte) => {
		if (byte === 0x20 || byte === 9 || byte === 10 || byte === 13) return SPACE;
		if (byte < 0x20) return FORBIDDEN_BYTE;
		if (byte >= 0x80 && !decode) return NAME_START | NAME_PART;
		const letter = byte < 0x80 ? String.fromCharCode(byte) : (decode?.(byte) ?? '');
		if (letter === ':' || NAME.test(letter)) return NAME_START | NAME_PART;
		return NAME.test(`a${letter}`) ? NAME_PART : 0;
	});
}
