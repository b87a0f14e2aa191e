import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../shared/shapes';
import { PAYMENTS } from './tables';

// Kontur.OFD returns amounts in kopecks, almost always integers. Source: Kontur.OFD documentation, "Structures".

/** Amount fields of a document or receipt line, except VAT. */
export const MONEY = [
	'totalSum',
	'cashTotalSum',
	'ecashTotalSum',
	'prePaymentTotalSum',
	'postPaymentTotalSum',
	'considerationTotalSum',
	'paymentAgentRemuneration',
	'bankAgentRemuneration',
	'price',
	'sum',
	'discountSum',
	'markupSum',
] as const;

/** Returns the number in a field, or undefined if it has none. The service may send it as text, or an empty string. */
export function numberIn(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Returns the amount in a field, in kopecks. */
export const kopecks = (value: unknown): number | undefined => numberIn(value);

/** How an operation changes the money in the register: a sale adds, its return takes away, and so on. */
const SIGNS: Readonly<Record<number, 1 | -1>> = { 1: 1, 2: -1, 3: -1, 4: 1 };

/** Adds without binary rounding errors. */
export const addKopecks = (a: number, b: number) =>
	Number.isInteger(a) && Number.isInteger(b) ? a + b : Number((a + b).toFixed(6));

/** Returns the total of a receipt in kopecks: as stated, or else what was paid. Undefined if it states neither. */
export function amountIn(document: IDataObject): number | undefined {
	const total = kopecks(document.totalSum);
	if (total !== undefined) return total;
	const paid = Object.keys(PAYMENTS)
		.map((name) => kopecks(document[name]))
		.filter((amount) => amount !== undefined);
	return paid.length > 0 ? paid.reduce(addKopecks) : undefined;
}

/** Returns the sign of a receipt's amounts, or undefined for a document without a known operation. */
export const signOf = ({ operationType }: IDataObject): 1 | -1 | undefined =>
	SIGNS[Number(operationType ?? NaN)];

/**
 * Returns the total of a receipt with its sign, in kopecks, so that amounts can be added up: returns of sales and purchases
 * are negative. Undefined for a document without an operation or a total.
 */
export function signedAmount(document: IDataObject): number | undefined {
	const sign = signOf(document);
	const amount = amountIn(document);
	return sign === undefined || amount === undefined ? undefined : sign * amount || 0;
}

/**
 * Converts kopecks to roubles by moving the decimal point two places. Exact to the kopeck below 10^15 kopecks: a double
 * has fifteen decimal digits.
 */
export function roubles(amount: number): number {
	// A single division of integers is correctly rounded.
	if (Number.isSafeInteger(amount)) return amount / 100;
	const text = String(amount);
	return text.includes('e') ? amount / 100 : Number(`${text}e-2`);
}

/** Returns the name of the field in roubles that accompanies one in kopecks: `totalRub` for `totalSum`. */
export const roublesName = (name: string) => `${name.replace(/(?<=.)Sum$/, '')}Rub`;

export interface VatRate {
	/** Percent; null without VAT. */
	rate: number | null;
	/** As printed on a receipt: `22 %`, `22/122`, `без НДС`. */
	label: string;
}

/** The VAT of a document at one rate. */
export interface VatOfRate extends VatRate, IDataObject {
	/** Kopecks; absent where no tax applies: at 0 % and without VAT. */
	tax?: number;
	/** The amount paid at 0 % or without VAT, in kopecks. */
	base?: number;
}

function readVatRate(name: string): VatRate | undefined {
	if (name === 'ndsNo') return { rate: null, label: 'без НДС' };
	const [, calculated, rate] = /^nds(Calculated)?(\d+)$/.exec(name) ?? [];
	if (rate === undefined) return undefined;
	return { rate: Number(rate), label: calculated ? `${rate}/${100 + Number(rate)}` : `${rate} %` };
}

// All known rates, parsed once because there can be hundreds of thousands of documents.
const RATES = new Map(
	['ndsNo', 'nds0', ...[5, 7, 10, 18, 20, 22].flatMap((rate) => [`nds${rate}`, `ndsCalculated${rate}`])].map(
		(name) => [name, readVatRate(name)],
	),
);

/** Returns the VAT rate that a field name or an `ndsType` stands for, or undefined for other names. */
export const vatRateOf = (name: string) =>
	name.startsWith('nds') ? (RATES.get(name) ?? readVatRate(name)) : undefined;

/** Returns the name of a receipt line's VAT field, if any. A line has only one rate; Kontur may send the others as null. */
export const vatNameOf = (good: IDataObject) =>
	Object.keys(good).find((name) => vatRateOf(name) !== undefined && kopecks(good[name]) !== undefined);

/** Returns the lines of a receipt. */
export const goodsIn = ({ items }: IDataObject): IDataObject[] =>
	Array.isArray(items) ? (items as unknown[]).filter(isObject) : [];

type Amounts = Map<string, { rate: VatRate; amount: number }>;

function addAmounts(total: Amounts, fields: IDataObject): Amounts {
	for (const name in fields) {
		const rate = vatRateOf(name);
		const amount = rate && kopecks(fields[name]);
		if (rate === undefined || amount === undefined) continue;
		total.set(name, { rate, amount: addKopecks(total.get(name)?.amount ?? 0, amount) });
	}
	return total;
}

/**
 * Lists the VAT of a document by rate, from all its `nds…` fields: highest rate first, a calculated rate
 * (22/122) after the plain one. `nds0` and `ndsNo` are amounts paid and not taxes, so they become `base`. If the document
 * states no VAT, the amounts of its lines are summed.
 * Source: Kontur.OFD documentation, "Structures" (receipt, item).
 */
export function vatByRate(document: IDataObject): VatOfRate[] {
	const stated = addAmounts(new Map(), document);
	const amounts = stated.size > 0 ? stated : goodsIn(document).reduce(addAmounts, new Map());
	return Array.from(amounts.values(), ({ rate: { rate, label }, amount }) =>
		rate ? { rate, label, tax: amount } : { rate, label, base: amount },
	).sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1) || a.label.length - b.label.length);
}

function taxIn(fields: IDataObject): number | undefined {
	let tax: number | undefined;
	for (const name in fields) {
		const rate = vatRateOf(name);
		const amount = rate && kopecks(fields[name]);
		if (rate !== undefined && amount !== undefined) tax = addKopecks(tax ?? 0, rate.rate ? amount : 0);
	}
	return tax;
}

/** Returns the total tax over all rates in kopecks, or undefined if `vatByRate` is empty. */
export const taxOf = (document: IDataObject): number | undefined =>
	taxIn(document) ??
	goodsIn(document)
		.map(taxIn)
		.filter((tax) => tax !== undefined)
		.reduce<number | undefined>((total, tax) => addKopecks(total ?? 0, tax), undefined);
