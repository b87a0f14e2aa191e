import { stretches } from '../gost/chunks';
import { failure } from './errors';
import { pathBelow } from './fileKind';

/** A file in a zip archive. */
export interface ArchiveFile {
	/** Path in the archive, parts separated by `/`; it leads to no place outside of where it is put. */
	path: string;
	/** The bytes; a fault in them shows at the end at the latest. */
	open: () => AsyncGenerator<Uint8Array>;
}

const MAX_FILES = 1000;
/** Bytes that all files of an archive may have together: what is packed may be far larger than the archive. */
const MAX_UNPACKED = 512 * 1024 * 1024;
const TOO_LARGE = `its files have more than ${MAX_UNPACKED / 1024 / 1024} MB`;

const damaged = (what: string) =>
	failure(
		'damaged',
		`The archive is damaged: ${what}`,
		'Turn off Unpack Archive to get the archive as it is, or ask the sender for it again.',
	);

const unsupported = (what: string) =>
	failure(
		'unsupported',
		`The archive cannot be unpacked: ${what}`,
		'Turn off Unpack Archive to get the archive as it is, and unpack it elsewhere.',
	);

const CRC = Uint32Array.from({ length: 256 }, (_none, index) => {
	let value = index;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value;
});

/** CRC-32 (APPNOTE 4.4.7), continued from `start`. */
function crc32(data: Uint8Array, start = 0): number {
	let value = ~start;
	for (const byte of data) value = CRC[(value ^ byte) & 0xff] ^ (value >>> 8);
	return ~value >>> 0;
}

function field(extra: Buffer, id: number): Buffer | undefined {
	for (let at = 0; at + 4 <= extra.length;) {
		const length = extra.readUInt16LE(at + 2);
		if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + length);
		at += 4 + length;
	}
	return undefined;
}

/**
 * The name of a file (APPNOTE 4.4.17, 4.6.9, appendix D): UTF-8 where it says so; what does not, is UTF-8 or the
 * encoding of DOS, which Russian programs write as code page 866.
 */
function nameOf(raw: Buffer, extra: Buffer): string {
	const unicode = field(extra, 0x7075);
	const bytes =
		unicode && unicode.length > 5 && unicode.readUInt32LE(1) === crc32(raw) ? unicode.subarray(5) : raw;
	const utf8 = bytes.toString('utf8');
	// What is no UTF-8 leaves marks; code page 866 hardly ever passes for it.
	const name = utf8.includes('\ufffd') ? new TextDecoder('ibm866').decode(bytes) : utf8;
	return name.replace(/\\/g, '/');
}

async function* inflate(
	packed: Uint8Array<ArrayBuffer>,
	format: 'deflate-raw' | 'gzip',
): AsyncGenerator<Uint8Array> {
	const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream(format)).getReader();
	const broken = (): never => {
		throw damaged('a packed file cannot be read');
	};
	try {
		for (;;) {
			const { done, value } = await reader.read().catch(broken);
			if (done) return;
			yield value as Uint8Array;
		}
	} finally {
		await reader.cancel().catch(() => undefined);
	}
}

/**
 * The content of a gzip file (RFC 1952). A fault in it shows at the end at the latest.
 * @throws UserError for a damaged or immense file, when it is read
 */
export async function* gunzip(file: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array> {
	let length = 0;
	for await (const chunk of inflate(file, 'gzip')) {
		length += chunk.length;
		if (length > MAX_UNPACKED) throw unsupported(TOO_LARGE);
		yield chunk;
	}
}

interface Entry {
	flags: number;
	method: number;
	crc: number;
	packed: number;
	size: number;
	start: number;
}

/**
 * The files of a zip archive (PKWARE APPNOTE 6.3; not ZIP64, not of several volumes).
 * @throws UserError for a damaged, encrypted or immense archive, here or when a file is read
 */
export function filesOf(archive: Buffer<ArrayBuffer>): ArchiveFile[] {
	const at = (offset: number, length: number): Buffer<ArrayBuffer> => {
		if (offset < 0 || offset + length > archive.length) throw damaged('it is cut off');
		return archive.subarray(offset, offset + length);
	};

	async function* read({ flags, method, crc, packed, size, start }: Entry): AsyncGenerator<Uint8Array> {
		if ((flags & 1) !== 0) throw unsupported('it is protected with a password');
		if (method !== 0 && method !== 8) throw unsupported(`it is packed with method ${method}`);
		const local = at(start, 30);
		const body = at(start + 30 + local.readUInt16LE(26) + local.readUInt16LE(28), packed);
		let length = 0;
		let check = 0;
		for await (const chunk of method === 8 ? inflate(body, 'deflate-raw') : stretches(body)) {
			length += chunk.length;
			if (length > size) throw damaged('a file is longer than it says');
			check = crc32(chunk, check);
			yield chunk;
		}
		if (length !== size || check !== crc) throw damaged('the check value of a file does not fit');
	}

	const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	const last = at(end, 22);
	const count = last.readUInt16LE(10);
	if (count > MAX_FILES) throw unsupported(`it holds more than ${MAX_FILES} files`);
	const files: ArchiveFile[] = [];
	let position = last.readUInt32LE(16);
	let unpacked = 0;
	for (let index = 0; index < count; index++) {
		const header = at(position, 46);
		if (header.readUInt32LE(0) !== 0x02014b50) throw damaged('its list of files cannot be read');
		const nameLength = header.readUInt16LE(28);
		const extraLength = header.readUInt16LE(30);
		const path = nameOf(at(position + 46, nameLength), at(position + 46 + nameLength, extraLength));
		position += 46 + nameLength + extraLength + header.readUInt16LE(32);
		const entry: Entry = {
			flags: header.readUInt16LE(8),
			method: header.readUInt16LE(10),
			crc: header.readUInt32LE(16),
			packed: header.readUInt32LE(20),
			size: header.readUInt32LE(24),
			start: header.readUInt32LE(42),
		};
		if ([entry.packed, entry.size, entry.start].includes(0xffffffff)) {
			throw unsupported('it is in the ZIP64 form');
		}
		// A file that turns out longer than it says is refused, so this bounds what is really written.
		unpacked += entry.size;
		if (unpacked > MAX_UNPACKED) throw unsupported(TOO_LARGE);
		if (!path.endsWith('/')) files.push({ path: pathBelow(path) || 'document', open: () => read(entry) });
	}
	return files;
}
