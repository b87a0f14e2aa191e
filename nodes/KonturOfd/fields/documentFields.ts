import { field, forVersions, onPartialFailure, simplify, toList } from '../../shared/catalog';
import { firstDay, lastDay, types } from './fields';
import { clock, timeZone } from './periodFields';
import { RECEIPT_FIELDS } from './receiptColumns';

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
	displayName: 'Return As',
	name: 'output',
	type: 'options',
	default: 'items',
	options: [
		{
			name: 'CSV File',
			value: 'csv',
			description:
				'A table for Excel with semicolons and decimal commas, simplified unless fields are selected',
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

const ofDrive = 'Without From and To, the last 30 days are read.';
const notRequired = { required: undefined };

/** Of the documents of one drive. Version 1 of the node had the period above. */
export const driveOptions = field({
	...options,
	options: [
		addFields,
		field({ ...firstDay, ...notRequired, description: `${firstDay.description} ${ofDrive}` }),
		operationTypes,
		splitGoods,
		field({ ...lastDay, ...notRequired, description: `${lastDay.description} ${ofDrive}` }),
	],
});

/** Of receipts as they come in. */
export const receiptOptions = field({
	...options,
	options: [addFields, onPartialFailure, operationTypes, splitGoods],
});

/** Of the documents of one day. Version 1 of the node had the types above. */
export const documentsOptions = field({
	...options,
	options: [addFields, types, onPartialFailure, operationTypes, splitGoods],
});

const daysAtOnce = field({
	displayName: 'Days at Once',
	name: 'daysAtOnce',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 7,
	description:
		'Reads a long period in parts of so many days, oldest first. What was read is returned even if a later part fails, and the last item says where to continue. A file is written for each part. With a limit, the node stops after the part that reaches it.',
});

const continueFrom = field({
	displayName: 'Continue From',
	name: 'continueFrom',
	type: 'string',
	default: '',
	placeholder: '2026-01-31',
	description:
		'The day to continue at: <code>continueFrom</code> of the last item of an earlier run with Days at Once. Empty begins with the period.',
});

/** Of Get Many, which can also return files and read long periods in parts. Version 1 had the types above. */
export const manyDocumentsOptions = field({
	...options,
	options: [
		addFields,
		continueFrom,
		daysAtOnce,
		clock,
		types,
		onPartialFailure,
		operationTypes,
		output,
		splitGoods,
		timeZone,
	],
});

export const typesOfVersion1 = forVersions([1], types);

/** Types of documents to return: the option, or the field of version 1. */
export const kindsOf = (params: { types?: unknown; options: { types?: unknown } }): string[] =>
	toList(params.options.types ?? params.types ?? types.default);

const ofVersion1 = forVersions([1], simplify);

const view = forVersions(
	[1.1],
	field({
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'simplified',
		options: [
			{
				name: 'Raw',
				value: 'raw',
				description: "All of Kontur's fields, and those of the option Add Fields",
			},
			{ name: 'Selected Fields', value: 'selectedFields', description: 'Only the fields chosen below' },
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'A row with the shop and the money first and the IDs last',
			},
		],
		description: 'Which fields to return',
	}),
);

const chosenFields = forVersions(
	[1.1],
	field({
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		default: ['shop', 'cashRegister', 'dateTime', 'operation', 'amountRub'],
		displayOptions: { show: { output: ['selectedFields'] } },
		options: RECEIPT_FIELDS,
		description:
			"Which fields to return, in this order. An expression may also name any other field that Raw returns, as in Kontur's documentation.",
	}),
);

/** Which fields of a document to return. Version 1 of the node only had the switch. */
export const viewFields = [ofVersion1, view, chosenFields] as const;
