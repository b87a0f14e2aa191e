import { KINDS, type FileKind } from './table';

const LOCAL = Buffer.from('PK\x03\x04', 'latin1');
const CENTRAL = Buffer.from('PK\x01\x02', 'latin1');
const END = Buffer.from('PK\x05\x06', 'latin1');

/** Kinds of documents in a ZIP archive, by the name of a file in it. */
const BY_NAME: ReadonlyArray<readonly [RegExp, FileKind]> = [
	[/^word\//, KINDS.docx],
	[/^xl\//, KINDS.xlsx],
	[/^ppt\//, KINDS.pptx],
	[/^visio\//, KINDS.vsdx],
	[/^FixedDocumentSequence\.fdseq$|^FixedDocSeq\.fdseq$/i, KINDS.xps],
	[/^AndroidManifest\.xml$/, KINDS.apk],
	[/^META-INF\/MANIFEST\.MF$/, KINDS.jar],
];

/** Kinds by the content of the file `mimetype`, which is not compressed. Longer types come first. */
const BY_TYPE: ReadonlyArray<readonly [string, FileKind]> = [
	['application/vnd.oasis.opendocument.text', KINDS.odt],
	['application/vnd.oasis.opendocument.spreadsheet', KINDS.ods],
	['application/vnd.oasis.opendocument.presentation', KINDS.odp],
	['application/vnd.oasis.opendocument.graphics', KINDS.odg],
	['application/epub+zip', KINDS.epub],
];

/** Bytes between a mark and the name of a file, and where the length of the name stands (APPNOTE, section 4.3). */
const LAYOUT = { local: { size: 30, length: 26 }, central: { size: 46, length: 28 } } as const;

const MAX_NAMES = 2000;

function namesAfter(
	part: Buffer,
	mark: Buffer,
	{ size, length }: { size: number; length: number },
): string[] {
	const names: string[] = [];
	for (let at = part.indexOf(mark); at >= 0 && names.length < MAX_NAMES; at = part.indexOf(mark, at + 4)) {
		if (at + size > part.length) break;
		names.push(part.toString('latin1', at + size, at + size + part.readUInt16LE(at + length)));
	}
	return names;
}

/** Reads the file `mimetype`, which some programs do not write first. */
function statedType(head: Buffer): FileKind | undefined {
	const at = head.indexOf('mimetype', 0, 'latin1');
	if (at < 0) return undefined;
	// The content follows the name, unless there is an extra field.
	const text = head.toString('latin1', at + 8, at + 256);
	const begin = text.indexOf('application/');
	return begin < 0 ? undefined : BY_TYPE.find(([type]) => text.startsWith(type, begin))?.[1];
}

/** Tells documents from other ZIP archives, by the names of their files in both ends of the archive. */
export function zipKind(head: Buffer, tail: Buffer | undefined): FileKind {
	const stated = statedType(head);
	if (stated) return stated;
	const directory = tail ?? head;
	const listed = namesAfter(directory, CENTRAL, LAYOUT.central);
	const names = [...namesAfter(head, LOCAL, LAYOUT.local), ...listed];
	const found = BY_NAME.find(([name]) => names.some((one) => name.test(one.replaceAll('\\', '/'))));
	// A Java archive can hold anything, an Office document always lists its types.
	if (found && (names.includes('[Content_Types].xml') || [KINDS.jar, KINDS.apk].includes(found[1]))) {
		return found[1];
	}
	const end = directory.lastIndexOf(END);
	const isWhole =
		end >= 0 && end + 12 <= directory.length && listed.length >= directory.readUInt16LE(end + 10);
	return isWhole ? KINDS.zip : KINDS.zipBased;
}

/** Returns whether the end of a ZIP archive is missing. */
export const lacksEnd = (tail: Buffer): boolean => !tail.includes(END);
