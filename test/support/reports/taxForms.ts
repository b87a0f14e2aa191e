import {
	ACCOUNTANT,
	COMPANY,
	GUID,
	OFFICE,
	PERSON,
	type Expected,
	type Reconstruction,
} from './reconstruction';

interface Party {
	inn: string;
	kpp?: string;
}

type Subject = 'company' | 'person' | 'represented';

interface TaxForm {
	kind: string;
	knd?: string;
	/** Code of the period, and its words; without, the file names no period. */
	period?: [code: string, words: string];
	correction?: string;
	/** The element of the taxpayer. */
	taxpayer?: (party: Party) => string;
	/** Attribute of the year. */
	yearName?: string;
	content?: string;
	role?: string;
	/** What the file says besides. */
	more?: Partial<Expected>;
	subjects?: readonly Subject[];
}

const usual = ({ inn, kpp }: Party) =>
	kpp
		? `<НПЮЛ НаимОрг="ООО &quot;Ромашка&quot;" ИННЮЛ="${inn}" КПП="${kpp}"/>`
		: `<НПФЛ ИННФЛ="${inn}"><ФИО Фамилия="Сидоров" Имя="Пётр"/></НПФЛ>`;
const entrepreneur = ({ inn, kpp }: Party) => (kpp ? usual({ inn, kpp }) : `<НПИП ИННФЛ="${inn}"/>`);
const traceability = ({ inn, kpp }: Party) =>
	kpp ? `<СведЮЛ НаимОрг="ООО Ромашка" ИННЮЛ="${inn}" КПП="${kpp}"/>` : `<СведФЛ ИННФЛ="${inn}"/>`;
const return520 = ({ inn }: Party) =>
	`<НПФЛ3 ДокПредст="760" Статус="1"><ФИОФЛ Фамилия="Сидоров" Имя="Пётр"/><ИННФЛ>${inn}</ИННФЛ></НПФЛ3>`;
const return507 = ({ inn }: Party) =>
	`<НПФЛ3 Статус="1"><СведФЛ1 ИННФЛ="${inn}" ДатаРожд="01.01.1980"/></НПФЛ3>`;
const reorganized = ({ inn, kpp }: Party) =>
	`<НПЮЛ НаимОрг="ООО Правопреемник" ИННЮЛ="${inn}" КПП="${kpp}"><СвРеоргЮЛ ФормРеорг="1" ИННЮЛ="7708000000" КПП="770801001"/></НПЮЛ>`;

const month: [string, string] = ['02', 'Февраль'];
const quarter: [string, string] = ['22', 'II квартал'];
const nineMonths: [string, string] = ['33', '9 месяцев'];
const year: [string, string] = ['34', 'Год'];

const notice = (rows: ReadonlyArray<readonly [string, string]>, kbk = '18210102010011000110') =>
	rows
		.map(
			([code, number]) =>
				`<УвИсчСумНалог ОКТМО="65701000" КБК="${kbk}" СумНалогАванс="100" Период="${code}" НомерМесКварт="${number}" Год="2026"/>`,
		)
		.join('');

const FORMS: readonly TaxForm[] = [
	{ kind: 'NO_NDS', knd: '1151001', period: quarter },
	{
		kind: 'NO_NDS',
		knd: '1151001',
		period: ['51', 'I квартал при реорганизации или ликвидации'],
		correction: '2',
	},
	{ kind: 'NO_PRIB', knd: '1151006', period: nineMonths, correction: '1' },
	{ kind: 'NO_PRIB', knd: '1151006', period: ['45', '11 месяцев'] },
	{
		kind: 'NO_PRIB',
		knd: '1151006',
		period: year,
		taxpayer: reorganized,
		subjects: ['company', 'represented'],
	},
	{ kind: 'NO_NDFL6.2', knd: '1151100', period: ['31', 'Полугодие'] },
	{ kind: 'NO_NDFL6', knd: '1151099', period: year },
	{ kind: 'NO_RASCHSV', knd: '1151111', period: ['21', 'I квартал'] },
	{ kind: 'NO_RASCHSV', knd: '1151111', period: ['85', '9 месяцев при снятии с учёта'] },
	{ kind: 'NO_PERSSVFL', knd: '1151162', period: month },
	{ kind: 'NO_USN', knd: '1152017', period: year, taxpayer: entrepreneur },
	{
		kind: 'NO_USN',
		knd: '1152017',
		period: ['96', 'Последний налоговый период при прекращении деятельности'],
	},
	{ kind: 'NO_ESHN', knd: '1151059', period: year },
	{ kind: 'NO_IMUD', knd: '1152026', period: year },
	{ kind: 'NO_IMUR', knd: '1152028', period: ['17', 'Полугодие'] },
	{ kind: 'NO_TRAND', knd: '1152004', period: year },
	{ kind: 'NO_ZEMND', knd: '1153005', period: year },
	{ kind: 'NO_VODNL', knd: '1151072', period: quarter },
	{ kind: 'NO_NDPI', knd: '1151054', period: month },
	{ kind: 'NO_ALKO', knd: '1151084', period: month },
	{ kind: 'NO_IGRBIZ', knd: '1151050', period: ['71', 'Январь при реорганизации или ликвидации'] },
	{ kind: 'NO_KOSVNAL', knd: '1151088', period: month },
	{ kind: 'NO_UPRDEK', knd: '1151085', period: undefined },
	{ kind: 'NO_BUHOTCH', knd: '0710099', period: year, yearName: 'ОтчетГод' },
	{ kind: 'NO_BOUPR', knd: '0710096', period: year },
	{ kind: 'NO_ENVD', knd: '1152016', period: quarter },
	{ kind: 'NO_SRCHIS', knd: '1110018', period: undefined },
	{ kind: 'NO_NDFL3', knd: '1151020', period: year, taxpayer: return520, subjects: ['person'] },
	{ kind: 'NO_NDFL3', knd: '1151020', period: year, taxpayer: return507, subjects: ['person'] },
	{
		kind: 'NO_NDFL3',
		knd: '1151020',
		period: ['50', 'Последний налоговый период при прекращении деятельности'],
		subjects: ['person'],
	},
	{ kind: 'ON_OTCHOPTOV', knd: '1169010', period: ['24', 'IV квартал'], taxpayer: traceability },
	{ kind: 'NO_NEWFORM', knd: '1199999', period: ['97', 'Код периода 97'] },
	{
		kind: 'UT_UVISCHSUMNAL',
		knd: '1110355',
		taxpayer: entrepreneur,
		content: notice([['34', '01']]),
		more: { period: 'Октябрь', year: '2026' },
	},
	{
		kind: 'UT_UVISCHSUMNAL',
		knd: '1110355',
		taxpayer: entrepreneur,
		content: notice([
			['21', '11'],
			['31', '04'],
			['31', '04'],
		]),
		more: { period: 'Январь, с 23-го числа; II квартал', year: '2026' },
	},
	{
		kind: 'UT_UVISCHSUMNAL',
		knd: '1110355',
		taxpayer: entrepreneur,
		content: notice(
			[
				['34', '01'],
				['34', '03'],
			],
			'18210501021011000110',
		),
		more: { period: 'I квартал; III квартал', year: '2026' },
		subjects: ['person'],
	},
	{
		kind: 'UT_UVISCHSUMNAL',
		knd: '1110355',
		content: notice([['34', '04']], '18210602010021000110'),
		more: { period: 'Год', year: '2026' },
		subjects: ['company'],
	},
	{ kind: 'UT_PEREHUSN', knd: '1150001' },
	{ kind: 'SR_SVEDSOTV', knd: '1111111' },
	{ kind: 'VO_ZVOZVR', knd: '1150058' },
	{ kind: 'IU_SOGNTOB', knd: '1110058', role: 'request' },
	{ kind: 'IU_ZAPR', knd: '1166101', role: 'request' },
	{ kind: 'ON_DOCNPNO', knd: '1184002' },
];

const party = (subject: Subject): { payer: Party; sender: Party } => {
	const payer = subject === 'person' ? PERSON : COMPANY;
	return { payer, sender: subject === 'represented' ? ACCOUNTANT : payer };
};

function taxForm(form: TaxForm, subject: Subject): Reconstruction {
	const { payer, sender } = party(subject);
	const fileId = `${form.kind}_${OFFICE}_${OFFICE}_${sender.inn}${sender.kpp ?? ''}_20260401_${GUID}`;
	const attributes = [
		form.knd ? ` КНД="${form.knd}"` : '',
		' ДатаДок="01.04.2026"',
		form.period ? ` Период="${form.period[0]}" ${form.yearName ?? 'ОтчетГод'}="2026"` : '',
		` КодНО="${OFFICE}"`,
		form.content ? '' : ` НомКорр="${form.correction ?? '0'}"`,
	].join('');
	const signer = `<Подписант ПрПодп="${subject === 'represented' ? 2 : 1}"><ФИО Фамилия="Иванов" Имя="Иван"/>${
		subject === 'represented' ? '<СвПред НаимДок="Доверенность" ИННЮЛ="7707083893"/>' : ''
	}</Подписант>`;
	const text =
		`<Файл xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ИдФайл="${fileId}" ВерсПрог="Программа 1.0" ВерсФорм="5.07">` +
		`<Документ${attributes}><СвНП ОКТМО="65701000">${(form.taxpayer ?? usual)(payer)}</СвНП>${signer}${form.content ?? '<Показатели Сумма="1"/>'}</Документ></Файл>`;
	return {
		title: `${form.kind} ${form.knd ?? ''} ${form.period?.[0] ?? ''} ${subject}`,
		fileName: `${fileId}.xml`,
		text,
		encoding: 'windows-1251',
		declaration: ' encoding="windows-1251"',
		expected: {
			role: form.role ?? 'report',
			authority: 'taxOffice',
			form: form.knd ?? form.kind,
			period: form.period?.[1],
			year: form.period ? '2026' : undefined,
			correction: form.content ? undefined : (form.correction ?? '0'),
			payer,
			sender,
			isRepresentative: subject === 'represented',
			office: OFFICE,
			...form.more,
		},
	};
}

/** A form that answers, accompanies or documents something, and names no taxpayer of its own. */
function other(
	kind: string,
	knd: string | undefined,
	role: string,
	content: string,
	expected: Partial<Expected>,
): Reconstruction {
	const { inn, kpp } = COMPANY;
	const fileId = `${kind}_${OFFICE}_${OFFICE}_${inn}${kpp}_20260401_${GUID}`;
	return {
		title: `${kind} ${knd ?? ''}`,
		fileName: `${fileId}.xml`,
		text: `<Файл ИдФайл="${fileId}" ВерсФорм="5.01"><Документ${knd ? ` КНД="${knd}"` : ''}${content}</Документ></Файл>`,
		encoding: 'windows-1251',
		declaration: ' encoding="windows-1251"',
		expected: {
			role,
			authority: 'taxOffice',
			form: knd ?? kind,
			sender: COMPANY,
			office: OFFICE,
			...expected,
		},
	};
}

const partners =
	'><СвСчФакт НомерДок="1"><СвПрод><ИдСв><СвЮЛУч НаимОрг="ООО Продавец" ИННЮЛ="7707083893" КПП="773601001"/></ИдСв></СвПрод></СвСчФакт>';
const section =
	' Индекс="0000080" НомКорр="1"><КнигаПокуп><КнПокСтр НомерПор="1"><СвПрод><СведЮЛ ИННЮЛ="7702070139" КПП="770201001"/></СвПрод></КнПокСтр></КнигаПокуп>';

export const taxForms: readonly Reconstruction[] = [
	...FORMS.flatMap((form) =>
		(form.subjects ?? ['company', 'represented', 'person']).map((subject) => taxForm(form, subject)),
	),
	...['8', '81', '9', '91', '10', '11', '12'].map((number) =>
		other(`NO_NDS.${number}`, undefined, 'attachment', section, {
			correction: '1',
			payer: COMPANY,
			isRepresentative: false,
		}),
	),
	...['KV', 'UO', 'UU', 'IV', 'PD', 'OO', 'IZ', 'PO'].map((kind) =>
		other(`${kind}_PRIB`, undefined, 'receipt', '><СвКвит ИмяОбрабФайла="x"/>', {}),
	),
	other(
		'ZZ_ANSWER',
		'1166006',
		'receipt',
		' КодНО="6670"><СвНП><НПЮЛ ИННЮЛ="6670100001" КПП="667001001"/></СвНП>',
		{
			payer: COMPANY,
			isRepresentative: false,
		},
	),
	other(
		'ON_DOV',
		'1167005',
		'powerOfAttorney',
		` КодНО="${OFFICE}"><СвНП><НПЮЛ ИННЮЛ="6670100001" КПП="667001001"/></СвНП>`,
		{
			payer: COMPANY,
			isRepresentative: false,
		},
	),
	...['ON_NSCHFDOPPR', 'ON_NKORSCHFDOPPR', 'DP_REZRUISP', 'DP_TOVTORGPR'].map((kind): Reconstruction => {
		const fileId = `${kind}_2BM-7702070139_2BM-6670100001_20260401_${GUID}`;
		return {
			title: kind,
			fileName: `${fileId}.xml`,
			text: `<Файл ИдФайл="${fileId}" ВерсФорм="5.03"><Документ КНД="1115131"${partners}</Документ></Файл>`,
			encoding: 'windows-1251',
			declaration: ' encoding="windows-1251"',
			expected: { role: 'document', authority: 'taxOffice', form: '1115131' },
		};
	}),
	{
		title: 'machine-readable power of attorney',
		fileName: `ON_EMCHD_20260401_${GUID}.xml`,
		text: `<Доверенность xmlns="urn://x-artefacts/EMCHD_1" ВерсФорм="EMCHD_1" ИдФайл="ON_EMCHD_20260401_${GUID}"><Документ><Довер><СвДов ВидДовер="1"/><СвДоверит><Доверит><РосОргДовер><СвРосОрг НаимОрг="ООО Ромашка" ИННЮЛ="6670100001" КПП="667001001"/></РосОргДовер></Доверит></СвДоверит><СвУпПред><Пред><СведФизЛ ИННФЛ="660300000077"/></Пред></СвУпПред></Довер></Документ></Доверенность>`,
		encoding: 'utf-8',
		declaration: ' encoding="UTF-8"',
		expected: { role: 'powerOfAttorney', authority: 'taxOffice', form: 'ON_EMCHD', payer: COMPANY },
	},
	{
		title: 'certificate of income of an earlier year',
		fileName: `NO_NDFL2_${OFFICE}_${OFFICE}_${COMPANY.inn}${COMPANY.kpp}_20180401_${GUID}.xml`,
		text: `<Файл ИдФайл="NO_NDFL2_${OFFICE}_${OFFICE}_${COMPANY.inn}${COMPANY.kpp}_20180401_${GUID}"><СвРекв ОКТМО="65701000" ОтчетГод="2017" ПризнакФ="1"><СвЮЛ ИННЮЛ="${COMPANY.inn}" КПП="${COMPANY.kpp}"/></СвРекв><Документ КНД="1151078" НомКорр="0" КодНО="${OFFICE}"><ПолучДох ИННФЛ="500100732259"/></Документ></Файл>`,
		encoding: 'windows-1251',
		declaration: ' encoding="windows-1251"',
		expected: {
			...{ role: 'report', authority: 'taxOffice', form: '1151078', year: '2017', correction: '0' },
			...{ payer: COMPANY, sender: COMPANY, isRepresentative: false, office: OFFICE },
		},
	},
];
