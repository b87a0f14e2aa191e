import { readZip } from '../../../nodes/shared/zip';
import { unicodeName, zip, type Packed } from '../../support/zip';

type Encoding = 'ibm866' | 'utf-8' | 'windows-1251';

/** Encodes a text; the test fails for a character that the encoding lacks. */
function encode(text: string, encoding: Encoding): Buffer {
	if (encoding === 'utf-8') return Buffer.from(text);
	const decoder = new TextDecoder(encoding);
	const bytes = new Map(
		Array.from({ length: 256 }, (_none, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
	);
	return Buffer.from(
		[...text].map((character) => {
			const byte = bytes.get(character);
			if (byte === undefined) throw new Error(`${character} is not in ${encoding}`);
			return byte;
		}),
	);
}

const file = (name: Buffer | string, more: Partial<Packed> = {}): Packed => ({
	name,
	content: 'a',
	stored: true,
	...more,
});

const pathsOf = (...files: Packed[]) =>
	readZip(Buffer.from(new Uint8Array(zip(files))), (_code, what) => new Error(what)).map(({ path }) => path);

const RUSSIAN = [
	'чек.pdf',
	'том 1.pdf',
	'юла.pdf',
	'так.txt',
	'ход работ.doc',
	'сад.jpg',
	'Счёт-фактура.xml',
	'СЧЁТ-ФАКТУРА №15 от 01.02.2024.XML',
	'акт сверки №7.pdf',
	'Ёлка.png',
	'ещё.txt',
	'папка/вложенная папка/отчёт за 2023 год.xml',
	'НДФЛ-6 (I кв).xml',
	'Расчёт ПСВ 1 кв. 2026_final.xml',
	'А.pdf',
	'Приложение Б.pdf',
	'ООО Ромашка - договор.docx',
	'руб.txt',
	'стр.1.tif',
	'отчёт',
	'ПИСЬМО',
	'Ы.txt',
	'объяснение.doc',
	'РСВ_Q1.xml',
];

const UKRAINIAN = ['Єдиний податок.xml', 'Київ.pdf', 'їжа.doc', 'зв’язок', 'договір.pdf', 'ґрунт.txt'];
const BELARUSIAN = ['Ўлік.xml', 'паўторна.pdf', 'справаздача за год.doc', 'пісьмо.txt'];

describe.each<Encoding>(['ibm866', 'windows-1251', 'utf-8'])('names in %s without a mark', (encoding) => {
	const ALONE_IN_1251 = ['руб.txt', 'стр.1.tif'];

	// Few letters of code page 866 and of windows-1251 are words in both.
	const alone = RUSSIAN.filter((name) => encoding !== 'windows-1251' || !ALONE_IN_1251.includes(name));

	test.each(alone)('%s, alone, made on Windows', (name) => {
		expect(pathsOf(file(encode(name, encoding)))).toEqual([name]);
	});

	test.each(alone)('%s, alone, made on Unix', (name) => {
		expect(pathsOf(file(encode(name, encoding), { host: 3 }))).toEqual([name]);
	});

	test.each([0, 3, 10, 11, 19])('all, made on system %i', (host) => {
		expect(pathsOf(...RUSSIAN.map((name) => file(encode(name, encoding), { host })))).toEqual(RUSSIAN);
	});
});

test.each([...UKRAINIAN, ...BELARUSIAN, ...RUSSIAN, 'Müller.pdf', '合同.pdf', 'Žádost.pdf'])(
	'%s in UTF-8, with and without its mark',
	(name) => {
		expect(pathsOf(file(name, { flags: 0x800 }))).toEqual([name]);
		expect(pathsOf(file(name, { flags: 0x800, host: 3 }))).toEqual([name]);
		expect(pathsOf(file(name, { host: 3 }))).toEqual([name]);
	},
);

test.each([...UKRAINIAN, ...BELARUSIAN])('%s in windows-1251', (name) => {
	expect(pathsOf(file(encode(name, 'windows-1251')))).toEqual([name]);
});

// Code page 866 has no і and no ґ.
test.each(['Єдиний податок.xml', 'Київ.pdf', 'Ўлiк.xml', 'паўторна.pdf'])('%s in code page 866', (name) => {
	expect(pathsOf(file(encode(name, 'ibm866')))).toEqual([name]);
});

test('names in several encodings: each gets its own, a doubtful one that of the others', () => {
	const names = [
		file(encode('Счёт-фактура.xml', 'windows-1251')),
		file(encode('за.txt', 'windows-1251')),
		file(encode('акт.pdf', 'windows-1251')),
		file(encode('Накладная.pdf', 'ibm866')),
		file('Договор.pdf'),
		file('plain.txt'),
	];
	expect(pathsOf(...names)).toEqual([
		...['Счёт-фактура.xml', 'за.txt', 'акт.pdf'],
		...['Накладная.pdf', 'Договор.pdf', 'plain.txt'],
	]);
});

describe('the Unicode extra field', () => {
	const raw = encode('Счёт.pdf', 'ibm866');

	test('goes before the bytes if it belongs to them', () => {
		expect(pathsOf(file(raw, { extra: unicodeName('Счёт «А».pdf', raw) }))).toEqual(['Счёт «А».pdf']);
		expect(pathsOf(file('??.pdf', { extra: unicodeName('Акт.pdf', '??.pdf') }))).toEqual(['Акт.pdf']);
	});

	test.each<[string, Buffer]>([
		['of another name', unicodeName('Акт.pdf', 'Акт.pdf')],
		['of another version', unicodeName('Акт.pdf', raw, 2)],
		['without a name', unicodeName('', raw)],
		['cut', unicodeName('Акт.pdf', raw).subarray(0, 6)],
	])('%s is left alone', (_what, field) => {
		expect(pathsOf(file(raw, { extra: field }))).toEqual(['Счёт.pdf']);
	});
});

test('a mark that is wrong is not believed', () => {
	expect(pathsOf(file(encode('Счёт-фактура.xml', 'windows-1251'), { flags: 0x800 }))).toEqual([
		'Счёт-фактура.xml',
	]);
	expect(pathsOf(file(encode('Отчёт.xml', 'ibm866'), { flags: 0x800 }))).toEqual(['Отчёт.xml']);
});

test('letters that macOS takes apart are put together', () => {
	expect(pathsOf(file('Йод, ёлка.pdf'.normalize('NFD'), { host: 3 }))).toEqual(['Йод, ёлка.pdf']);
});
