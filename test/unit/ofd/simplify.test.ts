import type { IDataObject } from 'n8n-workflow';
import { simplifyGoods, simplifyDocument } from '../../../nodes/KonturOfd/receipts/simplify';
import { shapeDocument } from '../../../nodes/KonturOfd/receipts/shape';
import { splitByGoods } from '../../../nodes/KonturOfd/receipts/split';
import { readDocument } from '../../../nodes/KonturOfd/receipts/document';

/** What identifies a document, and what it is about. */
const HEAD = [
	'dateTime',
	'operation',
	'operator',
	'documentType',
	'operationType',
	'operationTypeLabel',
	'shiftNumber',
	'fiscalDriveNumber',
	'fiscalDocumentNumber',
	'fiscalSign',
	'receiveDateTimeUtc',
	'kktRegId',
	'organizationId',
	'id',
	'dedupeKey',
];
const TOTALS = [
	'amountRub',
	'amount',
	'totalRub',
	'totalSum',
	'cashTotalSum',
	'ecashTotalSum',
	'vatTotalRub',
	'vatTotal',
];
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
	Object.fromEntries(names.filter((name) => item[name] !== undefined).map((name) => [name, item[name]]));

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

const origin = { organizationId: 'o', cashbox: { regNumber: '1', name: 'Касса', salesPointName: 'Магазин' } };

describe.each(documents)('%s', (_name, envelope) => {
	const document = readDocument(JSON.parse(JSON.stringify(envelope)) as IDataObject);

	test.each(options)('shows of what the whole item shows what most people need (%j)', (shape) => {
		for (const from of [origin, {}]) {
			const whole = shapeDocument(document, shape, from);
			// The fields as received come without the sign.
			const isPlain = Object.keys(shape).length === 3;
			const signed = isPlain ? ['amount'] : [];
			const names = [...HEAD, ...TOTALS].filter((name) => !signed.includes(name));
			const simple = simplifyDocument(document, shape, from);
			expect(named(simple, names)).toEqual(named(whole, names));
			expect(Object.values(simple).every((value) => typeof value !== 'object')).toBe(true);
		}
	});

	test.each(options)('a row per good is flat and has no totals (%j)', (shape) => {
		const goods = splitByGoods(shapeDocument(document, shape, origin));
		const rows = simplifyGoods(document, shape, origin);
		expect(rows).toHaveLength(goods.length);
		goods.forEach((item, index) => {
			const names = [...HEAD, 'documentKey', 'line'];
			expect(named(rows[index], names)).toEqual(named(item, names));
			if (!item.line) return;
			expect(named(rows[index], GOOD)).toEqual(named((item.good ?? {}) as IDataObject, GOOD));
			for (const total of TOTALS.slice(2)) expect(rows[index]).not.toHaveProperty(total);
		});
	});
});

test('the shop and the money first, the IDs last', () => {
	const simple = simplifyDocument(readDocument({ receipt }), {}, origin);
	expect(Object.keys(simple).slice(0, 6)).toEqual([
		'shop',
		'cashRegister',
		'dateTime',
		'operation',
		'amountRub',
		'amount',
	]);
	expect(Object.keys(simple).slice(-4)).toEqual(['kktRegId', 'organizationId', 'id', 'dedupeKey']);
});

test.each([
	[1, 'receipt', 1500],
	[2, 'receipt', -1500],
	[3, 'bso', -1500],
	[4, 'bso', 1500],
	[1, 'receiptCorrection', 1500],
	[2, 'bsoCorrection', -1500],
	['2', 'receipt', -1500],
])('operation %s of a %s: amounts can be added up', (operationType, kind, amount) => {
	const lines = [
		{ name: 'Хлеб', sum: 1000 },
		{ name: 'Чай', sum: 500 },
	];
	const document = readDocument({ [kind]: { ...head, operationType, totalSum: 1500, items: lines } });
	const both = [simplifyDocument(document), shapeDocument(document)];
	for (const item of both) expect(item).toMatchObject({ amount, amountRub: amount / 100, totalSum: 1500 });
	const rows = simplifyGoods(document);
	expect(rows.map((row) => row.amount)).toEqual([(amount / 1500) * 1000, (amount / 1500) * 500]);
	expect(simplifyDocument(document).isCorrection).toBe(kind.endsWith('Correction') ? true : undefined);
});

test('without a total the payments count, and null is no value', () => {
	const sums = { totalSum: null, cashTotalSum: 700, ecashTotalSum: null, prePaymentTotalSum: 300 };
	const simple = simplifyDocument(readDocument({ receipt: { ...head, operationType: 2, ...sums } }));
	expect(simple).toMatchObject({ amount: -1000, prePaymentTotalSum: 300 });
	const nothing = simplifyDocument(readDocument({ receipt: { ...head, operationType: 1, totalSum: null } }));
	expect(nothing).not.toHaveProperty('amount');
});

test('prepayment, credit, tax by rate, the order and what a closing report says are kept', () => {
	const more = {
		...{ prePaymentTotalSum: 5, postPaymentTotalSum: 6, considerationTotalSum: 7, nds0: null, nds10: 0 },
		properties: [
			{ key: 'Номер заказа', value: 'A-7' },
			{ key: '', value: 'подарок' },
		],
		retailPlaceAddress: 'г. Тула',
	};
	const simple = simplifyDocument(readDocument({ receipt: { ...receipt, ...more } }));
	expect(simple).toMatchObject({
		...{ prePaymentTotalSum: 5, postPaymentTotalSum: 6, considerationTotalSum: 7 },
		...{ nds22: 30, ndsCalculated22: 7, ndsNo: 800 },
		additionalRequisite: 'Номер заказа: A-7; подарок',
		address: 'г. Тула',
	});
	expect(simple).not.toHaveProperty('nds0');
	const report = { ...head, code: 5, receiptsQuantity: 12, notTransmittedDocumentsQuantity: 3 };
	expect(simplifyDocument(readDocument({ closeShift: report }))).toMatchObject({
		receiptsQuantity: 12,
		notTransmittedDocumentsQuantity: 3,
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
	expect(bread).toHaveProperty('nds22', 100);
	expect(bread).not.toHaveProperty('totalSum');
	expect(tea).toMatchObject({ line: 2, name: 'Чай', ndsTypeLabel: '10 %' });
});
