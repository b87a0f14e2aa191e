import { chunked } from '../../gost';
import { t } from '../../language';
import { bytesByUnit } from './codePages';
import { DECLARATION, redeclared } from './declaration';

/** A character without a place in windows-1251; line and column count from 1. */
export interface Misfit {
	character: string;
	line: number;
	column: number;
}

const TARGET = 'windows-1251';
/** Marks that macOS puts after a letter instead of composing it: й, ё, ї, ў. */
const COMBINING = /[\u0306\u0308]/;

/** Composes letters with the marks after them, pair by pair: a long run of marks takes V8 seconds to put in order. */
const composed = (text: string): string =>
	COMBINING.test(text)
		? text.replace(/[^\u0306\u0308][\u0306\u0308]/gu, (pair) => pair.normalize('NFC'))
		: text;

/** Encodes text piece by piece and remembers where it is in the file. */
class Encoder {
	private readonly table = bytesByUnit(TARGET);
	private line = 1;
	private column = 1;

	constructor(private readonly onMisfit: (misfit: Misfit) => void) {}

	encode(text: string): Uint8Array<ArrayBuffer> {
		const bytes = new Uint8Array(text.length);
		let length = 0;
		for (let at = 0; at < text.length; at++) {
			const unit = text.charCodeAt(at);
			let byte = unit < 0x80 ? unit : this.table[unit];
			if (byte === 0 && unit !== 0) {
				const character = String.fromCodePoint(text.codePointAt(at) ?? unit);
				this.onMisfit({ character, line: this.line, column: this.column });
				at += character.length - 1;
				byte = 0x3f;
			}
			bytes[length++] = byte;
			if (unit === 10) {
				this.line += 1;
				this.column = 1;
			} else {
				this.column += 1;
			}
		}
		return bytes.subarray(0, length);
	}
}

/** Returns where a text can be cut, so that nothing that belongs together is. */
function safeEnd(text: string): number {
	let end = text.length;
	// A letter may get a mark in the next piece, but no second one.
	if (end > 0 && !COMBINING.test(text[end - 1])) end -= 1;
	if (/[\udc00-\udfff]/.test(text.charAt(end))) end -= 1;
	return Math.max(0, end);
}

/**
 * Re-encodes a text from UTF-8 or UTF-16 to windows-1251 as a stream, and changes the declaration of XML. The byte order
 * mark is dropped.
 * @param onMisfit called with each character that windows-1251 lacks; a question mark takes its place, so the result is
 * only good without any
 */
export async function* convertToWindows1251(
	chunks: AsyncIterable<Uint8Array> | Uint8Array,
	from: 'utf-16be' | 'utf-16le' | 'utf-8',
	onMisfit: (misfit: Misfit) => void,
	isXml = true,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	const decoder = new TextDecoder(from);
	const encoder = new Encoder(onMisfit);
	let isHead = isXml;
	let kept = '';
	for await (const chunk of chunked(chunks)) {
		kept += decoder.decode(chunk, { stream: true });
		if (isHead && kept.length < DECLARATION) continue;
		const end = safeEnd(kept);
		const text = composed(kept.slice(0, end));
		kept = kept.slice(end);
		yield encoder.encode(isHead ? redeclared(text, TARGET) : text);
		isHead = false;
	}
	const text = composed(kept + decoder.decode());
	yield encoder.encode(isHead ? redeclared(text, TARGET) : text);
}

/**
 * Encodes text in windows-1251.
 * @param onMisfit called with each character that windows-1251 lacks; a question mark takes its place
 */
export const encodeWindows1251 = (
	text: string,
	onMisfit: (misfit: Misfit) => void,
): Uint8Array<ArrayBuffer> => new Encoder(onMisfit).encode(composed(text));

/** Lists the first characters that windows-1251 lacks. */
export function misfitList(misfits: readonly Misfit[], total: number, shown = 5): string {
	const list = misfits
		.slice(0, shown)
		.map(({ character, line, column }) => {
			const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
			return t`"${character}" (U+${code}) in line ${line}, column ${column}`;
		})
		.join('; ');
	return total > shown ? t`${list}; and ${total - shown} more` : list;
}
