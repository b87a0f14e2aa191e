import type { IDataObject } from 'n8n-workflow';

type Fields = Readonly<Record<string, unknown>>;

/*
 * Money of Kontur.OFD is in kopecks, nearly always whole ones. Source: Kontur.OFD documentation, "Structures".
 */

const VAT_KEY = /^nds(Calculated)?(\d+)$/;
const WITHOUT_VAT = 'ndsNo';

const MONEY = new Set([
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
]);

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
	const text = String(amount);
	return text.includes('e') ? amount / 100 : Number(`${text}e-2`);
}

/** Name of the field in roubles beside one in kopecks: `totalSum` and `totalRub`, `price` and `priceRub`. */
export const roublesName = (name: string) => `${name.replace(/(?<=.)Sum$/, '')}Rub`;

/** Whether a field of a document or of one of its goods is an amount of money. */
export const isMoney = (name: string) => MONEY.has(name) || VAT_KEY.test(name) || name === WITHOUT_VAT;

/** VAT of a document at one rate. */
export interface VatOfRate extends IDataObject {
	/** Percent; null without VAT. */
	rate: number | null;
	/** As on the receipt: `22 %`, `22/122`, `без НДС`. */
	label: string;
	/** Tax, in kopecks; absent where there is no tax: at 0 % and without VAT. */
	tax?: number;
	/** What was paid at 0 % or without VAT, in kopecks. */
	base?: number;
}

/** The words for a VAT rate by the name of its field, which is also what `ndsType` holds. */
export function vatLabel(name: string): string | undefined {
	if (name === WITHOUT_VAT) return 'без НДС';
	const [, calculated, rate] = VAT_KEY.exec(name) ?? [];
	if (rate === undefined) return undefined;
	return calculated ? `${rate}/${100 + Number(rate)}` : `${rate} %`;
}

/** Name of the only VAT field of a good, which has one rate; undefined when there is none. */
export const vatNameOf = (good: Fields) => Object.keys(good).find((name) => vatLabel(name) !== undefined);

function amounts(fields: Fields): Map<string, number> {
	const found = new Map<string, number>();
	for (const [name, value] of Object.entries(fields)) {
		const amount = vatLabel(name) === undefined ? undefined : kopecks(value);
		if (amount !== undefined) found.set(name, amount);
	}
	return found;
}

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function amountsOfGoods(goods: unknown): Map<string, number> {
	const total = new Map<string, number>();
	for (const good of Array.isArray(goods) ? goods.filter(isFields) : []) {
		for (const [name, amount] of amounts(good)) total.set(name, addKopecks(total.get(name) ?? 0, amount));
	}
	return total;
}

/**
 * VAT of a document by rate, out of whatever `nds…` fields it has: highest rate first, a calculated rate (22/122) after
 * the plain one. `nds0` and `ndsNo` are what was paid and no tax, so they stand as `base`. A document that states none
 * gets the sums of its goods.
 * Source: Kontur.OFD documentation, "Structures" (receipt, item).
 */
export function vatByRate(document: Fields): VatOfRate[] {
	const stated = amounts(document);
	return [...(stated.size > 0 ? stated : amountsOfGoods(document.items))]
		.map(([name, amount]) => {
			const digits = VAT_KEY.exec(name)?.[2];
			const rate = digits === undefined ? null : Number(digits);
			const label = vatLabel(name) ?? name;
			return rate ? { rate, label, tax: amount } : { rate, label, base: amount };
		})
		.sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1) || a.label.length - b.label.length);
}

/** The tax of all rates, in kopecks. */
export const vatTotal = (vat: readonly VatOfRate[]) =>
	vat.reduce((total, { tax }) => addKopecks(total, tax ?? 0), 0);
