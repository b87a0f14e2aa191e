import { field } from '../../shared/catalog';

const addFields = field({
	displayName: 'Add Fields',
	name: 'addFields',
	type: 'multiOptions',
	default: ['labels', 'roubles', 'vat'],
	options: [
		{
			name: 'Labels',
			value: 'labels',
			description: 'Words beside numbers: operationTypeLabel beside operationType',
		},
		{ name: 'Roubles', value: 'roubles', description: 'Beside kopecks: totalRub beside totalSum' },
		{ name: 'VAT by Rate', value: 'vat', description: 'The list vat, and vatTotal' },
	],
	description:
		'What to add to the fields that Kontur gives. Those always stay as they are, sums in kopecks. The labels are those of Kontur, which counts paymentMode and paymentSubject from zero.',
});

const splitGoods = field({
	displayName: 'Split by Goods',
	name: 'splitGoods',
	type: 'boolean',
	default: false,
	description:
		'Whether to return one item per good, with the head of its receipt. A limit still counts documents.',
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
		'Which receipts to take. Empty means all of them. Documents that have no operation type, such as shift reports, are chosen by Document Kinds only.',
});

/** What to make of a document. */
export const documentOptions = field({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [addFields, splitGoods],
});

/** What to make of documents. */
export const documentsOptions = field({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [addFields, operationTypes, splitGoods],
});
