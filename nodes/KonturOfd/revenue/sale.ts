import type { IDataObject } from 'n8n-workflow';
import type { KeyedDocument } from '../receipts/document';
import {
	addKopecks,
	amountIn,
	goodsIn,
	kopecks,
	taxOf,
	vatByRate,
	vatNameOf,
	vatRateOf,
} from '../receipts/money';
import { OPERATION_TYPES, PAYMENTS, type OperationType } from '../receipts/tables';

/** A receipt or another document that money changed hands with. Amounts in kopecks, without a sign. */
export interface Sale {
	operation: OperationType;
	isCorrection: boolean;
	amount: number;
	/** Undefined when the document states no VAT. */
	vat: number | undefined;
	body: IDataObject;
}

const OPERATIONS = new Map<number, OperationType>(
	Object.entries(OPERATION_TYPES).map(([name, code]) => [code, name as OperationType]),
);

const isSaleKind = (kind: string) => /^(receipt|bso)/i.test(kind);

/**
 * Reads a document that counts as money. Returns undefined for other documents, and 'unreadable' for a receipt without an
 * operation type or an amount.
 * Source: Kontur.OFD documentation, "Structures" (operationType, totalSum).
 */
export function readSale({
	kind,
	body,
}: Pick<KeyedDocument, 'kind' | 'body'>): Sale | 'unreadable' | undefined {
	const operation = OPERATIONS.get(Number(body.operationType ?? NaN));
	const amount = amountIn(body);
	if (operation === undefined || amount === undefined) return isSaleKind(kind) ? 'unreadable' : undefined;
	return { operation, isCorrection: /correction/i.test(kind), amount, vat: taxOf(body), body };
}

/** A part of a sale: what it was paid with, or a line of it. */
export interface Share {
	amount: number;
	vat: number | undefined;
	label: { [column: string]: string | number };
}

/** Stands for a name that a document leaves out. */
export const NOT_STATED = 'не указано';

/** Adds what the parts do not explain, so that the parts of a sale always add up to it. */
function withRest(sale: Sale, shares: Share[], rest: (amount: number) => Share['label']): Share[] {
	const known = shares.reduce((total, { amount }) => addKopecks(total, amount), 0);
	const amount = addKopecks(sale.amount, -known);
	if (amount === 0 && shares.length > 0) return shares;
	return [...shares, { amount, vat: undefined, label: rest(amount) }];
}

/** Splits a sale by means of payment. Kontur does not state VAT by means of payment. */
export function sharesByPayment(sale: Sale): Share[] {
	const shares = Object.entries(PAYMENTS).flatMap(([name, paymentKind]) => {
		const amount = kopecks(sale.body[name]) ?? 0;
		return amount === 0 ? [] : [{ amount, vat: undefined, label: { paymentKind } }];
	});
	return withRest(sale, shares, () => ({ paymentKind: NOT_STATED }));
}

/** Returns the rate of a sale whose lines state none: the only one that it names itself. */
function onlyRate(body: IDataObject): string {
	const rates = Object.keys(body).filter(
		(name) => vatRateOf(name) !== undefined && (kopecks(body[name]) ?? 0) !== 0,
	);
	return rates.length === 1 ? (vatRateOf(rates[0])?.label ?? NOT_STATED) : NOT_STATED;
}

const rateOf = (line: IDataObject): string | undefined => {
	const name =
		typeof line.ndsType === 'string' && line.ndsType.trim() ? line.ndsType.trim() : vatNameOf(line);
	return name === undefined ? undefined : (vatRateOf(name)?.label ?? name);
};

export const nameOf = (value: unknown) =>
	typeof value === 'string' && value.trim() ? value.trim() : NOT_STATED;

/** Splits a sale by its lines: the rate and the good of each. */
export function sharesByLine(sale: Sale): Share[] {
	const usual = onlyRate(sale.body);
	const shares = goodsIn(sale.body).flatMap((line) => {
		const amount = kopecks(line.sum);
		if (amount === undefined) return [];
		return [{ amount, vat: taxOf(line), label: { taxRate: rateOf(line) ?? usual, good: nameOf(line.name) } }];
	});
	// A sale without lines is one part, with all its VAT.
	if (shares.length === 0) {
		return [{ amount: sale.amount, vat: sale.vat, label: { taxRate: usual, good: NOT_STATED } }];
	}
	return withRest(sale, shares, () => ({ taxRate: NOT_STATED, good: NOT_STATED }));
}

/**
 * Splits a sale by tax rate. The VAT is what the receipt states of each rate, because most lines state only their rate; the
 * VAT of a rate that no line has stands with what is not stated.
 */
export function sharesByRate(sale: Sale): Share[] {
	const parts = new Map<string | number, Share>();
	for (const { amount, label } of sharesByLine(sale)) {
		const before = parts.get(label.taxRate)?.amount ?? 0;
		parts.set(label.taxRate, {
			amount: addKopecks(before, amount),
			vat: undefined,
			label: { taxRate: label.taxRate },
		});
	}
	for (const { label, tax = 0 } of vatByRate(sale.body)) {
		const own = parts.get(label) ?? parts.get(NOT_STATED);
		if (own) own.vat = addKopecks(own.vat ?? 0, tax);
		else if (tax !== 0) parts.set(NOT_STATED, { amount: 0, vat: tax, label: { taxRate: NOT_STATED } });
	}
	return [...parts.values()];
}
