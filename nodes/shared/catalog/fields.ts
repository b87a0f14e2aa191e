import type { Field, InnLookup, ListSearch } from './types';
import { field } from './operation';

type Untyped = Omit<Field, 'type' | 'default'>;

/** Declares a text field, empty by default. */
export const textField = <const F extends Untyped & { readonly default?: string }>(declared: F) =>
	field({ ...declared, type: 'string', default: declared.default ?? '' });

/** Declares a switch, off by default. */
export const booleanField = <const F extends Untyped & { readonly default?: boolean }>(declared: F) =>
	field({ ...declared, type: 'boolean', default: declared.default ?? false });

/** Declares a date picker, empty by default. */
export const dateField = <const F extends Untyped>(declared: F) =>
	field({ ...declared, type: 'dateTime', default: '' });

const collection =
	<const N extends string>(displayName: string, name: N, placeholder: string) =>
	<const O extends readonly Field[]>(options: O) =>
		field({ displayName, name, type: 'collection', placeholder, default: {}, options });

/** Collections of optional fields, under the names that n8n gives them. */
export const additionalFields = collection('Additional Fields', 'additionalFields', 'Add Field');
export const updateFields = collection('Update Fields', 'updateFields', 'Add Field');
export const filters = collection('Filters', 'filters', 'Add Filter');
export const options = collection('Options', 'options', 'Add Option');

export const returnAll = field({
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
});

export const limit = field({
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
});

export const simplify = field({
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
});

export const inputBinaryField = field({
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the input field containing the file',
	description: 'The file comes from the previous node, for example Read/Write Files From Disk',
});

export const outputBinaryField = field({
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the output field to put the file in',
	description: 'The following nodes find the file under this name',
});

/** Declares a resource locator with the modes "From List", which has its own search, "By ID", and perhaps "By INN". */
export const locator = <const N extends string>(declared: {
	name: N;
	displayName: string;
	description: string;
	placeholder: string;
	listSearch: ListSearch;
	byInn?: InnLookup;
}) =>
	field({
		displayName: declared.displayName,
		name: declared.name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: declared.description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose…',
				typeOptions: { searchListMethod: declared.listSearch.method, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: declared.placeholder },
			...(declared.byInn
				? [
						{
							displayName: 'By INN',
							name: 'inn',
							type: 'string' as const,
							placeholder: '7707083893',
							hint: 'INN, or INN-KPP if several have the INN',
						},
					]
				: []),
		],
		listSearch: declared.listSearch,
		byInn: declared.byInn,
	});
