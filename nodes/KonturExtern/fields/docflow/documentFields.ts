import { field, locator, outputBinaryField } from '../../../shared/catalog';
import { docflowId } from '../locators/locators';

export const relatedDocflowId = locator({
	name: 'relatedDocflowId',
	displayName: 'Related Document Flow',
	description: 'The document flow that came in, for example the demand that an inventory answers',
	placeholder: '7b9e1c52-3d4f-4a6b-8c9d-0e1f2a3b4c5d',
	listSearch: docflowId.listSearch,
});

export const taskId = field({
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	default: '',
	required: true,
	placeholder: '6a1d3f6e-5e0c-4a55-9a3b-0f7d1c6d9f10',
	description:
		'The ID of a task that was started without waiting, or of a request to decrypt or sign in the cloud',
});

export const waitForPrint = field({
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait for the print form and download it. If off, the started task is returned; follow it with Get Task.',
});

export const outputFile = field({
	displayName: 'Put Output File in Field',
	name: 'outputBinaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the output field to put the file in',
	description: 'The nodes after this one find the file under this name',
});

const binaryFile = {
	name: 'Binary File',
	value: 'binary',
	description: 'The decrypted file, from the input item. It is uploaded first.',
} as const;

const uploaded = {
	name: 'Content ID',
	value: 'contentId',
	description: 'A decrypted file that was uploaded with Content: Upload',
} as const;

const decryptedHere = {
	name: 'Decrypt with Certificate',
	value: 'certificate',
	description:
		'The encrypted file is decrypted inside n8n with the key of the Kontur Certificate credential, then uploaded',
} as const;

const inputFile = field({
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the input field containing the decrypted file',
	displayOptions: { show: { contentFrom: ['binary'] } },
});

const contentId = field({
	displayName: 'Content ID',
	name: 'contentId',
	type: 'string',
	default: '',
	description: 'The decrypted file, from the output of Content: Upload',
	required: true,
	placeholder: '1816f0a2-3b4c-4d5e-8f60-718293a4b5c6',
	displayOptions: { show: { contentFrom: ['contentId'] } },
});

/** Where the decrypted file of a document is, for methods that only read it. */
export const decryptedContent = [
	field({
		displayName: 'Decrypted File',
		name: 'contentFrom',
		type: 'options',
		default: 'document',
		options: [
			binaryFile,
			uploaded,
			decryptedHere,
			{
				name: 'The One Kontur Has',
				value: 'document',
				description: 'For documents that are not encrypted, or whose decrypted file was put to them before',
			},
		],
		description: 'Kontur prints and recognizes decrypted files only',
	}),
	inputFile,
	contentId,
] as const;

/** The same for the method that puts it to the document. */
export const newDecryptedContent = [
	field({
		displayName: 'Decrypted File',
		name: 'contentFrom',
		type: 'options',
		default: 'certificate',
		description: 'Where the decrypted file comes from',
		options: [binaryFile, uploaded, decryptedHere],
	}),
	inputFile,
	contentId,
] as const;

/** How the file of a document is to be given. */
export const downloadFields = [
	field({
		displayName: 'Decrypt with Certificate',
		name: 'decrypt',
		type: 'boolean',
		default: false,
		description:
			'Whether to decrypt an encrypted file inside n8n with the key of the Kontur Certificate credential. The certificate may have expired.',
	}),
	field({
		displayName: 'Unpack Archive',
		name: 'unzip',
		type: 'boolean',
		default: true,
		description:
			'Whether to unpack a file that was compressed for the way. What is still encrypted stays as it is.',
	}),
	outputBinaryField,
] as const;

/** How documents are downloaded. */
export const downloadAllFields = [
	field({
		displayName: 'Decrypt with Certificate',
		name: 'decrypt',
		type: 'boolean',
		default: true,
		description:
			'Whether to decrypt encrypted files inside n8n with the key of the Kontur Certificate credential. The certificate may have expired.',
	}),
	field({
		displayName: 'Unpack Archives',
		name: 'unzip',
		type: 'boolean',
		default: true,
		description:
			'Whether to unpack files that were compressed for the way; each file of an archive becomes an item. What is still encrypted stays as it is.',
	}),
	field({
		displayName: 'Include Signatures',
		name: 'includeSignatures',
		type: 'boolean',
		default: false,
		description:
			'Whether to put the signatures of each document beside its file, in the output fields signature1, signature2 and so on',
	}),
	outputBinaryField,
	field({
		displayName: 'When a File Is Encrypted for Somebody Else',
		name: 'whenNotRecipient',
		type: 'options',
		default: 'error',
		description: 'What happens when a document cannot be decrypted with your certificate',
		options: [
			{ name: 'Fail', value: 'error' },
			{ name: 'Give the Encrypted File', value: 'encrypted' },
			{ name: 'Leave the Document Out', value: 'leaveOut' },
		],
	}),
] as const;
