import { X509Certificate } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { signCms, TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { compoundFile, docxFile, jpegFile, openDocument, pdfFile, xlsxFile } from '../report/content-kinds';
import { sampleCells } from '../../support/sampling';
import { binaryItem, readBinary, useBinaryData, type RunOptions } from '../engine/engine';
import { certificateCredential, SIGNATURE } from '../engine/kontur';
import { zip, type Packed } from '../../support/zip';
import { encryptCms, settingsOf, signatureEngine } from './signature.fixture';

useBinaryData('filesystem');

let certificates: TestCertificates;
let own: TestCertificate;
let stranger: TestCertificate;
beforeAll(async () => {
	certificates = await TestCertificates.create();
	own = await certificates.make('rsa', { name: 'Свой', validity: 'expired' });
	stranger = await certificates.make('rsa', { name: 'Чужой' });
});
afterAll(async () => await certificates.remove());

async function run(content: Buffer, fileName: string, more: IDataObject = {}, options: RunOptions = {}) {
	const items = [await binaryItem({}, { data: { content, fileName } })];
	const parameters = { resource: 'document', operation: 'decrypt', ...more };
	return await signatureEngine(settingsOf(own)).run(SIGNATURE, parameters, {
		items,
		credentials: certificateCredential,
		...options,
	});
}

/** Encrypted for the credential's certificate, which has expired: that must be no obstacle. */
async function decrypt(content: Buffer | string, fileName: string, more: IDataObject = {}) {
	const result = await run(await encryptCms([own], Buffer.from(content as string), 'aes256'), fileName, more);
	const files = await Promise.all(result.items.map(async ({ binary }) => await readBinary(binary?.data)));
	return { ...result, files };
}

const openXml = 'application/vnd.openxmlformats-officedocument';

const named: Array<[Buffer | string, string, string, string]> = [
	['<?xml version="1.0"?><Файл/>', 'report.xml.enc', 'report.xml', 'application/xml'],
	['\ufeff<Файл/>', 'report.enc', 'report.xml', 'application/xml'],
	['%PDF-1.7', 'letter.p7m', 'letter.pdf', 'application/pdf'],
	['{\\rtf1 text}', 'letter', 'letter.rtf', 'application/rtf'],
	[Buffer.from('89504e470d0a1a0a0000', 'hex'), 'picture.cms', 'picture.png', 'image/png'],
	[Buffer.from('ffd8ffe000104a464946', 'hex'), 'photo.JPG.bin', 'photo.JPG', 'image/jpeg'],
	['Просто текст', 'letter.enc', 'letter.txt', 'text/plain'],
	[Buffer.from('cff0eef1f2ee20f2e5eaf1f2', 'hex'), 'letter.1251.enc', 'letter.1251', 'text/plain'],
	['a;b\r\n1;2', 'table.csv.enc', 'table.csv', 'text/csv'],
	[Buffer.from([0, 1, 2, 3]), '', 'document', 'application/octet-stream'],
	// A name keeps an ending that is right for the content.
	[compoundFile('EncryptedPackage'), 'зарплата.xlsx.enc', 'зарплата.xlsx', `${openXml}.spreadsheetml.sheet`],
	[compoundFile('VisioDocument'), 'схема.vsd.enc', 'схема.vsd', 'application/x-ole-storage'],
	['<html><table></table></html>', 'выписка.xls.enc', 'выписка.xls', 'application/vnd.ms-excel'],
	['<html><form></form></html>', 'письмо.doc', 'письмо.doc', 'application/msword'],
	[docxFile(), 'макрос.docm.enc', 'макрос.docm', 'application/vnd.ms-word.document.macroEnabled.12'],
	[xlsxFile(), 'таблица', 'таблица.xlsx', `${openXml}.spreadsheetml.sheet`],
	[openDocument('text'), 'письмо.odt', 'письмо.odt', 'application/vnd.oasis.opendocument.text'],
	[jpegFile(), 'фото.jfif.enc', 'фото.jfif', 'image/jpeg'],
	[pdfFile(), 'Акт от 12.03.2024', 'Акт от 12.03.2024.pdf', 'application/pdf'],
	['<html></html>', 'страница', 'страница.html', 'text/html'],
	['{"a":1}', 'данные.json.enc', 'данные.json', 'application/json'],
];
test.each(sampleCells('decrypted files', 'named', named, 6))(
	'a name and a type fit the content: %#',
	async (content, outer, fileName, mimeType) => {
		const { json, items, files } = await decrypt(content, outer);
		expect(json).toEqual([{ fileName, mimeType, size: Buffer.from(content as string).length }]);
		expect(items[0].binary?.data).toMatchObject({ fileName, mimeType });
		expect(files[0]).toEqual(Buffer.from(content as string));
	},
);

test('a signature that was encrypted is known as such', async () => {
	const { json } = await decrypt(await signCms(stranger, Buffer.from('x'), { attached: true }), 'report.enc');
	expect(json).toMatchObject([{ fileName: 'report.sig', mimeType: 'application/pkcs7-mime' }]);
});

describe('an archive', () => {
	const cp866 = Buffer.from('8ee2e7a5e2', 'hex');

	test('is unpacked: one item per file, with its path, paired to the input', async () => {
		const { json, items, files } = await decrypt(
			zip([
				{ name: 'папка/', content: '', flags: 0x800, stored: true },
				{ name: 'папка/отчёт.xml', content: '<Файл/>', flags: 0x800 },
				{ name: Buffer.concat([cp866, Buffer.from('.txt')]), content: 'текст' },
				{ name: 'без флага.bin', content: Buffer.from([0, 1]), stored: true },
				{ name: '..\\..\\up.txt', content: 'up' },
				{ name: 'empty.txt', content: '' },
			]),
			'answer.enc',
		);
		expect(json).toMatchObject([
			{ path: 'папка/отчёт.xml', fileName: 'отчёт.xml', mimeType: 'application/xml', archive: 'answer.zip' },
			{ path: 'Отчет.txt', fileName: 'Отчет.txt', mimeType: 'text/plain' },
			{ path: 'без флага.bin', fileName: 'без флага.bin' },
			{ path: 'up.txt', fileName: 'up.txt' },
			{ path: 'empty.txt', size: 0 },
		]);
		expect(files.map(String)).toEqual(['<Файл/>', 'текст', '\0\x01', 'up', '']);
		expect(items.every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(true);
		expect(items.every(({ binary }) => !binary?.data.directory)).toBe(true);
	});

	test('stays whole when told so, and an office document always', async () => {
		const archive = zip([{ name: 'a.txt', content: 'a' }]);
		const whole = await decrypt(archive, 'answer.enc', { unzip: false });
		expect(whole.json).toEqual([
			{ fileName: 'answer.zip', mimeType: 'application/zip', size: archive.length },
		]);
		expect(whole.files).toEqual([archive]);
		const word = zip([
			{ name: '[Content_Types].xml', content: '<Types/>' },
			{ name: 'word/document.xml', content: '<w/>' },
		]);
		const office = await decrypt(word, 'letter.enc');
		expect(office.json).toMatchObject([{ fileName: 'letter.docx' }]);
		expect(office.files).toEqual([word]);
		// Some programs write the list of parts last.
		const late = zip([
			{ name: 'content.xml', content: '<x/>' },
			{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', stored: true },
		]);
		expect((await decrypt(late, 'letter.odt.enc')).files).toEqual([late]);
	});

	const wrongs: Array<[string, Partial<Packed>, string, string]> = [
		['protected', { flags: 1 }, 'unsupported', 'password-protected'],
		['not what its check value says', { says: { crc: 1 } }, 'damaged', 'checksum'],
		['longer than it says', { says: { size: 1 } }, 'damaged', 'larger than declared'],
		['immense', { says: { size: 0x7fffffff } }, 'unsupported', 'larger than 512 MB'],
		['of the ZIP64 form without its sizes', { says: { size: 0xffffffff } }, 'damaged', 'ZIP64'],
		['in another method', { method: 9 }, 'unsupported', 'compression method 9 (Deflate64)'],
	];
	test.each(sampleCells('decrypted files', 'archives', wrongs, 3))(
		'that is %s is refused',
		async (_what, wrong, code, text) => {
			const archive = zip([{ name: 'a.txt', content: 'aaaaaaaaaaaa', ...wrong }]);
			const encrypted = await encryptCms([own], archive, 'aes256');
			const { errorItems } = await run(encrypted, 'answer.enc', {}, { onError: 'continueErrorOutput' });
			expect(errorItems[0].json).toMatchObject({
				error: expect.stringContaining(text),
				details: { code, advice: expect.stringContaining('Turn off Unpack Archive') },
			});
		},
	);

	describe('of which one file is damaged', () => {
		const archive = zip([
			{ name: 'a.txt', content: 'a' },
			{ name: 'b/b.txt', content: 'bbb', says: { crc: 1 } },
			{ name: 'c.txt', content: 'c' },
		]);
		const message = expect.stringMatching(/^b\/b\.txt: The archive is damaged: the checksum/);

		test('gives the others and names it', async () => {
			const { json, error, files, run: done } = await decrypt(archive, 'answer.enc');
			expect(error).toBeUndefined();
			expect(json.map(({ path }) => path)).toEqual(['a.txt', 'c.txt']);
			expect(files.map(String)).toEqual(['a', 'c']);
			const notes = (done.data.resultData.runData.Node?.[0].hints ?? []).map((hint) => hint.message);
			expect(notes.join()).toMatch(/^The result is incomplete\. Not read: b\/b\.txt \(/);
		});

		test('gives it as an item or stops, if that is wanted', async () => {
			const encrypted = await encryptCms([own], archive, 'aes256');
			const item = await run(encrypted, 'answer.enc', { options: { onPartialFailure: 'item' } });
			expect(item.json).toHaveLength(3);
			expect(item.json[2]).toEqual({
				error: message,
				details: expect.objectContaining({ path: 'b/b.txt', archive: 'answer.zip' }),
			});
			const stopped = await decrypt(archive, 'answer.enc', { options: { onPartialFailure: 'stop' } });
			expect(stopped.json).toEqual([]);
			expect(stopped.error?.message).toEqual(message);
		});

		test('is refused if all are', async () => {
			const bad = zip(['a', 'b'].map((name) => ({ name, content: name, says: { crc: 1 } })));
			const { json, error } = await decrypt(bad, 'answer.enc');
			expect(json).toEqual([]);
			expect(error?.message).toContain('The archive is damaged');
		});
	});

	test('that is damaged or truncated is refused', async () => {
		const archive = zip([{ name: 'a.txt', content: 'a'.repeat(1000) }]);
		const broken = Buffer.from(archive);
		broken.fill(0xff, 36, 40);
		const { error } = await decrypt(broken, 'answer.enc');
		expect(error?.message).toContain('The archive is damaged');
		expect((await decrypt(archive.subarray(0, 60), 'answer.enc')).error?.message).toBe(
			'The archive is damaged: it is truncated',
		);
	});
});

test('says for whom a file is encrypted when it is for somebody else', async () => {
	const encrypted = await encryptCms([stranger], Buffer.from('secret'), 'aes256');
	const { errorItems } = await run(encrypted, 'x.enc', {}, { onError: 'continueErrorOutput' });
	// As the certificate encodes it, with the zeros in front that keep a number positive.
	const serial = ({ der }: TestCertificate) => {
		const { serialNumber } = new X509Certificate(der);
		return serialNumber >= '8' ? `00${serialNumber}` : serialNumber;
	};
	expect(errorItems[0].json).toMatchObject({
		error: 'The file is not encrypted for the certificate in the credential',
		details: { code: 'not-a-recipient' },
	});
	const { advice } = errorItems[0].json.details as { advice: string };
	expect(advice).toContain(
		`encrypted for the certificate with serial number ${serial(stranger)}, issued by Чужой.`,
	);
	expect(advice).toContain(
		`The certificate in the credential has serial number ${serial(own)}, issued by Свой.`,
	);
});

test('tells a damaged file and a file of another kind', async () => {
	const encrypted = await encryptCms([own], Buffer.alloc(100_000, 'x'), 'aes256');
	const cut = await run(encrypted.subarray(0, 50_000), 'x.enc');
	expect(cut.error?.message).toBe('The encrypted file is damaged or not in a readable format');
	expect(cut.error?.description).toMatch(/load it again/);
	const signature = await run(await signCms(stranger, Buffer.from('x')), 'x.sig');
	expect(signature.error?.description).toContain('Use the Verify operation');
});
