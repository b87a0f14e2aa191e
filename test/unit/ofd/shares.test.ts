import type { IDataObject } from 'n8n-workflow';
import { readSale, sharesByLine, sharesByRate, type Sale } from '../../../nodes/KonturOfd/revenue/sale';

const saleOf = (body: IDataObject): Sale =>
	readSale({ kind: 'receipt', body: { operationType: 1, ...body } }) as Sale;
const byRate = (body: IDataObject) =>
	sharesByRate(saleOf(body)).map(({ label, amount, vat }) => [label.taxRate, amount, vat]);

describe('a sale by tax rate has the VAT that the receipt states', () => {
	test.each<[string, IDataObject, unknown[]]>([
		[
			'of lines that state only their rate',
			{
				...{ totalSum: 3000, nds22: 361, ndsCalculated5: 48 },
				items: [
					{ sum: 1000, ndsType: 'nds22' },
					{ sum: 1000, ndsType: 'nds22' },
					{ sum: 1000, ndsType: 'ndsCalculated5' },
				],
			},
			[
				['22 %', 2000, 361],
				['5/105', 1000, 48],
			],
		],
		[
			'where the lines round otherwise',
			{
				totalSum: 20,
				nds10: 2,
				items: [
					{ sum: 10, nds10: 1 },
					{ sum: 10, nds10: 0 },
				],
			},
			[['10 %', 20, 2]],
		],
		[
			'of the lines, where it states none',
			{ totalSum: 100, items: [{ sum: 100, nds7: 7 }] },
			[['7 %', 100, 7]],
		],
		['without lines', { totalSum: 122, nds22: 22 }, [['22 %', 122, 22]]],
		['without lines at two rates', { totalSum: 232, nds22: 22, nds10: 10 }, [['не указано', 232, 32]]],
		[
			'of a rate that no line has',
			{ totalSum: 100, nds22: 18, items: [{ sum: 100, ndsType: 'nds20' }] },
			[
				['20 %', 100, undefined],
				['не указано', 0, 18],
			],
		],
		[
			'with nulls and zeros for all others',
			{
				...{ totalSum: 105, nds5: 5, nds7: 0, nds20: null, ndsNo: 0, nds0: null },
				items: [{ sum: 105, ndsType: 'nds5', nds5: null }],
			},
			[['5 %', 105, 5]],
		],
		[
			'without tax',
			{ totalSum: 100, ndsNo: 100, items: [{ sum: 100, ndsType: 'ndsNo' }] },
			[['без НДС', 100, 0]],
		],
		['of nothing', { totalSum: 100, items: [] }, [['не указано', 100, undefined]]],
	])('%s', (_what, body, expected) => {
		expect(byRate(body)).toEqual(expected);
	});
});

test('a sale without lines keeps its VAT by product', () => {
	expect(sharesByLine(saleOf({ totalSum: 122, nds22: 22 }))).toEqual([
		{ amount: 122, vat: 22, label: { taxRate: '22 %', good: 'не указано' } },
	]);
});
