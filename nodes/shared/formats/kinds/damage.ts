import { t } from '../../language';
import { COMPOUND, MAGIC } from './magic';
import { cutOff, KINDS, readAsText, type FileKind } from './table';
import { lacksEnd } from './zipKind';

/** What was read of a file. */
export interface Seen {
	/** The first bytes. */
	head: Buffer;
	/** The last bytes; absent if they were not read. */
	tail?: Buffer;
	/** Of the whole file, in bytes. */
	size: number;
}

/** Marks of binary files. */
const BINARY: ReadonlyArray<readonly [string, FileKind]> = [
	['PK\x03\x04', KINDS.zip],
	[COMPOUND, KINDS.compound],
	...MAGIC.filter(([mark, kind]) => !mark.includes('?') && kind !== KINDS.rtf && kind !== KINDS.postScript),
];

const isAscii = (text: string): boolean => Buffer.byteLength(text, 'utf8') === text.length;

/** How programs write the bytes of a file that they took for text, as UTF-8. */
const READINGS: ReadonlyArray<(bytes: Buffer) => string> = [
	(bytes) => bytes.toString('utf8'),
	(bytes) => bytes.toString('latin1'),
	(bytes) => new TextDecoder('windows-1251').decode(bytes),
];

/** How a mark that is not ASCII looks in each reading. */
const CHANGED = BINARY.filter(([mark]) => !isAscii(mark)).flatMap(([mark, kind]) =>
	READINGS.map((read) => [read(Buffer.from(mark, 'latin1')), kind] as const),
);

/** Decodes bytes that are valid UTF-8 except for an incomplete character at the end. */
function asUtf8(head: Buffer): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
	} catch {
		return undefined;
	}
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Fewer odd characters may be meant: some PDF documents have a comment in UTF-8 or a text with U+FFFD. */
const MIN_ODD = 3;

/**
 * Returns the kind of a binary file that was read as text and saved as UTF-8. Such a file is valid UTF-8 from end to end,
 * which a real one is not, and is full of replacement characters or of C1 controls.
 */
export function textOfBinary(head: Buffer): FileKind | undefined {
	const text = asUtf8(head);
	if (text === undefined) return undefined;
	const [, changed] = CHANGED.find(([mark]) => text.startsWith(mark)) ?? [];
	// Three replacement characters in a row begin many kinds.
	if (changed) return readAsText(text.startsWith('\ufffd\ufffd') ? t`a binary file` : changed.name);
	const [, plain] = BINARY.find(([mark]) => isAscii(mark) && text.startsWith(mark)) ?? [];
	const isOdd = count(text, /\ufffd/g) >= MIN_ODD || count(text, /[\u0080-\u009f]/g) >= MIN_ODD;
	return plain && isOdd ? readAsText(plain.name) : undefined;
}

/** Bytes before the end of an image that are looked at. */
const IMAGE_TAIL = 4096;

/**
 * Returns whether a JPEG image ends inside its compressed data, where FF is followed only by 00, FF or a restart marker
 * (ITU-T T.81, section B.1.1). Something else at the end was appended to a whole image.
 */
function isCutJpeg(head: Buffer, tail: Buffer, size: number): boolean {
	if (!head.includes('\xff\xda', 0, 'latin1')) return false;
	let end = tail.length;
	while (end > 0 && tail[end - 1] === 0) end -= 1;
	// Offsets of a small file are the same in both parts.
	const begin = size === tail.length ? tail.lastIndexOf('\xff\xda', undefined, 'latin1') + 2 : 0;
	const data = tail.subarray(Math.max(begin, end - IMAGE_TAIL), end);
	return data.every((byte, index) => {
		const next = data[index + 1];
		return (
			byte !== 0xff || next === undefined || next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)
		);
	});
}

const ZIP_KINDS: ReadonlySet<FileKind> = new Set([
	...[KINDS.docx, KINDS.xlsx, KINDS.pptx, KINDS.vsdx, KINDS.odt, KINDS.ods, KINDS.odp, KINDS.odg],
	...[KINDS.epub, KINDS.xps, KINDS.jar, KINDS.apk, KINDS.zip, KINDS.zipBased],
]);

/**
 * Finds a file that lacks its end. Programs append to complete files, so the mark of the end may stand anywhere in the
 * tail. A file that has not begun its data is not judged.
 */
export function withoutEnd(kind: FileKind, seen: Seen): FileKind | undefined {
	const { head, tail, size } = seen;
	if (!tail) return undefined;
	const isCut =
		(kind === KINDS.pdf && head.includes(' obj', 0, 'latin1') && !tail.includes('%%EOF', 0, 'latin1')) ||
		(kind === KINDS.jpeg && isCutJpeg(head, tail, size)) ||
		(kind === KINDS.png &&
			head.toString('latin1', 12, 16) === 'IHDR' &&
			!tail.includes('IEND', 0, 'latin1')) ||
		(ZIP_KINDS.has(kind) && lacksEnd(tail));
	return isCut ? cutOff(kind) : undefined;
}
