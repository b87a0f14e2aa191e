import { booleanField, field, onPartialFailure, outputBinaryField } from '../../../shared/catalog';
import { decryptedBinaryField, decryptedContentId } from '../files';

export const outputFile = field({ ...outputBinaryField, name: 'outputBinaryPropertyName' });

const sources = [
	{
		name: 'Binary File',
		value: 'binary',
		description: 'The decrypted file, from the input item. It is uploaded first.',
	},
	{ name: 'Content ID', value: 'contentId', description: 'A decrypted file uploaded with Content: Upload' },
	{
		name: 'Decrypt with Certificate',
		value: 'certificate',
		description:
			'The encrypted file is decrypted inside n8n with the key of the Kontur Certificate credential, then uploaded',
	},
] as const;

/** The decrypted file of a document, for methods that only read it. */
export const decryptedContent = [
	field({
		displayName: 'Decrypted File Source',
		name: 'contentFrom',
		type: 'options',
		default: 'document',
		options: [
			...sources,
			{
				name: 'Stored in Kontur',
				value: 'document',
				description: 'For documents that are not encrypted, or whose decrypted file was uploaded before',
			},
		],
		description: 'Kontur prints and recognizes decrypted files only',
	}),
	decryptedBinaryField,
	decryptedContentId,
] as const;

/** The decrypted file to attach to a document. */
export const newDecryptedContent = [
	field({
		displayName: 'Decrypted File Source',
		name: 'contentFrom',
		type: 'options',
		default: 'certificate',
		description: 'Where the decrypted file comes from',
		options: sources,
	}),
	decryptedBinaryField,
	decryptedContentId,
] as const;

/** How to download the file of one document. */
export const downloadFields = [
	booleanField({
		displayName: 'Decrypt with Certificate',
		name: 'decrypt',
		description:
			'Whether to decrypt an encrypted file inside n8n with the key of the Kontur Certificate credential. An expired certificate works too.',
	}),
	booleanField({
		displayName: 'Unpack Archive',
		name: 'unzip',
		default: true,
		description:
			'Whether to unpack a file that was compressed for transfer. Encrypted files stay as they are.',
	}),
	outputBinaryField,
] as const;

/** How to download all files of a document flow. */
export const downloadAllOptions = [
	booleanField({
		displayName: 'Decrypt with Certificate',
		name: 'decrypt',
		default: true,
		description:
			'Whether to decrypt encrypted files inside n8n with the key of the Kontur Certificate credential. An expired certificate works too.',
	}),
	field({
		displayName: 'If Encrypted for Another Certificate',
		name: 'whenNotRecipient',
		type: 'options',
		default: 'error',
		description: 'What to do with a document that your certificate cannot decrypt',
		options: [
			{ name: 'Fail', value: 'error' },
			{ name: 'Return the Encrypted File', value: 'encrypted' },
			{ name: 'Skip the Document', value: 'leaveOut' },
		],
	}),
	booleanField({
		displayName: 'Include Signatures',
		name: 'includeSignatures',
		description:
			'Whether to add the signatures of each document to its item, in the output fields signature1, signature2 and so on',
	}),
	onPartialFailure,
	booleanField({
		displayName: 'Unpack Archives',
		name: 'unzip',
		default: true,
		description:
			'Whether to unpack files that were compressed for transfer; each file of an archive becomes an item. Encrypted files stay as they are.',
	}),
] as const;
