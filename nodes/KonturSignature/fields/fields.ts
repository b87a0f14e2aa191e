import { field } from '../../shared/catalog';

/** Declares the output field separately from the input field, for operations that have both. */
export const outputFileField = <const D extends string>(fallback: D) =>
	field({
		displayName: 'Put Output File in Field',
		name: 'outputBinaryPropertyName',
		type: 'string',
		default: fallback,
		required: true,
		hint: 'The name of the output field to put the file in',
		description: 'The following nodes find the file under this name',
	});

export const fileName = field({
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	description: 'Name of the output file. Leave empty to derive it from the name of the input file.',
});

/** Declares a field for one or more certificates or lists, pasted as text. */
export const pemField = <const N extends string>(
	name: N,
	displayName: string,
	description: string,
	placeholder = '-----BEGIN CERTIFICATE-----',
) =>
	field({
		displayName,
		name,
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder,
		description,
	});

/** Declares an option that names input fields with files. */
export const filesField = <const N extends string>(name: N, displayName: string, description: string) =>
	field({
		displayName,
		name,
		type: 'string',
		default: '',
		hint: 'The names of the input fields containing the files, separated by commas',
		description,
	});
