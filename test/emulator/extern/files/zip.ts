import { deflateRawSync, inflateRawSync } from 'node:zlib';

import { HttpError } from '../../core/errors';

const table = Array.from({ length: 256 }, (_, index) => {
	let value = index;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value >>> 0;
});

function crc32(data: Buffer): number {
	let crc = 0xffffffff;
	for (const byte of data) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff];
	return (crc ^ 0xffffffff) >>> 0;
}

const localHeader = 0x04034b50;
const deflated = 8;
const utf8Names = 0x0800;
/** 1 January 1980, the first date in ZIP archives. */
const firstDay = 0x0021;

/** Fields of 2 and 4 bytes, little-endian. */
function fields(...items: [size: 2 | 4, value: number][]): Buffer {
	return Buffer.concat(
		items.map(([size, value]) => {
			const bytes = Buffer.alloc(size);
			bytes.writeUIntLE(value, 0, size);
			return bytes;
		}),
	);
}

/** A ZIP archive with one file. */
export function zipOne(name: string, data: Buffer): Buffer {
	const packed = deflateRawSync(data);
	const fileName = Buffer.from(name, 'utf8');
	const facts = fields(
		...([
			[2, 20],
			[2, utf8Names],
			[2, deflated],
			[2, 0],
			[2, firstDay],
			[4, crc32(data)],
			[4, packed.length],
			[4, data.length],
			[2, fileName.length],
			[2, 0],
		] as [2 | 4, number][]),
	);
	const local = Buffer.concat([fields([4, localHeader]), facts, fileName, packed]);
	const central = Buffer.concat([
		fields([4, 0x02014b50], [2, 20]),
		facts,
		fields([2, 0], [2, 0], [2, 0], [4, 0], [4, 0]),
		fileName,
	]);
	const end = fields(
		...([
			[4, 0x06054b50],
			[2, 0],
			[2, 0],
			[2, 1],
			[2, 1],
			[4, central.length],
			[4, local.length],
			[2, 0],
		] as [2 | 4, number][]),
	);
	return Buffer.concat([local, central, end]);
}

/** Returns the first file of a ZIP archive, or the bytes themselves if they are not an archive. */
export function unzipped(bytes: Buffer): Buffer {
	if (bytes.length < 30 || bytes.readUInt32LE(0) !== localHeader) return bytes;
	const start = 30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
	const size = bytes.readUInt32LE(18);
	// Streamed archives store the size only after the data.
	const packed = size > 0 ? bytes.subarray(start, start + size) : bytes.subarray(start);
	return bytes.readUInt16LE(8) === deflated ? inflateRawSync(packed) : packed;
}

/** As `unzipped`, refusing an archive that cannot be read. */
export function unpacked(bytes: Buffer): Buffer {
	try {
		return unzipped(bytes);
	} catch {
		throw new HttpError(400, 'The archive cannot be unpacked');
	}
}
