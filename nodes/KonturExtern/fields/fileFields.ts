import { field } from '../../shared/catalog';

/** Where a file comes from. */
export const fileSources = [
	{
		name: 'Binary File',
		value: 'binary',
		description: 'A file of the input item; it is uploaded first',
	},
	{
		name: 'Content ID',
		value: 'contentId',
		description: 'A file that was uploaded with Content: Upload',
	},
] as const;

export const contentId = field({
	displayName: 'Content ID',
	name: 'contentId',
	type: 'string',
	default: '',
	description: 'The uploaded file, from the output of Content: Upload',
	required: true,
	placeholder: '1816f0a2-3b4c-4d5e-8f60-718293a4b5c6',
	displayOptions: { show: { source: ['contentId'] } },
});

export const signatureBinaryField = field({
	displayName: 'Signature Binary Field',
	name: 'signatureBinaryPropertyName',
	type: 'string',
	default: 'signature',
	required: true,
	hint: 'The name of the input field containing the signature file',
	displayOptions: { show: { signature: ['binary'] } },
});
