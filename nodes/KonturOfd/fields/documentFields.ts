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
			description: 'Words next to codes: operationTypeLabel next to operationType',
		},
		{ name: 'Roubles', value: 'roubles', description: 'Next to kopecks: totalRub next to totalSum' },
		{ name: 'VAT by Rate', value: 'vat', description: 'The list vat, and vatTotal' },
	],
	description:
		"What to add to the fields that Kontur returns, which always stay as they are, with amounts in kopecks. The labels follow Kontur's own tables, which number paymentMode and paymentSubject from zero.",
});

const splitGoods = field({
	displayName: 'Split by Goods',
	name: 'splitGoods',
	type: 'boolean',
	default: false,
	description:
		'Whether to return one item per good together with the fields of its receipt. The limit still counts documents.',
});

const operationTypes = field({
	displayName: 'Operation Types',
	name: 'operationTypes',
	type: 'multiOptions',
	default: [],
	options: [
		{ name: 'Outcome (Расход)', value: 'buy' },
		{ name: 'Outcome Return (Возврат Расхода)', value: 'returnBuy' },
		{ name: 'Sale (Приход)', value: 'sell' },
		{ name: 'Sale Return (Возврат Прихода)', value: 'returnSell' },
	],
	description:
		'Which receipts to return. Empty means all of them. Document Kinds alone selects documents without an operation type, such as shift reports.',
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
