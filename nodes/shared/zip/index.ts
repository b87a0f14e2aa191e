/**
 * Creates the caller's error: `damaged` for data that violates the format, `unsupported` for a feature that this reader
 * lacks.
 */
export type ZipError = (code: 'damaged' | 'unsupported', what: string) => Error;

export interface ZipEntry {
	/** Path as stored in the archive, separated by `/`; the path of a folder ends with `/`. */
	path: string;
	/** Declared size in bytes; reading fails as soon as the content exceeds it. */
	size: number;
	/** Reads the content in chunks. A wrong size or checksum is reported at the end at the latest. */
	open: () => AsyncGenerator<Uint8Array>;
}

const MAX_ENTRIES = 1000;
// Bytes of a path. Windows takes 260 characters.
const MAX_NAME = 1024;
const CHUNK = 64 * 1024;

const CRC = Uint32Array.from({ length: 256 }, (_none, index) => {
	let value = index;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value;
});

/** Computes CRC-32 (APPNOTE, section 4.4.7), continued from `start`. */
function crc32(data: Uint8Array, start = 0): number {
	let value = ~start;
	for (const byte of data) value = CRC[(value ^ byte) & 0xff] ^ (value >>> 8);
	return ~value >>> 0;
}

/** Returns the data of the extra field with this ID (APPNOTE, section 4.5.1). */
function extraField(extra: Buffer, id: number): Buffer | undefined {
	for (let at = 0; at + 4 <= extra.length;) {
		const length = extra.readUInt16LE(at + 2);
		if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + length);
		at += 4 + length;
	}
	return undefined;
}

/**
 * Decodes the name of an entry (APPNOTE, sections 4.4.17 and 4.6.9, appendix D). Without the Unicode extra field it is
 * UTF-8 or the DOS encoding, which Russian programs treat as code page 866 regardless of the flags.
 */
function decodePath(raw: Buffer, extra: Buffer): string {
	const unicode = extraField(extra, 0x7075);
	const bytes =
		unicode && unicode.length > 5 && unicode.readUInt32LE(1) === crc32(raw) ? unicode.subarray(5) : raw;
	const utf8 = bytes.toString('utf8');
	// Non-ASCII text in code page 866 is almost never valid UTF-8.
	const path = utf8.includes('\ufffd') ? new TextDecoder('ibm866').decode(bytes) : utf8;
	return path.replace(/\\/g, '/');
}

/** Decompresses data in chunks; `corrupted` creates the error for data that does not decompress. */
export async function* decompress(
	packed: Uint8Array<ArrayBuffer>,
	format: 'deflate-raw' | 'gzip',
	corrupted: () => Error,
): AsyncGenerator<Uint8Array> {
	const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream(format)).getReader();
	const refuse = (): never => {
		throw corrupted();
	};
	try {
		for (;;) {
			const { done, value } = await reader.read().catch(refuse);
			if (done) return;
			yield value as Uint8Array;
		}
	} finally {
		await reader.cancel().catch(() => undefined);
	}
}

function* slices(data: Uint8Array): Generator<Uint8Array> {
	for (let at = 0; at < data.length; at += CHUNK) yield data.subarray(at, at + CHUNK);
}

/** Returns whether data begins with a local file header (APPNOTE, section 4.3.7). */
export function isZip(data: Uint8Array): boolean {
	return data[0] === 0x50 && data[1] === 0x4b && data[2] === 3 && data[3] === 4;
}

/**
 * Lists the entries of a ZIP archive (PKWARE APPNOTE 6.3; neither ZIP64 nor split archives), at most 1000. Contents are
 * read and checked only when an entry is opened.
 * @throws the errors that `error` creates, here or when an entry is read
 */
export function readZip(archive: Buffer<ArrayBuffer>, error: ZipError): ZipEntry[] {
	const at = (offset: number, length: number): Buffer<ArrayBuffer> => {
		if (offset < 0 || offset + length > archive.length) throw error('damaged', 'it is truncated');
		return archive.subarray(offset, offset + length);
	};

	async function* read(header: Buffer): AsyncGenerator<Uint8Array> {
		const method = header.readUInt16LE(10);
		const size = header.readUInt32LE(24);
		if ((header.readUInt16LE(8) & 1) !== 0) throw error('unsupported', 'it is password-protected');
		if (method !== 0 && method !== 8) throw error('unsupported', `it uses compression method ${method}`);
		const start = header.readUInt32LE(42);
		const local = at(start, 30);
		const packed = at(start + 30 + local.readUInt16LE(26) + local.readUInt16LE(28), header.readUInt32LE(20));
		const corrupted = () => error('damaged', 'a compressed file in it is corrupted');
		let length = 0;
		let crc = 0;
		for await (const chunk of method === 8 ? decompress(packed, 'deflate-raw', corrupted) : slices(packed)) {
			length += chunk.length;
			if (length > size) throw error('damaged', 'a file in it is larger than declared');
			crc = crc32(chunk, crc);
			yield chunk;
		}
		if (length !== size || crc !== header.readUInt32LE(16)) {
			throw error('damaged', 'the checksum of a file in it does not match');
		}
	}

	const end = at(archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')), 22);
	const count = end.readUInt16LE(10);
	if (count > MAX_ENTRIES) throw error('unsupported', `it holds more than ${MAX_ENTRIES} files`);
	const entries: ZipEntry[] = [];
	let position = end.readUInt32LE(16);
	for (let index = 0; index < count; index++) {
		const header = at(position, 46);
		if (header.readUInt32LE(0) !== 0x02014b50) throw error('damaged', 'its list of files cannot be read');
		// Compressed size, size and offset. ZIP64 stores the real values elsewhere.
		if ([20, 24, 42].some((field) => header.readUInt32LE(field) === 0xffffffff)) {
			throw error('unsupported', 'it is in ZIP64 format');
		}
		const nameLength = header.readUInt16LE(28);
		const extraLength = header.readUInt16LE(30);
		if (nameLength > MAX_NAME) throw error('unsupported', 'the name of a file in it is too long');
		const path = decodePath(at(position + 46, nameLength), at(position + 46 + nameLength, extraLength));
		position += 46 + nameLength + extraLength + header.readUInt16LE(32);
		entries.push({ path, size: header.readUInt32LE(24), open: () => read(header) });
	}
	return entries;
}
