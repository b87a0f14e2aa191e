import { booleanField, textField } from '../../../shared/catalog';

/** The confirmation of a request to decrypt or sign in the cloud. */
export const confirmationFields = [
	textField({
		displayName: 'Request ID',
		name: 'requestId',
		required: true,
		description: 'ID of the request to decrypt or sign, from the output of the operation that made it',
	}),
	textField({
		displayName: 'Code',
		name: 'code',
		required: true,
		placeholder: '1234',
		description: 'The code that the certificate owner received by SMS',
	}),
] as const;

export const unpackInCloud = booleanField({
	displayName: 'Unpack Archive',
	name: 'unzip',
	default: true,
	description: 'Whether Kontur unpacks the file if it is compressed',
});

export const forceConfirmation = booleanField({
	displayName: 'Always Ask for Confirmation',
	name: 'forceConfirmation',
	description:
		'Whether to ask the certificate owner even where Kontur would sign without asking, such as receipts for the tax and statistics offices',
});
