import type { IDataObject } from 'n8n-workflow';
import { pick } from '../../pick';

const HEAD = [
	'documentType',
	'dedupeKey',
	'organizationId',
	'cashbox',
	'id',
	'dateTime',
	'receiveDateTimeUtc',
	'kktRegId',
	'fiscalDriveNumber',
	'fiscalDocumentNumber',
	'fiscalSign',
	'shiftNumber',
	'operationType',
	'operationTypeLabel',
	'operator',
];

const TOTALS = ['totalSum', 'totalRub', 'cashTotalSum', 'ecashTotalSum', 'vatTotal', 'vatTotalRub'];

/** The fields of a document that its essentials are made of. */
export const ESSENTIAL_FIELDS: readonly string[] = [...HEAD, ...TOTALS];

const OF_GOODS = ['documentKey', 'line'];

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

/**
 * What most people need of a receipt; other kinds of documents show what they have of it. A good gets a flat row
 * without the totals of its receipt, which must not be summed over goods.
 */
export const essentials = (item: IDataObject): IDataObject =>
	item.good
		? { ...pick(item, HEAD), ...pick(item, OF_GOODS), ...pick(item.good as IDataObject, GOOD) }
		: { ...pick(item, HEAD), ...pick(item, TOTALS) };
