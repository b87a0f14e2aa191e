/*
 * The fields of Kontur.OFD's responses that the code reads. `receipts/` reads the fiscal documents themselves.
 * Source: Kontur.OFD documentation, "Structures" and the method pages.
 */
import type { IDataObject } from 'n8n-workflow';
import { listOf, object, optional, text, type Shape, type Shaped } from '../../shared/shapes';

export const organizationShape = object({
	id: text,
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
export const cashRegisterShape = object({
	regNumber: text,
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
export type CashRegister = Shaped<typeof cashRegisterShape>;

/** An array whose elements are not checked, because there can be hundreds of thousands of documents. */
const documents: Shape<IDataObject[]> = {
	missing: (value, path = '') => (Array.isArray(value) ? [] : [path]),
};

/** A page of documents by period. Kontur may answer "no data" with an empty body. */
export const documentsPageShape = object({
	documents: optional(documents),
	paging: optional(object({ nextOffset: optional(text) })),
});
