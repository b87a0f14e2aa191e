import type { GoodsSet } from '../types';

export type VatName =
	| 'nds22'
	| 'nds20'
	| 'nds10'
	| 'nds7'
	| 'nds5'
	| 'nds0'
	| 'ndsNo'
	| 'ndsCalculated22'
	| 'ndsCalculated20'
	| 'ndsCalculated10';

export interface Good {
	name: string;
	barcode?: string;
	/** Kopecks. */
	price: number;
	vat: VatName;
	/** Numbers in the service's own table, from zero. */
	subject: number;
	byWeight?: boolean;
	additionalProperty?: string;
}

const GROCERY: Good[] = [
	{ name: 'Хлеб ржаной 0,7 кг', barcode: '4600000000015', price: 6490, vat: 'nds10', subject: 0 },
	{ name: 'Молоко 3,2 % 1 л', barcode: '4600000000022', price: 9990, vat: 'nds10', subject: 30 },
	{ name: 'Яблоки весовые', price: 12990, vat: 'nds10', subject: 0, byWeight: true },
	{ name: 'Кофе в зёрнах 250 г', barcode: '4600000000039', price: 64900, vat: 'nds22', subject: 0 },
	{ name: 'Шоколад тёмный 90 г', barcode: '4600000000046', price: 13950, vat: 'nds22', subject: 0 },
	{ name: 'Вода минеральная 0,5 л', barcode: '4600000000053', price: 5450, vat: 'nds22', subject: 30 },
	{ name: 'Пакет-майка', price: 799, vat: 'nds22', subject: 0 },
	{ name: 'Сыр «Деревенский» весовой', price: 89900, vat: 'nds10', subject: 0, byWeight: true },
	{ name: 'Батарейки AA, 4 шт. (остаток прошлого года)', price: 29900, vat: 'nds20', subject: 0 },
];

const ELECTRONICS: Good[] = [
	{ name: 'Кабель USB-C 1 м', barcode: '4600000001012', price: 49900, vat: 'nds22', subject: 0 },
	{ name: 'Наушники проводные', barcode: '4600000001029', price: 129900, vat: 'nds22', subject: 0 },
	{ name: 'Чайник электрический', barcode: '4600000001036', price: 279950, vat: 'nds20', subject: 0 },
	{ name: 'Шины зимние R16', price: 745000, vat: 'nds22', subject: 30 },
	{ name: 'Доставка по городу', price: 39900, vat: 'nds22', subject: 3 },
	{ name: 'Книга детская', barcode: '9785000000017', price: 58900, vat: 'nds10', subject: 0 },
];

const SERVICES: Good[] = [
	{ name: 'Стрижка', price: 150000, vat: 'ndsNo', subject: 3 },
	{ name: 'Ремонт обуви', price: 98050, vat: 'ndsNo', subject: 2 },
	{ name: 'Химчистка пальто', price: 210000, vat: 'nds22', subject: 3 },
	{ name: 'Международная перевозка', price: 1250000, vat: 'nds0', subject: 3 },
];

const REDUCED: Good[] = [
	{ name: 'Обед комплексный', price: 39000, vat: 'nds5', subject: 3 },
	{ name: 'Кофе американо', price: 17000, vat: 'nds5', subject: 0 },
	{ name: 'Торт на заказ', price: 345000, vat: 'nds7', subject: 0 },
];

const NO_VAT: Good[] = [
	{ name: 'Букет «Весна»', price: 245000, vat: 'ndsNo', subject: 0 },
	{ name: 'Роза, 1 шт.', price: 19900, vat: 'ndsNo', subject: 0 },
	{
		name: 'Лекарство, часть упаковки',
		price: 7333,
		vat: 'ndsNo',
		subject: 30,
		additionalProperty: 'mdlp1/2',
	},
	{ name: 'Упаковка подарочная', price: 15050, vat: 'ndsNo', subject: 3 },
];

export const GOODS: Record<GoodsSet, readonly Good[]> = {
	grocery: GROCERY,
	electronics: ELECTRONICS,
	services: SERVICES,
	reduced: REDUCED,
	noVat: NO_VAT,
};

const RATE = /^nds(?:Calculated)?(\d+)$/;

/** Tax inside a sum that includes it; zero rate and "no VAT" answer the whole sum (a base, not a tax). */
export function vatAmount(vat: string, sum: number): number {
	const match = RATE.exec(vat);
	const rate = match ? Number(match[1]) : 0;
	return rate === 0 ? sum : Math.round((sum * rate) / (100 + rate));
}
