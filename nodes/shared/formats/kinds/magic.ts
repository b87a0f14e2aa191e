import { KINDS, type FileKind } from './table';

/** First bytes of a kind, as Latin-1; `?` stands for any byte. */
type Magic = readonly [mark: string, kind: FileKind];

/** Sources: the documentation of each format. A longer mark comes before a shorter one that it begins with. */
export const MAGIC: readonly Magic[] = [
	['%PDF-', KINDS.pdf],
	['\x89PNG\r\n\x1a\n', KINDS.png],
	['\xff\xd8\xff', KINDS.jpeg],
	['GIF87a', KINDS.gif],
	['GIF89a', KINDS.gif],
	['II*\0', KINDS.tiff],
	['MM\0*', KINDS.tiff],
	['II+\0', KINDS.tiff],
	['MM\0+', KINDS.tiff],
	['BM????\0\0\0\0', KINDS.bmp],
	['RIFF????WEBP', KINDS.webp],
	['????ftyphei', KINDS.heic],
	['????ftyphev', KINDS.heic],
	['????ftypmif1', KINDS.heic],
	['????ftypmsf1', KINDS.heic],
	['????ftypavi', KINDS.heic],
	['????ftyp', KINDS.video],
	['\0\0\x01\0?\0', KINDS.icon],
	['\0\0\x02\0?\0', KINDS.icon],
	['AT&TFORM', KINDS.djvu],
	['%!PS', KINDS.postScript],
	['{\\rtf', KINDS.rtf],
	['\x1f\x8b', KINDS.gzip],
	['7z\xbc\xaf\x27\x1c', KINDS.sevenZip],
	['Rar!\x1a\x07', KINDS.rar],
	['BZh', KINDS.bzip2],
	['\xfd7zXZ\0', KINDS.xz],
	['MSCF\0\0\0\0', KINDS.cab],
	['MZ', KINDS.program],
	// Excel 2 to 5 without a compound file.
	['\x09\x00\x04\x00', KINDS.excelBinary],
	['\x09\x02\x06\x00', KINDS.excelBinary],
	['\x09\x04\x06\x00', KINDS.excelBinary],
	['\x09\x08\x08\x00', KINDS.excelBinary],
];

export const COMPOUND = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

const matches = (start: string, mark: string): boolean =>
	start.length >= mark.length &&
	[...mark].every((character, index) => character === '?' || character === start[index]);

/** Where a PDF reader looks for the mark. Source: Adobe, PDF Reference 1.7, appendix H, note 13. */
const PDF_WITHIN = 1024;

/** Recognizes a file by its first bytes. */
export function magicKind(head: Buffer): FileKind | undefined {
	const start = head.toString('latin1', 0, 16);
	const found = MAGIC.find(([mark]) => matches(start, mark))?.[1];
	// Letters alone occur at the beginning of texts too.
	if (found === KINDS.program || found === KINDS.bzip2)
		return head.subarray(0, 64).includes(0) ? found : undefined;
	if (found) return found;
	return head.toString('latin1', 257, 262) === 'ustar' ? KINDS.tar : undefined;
}

/** Returns whether a PDF document begins after some other bytes. */
export const holdsPdf = (head: Buffer): boolean =>
	head.subarray(0, PDF_WITHIN).includes('%PDF-', 0, 'latin1');
