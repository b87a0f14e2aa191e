import { safeFileName, safePath } from '../foreign';
import { isZip } from '../zip';
import { compoundKind } from './kinds/compoundKind';
import { textOfBinary, withoutEnd, type Seen } from './kinds/damage';
import { derKind } from './kinds/derKind';
import { fits, mimeTypeUnder } from './kinds/endings';
import { COMPOUND, holdsPdf, magicKind } from './kinds/magic';
import { KINDS, type FileKind } from './kinds/table';
import { textKind } from './kinds/textKind';
import { zipKind } from './kinds/zipKind';

export {} from './kinds/endings';
export { KINDS, type FileKind } from './kinds/table';

export const ENCRYPTED = KINDS.encrypted;
export const UNKNOWN = KINDS.unknown;

/** Bytes of the beginning and the end that decide what a file is. The directory of a ZIP archive ends within 65,557. */
export const HEAD = 64 * 1024;
export const TAIL = 66 * 1024;

/** Base64 of base64 is common, more is not. */
const MAX_DEPTH = 2;

function recognize(head: Buffer, seen: Seen | undefined, depth: number): FileKind {
	const isWhole = seen ? seen.size === head.length : true;
	const broken = textOfBinary(head);
	if (broken) return broken;
	// An archive without files has only its end.
	if (isZip(head) || head.toString('latin1', 0, 4) === 'PK\x05\x06') return zipKind(head, seen?.tail);
	if (head.toString('latin1', 0, 8) === COMPOUND) return compoundKind(head, seen?.tail, seen?.size);
	const inner = (bytes: Buffer) =>
		depth < MAX_DEPTH ? recognize(bytes, undefined, depth + 1) : KINDS.unknown;
	const found = magicKind(head) ?? derKind(head) ?? textKind(head, isWhole, inner);
	if (found && found !== KINDS.text) return found;
	return holdsPdf(head) ? KINDS.pdf : (found ?? KINDS.unknown);
}

/** Recognizes a file by its first kilobytes. */
export const kindOf = (head: Buffer): FileKind => recognize(head, undefined, 0);

/** Recognizes a file by its beginning and end, and notices a missing end. */
export function kindOfFile(seen: Seen): FileKind {
	const kind = recognize(seen.head, seen, 0);
	return withoutEnd(kind, seen) ?? kind;
}

/** Recognizes a file in memory. */
export const kindOfWhole = (file: Buffer): FileKind =>
	kindOfFile({ head: file.subarray(0, HEAD), tail: file.subarray(-TAIL), size: file.length });

/** Returns the last part of a path of any system as a safe name, or an empty string if it is not a name. */
export const baseName = (path: string) =>
	safePath(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));

const lastEnding = (name: string) => /\.([^.]{1,10})$/.exec(name)?.[1].toLowerCase() ?? '';

/**
 * Names a file that was extracted from another: drops the extension of the outer file and adds one that fits the
 * content.
 * @param wrappings extensions to drop
 */
export function innerName(outer: string, wrappings: readonly string[], kind: FileKind): string {
	let name = baseName(outer);
	if (wrappings.includes(lastEnding(name))) name = name.slice(0, name.lastIndexOf('.'));
	name ||= 'document';
	const ending = lastEnding(name);
	// Plain text comes with many extensions, so an existing one is kept.
	const isKept =
		fits(kind, ending) || kind.tolerated.includes(ending) || (ending !== '' && kind === KINDS.text);
	return isKept || kind.endings.length === 0 ? name : safeFileName(`${name}.${kind.endings[0]}`);
}

/** Returns the media type of a file, by its content and, where that leaves it open, by its name. */
export const mimeTypeOf = (kind: FileKind, name: string): string => mimeTypeUnder(kind, lastEnding(name));
