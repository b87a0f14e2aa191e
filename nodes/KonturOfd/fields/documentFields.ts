import { field, onPartialFailure } from '../../shared/catalog';

const addFields = field({
	displayName: 'Add Fields',
	name: 'addFields',
	type: 'multiOptions',
	default: ['labels', 'roubles', 'vat'],
	options: [
		{
			name: 'Labels',
			value: 'labels',
			description: 'A label for each code: operationTypeLabel for operationType',
		},
		{ name: 'Roubles', value: 'roubles', description: 'Each amount in roubles: totalRub for totalSum' },
		{ name: 'VAT by Rate', value: 'vat', description: 'The list vat with one entry per rate, and vatTotal' },
	],
	description:
		"Which fields to add. Kontur's own fields stay unchanged, with amounts in kopecks. Labels follow Kontur's tables, which number paymentMode and paymentSubject from zero.",
});

const splitGoods = field({
	displayName: 'Split by Receipt Line',
	name: 'splitGoods',
	type: 'boolean',
	default: false,
	description:
		'Whether to return one item per receipt line, with the fields of its receipt. Limit still counts documents.',
});

const operationTypes = field({
	displayName: 'Operation Types',
	name: 'operationTypes',
	type: 'multiOptions',
	default: [],
	options: [
		{ name: 'Purchase (Расход)', value: 'buy' },
		{ name: 'Purchase Return (Возврат Расхода)', value: 'returnBuy' },
		{ name: 'Sale (Приход)', value: 'sell' },
		{ name: 'Sale Return (Возврат Прихода)', value: 'returnSell' },
	],
	description:
		'Which receipts to return. Empty means all. Documents without an operation type, such as shift reports, depend only on Document Types.',
});

export const output = field({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	default: 'items',
	options: [
		{
			name: 'CSV File',
			value: 'csv',
			description: 'A table for Excel with semicolons and decimal commas, always simplified',
		},
		{ name: 'Items', value: 'items' },
		{ name: 'NDJSON File', value: 'ndjson', description: 'One JSON object per line' },
	],
	description:
		'What to return. A file is written while the documents are read, so a million receipts need little memory. If a cash register cannot be read, no file is returned.',
});

const options = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
} as const;

export const documentOptions = field({ ...options, options: [addFields, splitGoods] });

/** Of the documents of one drive. */
export const driveOptions = field({ ...options, options: [addFields, operationTypes, splitGoods] });

export const documentsOptions = field({
	...options,
	options: [addFields, onPartialFailure, operationTypes, splitGoods],
});

/** Of operations that can also return a file. */
export const documentsOrFileOptions = field({
	...options,
	options: [addFields, onPartialFailure, operationTypes, output, splitGoods],
});
