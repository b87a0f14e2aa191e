import { crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
	/** As stored in the archive: bytes in any encoding. */
	name: Buffer | string;
	content: Buffer | string;
	/** 0x800 says that the name is UTF-8, 1 that the file is encrypted, 8 that its sizes follow the content. */
	flags?: number;
	stored?: boolean;
	/** A compression method that the content is not really in. */
	method?: number;
	/** System that made the entry: 0 MS-DOS, 3 Unix. */
	host?: number;
	/** Extra field in the central directory. */
	extra?: Buffer;
	/** Puts sizes and offset into the ZIP64 extra field. */
	wide?: boolean;
	/** False values in the central directory. */
	says?: { size?: number; crc?: number };
}

export interface ArchiveOptions {
	comment?: Buffer | string;
	/** Writes the ZIP64 end records. */
	wide?: boolean;
}

const FULL = 0xffffffff;

/** An extra field. */
export function extra(id: number, data: Buffer): Buffer {
	const head = Buffer.alloc(4);
	head.writeUInt16LE(id, 0);
	head.writeUInt16LE(data.length, 2);
	return Buffer.concat([head, data]);
}

/** The extra field with the name in UTF-8, for a name in other bytes. */
export function unicodeName(path: string, name: Buffer | string, version = 1): Buffer {
	const head = Buffer.alloc(5);
	head[0] = version;
	head.writeUInt32LE(crc32(name), 1);
	return extra(0x7075, Buffer.concat([head, Buffer.from(path)]));
}

const uint64 = (...values: number[]): Buffer => {
	const data = Buffer.alloc(8 * values.length);
	values.forEach((value, index) => data.writeBigUInt64LE(BigInt(value), 8 * index));
	return data;
};

function sizes(crc: number, packed: number, size: number): Buffer {
	const data = Buffer.alloc(12);
	[crc, packed, size].forEach((value, index) => data.writeUInt32LE(value, 4 * index));
	return data;
}

function wideEnd(count: number, length: number, offset: number): Buffer {
	const start = Buffer.from('PK\x06\x06', 'latin1');
	const versions = Buffer.from([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
	const record = Buffer.concat([start, uint64(44), versions, uint64(count, count, length, offset)]);
	const locator = Buffer.from('PK\x06\x07\0\0\0\0', 'latin1');
	return Buffer.concat([record, locator, uint64(offset + length), Buffer.from([1, 0, 0, 0])]);
}

/** A ZIP archive, valid by default. */
export function zip(files: readonly Packed[], { comment = '', wide = false }: ArchiveOptions = {}): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const file of files) {
		const { name, content, flags = 0, stored = false, host = 0, says = {} } = file;
		const path = Buffer.from(name as string);
		const data = Buffer.from(content as string);
		const body = stored ? data : deflateRawSync(data);
		const head = Buffer.alloc(10);
		head.writeUInt16LE(20, 0);
		head.writeUInt16LE(flags, 2);
		head.writeUInt16LE(file.method ?? (stored ? 0 : 8), 4);
		const named = (extraLength: number) => {
			const lengths = Buffer.alloc(4);
			lengths.writeUInt16LE(path.length, 0);
			lengths.writeUInt16LE(extraLength, 2);
			return lengths;
		};
		const crc = says.crc ?? crc32(data);
		const size = says.size ?? data.length;
		const follow = (flags & 8) !== 0;
		const local = Buffer.concat([
			Buffer.from('PK\x03\x04'),
			head,
			follow ? sizes(0, 0, 0) : sizes(crc, body.length, size),
			...[named(0), path, body],
			...(follow ? [Buffer.from('PK\x07\x08', 'latin1'), sizes(crc, body.length, size)] : []),
		]);
		const extras = Buffer.concat([
			file.extra ?? Buffer.alloc(0),
			...(file.wide ? [extra(1, uint64(size, body.length, offset))] : []),
		]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(file.wide ? FULL : offset, 10);
		directory.push(
			Buffer.concat([
				...[Buffer.from('PK\x01\x02'), Buffer.from([20, host]), head],
				file.wide ? sizes(crc, FULL, FULL) : sizes(crc, body.length, size),
				...[named(extras.length), tail, path, extras],
			]),
		);
		parts.push(local);
		offset += local.length;
	}
	const list = Buffer.concat(directory);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(wide ? 0xffff : files.length, 4);
	end.writeUInt16LE(wide ? 0xffff : files.length, 6);
	end.writeUInt32LE(wide ? FULL : list.length, 8);
	end.writeUInt32LE(wide ? FULL : offset, 12);
	end.writeUInt16LE(Buffer.byteLength(comment), 16);
	const wideRecords = wide ? wideEnd(files.length, list.length, offset) : Buffer.alloc(0);
	return Buffer.concat([
		...parts,
		...[list, wideRecords, Buffer.from('PK\x05\x06'), end, Buffer.from(comment as string)],
	]);
}
