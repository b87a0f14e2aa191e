import type { IDataObject } from 'n8n-workflow';
import type { Parties } from '../../../nodes/KonturExtern/jobs/report';
import { meaningOf } from '../../../nodes/KonturExtern/jobs/report/sameReport';
import { Recognizer } from '../../../nodes/shared/formats/reports/recognize';
import { fundForms } from '../../support/reports/fundForms';
import { bytesOf, COMPANY, type Reconstruction } from '../../support/reports/reconstruction';
import { taxForms } from '../../support/reports/taxForms';

function meaning(one: Reconstruction, given: Partial<Parties> = {}) {
	const recognizer = new Recognizer(one.fileName);
	recognizer.write(bytesOf(one));
	const facts = recognizer.end();
	const parties: Parties = {
		...{ sender: COMPANY, payer: facts.payer ?? COMPANY, recipientType: 'sfr-code', recipientCode: '1' },
		...{ isRepresentative: false, registrationNumber: facts.registrationNumber },
		...given,
	};
	const file = { fileName: one.fileName, facts } as Parameters<typeof meaningOf>[0];
	return meaningOf(file, parties);
}

const named = (title: string): Reconstruction => {
	const found = [...taxForms, ...fundForms].find((one) => one.title.startsWith(title));
	if (!found) throw new Error(`no form ${title}`);
	return found;
};
const docflow = (description: IDataObject) => ({ id: '1', description });

const vat = named('NO_NDS 1151001 22 company');
const period = {
	'period-begin': '2026-04-01T00:00:00.0000000',
	'period-end': '2026-06-30T00:00:00.0000000',
};
const ofVat = {
	...period,
	...{ 'form-version': { knd: '1151001' }, 'payer-inn': '6670100001-667001001', 'correction-number': 0 },
};

describe.each<[string, Reconstruction, Partial<Parties>, IDataObject, IDataObject[]]>([
	[
		'a return',
		vat,
		{},
		ofVat,
		[
			{ 'correction-number': 1 },
			{ 'form-version': { knd: '1151006' } },
			{ 'payer-inn': '7707083893-773601001' },
			{ 'payer-inn': '6670100001-999901001' },
			{ 'period-end': '2025-06-30' },
			{ 'period-begin': '2026-01-01' },
			{ 'period-code': '31' },
			{ 'period-end': null },
			{ 'form-version': null },
		],
	],
	[
		'a return that is filed for each place',
		named('NO_NDFL6.2 1151100 31 company'),
		{},
		{
			...{ 'period-begin': '2026-01-01', 'period-end': '2026-06-30', 'period-code': '31' },
			...{ 'form-version': { knd: '1151100' }, 'payer-inn': '6670100001-667001001', 'correction-number': 0 },
			...{ recipient: '6600', 'final-recipient': '6670', oktmo: '65701000' },
		},
		[{ 'final-recipient': '6671' }, { oktmo: '65701001' }, { 'final-recipient': undefined }],
	],
	[
		'a return that is filed for each place, whose document flow names none',
		named('NO_NDFL6.2 1151100 31 person'),
		{},
		{
			...{ 'period-begin': '2026-01-01', 'period-end': '2026-06-30', 'period-code': '31' },
			...{ 'form-version': { knd: '1151100' }, 'payer-inn': '660300000077', 'correction-number': 0 },
		},
		[{ recipient: '6671' }, { 'payer-inn': '500100732259' }],
	],
	[
		'section 2 of EFS-1, whose correction has zeros in front',
		named('ЕФС-1 Март 660300000077'),
		{},
		{
			'registration-number': '075001012345',
			'section-infos': [
				{
					...{ 'form-version': { 'form-shortname': 'ЕФС-1' }, 'correction-number': '001' },
					...{ 'period-begin': '2026-03-01', 'period-end': '2026-03-31' },
				},
			],
		},
		[{ 'registration-number': '1' }],
	],
	[
		'a report on traceable goods, whose document flow names no correction',
		named('ON_OTCHOPTOV 1169010 24 company'),
		{},
		{
			...{ 'period-begin': '2026-10-01', 'period-end': '2026-12-31' },
			...{ 'form-version': { knd: '1169010' }, 'payer-inn': '6670100001-667001001' },
		},
		[{ 'period-begin': '2026-07-01' }, { 'correction-number': 2 }],
	],
	[
		'a report to Rosstat',
		named('Rosstat 0610013'),
		{},
		{
			...{ okud: '0610013', okpo: '12345678', 'correction-number': 0 },
			...{ 'period-begin': '2026-03-01', 'period-end': '2026-03-31' },
		},
		[{ okud: '0609203' }, { okpo: '87654321' }, { 'correction-number': 1 }, { 'period-end': '2026-04-30' }],
	],
	[
		'a report to the social fund',
		named('СЗВ-СТАЖ Год'),
		{},
		{
			'registration-number': '075001012345',
			'section-infos': [
				null,
				{ 'form-version': { 'form-shortname': 'СЗВ-М' }, 'correction-type': '0' },
				{
					...{ 'form-version': { 'form-shortname': 'СЗВ-СТАЖ' }, 'correction-type': '0' },
					...{ 'period-begin': '2026-01-01', 'period-end': '2026-12-31' },
				},
			],
		},
		[
			{ 'registration-number': '075-001-999999' },
			{ 'section-infos': [] },
			{ 'section-infos': null },
			...[
				{ 'form-version': { 'form-shortname': 'СЗВ-М' } },
				{ 'correction-type': '1' },
				{ 'correction-type': undefined },
				{ 'period-end': '2025-12-31' },
				{ 'period-begin': '2026-12-01' },
			].map((changed) => ({
				'section-infos': [
					{
						...{ 'form-version': { 'form-shortname': 'СЗВ-СТАЖ' }, 'correction-type': '0' },
						...{ 'period-begin': '2026-01-01', 'period-end': '2026-12-31' },
						...changed,
					},
				],
			})),
		],
	],
	[
		'4-FSS',
		named('4-FSS 6'),
		{ recipientType: 'fss-code' },
		{
			...{ 'registration-number': '7502012345', 'correction-number': 0 },
			...{ 'period-begin': '2022-01-01', 'period-end': '2022-06-30' },
		},
		[{ 'correction-number': 1 }, { 'period-end': '2022-09-30' }, { 'registration-number': '7502099999' }],
	],
])('%s', (_what, file, parties, description, others) => {
	const isOf = (changed: IDataObject = {}) =>
		meaning(file, parties)?.isOf(docflow({ ...description, ...changed }));

	test('is known again', () => {
		expect(isOf()).toBe(true);
	});

	test.each(others.map((other) => [JSON.stringify(other), other] as const))(
		'%s is another',
		(_text, other) => {
			expect(isOf(other)).toBe(false);
		},
	);
});

describe('a notice', () => {
	const notice = named('UT_UVISCHSUMNAL 1110355');
	const description = (rows: ReadonlyArray<readonly [string, string]>, kbk = '18210102010011000110') => ({
		'payer-inn': '6670100001-667001001',
		'payment-periods': [
			null,
			{
				kbk,
				periods: rows.map(([code, number]) => ({
					...{ 'period-code': code, 'month-or-quarter-number': number, year: 2026 },
				})),
			},
		],
	});

	test.each<[string, boolean, IDataObject]>([
		['its tax and period', true, description([['34', '01']])],
		[
			'its tax and period among others',
			true,
			description([
				['33', '03'],
				['34', '1'],
			]),
		],
		['another month', false, description([['34', '02']])],
		['another tax', false, description([['34', '01']], '18210201000011000160')],
		['no taxes', false, { 'payer-inn': '6670100001-667001001' }],
		['another place', false, { ...description([['34', '01']]), oktmo: '45000000' }],
		['its place', true, { ...description([['34', '01']]), oktmo: '65701000' }],
		['another payer', false, { ...description([['34', '01']]), 'payer-inn': '7707083893' }],
	])('with %s: %s', (_what, isSame, sent) => {
		expect(meaning(notice)?.isOf(docflow(sent))).toBe(isSame);
	});

	test('is another where only a part of its rows was sent', () => {
		const kbk = '18210501021011000110';
		const two = taxForms.find((one) => one.text.includes(kbk));
		if (!two) throw new Error('no notice with two rows');
		const isOf = (...rows: Array<[string, string]>) =>
			meaning(two, { payer: COMPANY })?.isOf(docflow(description(rows, kbk)));
		expect(isOf(['34', '01'], ['34', '03'])).toBe(true);
		expect(isOf(['34', '01'])).toBe(false);
		expect(isOf(['34', '03'])).toBe(false);
	});
});

test.each([
	['a section of the VAT return', named('NO_NDS.8 ')],
	['a power of attorney', named('ON_DOV 1167005')],
	['a statement without a period', named('UT_PEREHUSN')],
	['hirings and dismissals, which have no correction', named('ЕФС-1 Март 6670100001')],
	['a sick leave', named('ЭЛН ')],
])('%s is not compared', (_what, file) => {
	expect(meaning(file)).toBeUndefined();
});

test('the same report has the same key whatever its file, another has another', () => {
	const key = (one: Reconstruction) => meaning(one)?.key;
	expect(key({ ...vat, text: vat.text.replace('Сумма="1"', 'Сумма="2"') })).toBe(key(vat));
	expect(key({ ...vat, text: vat.text.replace('НомКорр="0"', 'НомКорр="000"') })).toBe(key(vat));
	expect(key({ ...vat, text: vat.text.replace('НомКорр="0"', 'НомКорр="1"') })).not.toBe(key(vat));
	const income = named('NO_NDFL6.2 1151100 31 person');
	const elsewhere = (from: string, to: string) => ({ ...income, text: income.text.replace(from, to) });
	expect(key(elsewhere('КодНО="6670"', 'КодНО="6671"'))).not.toBe(key(income));
	expect(key(elsewhere('ОКТМО="65701000"', 'ОКТМО="65701001"'))).not.toBe(key(income));
	expect(key({ ...vat, text: vat.text.replace('КодНО="6670"', 'КодНО="6671"') })).toBe(key(vat));
});
