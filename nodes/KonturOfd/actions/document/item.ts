import type { IDataObject } from 'n8n-workflow';
import { readDocument } from '../../../shared/trigger/document';
import { shapeDocument } from '../../documentShape';
import { pick } from '../../pick';

/** A document as an item, with all that is added to its own fields. */
export const toItem = (envelope: IDataObject): IDataObject => shapeDocument(readDocument(envelope));

/** What most people need of a receipt; other kinds of documents show what they have of it. */
export const essentials = (item: IDataObject): IDataObject =>
	pick(item, [
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
		'operationTypeLabel',
		'operator',
		'totalSum',
		'totalRub',
		'cashTotalSum',
		'ecashTotalSum',
	]);
