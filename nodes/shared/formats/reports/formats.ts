import { sectionPlaces } from './sections';
import type { Format, Place } from './types';

const each = (bases: readonly string[], ...ends: readonly string[]): Place[] =>
	ends.flatMap((end) => bases.map((base) => `${base}${end}`));

/**
 * Where the formats of the tax office name the taxpayer. The element says whether it is an organization, a person or an
 * entrepreneur; forms of their own name it otherwise: the personal income tax return, traceability, the certificates of
 * income. A predecessor (`СвРеоргЮЛ`) and the parties of an invoice are in other elements, so they are never the payer.
 */
const TAXPAYERS = ['Документ/СвНП', 'СвНП'];

/** Names that a new form may give its taxpayer. A head or a signer is named otherwise. */
const NEW_NAMES = ['/НП*', '/Свед*'];

const payerInn: Place[] = [
	...each(TAXPAYERS, '/НПЮЛ@ИННЮЛ', '/НПИП@ИННФЛ', '/НПФЛ@ИННФЛ', '/НПФЛ@ИНН', '/НПИП@ИНН'),
	...each(TAXPAYERS, '/НПФЛ3/ИННФЛ', '/НПФЛ3/СведФЛ1@ИННФЛ', '/НПФЛ3/СведФЛ@ИННФЛ', '/НПФЛ3@ИННФЛ'),
	...each(TAXPAYERS, '/СведЮЛ@ИННЮЛ', '/СведФЛ@ИННФЛ', '/СведИП@ИННФЛ', '/НПФЛ/ИННФЛ', '/НПЮЛ/ИННЮЛ'),
	...each(
		TAXPAYERS,
		'/НПИП/ИННФЛ',
		'/НПИП@ИННИП',
		'@ИННЮЛ',
		'@ИННФЛ',
		'/ИннЮЛ@ИННЮЛ',
		'/СвЮЛ@ИННЮЛ',
		'/СвФЛ@ИННФЛ',
	),
	...each(TAXPAYERS, '/НПФЛД@ИННФЛ', '/НПЮЛД@ИННЮЛ', '/НПИО@ИННЮЛ', '/СвИО@ИННЮЛ', '/НППФЛ@ИННФЛ'),
	...each(['СвРекв', 'Документ/СвРекв'], '/СвЮЛ@ИННЮЛ', '/СвФЛ@ИННФЛ'),
	...each(TAXPAYERS, ...NEW_NAMES.flatMap((name) => each([name], '@ИННЮЛ', '@ИННФЛ', '/ИННЮЛ', '/ИННФЛ'))),
];

const payerKpp: Place[] = [
	...each(TAXPAYERS, '/НПЮЛ@КПП', '/СведЮЛ@КПП', '@КПП', '/СвЮЛ@КПП', '/НПЮЛ/КПП', '/НПЮЛД@КПП', '/НПИО@КПП'),
	...each(['СвРекв', 'Документ/СвРекв'], '/СвЮЛ@КПП'),
	...each(TAXPAYERS, ...NEW_NAMES.flatMap((name) => each([name], '@КПП', '/КПП'))),
];

/**
 * A form of the tax office: the file says what it is by its `КНД` and by the beginning of its name. "All report files in
 * XML that are sent to the tax office must be in windows-1251" (Kontur.Extern documentation, "Names of files").
 */
const taxOffice: Format = {
	root: 'Файл',
	vocabulary: 'own',
	authority: 'taxOffice',
	role: 'report',
	encoding: 'windows-1251',
	places: {
		form: ['Документ@КНД', '@КНД'],
		period: [
			'Документ@Период',
			'Документ@НалПериод',
			'Документ@ОтчетПериод',
			'Документ/НалПериод',
			'Документ/Период',
		],
		notices: ['Документ/УвИсчСумНалог@Период/НомерМесКварт/Год/КБК/ОКТМО'],
		year: [
			...['Документ@ОтчетГод', 'Документ@ОтчГод', 'Документ@КалендГод', 'Документ@Год', 'Документ@НалГод'],
			...['СвРекв@ОтчетГод', 'Документ/УвИсчСумНалог@Год'],
		],
		correction: ['Документ@НомКорр', 'Документ@НомерКорр', 'СвРекв@НомКорр', 'Документ/СвРекв@НомКорр'],
		office: ['Документ@КодНО', 'СвРекв@КодНО', 'Документ/СвНП@КодНО', '@КодНО'],
		place: ['Документ/СвНП@ОКТМО', 'СвРекв@ОКТМО', 'Документ/СвНП@ОКАТО'],
		payerInn,
		payerKpp,
		representative: ['Документ/Подписант@ПрПодп', 'Подписант@ПрПодп'],
	},
};

const tax = (name: string, more: Partial<Format>): Format => ({ ...taxOffice, name, ...more });

/** Files that answer a report. They come from the tax office or the operator, and are never sent as a report. */
const receipts = ['IV', 'IZ', 'KV', 'OO', 'PD', 'PO', 'UO', 'UU'];

/** Documents of trade between companies. They are no reports, whoever they name as the seller. */
const documents = [
	...[
		'ON_NSCHFDOPPR',
		'ON_SCHFDOPPR',
		'ON_NKORSCHFDOPPR',
		'ON_KORSCHFDOPPR',
		'ON_NSCHFDOPPOK',
		'ON_SCHFDOPPOK',
	],
	...['ON_NKORSCHFDOPPOK', 'ON_KORSCHFDOPPOK', 'ON_SFAKT', 'ON_SCHFAKT', 'ON_KORSFAKT', 'ON_TRNACLGROT'],
	...['ON_TRNACLPPRIN', 'ON_AKTREZRABP', 'ON_AKTREZRABZ', 'DP_'],
];

/** Parts of the VAT return. They name no payer, and go together with the return. */
const vatSections = ['NO_NDS.8', 'NO_NDS.81', 'NO_NDS.9', 'NO_NDS.91', 'NO_NDS.10', 'NO_NDS.11', 'NO_NDS.12'];

const INSURER = [
	'*/Страхователь',
	'*/*/Страхователь',
	'*/Работодатель',
	'*/*/Работодатель',
	'*/Заявитель',
	'*/Плательщик',
];

/** Namespaces of the social fund and its predecessor. */
const FUND = /пф\.рф|сфр|pfr|sfr|^$/i;

/** The forms of the social fund, whose element names the form. */
export const pensionPlaces: Format['places'] = {
	payerInn: each(INSURER, '/ИНН', '/НалоговыйНомер/ИНН', '/ЮЛ/ИНН', '/ИП/ИНН', '/ФЛ/ИНН'),
	payerKpp: each(INSURER, '/КПП', '/НалоговыйНомер/КПП', '/ЮЛ/КПП'),
	payerRegistration: each(INSURER, '/РегНомер', '/РегистрационныйНомер', '/РегНомерСФР', '/РегНомерПФР'),
	office: ['**/ТерриториальныйОрган/Код', '**/КодТО', '**/КодОрганаСФР'],
	period: [
		'**/ОтчетныйПериод/Код',
		'**/ОтчетныйПериод/КодПериода',
		'**/ОтчетныйПериод/Квартал',
		'**/КодОтчетногоПериода',
		'*/ОСС/Период/Код',
	],
	periodMonth: ['**/ОтчетныйПериод/Месяц', '**/ОтчетныйПериод/КалендарныйМесяц'],
	year: [
		'**/ОтчетныйПериод/КалендарныйГод',
		'**/ОтчетныйПериод/Год',
		'**/КалендарныйГод',
		'**/ОтчетныйГод',
		'*/ОСС/Период/Год',
		// In a part of EFS-1 that is for a whole year, the element holds nothing but the year.
		'**/ОтчетныйПериод',
		'*/СЗВ/ДСВ/Период',
	],
	correction: [
		'**/НомерКорректировки',
		'**/НомерУточнения',
		'*/ТипФормы',
		'*/Тип',
		'*/ОДВ-1/Тип',
		'*/*/ТипФормы',
		'**/ТипСведений',
	],
	elements: ['*~'],
	sections: sectionPlaces,
	signature: ['Signature', '**/Signature', '**/SignatureValue'],
};

/** Where messages of the social insurance name the employer. The employees have INNs of their own. */
const EMPLOYER = [
	'insurer',
	'employer',
	'policyholder',
	'policyHolder',
	'organization',
	'Insurer',
	'Employer',
];
const employer: Format['places'] = {
	payerInn: [
		...each(
			EMPLOYER.map((name) => `**/${name}`),
			'/inn',
			'/INN',
			'@inn',
			'@INN',
		),
		...['**/insurerInn', '**/employerInn', '**/emplInn', '**/inn', '**/INN', '**/ИНН'],
	],
	payerKpp: [
		...each(
			EMPLOYER.map((name) => `**/${name}`),
			'/kpp',
			'/KPP',
			'@kpp',
			'@KPP',
		),
		...['**/insurerKpp', '**/employerKpp', '**/emplKpp', '**/kpp', '**/KPP', '**/КПП'],
	],
	payerRegistration: [
		...[
			'**/regNum',
			'**/regnum',
			'**/registrationNumber',
			'**/EMPL_REG_NO',
			'**/emplRegNo',
			'**/insurerRegNum',
		],
	],
	signature: ['**/Signature', '**/SignatureValue'],
};

/**
 * Who grants a machine-readable power of attorney; one that passes powers on names the first grantor. The head, a managing
 * company, a parent and the representative stand beside the grantor, and each has an INN.
 */
const GRANTORS = ['СвДоверит', 'СвДоверПерв', 'СвДоверПер'].flatMap((name) =>
	each([`**/${name}/**`], '/РосОргДовер', '/СвРосОрг', '/ИнОргДовер', '/СвИнОрг', '/ИПДовер', '/ФЛДовер'),
);
const principal: Format['places'] = {
	payerInn: each(GRANTORS, '@ИННЮЛ', '@ИННФЛ', '@ИННИП'),
	payerKpp: each(GRANTORS, '@КПП'),
};

/** The form of a file that is wrapped for a web service. */
export const SOAP = 'SOAP';

/** The table of formats. The first one that fits counts. */
export const FORMATS: readonly Format[] = [
	{ root: 'Envelope', namespace: 'soap', role: 'unknown', form: SOAP, places: { elements: ['Body/*~'] } },
	...receipts.map((name) => tax(`${name}_`, { role: 'receipt' })),
	...documents.map((name) =>
		tax(name, { role: 'document', authority: 'taxOffice', places: { form: taxOffice.places.form } }),
	),
	...vatSections.map((name) => tax(`${name}_`, { role: 'attachment' })),
	tax('ON_DOVEL', {
		role: 'powerOfAttorney',
		places: {
			form: taxOffice.places.form,
			payerInn: [
				...['**/СвДоверит/**/СвРосОрг@ИННЮЛ', '**/СвДоверит/**@ИННЮЛ', '**/СвДоверит/**@ИННФЛ'],
				...payerInn,
			],
			payerKpp: ['**/СвДоверит/**/СвРосОрг@КПП', '**/СвДоверит/**@КПП', ...payerKpp],
			office: ['Документ@КодНО', '**/СвДов@КодНО'],
		},
	}),
	...['ON_EMCHD', 'ON_OTZDOV', 'ON_OTZEMCHD'].map((name) =>
		tax(name, { role: 'powerOfAttorney', encoding: undefined }),
	),
	tax('ON_DOV', { role: 'powerOfAttorney', encoding: undefined }),
	tax('IU_', { role: 'request' }),
	taxOffice,
	{
		root: 'Доверенность',
		vocabulary: 'own',
		authority: 'taxOffice',
		role: 'powerOfAttorney',
		form: 'ON_EMCHD',
		places: principal,
	},
	// The fund kept the root of its predecessor in most formats.
	...['ЭДПФР', 'ЭДСФР'].map((root): Format => ({
		root,
		vocabulary: FUND,
		authority: 'socialFund',
		role: 'report',
		encoding: 'utf-8',
		places: pensionPlaces,
	})),
	{
		root: 'ФайлПФР',
		vocabulary: FUND,
		authority: 'socialFund',
		role: 'report',
		encoding: 'windows-1251',
		places: {
			...pensionPlaces,
			form: [
				'**/ТипДокумента',
				'**/ВХОДЯЩАЯ_ОПИСЬ/Тип',
				'**/СоставДокументов/НаличиеДокументов/ТипДокумента',
			],
			payerInn: [
				'**/СоставительПачки/НалоговыйНомер/ИНН',
				'**/Работодатель/НалоговыйНомер/ИНН',
				'**/ИНН',
				'**/ИННсимвольный',
			],
			payerKpp: ['**/СоставительПачки/НалоговыйНомер/КПП', '**/Работодатель/НалоговыйНомер/КПП', '**/КПП'],
			payerRegistration: ['**/РегистрационныйНомер', '**/РегистрационныйНомерПФР'],
		},
	},
	{
		root: 'F4REPORT',
		vocabulary: 'own',
		authority: 'socialFund',
		role: 'report',
		form: '4-ФСС',
		places: {
			payerInn: ['TITLE@INN', '**/TITLE@INN'],
			payerKpp: ['TITLE@KPP', '**/TITLE@KPP'],
			payerRegistration: ['TITLE@REG_NUM', '**/TITLE@REG_NUM'],
			office: ['TITLE@KPS_NUM', '**/TITLE@KPS_NUM', 'TITLE@K_PODCH'],
			period: ['TITLE@QUART_NUM', '**/TITLE@QUART_NUM', 'TITLE@PERIOD'],
			year: ['TITLE@YEAR_NUM', '**/TITLE@YEAR_NUM', 'TITLE@YEAR'],
			correction: ['TITLE@CORRECTION_NUM', 'TITLE@NUM_CORR', 'TITLE@CORR_NUM', '**/TITLE@NUM_CORR'],
		},
	},
	...['prParseFilelnlpu', 'prParseReestrFile', 'rowset', 'prGetLNData'].map((root): Format => ({
		root,
		authority: 'socialFund',
		role: 'report',
		form: 'ЭЛН',
		places: employer,
	})),
	{
		root: '*',
		namespace: 'sedo',
		authority: 'socialFund',
		role: 'report',
		form: 'СЭДО',
		places: employer,
	},
	{
		root: '*',
		namespace: 'fss',
		authority: 'socialFund',
		role: 'report',
		form: 'ЭЛН',
		places: employer,
	},
	{
		root: 'report',
		vocabulary: 'own',
		needs: ['okud', 'OKUD', 'ОКУД', 'code', 'form', 'shifr'],
		authority: 'statistics',
		role: 'report',
		places: {
			form: ['@okud', '@OKUD', '@ОКУД', '@code', '@form', '@shifr'],
			period: ['@period', '@idp'],
			year: ['@year', '@god'],
			payerInn: ['@inn', '@ИНН'],
			payerRegistration: ['@okpo', '@ОКПО'],
			items: ['title/item@name/value', '**/item@name/value'],
		},
	},
	...['mvd', 'fms.gov', 'мвд'].map((namespace): Format => ({
		root: '*',
		namespace,
		authority: 'mvd',
		role: 'report',
		form: 'МВД',
		places: employer,
	})),
	{
		root: '*',
		namespace: 'xbrl.org',
		authority: 'bankOfRussia',
		role: 'report',
		form: 'ЦБ',
		places: { payerRegistration: ['context/entity/identifier', '**/entity/identifier'] },
	},
	{
		root: '*',
		namespace: 'cbr',
		authority: 'bankOfRussia',
		role: 'report',
		form: 'ЦБ',
		places: { payerInn: ['**@INN', '**/INN', '**/inn'] },
	},
];
