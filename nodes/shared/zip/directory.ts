import { t } from '../language';
import type { ZipError } from './errors';
import { decodeNames, type RawName } from './names';
import { crc32 } from './crc32';

const MAX_ENTRIES = 1000;
// Bytes of a path. Windows takes 260 characters.
const MAX_NAME = 1024;

const END = 0x06054b50;
const END_LENGTH = 22;
const LOCATOR = 0x07064b50;
const LOCATOR_LENGTH = 20;
const END64 = 0x06064b50;
const END64_LENGTH = 56;
const CENTRAL = 0x02014b50;
const ENCRYPTED_DIRECTORY = 0x08064b50;

const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;

/** How many bytes may follow the archive: mail programs and ciphers with padding add some. */
const MAX_TRAILING = 64 * 1024;

/** Returns bytes of the archive. Throws the caller's error for what lies outside. */
export type Slice = (offset: number, length: number) => Buffer<ArrayBuffer>;

/** An entry of the central directory. */
export interface Entry {
	path: string;
	flags: number;
	method: number;
	crc: number;
	/** Bytes in the archive, and of the file. */
	packed: number;
	size: number;
	/** Of the local header. */
	offset: number;
	extra: Buffer;
}

/** Returns the data of the extra field with this ID (APPNOTE, section 4.5.1). */
export function extraField(extra: Buffer, id: number): Buffer | undefined {
	for (let at = 0; at + 4 <= extra.length;) {
		const length = extra.readUInt16LE(at + 2);
		if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + length);
		at += 4 + length;
	}
	return undefined;
}

/** A file cannot be as large as 2^53, so anything above lies outside. */
const number64 = (data: Buffer, at: number) => Number(data.readBigUInt64LE(at));

/** Where the central directory is, and how many entries it has. */
interface Place {
	count: number;
	offset: number;
}

/** Reads the ZIP64 records in front of the end record (APPNOTE, sections 4.3.14 and 4.3.15). */
function place64(archive: Buffer, end: number): Place | undefined {
	const locator = end - LOCATOR_LENGTH;
	if (locator < 0 || archive.readUInt32LE(locator) !== LOCATOR) return undefined;
	const named = number64(archive, locator + 8);
	// Bytes in front of the archive shift the record, which then is where it usually is: right before its locator.
	for (const at of [named, locator - END64_LENGTH]) {
		if (at < 0 || at + END64_LENGTH > archive.length || archive.readUInt32LE(at) !== END64) continue;
		return { count: number64(archive, at + 32), offset: number64(archive, at + 48) };
	}
	return undefined;
}

function placeAt(archive: Buffer, end: number): Place {
	const count = archive.readUInt16LE(end + 10);
	const offset = archive.readUInt32LE(end + 16);
	if (count !== FULL_16 && offset !== FULL_32) return { count, offset };
	const wide = place64(archive, end);
	return wide ?? { count, offset };
}

/** Whether a central directory, or nothing for an archive without entries, is where the end record says. */
function isPlausible(archive: Buffer, end: number): boolean {
	const { count, offset } = placeAt(archive, end);
	if (count === 0) return offset <= end;
	return offset + 4 <= end && [CENTRAL, ENCRYPTED_DIRECTORY].includes(archive.readUInt32LE(offset));
}

/**
 * Finds the end record (APPNOTE, section 4.3.16). A comment may contain its signature, so the record is the one whose
 * comment ends with the archive and that points to a directory; else the last one that looks right in one respect.
 */
function findEnd(archive: Buffer, error: ZipError): number {
	const lowest = Math.max(0, archive.length - END_LENGTH - FULL_16 - MAX_TRAILING);
	let loose = -1;
	let fitting = -1;
	let last = -1;
	for (let at = archive.length - END_LENGTH; at >= lowest; at--) {
		if (archive[at] !== 0x50 || archive.readUInt32LE(at) !== END) continue;
		const fits = at + END_LENGTH + archive.readUInt16LE(at + 20) === archive.length;
		const plausible = isPlausible(archive, at);
		if (fits && plausible) return at;
		if (plausible && loose < 0) loose = at;
		if (fits && fitting < 0) fitting = at;
		if (last < 0) last = at;
	}
	const found = [loose, fitting, last].find((at) => at >= 0);
	if (found === undefined) throw error('damaged', t`it is truncated`);
	return found;
}

/** Takes the sizes and the offset that do not fit into 32 bits from the extra field (APPNOTE, section 4.5.3). */
function widen(
	header: Buffer,
	extra: Buffer,
	error: ZipError,
): [size: number, packed: number, offset: number] {
	const narrow = [24, 20, 42].map((field) => header.readUInt32LE(field));
	const wide = narrow.includes(FULL_32) ? extraField(extra, 1) : undefined;
	let at = 0;
	const values = narrow.map((value) => {
		if (value !== FULL_32) return value;
		if (wide === undefined || at + 8 > wide.length) {
			throw error('damaged', t`it lacks the sizes that the ZIP64 format requires`);
		}
		at += 8;
		return number64(wide, at - 8);
	});
	return [values[0], values[1], values[2]];
}

const rawName = (bytes: Buffer, header: Buffer, extra: Buffer): RawName => {
	const unicode = extraField(extra, 0x7075);
	const isCurrent =
		unicode !== undefined &&
		unicode.length > 5 &&
		unicode[0] === 1 &&
		unicode.readUInt32LE(1) === crc32(bytes);
	return {
		bytes,
		saysUtf8: (header.readUInt16LE(8) & 0x800) !== 0,
		host: header[5],
		...(isCurrent ? { unicode: unicode.subarray(5) } : {}),
	};
};

/** Reads the central directory. */
export function readDirectory(archive: Buffer<ArrayBuffer>, slice: Slice, error: ZipError): Entry[] {
	const end = findEnd(archive, error);
	const disks = [archive.readUInt16LE(end + 4), archive.readUInt16LE(end + 6)];
	if (disks.some((disk) => disk !== 0 && disk !== FULL_16)) {
		throw error('unsupported', t`it is one part of an archive that was split`);
	}
	const { count, offset } = placeAt(archive, end);
	if (count > MAX_ENTRIES) throw error('unsupported', t`it holds more than ${MAX_ENTRIES} files`);
	const names: RawName[] = [];
	const entries: Entry[] = [];
	let position = offset;
	for (let index = 0; index < count; index++) {
		const header = slice(position, 46);
		const signature = header.readUInt32LE(0);
		if (signature === ENCRYPTED_DIRECTORY) {
			throw error('unsupported', t`it is password-protected, and so is its list of files`);
		}
		if (signature !== CENTRAL) throw error('damaged', t`its list of files cannot be read`);
		const nameLength = header.readUInt16LE(28);
		const extraLength = header.readUInt16LE(30);
		if (nameLength > MAX_NAME) throw error('unsupported', t`the name of a file in it is too long`);
		const extra = slice(position + 46 + nameLength, extraLength);
		names.push(rawName(slice(position + 46, nameLength), header, extra));
		position += 46 + nameLength + extraLength + header.readUInt16LE(32);
		const [size, packed, start] = widen(header, extra, error);
		entries.push({
			path: '',
			flags: header.readUInt16LE(8),
			method: header.readUInt16LE(10),
			crc: header.readUInt32LE(16),
			packed,
			size,
			offset: start,
			extra,
		});
	}
	const paths = decodeNames(names);
	return entries.map((entry, index) => ({
		...entry,
		path: paths[index].replace(/\\/g, '/').normalize('NFC'),
	}));
}
