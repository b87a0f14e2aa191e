import type { IDataObject } from 'n8n-workflow';
import { omit, pick } from '../../shared/catalog';
import type { KeyedDocument } from './document';
import { kopecks, roubles, taxOf } from './money';
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
];

const trimmed = (value: IDataObject[string]) => (typeof value === 'string' ? value.trim() : value);

/** Drops undefined fields; usually there are none. */
function present(item: IDataObject): IDataObject {
	for (const name in item) if (item[name] === undefined) return pick(item, Object.keys(item));
	return item;
}

/**
 * Makes the simplified item of a document. Documents other than receipts have only some of the fields. Built from the
 * received fields, because shaping the whole document first takes twice as long.
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

const TOTALS = ['totalSum', 'totalRub', 'cashTotalSum', 'ecashTotalSum', 'vatTotal', 'vatTotalRub'];

/**
 * Makes one flat row per receipt line. Leaves out the totals of the receipt, because a sum over the rows would count
 * them once per line. A document without lines becomes one simplified item.
 */
export function simplifyGoods(
	document: KeyedDocument,
	options: ShapeOptions = {},
	origin: IDataObject = {},
): IDataObject[] {
	const item = simplifyDocument(document, options, origin);
	const items = shapeGoods(document.body.items, options);
	if (items.length === 0) return [item];
	const head = omit(item, ...TOTALS);
	return splitByGoods({ ...head, items }).map(({ good, ...row }) => ({
		...row,
		...pick((good ?? {}) as IDataObject, GOOD),
	}));
}
