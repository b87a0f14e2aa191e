import { field } from '../../../shared/catalog';
import { additionalFields } from '../fields';
import { contentId, fileSources, signatureBinaryField } from '../fileFields';

/** The file of a draft document, its signature and what Kontur is told of it. */
export const draftDocumentFields = [
	field({
		displayName: 'Document From',
		name: 'source',
		type: 'options',
		default: 'binary',
		description: 'Where the file of the document comes from',
		options: fileSources,
	}),
	field({
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the input field containing the file',
		description: 'The file must have the name that the authority prescribes; it is passed on as it is',
		displayOptions: { show: { source: ['binary'] } },
	}),
	contentId,
	field({
		displayName: 'Signature',
		name: 'signature',
		type: 'options',
		default: 'none',
		description: 'Who signs the document, or where its signature comes from',
		options: [
			{
				name: 'From a Binary File',
				value: 'binary',
				description: 'A detached signature that was made elsewhere, as another file of the input item',
			},
			{
				name: 'None',
				value: 'none',
				description: 'The document is signed later with Draft Signature: Add',
			},
			{
				name: 'Sign with Certificate',
				value: 'certificate',
				description:
					'A detached CMS signature, made inside n8n with the key of the Kontur Certificate credential',
			},
		],
	}),
	signatureBinaryField,
	additionalFields([
		field({
			displayName: 'Already Encrypted',
			name: 'isEncrypted',
			type: 'boolean',
			default: false,
			description: 'Whether the file is encrypted for the authority already',
		}),
		field({
			displayName: 'Content Type',
			name: 'contentType',
			type: 'string',
			default: '',
			placeholder: 'application/xml',
		}),
		field({
			displayName: 'Document Type',
			name: 'type',
			type: 'string',
			default: '',
			placeholder: 'urn:document:fns534-report-warrant',
			description: 'Needed only where Kontur cannot tell, for example for a power-of-attorney message',
		}),
		field({
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			description: 'Name of the document, if it is not the name of the file',
		}),
		field({
			displayName: 'Original File Name',
			name: 'originalFileName',
			type: 'string',
			default: '',
			description: 'Name that the file had before it was renamed for the authority',
		}),
		field({
			displayName: 'Registration Document Code (SVDREG)',
			name: 'svdregCode',
			type: 'string',
			default: '',
			placeholder: '011011',
			description: 'For business registration',
		}),
	]),
] as const;
