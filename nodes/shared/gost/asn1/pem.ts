import { t } from '../../language';
import { asUint8Array } from '../base/bytes';
import { damaged } from '../base/errors';

const BEGIN = '-----BEGIN ';
/** Maximum number of PEM blocks; the list of all accredited certification authorities has a few thousand. */
const MAX_BLOCKS = 10_000;
/** Users paste PEM files that are themselves base64 or PEM encoded. */
const MAX_WRAPPINGS = 3;

/** A decoded PEM block, or the whole decoded file if it is not PEM. */
export interface PemBlock {
	/** Label of the PEM block (RFC 7468); undefined if the file is not PEM. */
	readonly label: string | undefined;
	readonly data: Uint8Array;
	/** The block with its line breaks restored, if it uses the traditional encryption (RFC 1421). */
	readonly encryptedPem?: string;
}

/** Decodes base64, ignoring white space. Returns undefined for other text and for empty text. */
export function decodeBase64(text: string): Uint8Array | undefined {
	const trimmed = text.trimEnd();
	// White space may stand between the two signs of the padding.
	const [last, first] = [trimmed.slice(0, -1).trimEnd(), trimmed.at(-1)];
	const digits = first !== '=' ? trimmed : last.endsWith('=') ? last.slice(0, -1) : last;
	// Searches for a forbidden character, because matching a long text as a whole would exhaust the stack. Node.js skips
	// white space while it decodes, which takes a fraction of the time of removing it.
	if (!/\S/.test(digits) || /[^A-Za-z0-9+/\s]/.test(digits)) return undefined;
	return Buffer.from(digits, 'base64');
}

/** Turns JSON-escaped line breaks into line breaks. Works on bytes, because `replace` is slow where there are many. */
function restoreLineBreaks(text: string): string {
	if (!text.includes('\\')) return text;
	const bytes = Buffer.from(text, 'utf8');
	let end = 0;
	for (let i = 0; i < bytes.length; i++) {
		const isBreak = bytes[i] === 0x5c && (bytes[i + 1] === 0x6e || bytes[i + 1] === 0x72);
		bytes[end++] = isBreak ? 0x0a : bytes[i];
		if (isBreak) i++;
	}
	return bytes.toString('utf8', 0, end);
}

/** Decodes text given as a string or as bytes: UTF-8, UTF-16, or a one-byte encoding. */
function asText(input: Uint8Array | string): string | undefined {
	// JSON-escaped line breaks count as line breaks.
	if (typeof input === 'string') return restoreLineBreaks(input.replace(/^\ufeff/, ''));
	const [first, second, third] = input;
	// Copies lazily, because the input may be long.
	const utf16 = (): Buffer => Buffer.from(input.subarray(2, input.length & ~1));
	if (first === 0xff && second === 0xfe) return utf16().toString('utf16le');
	if (first === 0xfe && second === 0xff) return utf16().swap16().toString('utf16le');
	// Without a mark, every other byte of its first letters is 0.
	if (second === 0 && first > 0x08 && first < 0x7f && input[3] === 0)
		return Buffer.from(input.subarray(0, input.length & ~1)).toString('utf16le');
	const start = first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
	// DER begins with 0x30, which is also the digit 0, so the first byte alone does not decide.
	for (let i = start; i < Math.min(input.length, 64); i++) {
		const byte = input[i];
		if (byte === 0x7f || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)) return undefined;
	}
	const text = Buffer.from(input.subarray(start)).toString('utf8');
	// Text of another encoding may hold a key all the same.
	return restoreLineBreaks(
		text.includes('\ufffd') ? Buffer.from(input.subarray(start)).toString('latin1') : text,
	);
}

/** Finds the PEM blocks of a text in one pass, because messages may be long. */
function* pemBlocks(text: string): Generator<{ label: string; body: string }> {
	let count = 0;
	let at = text.indexOf(BEGIN);
	while (at >= 0) {
		const labelEnd = text.indexOf('-----', at + BEGIN.length);
		const end = labelEnd < 0 ? -1 : text.indexOf('-----', labelEnd + 5);
		if (end < 0) return;
		const label = text.slice(at + BEGIN.length, labelEnd);
		const footer = `-----END ${label}-----`;
		const complete = label.length <= 64 && text.startsWith(footer, end);
		if (++count > MAX_BLOCKS) throw damaged(t`too many PEM blocks`);
		if (complete) yield { label, body: text.slice(labelEnd + 5, end) };
		at = text.indexOf(BEGIN, complete ? end + footer.length : labelEnd);
	}
}

/** Headers of the traditional encryption, even if their line breaks are lost; the IV is 8 or 16 bytes. */
const TRADITIONAL_ENCRYPTION =
	/^\s*Proc-Type:\s*4,\s*ENCRYPTED\s*DEK-Info:\s*([A-Z0-9-]+),\s*([0-9A-F]{32}|[0-9A-F]{16})/i;

function readBlock(label: string, body: string): PemBlock | undefined {
	const encrypted = TRADITIONAL_ENCRYPTION.exec(body);
	if (encrypted) {
		const [matched, cipher, iv] = encrypted;
		const data = decodeBase64(body.slice(matched.length));
		if (!data) return undefined;
		const headers = `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${cipher},${iv}\n\n`;
		return { label, data, encryptedPem: toPem(label, data, headers) };
	}
	// Other headers end with an empty line.
	const start = body.includes(':') ? body.search(/\r?\n\r?\n/) : 0;
	const data = start < 0 ? undefined : decodeBase64(body.slice(start));
	return data && { label, data };
}

function unwrap(input: Uint8Array | string, label: string | undefined, depth: number): PemBlock[] {
	const text = depth < MAX_WRAPPINGS ? asText(input) : undefined;
	if (text?.includes(BEGIN)) {
		const blocks: PemBlock[] = [];
		for (const { label: name, body } of pemBlocks(text)) {
			const block = readBlock(name, body);
			if (block) blocks.push(...(block.encryptedPem ? [block] : unwrap(block.data, name, depth + 1)));
		}
		if (blocks.length === 0) throw damaged(t`PEM without a readable block`);
		return blocks;
	}
	const data = text === undefined ? undefined : decodeBase64(text);
	if (data) return unwrap(data, label, depth + 1);
	if (typeof input === 'string') throw damaged(t`neither PEM nor base64`);
	return [{ label, data: asUint8Array(input) }];
}

/**
 * Decodes a file in any form that users have: binary, base64 or PEM, with or without line breaks, in UTF-8 or UTF-16. A
 * file that is not PEM becomes one block without a label. Throws `damaged` for a string that is neither PEM nor base64,
 * and for PEM without a readable block.
 */
export function readBlocks(input: Uint8Array | string): PemBlock[] {
	return unwrap(input, undefined, 0);
}

/** Returns the DER or BER of binary, PEM (the first block) or base64 input. Throws as `readBlocks`. */
export function toBinary(input: Uint8Array | string): Uint8Array {
	return readBlocks(input)[0].data;
}

/** Encodes as PEM (RFC 7468); `headers` are those of RFC 1421 with the empty line after them. */
export function toPem(label: string, data: Uint8Array, headers = ''): string {
	const lines =
		Buffer.from(data)
			.toString('base64')
			.match(/.{1,64}/g) ?? [];
	return `-----BEGIN ${label}-----\n${headers}${lines.join('\n')}\n-----END ${label}-----\n`;
}
