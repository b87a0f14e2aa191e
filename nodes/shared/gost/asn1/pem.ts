import { damaged } from '../base/errors';
import { asUint8Array } from '../base/bytes';

const BEGIN = '-----BEGIN ';
/** Wrappings around one another that are taken off: PEM of a file that is itself PEM is met in practice. */
const MAX_WRAPPINGS = 3;

/** What one PEM block holds, or a whole file that is no PEM; in binary. */
export interface PemBlock {
	/** Label of the PEM block (RFC 7468); undefined for a file without one. */
	readonly label: string | undefined;
	readonly data: Uint8Array;
	/** The block with its lines put right, where it is of the old encrypted form (RFC 1421). */
	readonly encryptedPem?: string;
}

/** The bytes of base64 text with any white space in it; undefined for any other text, and for none. */
export function decodeBase64(text: string): Uint8Array | undefined {
	const digits = text.replace(/\s+/g, '').replace(/={1,2}$/, '');
	// Searched for what is not allowed: a pattern of what is allowed exhausts the stack on long texts.
	if (digits === '' || /[^A-Za-z0-9+/]/.test(digits)) return undefined;
	return Buffer.from(digits, 'base64');
}

/** The text of input that is text: a string, or bytes in UTF-8, UTF-16 with its mark, or a one-byte encoding. */
function asText(input: Uint8Array | string): string | undefined {
	// A line break that came as an escape of JSON is a line break.
	if (typeof input === 'string') return input.replace(/^\ufeff/, '').replace(/\\[rn]/g, '\n');
	const [first, second, third] = input;
	// Copied only where it is such a text: input may be long.
	const pairs = (): Buffer => Buffer.from(input.subarray(2, input.length & ~1));
	if (first === 0xff && second === 0xfe) return pairs().toString('utf16le');
	if (first === 0xfe && second === 0xff) return pairs().swap16().toString('utf16le');
	const start = first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
	// DER and BER begin with a tag from 0x30 up and a length; 0x30 is also the digit 0, so look further.
	for (let i = start; i < Math.min(input.length, 64); i++) {
		const byte = input[i];
		if (byte === 0x7f || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)) return undefined;
	}
	return Buffer.from(input.subarray(start)).toString('latin1');
}

/** PEM blocks of a text, in order; in one pass over it, as messages may be long. */
function* pemBlocks(text: string): Generator<{ label: string; body: string }> {
	let at = text.indexOf(BEGIN);
	while (at >= 0) {
		const labelEnd = text.indexOf('-----', at + BEGIN.length);
		const end = labelEnd < 0 ? -1 : text.indexOf('-----', labelEnd + 5);
		if (end < 0) return;
		const label = text.slice(at + BEGIN.length, labelEnd);
		const tail = `-----END ${label}-----`;
		const whole = label.length <= 64 && text.startsWith(tail, end);
		if (whole) yield { label, body: text.slice(labelEnd + 5, end) };
		at = text.indexOf(BEGIN, whole ? end + tail.length : labelEnd);
	}
}

/** Headers of the old encrypted form, also with their line breaks lost; the vector has 8 or 16 bytes. */
const OLD_ENCRYPTION =
	/^\s*Proc-Type:\s*4,\s*ENCRYPTED\s*DEK-Info:\s*([A-Z0-9-]+),\s*([0-9A-F]{32}|[0-9A-F]{16})/i;

function readBlock(label: string, body: string): PemBlock | undefined {
	const old = OLD_ENCRYPTION.exec(body);
	if (old) {
		const data = decodeBase64(body.slice(old[0].length));
		if (!data) return undefined;
		const headers = `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${old[1]},${old[2]}\n\n`;
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
		const found: PemBlock[] = [];
		for (const block of pemBlocks(text)) {
			const piece = readBlock(block.label, block.body);
			if (piece) found.push(...(piece.encryptedPem ? [piece] : unwrap(piece.data, piece.label, depth + 1)));
		}
		if (found.length === 0) throw damaged('a PEM file without a readable block');
		return found;
	}
	const data = text === undefined ? undefined : decodeBase64(text);
	if (data) return unwrap(data, label, depth + 1);
	if (typeof input === 'string') throw damaged('neither PEM nor base64');
	return [{ label, data: asUint8Array(input) }];
}

/**
 * The pieces of a file as people have it: binary, base64 or PEM with any line breaks or none, in UTF-8 or UTF-16.
 * `damaged` for a string that is neither PEM nor base64, and for PEM in which no block can be read.
 */
export function readBlocks(input: Uint8Array | string): PemBlock[] {
	return unwrap(input, undefined, 0);
}

/** Binary form of DER or BER given as it is, as PEM (the first block) or as bare base64. */
export function toBinary(input: Uint8Array | string): Uint8Array {
	return readBlocks(input)[0].data;
}

/** PEM text (RFC 7468); `headers` are those of RFC 1421 with the empty line after them. */
export function toPem(label: string, data: Uint8Array, headers = ''): string {
	const lines =
		Buffer.from(data)
			.toString('base64')
			.match(/.{1,64}/g) ?? [];
	return `-----BEGIN ${label}-----\n${headers}${lines.join('\n')}\n-----END ${label}-----\n`;
}
