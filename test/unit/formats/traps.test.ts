import { reportTitle, shownRecognition } from '../../../nodes/KonturExtern/jobs/report/shownRecognition';
import { Recognizer } from '../../../nodes/shared/formats/reports/recognize';
import type { Recognition } from '../../../nodes/shared/formats/reports/types';
import { COMPANY, cp1251, GUID } from '../../support/reports/reconstruction';

/* What leads a careless reader to the wrong payer, office or kind. */

const ID = `NO_PRIB_6670_6670_${COMPANY.inn}${COMPANY.kpp}_20260401_${GUID}`;
const STRANGER = 'ИННЮЛ="7707083893" КПП="773601001"';
const PAYER = `<НПЮЛ НаимОрг="А" ИННЮЛ="${COMPANY.inn}" КПП="${COMPANY.kpp}"/>`;
const ATTRIBUTES = 'КНД="1151006" Период="33" ОтчетГод="2026" КодНО="6670" НомКорр="0"';
const D = '<?xml version="1.0" encoding="windows-1251"?>\n';
const U = '<?xml version="1.0" encoding="UTF-8"?>\n';

function recognize(text: string, fileName = 'a.xml'): Recognition {
	const recognizer = new Recognizer(fileName);
	recognizer.write(text.startsWith(D) ? cp1251(text) : Buffer.from(text));
	return recognizer.end();
}

const report = (document: string, { root = '', attributes = ATTRIBUTES, fileId = ID, before = '' } = {}) =>
	`${D}<Файл ИдФайл="${fileId}" ВерсФорм="5.10"${root}>${before}<Документ ${attributes}>${document}</Документ></Файл>`;
const taxpayer = (content: string) => `<СвНП>${content}</СвНП>`;
const whole = taxpayer(PAYER);

describe('a report stays what it is with', () => {
	test.each<[string, string]>([
		['a taxpayer in a comment', report(`<!-- ${taxpayer(`<НПЮЛ ${STRANGER}/>`)} -->${whole}`)],
		['a taxpayer in CDATA', report(`<Прим><![CDATA[${taxpayer(`<НПЮЛ ${STRANGER}/>`)}]]></Прим>${whole}`)],
		['a taxpayer in an instruction', report(`<?decoy ${taxpayer(`<НПЮЛ ${STRANGER}/>`)}?>${whole}`)],
		[
			'a document of a foreign namespace',
			report(whole, {
				root: ' xmlns:x="urn:x"',
				before: `<x:Документ КНД="1151001" КодНО="9999"><x:СвНП><x:НПЮЛ ${STRANGER}/></x:СвНП></x:Документ>`,
			}),
		],
		[
			'a document whose default namespace is foreign',
			report(whole, {
				before: `<Документ xmlns="urn:x" КНД="1151001" КодНО="9999"><СвНП><НПЮЛ ${STRANGER}/></СвНП></Документ>`,
			}),
		],
		[
			'attributes of a foreign namespace',
			report(
				taxpayer(
					`<НПЮЛ x:ИННЮЛ="7707083893" x:КПП="773601001" ИННЮЛ="${COMPANY.inn}" КПП="${COMPANY.kpp}"/>`,
				),
				{
					root: ' xmlns:x="urn:x" x:ИдФайл="NO_NDS_1111_1111_7707083893773601001_20260101_x"',
					attributes: `x:КНД="1151001" x:КодНО="9999" ${ATTRIBUTES}`,
				},
			),
		],
		[
			'references in its values',
			report(taxpayer('<НПЮЛ НаимОрг="&quot;А&quot;" ИННЮЛ="&#54;670100001" КПП="6670&#x30;1001"/>')),
		],
		['a namespace of its own', report(whole, { root: ' xmlns="urn:own"' })],
		...[
			'СвРеоргЮЛ',
			'СвПравопреемн',
			'СведПредшЮЛ',
			'СведЛиквОбособ',
			'СведРук',
			'СведУчред',
			'НПДоверЛицо',
		].map((name): [string, string] => [
			`${name} in front`,
			report(taxpayer(`<${name} ${STRANGER}/>${PAYER}`)),
		]),
		['a predecessor inside', report(taxpayer(PAYER.replace('/>', `><СвРеоргЮЛ ${STRANGER}/></НПЮЛ>`)))],
		[
			'a representative behind',
			report(`${whole}<Подписант ПрПодп="2"><СвПред НаимДок="Д" ${STRANGER}/></Подписант>`),
		],
	])('%s', (_what, text) => {
		expect(recognize(text)).toMatchObject({
			...{ role: 'report', form: '1151006', office: '6670', period: '9 месяцев', year: '2026' },
			...{ payer: COMPANY, sender: COMPANY, isRepresentative: false, problems: [] },
		});
	});

	test.each([
		...['СвРеоргЮЛ', 'СвПравопреемн', 'СведПредшЮЛ', 'СведЛиквОбособ', 'СведЗакрОП', 'СведРук', 'СведУчред'],
		...['НПДоверЛицо', 'СведПодписант', 'СведБанк'],
	])('%s alone names no payer', (name) => {
		expect(recognize(report(taxpayer(`<${name} ${STRANGER}/>`))).payer).toBeUndefined();
	});
});

describe('periods that only some forms have', () => {
	test.each([
		...[['AC', 'Январь при снятии с учёта'] as const, ['BD', 'Май при снятии с учёта'] as const],
		...[['CE', 'Сентябрь при снятии с учёта'] as const, ['DE', 'Декабрь при снятии с учёта'] as const],
		...[
			['82', 'Декабрь при реорганизации или ликвидации'] as const,
			['86', 'Год при снятии с учёта'] as const,
		],
		['13', 'I квартал по консолидированной группе'] as const,
		['57', '1 месяц по консолидированной группе'] as const,
		['68', 'Год по консолидированной группе'] as const,
		['AA', 'Код периода AA'] as const,
	])('%s: %s', (code, period) => {
		const text = report(whole, { attributes: ATTRIBUTES.replace('"33"', `"${code}"`) });
		expect(recognize(text)).toMatchObject({ periodCode: code, period });
	});

	test('an entrepreneur by another attribute', () => {
		expect(recognize(report(taxpayer('<НПИП ИННИП="660300000077"/>'))).payer).toEqual({
			inn: '660300000077',
		});
	});
});

describe('a file with two reports is a problem', () => {
	const two = (other: string, attributes = ATTRIBUTES) =>
		report(whole).replace('</Файл>', `<Документ ${attributes}>${other}</Документ></Файл>`);

	test.each([
		['payers', two(taxpayer(`<НПЮЛ ${STRANGER}/>`)), /payer INN 6670100001, 7707083893/],
		['branches', two(taxpayer(PAYER.replace(COMPANY.kpp, '667043001'))), /payer KPP 667001001, 667043001/],
		['forms', two(whole, ATTRIBUTES.replace('1151006', '1151001')), /form 1151006, 1151001/],
		['offices', two(whole, ATTRIBUTES.replace('6670', '7701')), /office 6670, 7701/],
	])('of two %s', (_what, text, problem) => {
		expect(recognize(text).problems).toEqual([expect.stringMatching(problem)]);
	});

	test('not of the same report in two parts', () => {
		expect(recognize(two(whole)).problems).toEqual([]);
	});
});

describe('a name without help from the file', () => {
	test.each([
		...[`${ID}.XML`, `${ID.toLowerCase()}.xml`, `${ID}(2).xml`, `${ID} — копия.xml`, `${ID} - Copy (3).xml`],
		...[
			`${ID}.xml.xml`,
			`${ID}_1.xml`,
			`Копия ${ID}.xml`,
			`Copy of ${ID}.xml`,
			`~$${ID}.xml`,
			`${ID}(1)(2).xml`,
		],
		...[`копия (2) ${ID}.xml`, `${ID} [1].xml`, ` ${ID} .xml`],
	])('%s', (name) => {
		const text = report(whole).replace(/ ИдФайл="[^"]*"/, '');
		expect(recognize(text, name)).toMatchObject({ sender: COMPANY, office: '6670', payer: COMPANY });
	});
});

describe('what is no report', () => {
	const exchanged = (kind: string, knd: string) =>
		`${D}<Файл ИдФайл="${kind}_2BM-7702070139_2BM-6670100001_0_20260401_${GUID}" ВерсФорм="5.03"><СвУчДокОбор><СвОЭДОтпр ИННЮЛ="7605016030"/></СвУчДокОбор><Документ КНД="${knd}"><СвСчФакт><СвПрод><ИдСв><СвЮЛУч ${STRANGER}/></ИдСв></СвПрод></СвСчФакт></Документ></Файл>`;

	test.each([
		...[['ON_NSCHFDOPPOK', '1115132'] as const, ['ON_NKORSCHFDOPPOK', '1115134'] as const],
		...[['ON_AKTREZRABZ', '1175015'] as const, ['DP_PRANNUL', '1175018'] as const],
		...[['ON_ZAKZVGO', '1110361'] as const, ['ON_DOGDOC', '1175099'] as const],
		...[['ON_AKSVERK', '1110333'] as const, ['ON_NEUES', '1234567'] as const, ['UPD', '1115131'] as const],
		...[['INVOICE', '1115133'] as const, ['ON_KORSFAKT', '1115127'] as const],
	])('%s, %s: a document of trade, of no payer', (kind, knd) => {
		expect(recognize(exchanged(kind, knd))).toMatchObject({ role: 'document', form: knd, problems: [] });
		expect(recognize(exchanged(kind, knd)).payer).toBeUndefined();
	});

	test.each(['ON_DOV', 'ON_DOVEL', 'ON_DOVBB', 'ON_DOVOTM', 'ON_EMCHD', 'ON_OTZDOV', 'SR_NEUES'])(
		'%s: a power of attorney',
		(kind) => {
			const text = report(whole, {
				attributes: 'КНД="1167005" КодНО="6670"',
				fileId: ID.replace('NO_PRIB', kind),
			});
			expect(recognize(text)).toMatchObject({ role: 'powerOfAttorney', payer: COMPANY, problems: [] });
		},
	);

	test.each([
		[
			'an entrepreneur',
			'<СвДоверит><Доверит><ИПДовер ИННФЛ="660300000077"/></Доверит></СвДоверит>',
			'660300000077',
		],
		[
			'somebody who passes it on',
			`<СвДоверПер><РосОргДовер><СвРосОрг ИННЮЛ="${COMPANY.inn}" КПП="${COMPANY.kpp}"/></РосОргДовер></СвДоверПер><СвЛицПередДовер><СвРосОрг ${STRANGER}/></СвЛицПередДовер>`,
			COMPANY.inn,
		],
	])('a machine-readable power of attorney of %s', (_who, content, inn) => {
		const text = `${U}<Доверенность xmlns="urn://x-artefacts/EMCHD_1" ВерсФорм="EMCHD_1" ИдФайл="ON_EMCHD_20260401_${GUID}"><Документ>${content}<СвУпПред><Пред><СведФизЛ ИННФЛ="500100732259"/></Пред></СвУпПред></Документ></Доверенность>`;
		expect(recognize(text)).toMatchObject({ role: 'powerOfAttorney', payer: { inn }, problems: [] });
	});

	const uk = `<ЛицоБезДов><СВЮЛ><СвЮЛЕИО ${STRANGER}/></СВЮЛ></ЛицоБезДов>`;
	const first = (grantor: string) =>
		`<Передов><СвПервДовер><СвДоверПерв><ДоверитПерв>${grantor}</ДоверитПерв></СвДоверПерв></СвПервДовер><СвПередПолн><ПередПолн><РосОргПерПолн><СвРосОрг ${STRANGER}/></РосОргПерПолн></ПередПолн></СвПередПолн></Передов>`;
	const granted = (grantor: string) =>
		`<Довер><СвДоверит><Доверит>${grantor}</Доверит></СвДоверит><СвУпПред><Пред><СведОрг ${STRANGER}/></Пред></СвУпПред></Довер>`;

	test.each<[string, string, string | undefined]>([
		[
			'a company with a managing company',
			granted(`<РосОргДовер><СвРосОрг ИННЮЛ="${COMPANY.inn}" КПП="${COMPANY.kpp}"/>${uk}</РосОргДовер>`),
			COMPANY.inn,
		],
		[
			'a company without an INN',
			granted(`<РосОргДовер><СвРосОрг НаимОрг="А"/>${uk}</РосОргДовер>`),
			undefined,
		],
		[
			'a foreign company without an INN',
			granted('<ИнОргДовер><СвИнОрг НЗА="1"/><СвРукОП ИННФЛ="500100732259"/></ИнОргДовер>'),
			undefined,
		],
		[
			'a child without an INN',
			granted('<ФЛДовер><СвЗакПредРук><СвФЛ ИННФЛ="500100732259"/></СвЗакПредРук></ФЛДовер>'),
			undefined,
		],
		['a person', granted('<ФЛДовер ИННФЛ="660300000077"/>'), '660300000077'],
		[
			'a company whose representative passes it on',
			first(`<РосОргДовер ИННЮЛ="${COMPANY.inn}" КПП="${COMPANY.kpp}"/>`),
			COMPANY.inn,
		],
		[
			'an entrepreneur whose representative passes it on',
			first('<ИПДовер ИННФЛ="660300000077"/>'),
			'660300000077',
		],
	])('the principal of %s is never a head, parent or representative', (_who, content, inn) => {
		const text = `${U}<Доверенность xmlns="urn://x-artefacts/EMCHD_1" ВерсФорм="EMCHD_1" ИдФайл="ON_EMCHD_20260401_${GUID}"><Документ КНД="1110310">${content}</Документ></Доверенность>`;
		expect(recognize(text).payer?.inn).toBe(inn);
	});

	test.each(['1166002', '1167001', '1166103', '1165013', '1169005'])(
		'%s comes from the tax office, whatever its name',
		(knd) => {
			const text = report(whole, {
				attributes: `КНД="${knd}" КодНО="6670"`,
				fileId: ID.replace('NO_PRIB', 'SR_NEUES'),
			});
			expect(['receipt', 'incoming']).toContain(recognize(text).role);
		},
	);

	test.each(['<report><title>Отчёт</title></report>', '<Report code="1"/>', '<reports okud="0610013"/>'])(
		'%s is of nobody',
		(text) => {
			expect(recognize(U + text)).toMatchObject({ role: 'unknown' });
		},
	);
});

describe('the social fund', () => {
	const insurer = `<Страхователь><у:РегНомер>075-001-012345</у:РегНомер><у:ИНН>${COMPANY.inn}</у:ИНН><у:КПП>${COMPANY.kpp}</у:КПП></Страхователь>`;
	const efs = (content: string) =>
		`${U}<ЭДСФР xmlns="http://пф.рф/ЕФС-1/2025-12-30" xmlns:у="http://пф.рф/УТ/2017-08-21"><ЕФС-1>${content}</ЕФС-1></ЭДСФР>`;

	test.each([
		['a hiring', `${insurer}<Подраздел1.1><ЗЛ><у:ИНН>660300000077</у:ИНН></ЗЛ></Подраздел1.1>`],
		['a person in front', `<ЗЛ><у:ИНН>660300000077</у:ИНН></ЗЛ>${insurer}`],
		['a predecessor', `<Правопредшественник><у:ИНН>7708000000</у:ИНН></Правопредшественник>${insurer}`],
		[
			'an insurer of a foreign namespace',
			`<x:Страхователь xmlns:x="urn:x"><x:ИНН>7707083893</x:ИНН></x:Страхователь>${insurer}`,
		],
		['an insurer in a comment', `<!--<Страхователь><ИНН>7707083893</ИНН></Страхователь>-->${insurer}`],
	])('EFS-1 with %s is of its insurer', (_what, content) => {
		expect(recognize(efs(content))).toMatchObject({
			...{ role: 'report', authority: 'socialFund', form: 'ЕФС-1', payer: COMPANY, problems: [] },
			registrationNumber: '075-001-012345',
		});
	});

	test.each<[string, string, string[]]>([
		['nothing but the insurer', '', []],
		['hirings', '<СЗВ><ЗЛ><СЗВ-ТД/></ЗЛ></СЗВ>', ['1.1: трудовая (иная) деятельность']],
		[
			'service after many hirings',
			`<СЗВ>${'<ЗЛ><СЗВ-ТД/></ЗЛ>'.repeat(300)}<ЗЛ><СЗВ-СТАЖ/></ЗЛ></СЗВ>`,
			['1.1: трудовая (иная) деятельность', '1.2: страховой стаж'],
		],
		[
			'salaries of a state institution',
			'<СЗВ><ЗЛ><СЗПГос/></ЗЛ></СЗВ>',
			['1.3: заработная плата работников государственных и муниципальных учреждений'],
		],
		['contributions', '<ОСС/>', ['раздел 2: взносы на страхование от несчастных случаев']],
		['names of sections elsewhere', '<Прочее><ОСС/><СЗВ-ТД/></Прочее><!--<ОСС/>-->', []],
	])('EFS-1 with %s says which sections it holds', (_what, content, sections) => {
		const found = recognize(efs(insurer + content));
		expect(found).toMatchObject({ form: 'ЕФС-1', sections, problems: [] });
	});

	test('the period of section 2 of EFS-1', () => {
		const period =
			'<НомерКорректировки>000</НомерКорректировки><Период><Код>06</Код><Год>2026</Год></Период>';
		const found = recognize(efs(`${insurer}<ОСС>${period}</ОСС>`));
		expect(found).toMatchObject({ periodCode: '06', period: 'Полугодие', year: '2026', correction: '000' });
		expect(reportTitle(found)).toBe('ЕФС-1, раздел 2, Полугодие 2026');
	});

	test.each<[string, string, string, string]>([
		[
			'service',
			'<ЗЛ><СЗВ-СТАЖ><ОтчетныйПериод>2025</ОтчетныйПериод></СЗВ-СТАЖ></ЗЛ>',
			'2025',
			'ЕФС-1, 1.2, 2025',
		],
		[
			'grounds for an early pension',
			'<ДНП><ОтчетныйПериод>2025</ОтчетныйПериод></ДНП>',
			'2025',
			'ЕФС-1, раздел 1, подраздел 2, 2025',
		],
		[
			'contributions to a pension',
			'<ДСВ><Период>2026</Период></ДСВ>',
			'2026',
			'ЕФС-1, раздел 1, подраздел 3, 2026',
		],
		[
			'salaries',
			'<ЗЛ><СЗПГос><ОтчетныйПериод><Месяц>3</Месяц><Год>2026</Год></ОтчетныйПериод></СЗПГос></ЗЛ>',
			'2026',
			'ЕФС-1, 1.3, Март 2026',
		],
	])('the year of EFS-1 with %s', (_what, content, year, title) => {
		const found = recognize(efs(`${insurer}<СЗВ>${content}</СЗВ>`));
		expect(found).toMatchObject({ year, problems: [] });
		expect(reportTitle(found)).toBe(title);
	});

	test('a name of the new fund says the registration number', () => {
		const name = `СФР_7701234567_ЕФС-1_20260417_${GUID}.xml`;
		const found = recognize(efs(insurer.replace(/<у:РегНомер>.*<.у:РегНомер>/, '')), name);
		expect(found).toMatchObject({ registrationNumber: '7701234567', form: 'ЕФС-1', payer: COMPANY });
	});

	test('the first list of insured persons is no correction', () => {
		const list = (type: string) =>
			recognize(
				`${U}<ЭДПФР xmlns="http://пф.рф/СЗВ-М/2017-01-01"><СЗВ-М><ОтчетныйПериод><Месяц>03</Месяц><КалендарныйГод>2022</КалендарныйГод></ОтчетныйПериод><ТипФормы>${type}</ТипФормы></СЗВ-М></ЭДПФР>`,
			);
		expect(reportTitle(list('1'))).toBe('СЗВ-М, Март 2022');
		expect(list('2').correction).toBe('2');
	});

	test.each([
		['http://schemas.xmlsoap.org/soap/envelope/', '<f:prParseFilelnlpu xmlns:f="http://ru/ibs/fss/ln"/>'],
		['http://www.w3.org/2003/05/soap-envelope', '<Файл ИдФайл="NO_PRIB_1"><Документ КНД="1151006"/></Файл>'],
	])('a file in an envelope of %s is not what it contains', (namespace, content) => {
		const found = recognize(
			`${U}<s:Envelope xmlns:s="${namespace}"><s:Header/><s:Body>${content}</s:Body></s:Envelope>`,
		);
		const inside = content.startsWith('<f:') ? 'prParseFilelnlpu' : 'Файл';
		expect(found).toMatchObject({ role: 'unknown', form: 'SOAP', payer: undefined });
		expect(found.problems).toEqual([
			`is wrapped in a SOAP envelope, as for a web service: save the element ${inside} in its Body as a file of its own and send that`,
		]);
		const shown = shownRecognition({ fileName: 'a.xml', facts: found });
		expect(shown).toMatchObject({
			canBeSent: false,
			problems: [expect.stringMatching(/^The file is wrapped/)],
		});
	});

	test('EFS-1 of two insurers is a problem', () => {
		const { problems } = recognize(efs(insurer + insurer.replace(COMPANY.inn, '7707083893')));
		expect(problems).toEqual([expect.stringMatching(/payer INN 6670100001, 7707083893/)]);
	});

	const ids = (prefix: string) =>
		`<${prefix}inn>${COMPANY.inn}</${prefix}inn><${prefix}kpp>${COMPANY.kpp}</${prefix}kpp><${prefix}regNum>7502012345</${prefix}regNum>`;
	const person = '<m:inn>660300000077</m:inn>';

	test.each([
		['a person in front', `<m:insuredPerson>${person}</m:insuredPerson><m:insurer>${ids('m:')}</m:insurer>`],
		['a person behind', `<m:insurer>${ids('m:')}</m:insurer><m:employee>${person}</m:employee>`],
		['a child', `<m:child>${person}</m:child>${ids('m:')}`],
		['an employer', `<m:patient>${person}</m:patient><m:employer>${ids('m:')}</m:employer>`],
	])('a message with %s is of the employer', (_what, content) => {
		for (const namespace of ['urn:ru:fss:sedo:message:v01', 'http://www.fss.ru/integration/types/eln/v01']) {
			expect(recognize(`${U}<m:message xmlns:m="${namespace}">${content}</m:message>`)).toMatchObject({
				...{ authority: 'socialFund', payer: COMPANY, registrationNumber: '7502012345', problems: [] },
			});
		}
	});
});

describe('others', () => {
	test('a template of Rosstat says its form in its code', () => {
		const text = `${D}<report code="610013010003005" form="613" shifr="П-1" year="2026" period="07"><title><item name="okpo" value="12345678"/></title></report>`;
		expect(recognize(text)).toMatchObject({
			...{ authority: 'statistics', form: '0610013', period: 'Июль', registrationNumber: '12345678' },
		});
	});

	test('a form of Rosstat in capital letters', () => {
		const text = `${U}<report code="61510601" OKUD="0615106" form="12" shifr="12-ГА" year="2026" period="01"/>`;
		expect(recognize(text)).toMatchObject({ authority: 'statistics', form: '0615106', year: '2026' });
	});

	test.each([
		['mvd', '<n:n xmlns:n="http://www.mvd.ru/x">', 'n:'],
		['mvd', '<n:case xmlns:n="http://umms.fms.gov.ru/replication/core">', 'n:'],
	])('%s: %s', (authority, root, prefix) => {
		const content = `<${prefix}foreignCitizen><${prefix}INN>660300000077</${prefix}INN></${prefix}foreignCitizen><${prefix}Employer><${prefix}INN>${COMPANY.inn}</${prefix}INN><${prefix}KPP>${COMPANY.kpp}</${prefix}KPP></${prefix}Employer>`;
		const name = /<([\w:]+)/.exec(root)?.[1] ?? '';
		expect(recognize(`${U}${root}${content}</${name}>`)).toMatchObject({ authority, payer: COMPANY });
	});

	test.each(['http://www.xbrl.org/2003/instance', 'urn:cbr-ru:ed:v2.0'])(
		'%s is of the Bank of Russia',
		(uri) => {
			expect(recognize(`${U}<a xmlns="${uri}"/>`)).toMatchObject({ authority: 'bankOfRussia', form: 'ЦБ' });
		},
	);
});
