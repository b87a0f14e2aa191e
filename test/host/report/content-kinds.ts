import { gzipSync } from 'node:zlib';
import { signCms, makePfx, type TestCertificate } from '../../support/testCertificates';
import { zip } from '../../support/zip';
import { encryptCms } from '../signing/signature.fixture';

/* Files of every kind that is told apart, as small as they can be. */

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** A binary block, the same in every run; no text by chance. */
const noise = (length: number) =>
	Buffer.alloc(length).map((_zero, index) => (index * 167 + 13) % 251) as Buffer<ArrayBuffer>;

export const pdfFile = (text = 'contract'): Buffer =>
	Buffer.concat([
		latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Length 600 >>\nstream\n'),
		noise(600),
		latin1(`\nendstream\nendobj\n% ${text}\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n`),
	]);

export const jpegFile = (): Buffer =>
	Buffer.concat([
		Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
		Buffer.from('ffda000c03010002110311003f00', 'hex'),
		noise(500),
		Buffer.from('ffd9', 'hex'),
	]);

const pngFile = (): Buffer =>
	Buffer.concat([
		Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
		Buffer.from('000001f449444154', 'hex'),
		noise(504),
		Buffer.from('0000000049454e44ae426082', 'hex'),
	]);

const tiffFile = (): Buffer => Buffer.concat([latin1('II*\0\x08\0\0\0'), noise(200)]);

const office = (...parts: string[]): Buffer =>
	zip([
		{ name: '[Content_Types].xml', content: '<Types/>' },
		...parts.map((name) => ({ name, content: 'x'.repeat(100) })),
	]);

export const docxFile = (): Buffer => office('word/document.xml');
export const xlsxFile = (): Buffer => office('xl/workbook.xml');

/** A compound file whose directory names one stream. */
export function compoundFile(stream: string): Buffer {
	const file = Buffer.alloc(2048);
	Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
	file.write(stream, 1024, 'utf16le');
	file.writeUInt16LE(2 * (stream.length + 1), 1024 + 64);
	return file;
}

export const openDocument = (type: string): Buffer =>
	zip([
		{ name: 'mimetype', content: `application/vnd.oasis.opendocument.${type}`, stored: true },
		{ name: 'content.xml', content: '<x/>' },
	]);

const cp1251 = (text: string): Buffer => {
	const decoder = new TextDecoder('windows-1251');
	const table = new Map(
		Array.from({ length: 256 }, (_none, code) => [decoder.decode(Uint8Array.of(code)), code]),
	);
	return Buffer.from([...text].map((character) => table.get(character) ?? 0x3f));
};

const xml1251 = (): Buffer =>
	cp1251('<?xml version="1.0" encoding="windows-1251"?>\r\n<Файл ИдФайл="ON_1"><Документ/></Файл>');

/** A certificate, a private key, signatures and encrypted files, made by openssl. */
async function cryptographicFiles(signer: TestCertificate) {
	const content = xml1251();
	return {
		certificate: signer.der,
		certificatePem: Buffer.from(signer.pem),
		privateKey: Buffer.from(signer.keyPem),
		pfx: await makePfx(signer, 'secret'),
		signature: await signCms(signer, content),
		attached: await signCms(signer, content, { attached: true }),
		encrypted: await encryptCms([signer], content, 'aes256'),
	};
}

export interface WrongContent {
	bytes: Buffer;
	/** In the error. */
	shown: RegExp;
	/** Endings under which it would be right. */
	endings?: readonly string[];
}

const page =
	'<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1><hr>nginx</body></html>';

/** Contents that nodes before this one produce by mistake, and files that are taken for others. */
export async function wrongContents(signer: TestCertificate): Promise<Record<string, WrongContent>> {
	const own = await cryptographicFiles(signer);
	const pdf = pdfFile();
	return {
		'a web page': { bytes: Buffer.from(page), shown: /is a web page \(HTML\)/ },
		'a sign-in page': {
			bytes: Buffer.from(
				`\ufeff<html lang="ru"><body><form action="/login"><table></table></form></body></html>`,
			),
			shown: /is a web page \(HTML\)/,
		},
		'an error as JSON': { bytes: Buffer.from('{"statusCode":404,"message":"Не найдено"}'), shown: /is JSON/ },
		'a buffer as JSON': { bytes: Buffer.from(JSON.stringify(pdf)), shown: /is JSON/ },
		'base64 of a PDF': {
			bytes: Buffer.from(pdf.toString('base64')),
			shown: /is base64 text of a PDF document/,
		},
		'base64 in lines of base64': {
			bytes: Buffer.from(
				Buffer.from(jpegFile().toString('base64')).toString('base64').replace(/.{76}/g, '$&\r\n'),
			),
			shown: /is base64 text of base64 text of a JPEG image/,
		},
		'a data URL': {
			bytes: Buffer.from(`data:application/pdf;base64,${pdf.toString('base64')}`),
			shown: /is a data URL/,
		},
		'an object as text': { bytes: Buffer.from('[object Object]'), shown: /is the text of an empty value/ },
		'no value as text': { bytes: Buffer.from('undefined'), shown: /is the text of an empty value/ },
		'a text': { bytes: Buffer.from('Договор будет позже'), shown: /is a text file/, endings: ['txt'] },
		'a text in UTF-16': {
			bytes: Buffer.from('\ufeffДоговор будет позже', 'utf16le'),
			shown: /is a text file/,
			endings: ['txt'],
		},
		'a ZIP archive': { bytes: zip([{ name: 'a.pdf', content: pdf }]), shown: /is a ZIP archive/ },
		'a gzip archive': { bytes: gzipSync(pdf), shown: /is a gzip archive/ },
		'a 7z archive': {
			bytes: Buffer.concat([latin1('7z\xbc\xaf\x27\x1c'), noise(90)]),
			shown: /is a 7z archive/,
		},
		'a RAR archive': {
			bytes: Buffer.concat([latin1('Rar!\x1a\x07\x01\0'), noise(90)]),
			shown: /is a RAR archive/,
		},
		'a JPEG image': { bytes: jpegFile(), shown: /is a JPEG image/, endings: ['jpg'] },
		'a PNG image': { bytes: pngFile(), shown: /is a PNG image/, endings: ['png'] },
		'a PDF document': { bytes: pdf, shown: /is a PDF document/, endings: ['pdf'] },
		'an XML file': { bytes: xml1251(), shown: /is an XML file/, endings: ['xml'] },
		'a Word document': { bytes: docxFile(), shown: /is a Word document/, endings: ['docx'] },
		'an Excel workbook of 1997': {
			bytes: compoundFile('Workbook'),
			shown: /is an Excel 97-2003 workbook/,
			endings: ['xls'],
		},
		'a video': {
			bytes: Buffer.concat([latin1('\0\0\0\x18ftypisom'), noise(90)]),
			shown: /is a video or audio file/,
		},
		'a program': {
			bytes: Buffer.concat([latin1('MZ\x90\0\x03\0\0\0'), noise(90)]),
			shown: /is a Windows program/,
		},
		'a signature': { bytes: own.signature, shown: /is a signature \(CMS\)/, endings: ['sig'] },
		'a certificate': { bytes: own.certificate, shown: /is a certificate/, endings: ['cer'] },
		'an encrypted file': { bytes: own.encrypted, shown: /is an encrypted file \(CMS\)/, endings: ['enc'] },
		'a key file': { bytes: own.pfx, shown: /is a key file with a password \(PFX\)/ },
		'a private key': { bytes: own.privateKey, shown: /is a private key \(PEM\)/ },
		'bytes of no kind': { bytes: noise(400), shown: /does not have the content of a \.\w+ file/ },
		'a PDF that was read as UTF-8': {
			bytes: Buffer.from(pdf.toString('utf8')),
			shown: /is a PDF document that was read as text and is damaged/,
		},
		'a JPEG image that was read as Latin-1': {
			bytes: Buffer.from(jpegFile().toString('latin1')),
			shown: /is a JPEG image that was read as text and is damaged/,
		},
		'a PNG image that was read as windows-1251': {
			bytes: Buffer.from(new TextDecoder('windows-1251').decode(pngFile())),
			shown: /is a PNG image that was read as text and is damaged/,
		},
		'a workbook that was read as UTF-8': {
			bytes: Buffer.from(xlsxFile().toString('utf8')),
			shown: /(a ZIP archive|an Excel workbook).*(that was read as text and is damaged|that is cut off)/,
		},
		'half a PDF': {
			bytes: pdf.subarray(0, 400),
			shown: /is a PDF document that is cut off: its end is missing/,
		},
		'half a JPEG image': { bytes: jpegFile().subarray(0, 300), shown: /is a JPEG image that is cut off/ },
		'half a PNG image': { bytes: pngFile().subarray(0, 300), shown: /is a PNG image that is cut off/ },
		'half a ZIP archive': {
			bytes: zip([{ name: 'a.pdf', content: noise(900), stored: true }]).subarray(0, 500),
			shown: /is a ZIP archive that is cut off/,
		},
		nothing: { bytes: Buffer.alloc(0), shown: /is empty/ },
	};
}

/** A file under a name that is right, and what becomes of it. */
export interface RightFile {
	fileName: string;
	bytes: Buffer;
	/** The name with which it goes up, if another. */
	named?: string;
	contentType?: string;
}

/** Files whose content fits their name, in the forms that programs write them. */
export async function rightFiles(signer: TestCertificate): Promise<RightFile[]> {
	const own = await cryptographicFiles(signer);
	const base64 = own.signature.toString('base64');
	const openXml = 'application/vnd.openxmlformats-officedocument';
	return [
		{ fileName: 'Договор.pdf', bytes: pdfFile(), contentType: 'application/pdf' },
		{ fileName: 'SCAN.PDF', bytes: pdfFile(), contentType: 'application/pdf' },
		{ fileName: 'scan', bytes: pdfFile(), named: 'scan.pdf', contentType: 'application/pdf' },
		{ fileName: 'Акт от 12.03.2024', bytes: pdfFile(), named: 'Акт от 12.03.2024.pdf' },
		{ fileName: 'Приложение №1. Расчёт', bytes: pdfFile(), named: 'Приложение №1. Расчёт.pdf' },
		{ fileName: 'junk-before.pdf', bytes: Buffer.concat([Buffer.from('\r\n\0'), pdfFile()]) },
		{
			fileName: 'updated-twice.pdf',
			bytes: Buffer.concat([pdfFile(), pdfFile('again'), Buffer.alloc(3000)]),
		},
		{ fileName: 'photo.jpg', bytes: jpegFile(), contentType: 'image/jpeg' },
		{ fileName: 'photo.jfif', bytes: jpegFile(), contentType: 'image/jpeg' },
		{ fileName: 'photo.jpe', bytes: jpegFile() },
		{ fileName: 'photo', bytes: jpegFile(), named: 'photo.jpg' },
		{
			fileName: 'motion.jpeg',
			bytes: Buffer.concat([
				jpegFile(),
				latin1('\0\0\0\x18ftypmp42'),
				noise(5000),
				latin1('\xff\x41'),
				noise(3000),
			]),
		},
		{ fileName: 'padded.jpg', bytes: Buffer.concat([jpegFile(), Buffer.alloc(8000)]) },
		{ fileName: 'page.png', bytes: pngFile(), contentType: 'image/png' },
		{ fileName: 'page.tif', bytes: tiffFile(), contentType: 'image/tiff' },
		{ fileName: 'page.tiff', bytes: Buffer.concat([latin1('MM\0*'), noise(90)]) },
		{
			fileName: 'page.webp',
			bytes: Buffer.concat([latin1('RIFF\x10\0\0\0WEBP'), noise(90)]),
			contentType: 'image/webp',
		},
		{
			fileName: 'page.heic',
			bytes: Buffer.concat([latin1('\0\0\0\x18ftypheic'), noise(90)]),
			contentType: 'image/heic',
		},
		{ fileName: 'ON_1.xml', bytes: xml1251() },
		{ fileName: 'ON_1', bytes: xml1251(), named: 'ON_1.xml' },
		{ fileName: 'utf8.xml', bytes: Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<Файл/>') },
		{ fileName: 'utf16.xml', bytes: Buffer.from('\ufeff<?xml version="1.0"?><a/>', 'utf16le') },
		{
			fileName: 'comment.XML',
			bytes: Buffer.from(`<?xml version="1.0"?><!-- ${'<html>'.repeat(20000)} --><a/>`),
		},
		{ fileName: 'undeclared.xml', bytes: cp1251('<Файл/>') },
		{ fileName: 'table.xml', bytes: Buffer.from('<?xml version="1.0"?><table><p/></table>') },
		{
			fileName: 'plan.svg',
			bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
			contentType: 'image/svg+xml',
		},
		{ fileName: 'письмо.docx', bytes: docxFile(), contentType: `${openXml}.wordprocessingml.document` },
		{ fileName: 'макрос.docm', bytes: office('word/vbaProject.bin') },
		{ fileName: 'таблица.xlsx', bytes: xlsxFile(), contentType: `${openXml}.spreadsheetml.sheet` },
		{ fileName: 'двоичная.xlsb', bytes: office('xl/workbook.bin') },
		{ fileName: 'таблица', bytes: xlsxFile(), named: 'таблица.xlsx' },
		{
			fileName: 'зарплата.xlsx',
			bytes: compoundFile('EncryptedPackage'),
			contentType: `${openXml}.spreadsheetml.sheet`,
		},
		{ fileName: 'слайды.pptx', bytes: office('ppt/presentation.xml') },
		{ fileName: 'old.doc', bytes: compoundFile('WordDocument'), contentType: 'application/msword' },
		{ fileName: 'old.xls', bytes: compoundFile('Workbook'), contentType: 'application/vnd.ms-excel' },
		{ fileName: 'older.xls', bytes: compoundFile('Book') },
		{ fileName: 'unknown.xls', bytes: compoundFile('Contents') },
		{
			fileName: 'mail.msg',
			bytes: compoundFile('__properties_version1.0'),
			contentType: 'application/vnd.ms-outlook',
		},
		{
			fileName: 'выписка.xls',
			bytes: Buffer.from('<html><body><table><tr><td>1</td></tr></table></body></html>'),
			contentType: 'application/vnd.ms-excel',
		},
		{
			fileName: 'выгрузка.xls',
			bytes: Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
		},
		{ fileName: 'csv.xls', bytes: cp1251('Дата;Сумма\r\n01.01.2024;5\r\n') },
		{ fileName: 'rtf.doc', bytes: Buffer.from('{\\rtf1 text}'), contentType: 'application/msword' },
		{
			fileName: 'saved.doc',
			bytes: Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n'),
		},
		{
			fileName: 'word.doc',
			bytes: Buffer.from('<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p>1</body></html>'),
		},
		{ fileName: 'text.rtf', bytes: Buffer.from('{\\rtf1 text}'), contentType: 'application/rtf' },
		{
			fileName: 'text.odt',
			bytes: openDocument('text'),
			contentType: 'application/vnd.oasis.opendocument.text',
		},
		{ fileName: 'table.ods', bytes: openDocument('spreadsheet') },
		{ fileName: 'реестр.csv', bytes: cp1251('Дата;Сумма\r\n'), contentType: 'text/csv' },
		{ fileName: 'readme.txt', bytes: cp1251('Просто текст') },
		{ fileName: 'README', bytes: Buffer.from('Просто текст') },
		{ fileName: 'data.json', bytes: Buffer.from('[{"a":1}]'), contentType: 'application/json' },
		{ fileName: 'data.txt', bytes: Buffer.from('{"a":1}') },
		{ fileName: 'page.html', bytes: Buffer.from(page), contentType: 'text/html' },
		{ fileName: 'договор.pdf.sig', bytes: own.signature },
		{ fileName: 'base64.sig', bytes: Buffer.from(base64) },
		{ fileName: 'pem.p7s', bytes: Buffer.from(`-----BEGIN CMS-----\n${base64}\n-----END CMS-----\n`) },
		{ fileName: 'raw.sig', bytes: noise(64) },
		{ fileName: 'attached.p7m', bytes: own.attached },
		{ fileName: 'letter.xml.enc', bytes: own.encrypted },
		{ fileName: 'own.cer', bytes: own.certificate, contentType: 'application/pkix-cert' },
		{ fileName: 'own.pem', bytes: own.certificatePem },
		{ fileName: 'own.crt', bytes: Buffer.from(own.certificate.toString('base64')) },
		{ fileName: 'files.zip', bytes: zip([{ name: 'a.txt', content: 'a' }]), contentType: 'application/zip' },
		{
			fileName: 'files.jar',
			bytes: zip([{ name: 'META-INF/MANIFEST.MF', content: 'a' }]),
			contentType: 'application/java-archive',
		},
		{ fileName: 'files.gz', bytes: gzipSync('a'), contentType: 'application/gzip' },
		{ fileName: 'files.7z', bytes: Buffer.concat([latin1('7z\xbc\xaf\x27\x1c'), noise(90)]) },
		{ fileName: 'files.rar', bytes: Buffer.concat([latin1('Rar!\x1a\x07\0'), noise(90)]) },
		{ fileName: 'base.mxl', bytes: noise(90) },
		{ fileName: 'base.1CD', bytes: noise(90) },
		{ fileName: 'Счёт.Ромашка', bytes: noise(90) },
		{ fileName: 'scheme.vsd', bytes: compoundFile('VisioDocument') },
	];
}
