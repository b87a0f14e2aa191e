import type { IDataObject } from 'n8n-workflow';
import type { FiscalDocument } from '../shared/trigger/document';
import {
	isMoney,
	kopecks,
	roubles,
	roublesName,
	vatByRate,
	vatLabel,
	vatNameOf,
	vatTotal,
} from './documentMoney';
import { kindLabel, labelOf, OPERATION_TYPES, type OperationType } from './documentTables';

type Fields = Readonly<Record<string, unknown>>;

/** What is added to the fields of a document; all of it unless told otherwise. */
export interface ShapeOptions {
	/** Amounts in roubles beside those in kopecks: `totalRub` beside `totalSum`. */
	roubles?: boolean;
	/** Words beside the numbers of enumerations: `operationTypeLabel` beside `operationType`. */
	labels?: boolean;
	/** `vat`, a list by rate, and `vatTotal`. */
	vat?: boolean;
}

// The service pads these with spaces to the widths of the fiscal data formats.
const PADDED = new Set([
	'kktRegId',
	'fiscalDriveNumber',
	'userInn',
	'buyerInn',
	'operatorInn',
	'ofdInn',
	'kktNumber',
]);

// `Modifiers` of a document, `modifiers` of a good.
const LISTS = new Set(['items', 'stornoItems', 'modifiers', 'Modifiers']);

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function shapeValue(name: string, value: unknown, options: ShapeOptions): unknown {
	if (PADDED.has(name) && typeof value === 'string') return value.trim();
	if (!LISTS.has(name) || !Array.isArray(value)) return value;
	const isGood = name === 'items' || name === 'stornoItems';
	return value.map((one: unknown) => (isFields(one) ? shapeFields(one, options, isGood) : one));
}

function shapeFields(fields: Fields, options: ShapeOptions, isGood: boolean): IDataObject {
	const shaped: Record<string, unknown> = {};
	const add = (name: string, value: unknown) => {
		// What the service itself sends under this name stays.
		if (value !== undefined && !Object.hasOwn(fields, name)) shaped[name] = value;
	};
	for (const [name, value] of Object.entries(fields)) {
		shaped[name] = shapeValue(name, value, options);
		const amount = options.roubles !== false && isMoney(name) ? kopecks(value) : undefined;
		if (amount !== undefined) add(roublesName(name), roubles(amount));
		if (options.labels !== false) add(`${name}Label`, labelOf(name, value));
	}
	if (isGood && options.labels !== false) {
		// Answers of before 2026 have no ndsType, only the field of the rate.
		const rate = typeof fields.ndsType === 'string' ? fields.ndsType.trim() : vatNameOf(fields);
		add('ndsTypeLabel', rate === undefined ? undefined : vatLabel(rate));
	}
	return shaped as IDataObject;
}

function vatFields(body: Fields, withRoubles: boolean): IDataObject {
	const vat = vatByRate(body);
	if (vat.length === 0) return {};
	const total = vatTotal(vat);
	if (!withRoubles) return { vat, vatTotal: total };
	return {
		vat: vat.map((one) => ({
			...one,
			...(one.tax === undefined ? {} : { taxRub: roubles(one.tax) }),
			...(one.base === undefined ? {} : { baseRub: roubles(one.base) }),
		})),
		vatTotal: total,
		vatTotalRub: roubles(total),
	};
}

/**
 * A document as an item: its kind and key, then its own fields as they came (numbers without their padding, fields that
 * are not known yet untouched), with what the options add. What the service sends is never replaced.
 */
export function shapeDocument(document: FiscalDocument, options: ShapeOptions = {}): IDataObject {
	const { kind, key, body, beside } = document;
	const label = options.labels === false ? undefined : kindLabel(kind);
	const fields = shapeFields(body, options, false);
	return {
		...(beside as IDataObject | undefined),
		documentType: kind,
		dedupeKey: key,
		...(label === undefined ? {} : { documentTypeLabel: label }),
		...fields,
		...(options.vat === false ? {} : vatFields(body, options.roubles !== false)),
		// Once more: of equal names the service's own one counts.
		...fields,
	};
}

/**
 * A shaped document as one item per good: the head of the document, the good under `good`, its place under `line`. The
 * key of the document is under `documentKey`, and `dedupeKey` gets the line, so that it stays the key of the item.
 * A document without goods stays one item. Goods under `stornoItems` are not part of the total; they stay in the head.
 */
export function goodsOf(shaped: IDataObject): IDataObject[] {
	const { items, ...head } = shaped;
	if (!Array.isArray(items) || items.length === 0) return [shaped];
	const documentKey = String(shaped.dedupeKey ?? '');
	return (items as IDataObject[]).map((good, index) => ({
		...head,
		dedupeKey: documentKey && `${documentKey}:${index + 1}`,
		documentKey,
		line: index + 1,
		good,
	}));
}

/**
 * Whether a document is of one of the operation types; none means all. Documents that have no operation type, such as
 * shift reports, are a matter of the choice of kinds.
 */
export function isOfOperation({ body }: FiscalDocument, wanted: readonly string[]): boolean {
	const type = Number(body.operationType ?? NaN);
	if (wanted.length === 0 || Number.isNaN(type)) return true;
	return wanted.some((name) => OPERATION_TYPES[name as OperationType] === type);
}
