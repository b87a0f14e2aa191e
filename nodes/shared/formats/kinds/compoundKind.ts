import { KINDS, type FileKind } from './table';

/** Kinds by a stream in the directory of a compound file. Source: [MS-CFB], [MS-DOC], [MS-XLS], [MS-PPT], [MS-OXMSG]. */
const BY_STREAM: ReadonlyArray<readonly [string, FileKind]> = [
	['EncryptedPackage', KINDS.protectedOffice],
	['WordDocument', KINDS.wordBinary],
	['PowerPoint Document', KINDS.powerPointBinary],
	['__properties_version1.0', KINDS.outlookMessage],
	['Workbook', KINDS.excelBinary],
	['Book', KINDS.excelBinary],
];

/** Bytes of a directory entry, and of the name in it. */
const ENTRY = 128;
const NAME = 64;

/** Finds a directory entry by its name. Entries are aligned in the file. */
function hasStream(part: Buffer, offset: number, name: string): boolean {
	const wanted = Buffer.from(`${name}\0`, 'utf16le');
	for (let at = part.indexOf(wanted); at >= 0; at = part.indexOf(wanted, at + 2)) {
		const isEntry = (offset + at) % ENTRY === 0 && at + NAME + 2 <= part.length;
		if (isEntry && part.readUInt16LE(at + NAME) === wanted.length) return true;
	}
	return false;
}

/**
 * Tells Office documents apart by the directory of the compound file, which can stand anywhere in it. A document that
 * holds another one has the streams of both.
 */
export function compoundKind(head: Buffer, tail: Buffer | undefined, size: number | undefined): FileKind {
	const parts: ReadonlyArray<readonly [Buffer, number]> =
		tail && size !== undefined && size > head.length
			? [
					[head, 0],
					[tail, size - tail.length],
				]
			: [[head, 0]];
	const found = new Set(
		BY_STREAM.filter(([name]) => parts.some(([part, offset]) => hasStream(part, offset, name))).map(
			([, kind]) => kind,
		),
	);
	const [only, ...others] = found;
	return others.length === 0 && only !== undefined ? only : KINDS.compound;
}
