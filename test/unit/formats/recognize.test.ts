import { Recognizer } from '../../../nodes/shared/formats/reports/recognize';
import type { Recognition } from '../../../nodes/shared/formats/reports/types';
import { fundForms } from '../../support/reports/fundForms';
import {
	bytesOf,
	COMPANY,
	cp1251,
	HABITS,
	type Expected,
	type Reconstruction,
} from '../../support/reports/reconstruction';
import { sampleCells } from '../../support/sampling';
import { taxForms } from '../../support/reports/taxForms';

function recognize(fileName: string, bytes: Buffer, step = bytes.length): Recognition {
	const recognizer = new Recognizer(fileName);
	for (let at = 0; at < bytes.length; at += step) recognizer.write(bytes.subarray(at, at + step));
	return recognizer.end();
}

const all = [...taxForms, ...fundForms];

const KEYS = [
	...['role', 'authority', 'form', 'period', 'year', 'correction', 'payer', 'sender', 'isRepresentative'],
	...['office', 'transit', 'registrationNumber'],
] as const;

/** The facts that a reconstruction states, those that it leaves out too. */
const facts = (of: Expected | Recognition) => Object.fromEntries(KEYS.map((key) => [key, of[key]]));

test('there are more than 120 forms', () => {
	expect(new Set(all.map(({ title }) => title)).size).toBeGreaterThan(120);
});

describe.each(all.map((file) => [file.title, file] as const))('%s', (title, file: Reconstruction) => {
	test('says what it says', () => {
		const found = recognize(file.fileName, bytesOf(file));
		expect(facts(found)).toEqual(facts(file.expected));
		expect(found.problems).toEqual([]);
		if (found.form !== undefined) expect(found.formName).toEqual(expect.stringMatching(/\S/));
	});

	test('whatever its name, its program and its pieces', () => {
		for (const [habit, write] of sampleCells('Habits of programs', title, Object.entries(HABITS), 1)) {
			const found = recognize(file.fileName, write(file), 1000);
			expect({ habit, ...facts(found), problems: found.problems }).toEqual({
				...{ habit, ...facts(file.expected), problems: [] },
			});
		}
	});
});

describe('names', () => {
	const [file] = taxForms;
	const bytes = bytesOf(file);
	const { fileName } = file;

	test.each([
		['lower case', fileName.toLowerCase()],
		['a copy', fileName.replace('.xml', '(1).xml')],
		['another copy', fileName.replace('.xml', ' (2).XML')],
		['a human name', 'Прибыль за 2023 [ООО «Ромашка»] (итог).xml'],
		['none', ''],
	])('%s changes nothing', (_what, name) => {
		expect(facts(recognize(name, bytes))).toEqual(facts(file.expected));
	});
});

describe('the payer', () => {
	const [file] = taxForms;
	const withInn = (inn: string) =>
		bytesOf({ ...file, text: file.text.replaceAll(`ИННЮЛ="${COMPANY.inn}"`, `ИННЮЛ="${inn}"`) });

	test('twelve zeros are no INN', () => {
		const found = recognize(file.fileName, withInn('000000000000'));
		expect(found.payer).toBeUndefined();
		expect(found.problems).toEqual([]);
	});

	test.each(['6670100002', '66701000', 'abc'])('%s is a problem', (inn) => {
		expect(recognize(file.fileName, withInn(inn)).problems).toEqual([expect.stringContaining(inn)]);
	});

	test('is never the predecessor, even if no other is named', () => {
		const text = file.text.replace(/<НПЮЛ[^>]*>/, '<СвРеоргЮЛ ИННЮЛ="7708000000" КПП="770801001"/>');
		expect(recognize(file.fileName, bytesOf({ ...file, text })).payer).toBeUndefined();
	});

	test('is never a head, even if the taxpayer has no INN', () => {
		const text = file.text.replace(
			/<НПЮЛ[^>]*>/,
			'<НПФЛ><ФИО Имя="Пётр"/></НПФЛ><Рук ИННФЛ="660300000077"/>',
		);
		expect(recognize(file.fileName, bytesOf({ ...file, text })).payer).toBeUndefined();
	});

	test('in an element that no format names is found next to the others', () => {
		const text = file.text.replace('<НПЮЛ', '<НПНовое');
		expect(recognize(file.fileName, bytesOf({ ...file, text })).payer).toEqual(COMPANY);
	});
});

describe('encodings', () => {
	const [file] = taxForms;
	const declared = (encoding: string) => (encoding === '' ? '' : ` encoding="${encoding}"`);
	const utf8 = (encoding: string) => bytesOf({ ...file, encoding: 'utf-8', declaration: declared(encoding) });
	const cyrillic = (encoding: string) => bytesOf({ ...file, declaration: declared(encoding) });
	const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
	const koi8 = (text: string) => {
		const letters = new Map(
			Array.from({ length: 128 }, (_none, index) => [
				new TextDecoder('koi8-r').decode(Uint8Array.of(128 + index)),
				128 + index,
			]),
		);
		return Buffer.from([...text].map((letter) => letters.get(letter) ?? letter.charCodeAt(0)));
	};

	test.each<[string, Buffer, string | undefined]>([
		['windows-1251', cyrillic('windows-1251'), undefined],
		['under its other name', cyrillic('CP1251'), undefined],
		['UTF-8', utf8('UTF-8'), 'is in UTF-8'],
		['UTF-8 with a mark', Buffer.concat([Buffer.from('\ufeff'), utf8('UTF-8')]), 'is in UTF-8'],
		['UTF-8 by default', utf8(''), 'is in UTF-8'],
		[
			'UTF-8 that says another',
			utf8('windows-1251'),
			'declares the encoding windows-1251 in its first line, but is in UTF-8',
		],
		['without a word', cyrillic(''), 'does not declare its encoding in its first line'],
		[
			'another word',
			cyrillic('koi8-r'),
			'declares the encoding koi8-r in its first line, but is in windows-1251',
		],
		['UTF-16', utf16(`<?xml version="1.0" encoding="UTF-16"?>${file.text}`), 'is in UTF-16'],
		[
			'KOI8',
			koi8(`<?xml version="1.0" encoding="windows-1251"?>${file.text}`),
			'declares the encoding windows-1251 in its first line, but is in KOI8-R',
		],
	])('%s', (_what, bytes, problem) => {
		const found = recognize(file.fileName, bytes);
		expect(found.problems).toEqual(problem === undefined ? [] : [problem]);
		expect(found.payer).toEqual(COMPANY);
	});
});

describe('what is none of them', () => {
	test.each<[string, string, Buffer, RegExp | undefined]>([
		['a PDF named .xml', 'report.xml', Buffer.from('%PDF-1.4'), /not XML/],
		['XML of nobody', 'a.xml', Buffer.from('<?xml version="1.0"?><note/>'), undefined],
		['a web page', 'a.xml', Buffer.from('<!DOCTYPE html><html></html>'), /DOCTYPE/],
		['nothing', 'a.pdf', Buffer.alloc(0), undefined],
		['a file that was cut off', 'a.xml', bytesOf(taxForms[0]).subarray(0, 500), /incomplete/],
		[
			'XML with an open element',
			'a.xml',
			cp1251('<?xml version="1.0" encoding="windows-1251"?><Файл><a></Файл>'),
			/"a"/,
		],
	])('%s', (_what, name, bytes, problem) => {
		const { problems } = recognize(name, bytes);
		expect(problems).toEqual(problem ? [expect.stringMatching(problem)] : []);
	});
});
