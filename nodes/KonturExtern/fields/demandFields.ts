import { field } from '../../shared/catalog';
import { relatedDocflowId } from './docflow/documentFields';
import { builderMetaOptions } from './draft/draftMetaFields';
import { additionalFields, waitAtMost } from './fields';
import { relatedDocumentId } from './locators/partLocators';
import { senderIpAddress } from './replyFields';

const claimItemNumber = field({
	displayName: 'Demand Item Number',
	name: 'claimItemNumber',
	type: 'string',
	default: '',
	placeholder: '1.01',
	description: 'The item of the demand that is answered, in the form 1.XX or 2.XX',
});

const { required: _required, ...demandDocument } = relatedDocumentId;

const byDisplayName = (a: { displayName: string }, b: { displayName: string }) =>
	a.displayName.localeCompare(b.displayName, 'en');

/** What answers a demand. */
export const demandReplyFields = [
	field({
		...relatedDocflowId,
		displayName: 'Demand',
		description: 'The demand of the tax office that is answered, a document flow that came in',
	}),
	field({
		...demandDocument,
		displayName: 'Demand Document ID',
		description: 'The file of the demand that is answered. Leave empty if the demand has one only.',
	}),
	field({
		displayName: 'Input Binary Fields',
		name: 'binaryPropertyNames',
		type: 'string',
		default: '*',
		required: true,
		hint: 'The names of the input fields containing the files, separated by commas, or * for all files of the item',
		description:
			'Scans (JPG, PNG, PDF, TIF) and formalized documents (XML). Each file is a document of its own unless Document Details put several together.',
	}),
	field({
		displayName: 'Document Details',
		name: 'documentDetails',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Document',
		default: {},
		description: 'For documents of several files, and where the names of the files do not tell enough',
		options: [
			{
				displayName: 'Document',
				name: 'documents',
				values: [
					field({
						displayName: 'Binary Fields',
						name: 'pages',
						type: 'string',
						default: '',
						placeholder: 'data0, data1',
						description: 'The files of the document in the order of its pages, separated by commas',
					}),
					claimItemNumber,
					field({
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'Contract 17 of 2024-05-20',
						description:
							'What the document is called in the inventory; by default the name of its first file',
					}),
					field({
						displayName: 'Signature Binary Field',
						name: 'signatureBinaryPropertyName',
						type: 'string',
						default: '',
						description:
							'The signature of the counterparty under a formalized document. Without one it is signed with your certificate.',
					}),
				],
			},
		],
	}),
	claimItemNumber,
	senderIpAddress,
	waitAtMost,
	field({
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to only list what would be sent, without making or sending anything',
	}),
	additionalFields(
		[
			...builderMetaOptions,
			field({
				displayName: 'Recipient Code',
				name: 'recipientCode',
				type: 'string',
				default: '',
				placeholder: '0087',
				description: 'The tax office, 4 digits; by default the one that the demand came from',
			}),
			field({
				displayName: 'Send Again As',
				name: 'sendAgainAs',
				type: 'string',
				default: '',
				placeholder: 'second time, on request of the tax office',
				description:
					'The same files are sent in answer to the same demand once; run again, the node returns what they became. To send them once more, type anything new here.',
			}),
			field({
				displayName: 'Sender INN',
				name: 'senderInn',
				type: 'string',
				default: '',
				placeholder: '6676130154',
				description: 'Who answers, if it is not the one that the demand is for',
			}),
			field({
				displayName: 'Sender KPP',
				name: 'senderKpp',
				type: 'string',
				default: '',
				placeholder: '667601001',
			}),
		].sort(byDisplayName),
	),
] as const;
