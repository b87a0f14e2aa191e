import { randomBytes } from 'node:crypto';
import { openContainer } from '../../../nodes/shared/gost';
import type { GostPrivateKey } from '../../../nodes/shared/gost/keys/privateKey';
import { isZip, readZip, writeZip, type NewEntry } from '../../../nodes/shared/zip';
import { extra, unicodeName, zip, type ArchiveOptions, type Packed } from '../../support/zip';
import { writeContainer, zip as zipContainer } from '../gost-cms/cryptoProWriter';
import { codeOf, committed } from '../gost-cms/support';

const archive = (files: readonly Packed[], options?: ArchiveOptions) =>
	Buffer.from(new Uint8Array(zip(files, options)));
const error = (code: string, what: string) => new Error(`${code}: ${what}`);
const read = (data: Buffer<ArrayBuffer>) => readZip(data, error);

async function contentOf(data: Buffer<ArrayBuffer>, index = 0): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of read(data)[index].open()) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks).toString();
}

const HELLO = [{ name: 'a.txt', content: 'hello' }];
/** Where the directory and its only entry begin. */
const directory = (data: Buffer) => data.readUInt32LE(data.length - 6);

test.each([true, false])('a file is read, stored: %s', async (stored) => {
	const data = archive([{ name: 'a.txt', content: 'x'.repeat(200_000), stored }]);
	expect(await contentOf(data)).toBe('x'.repeat(200_000));
});

test.each<[string, Omit<Packed, 'name' | 'content'>, string]>([
	['a smaller size', { says: { size: 4 } }, 'damaged: a file in it is larger than declared'],
	['a larger size', { says: { size: 6 } }, 'damaged: the checksum of a file in it does not match'],
	['another checksum', { says: { crc: 1 } }, 'damaged: the checksum of a file in it does not match'],
	['a password', { flags: 1 }, 'unsupported: it is password-protected'],
])('%s is refused', async (_what, more, message) => {
	await expect(contentOf(archive([{ ...HELLO[0], ...more }]))).rejects.toThrow(message);
	await expect(contentOf(archive([{ ...HELLO[0], ...more, stored: true }]))).rejects.toThrow(message);
});

test.each([
	['AES-256', { method: 99, flags: 1, extra: extra(0x9901, Buffer.from([2, 0, 65, 69, 3, 8, 0])) }],
	['AES-128', { method: 99, flags: 1, extra: extra(0x9901, Buffer.from([1, 0, 65, 69, 1, 8, 0])) }],
	['ZipCrypto', { flags: 1 }],
	['PKWARE strong encryption', { flags: 0x41 }],
])('%s is named', async (how, more) => {
	await expect(contentOf(archive([{ ...HELLO[0], ...more }]))).rejects.toThrow(
		`unsupported: it is password-protected (${how})`,
	);
});

test.each([
	[1, '1 (Shrink)'],
	[6, '6 (Implode)'],
	[9, '9 (Deflate64)'],
	[12, '12 (BZIP2)'],
	[14, '14 (LZMA)'],
	[93, '93 (Zstandard)'],
	[95, '95 (XZ)'],
	[98, '98 (PPMd)'],
	[77, '77'],
])('compression method %i is refused by its name', async (method, name) => {
	const message = `unsupported: it uses compression method ${name}`;
	const all = archive([...HELLO, { name: 'b', content: 'b', method }]);
	expect(await contentOf(all)).toBe('hello');
	await expect(contentOf(all, 1)).rejects.toThrow(message);
});

describe('ZIP64', () => {
	const wide = [
		{ name: 'a.txt', content: 'hello', wide: true },
		{ name: 'b.txt', content: 'second', wide: true, extra: extra(0x5455, Buffer.alloc(5)) },
	];

	test.each<[string, ArchiveOptions, boolean]>([
		['in the end records', { wide: true }, false],
		['in the entries', {}, true],
		['in both', { wide: true, comment: 'PK\x05\x06' }, true],
	])('is read %s', async (_where, options, entries) => {
		const data = archive(
			wide.map((file) => ({ ...file, wide: entries })),
			options,
		);
		expect(read(data).map(({ path, size }) => [path, size])).toEqual([
			['a.txt', 5],
			['b.txt', 6],
		]);
		expect(await contentOf(data)).toBe('hello');
		expect(await contentOf(data, 1)).toBe('second');
	});

	test.each([20, 24, 42])('without its extra field is refused by the field at %i', (field) => {
		const data = archive(HELLO);
		data.writeUInt32LE(0xffffffff, directory(data) + field);
		expect(() => read(data)).toThrow('damaged: it lacks the sizes that the ZIP64 format requires');
	});

	test.each([2 ** 32 + 5, 2 ** 53, 2 ** 63])('that says %i lies outside', async (value) => {
		const data = archive(wide);
		// The offset of the first entry is the third number of its extra field.
		data.writeBigUInt64LE(BigInt(value), directory(data) + 46 + 5 + 4 + 16);
		await expect(contentOf(data)).rejects.toThrow('damaged: it is truncated');
	});
});

describe('the end record', () => {
	const fake = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);

	test.each<[string, Buffer]>([
		['a text', Buffer.from('Архив бухгалтерии')],
		['the signature', Buffer.from('see PK\x05\x06 here')],
		['the signature at its end', Buffer.from('see PK\x05\x06')],
		['a record of its own', Buffer.concat([fake, Buffer.from('more')])],
		['many signatures', Buffer.from('PK\x05\x06'.repeat(16_000))],
		['the longest text', Buffer.alloc(65_535, 'a')],
	])('is found before a comment with %s', async (_what, comment) => {
		const data = archive(HELLO, { comment });
		expect(read(data)).toHaveLength(1);
		expect(await contentOf(data)).toBe('hello');
	});

	test.each([1, 22, 1000])('is found with %i bytes behind the archive', async (length) => {
		const data = Buffer.concat([archive(HELLO, { comment: 'PK\x05\x06' }), Buffer.alloc(length, 0x0a)]);
		expect(await contentOf(data)).toBe('hello');
	});

	test('of an archive that was split is named', () => {
		const data = archive(HELLO);
		data.writeUInt16LE(1, data.length - 18);
		expect(() => read(data)).toThrow('unsupported: it is one part of an archive that was split');
	});

	test('of an empty archive lists nothing', () => {
		expect(read(archive([]))).toEqual([]);
		expect(isZip(archive([]))).toBe(true);
	});
});

test('sizes may follow the content', async () => {
	expect(await contentOf(archive([{ ...HELLO[0], flags: 8 }]))).toBe('hello');
});

test('an entry that points to something else than a file is refused', async () => {
	const data = archive(HELLO);
	data.writeUInt32LE(1, directory(data) + 42);
	await expect(contentOf(data)).rejects.toThrow('damaged: its list of files does not fit the files in it');
});

test('a directory that is not one, or that lies outside, is refused', async () => {
	const data = archive(HELLO);
	data[directory(data)] ^= 1;
	expect(() => read(data)).toThrow('damaged: its list of files cannot be read');
	expect(() => read(Buffer.from('no archive at all, but long enough'))).toThrow('damaged: it is truncated');
	const outside = archive(HELLO);
	outside.writeUInt32LE(outside.length, outside.length - 6);
	expect(() => read(outside)).toThrow('damaged: it is truncated');
	const content = archive(HELLO);
	content.writeUInt32LE(content.length, directory(content) + 20);
	await expect(contentOf(content)).rejects.toThrow('damaged: it is truncated');
});

/** Puts an extra field into the local header, another into the directory, and a comment behind that. */
function withExtras(local: Buffer, central: Buffer, comment: string): Buffer<ArrayBuffer> {
	const plain = archive([...HELLO, { name: 'b.txt', content: 'second' }]);
	const at = directory(plain);
	const start = Buffer.from(plain.subarray(0, 35));
	start.writeUInt16LE(local.length, 28);
	const entry = Buffer.from(plain.subarray(at, at + 51));
	entry.writeUInt16LE(central.length, 30);
	entry.writeUInt16LE(comment.length, 32);
	const second = Buffer.from(plain.subarray(at + 51));
	second.writeUInt32LE(second.readUInt32LE(42) + local.length, 42);
	second.writeUInt32LE(at + local.length, second.length - 6);
	return Buffer.concat([
		...[start, local, plain.subarray(35, at), entry],
		...[central, Buffer.from(comment), second],
	]);
}

test('extra fields and comments are passed over, the Unicode name is taken if it is up to date', async () => {
	const data = withExtras(
		Buffer.from('local'),
		Buffer.concat([extra(1, Buffer.alloc(2)), unicodeName('отчёт.txt', 'old.txt')]),
		'a comment',
	);
	expect(read(data).map(({ path }) => path)).toEqual(['a.txt', 'b.txt']);
	expect(await contentOf(data, 0)).toBe('hello');
	expect(await contentOf(data, 1)).toBe('second');
	const current = withExtras(Buffer.from('local'), unicodeName('отчёт.txt', 'a.txt'), 'a comment');
	expect(read(current).map(({ path }) => path)).toEqual(['отчёт.txt', 'b.txt']);
});

test('an archive is recognized by its first four bytes', () => {
	expect(isZip(archive(HELLO))).toBe(true);
	for (let i = 0; i < 4; i++) {
		const data = archive(HELLO);
		data[i] ^= 1;
		expect(isZip(data)).toBe(false);
	}
});

describe('the archive of a key container', () => {
	const files = writeContainer(committed.key('256-A') as GostPrivateKey, undefined, '');
	const named = Object.fromEntries(Object.entries(files).map(([name, data]) => [`${name}.key`, data]));

	test('may hold other files, whatever their size', async () => {
		const data = zipContainer({ ...named, 'readme.txt': new Uint8Array(300 * 1024) }, true);
		expect((await openContainer(data)).key).toMatchObject({ kind: 'gost' });
	});

	test('may not have large files or many containers', async () => {
		const large = zipContainer({ ...named, 'name.key': new Uint8Array(257 * 1024) }, true);
		expect(await codeOf(() => openContainer(large))).toBe('damaged');
		const many = Object.fromEntries(
			Array.from({ length: 65 }, (_none, i) => [`${i}/name.key`, files.header]),
		);
		expect(await codeOf(() => openContainer(zipContainer({ ...named, ...many }, true)))).toBe('damaged');
	});
});

describe('a written archive', () => {
	const time = { year: 2026, month: 11, day: 30, hour: 23, minute: 59, second: 58 };
	async function* bytes(...parts: string[]) {
		for (const part of parts) yield Buffer.from(part);
	}
	async function* entries(files: Record<string, AsyncIterable<Uint8Array>>): AsyncGenerator<NewEntry> {
		for (const [path, chunks] of Object.entries(files)) yield { path, time, chunks };
	}
	const tooLarge = () => new Error('too large');
	async function write(files: Record<string, AsyncIterable<Uint8Array>>) {
		const parts: Buffer[] = [];
		for await (const part of writeZip(entries(files), tooLarge)) parts.push(Buffer.from(part));
		return Buffer.from(new Uint8Array(Buffer.concat(parts)));
	}

	test('holds what was put into it', async () => {
		const data = await write({
			'01 Отчёт.xml': bytes('x'.repeat(300_000), 'y'),
			'empty.txt': bytes(),
			'a/б.txt': bytes('hello'),
		});
		expect(read(data).map(({ path, size }) => [path, size])).toEqual([
			['01 Отчёт.xml', 300_001],
			['empty.txt', 0],
			['a/б.txt', 5],
		]);
		expect(await contentOf(data)).toBe(`${'x'.repeat(300_000)}y`);
		expect(await contentOf(data, 1)).toBe('');
		expect(await contentOf(data, 2)).toBe('hello');
		// Date and time of MS-DOS.
		expect([data.readUInt16LE(10), data.readUInt16LE(12)]).toEqual([0xbf7d, 0x5d7e]);
		expect(data.length).toBeLessThan(2000);
		expect(read(await write({}))).toEqual([]);
	});

	test('ends with the error of a file in it', async () => {
		async function* broken() {
			yield Buffer.from('x');
			throw new Error('the source failed');
		}
		await expect(write({ a: bytes('a'), b: broken(), c: bytes('c') })).rejects.toThrow('the source failed');
	});

	test('closes its source when nobody reads on', async () => {
		let closed = false;
		async function* endless() {
			try {
				for (;;) yield randomBytes(100_000);
			} finally {
				closed = true;
			}
		}
		let parts = 0;
		for await (const part of writeZip(entries({ a: endless() }), tooLarge)) {
			parts += part.length > 0 ? 1 : 0;
			if (parts === 5) break;
		}
		expect(closed).toBe(true);
	});
});
