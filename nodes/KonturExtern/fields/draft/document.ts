import { additionalFields, booleanField, field, textField } from '../../../shared/catalog';
import { contentType, fileSignature, fileSource, inWindows1251, uploadedContentId } from '../files';
import { svdregCode } from '../builder/document';

const source = fileSource('Document Source', 'Where the file of the document comes from');

const withFile = { hide: { source: ['none'] } };

const [signature, signatureFile] = fileSignature(
	'Who signs the document, or where its signature comes from',
	{
		binary: 'A detached signature made elsewhere, as another file of the input item',
		none: 'The document is signed later with Draft Signature: Add',
		certificate: 'A detached CMS signature made inside n8n with the key of the Kontur Certificate credential',
	},
);

/**
 * The file of a draft document, its signature and its description. Kontur takes a document without a file (C# SDK,
 * end-to-end tests of drafts).
 */
export const draftDocumentFields = [
	field({
		...source,
		options: [
			...source.options,
			{
				name: 'None',
				value: 'none',
				description: 'A document without a file yet, to be filled with Draft Document: Build or Update',
			},
		],
	}),
	textField({
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		default: 'data',
		required: true,
		hint: 'The name of the input field containing the file',
		description: 'The file must have the name that the authority prescribes; it is sent unchanged',
		displayOptions: { show: { source: ['binary'] } },
	}),
	uploadedContentId,
	field({ ...signature, displayOptions: withFile }),
	field({ ...signatureFile, displayOptions: { ...signatureFile.displayOptions, ...withFile } }),
	additionalFields([
		booleanField({
			displayName: 'Already Encrypted',
			name: 'isEncrypted',
			description: 'Whether the file is already encrypted for the authority',
		}),
		contentType,
		inWindows1251,
		textField({
			displayName: 'Document Type',
			name: 'type',
			placeholder: 'urn:document:fns534-report-warrant',
			description: 'Needed only where Kontur cannot recognize it, such as for a power-of-attorney message',
		}),
		textField({
			displayName: 'File Name',
			name: 'fileName',
			description: 'Name of the document, if it differs from the name of the file',
		}),
		textField({
			displayName: 'Original File Name',
			name: 'originalFileName',
			description: 'Name of the file before it was renamed for the authority',
		}),
		svdregCode('For business registration'),
	]),
] as const;
