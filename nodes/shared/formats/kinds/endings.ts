import { KINDS, type FileKind } from './table';

const KNOWN: ReadonlySet<string> = new Set(Object.values(KINDS).flatMap((kind) => kind.endings));

/** Returns whether an ending stands for a kind that is recognized by its content. */
export const isKnownEnding = (ending: string): boolean => KNOWN.has(ending);

/** Returns whether an ending is right for a kind of content. */
export const fits = (kind: FileKind, ending: string): boolean => kind.endings.includes(ending);

/**
 * Returns the ending of a name in lower case, or an empty string. The last part of "Act of 12.03.2024" or "Act no. 5" is
 * none.
 */
export function endingOf(name: string): string {
	const ending = /\.([\p{L}\p{N}_]{1,10})$/u.exec(name.trimEnd())?.[1].toLowerCase() ?? '';
	return isKnownEnding(ending) || /\p{L}/u.test(ending) ? ending : '';
}

/**
 * Media types by ending, for content that several programs share. Source: IANA media types; Microsoft, "Office file
 * format MIME types".
 */
const MIME_TYPES: ReadonlyMap<string, string> = new Map([
	['doc', 'application/msword'],
	['dot', 'application/msword'],
	['xls', 'application/vnd.ms-excel'],
	['xlt', 'application/vnd.ms-excel'],
	['ppt', 'application/vnd.ms-powerpoint'],
	['pps', 'application/vnd.ms-powerpoint'],
	['msg', 'application/vnd.ms-outlook'],
	['docx', KINDS.docx.mimeType],
	['dotx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.template'],
	['docm', 'application/vnd.ms-word.document.macroEnabled.12'],
	['dotm', 'application/vnd.ms-word.template.macroEnabled.12'],
	['xlsx', KINDS.xlsx.mimeType],
	['xltx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.template'],
	['xlsm', 'application/vnd.ms-excel.sheet.macroEnabled.12'],
	['xltm', 'application/vnd.ms-excel.template.macroEnabled.12'],
	['xlsb', 'application/vnd.ms-excel.sheet.binary.macroEnabled.12'],
	['pptx', KINDS.pptx.mimeType],
	['pptm', 'application/vnd.ms-powerpoint.presentation.macroEnabled.12'],
	['ppsx', 'application/vnd.openxmlformats-officedocument.presentationml.slideshow'],
	['p7s', 'application/pkcs7-signature'],
	['svg', 'image/svg+xml'],
	['csv', 'text/csv'],
	['tsv', 'text/tab-separated-values'],
	['html', 'text/html'],
	['htm', 'text/html'],
	['xhtml', 'application/xhtml+xml'],
	['eml', 'message/rfc822'],
	['md', 'text/markdown'],
	['ics', 'text/calendar'],
	['json', 'application/json'],
	['m4a', 'audio/mp4'],
	['mov', 'video/quicktime'],
	['avif', 'image/avif'],
]);

/** Returns the media type of content under an ending. */
export const mimeTypeUnder = (kind: FileKind, ending: string): string =>
	(fits(kind, ending) || kind.tolerated.includes(ending) ? MIME_TYPES.get(ending) : undefined) ??
	kind.mimeType;
