import { additionalFields, booleanField, field, textField } from '../../../shared/catalog';
import { contentType, fileSignature, fileSource, inWindows1251, uploadedContentId } from '../files';
import { builderData, builderTypeOfPart } from './builder';

const order = field({
	displayName: 'Order',
	name: 'order',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	description: 'Page number in a scanned document, or number of an attachment in a letter',
});

const isEncrypted = booleanField({
	displayName: 'Already Encrypted',
	name: 'isEncrypted',
	description: 'Whether the file is already encrypted; for replies to a demand',
});

/** The description of a file in a drafts builder. */
export const builderFileMetaFields = [
	builderTypeOfPart,
	textField({
		displayName: 'File Name',
		name: 'fileName',
		required: true,
		placeholder: 'page1.pdf',
	}),
	additionalFields([isEncrypted, order]),
	builderData,
] as const;

/** A file with its content and signature. */
export const builderFileFields = [
	builderTypeOfPart,
	fileSource('File Source', 'Where the file comes from'),
	textField({
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		default: 'data',
		required: true,
		hint: 'The name of the input field containing the file',
		displayOptions: { show: { source: ['binary'] } },
	}),
	uploadedContentId,
	...fileSignature('Formalized files carry the signature of the counterparty or the sender', {
		binary: "The counterparty's detached signature, as another file of the input item",
		none: 'For scans',
		certificate:
			'A detached CMS signature of the sender, made inside n8n with the key of the Kontur Certificate credential',
	}),
	additionalFields([
		isEncrypted,
		field({ ...contentType, placeholder: 'application/pdf' }),
		inWindows1251,
		textField({
			displayName: 'File Name',
			name: 'fileName',
			placeholder: 'page1.pdf',
			description: 'Name of the file, if it differs from the input file. Required for a content ID.',
		}),
		order,
	]),
	builderData,
] as const;
