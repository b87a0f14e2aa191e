import type { IDataObject } from 'n8n-workflow';
import { addKopecks, roubles } from '../../../nodes/KonturOfd/receipts/money';
import { documentFilter } from '../../../nodes/KonturOfd/receipts/filter';
import { shapeDocument } from '../../../nodes/KonturOfd/receipts/shape';
import { splitByGoods } from '../../../nodes/KonturOfd/receipts/split';
import { readDocument } from '../../../nodes/KonturOfd/receipts/document';

const shape = (body: object, options = {}, kind = 'receipt') =>
	shapeDocument(readDocument({ [kind]: body }), options);

describe('roubles', () => {
	test.each([
		[0, 0],
		[1, 0.01],
		[30, 0.3],
		[206_399, 2063.99],
		[-5, -0.05],
		[115, 1.15],
		[123_456_789_012_345, 1_234_567_890_123.45],
		[999_999_999_999_999, 9_999_999_999_999.99],
		[2.34, 0.0234],
	])('%d kopecks are %d', (kopecks, expected) => {
		expect(roubles(kopecks)).toBe(expected);
	});

	test('every amount has two decimals', () => {
		const wrong = Array.from({ length: 100_000 }, (_, kopecks) => kopecks).filter((kopecks) => {
			const written = `${Math.trunc(kopecks / 100)}.${String(kopecks % 100).padStart(2, '0')}`;
			return roubles(kopecks) !== Number(written) || roubles(kopecks).toFixed(2) !== written;
		});
		expect(wrong).toEqual([]);
	});

	test('sums have no noise', () => {
		expect(addKopecks(0.1, 0.2)).toBe(0.3);
		expect(roubles(addKopecks(10, 20))).toBe(0.3);
		expect(addKopecks(9_007_199_254_740_000, 991)).toBe(9_007_199_254_740_991);
	});

	test('are added next to kopecks, also in goods and discounts', () => {
		const item = shape({
			totalSum: 206_399,
			cashTotalSum: '',
			paymentAgentRemuneration: '1500',
			nds22: 100,
			items: [{ price: 799, sum: 1598, nds22: 100, modifiers: [{ discount: 12.5, discountSum: 1200 }] }],
			Modifiers: [{ markup: 0.125, markupSum: 2.34 }],
		});
		expect(item).toMatchObject({
			totalSum: 206_399,
			totalRub: 2063.99,
			cashTotalSum: '',
			paymentAgentRemuneration: '1500',
			paymentAgentRemunerationRub: 15,
			nds22Rub: 1,
			items: [{ priceRub: 7.99, sumRub: 15.98, modifiers: [{ discount: 12.5, discountRub: 12 }] }],
			Modifiers: [{ markupSum: 2.34, markupRub: 0.0234 }],
		});
		expect(item).not.toHaveProperty('cashTotalRub');
		expect((item.items as IDataObject[])[0]).not.toHaveProperty('quantityRub');
	});
});

describe('labels', () => {
	test('are added next to the numbers', () => {
		const item = shape({
			operationType: 2,
			taxationType: 33,
			paymentAgentType: 96,
			items: [
				{ paymentMode: 3, paymentSubject: 0, paymentAgentByProductType: 192, ndsType: 'ndsCalculated20' },
			],
		});
		expect(item).toMatchObject({
			documentTypeLabel: 'кассовый чек',
			operationType: 2,
			operationTypeLabel: 'возврат прихода',
			taxationTypeLabel: 'общая, патентная система налогообложения',
			paymentAgentTypeLabel: 'комиссионер, агент',
			items: [
				{
					paymentMode: 3,
					paymentModeLabel: 'полный расчёт',
					paymentSubjectLabel: 'товар',
					paymentAgentByProductTypeLabel: 'агент, 128',
					ndsTypeLabel: '20/120',
				},
			],
		});
	});

	test.each<[string, Array<[mode: number, subject: number]>, Array<string | undefined>, string | undefined]>([
		['as Kontur documents them', [[3, 30]], ['полный расчёт', 'ТМ'], undefined],
		['that either numbering has', [[4, 1]], ['частичный расчёт и кредит', 'подакцизный товар'], undefined],
		['that only the fiscal data formats have', [[7, 30]], ['оплата кредита', 'АТНМ'], 'ФФД'],
		[
			'beside marked goods of the formats',
			[
				[4, 1],
				[4, 33],
			],
			['полный расчёт', 'товар'],
			'ФФД',
		],
		[
			'of both numberings',
			[
				[3, 0],
				[4, 33],
			],
			['полный расчёт', 'товар'],
			undefined,
		],
	])('of payment codes %s', (_name, codes, labels, codeNumbering) => {
		const items = codes.map(([paymentMode, paymentSubject]) => ({ paymentMode, paymentSubject }));
		const [line] = shape({ items }).items as IDataObject[];
		expect([line.paymentModeLabel, line.paymentSubjectLabel]).toEqual(labels);
		expect(line.codeNumbering).toBe(codeNumbering);
		const [plain] = shape({ items }, { labels: false }).items as IDataObject[];
		expect(plain).not.toHaveProperty('codeNumbering');
	});

	test('numbers that no table has stay alone', () => {
		const item = shape({
			operationType: 9,
			taxationType: 0,
			paymentMode: '',
			items: [{ paymentSubject: 77 }],
		});
		expect(JSON.stringify(item)).not.toMatch(/(operation|taxation)TypeLabel|payment\w+Label/);
	});

	test('the VAT rate of a good is named without ndsType too', () => {
		const { items } = shape({ items: [{ ndsNo: 5 }, { nds7: 5 }, {}] });
		expect((items as IDataObject[]).map(({ ndsTypeLabel }) => ndsTypeLabel)).toEqual([
			'без НДС',
			'7 %',
			undefined,
		]);
	});

	test('reasons of a registration change', () => {
		const item = shape({ correctionReasonCodes: [1, 8, 99] }, {}, 'fiscalReportCorrection');
		expect(item.correctionReasonCodesLabel).toBe('замена ФН, изменение системы налогообложения, 99');
	});
});

describe('VAT', () => {
	test('by rate from whatever fields come, tax apart from what has none', () => {
		const item = shape({ nds10: 5, ndsCalculated22: 7, nds22: 30, nds0: 900, ndsNo: 800, nds33: 1 });
		expect(item.vat).toEqual([
			{ rate: 33, label: '33 %', tax: 1, taxRub: 0.01 },
			{ rate: 22, label: '22 %', tax: 30, taxRub: 0.3 },
			{ rate: 22, label: '22/122', tax: 7, taxRub: 0.07 },
			{ rate: 10, label: '10 %', tax: 5, taxRub: 0.05 },
			{ rate: 0, label: '0 %', base: 900, baseRub: 9 },
			{ rate: null, label: 'без НДС', base: 800, baseRub: 8 },
		]);
		expect([item.vatTotal, item.vatTotalRub]).toEqual([43, 0.43]);
	});

	test('of the goods where the document states none', () => {
		const item = shape({ items: [{ nds20: 10 }, { nds20: 20 }, { ndsNo: 5 }] }, { roubles: false });
		expect(item.vat).toEqual([
			{ rate: 20, label: '20 %', tax: 30 },
			{ rate: null, label: 'без НДС', base: 5 },
		]);
		expect(item).not.toHaveProperty('vatTotalRub');
	});

	test('a shift report has none', () => {
		expect(shape({ shiftNumber: 3 }, {}, 'openShift')).not.toHaveProperty('vat');
	});
});

test('without additions a document has its own fields, without padding', () => {
	const body = {
		kktRegId: '0000000001001011    ',
		fiscalDriveNumber: '9960440300000001',
		fiscalDocumentNumber: 7,
		userInn: '7710000015  ',
		operator: ' Ким ',
		somethingNew: { totalSum: 5, kktRegId: 'x ' },
		totalSum: 100,
		items: [{ name: 'Хлеб ', sum: 100, paymentMode: 3, nds10: 9, somethingNew: [1] }],
	};
	expect(shape(body, { roubles: false, labels: false, vat: false })).toEqual({
		documentType: 'receipt',
		dedupeKey: '9960440300000001:7',
		...body,
		kktRegId: '0000000001001011',
		userInn: '7710000015',
	});
});

test('fields of the service that use one of our names are kept', () => {
	const body = {
		totalSum: 100,
		totalRub: 'own',
		operationType: 1,
		operationTypeLabel: 'own',
		nds20: 1,
		vat: 'own',
	};
	expect(shape(body)).toMatchObject(body);
});

describe('goods', () => {
	const receipt = {
		fiscalDriveNumber: '99',
		fiscalDocumentNumber: 7,
		totalSum: 30,
		items: [
			{ name: 'a', sum: 10 },
			{ name: 'b', sum: 20 },
		],
		stornoItems: [{ name: 'c', sum: 5 }],
	};

	test('one item each with the head of the receipt', () => {
		const goods = splitByGoods(shape(receipt));
		expect(goods).toHaveLength(2);
		expect(goods[1]).toMatchObject({
			dedupeKey: '99:7:2',
			documentKey: '99:7',
			line: 2,
			totalSum: 30,
			good: { name: 'b', sum: 20, sumRub: 0.2 },
			stornoItems: [{ name: 'c', sum: 5 }],
		});
		expect(goods[1]).not.toHaveProperty('items');
	});

	test('a document without goods stays one item', () => {
		const report = shape({ shiftNumber: 3 }, {}, 'closeShift');
		expect(splitByGoods(report)).toEqual([report]);
	});
});

test('operation types choose among documents that have one', () => {
	const is = (operationType: unknown, ...wanted: string[]) =>
		(documentFilter(wanted) ?? (() => true))(readDocument({ receipt: { operationType } as IDataObject }));
	expect(is(1)).toBe(true);
	expect(is(1, 'sell')).toBe(true);
	expect(is(2, 'sell')).toBe(false);
	expect(is('2', 'sell', 'returnSell')).toBe(true);
	expect(is(undefined, 'sell')).toBe(true);
	expect(is(3, 'buy')).toBe(true);
	expect(is(4, 'returnBuy')).toBe(true);
	expect(is(9, 'sell')).toBe(false);
});

test('kinds and operation types choose together, and an empty list accepts everything', () => {
	const passes = (operationTypes: unknown, kinds: string[], kind: string, operationType?: number) =>
		(documentFilter(operationTypes, kinds) ?? (() => true))({ kind, body: { operationType } });
	expect(documentFilter([], [])).toBeUndefined();
	expect(passes('', ['receipt'], 'receipt', 1)).toBe(true);
	expect(passes('', ['receipt'], 'bso', 1)).toBe(false);
	expect(passes('sell, buy', [], 'bso', 3)).toBe(true);
	expect(passes(['sell'], ['receipt'], 'receipt', 2)).toBe(false);
	expect(passes(['sell'], ['receipt'], 'bso', 1)).toBe(false);
	expect(passes(['sell'], ['closeShift'], 'closeShift')).toBe(true);
});

test('labels alone, switched on', () => {
	const only = { labels: true, roubles: false, vat: false };
	const item = shape({ operationType: 1, totalSum: 100, nds22: 18 }, only);
	expect(item).toMatchObject({ documentTypeLabel: 'кассовый чек', operationTypeLabel: 'приход' });
	expect(Object.keys(item).filter((name) => /Rub$|^vat/.test(name))).toEqual([]);
});
