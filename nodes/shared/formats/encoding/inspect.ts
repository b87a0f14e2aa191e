import { costOf } from '../../cyrillic';
import { chunked } from '../../gost';
import { encodingOf, ONE_BYTE, type Encoding, type OneByte } from './codePages';
import { DECLARATION, declaredIn } from './declaration';
import { misread, oneByteEncoding } from './mojibake';
import {
	brokenUtf8,
	falseDeclaration,
	falseMark,
	lost,
	mixed,
	mojibake,
	noDeclaration,
	questionMarks,
	undefinedBytes,
	type EncodingProblem,
} from './problems';
import { Sample } from './sample';

export interface InspectedEncoding {
	/** What the bytes are; `ascii` fits every encoding but UTF-16. */
	encoding: Encoding;
	/** The label in the XML declaration. */
	declared?: string;
	/** Whether the file begins with a byte order mark. */
	hasMark: boolean;
	/** Absent for a sound file whose first line is right. */
	problem?: EncodingProblem;
}

// All of these see one character for each byte.
/** Four Cyrillic letters in UTF-8; in a one-byte encoding they would be nonsense. */
const UTF8_LETTERS = /(?:[\xd0\xd1][\x80-\xbf]){4}/;
/** The same letters once more in UTF-8, after they were read as windows-1251. */
const UTF8_TWICE = /(?:\xd0[\xa0\xa1](?:[\xd0-\xd2][\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2[\x80-\xbf]{2})){4}/;
/** U+FFFD in UTF-8, and after it was read as windows-1251 and saved in UTF-8. */
const REPLACEMENT = /\xef\xbf\xbd/;
const REPLACEMENT_TWICE = /\xd0\xbf\xd1\x97\xd0\x85/;
/** Names of elements or attributes that consist of question marks. */
const QUESTION_MARKS = /<\/?\?{3,}|\s\?{2,}\s?=/;
const NOT_IN_1251 = /\x98/;

const PATTERNS = {
	utf8Letters: UTF8_LETTERS,
	utf8Twice: UTF8_TWICE,
	replacement: REPLACEMENT,
	replacementTwice: REPLACEMENT_TWICE,
	questionMarks: QUESTION_MARKS,
	notIn1251: NOT_IN_1251,
} as const;

/** Longer than what any pattern matches: it may lie across two chunks. */
const OVERLAP = 32;

/** Bytes that are searched at once: strings of this size do not strain the garbage collector. */
const PIECE = 64 * 1024;

const isOneByte = (encoding: Encoding): encoding is OneByte => ONE_BYTE.some((one) => one === encoding);

/** Recognizes UTF-16 and UTF-32 by the mark, or else by the zeros in the first characters (XML 1.0, appendix F). */
function wideEncoding(head: Buffer): Encoding | undefined {
	const start = head.toString('latin1', 0, 4);
	if (['\xff\xfe\0\0', '\0\0\xfe\xff', '<\0\0\0', '\0\0\0<'].includes(start)) return 'utf-32';
	if (start.startsWith('\xff\xfe') || /^[<\s]\0[^\0]/.test(start)) return 'utf-16le';
	if (start.startsWith('\xfe\xff') || /^\0[<\s]\0/.test(start)) return 'utf-16be';
	return undefined;
}

function headText(head: Buffer, wide: Encoding | undefined): string {
	if (wide === undefined || wide === 'utf-32') return head.toString('latin1').replaceAll('\0', '');
	return new TextDecoder(wide).decode(head);
}

/** Takes a file chunk by chunk, in linear time, and says in which encoding it is and whether that is right. */
export class EncodingInspector {
	private head = Buffer.alloc(0);
	private tail = '';
	private readonly sample = new Sample();
	private readonly found = new Set<keyof typeof PATTERNS>();
	private utf8: InstanceType<typeof TextDecoder> | undefined = new TextDecoder('utf-8', { fatal: true });
	private isAscii = true;

	push(chunk: Uint8Array): void {
		for (let at = 0; at < chunk.length; at += PIECE) this.take(chunk.subarray(at, at + PIECE));
	}

	private take(chunk: Uint8Array): void {
		if (this.head.length < DECLARATION) {
			this.head = Buffer.concat([this.head, chunk.subarray(0, DECLARATION - this.head.length)]);
		}
		const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
		const latin1 = bytes.toString('latin1');
		this.checkUtf8(bytes, true);
		this.search(this.tail + latin1.slice(0, OVERLAP));
		this.search(latin1);
		this.tail = (this.tail + latin1.slice(-OVERLAP)).slice(-OVERLAP);
		this.isAscii &&= !/[\x80-\xff]/.test(latin1);
		this.sample.add(bytes, latin1);
	}

	/** Looks for what is not found yet. Searches that cannot matter any more are left out, because files may be large. */
	private search(latin1: string): void {
		const wanted: Readonly<Record<keyof typeof PATTERNS, boolean>> = {
			utf8Letters: true,
			utf8Twice: this.utf8 !== undefined,
			replacement: true,
			replacementTwice: this.utf8 !== undefined,
			questionMarks: latin1.includes('??'),
			notIn1251: this.utf8 === undefined,
		};
		for (const name of Object.keys(PATTERNS) as Array<keyof typeof PATTERNS>) {
			if (wanted[name] && !this.found.has(name) && PATTERNS[name].test(latin1)) this.found.add(name);
		}
	}

	private checkUtf8(bytes: Uint8Array, stream: boolean): void {
		try {
			this.utf8?.decode(bytes, { stream });
		} catch {
			this.utf8 = undefined;
		}
	}

	/** Judges what was pushed. */
	finish(): InspectedEncoding {
		const wide = wideEncoding(this.head);
		const start = headText(this.head, wide).replace(/^(?:\ufeff|\xef\xbb\xbf)/, '');
		const declared = declaredIn(start);
		const isXml = /^\s*</.test(start);
		const hasMark = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|\0\0\xfe\xff)/.test(
			this.head.toString('latin1', 0, 4),
		);
		if (wide) return { encoding: wide, declared, hasMark, problem: this.ofWide(wide, declared) };
		this.checkUtf8(new Uint8Array(0), false);
		const encoding = this.encoding(declared);
		const problem = this.damage(encoding) ?? this.ofDeclaration(encoding, { declared, isXml, hasMark });
		return { encoding, declared, hasMark, problem };
	}

	private encoding(declared: string | undefined): Encoding {
		if (this.isAscii) return 'ascii';
		if (this.utf8) return 'utf-8';
		const sample = this.sample.bytes();
		const said = encodingOf(declared ?? '');
		const best = oneByteEncoding(sample, isOneByte(said) ? said : 'windows-1251');
		const costs = [best, 'utf-8'].map((one) => costOf(new TextDecoder(one).decode(sample)));
		return this.found.has('utf8Letters') && costs[1] < costs[0] ? 'utf-8' : best;
	}

	/** What was done to the letters. */
	private damage(encoding: Encoding): EncodingProblem | undefined {
		const { found } = this;
		if (found.has('questionMarks')) return questionMarks;
		if (encoding === 'ascii') return undefined;
		if (found.has('replacement')) return lost('utf-8');
		if (encoding === 'utf-8' && found.has('replacementTwice')) return lost('utf-8');
		if (encoding === 'utf-8' && !this.utf8) return brokenUtf8;
		const sample = this.sample.bytes();
		const misreading = misread(new TextDecoder(encoding).decode(sample));
		if (misreading) return mojibake(misreading.original, misreading.readAs, encoding);
		if (encoding === 'utf-8' && found.has('utf8Twice')) return mojibake('utf-8', 'windows-1251', 'utf-8');
		if (encoding !== 'utf-8' && found.has('utf8Letters')) return mixed(encoding, 'utf-8');
		if (encoding === 'windows-1251' && found.has('notIn1251')) return undefinedBytes(encoding);
		return undefined;
	}

	/** Whether the first line says what the bytes are. */
	private ofDeclaration(
		encoding: Encoding,
		{ declared, isXml, hasMark }: { declared: string | undefined; isXml: boolean; hasMark: boolean },
	): EncodingProblem | undefined {
		if (hasMark && isOneByte(encoding)) return falseMark(encoding);
		if (declared === undefined) return isXml && isOneByte(encoding) ? noDeclaration : undefined;
		const said = encodingOf(declared);
		if (encoding === 'ascii') {
			return said.startsWith('utf-16') || said === 'utf-32'
				? falseDeclaration(declared, encoding)
				: undefined;
		}
		return said === encoding ? undefined : falseDeclaration(declared, encoding);
	}

	private ofWide(wide: Encoding, declared: string | undefined): EncodingProblem | undefined {
		const said = declared === undefined ? wide : encodingOf(declared);
		const isRight = said === wide || (said.startsWith('utf-16') && wide.startsWith('utf-16'));
		return isRight || declared === undefined ? undefined : falseDeclaration(declared, wide);
	}
}

/** Inspects the encoding of a text in one pass, and gives way to other work. */
export async function inspectEncoding(
	chunks: AsyncIterable<Uint8Array> | Uint8Array,
): Promise<InspectedEncoding> {
	const inspector = new EncodingInspector();
	for await (const chunk of chunked(chunks)) inspector.push(chunk);
	return inspector.finish();
}
