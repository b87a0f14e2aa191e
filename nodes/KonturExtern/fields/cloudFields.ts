import { field } from '../../shared/catalog';

/** What a request to decrypt or sign in the cloud is confirmed with. */
export const confirmationFields = [
	field({
		displayName: 'Request ID',
		name: 'requestId',
		type: 'string',
		default: '',
		required: true,
		description: 'What the output of the request calls so. It tells Kontur which request the code is for.',
	}),
	field({
		displayName: 'Code',
		name: 'code',
		type: 'string',
		default: '',
		required: true,
		placeholder: '1234',
		description: 'The code that the owner of the certificate got by SMS',
	}),
] as const;

export const unpackInCloud = field({
	displayName: 'Unpack',
	name: 'unzip',
	type: 'boolean',
	default: true,
	description: 'Whether Kontur unpacks the file if it is compressed',
});

export const forceConfirmation = field({
	displayName: 'Always Ask for Confirmation',
	name: 'forceConfirmation',
	type: 'boolean',
	default: false,
	description:
		'Whether the owner of the certificate is asked even where Kontur would sign at once, as it does receipts for the tax and statistics offices',
});
