import { base64Of, KINDS, pemOf, type FileKind } from './table';

/** Bytes of a text that are looked at for its form. */
const LOOKED_AT = 64 * 1024;

/** Texts that stand for a missing value. */
const PLACEHOLDERS = new Set([
	'[object Object]',
	'undefined',
	'null',
	'NaN',
	'{}',
	'[]',
	'""',
	'[object Blob]',
]);

/** Elements that begin a web page, or a part of one. */
const HTML_ROOTS = new Set(['html', 'head', 'body']);
const HTML_PARTS = new Set([
	'title',
	'meta',
	'link',
	'script',
	'style',
	'table',
	'div',
	'p',
	'h1',
	'h2',
	'center',
	'font',
	'form',
	'pre',
	'ul',
	'span',
	'br',
]);

// Escape, shift in and shift out switch the character set in ISO 2022.
const isControl = (byte: number): boolean => byte < 0x20 && ![9, 10, 12, 13, 14, 15, 27].includes(byte);

/** One stray control character in this many bytes does not make a text binary. */
const CONTROLS_ONE_IN = 200;

/** Returns the encoding of UTF-16 text: by its mark, or by the zero bytes of a first Latin character. */
function utf16Of(head: Buffer): 'utf-16be' | 'utf-16le' | undefined {
	const [first, second] = head;
	if (first === 0xff && second === 0xfe) return 'utf-16le';
	if (first === 0xfe && second === 0xff) return 'utf-16be';
	const start = head.subarray(0, 64);
	const zeros = (odd: number) => start.filter((byte, index) => byte === 0 && index % 2 === odd).length;
	if (start.length < 8) return undefined;
	const half = start.length / 2;
	if (zeros(1) > half * 0.6 && zeros(0) === 0) return 'utf-16le';
	return zeros(0) > half * 0.6 && zeros(1) === 0 ? 'utf-16be' : undefined;
}

/** Decodes the beginning of a text; undefined for binary data. */
function decodeText(head: Buffer): string | undefined {
	const part = head.subarray(0, LOOKED_AT);
	if (part.length === 0) return undefined;
	const utf16 = utf16Of(part);
	if (utf16) return new TextDecoder(utf16).decode(part);
	const controls = part.filter(isControl).length;
	if (part.includes(0) || controls * CONTROLS_ONE_IN > part.length) return undefined;
	const text = part.toString('utf8');
	return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Returns where the declaration, comment or document type at an offset ends; -1 if it does not end here. */
function endOfProlog(text: string, at: number): number {
	const ends = text.startsWith('<!--', at)
		? '-->'
		: text.startsWith('<?', at)
			? '?>'
			: text.slice(at, text.indexOf('>', at)).includes('[')
				? ']>'
				: '>';
	const end = text.indexOf(ends, at + 2);
	return end < 0 ? -1 : end + ends.length;
}

/** Skips what may stand before the root element: white space, declarations, comments, document types. */
function beginOfRoot(text: string): { at: number; prolog: string } {
	let at = 0;
	for (;;) {
		while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
		if (!text.startsWith('<?', at) && !text.startsWith('<!', at)) return { at, prolog: text.slice(0, at) };
		const end = endOfProlog(text, at);
		if (end < 0) return { at: text.length, prolog: text };
		at = end;
	}
}

/** A document that a program saved as HTML has a table or Office's namespaces; a page of a server has forms or scripts. */
function htmlKind(text: string): FileKind {
	const lower = text.toLowerCase();
	if (lower.includes('schemas-microsoft-com:office')) return KINDS.htmlDocument;
	const isPage = lower.includes('<form') || lower.includes('<script') || lower.includes('<input');
	return lower.includes('<table') && !isPage ? KINDS.htmlDocument : KINDS.webPage;
}

/** Tells XML and HTML from other texts. */
function markupKind(text: string): FileKind | undefined {
	const { at, prolog } = beginOfRoot(text);
	const start = prolog.slice(0, 4096);
	if (/<!doctype\s+html/i.test(start)) return htmlKind(text);
	const isDeclared = start.trimStart().startsWith('<?xml') || /<!DOCTYPE\s/.test(start);
	const root = /^<([A-Za-z][A-Za-z0-9]*)(?![\w.:-])/.exec(text.slice(at, at + 33))?.[1].toLowerCase() ?? '';
	if (HTML_ROOTS.has(root)) return htmlKind(text);
	if (isDeclared) return KINDS.xml;
	if (HTML_PARTS.has(root) && !text.slice(at, at + 1024).includes('xmlns')) return htmlKind(text);
	if (text.charAt(at) !== '<') return undefined;
	// A letter in any encoding: bytes of one-byte Cyrillic decode to U+FFFD here.
	return /^[\p{L}_\ufffd]/u.test(text.slice(at + 1, at + 3)) ? KINDS.xml : undefined;
}

const JSON_BEGINS =
	/^(?:\{\s*"(?:[^"\\]|\\.){0,200}"\s*:|\[\s*(?:\{|\[|"|-?\d{1,9}(?:\.\d{1,9})?\s*[,\]]|true|false|null))/;

function isJson(text: string, isWhole: boolean): boolean {
	if (!/^[{["]/.test(text)) return false;
	if (!isWhole) return JSON_BEGINS.test(text.slice(0, 1024));
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** Fewer characters may be a word. */
const MIN_BASE64 = 16;

/** Returns the bytes at the beginning of base64 text; undefined for other text. */
function base64Bytes(text: string): Buffer | undefined {
	const digits = text.replace(/\s+/g, '');
	if (digits.length < MIN_BASE64 || /[^A-Za-z0-9+/=_-]/.test(digits)) return undefined;
	return Buffer.from(digits.slice(0, digits.length - (digits.length % 4)), 'base64');
}

/**
 * Recognizes what kind of text a file is; undefined for binary data.
 * @param isWhole whether `head` is the whole file
 * @param kindOf recognizes what base64 text decodes to
 */
export function textKind(
	head: Buffer,
	isWhole: boolean,
	kindOf: (inner: Buffer) => FileKind,
): FileKind | undefined {
	const text = decodeText(head);
	if (text === undefined) return undefined;
	const trimmed = text.trim();
	if (isWhole && PLACEHOLDERS.has(trimmed)) return KINDS.placeholder;
	if (trimmed === '[object Object]') return KINDS.placeholder;
	// Programs write other lines before the block.
	const pem = /(?:^|[\r\n])-----BEGIN ([A-Z0-9 #]{1,64})-----/.exec(trimmed);
	if (pem) return pemOf(pem[1]);
	if (/^data:[\w.+/-]{0,100}(?:;[\w=.-]{1,60}){0,5},/i.test(trimmed.slice(0, 500))) return KINDS.dataUrl;
	const markup = markupKind(text);
	if (markup) return markup;
	if (isJson(trimmed, isWhole)) return KINDS.json;
	if (/^(?:mime-version:|from: <?saved by)/i.test(trimmed)) return KINDS.mhtml;
	const bytes = base64Bytes(trimmed);
	const inner = bytes && kindOf(bytes);
	if (inner && inner !== KINDS.unknown && inner !== KINDS.text) return base64Of(inner);
	return KINDS.text;
}
