import { crc32 } from './crc32';

/** A file to put into an archive. */
export interface NewEntry {
	/** Path, separated by `/`. */
	path: string;
	/** Wall-clock time that the archive shows for the file. */
	time: { year: number; month: number; day: number; hour: number; minute: number; second: number };
	chunks: AsyncIterable<Uint8Array>;
}

/** A written entry, as the central directory lists it. */
interface Written {
	name: Buffer;
	/** Time, checksum and sizes (APPNOTE, section 4.3.7). */
	fields: Buffer;
	offset: number;
}

// APPNOTE, section 4.4.3: Deflate needs version 2.0. The names are in UTF-8 (bit 11), the sizes follow the content (bit 3).
const VERSION = 20;
const FLAGS = 0x0808;
const DEFLATED = 8;
const LARGEST = 0xffffffff;

/** Date and time of MS-DOS: from 1980, in steps of two seconds. */
function dosTime({ year, month, day, hour, minute, second }: NewEntry['time']): Buffer {
	const data = Buffer.alloc(4);
	data.writeUInt16LE((hour << 11) | (minute << 5) | (second >> 1), 0);
	data.writeUInt16LE((Math.min(127, Math.max(0, year - 1980)) << 9) | (month << 5) | day, 2);
	return data;
}

/** Compresses a stream; an error of the source ends the result with the same error. */
async function* deflate(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const { readable, writable } = new CompressionStream('deflate-raw');
	const writer = writable.getWriter();
	const feed = async () => {
		for await (const chunk of chunks) await writer.write(new Uint8Array(chunk));
		await writer.close();
	};
	const fed = feed().catch(async (error: unknown) => await writer.abort(error).catch(() => undefined));
	const reader = readable.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			yield value as Uint8Array;
		}
	} finally {
		await reader.cancel().catch(() => undefined);
		await fed;
	}
}

function header(signature: string, fields: Buffer, length: number): Buffer {
	const numbers = Buffer.alloc(6);
	numbers.writeUInt16LE(VERSION, 0);
	numbers.writeUInt16LE(FLAGS, 2);
	numbers.writeUInt16LE(DEFLATED, 4);
	const lengths = Buffer.alloc(4);
	lengths.writeUInt16LE(length, 0);
	return Buffer.concat([Buffer.from(signature, 'latin1'), numbers, fields, lengths]);
}

function central({ name, fields, offset }: Written): Buffer {
	const tail = Buffer.alloc(14);
	tail.writeUInt32LE(offset, 10);
	const madeBy = Buffer.from([VERSION, 0]);
	const start = header('', fields, name.length);
	return Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, start, tail, name]);
}

function endRecord(count: number, length: number, offset: number): Buffer {
	const data = Buffer.alloc(22);
	data.write('PK\x05\x06', 'latin1');
	data.writeUInt16LE(count, 8);
	data.writeUInt16LE(count, 10);
	data.writeUInt32LE(length, 12);
	data.writeUInt32LE(offset, 16);
	return data;
}

/**
 * Writes a ZIP archive as a stream: no file is held in memory, and none needs a known size.
 * Source: PKWARE APPNOTE 6.3, sections 4.3.7 to 4.3.16.
 * @param tooLarge creates the error for an archive of 4 GB or more, or of more than 65,534 files
 */
export async function* writeZip(
	entries: AsyncIterable<NewEntry>,
	tooLarge: () => Error,
): AsyncGenerator<Uint8Array> {
	const written: Written[] = [];
	let position = 0;
	const advance = <T extends Uint8Array>(bytes: T): T => {
		position += bytes.length;
		if (position >= LARGEST) throw tooLarge();
		return bytes;
	};
	for await (const { path, time, chunks } of entries) {
		const name = Buffer.from(path);
		const offset = position;
		const when = dosTime(time);
		yield advance(
			Buffer.concat([header('PK\x03\x04', Buffer.concat([when, Buffer.alloc(12)]), name.length), name]),
		);
		let crc = 0;
		let size = 0;
		const counted = async function* () {
			for await (const chunk of chunks) {
				crc = crc32(chunk, crc);
				size += chunk.length;
				if (size >= LARGEST) throw tooLarge();
				yield chunk;
			}
		};
		const start = position;
		for await (const chunk of deflate(counted())) yield advance(chunk);
		const sums = Buffer.alloc(12);
		[crc, position - start, size].forEach((value, index) => sums.writeUInt32LE(value, 4 * index));
		yield advance(Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), sums]));
		written.push({ name, fields: Buffer.concat([when, sums]), offset });
		if (written.length >= 0xffff) throw tooLarge();
	}
	const directory = Buffer.concat(written.map(central));
	const offset = position;
	yield advance(directory);
	yield endRecord(written.length, directory.length, offset);
}
