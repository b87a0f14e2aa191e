import { Duplex } from 'node:stream';
import { constants, createGunzip, deflateRawSync } from 'node:zlib';
import { UserError } from 'n8n-workflow';
import { gunzip, readArchive } from '../../../nodes/shared/formats/archive';
import { safePath } from '../../../nodes/shared/foreign';
import { baseName, innerName, kindOf } from '../../../nodes/shared/formats/fileKind';
import { readZip } from '../../../nodes/shared/zip';
import { zip, type Packed } from '../../support/zip';

/* What an archive may do to n8n: it comes from outside. */

const MB = 1024 * 1024;
const bytesOf = (buffer: Buffer) => new Uint8Array(buffer);
const archive = (files: readonly Packed[]) => Buffer.from(bytesOf(zip(files)));

/** How much comes out until it ends or is refused. */
async function drain(chunks: AsyncIterable<Uint8Array>) {
	let length = 0;
	let error: unknown;
	try {
		for await (const chunk of chunks) length += chunk.length;
	} catch (caught) {
		error = caught;
	}
	return { length, error };
}

describe('a bomb', () => {
	test('of gzip is put out after 512 MB', async () => {
		// 3 MB that would become 640 MB: the same blocks ten times, in one gzip file because Node.js 24 refuses several.
		const blocks = deflateRawSync(Buffer.alloc(64 * MB), { level: 1, finishFlush: constants.Z_FULL_FLUSH });
		const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
		const bomb = bytesOf(Buffer.concat([header, ...Array.from({ length: 10 }, () => blocks)]));
		// In chunks of a megabyte instead of 16 kB, half a gigabyte takes a fraction of the time.
		const usual = globalThis.DecompressionStream;
		const inLargeChunks = () => Duplex.toWeb(createGunzip({ chunkSize: MB }));
		Object.assign(globalThis, { DecompressionStream: jest.fn(inLargeChunks) });
		const { length, error } = await drain(gunzip(bomb));
		Object.assign(globalThis, { DecompressionStream: usual });
		expect(error).toBeInstanceOf(UserError);
		expect((error as UserError).message).toBe(
			'The archive cannot be unpacked: its files are larger than 512 MB in total',
		);
		expect(length).toBeLessThanOrEqual(512 * MB);
	});

	test('of zip that says its size is refused before anything is unpacked', () => {
		const files = Array.from({ length: 1000 }, (_none, index) => ({
			name: `${index}.txt`,
			content: 'a',
			says: { size: MB },
		}));
		expect(() => readArchive(archive(files))).toThrow('its files are larger than 512 MB in total');
		expect(readArchive(archive(files.slice(0, 512)))).toHaveLength(512);
	});

	test('of zip that makes itself small is put out where it says to end', async () => {
		const [file] = readArchive(
			archive([{ name: 'a', content: Buffer.alloc(8 * MB), says: { size: 100 * 1024 } }]),
		);
		const { length, error } = await drain(file.open());
		expect((error as UserError).message).toBe('The archive is damaged: a file in it is larger than declared');
		expect(length).toBeLessThanOrEqual(100 * 1024);
	});

	test('of zip whose files all are the same bytes counts each of them', () => {
		// The directory has 1000 entries, all of them at the one file that is there.
		const whole = archive(
			Array.from({ length: 1000 }, () => ({ name: 'a', content: 'a', says: { size: MB } })),
		);
		const at = whole.readUInt32LE(whole.length - 6);
		const entry = whole.readUInt16LE(at + 28) + 46;
		for (let index = 0; index < 1000; index++) whole.writeUInt32LE(0, at + index * entry + 42);
		expect(() => readArchive(whole)).toThrow('its files are larger than 512 MB in total');
	});
});

describe('an archive of many files', () => {
	const many = (count: number) =>
		archive(
			Array.from({ length: count }, (_none, index) => ({ name: String(index), content: '', stored: true })),
		);

	test('is opened up to 1000', () => {
		expect(readArchive(many(1000))).toHaveLength(1000);
		expect(() => readArchive(many(1001))).toThrow('it holds more than 1000 files');
	});

	test('is refused with 65,535 and with 100,000', () => {
		const big = many(65_535);
		expect(() => readArchive(big)).toThrow('it holds more than 1000 files');
		// The field of their number has two bytes: 100,000 does not fit and says 34,464.
		const bigger = Buffer.from(big);
		bigger.writeUInt16LE(100_000 & 0xffff, bigger.length - 12);
		expect(() => readArchive(bigger)).toThrow('it holds more than 1000 files');
		expect(() => readZip(bigger, (_code, what) => new Error(what))).toThrow('it holds more than 1000 files');
	});

	test('gives what its directory counts, not what lies behind', () => {
		const lying = many(2000);
		lying.writeUInt16LE(3, lying.length - 12);
		expect(readArchive(lying)).toHaveLength(3);
	});
});

test.each([
	['../../etc/passwd', 'etc/passwd'],
	['..\\..\\windows\\system.ini', 'windows/system.ini'],
	['/etc/passwd', 'etc/passwd'],
	['C:\\Users\\a.txt', 'Users/a.txt'],
	['C:a.txt', 'a.txt'],
	['\\\\server\\share\\a.txt', 'server/share/a.txt'],
	['a/./b/../c.txt', 'a/b/c.txt'],
	['a//b.txt', 'a/b.txt'],
	['a\0.txt', 'a.txt'],
	['a\r\nb.txt', 'ab.txt'],
	['.\0./a.txt', 'a.txt'],
	['..', 'document'],
	['\u0001', 'document'],
	['папка/отчёт.xml', 'папка/отчёт.xml'],
	['...', 'document'],
	['.hidden', '.hidden'],
])('a file %j stays below the place it is put', (name, path) => {
	const [file] = readArchive(archive([{ name, content: 'a', flags: 0x800 }]));
	expect(file.path).toBe(path);
	expect(safePath(path)).toBe(path);
});

test.each([
	['../../a.pdf', 'a.pdf'],
	['a\\b.pdf', 'b.pdf'],
	['C:b.pdf', 'b.pdf'],
	['a/..', ''],
	['a\n.pdf', 'a.pdf'],
])('the name of %j is %j', (path, name) => {
	expect(baseName(path)).toBe(name);
	expect(innerName(path, [], kindOf(Buffer.from('%PDF-1.7')))).toBe(name || 'document.pdf');
});

describe('names in an archive', () => {
	const named = (name: string) => archive([{ name, content: 'a', stored: true }]);

	test('that are longer than any path are refused', () => {
		expect(readArchive(named('а'.repeat(512)))).toHaveLength(1);
		expect(() => readArchive(named('a'.repeat(1025)))).toThrow('the name of a file in it is too long');
	});

	test('that are deep keep the innermost folders', () => {
		const [{ path }] = readArchive(named(`${'a/'.repeat(100)}b/c.txt`));
		expect(path).toBe(`${'a/'.repeat(14)}b/c.txt`);
	});
});

describe('what macOS adds', () => {
	const names = (...all: string[]) =>
		readArchive(archive(all.map((name) => ({ name, content: 'a', flags: 0x800 })))).map(({ path }) => path);

	test('is left out', () => {
		expect(
			names(
				...['Йод.pdf', '__MACOSX/._Йод.pdf', '__MACOSX/deep/file.txt', '.DS_Store', 'a/.DS_Store'],
				...['._b.xml', 'a/._b.xml', '.Trashes/x', '.localized', 'a/b.xml', '.fseventsd/1', 'Icon\r'],
			),
		).toEqual(['Йод.pdf', 'a/b.xml']);
		expect(names('__MACOSX/._a', '.DS_Store')).toEqual([]);
	});

	test.each(['MACOSX/a', 'a__MACOSX.txt', '__MACOSX', 'DS_Store', 'a.DS_Store', '.hidden', '._', 'Icon.png'])(
		'%s is a file',
		(name) => {
			expect(names(name)).toEqual([name]);
		},
	);

	test('does not count as unpacked', () => {
		const files = [{ name: 'a.txt', content: 'a' }];
		const litter = { name: '__MACOSX/._a.txt', content: 'a', says: { size: 600 * MB } };
		expect(readArchive(archive([...files, litter]))).toHaveLength(1);
	});
});

test('files of the same path are numbered', () => {
	const all = ['a/акт.pdf', 'a/акт.pdf', 'A/АКТ.pdf', '../a/акт.pdf', 'a/акт (2).pdf', 'b', 'b', '.c', '.c'];
	const files = all.map((name, index) => ({ name, content: String(index), flags: 0x800 }));
	expect(readArchive(archive(files)).map(({ path }) => path)).toEqual([
		...['a/акт.pdf', 'a/акт (2).pdf', 'A/АКТ (3).pdf', 'a/акт (4).pdf', 'a/акт (2) (2).pdf'],
		...['b', 'b (2)', '.c', '.c (2)'],
	]);
});
