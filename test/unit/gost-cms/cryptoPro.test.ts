import { deflateRawSync, constants } from 'zlib';
import { openContainer, openKeyFile, openPfx, type ContainerFiles } from '../../../nodes/shared/gost';
import { collect } from '../../../nodes/shared/gost/base/chunks';
import { decompress } from '../../../nodes/shared/zip';
import type { GostPrivateKey } from '../../../nodes/shared/gost/keys/privateKey';
import { sampleCells } from '../../support/sampling';
import { writeContainer, writePfx, zip } from './cryptoProWriter';
import { codeOf, committed, hex, numberOf, seeded } from './support';

const names = ['2001-A', '256-A', '256-TCA', '512-A', '512-C'];

function zipped(files: ContainerFiles, folder: string, pack = true): Uint8Array {
	return zip(
		Object.fromEntries(Object.entries(files).map(([name, data]) => [`${folder}${name}.key`, data])),
		pack,
	);
}

describe.each(sampleCells('Keys in files of CryptoPro', 'CSP', names, 2))('%s', (name) => {
	const key = committed.key(name) as GostPrivateKey;
	const certificate = committed.certificate(name);

	test('PFX of CryptoPro CSP', async () => {
		const pfx = writePfx(key, certificate, 'Пароль1');
		const file = await openPfx(pfx, 'Пароль1');
		expect(numberOf(file.key)).toBe(numberOf(key));
		expect(file.certificate?.thumbprint).toBe(certificate.thumbprint);
		expect(await codeOf(() => openPfx(pfx, 'wrong'))).toBe('wrong-password');
	});

	test.each(['', '12345678'])('key container with the password "%s"', async (password) => {
		const files = writeContainer(key, certificate, password);
		const file = await openContainer(files, password);
		expect(numberOf(file.key)).toBe(numberOf(key));
		expect(file.certificate?.thumbprint).toBe(certificate.thumbprint);
		expect(await codeOf(() => openContainer(files, 'wrong'))).toBe('wrong-password');
		for (const archive of [
			zipped(files, 'abcdefgh.000/'),
			zipped(files, ''),
			zipped(files, 'a\\b.000\\', false),
		]) {
			expect(numberOf((await openKeyFile(archive, { password })).key)).toBe(numberOf(key));
		}
	});

	test('key container: the second pair of files, no certificate inside', async () => {
		const files = writeContainer(key, undefined, '');
		const damaged = Uint8Array.from(files.primary);
		damaged[damaged.length - 1] ^= 1;
		const opened = await openContainer({ ...files, primary: damaged });
		expect(numberOf(opened.key)).toBe(numberOf(key));
		expect((await openKeyFile(zipped(files, ''), { certificate })).certificate).toBe(certificate);
		const other = committed.certificate(name === '256-A' ? '256-B' : '256-A');
		expect(await codeOf(() => openKeyFile(zipped(files, ''), { certificate: other }))).toBe('key-mismatch');
	});
});

test('zip files that do not hold one container', async () => {
	const files = writeContainer(committed.key('256-A') as GostPrivateKey, undefined, '');
	const two = zip({ 'a/header.key': files.header, 'b/header.key': files.header }, true);
	expect(await codeOf(() => openContainer(two))).toBe('bad-argument');
	expect(await codeOf(() => openContainer(zip({ 'header.key': files.header }, true)))).toBe('bad-argument');
	expect(await codeOf(() => openContainer(zip({ 'readme.txt': files.header }, true)))).toBe('bad-argument');
	expect(await codeOf(() => openContainer(Uint8Array.of(1, 2, 3)))).toBe('damaged');
	const bomb = zip({ 'header.key': new Uint8Array(10_000_000) }, true);
	expect(await codeOf(() => openContainer(bomb))).toBe('damaged');
});

test('decompression agrees with zlib', async () => {
	const random = seeded(7);
	const strategies = [
		constants.Z_DEFAULT_STRATEGY,
		constants.Z_FIXED,
		constants.Z_HUFFMAN_ONLY,
		constants.Z_RLE,
	];
	for (let i = 0; i < 200; i++) {
		const spread = 1 + random(256);
		const data = Uint8Array.from({ length: random(5000) }, () => random(spread));
		const packed = deflateRawSync(data, { level: random(10), strategy: strategies[i % 4] });
		const plain = decompress(Uint8Array.from(packed), 'deflate-raw', () => new Error());
		expect(hex(await collect(plain))).toBe(hex(data));
	}
});
