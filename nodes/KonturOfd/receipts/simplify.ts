import type { IDataObject } from 'n8n-workflow';
import type { KeyedDocument } from './document';
import { kopecks, roubles, taxOf } from './money';
import { goodsOf, shapeGoods, type ShapeOptions } from './shape';
import { LABELS } from './tables';
import { pick } from '../../shared/catalog';

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

const trimmed = (value: IDataObject[string]) => (typeof value === 'string' ? value.trim() : value);

/** The members that are there; nearly always all of them are. */
function present(item: IDataObject): IDataObject {
	for (const name in item) if (item[name] === undefined) return pick(item, Object.keys(item));
	return item;
}

/**
 * What most people need of a receipt; other kinds of documents show what they have of it. Made straight from what came:
 * a document shaped whole takes twice the time, and lists are long.
 */
export function essentialsOf(
	{ kind, key, body, beside }: KeyedDocument,
	options: ShapeOptions = {},
	origin: IDataObject = {},
): IDataObject {
	const fields = (beside ? { ...beside, ...body } : body) as IDataObject;
	const inRoubles = (value: unknown) => {
		const amount = options.roubles === false ? undefined : kopecks(value);
		return amount === undefined ? undefined : roubles(amount);
	};
	const tax = options.vat === false ? undefined : taxOf(body);
	return present({
		documentType: kind,
		dedupeKey: key,
		organizationId: origin.organizationId,
		cashbox: origin.cashbox,
		id: fields.id,
		dateTime: fields.dateTime,
		receiveDateTimeUtc: fields.receiveDateTimeUtc,
		kktRegId: trimmed(fields.kktRegId),
		fiscalDriveNumber: trimmed(fields.fiscalDriveNumber),
		fiscalDocumentNumber: fields.fiscalDocumentNumber,
		fiscalSign: fields.fiscalSign,
		shiftNumber: fields.shiftNumber,
		operationType: fields.operationType,
		operationTypeLabel:
			fields.operationTypeLabel ??
			(options.labels === false ? undefined : LABELS.operationType(fields.operationType)),
		operator: fields.operator,
		totalSum: fields.totalSum,
		totalRub: fields.totalRub ?? inRoubles(fields.totalSum),
		cashTotalSum: fields.cashTotalSum,
		ecashTotalSum: fields.ecashTotalSum,
		vatTotal: fields.vatTotal ?? tax,
		vatTotalRub: fields.vatTotalRub ?? inRoubles(tax),
	});
}

/**
 * The same as one flat row per good, without the totals of the receipt, which must not be summed over goods. A document
 * without goods stays as it is.
 */
export function essentialGoodsOf(
	document: KeyedDocument,
	options: ShapeOptions = {},
	origin: IDataObject = {},
): IDataObject[] {
	const item = essentialsOf(document, options, origin);
	const items = shapeGoods(document.body.items, options);
	if (items.length === 0) return [item];
	const {
		totalSum: _total,
		totalRub: _totalRub,
		cashTotalSum: _cash,
		ecashTotalSum: _ecash,
		vatTotal: _vat,
		vatTotalRub: _vatRub,
		...head
	} = item;
	return goodsOf({ ...head, items: items as IDataObject[] }).map(({ good, ...row }) => ({
		...row,
		...pick((good ?? {}) as IDataObject, GOOD),
	}));
}
