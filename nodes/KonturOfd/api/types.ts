/*
 * The fields of Kontur.OFD's responses that the code reads. `receipts/` reads the fiscal documents themselves.
 * Source: Kontur.OFD documentation, "Structures" and the method pages.
 */
import type { IDataObject } from 'n8n-workflow';
import { t } from '../../shared/language';
import {
	anyObject,
	filled,
	identifiedBy,
	isObject,
	listOf,
	object,
	optional,
	text,
	type Shape,
	type Shaped,
} from '../../shared/shapes';
import { offsetPage } from '../../shared/transport';

export const organizationShape = object({
	id: filled,
	inn: optional(text),
	kpp: optional(text),
	shortName: optional(text),
	fullName: optional(text),
});
export type Organization = Shaped<typeof organizationShape>;

const fiscalDrive = object({
	fiscalDriverNumber: optional(text),
	// Its name until December 2019.
	fiscalDriveNumber: optional(text),
	earliestDocumentTimestamp: optional(text),
});
export type FiscalDrive = Shaped<typeof fiscalDrive>;

/** Timestamps are wall times. An absent, null or empty permission is unlimited. */
const cashRegister = object({
	regNumber: filled,
	name: optional(text),
	salesPointName: optional(text),
	address: optional(text),
	fiscalDrive: optional(fiscalDrive),
	fiscalDrives: optional(listOf(fiscalDrive)),
	permissionFrom: optional(text),
	permissionTo: optional(text),
	// Absent in responses from before 2026.
	lastDocumentTimestamp: optional(text),
	lastCashReceiptTimestamp: optional(text),
});
export const cashRegisterShape = identifiedBy('regNumber', cashRegister);
export type CashRegister = Shaped<typeof cashRegisterShape>;

const LINES = ['items', 'stornoItems', 'modifiers', 'Modifiers'];
// A document has at most 32 KB on the drive, and a line 15 bytes.
const MOST_LINES = 10_000;

const hasTooMany = (document: IDataObject, name: string) => {
	const lines = document[name];
	return Array.isArray(lines) && lines.length > MOST_LINES;
};

/** A fiscal document in its envelope, `{ "receipt": { … } }`. */
export const documentShape: Shape<IDataObject> = {
	missing: (value, path = '') => {
		const documents = isObject(value) ? Object.values(value).filter(isObject) : [];
		if (documents.length === 0) return [path];
		const isLong = documents.some((document) => LINES.some((name) => hasTooMany(document, name)));
		return isLong ? [t`${path} of at most ${MOST_LINES} lines`] : [];
	},
};

// Kontur documents 1,000.
const MOST_ON_PAGE = 2000;
// A drive lasts for more than a year.
const MOST_DRIVES = 100;

const driveOf = (envelope: IDataObject) =>
	Object.values(envelope).find(isObject)?.fiscalDriveNumber as unknown;

/**
 * A page of documents by period that the trigger's state grows with. The first one may be without a body when there is
 * no data.
 */
export function documentsPageShape(offset: string | undefined): Shape<unknown> {
	const page = offsetPage('documents', listOf(documentShape, MOST_ON_PAGE), offset);
	return {
		...page,
		missing: (value, path) => {
			const missing = page.missing(value, path);
			const { documents = [] } = missing.length === 0 ? (value as { documents?: IDataObject[] }) : {};
			const drives = new Set(documents.map(driveOf));
			return drives.size > MOST_DRIVES ? [t`documents of at most ${MOST_DRIVES} drives`] : missing;
		},
	};
}

/** "statistics": the totals of one day. */
export const dailyTotalsShape = object({ date: filled });

/** "statistics": the totals of one shift. */
export const shiftTotalsShape = anyObject;
