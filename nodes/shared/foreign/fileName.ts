import { capped, oneWord } from './visible';

// What file systems and the headers of a download take.
const LONGEST_NAME = 255;

// Names of devices, with or without an extension. Source: Microsoft, "Naming Files, Paths, and Namespaces".
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[\d¹²³]|lpt[\d¹²³])[ .]*(?:\.|$)/i;

const ENDING = /(?:\.[^.\s]{1,16}){1,2}$/;

/** Removes spaces and dots from the end, which Windows drops. */
function withoutTail(name: string): string {
	let length = name.length;
	while (length > 0 && ' .'.includes(name[length - 1])) length -= 1;
	return name.slice(0, length);
}

/** Shortens a name to a number of bytes and keeps its ending. */
function shortened(name: string, bytes: number): string {
	if (Buffer.byteLength(name) <= bytes) return name;
	const ending = ENDING.exec(name.slice(-40))?.[0] ?? '';
	const stem = name.slice(0, name.length - ending.length);
	return withoutTail(capped(stem, bytes - Buffer.byteLength(ending), '')) + ending;
}

/**
 * Makes a name that comes from outside one that any file system takes: one part of a path, visible, not the name of a
 * device, at most 255 bytes.
 * @param fallback for what is not a name
 * @param bytes leaves room for what is added to the name
 */
export function safeFileName(name: string, fallback = 'document', bytes = LONGEST_NAME): string {
	// Longer than any name; keeps the ending.
	const bounded = name.length > 4096 ? name.slice(0, 2048) + name.slice(-64) : name;
	const clean = withoutTail(oneWord(bounded.normalize('NFC')).replace(/[\\/]/g, '_').trimStart());
	if (clean === '') return fallback;
	return shortened(DEVICE.test(clean) ? `_${clean}` : clean, bytes);
}

// Of a path that is deeper, the innermost folders are kept.
const DEEPEST = 16;
const LONGEST_PATH = 4096;

/** Makes a path of any system a relative one of safe names, without drives and steps up. Returns '' if none is left. */
export const safePath = (path: string): string =>
	path
		.replace(/^[A-Za-z]:/, '')
		.slice(-LONGEST_PATH)
		.split(/[\\/]/)
		.slice(-DEEPEST)
		.map((part) => (part.trim() === '..' ? '' : safeFileName(part, '')))
		.filter((part) => part !== '')
		.join('/');

/** Returns a media type (RFC 9110, section 8.3.1) if it is one. */
export const mediaType = (type: string | undefined): string | undefined =>
	type !== undefined && /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(?:;[ -~]{0,255})?$/.test(type)
		? type
		: undefined;
