import { t } from '../../language';
import { damaged, GostError } from '../base/errors';

/** The text of an XML document, and how to map positions in it back to the file. */
export interface DecodedXml {
	/** Without a byte order mark. */
	readonly text: string;
	/** Offset in the file, in bytes, of the character at `index`. */
	byteOffset(index: number): number;
}

/** Encodings by declared name. A signature is ASCII, so each has to be a superset of ASCII. */
const ENCODINGS: ReadonlyMap<string, 'utf-8' | 'windows-1251'> = new Map([
	['utf-8', 'utf-8'],
	['us-ascii', 'utf-8'],
	['windows-1251', 'windows-1251'],
	['cp1251', 'windows-1251'],
]);

const DECLARATION = /^<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;

function decode(encoding: string, data: Uint8Array): string {
	try {
		return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(data);
	} catch {
		throw damaged(t`text that is not valid ${encoding}`);
	}
}

/**
 * Decodes an XML document by its byte order mark and declaration (XML 1.0, section 4.3.3): UTF-8 or windows-1251.
 * Throws `unsupported` for other encodings, `damaged` for bytes that the encoding does not allow.
 */
export function decodeXml(data: Uint8Array): DecodedXml {
	const [a, b, c] = data;
	if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
		throw new GostError('unsupported', t`Unsupported encoding of an XML document: UTF-16`);
	}
	const mark = a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
	const head = Buffer.from(data.subarray(mark, mark + 200)).toString('latin1');
	const declared = DECLARATION.exec(head)?.[1].toLowerCase() ?? 'utf-8';
	const encoding = ENCODINGS.get(declared);
	if (!encoding) throw new GostError('unsupported', t`Unsupported encoding of an XML document: ${declared}`);
	if (mark > 0 && encoding !== 'utf-8')
		throw damaged(t`byte order mark that contradicts the declared encoding`);
	const text = decode(encoding, data.subarray(mark));
	return {
		text,
		byteOffset: (index) => (encoding === 'utf-8' ? mark + Buffer.byteLength(text.slice(0, index)) : index),
	};
}
