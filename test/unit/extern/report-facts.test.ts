import {
	encodingContradiction,
	isReportName,
	readFacts,
} from '../../../nodes/KonturExtern/jobs/report/reportFacts';

const guid = '5b1f0c2e-7a43-4d8e-9c61-0f2d3e4a5b6c';

/** Letters of the two ranges that are enough here (windows-1251: А-я are 0xC0 to 0xFF). */
const cp1251 = (text: string) =>
	Buffer.from(
		[...text].map((char) => {
			const code = char.codePointAt(0) ?? 0;
			return code < 0x80 ? code : code - 0x410 + 0xc0;
		}),
	);

const xml = (
	fileId: string,
	payer: string,
	{ declaration = 'encoding="windows-1251"', office = '7811' } = {},
) =>
	`<?xml version="1.0" ${declaration}?>\r\n<Файл ИдФайл="${fileId}" ВерсФорм="5.08">\r\n<Документ КНД='1152017' Период="34" ОтчетГод="2025" КодНО="${office}">\r\n<СвНП ОКВЭД="62.01">${payer}</СвНП></Документ></Файл>`;

const company = '<НПЮЛ НаимОрг="Ромашка" ИННЮЛ="7811223346" КПП="781101001"/>';
const person = '<НПФЛ ИННФЛ="780204893183"><ФИО Фамилия="Иванов"/></НПФЛ>';

describe('facts in a report for the tax office', () => {
	test('a company', () => {
		const id = `NO_USN_7811_7811_7811223346781101001_20260120_${guid}`;
		expect(readFacts(`${id}.xml`, cp1251(xml(id, company)))).toEqual({
			fileId: id,
			form: '1152017',
			periodCode: '34',
			year: '2025',
			taxOffice: '7811',
			sender: { inn: '7811223346', kpp: '781101001' },
			payer: { inn: '7811223346', kpp: '781101001' },
		});
	});

	test('an entrepreneur has no KPP', () => {
		const id = `NO_USN_7811_7811_780204893183_20260120_${guid}`;
		expect(readFacts(`${id}.xml`, cp1251(xml(id, person)))).toMatchObject({
			sender: { inn: '780204893183' },
			payer: { inn: '780204893183' },
		});
	});

	test('a representative sends through a transit inspectorate', () => {
		const id = `NO_USN_9972_7811_6676130154667601001_20260120_${guid}`;
		expect(readFacts('', cp1251(xml(id, company)))).toMatchObject({
			taxOffice: '7811',
			transit: '9972',
			sender: { inn: '6676130154', kpp: '667601001' },
			payer: { inn: '7811223346' },
		});
	});

	test('a name alone tells the office and the sender', () => {
		const name = `NO_NDS.8_7811_7811_7811223346781101001_20260120_${guid}.zip`;
		expect(readFacts(name, Buffer.from('PK\x03\x04'))).toMatchObject({
			taxOffice: '7811',
			sender: { inn: '7811223346', kpp: '781101001' },
		});
	});

	test('a power-of-attorney message has a type that Kontur requires', () => {
		const id = `ON_DOV_7811_7811_7811223346781101001_20260120_${guid}`;
		expect(readFacts(`${id}.xml`, cp1251(xml(id, company))).type).toBe('urn:document:fns534-report-warrant');
	});

	test.each([
		['a PDF', 'scan.pdf', Buffer.from('%PDF-1.4')],
		['XML of another authority', 'efs.xml', Buffer.from('<?xml version="1.0"?><ЭДПФР/>')],
		['nothing', '', Buffer.alloc(0)],
	])('%s tells nothing', (_name, fileName, head) => {
		expect(readFacts(fileName, head)).toEqual({});
	});
});

describe('the encoding', () => {
	const id = `NO_USN_7811_7811_7811223346781101001_20260120_${guid}`;
	const named = (declaration: string) => xml(id, company, { declaration });

	test.each([
		['windows-1251', cp1251(named('encoding="windows-1251"')), undefined],
		['under its other name', cp1251(named("encoding='CP1251'")), undefined],
		['UTF-8', Buffer.from(named('encoding="UTF-8"')), 'is in UTF-8'],
		['UTF-8 with a mark', Buffer.from(`\ufeff${named('encoding="UTF-8"')}`), 'is in UTF-8'],
		['UTF-8 by default', Buffer.from(named('')), 'is in UTF-8'],
		[
			'UTF-8 that says another',
			Buffer.from(named('encoding="windows-1251"')),
			'declares the encoding windows-1251 in its first line, but is in UTF-8',
		],
		['without a word', cp1251(named('')), 'does not declare its encoding'],
		['another word', cp1251(named('encoding="koi8-r"')), 'declares the encoding koi8-r in its first line'],
		['UTF-16', Buffer.from(`\ufeff${named('encoding="UTF-16"')}`, 'utf16le'), 'is in UTF-16'],
	])('%s', (_name, head, problem) => {
		const facts = readFacts(`${id}.xml`, head);
		expect(facts.problem).toBe(problem);
		expect(facts.taxOffice).toBe('7811');
	});

	test('a message of power of attorney may have another', () => {
		const name = `ON_DOV_7811_7811_7811223346781101001_20260120_${guid}.xml`;
		expect(readFacts(name, Buffer.from(named('encoding="UTF-8"'))).problem).toBeUndefined();
	});
});

test('names of files', () => {
	expect(isReportName(`NO_USN_7811_7811_7811223346781101001_20260120_${guid}.xml`)).toBe(true);
	expect(isReportName(`no_usn_7811_7811_780204893183_20260120_${guid}.XML`)).toBe(true);
	expect(isReportName('report.xml')).toBe(false);
	expect(isReportName(`NO_USN_7811_7811_78112233467_20260120_${guid}.xml`)).toBe(false);
});

describe('an XML file whose encoding is not the declared one', () => {
	const xml = (encoding: string, text: string) => `<?xml version="1.0"${encoding}?><Файл>${text}</Файл>`;
	const latin = (encoding: string) => Buffer.from(`<?xml version="1.0"${encoding}?><File/>`);
	const declared = (encoding: string) => ` encoding="${encoding}"`;

	test.each<[string, Buffer, RegExp | undefined]>([
		['Latin letters only, said to be windows-1251', latin(declared('windows-1251')), undefined],
		['windows-1251', cp1251(xml(declared('windows-1251'), 'а')), undefined],
		['UTF-8', Buffer.from(xml(declared('UTF-8'), 'а')), undefined],
		['UTF-8 that declares nothing', Buffer.from(xml('', 'а')), undefined],
		['anything but XML', Buffer.from('%PDF'), undefined],
		['UTF-8 that declares windows-1251', Buffer.from(xml(declared('windows-1251'), 'а')), /is in UTF-8$/],
		['windows-1251 that declares UTF-8', cp1251(xml(declared('UTF-8'), 'а')), /UTF-8 .*, but is not$/],
		['windows-1251 that declares nothing', cp1251(xml('', 'а')), /^does not declare its encoding/],
	])('%s', (_name, file, problem) => {
		const found = encodingContradiction(file);
		if (problem) expect(found).toMatch(problem);
		else expect(found).toBeUndefined();
	});
});
