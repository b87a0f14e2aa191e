import type { IDataObject } from 'n8n-workflow';

type Fields = Readonly<Record<string, unknown>>;

/*
 * Money of Kontur.OFD is in kopecks, nearly always whole ones. Source: Kontur.OFD documentation, "Structures".
 */

/** Fields of a document or of one of its goods that are amounts of money; those of VAT come besides. */
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

/** Kopecks out of a field; undefined when it holds none: the service also sends empty text. */
export function kopecks(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Adds without the noise of binary fractions. */
export const addKopecks = (a: number, b: number) =>
	Number.isInteger(a) && Number.isInteger(b) ? a + b : Number((a + b).toFixed(6));

/**
 * Roubles out of kopecks: the number whose decimal notation is that of the kopecks with the point moved by two places.
 * Exact to the kopeck below 10^15 kopecks: a double has fifteen decimal digits.
 */
export function roubles(amount: number): number {
	// One division of whole numbers is rounded correctly.
	if (Number.isSafeInteger(amount)) return amount / 100;
	const text = String(amount);
	return text.includes('e') ? amount / 100 : Number(`${text}e-2`);
}

/** Name of the field in roubles beside one in kopecks: `totalSum` and `totalRub`, `price` and `priceRub`. */
export const roublesName = (name: string) => `${name.replace(/(?<=.)Sum$/, '')}Rub`;

/** A VAT rate. */
export interface VatRate {
	/** Percent; null without VAT. */
	rate: number | null;
	/** As on the receipt: `22 %`, `22/122`, `без НДС`. */
	label: string;
}

/** VAT of a document at one rate. */
export interface VatOfRate extends VatRate, IDataObject {
	/** Tax, in kopecks; absent where there is no tax: at 0 % and without VAT. */
	tax?: number;
	/** What was paid at 0 % or without VAT, in kopecks. */
	base?: number;
}

function readVatRate(name: string): VatRate | undefined {
	if (name === 'ndsNo') return { rate: null, label: 'без НДС' };
	const [, calculated, rate] = /^nds(Calculated)?(\d+)$/.exec(name) ?? [];
	if (rate === undefined) return undefined;
	return { rate: Number(rate), label: calculated ? `${rate}/${100 + Number(rate)}` : `${rate} %` };
}

// The rates there are and were: documents are read by the hundred thousand.
const RATES = new Map(
	['ndsNo', 'nds0', ...[5, 7, 10, 18, 20, 22].flatMap((rate) => [`nds${rate}`, `ndsCalculated${rate}`])].map(
		(name) => [name, readVatRate(name)],
	),
);

/** The VAT rate by the name of its field, which is also what `ndsType` holds; undefined when it names none. */
export const vatRateOf = (name: string) =>
	name.startsWith('nds') ? (RATES.get(name) ?? readVatRate(name)) : undefined;

/** Name of the only VAT field of a good, which has one rate; undefined when there is none. */
export const vatNameOf = (good: Fields) => Object.keys(good).find((name) => vatRateOf(name) !== undefined);

type Amounts = Map<string, { rate: VatRate; amount: number }>;

function addAmounts(fields: Fields, total: Amounts): Amounts {
	for (const name in fields) {
		const rate = vatRateOf(name);
		const amount = rate && kopecks(fields[name]);
		if (rate === undefined || amount === undefined) continue;
		total.set(name, { rate, amount: addKopecks(total.get(name)?.amount ?? 0, amount) });
	}
	return total;
}

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const goodsIn = ({ items }: Fields): Fields[] => (Array.isArray(items) ? items.filter(isFields) : []);

function amountsOfGoods(document: Fields): Amounts {
	const total: Amounts = new Map();
	for (const good of goodsIn(document)) addAmounts(good, total);
	return total;
}

/**
 * VAT of a document by rate, out of whatever `nds…` fields it has: highest rate first, a calculated rate (22/122) after
 * the plain one. `nds0` and `ndsNo` are what was paid and no tax, so they stand as `base`. A document that states none
 * gets the sums of its goods.
 * Source: Kontur.OFD documentation, "Structures" (receipt, item).
 */
export function vatByRate(document: Fields): VatOfRate[] {
	const stated = addAmounts(document, new Map());
	const amounts = stated.size > 0 ? stated : amountsOfGoods(document);
	return Array.from(amounts.values(), ({ rate: { rate, label }, amount }) =>
		rate ? { rate, label, tax: amount } : { rate, label, base: amount },
	).sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1) || a.label.length - b.label.length);
}

function taxIn(fields: Fields): number | undefined {
	let tax: number | undefined;
	for (const name in fields) {
		const rate = vatRateOf(name);
		const amount = rate && kopecks(fields[name]);
		if (rate !== undefined && amount !== undefined) tax = addKopecks(tax ?? 0, rate.rate ? amount : 0);
	}
	return tax;
}

/** The tax of all rates of `vatByRate`, in kopecks; undefined where that has none. */
export const taxOf = (document: Fields): number | undefined =>
	taxIn(document) ??
	goodsIn(document)
		.map(taxIn)
		.filter((tax) => tax !== undefined)
		.reduce<number | undefined>((total, tax) => addKopecks(total ?? 0, tax), undefined);
