import type { ListSearch } from './types';
import { field } from './operation';

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
	description: 'The file comes from the node before this one, for example Read/Write Files From Disk',
});

export const outputBinaryField = field({
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the output field to put the file in',
	description: 'The nodes after this one find the file under this name',
});

/**
 * A resource locator: from the list, found by its own search, or by ID.
 */
export const locator = <const N extends string>(declared: {
	name: N;
	displayName: string;
	description: string;
	placeholder: string;
	listSearch: ListSearch;
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
		],
		listSearch: declared.listSearch,
	});
