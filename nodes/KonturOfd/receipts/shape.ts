import type { IDataObject } from 'n8n-workflow';
import type { FiscalDocument, KeyedDocument } from './document';
import { kopecks, MONEY, roubles, roublesName, taxOf, vatByRate, vatNameOf, vatRateOf } from './money';
import { kindLabel, LABELS, OPERATION_TYPES, type Label, type OperationType } from './tables';

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

/** What is made of a field. */
interface Treatment {
	/** The service pads it with spaces to the width of the fiscal data formats. */
	padded?: boolean;
	/** Its elements are treated too. */
	elements?: 'goods' | 'others';
	/** Name of the same amount in roubles. */
	inRoubles?: string;
	/** Words for its value, and the name they get. */
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
	// Of a good and of a document.
	['modifiers', { elements: 'others' }],
	['Modifiers', { elements: 'others' }],
]);

const treatmentOf = (name: string): Treatment | undefined =>
	TREATMENTS.get(name) ?? (vatRateOf(name) && { inRoubles: roublesName(name) });

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

type Additions = Record<string, unknown>;

/** Adds what the service does not itself send under the name. No name is one that every object has. */
function add(additions: Additions, fields: Fields, name: string, value: unknown): void {
	if (value !== undefined && fields[name] === undefined) additions[name] = value;
}

/** What is added to fields, and those that are changed. */
function additionsTo(fields: Fields, options: ShapeOptions, additions: Additions): Additions {
	for (const name in fields) {
		const treatment = treatmentOf(name);
		if (!treatment) continue;
		const { padded, elements, inRoubles, label } = treatment;
		const value = fields[name];
		if (inRoubles !== undefined) {
			const amount = options.roubles === false ? undefined : kopecks(value);
			if (amount !== undefined) add(additions, fields, inRoubles, roubles(amount));
		} else if (label) {
			if (options.labels !== false) add(additions, fields, label.name, label.of(value));
		} else if (padded) {
			if (typeof value === 'string') additions[name] = value.trim();
		} else if (Array.isArray(value) && (options.roubles !== false || options.labels !== false)) {
			additions[name] = shapeAll(value, elements === 'goods' ? shapeGood : shapeElement, options);
		}
	}
	return additions;
}

const shapeAll = (elements: unknown[], shape: typeof shapeElement, options: ShapeOptions): unknown[] =>
	elements.map((element) => (isFields(element) ? shape(element, options) : element));

const shapeElement = (fields: Fields, options: ShapeOptions): Fields =>
	additionsTo(fields, options, { ...fields });

function shapeGood(good: Fields, options: ShapeOptions): Fields {
	const shaped = additionsTo(good, options, { ...good });
	if (options.labels === false) return shaped;
	// Answers of before 2026 have no ndsType, only the field of the rate.
	const rate = typeof good.ndsType === 'string' ? good.ndsType.trim() : vatNameOf(good);
	add(shaped, good, 'ndsTypeLabel', rate === undefined ? undefined : vatRateOf(rate)?.label);
	return shaped;
}

/** The goods of a document with what the options add to them; none when it has no list of goods. */
export const shapeGoods = (goods: unknown, options: ShapeOptions = {}): unknown[] =>
	Array.isArray(goods) ? shapeAll(goods, shapeGood, options) : [];

function addVat(body: Fields, withRoubles: boolean, additions: Additions): void {
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

function additionsOf(kind: string, body: Fields, options: ShapeOptions): Additions {
	const additions: Additions = {};
	if (options.labels !== false) add(additions, body, 'documentTypeLabel', kindLabel(kind));
	additionsTo(body, options, additions);
	if (options.vat !== false) addVat(body, options.roubles !== false, additions);
	return additions;
}

const isPlain = ({ roubles: inRoubles, labels, vat }: ShapeOptions) =>
	inRoubles === false && labels === false && vat === false;

/** What `additionsOf` has of a document that gets nothing else. */
function withoutPadding(item: Record<string, unknown>): Fields {
	for (const name of PADDED) {
		const value = item[name];
		if (typeof value === 'string') item[name] = value.trim();
	}
	return item;
}

/**
 * A document as an item: its kind and key, where it comes from, then its own fields as they came (numbers without their
 * padding, fields that are not known yet untouched), then what the options add. What the service sends is never
 * replaced.
 */
export function shapeDocument(
	{ kind, key, body, beside }: KeyedDocument,
	options: ShapeOptions = {},
	origin: IDataObject = {},
): IDataObject {
	// Spread: objects that grow field by field become slow ones to V8, with several times the memory.
	const item = (
		isPlain(options)
			? withoutPadding({ documentType: kind, dedupeKey: key, ...origin, ...body })
			: { documentType: kind, dedupeKey: key, ...origin, ...body, ...additionsOf(kind, body, options) }
	) as IDataObject;
	return beside ? { ...(beside as IDataObject), ...item } : item;
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
export function isOfOperation({ body }: Pick<FiscalDocument, 'body'>, wanted: readonly string[]): boolean {
	const type = Number(body.operationType ?? NaN);
	if (wanted.length === 0 || Number.isNaN(type)) return true;
	return wanted.some((name) => OPERATION_TYPES[name as OperationType] === type);
}
