import { t } from '../language';
import { crc32 } from './crc32';
import { extraField, readDirectory, type Entry } from './directory';
import { encryptionName, methodName, type ZipError } from './errors';

export interface ZipEntry {
	/** Path as stored in the archive, separated by `/`, in NFC; the path of a folder ends with `/`. */
	path: string;
	/** Declared size in bytes; reading fails as soon as the content exceeds it. */
	size: number;
	/** Reads the content in chunks. A wrong size or checksum is reported at the end at the latest. */
	open: () => AsyncGenerator<Uint8Array>;
}

const CHUNK = 64 * 1024;

const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const IS_ENCRYPTED = 0x2041;

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

// How an archive begins: with a file, without any, or with the mark of a split archive that needed no second part.
// Source: APPNOTE, sections 4.3.7, 4.3.16 and 8.5.4.
const BEGINNINGS = [
	[0x50, 0x4b, 3, 4],
	[0x50, 0x4b, 5, 6],
	[0x50, 0x4b, 0x30, 0x30, 0x50, 0x4b, 3, 4],
];

/** Returns whether data begins like a ZIP archive. */
export const isZip = (data: Uint8Array): boolean =>
	BEGINNINGS.some((beginning) => beginning.every((byte, index) => data[index] === byte));

/**
 * Lists the entries of a ZIP archive (PKWARE APPNOTE 6.3, with ZIP64, without split archives), at most 1000. Contents
 * are read and checked only when an entry is opened.
 * @throws the errors that `error` creates, here or when an entry is read
 */
export function readZip(archive: Buffer<ArrayBuffer>, error: ZipError): ZipEntry[] {
	const slice = (offset: number, length: number): Buffer<ArrayBuffer> => {
		if (offset < 0 || offset + length > archive.length) throw error('damaged', t`it is truncated`);
		return archive.subarray(offset, offset + length);
	};

	async function* read({ flags, method, crc, packed, size, offset, extra }: Entry) {
		if ((flags & IS_ENCRYPTED) !== 0 || method === 99) {
			const how = encryptionName(flags, method, extraField(extra, 0x9901));
			throw error('unsupported', t`it is password-protected (${how})`);
		}
		if (method !== STORED && method !== DEFLATED) {
			throw error('unsupported', t`it uses ${methodName(method)}`);
		}
		const local = slice(offset, 30);
		if (local.readUInt32LE(0) !== LOCAL) {
			throw error('damaged', t`its list of files does not fit the files in it`);
		}
		const data = slice(offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28), packed);
		const corrupted = () => error('damaged', t`a compressed file in it is corrupted`);
		let length = 0;
		let sum = 0;
		for await (const chunk of method === DEFLATED
			? decompress(data, 'deflate-raw', corrupted)
			: slices(data)) {
			length += chunk.length;
			if (length > size) throw error('damaged', t`a file in it is larger than declared`);
			sum = crc32(chunk, sum);
			yield chunk;
		}
		if (length !== size || sum !== crc) {
			throw error('damaged', t`the checksum of a file in it does not match`);
		}
	}

	return readDirectory(archive, slice, error).map((entry) => ({
		path: entry.path,
		size: entry.size,
		open: () => read(entry),
	}));
}
