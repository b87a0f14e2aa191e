import { COMPANY, GUID, PERSON, type Expected, type Reconstruction } from './reconstruction';

const NUMBER = '075-001-012345';

const insurer = (prefix: string, { inn, kpp }: { inn: string; kpp?: string }) =>
	`<Страхователь><${prefix}РегНомер>${NUMBER}</${prefix}РегНомер><${prefix}ИНН>${inn}</${prefix}ИНН>${kpp ? `<${prefix}КПП>${kpp}</${prefix}КПП>` : ''}<Наименование>ООО Ромашка</Наименование></Страхователь>`;

const service =
	'<СлужебнаяИнформация><АФ:GUID>5e7d2d7c</АФ:GUID><АФ:ДатаВремя>2026-04-01T10:00:00</АФ:ДатаВремя></СлужебнаяИнформация>';
const namespaces = (form: string) =>
	`xmlns="http://пф.рф/${form}/2023-01-01" xmlns:УТ2="http://пф.рф/УТ/2017-08-21" xmlns:АФ="http://пф.рф/АФ/2018-12-07"`;

const fund = (
	form: string,
	content: string,
	expected: Partial<Expected>,
	payer: { inn: string; kpp?: string } = COMPANY,
): Reconstruction => ({
	title: `${form} ${expected.period ?? ''} ${payer.inn}`,
	fileName: `ПФР_${NUMBER}_075001_${form}_20260401_${GUID}.xml`,
	text: `<ЭДПФР ${namespaces(form)}>${content}${service}</ЭДПФР>`,
	encoding: 'utf-8',
	declaration: ' encoding="UTF-8"',
	expected: {
		role: 'report',
		authority: 'socialFund',
		form,
		payer,
		registrationNumber: NUMBER,
		office: '075-001',
		...expected,
	},
});

const monthly = (form: string, payer: { inn: string; kpp?: string }, type?: string) =>
	fund(
		form,
		`<${form}>${insurer('УТ2:', payer)}<ОтчетныйПериод><Месяц>03</Месяц><КалендарныйГод>2026</КалендарныйГод></ОтчетныйПериод>${type ? `<ТипФормы>${type}</ТипФормы>` : ''}</${form}>`,
		{ period: 'Март', year: '2026', correction: form === 'СЗВ-М' && type === '1' ? '0' : type },
		payer,
	);

const coded = (form: string, payer: { inn: string; kpp?: string }, code: string, period: string) =>
	fund(
		form,
		`<ОДВ-1><Тип>0</Тип>${insurer('УТ2:', payer)}<ОтчетныйПериод><Код>${code}</Код><Год>2026</Год></ОтчетныйПериод></ОДВ-1><${form}><Тип>0</Тип></${form}>`,
		{ period, year: '2026', correction: '0' },
		payer,
	);

const fss = (root: string, namespace: string, form: string, content: string): Reconstruction => ({
	title: `${form} ${root}`,
	fileName: `L_7502012345_2026_04_01_0001.xml`,
	text: `<f:${root} xmlns:f="${namespace}">${content}</f:${root}>`,
	encoding: 'utf-8',
	declaration: ' encoding="UTF-8"',
	expected: {
		role: 'report',
		authority: 'socialFund',
		form,
		payer: COMPANY,
		registrationNumber: '7502012345',
	},
});

const statistics = (okud: string, attributes: string): Reconstruction => ({
	title: `Rosstat ${okud}`,
	fileName: `0${okud}_010_12345678.xml`,
	text: `<report okud="${okud}" ${attributes} year="2026" period="03"><title><item name="name" value="ООО Ромашка"/><item name="okpo" value="12345678"/></title><sections><section code="1"/></sections></report>`,
	encoding: 'windows-1251',
	declaration: ' encoding="windows-1251"',
	expected: {
		role: 'report',
		authority: 'statistics',
		form: okud,
		period: 'Март',
		year: '2026',
		registrationNumber: '12345678',
	},
});

const ids = `<f:inn>${COMPANY.inn}</f:inn><f:kpp>${COMPANY.kpp}</f:kpp>`;

export const fundForms: readonly Reconstruction[] = [
	...['ЕФС-1', 'СЗВ-М', 'СЗВ-ТД', 'ДСВ-3'].flatMap((form) => [
		monthly(form, COMPANY),
		monthly(form, PERSON, '1'),
	]),
	...['СЗВ-СТАЖ', 'СЗВ-КОРР', 'СЗВ-ИСХ'].flatMap((form) => [
		coded(form, COMPANY, '0', 'Год'),
		coded(form, PERSON, '06', 'Полугодие'),
	]),
	...['АДВ-1', 'АДВ-2', 'АДВ-3', 'СПВ-2', 'СЗВ-К', 'НОВАЯ-7'].map((form) =>
		fund(form, `<${form}>${insurer('УТ2:', COMPANY)}</${form}>`, {}),
	),
	{
		title: 'a file under the new name of the fund',
		fileName: 'EFS-1_1.xml',
		text: `<ЭДСФР><ЕФС-1>${insurer('', COMPANY)}</ЕФС-1></ЭДСФР>`,
		encoding: 'utf-8',
		declaration: ' encoding="UTF-8"',
		expected: {
			...{ role: 'report', authority: 'socialFund', form: 'ЕФС-1', payer: COMPANY },
			registrationNumber: NUMBER,
		},
	},
	{
		title: 'a packet of the old pension fund',
		fileName: 'PFR-700-Y-2012-ORG-075-001-012345-DCK-00001-DPT-000000-DCK-00000.XML',
		text: `<ФайлПФР xmlns="http://schema.pfr.ru"><ИмяФайла>PFR</ИмяФайла><ПачкаВходящихДокументов><ВХОДЯЩАЯ_ОПИСЬ><СоставительПачки><НалоговыйНомер><ИНН>${COMPANY.inn}</ИНН><КПП>${COMPANY.kpp}</КПП></НалоговыйНомер><РегистрационныйНомер>${NUMBER}</РегистрационныйНомер></СоставительПачки></ВХОДЯЩАЯ_ОПИСЬ></ПачкаВходящихДокументов></ФайлПФР>`,
		encoding: 'windows-1251',
		declaration: ' encoding="windows-1251"',
		expected: {
			...{ role: 'report', authority: 'socialFund', year: '2012', payer: COMPANY },
			registrationNumber: NUMBER,
		},
	},
	...(
		[
			['3', 'I квартал'],
			['6', 'Полугодие'],
			['9', '9 месяцев'],
			['12', 'Год'],
		] as const
	).map(([code, period]): Reconstruction => ({
		title: `4-FSS ${code}`,
		fileName: '7502012345_2022_03.xml',
		text: `<F4REPORT xmlns="http://www.fss.ru/f4report"><TITLE REG_NUM="7502012345" KPS_NUM="75021" INN="${COMPANY.inn}" KPP="${COMPANY.kpp}" QUART_NUM="${code}" YEAR_NUM="2022" NUM_CORR="0"/></F4REPORT>`,
		encoding: 'utf-8',
		declaration: ' encoding="UTF-8"',
		expected: {
			...{ role: 'report', authority: 'socialFund', form: '4-ФСС', period, year: '2022', correction: '0' },
			...{ payer: COMPANY, registrationNumber: '7502012345', office: '75021' },
		},
	})),
	fss(
		'prParseFilelnlpu',
		'http://ru/ibs/fss/ln/ws/FileOperationsLn.wsdl',
		'ЭЛН',
		`<f:regNum>7502012345</f:regNum>${ids}`,
	),
	fss(
		'rowset',
		'http://www.fss.ru/integration/types/eln/v01',
		'ЭЛН',
		`<f:row>${ids}<f:regnum>7502012345</f:regnum></f:row>`,
	),
	fss(
		'benefitReply',
		'http://www.fss.ru/integration/types/sedo/proactive/v1',
		'СЭДО',
		`<f:insurer>${ids}<f:regNum>7502012345</f:regNum></f:insurer>`,
	),
	...['0610013', '0609203', '0601018', '0606010'].map((okud) =>
		statistics(okud, 'shifr="p-4" version="01-01-2026"'),
	),
	{
		title: 'notification of the Interior Ministry',
		fileName: 'notification.xml',
		text: `<n:notification xmlns:n="urn://mvd.ru/migration/labor/1.0"><n:employer><n:inn>${COMPANY.inn}</n:inn><n:kpp>${COMPANY.kpp}</n:kpp></n:employer></n:notification>`,
		encoding: 'utf-8',
		declaration: ' encoding="UTF-8"',
		expected: { role: 'report', authority: 'mvd', form: 'МВД', payer: COMPANY },
	},
	{
		title: 'XBRL for the Bank of Russia',
		fileName: 'XBRL_1026605606620_ep_nso.xml',
		text: '<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance"><xbrli:context id="a"><xbrli:entity><xbrli:identifier scheme="http://www.cbr.ru">1026605606620</xbrli:identifier></xbrli:entity></xbrli:context></xbrli:xbrl>',
		encoding: 'utf-8',
		declaration: ' encoding="UTF-8"',
		expected: { role: 'report', authority: 'bankOfRussia', form: 'ЦБ', registrationNumber: '1026605606620' },
	},
];
