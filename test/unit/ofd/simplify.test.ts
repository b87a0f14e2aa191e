import type { IDataObject } from 'n8n-workflow';
import { simplifyGoods, simplifyDocument } from '../../../nodes/KonturOfd/receipts/simplify';
import { shapeDocument } from '../../../nodes/KonturOfd/receipts/shape';
import { splitByGoods } from '../../../nodes/KonturOfd/receipts/split';
import { readDocument } from '../../../nodes/KonturOfd/receipts/document';

const HEAD = [
	'documentType',
	'dedupeKey',
	'organizationId',
	'cashbox',
	'id',
	'dateTime',
	'receiveDateTimeUtc',
	'kktRegId',
	'fiscalDriveNumber',
	'fiscalDocumentNumber',
	'fiscalSign',
	'shiftNumber',
	'operationType',
	'operationTypeLabel',
	'operator',
];
const TOTALS = ['totalSum', 'totalRub', 'cashTotalSum', 'ecashTotalSum', 'vatTotal', 'vatTotalRub'];
const GOOD = [
	'name',
	'barcode',
	'price',
	'priceRub',
	'quantity',
	'sum',
	'sumRub',
	'ndsType',
	'ndsTypeLabel',
	'paymentMode',
	'paymentModeLabel',
	'paymentSubject',
	'paymentSubjectLabel',
];

const named = (item: IDataObject, names: readonly string[]) =>
	names.filter((name) => item[name] !== undefined).map((name) => [name, item[name]]);

const head = {
	id: '7d3f1c52-9a4e-5b08-8c6d-1e2f3a4b5c6d',
	dateTime: '2026-03-10T15:04:00',
	receiveDateTimeUtc: '2026-03-10T12:04:30Z',
	kktRegId: '0000000001001011    ',
	fiscalDriveNumber: '9960440300000001',
	fiscalDocumentNumber: 7,
	fiscalSign: 3_141_592_653,
	shiftNumber: 3,
	userInn: '7710000015  ',
};
const receipt = {
	...head,
	operationType: 1,
	operator: 'Ким',
	totalSum: 206_399,
	cashTotalSum: 206_399,
	ecashTotalSum: 0,
	nds22: 30,
	ndsCalculated22: 7,
	ndsNo: 800,
	items: [
		{ name: 'Хлеб', price: 799, sum: 1598, quantity: 2, nds22: 100, paymentMode: 3, paymentSubject: 0 },
		{ name: 'Чай', sum: 55, ndsType: 'nds10 ' },
	],
	somethingNew: { deep: [1] },
};

const documents: Array<[string, Record<string, object>]> = [
	['a receipt', { receipt }],
	[
		'a receipt whose goods alone state VAT',
		{ bso: { ...receipt, nds22: undefined, ndsCalculated22: undefined } },
	],
	['a receipt without VAT', { receipt: { ...head, totalSum: 5, ndsNo: 5 } }],
	['an opened shift', { openShift: head }],
	[
		'sums as texts, or empty',
		{ receipt: { ...receipt, totalSum: '1500', cashTotalSum: '', operationType: '2' } },
	],
	['a value of no table', { receipt: { ...receipt, operationType: 9, nds22: 'x' } }],
	[
		'names that Kontur itself gives',
		{ receipt: { ...receipt, totalRub: 1, vatTotal: 2, operationTypeLabel: 'x' } },
	],
	['no numbers', { receipt: { totalSum: 60, operator: 'Ким', items: [{ nds20: 10 }, 'x', null] } }],
	['with sibling fields', { note: { operator: 'Пак', fiscalSign: 5 }, receipt }],
];

const options = [
	{},
	{ roubles: false },
	{ labels: false },
	{ vat: false },
	{ roubles: false, labels: false, vat: false },
];

const origin = { organizationId: 'o', cashbox: { regNumber: '1' } };

describe.each(documents)('%s', (_name, envelope) => {
	const document = readDocument(JSON.parse(JSON.stringify(envelope)) as IDataObject);

	test.each(options)('shows of what the whole item shows what most people need (%j)', (shape) => {
		for (const from of [origin, {}]) {
			const whole = shapeDocument(document, shape, from);
			expect(Object.entries(simplifyDocument(document, shape, from))).toEqual(
				named(whole, [...HEAD, ...TOTALS]),
			);
		}
	});

	test.each(options)('a row per good is flat and has no totals (%j)', (shape) => {
		const goods = splitByGoods(shapeDocument(document, shape, origin));
		const rows = simplifyGoods(document, shape, origin);
		expect(rows).toHaveLength(goods.length);
		goods.forEach((item, index) => {
			const names = [...HEAD, 'documentKey', 'line'];
			const own = item.line ? named(item, names) : named(item, [...HEAD, ...TOTALS]);
			expect(Object.entries(rows[index])).toEqual([...own, ...named((item.good ?? {}) as IDataObject, GOOD)]);
		});
	});
});

test('of a good what most people need', () => {
	const [bread, tea] = simplifyGoods(readDocument({ receipt }));
	expect(bread).toMatchObject({
		dedupeKey: '9960440300000001:7:1',
		documentKey: '9960440300000001:7',
		line: 1,
		name: 'Хлеб',
		price: 799,
		priceRub: 7.99,
		quantity: 2,
		sum: 1598,
		sumRub: 15.98,
		paymentMode: 3,
		paymentModeLabel: 'полный расчёт',
		paymentSubject: 0,
		paymentSubjectLabel: 'товар',
		ndsTypeLabel: '22 %',
	});
	expect(bread).not.toHaveProperty('nds22');
	expect(bread).not.toHaveProperty('totalSum');
	expect(tea).toMatchObject({ line: 2, name: 'Чай', ndsTypeLabel: '10 %' });
});
