import type { IDataObject } from 'n8n-workflow';
import { omit, pick } from '../../shared/catalog';
import { isObject } from '../../shared/shapes';
import type { KeyedDocument } from './document';
import { kopecks, roubles, signedAmount, signOf, taxOf, vatRateOf } from './money';
import { shapeGoods, type ShapeOptions } from './shape';
import { splitByGoods } from './split';
import { LABELS } from './tables';

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
	'codeNumbering',
];

const trimmed = (value: IDataObject[string]) => (typeof value === 'string' ? value.trim() : value);

/** Drops undefined fields; usually there are none. */
function present(item: IDataObject): IDataObject {
	for (const name in item) if (item[name] === undefined) return pick(item, Object.keys(item));
	return item;
}

const NOTHING: IDataObject = {};

/** Fields that few documents have. A shared empty object costs nothing where there are none. */
function rareFields(kind: string, body: IDataObject): IDataObject {
	let found: IDataObject | undefined;
	for (const name of RARE) {
		const value = body[name];
		if (value !== undefined && value !== null && value !== 0) found = { ...found, [name]: value };
	}
	const requisite = body.properties === undefined ? undefined : requisiteOf(body.properties);
	if (requisite !== undefined) found = { ...found, additionalRequisite: requisite };
	if (kind.endsWith('Correction') && body.operationType !== undefined)
		found = { ...found, isCorrection: true };
	return found ?? NOTHING;
}

const RARE = [
	'prePaymentTotalSum',
	'postPaymentTotalSum',
	'considerationTotalSum',
	'receiptsQuantity',
	'documentsQuantity',
	'notTransmittedDocumentsQuantity',
	'notTransmittedDocumentNumber',
	'notTransmittedDocumentsDateTime',
] as const;

/** Writes the user's additional requisite, such as the number of an order, as text (tag 1084). */
function requisiteOf(properties: unknown): string | undefined {
	const lines = (Array.isArray(properties) ? properties : [])
		.filter(isObject)
		.map(({ key, value }) =>
			[key, value].filter((part) => typeof part === 'string' && part.trim()).join(': '),
		)
		.filter(Boolean);
	return lines.length > 0 ? lines.join('; ') : undefined;
}

/** Returns the tax amounts by rate under Kontur's names. */
function vatFields(body: IDataObject): IDataObject {
	let found: IDataObject | undefined;
	for (const name in body) {
		if (name.startsWith('nds') && vatRateOf(name) && kopecks(body[name])) {
			found = { ...found, [name]: body[name] };
		}
	}
	return found ?? NOTHING;
}

const nameIn = (cashbox: IDataObject[string], name: string) =>
	isObject(cashbox) ? trimmed(cashbox[name] as string) || undefined : undefined;

/**
 * Makes the simplified item of a document: a flat row, what people look for first and the IDs last. Documents other than
 * receipts have only some of the fields. Built from the received fields, because shaping the whole document first takes
 * twice as long.
 */
export function simplifyDocument(
	{ kind, key, body, extra }: KeyedDocument,
	options: ShapeOptions = {},
	origin: IDataObject = {},
): IDataObject {
	const fields = extra ? { ...extra, ...body } : body;
	const inRoubles = (value: unknown) => {
		const amount = options.roubles === false ? undefined : kopecks(value);
		return amount === undefined ? undefined : roubles(amount);
	};
	const withLabels = options.labels !== false;
	const tax = options.vat === false ? undefined : taxOf(body);
	const amount = signedAmount(body);
	const operation = withLabels ? LABELS.operationType(fields.operationType) : undefined;
	const { cashbox } = origin;
	const register = trimmed(fields.kktRegId);
	return present({
		shop: nameIn(cashbox, 'salesPointName'),
		cashRegister: nameIn(cashbox, 'name'),
		dateTime: fields.dateTime,
		operation,
		amountRub: inRoubles(amount),
		amount,
		totalRub: fields.totalRub ?? inRoubles(fields.totalSum),
		totalSum: fields.totalSum,
		cashTotalSum: fields.cashTotalSum,
		ecashTotalSum: fields.ecashTotalSum,
		vatTotalRub: fields.vatTotalRub ?? inRoubles(tax),
		vatTotal: fields.vatTotal ?? tax,
		...(options.vat === false ? NOTHING : vatFields(body)),
		...rareFields(kind, body),
		operator: fields.operator,
		address: fields.retailPlaceAddress,
		documentType: kind,
		operationType: fields.operationType,
		operationTypeLabel: fields.operationTypeLabel ?? operation,
		shiftNumber: fields.shiftNumber,
		fiscalDriveNumber: trimmed(fields.fiscalDriveNumber),
		fiscalDocumentNumber: fields.fiscalDocumentNumber,
		fiscalSign: fields.fiscalSign,
		receiveDateTimeUtc: fields.receiveDateTimeUtc,
		kktRegId: register === '' ? (nameIn(cashbox, 'regNumber') ?? '') : register,
		organizationId: origin.organizationId,
		id: fields.id,
		dedupeKey: key,
	});
}

const OF_RECEIPT = /^(amount|total|cashTotal|ecashTotal|prePayment|postPayment|consideration|vatTotal|nds)/;

/** Kontur does not document under which name it returns the marking code of a product. */
export const MARKING: readonly string[] = [
	'markingCode',
	'productCode',
	'productCodeNew',
	'nomenclatureCode',
];

function rowOf(good: IDataObject, sign: number, options: ShapeOptions): IDataObject {
	const amount = kopecks(good.sum);
	if (amount === undefined) return pick(good, GOOD);
	const signed = sign * amount || 0;
	const inRoubles = options.roubles === false ? {} : { amountRub: roubles(signed) };
	const vat = options.vat === false ? {} : vatFields(good);
	return { ...inRoubles, amount: signed, ...pick(good, GOOD), ...vat, ...pick(good, MARKING) };
}

/**
 * Makes one flat row per receipt line, with the line's own signed amount. Leaves out the totals of the receipt, because a
 * sum over the rows would count them once per line. A document without lines becomes one simplified item.
 */
export function simplifyGoods(
	document: KeyedDocument,
	options: ShapeOptions = {},
	origin: IDataObject = {},
): IDataObject[] {
	const item = simplifyDocument(document, options, origin);
	const items = shapeGoods(document.body.items, options);
	if (items.length === 0) return [item];
	const totals = Object.keys(item).filter((name) => OF_RECEIPT.test(name));
	const sign = signOf(document.body) ?? 1;
	return splitByGoods({ ...omit(item, ...totals), items }).map(({ good, ...row }) => {
		const { shop, cashRegister, dateTime, operation, ...rest } = row as IDataObject;
		const head = present({ shop, cashRegister, dateTime, operation });
		return { ...head, ...rowOf((good ?? {}) as IDataObject, sign, options), ...rest };
	});
}
