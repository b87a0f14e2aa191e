import type { IDataObject } from 'n8n-workflow';
import { readDocument } from '../../../shared/trigger/document';
import { pick } from '../../pick';

// The service pads these with spaces to the widths of the fiscal data formats.
const PADDED = ['kktRegId', 'fiscalDriveNumber', 'userInn'];

/** A document as an item: its kind and key, then its own fields as they came, without the padding. */
export const toItem = (envelope: IDataObject): IDataObject => {
	const { kind, key, body } = readDocument(envelope);
	const fields = Object.entries(body as IDataObject).map(([name, value]) => [
		name,
		PADDED.includes(name) && typeof value === 'string' ? value.trim() : value,
	]);
	return { documentType: kind, dedupeKey: key, ...(Object.fromEntries(fields) as IDataObject) };
};

/** What most people need of a receipt; other kinds of documents show what they have of it. */
export const essentials = (item: IDataObject): IDataObject => ({
	...pick(item, [
		'documentType',
		'dedupeKey',
		'id',
		'dateTime',
		'receiveDateTimeUtc',
		'kktRegId',
		'fiscalDriveNumber',
		'fiscalDocumentNumber',
		'fiscalSign',
		'shiftNumber',
		'operationType',
		'operator',
		'totalSum',
	]),
	...(typeof item.totalSum === 'number' ? { totalRub: item.totalSum / 100 } : {}),
	...pick(item, ['cashTotalSum', 'ecashTotalSum']),
});
