import { t } from '../../language';
import { FORBIDDEN_BYTE, NAME_PART, NAME_START, resolveReferences, SPACE } from './characters';
import { XmlError } from './error';

export const LESS = 0x3c;
export const GREATER = 0x3e;
export const SLASH = 0x2f;
const EQUALS = 0x3d;
export const AMPERSAND = 0x26;
const SEMICOLON = 0x3b;
export const COLON = 0x3a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

/** Longer references than `&#x0010ffff;` are invalid. */
const LONGEST_REFERENCE = 12;

/** Attributes of an element; reports stay below 50. */
const MOST_ATTRIBUTES = 8192;
/** Offsets of an attribute. */
const OFFSETS = 4;

/** Where the parts of a start tag are: the name, then name and value of each attribute, as pairs of offsets. */
export interface StartTag {
	ranges: number[];
	isEmpty: boolean;
	/** After the tag. */
	end: number;
}

/** Returns the text of ASCII bytes. */
export const ascii = (bytes: Uint8Array, from: number, to: number): string =>
	Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');

/** Checks a reference; returns the offset after it, or -1 if it may continue after the end. */
export function afterReference(bytes: Uint8Array, at: number, isLast: boolean): number {
	const most = Math.min(bytes.length, at + LONGEST_REFERENCE);
	for (let end = at + 1; end < most; end++) {
		// A letter, a digit or the number sign.
		const goesOn = bytes[end] >= 0x30 || bytes[end] === 0x23;
		if (goesOn && bytes[end] !== SEMICOLON && bytes[end] !== LESS) continue;
		resolveReferences(ascii(bytes, at, end + 1));
		return end + 1;
	}
	if (most === bytes.length && !isLast) return -1;
	resolveReferences('&');
	return most;
}

export function skipSpace(bytes: Uint8Array, classes: Uint8Array, from: number): number {
	let at = from;
	while (at < bytes.length && (classes[bytes[at]] & SPACE) !== 0) at += 1;
	return at;
}

/** Returns the offset after a name; the end of the bytes if it may continue. */
function skipName(bytes: Uint8Array, classes: Uint8Array, from: number): number {
	if (from < bytes.length && (classes[bytes[from]] & NAME_START) === 0) {
		throw new XmlError(t`has a "<" that begins no element; write it as "&lt;"`);
	}
	let at = from + 1;
	while (at < bytes.length && (classes[bytes[at]] & NAME_PART) !== 0) at += 1;
	return Math.min(at, bytes.length);
}

/** Returns the offset of the quote that ends a value, or -1 if the bytes end before. */
function endOfValue(bytes: Uint8Array, classes: Uint8Array, from: number, quote: number): number {
	for (let at = from; at < bytes.length; at++) {
		const byte = bytes[at];
		if (byte === quote) return at;
		if (byte === LESS) throw new XmlError(t`has a "<" in an attribute; write it as "&lt;"`);
		if (byte === AMPERSAND) {
			const end = afterReference(bytes, at, false);
			if (end < 0) return -1;
			at = end - 1;
		} else if ((classes[byte] & FORBIDDEN_BYTE) !== 0) {
			throw new XmlError(t`contains a control character`);
		}
	}
	return -1;
}

/**
 * Reads a start tag.
 * @param at of the `<`
 * @returns undefined if the bytes end before the tag does
 */
export function startTag(bytes: Uint8Array, classes: Uint8Array, at: number): StartTag | undefined {
	const { length } = bytes;
	let position = skipName(bytes, classes, at + 1);
	const ranges = [at + 1, position];
	for (;;) {
		const next = skipSpace(bytes, classes, position);
		if (next >= length) return undefined;
		if (bytes[next] === GREATER) return { ranges, isEmpty: false, end: next + 1 };
		if (bytes[next] === SLASH) {
			if (next + 1 >= length) return undefined;
			if (bytes[next + 1] !== GREATER) throw new XmlError(t`has a malformed start tag`);
			return { ranges, isEmpty: true, end: next + 2 };
		}
		if (next === position || (classes[bytes[next]] & NAME_START) === 0) {
			throw new XmlError(t`has a malformed start tag`);
		}
		const nameEnd = skipName(bytes, classes, next);
		const equals = skipSpace(bytes, classes, nameEnd);
		if (equals >= length) return undefined;
		if (bytes[equals] !== EQUALS) throw new XmlError(t`has an attribute without a value`);
		const quote = skipSpace(bytes, classes, equals + 1);
		if (quote >= length) return undefined;
		if (bytes[quote] !== QUOTE && bytes[quote] !== APOSTROPHE) {
			throw new XmlError(t`has an attribute value without quotation marks`);
		}
		const valueEnd = endOfValue(bytes, classes, quote + 1, bytes[quote]);
		if (valueEnd < 0) return undefined;
		ranges.push(next, nameEnd, quote + 1, valueEnd);
		if (ranges.length > 2 + OFFSETS * MOST_ATTRIBUTES)
			throw new XmlError(t`has an element with more than ${MOST_ATTRIBUTES} attributes`);
		position = valueEnd + 1;
	}
}

/** Tells whether two ranges hold the same bytes. */
export function isSame(
	bytes: Uint8Array,
	from: number,
	to: number,
	others: Uint8Array,
	othersFrom: number,
	othersTo: number,
): boolean {
	const length = to - from;
	if (length !== othersTo - othersFrom) return false;
	for (let index = 0; index < length; index++) {
		if (bytes[from + index] !== others[othersFrom + index]) return false;
	}
	return true;
}

/** Rejects a start tag with two attributes of the same name. */
export function requireDistinct(bytes: Uint8Array, ranges: readonly number[]): void {
	if (ranges.length > 2 + 4 * 12) {
		const names = new Set<string>();
		for (let one = 2; one < ranges.length; one += 4) names.add(ascii(bytes, ranges[one], ranges[one + 1]));
		if (names.size === (ranges.length - 2) / 4) return;
		throw new XmlError(t`has an attribute twice in one element`);
	}
	for (let one = 6; one < ranges.length; one += 4) {
		for (let other = 2; other < one; other += 4) {
			if (isSame(bytes, ranges[one], ranges[one + 1], bytes, ranges[other], ranges[other + 1])) {
				throw new XmlError(t`has an attribute twice in one element`);
			}
		}
	}
}
