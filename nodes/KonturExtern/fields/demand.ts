import { additionalFields, field, textField } from '../../shared/catalog';
import { byDisplayName, claimItemNumber, convertToWindows1251, dryRun, senderIpAddress } from './common';
import { builderMetaOptions } from './draft/meta';
import { recipientCode, senderInn, senderKpp } from './draft/parties';
import { relatedDocflowId } from './locators/paths';
import { sendAgainAs } from './report';
import { waitAtMost } from './waiting';

const itemNumber = claimItemNumber('Item of the demand to answer, in the form 1.XX or 2.XX');

/** The documents that answer a demand, and who sends them. */
export const demandReplyFields = [
	field({
		...relatedDocflowId,
		displayName: 'Demand',
		description: 'The demand from the tax office to reply to; an incoming document flow',
	}),
	textField({
		displayName: 'Input Binary Fields',
		name: 'binaryPropertyNames',
		default: '*',
		required: true,
		hint: 'The names of the input fields containing the files, separated by commas; * for all',
		description:
			'Scans (JPG, PNG, PDF, TIF) and formalized documents (XML). Each file is a separate document unless Document Details combines several.',
	}),
	field({
		displayName: 'Document Details',
		name: 'documentDetails',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Document',
		default: {},
		description: 'For documents with several files, and for names that differ from the file names',
		options: [
			{
				displayName: 'Document',
				name: 'documents',
				values: [
					textField({
						displayName: 'Binary Fields',
						name: 'pages',
						placeholder: 'data0, data1',
						description: 'The files of the document in page order, separated by commas',
					}),
					itemNumber,
					textField({
						displayName: 'Name',
						name: 'name',
						placeholder: 'Contract 17 of 2024-05-20',
						description: 'Name of the document in the inventory. Defaults to the name of its first file.',
					}),
					textField({
						displayName: 'Signature Binary Field',
						name: 'signatureBinaryPropertyName',
						description:
							"The counterparty's signature of a formalized document. Without it the document is signed with your certificate.",
					}),
				],
			},
		],
	}),
	senderIpAddress,
	additionalFields(
		[
			...builderMetaOptions,
			convertToWindows1251(
				'Whether to convert formalized documents from UTF-8 or UTF-16 to windows-1251, as the formats of the tax office demand. Not possible with a signature of the counterparty.',
			),
			field({
				...recipientCode,
				description: 'The tax office, 4 digits. Defaults to the one that sent the demand.',
			}),
			sendAgainAs(
				'The same files are sent in reply to the same demand only once; running the node again returns the result. To send them once more, enter any new text here.',
			),
			field({
				...senderInn,
				description: 'The replying organization, if the demand is addressed to another one',
			}),
			senderKpp,
			textField({
				displayName: 'Demand Document ID',
				name: 'relatedDocumentId',
				placeholder: 'eb31a7c4-5d6e-4f70-8a9b-1c2d3e4f5a6b',
				description: 'The file of the demand to reply to, if the demand has several',
			}),
			dryRun,
			itemNumber,
			waitAtMost,
		].sort(byDisplayName),
	),
] as const;
