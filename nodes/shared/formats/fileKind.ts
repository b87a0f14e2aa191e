import { messageType, OID } from '../gost';
import { safeFileName, safePath } from '../foreign';
import { isZip } from '../zip';

/** The type of a file, judged by its first bytes. */
export interface FileKind {
	mimeType: string;
	/** Possible extensions; a name without any of them gets the first. */
	endings: readonly string[];
}

const kind = (mimeType: string, ...endings: string[]): FileKind => ({ mimeType, endings });

export const ZIP = kind('application/zip', 'zip');
const XML = kind('application/xml', 'xml', 'xsd', 'xsl', 'html', 'htm', 'svg', 'fb2');
const TEXT = kind('text/plain', 'txt');
const SIGNATURE = kind('application/pkcs7-mime', 'sig', 'p7m', 'p7s', 'sgn');
export const ENCRYPTED = kind('application/pkcs7-mime', 'enc', 'p7m', 'cms');
export const UNKNOWN: FileKind = { mimeType: 'application/octet-stream', endings: [] };

/** Documents that are ZIP archives, by a name that occurs in them. */
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

const MESSAGES: ReadonlyMap<string | undefined, FileKind> = new Map([
	[OID.signedData, SIGNATURE],
	[OID.envelopedData, ENCRYPTED],
]);

/** Finds the first kind whose mark occurs in the head of an archive. */
const marked = (kinds: ReadonlyArray<readonly [string, FileKind]>, head: Buffer): FileKind =>
	kinds.find(([mark]) => head.includes(mark, 0, 'latin1'))?.[1] ?? ZIP;

/** Tells office documents from other ZIP archives by their first entry. */
function zipKind(head: Buffer): FileKind {
	const first = head.toString('latin1', 30, 30 + head.readUInt16LE(26));
	if (first === 'mimetype') return marked(OPEN_DOCUMENT, head);
	const isOffice = ['[Content_Types].xml', '_rels/', '_rels/.rels', 'docProps/app.xml'].includes(first);
	return isOffice ? marked(OFFICE, head) : ZIP;
}

/** Text in UTF-8 or a one-byte encoding has no control characters except tabs, line breaks and form feeds. */
const isText = (head: Buffer): boolean =>
	head.length > 0 && !head.some((byte) => byte < 0x20 && ![9, 10, 12, 13].includes(byte));

function textKind(head: Buffer): FileKind {
	const isUtf16 = head[0] === 0xff && head[1] === 0xfe;
	if (!isUtf16 && !isText(head)) return UNKNOWN;
	const text = head.toString(isUtf16 ? 'utf16le' : 'utf8').replace(/^\ufeff/, '');
	return /^\s*<(\?xml|!|[A-Za-zА-Яа-яЁё_])/.test(text) ? XML : TEXT;
}

/** Recognizes a file by its first kilobytes. */
export function kindOf(head: Buffer): FileKind {
	if (head.length >= 30 && isZip(head)) return zipKind(head);
	const magic = MAGIC.find(([mark]) => head.toString('latin1', 0, mark.length) === mark);
	return magic?.[1] ?? MESSAGES.get(messageType(head)) ?? textKind(head);
}

/** Returns the last part of a path of any system as a safe name, or an empty string if it is not a name. */
export const baseName = (path: string) =>
	safePath(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));

const endingOf = (name: string) => /\.([^.]{1,10})$/.exec(name)?.[1].toLowerCase() ?? '';

/**
 * Names a file that was extracted from another: drops the extension of the outer file and adds one that fits the
 * content.
 * @param wrappings extensions to drop
 */
export function innerName(
	outer: string,
	wrappings: readonly string[],
	{ endings, mimeType }: FileKind,
): string {
	let name = baseName(outer);
	if (wrappings.includes(endingOf(name))) name = name.slice(0, name.lastIndexOf('.'));
	name ||= 'document';
	const ending = endingOf(name);
	// Plain text comes with many extensions, so an existing one is kept.
	const fits = endings.includes(ending) || (ending !== '' && mimeType === TEXT.mimeType);
	return fits || endings.length === 0 ? name : safeFileName(`${name}.${endings[0]}`);
}
