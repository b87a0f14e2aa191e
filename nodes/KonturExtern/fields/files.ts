import { field, textField } from '../../shared/catalog';
import { convertToWindows1251 } from './common';

/** Where the file of a document comes from. */
export const fileSource = (displayName: string, description: string) =>
	field({
		displayName,
		name: 'source',
		type: 'options',
		default: 'binary',
		description,
		options: [
			{
				name: 'Binary File',
				value: 'binary',
				description: 'A file of the input item. It is uploaded first.',
			},
			{ name: 'Content ID', value: 'contentId', description: 'A file uploaded with Content: Upload' },
		],
	});

const contentIdField = (description: string) =>
	textField({
		displayName: 'Content ID',
		name: 'contentId',
		required: true,
		placeholder: '1816f0a2-3b4c-4d5e-8f60-718293a4b5c6',
		description,
	});

export const anyContentId = contentIdField(
	'ID of the file, from the output of Content: Upload or of an operation that lists documents',
);

export const uploadedContentId = field({
	...contentIdField('ID of the uploaded file, from the output of Content: Upload'),
	displayOptions: { show: { source: ['contentId'] } },
});

export const decryptedContentId = field({
	...contentIdField('ID of the decrypted file, from the output of Content: Upload'),
	displayOptions: { show: { contentFrom: ['contentId'] } },
});

export const decryptedBinaryField = textField({
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	default: 'data',
	required: true,
	hint: 'The name of the input field containing the decrypted file',
	displayOptions: { show: { contentFrom: ['binary'] } },
});

/** Who signs the file of a document; the detached signature goes with it. */
export const fileSignature = (
	description: string,
	{ binary, none, certificate }: { binary: string; none: string; certificate: string },
) =>
	[
		field({
			displayName: 'Signature',
			name: 'signature',
			type: 'options',
			default: 'none',
			description,
			options: [
				{ name: 'Binary File', value: 'binary', description: binary },
				{ name: 'None', value: 'none', description: none },
				{ name: 'Sign with Certificate', value: 'certificate', description: certificate },
			],
		}),
		textField({
			displayName: 'Signature Binary Field',
			name: 'signatureBinaryPropertyName',
			default: 'signature',
			required: true,
			hint: 'The name of the input field containing the signature file',
			displayOptions: { show: { signature: ['binary'] } },
		}),
	] as const;

export const inWindows1251 = convertToWindows1251(
	'Whether to convert XML and text files from UTF-8 or UTF-16 to windows-1251 before they are signed, as the tax office demands. Characters that windows-1251 lacks are listed, and nothing is uploaded.',
);

export const contentType = textField({
	displayName: 'Content Type',
	name: 'contentType',
	placeholder: 'application/xml',
});
