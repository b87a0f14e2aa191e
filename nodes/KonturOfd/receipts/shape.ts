import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../shared/shapes';
import type { KeyedDocument } from './document';
import {
	kopecks,
	MONEY,
	roubles,
	roublesName,
	signedAmount,
	taxOf,
	vatByRate,
	vatNameOf,
	vatRateOf,
} from './money';
import { FORMAT_LABELS, isNumberedAsFormat, kindLabel, LABELS, type Label } from './tables';

/** What to add to the fields of a document: everything unless switched off. */
export interface ShapeOptions {
	/** Roubles next to kopecks: `totalRub` next to `totalSum`. */
	roubles?: boolean;
	/** Labels next to codes: `operationTypeLabel` next to `operationType`. */
	labels?: boolean;
	/** `vat`, a list by rate, and `vatTotal`. */
	vat?: boolean;
}

interface LineOptions extends ShapeOptions {
	/** The codes of the lines are numbered as in the fiscal data formats. */
	isFormat?: boolean;
}

/** What `codeNumbering` says of a line whose labels are not by Kontur's table. */
const FORMAT = 'ФФД';

interface Treatment {
	/** The service pads it with spaces to the width in the fiscal data formats. */
	padded?: boolean;
	/** An array whose elements are shaped, too. */
	elements?: 'goods' | 'others';
	/** Name of the same amount in roubles. */
	inRoubles?: string;
	/** The label of its value, and the name of the label's field. */
	label?: { name: string; of: Label };
}

const PADDED = [
	'kktRegId',
	'fiscalDriveNumber',
	'userInn',
	'buyerInn',
	'operatorInn',
	'ofdInn',
	'kktNumber',
] as const;

const TREATMENTS = new Map<string, Treatment>([
	...PADDED.map((name) => [name, { padded: true }] as const),
	...MONEY.map((name) => [name, { inRoubles: roublesName(name) }] as const),
	...Object.entries(LABELS).map(([name, of]) => [name, { label: { name: `${name}Label`, of } }] as const),
	['items', { elements: 'goods' }],
	['stornoItems', { elements: 'goods' }],
	// Discounts and markups: lower case in a good, capital in a document.
	['modifiers', { elements: 'others' }],
	['Modifiers', { elements: 'others' }],
]);

const treatmentOf = (name: string): Treatment | undefined =>
	TREATMENTS.get(name) ?? (vatRateOf(name) && { inRoubles: roublesName(name) });

/** Adds a field unless the service already sends one with that name. */
function add(additions: IDataObject, fields: IDataObject, name: string, value: unknown): void {
	if (value !== undefined && fields[name] === undefined) additions[name] = value as IDataObject[string];
}

/** Collects added and changed fields. */
function additionsTo(fields: IDataObject, options: LineOptions, additions: IDataObject): IDataObject {
	for (const name in fields) {
		const treatment = treatmentOf(name);
		if (!treatment) continue;
		const { padded, elements, inRoubles, label } = treatment;
		const value = fields[name];
		if (inRoubles !== undefined) {
			const amount = options.roubles === false ? undefined : kopecks(value);
			if (amount !== undefined) add(additions, fields, inRoubles, roubles(amount));
		} else if (label) {
			const labelOf = options.isFormat ? (FORMAT_LABELS[name] ?? label.of) : label.of;
			if (options.labels !== false) add(additions, fields, label.name, labelOf(value));
		} else if (padded) {
			if (typeof value === 'string') additions[name] = value.trim();
		} else if (Array.isArray(value) && (options.roubles !== false || options.labels !== false)) {
			additions[name] =
				elements === 'goods' ? shapeGoods(value, options) : shapeAll(value, shapeElement, options);
		}
	}
	return additions;
}

const shapeAll = (elements: unknown[], shape: typeof shapeElement, options: LineOptions) =>
	elements.map((element) => (isObject(element) ? shape(element, options) : element)) as IDataObject[];

const shapeElement = (fields: IDataObject, options: LineOptions): IDataObject =>
	additionsTo(fields, options, { ...fields });

function shapeGood(good: IDataObject, options: LineOptions): IDataObject {
	const shaped = shapeElement(good, options);
	if (options.labels === false) return shaped;
	if (options.isFormat) add(shaped, good, 'codeNumbering', FORMAT);
	// Responses from before 2026 have no ndsType, only a field named after the rate.
	const rate = typeof good.ndsType === 'string' ? good.ndsType.trim() : vatNameOf(good);
	add(shaped, good, 'ndsTypeLabel', rate === undefined ? undefined : vatRateOf(rate)?.label);
	return shaped;
}

/**
 * Shapes the lines of a receipt. Returns an empty list for a document without lines. Where the lines show that their codes
 * are numbered as in the fiscal data formats, the labels follow that numbering, and `codeNumbering` says so.
 */
export function shapeGoods(goods: unknown, options: ShapeOptions = {}): IDataObject[] {
	if (!Array.isArray(goods)) return [];
	const isFormat = options.labels !== false && isNumberedAsFormat(goods);
	return shapeAll(goods, shapeGood, isFormat ? { ...options, isFormat } : options);
}

function addVat(body: IDataObject, withRoubles: boolean, additions: IDataObject): void {
	const vat = vatByRate(body);
	if (vat.length === 0) return;
	if (withRoubles) {
		for (const one of vat) {
			if (one.tax !== undefined) one.taxRub = roubles(one.tax);
			if (one.base !== undefined) one.baseRub = roubles(one.base);
		}
	}
	const total = taxOf(body) ?? 0;
	add(additions, body, 'vat', vat);
	add(additions, body, 'vatTotal', total);
	if (withRoubles) add(additions, body, 'vatTotalRub', roubles(total));
}

function additionsOf(kind: string, body: IDataObject, options: ShapeOptions): IDataObject {
	const additions: IDataObject = {};
	if (options.labels !== false) {
		add(additions, body, 'documentTypeLabel', kindLabel(kind));
		add(additions, body, 'operation', LABELS.operationType(body.operationType));
	}
	const amount = signedAmount(body);
	add(additions, body, 'amount', amount);
	if (amount !== undefined && options.roubles !== false) add(additions, body, 'amountRub', roubles(amount));
	additionsTo(body, options, additions);
	if (options.vat !== false) addVat(body, options.roubles !== false, additions);
	return additions;
}

/** Trims padded numbers: the only part of `additionsOf` that applies when all options are off. */
function withoutPadding(item: IDataObject): IDataObject {
	for (const name of PADDED) {
		const value = item[name];
		if (typeof value === 'string') item[name] = value.trim();
	}
	return item;
}

/**
 * Makes the item of a document: kind and key, origin, the fields as received (only padded numbers are trimmed), then the
 * added fields. Added fields never replace fields from the service.
 */
export function shapeDocument(
	{ kind, key, body, extra }: KeyedDocument,
	options: ShapeOptions = {},
	origin: IDataObject = {},
): IDataObject {
	const isPlain = options.roubles === false && options.labels === false && options.vat === false;
	// Spread, because V8 switches an object that grows field by field to dictionary mode: several times the memory.
	const item: IDataObject = isPlain
		? withoutPadding({ documentType: kind, dedupeKey: key, ...origin, ...body })
		: { documentType: kind, dedupeKey: key, ...origin, ...body, ...additionsOf(kind, body, options) };
	return extra ? { ...extra, ...item } : item;
}
