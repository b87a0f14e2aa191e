import { crc32 } from 'node:zlib';
import { openContainer } from '../../../nodes/shared/gost';
import type { GostPrivateKey } from '../../../nodes/shared/gost/keys/privateKey';
import { isZip, readZip } from '../../../nodes/shared/zip';
import { zip, type Packed } from '../../host/signature.fixture';
import { writeContainer, zip as zipContainer } from '../gost-cms/cryptoProWriter';
import { codeOf, committed } from '../gost-cms/support';

const archive = (files: readonly Packed[]) => Buffer.from(new Uint8Array(zip(files)));
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

test('another compression method is refused', async () => {
	const data = archive(HELLO);
	data.writeUInt16LE(9, directory(data) + 10);
	await expect(contentOf(data)).rejects.toThrow('unsupported: it uses compression method 9');
});

test.each([20, 24, 42])('ZIP64 is refused by the field at %i', (field) => {
	const data = archive(HELLO);
	data.writeUInt32LE(0xffffffff, directory(data) + field);
	expect(() => read(data)).toThrow('unsupported: it is in ZIP64 format');
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

function unicodePath(crc: number, path: string): Buffer {
	const field = Buffer.alloc(9);
	field.writeUInt16LE(0x7075, 0);
	field.writeUInt16LE(5 + Buffer.byteLength(path), 2);
	field[4] = 1;
	field.writeUInt32LE(crc, 5);
	return Buffer.concat([Buffer.from([1, 0, 2, 0, 7, 7]), field, Buffer.from(path)]);
}

test('extra fields and comments are passed over, the Unicode name is taken if it is up to date', async () => {
	const data = withExtras(Buffer.from('local'), unicodePath(0, 'отчёт.txt'), 'a comment');
	expect(read(data).map(({ path }) => path)).toEqual(['a.txt', 'b.txt']);
	expect(await contentOf(data, 0)).toBe('hello');
	expect(await contentOf(data, 1)).toBe('second');
	const current = withExtras(Buffer.from('local'), unicodePath(crc32('a.txt'), 'отчёт.txt'), 'a comment');
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
