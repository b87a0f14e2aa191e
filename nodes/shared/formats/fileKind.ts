import { OID, oid } from '../gost';

/** What a file is, as far as its first bytes tell. */
export interface FileKind {
	mimeType: string;
	/** Endings of its name; the first is given to a file without one. */
	endings: readonly string[];
}

const kind = (mimeType: string, ...endings: string[]): FileKind => ({ mimeType, endings });

export const ZIP = kind('application/zip', 'zip');
const XML = kind('application/xml', 'xml', 'xsd', 'xsl', 'html', 'htm', 'svg', 'fb2');
const TEXT = kind('text/plain', 'txt');
const SIGNATURE = kind('application/pkcs7-mime', 'sig', 'p7m', 'p7s', 'sgn');
export const ENCRYPTED = kind('application/pkcs7-mime', 'enc', 'p7m', 'cms');
export const UNKNOWN: FileKind = { mimeType: 'application/octet-stream', endings: [] };

/** Documents that are zip archives, by a name that stands in them. */
const OFFICE: ReadonlyArray<readonly [string, FileKind]> = [
	['word/', kind('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx')],
	['xl/', kind('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx', 'xlsm')],
	['ppt/', kind('application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx')],
];
const OPEN_DOCUMENT: ReadonlyArray<readonly [string, FileKind]> = [
	['opendocument.text', kind('application/vnd.oasis.opendocument.text', 'odt')],
	['opendocument.spreadsheet', kind('application/vnd.oasis.opendocument.spreadsheet', 'ods')],
	['opendocument.presentation', kind('application/vnd.oasis.opendocument.presentation', 'odp')],
];

const MAGIC: ReadonlyArray<readonly [string, FileKind]> = [
	['%PDF-', kind('application/pdf', 'pdf')],
	['{\\rtf', kind('application/rtf', 'rtf', 'doc')],
	['\x89PNG\r\n', kind('image/png', 'png')],
	['\xff\xd8\xff', kind('image/jpeg', 'jpg', 'jpeg')],
	['GIF8', kind('image/gif', 'gif')],
	['II*\0', kind('image/tiff', 'tif', 'tiff')],
	['MM\0*', kind('image/tiff', 'tif', 'tiff')],
	['\x1f\x8b', kind('application/gzip', 'gz', 'tgz')],
	['7z\xbc\xaf\x27\x1c', kind('application/x-7z-compressed', '7z')],
	['Rar!\x1a', kind('application/vnd.rar', 'rar')],
	['\xd0\xcf\x11\xe0', kind('application/x-ole-storage', 'doc', 'xls', 'ppt', 'msg')],
];

const has = (head: Buffer, text: string) => head.includes(Buffer.from(text, 'latin1'));

/** A zip archive, or the document of an office program that one is. */
function kindOfZip(head: Buffer): FileKind {
	const first = head.toString('latin1', 30, 30 + head.readUInt16LE(26));
	if (first === 'mimetype') return OPEN_DOCUMENT.find(([mark]) => has(head, mark))?.[1] ?? ZIP;
	if (!['[Content_Types].xml', '_rels/', '_rels/.rels', 'docProps/app.xml'].includes(first)) return ZIP;
	return OFFICE.find(([mark]) => has(head, mark))?.[1] ?? ZIP;
}

/** Text in UTF-8 or a one-byte encoding has no control characters but tabs and line ends. */
function isText(head: Buffer): boolean {
	return head.length > 0 && !head.some((byte) => byte < 0x20 && ![9, 10, 12, 13].includes(byte));
}

function textKind(head: Buffer): FileKind {
	const utf16 = head[0] === 0xff && head[1] === 0xfe;
	if (!utf16 && !isText(head)) return UNKNOWN;
	const text = head.toString(utf16 ? 'utf16le' : 'utf8').replace(/^\ufeff/, '');
	return /^\s*<(\?xml|!|[A-Za-zА-Яа-яЁё_])/.test(text) ? XML : TEXT;
}

/** The content type of a CMS message at the beginning of a file (RFC 5652 3). */
function messageKind(head: Buffer): FileKind | undefined {
	if (head[0] !== 0x30) return undefined;
	const start = head.subarray(0, 24);
	const says = (type: string) => start.includes(Buffer.from(oid(type)));
	if (says(OID.signedData)) return SIGNATURE;
	return says(OID.envelopedData) ? ENCRYPTED : undefined;
}

/** What a file is, by its first kilobytes. */
export function kindOf(head: Buffer): FileKind {
	if (head.length >= 30 && head.toString('latin1', 0, 4) === 'PK\x03\x04') return kindOfZip(head);
	const magic = MAGIC.find(([mark]) => head.toString('latin1', 0, mark.length) === mark);
	return magic?.[1] ?? messageKind(head) ?? textKind(head);
}

const isName = (part: string) => !['', '.', '..'].includes(part);

/**
 * A path of any system as one that leads down from where it is put: its parts, separated by `/`, without steps up,
 * drives and control characters.
 */
export const pathBelow = (path: string): string =>
	path
		.replace(/\p{Cc}/gu, '')
		.replace(/^[A-Za-z]:/, '')
		.split(/[\\/]/)
		.filter(isName)
		.join('/');

/** The last part of a path of any system; empty when that is none. */
export const baseName = (path: string) => pathBelow(path.split(/[\\/]/).pop() ?? '');

const endingOf = (name: string) => /\.([^.]{1,10})$/.exec(name)?.[1].toLowerCase() ?? '';

/**
 * The name of a file that was taken out of another: without the ending of the wrapping, with one of its own.
 * @param wrappings endings of the file it was in
 */
export function innerName(outer: string, wrappings: readonly string[], kindOfInner: FileKind): string {
	let name = baseName(outer);
	const wrapped = wrappings.includes(endingOf(name));
	if (wrapped) name = name.slice(0, name.lastIndexOf('.'));
	if (!name) name = 'document';
	const ending = endingOf(name);
	const { endings } = kindOfInner;
	// Text has many endings of its own, so one that stands there is left alone.
	const fits = endings.includes(ending) || (ending !== '' && kindOfInner === TEXT);
	return fits || endings.length === 0 ? name : `${name}.${endings[0]}`;
}
