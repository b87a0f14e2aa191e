export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const DOCUMENT_KINDS = [
	'fiscalReport',
	'fiscalReportCorrection',
	'openShift',
	'currentStateReport',
	'receipt',
	'receiptCorrection',
	'bso',
	'bsoCorrection',
	'closeShift',
	'closeArchive',
] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export type SaleKind = 'receipt' | 'receiptCorrection' | 'bso' | 'bsoCorrection';

export interface FiscalDocument {
	kind: DocumentKind;
	fn: string;
	fd: number;
	id: string;
	/** Wall-clock time of the register, `yyyy-MM-ddTHH:mm:ss`; compares as text. */
	readonly dateTime: string;
	/** UTC milliseconds; null while the document still waits inside the drive. */
	readonly receivedAt: number | null;
	readonly body: JsonObject;
}

export interface Shift {
	number: number;
	requestNumber: number;
	receipts: number;
	documents: number;
	openedAt: string;
}

export interface Drive {
	fn: string;
	documents: FiscalDocument[];
	/** Number of times that its documents were moved in time. */
	moves: number;
	lastShiftNumber: number;
	shift: Shift | null;
	closed: boolean;
}

export type GoodsSet = 'grocery' | 'electronics' | 'services' | 'reduced' | 'noVat';

export interface RegisterProfile {
	goods: GoodsSet;
	taxationType: number;
	saleKind: 'receipt' | 'bso';
	agent: boolean;
	/** FFD 1.0 receipts carry discounts and per-agent phones that later versions dropped. */
	ffd: '1.0' | '1.05' | '1.2';
	/** Some drives pad a ten-digit INN to the twelve characters of the tag. */
	padInn: boolean;
}

export interface Register {
	regNumber: string;
	serialNumber: string;
	name: string;
	modelName: string;
	kpp: string | null;
	/** Hours ahead of UTC; known to the simulated register only, no answer carries it. */
	zone: number;
	addresses: Array<{ address: string; startDate: string }>;
	salesPointName: string;
	permissionFrom: string | null;
	permissionTo: string | null;
	drives: Drive[];
	offline: boolean;
	clockAheadMinutes: number;
	revoked: boolean;
	/** Every so many documents come with a blank register and drive number, as in a sample of the documentation; 0 is none. */
	blankEvery: number;
	profile: RegisterProfile;
}

export interface Organization {
	id: string;
	inn: string;
	kpp: string | null;
	ogrn: string;
	shortName: string;
	fullName: string;
	revoked: boolean;
	registers: Register[];
}

/** What an integrator key opens: `'all'` covers registers that appear later, too. */
export interface Grant {
	organizationId: string;
	registers: 'all' | string[];
}

export interface IntegratorKey {
	key: string;
	title: string;
	grants: Grant[];
	/** Logins the key works with; null means any session. */
	logins: string[] | null;
}

export interface Switches {
	/** Answers of the 2021 edition: no receiveDateTimeUtc, no last timestamps, no 22/7/5 % VAT. */
	d22: boolean;
	/** "No data" is 200 with an empty body. */
	emptyBody: boolean;
	/** paymentMode and paymentSubject as the FFD numbers them (from 1). */
	ffdCodes: boolean;
	/** nextOffset as plain Base64. */
	rawOffset: boolean;
	/** A period outside the permission window is refused with 403 or silently cut. */
	permission: 'refuse' | 'cut';
	/** Caps every page of by-period; null leaves the documented 1000. */
	pageLimit: number | null;
	/** Varies the size of pages, so that a page may be short although there is more. */
	unevenPages: boolean;
	/** Control characters in texts are not escaped, so that a page is not JSON. */
	rawControls: boolean;
	/** Applies `types` before paging, so that pages are never short. */
	filterFirst: boolean;
	/** The effect of an offset when the period has no documents. */
	emptyPeriodOffset: 'error' | 'keep';
	/** `paging` of a first page without documents: `{}` or `{"nextOffset": null}`. */
	emptyPaging: 'absent' | 'null';
	/** How an unlimited permission border is written. */
	unlimited: 'null' | 'absent' | 'far';
	/** Spelling of receiveDateTimeUtc: with Z, without a zone, or with fractions and Z. */
	receivedFormat: 'z' | 'plain' | 'fraction';
	/** Every document answers with the all-zero GUID. */
	zeroId: boolean;
	/** Whether statistics count correction receipts. */
	countCorrections: boolean;
	/** URN of a document or statistics request for a register that is not granted. */
	forbiddenRegister: 'cashbox' | 'cashboxdocuments';
	/** Minutes between receipts of every online register; 0 is off. */
	autoPrintMinutes: number;
}

export const DEFAULT_SWITCHES: Switches = {
	d22: false,
	emptyBody: false,
	ffdCodes: false,
	rawOffset: false,
	permission: 'refuse',
	pageLimit: null,
	filterFirst: false,
	unevenPages: false,
	rawControls: false,
	emptyPeriodOffset: 'error',
	emptyPaging: 'absent',
	unlimited: 'null',
	receivedFormat: 'z',
	zeroId: false,
	countCorrections: false,
	forbiddenRegister: 'cashbox',
	autoPrintMinutes: 0,
};
