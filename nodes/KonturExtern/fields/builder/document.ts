import { field, textField } from '../../../shared/catalog';
import { claimItemNumber } from '../common';
import {
	builderData,
	builderTypeOfPart,
	dataFields,
	onlyInventory,
	onlyLetter,
	onlyRegistration,
} from './builder';
import { firstName, patronymic, surname } from './person';

export const svdregCode = (description?: string) =>
	textField({
		displayName: 'Registration Document Code (SVDREG)',
		name: 'svdregCode',
		placeholder: '011011',
		description,
	});

const totalFileCount = field({
	displayName: 'Total Files',
	name: 'totalFileCount',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	description:
		'Kontur starts processing the document as soon as it has this many files. After that it cannot be changed.',
});

/** The description of a document in a drafts builder. */
export const builderDocumentFields = [
	builderTypeOfPart,
	field({
		...dataFields(
			'Document',
			'inventoryDocument',
			'Type of the document, and the demand item that it answers',
			[
				claimItemNumber('Item of the demand that this document answers, 1.XX or 2.XX'),
				textField({
					displayName: 'Grouping Label',
					name: 'labelForGrouping',
					description: 'Documents with the same label go into one draft; those without a label share another',
				}),
				textField({
					displayName: 'Scanned Document Name',
					name: 'scannedDocumentName',
					placeholder: 'Договор',
				}),
				totalFileCount,
				field({
					displayName: 'Type',
					name: 'type',
					type: 'options',
					default: 'scanned',
					description: 'Type of the document',
					options: [
						{ name: 'Formalized', value: 'formalized', description: 'A file in a format of the tax office' },
						{ name: 'Power of Attorney', value: 'warrant' },
						{ name: 'Scanned', value: 'scanned', description: 'Pages as JPG, PNG, PDF or TIFF' },
					],
				}),
			],
		),
		...onlyInventory,
	}),
	field({
		...dataFields('Document', 'letterDocument', 'Role of the document in the letter', [
			totalFileCount,
			field({
				displayName: 'Type',
				name: 'type',
				type: 'options',
				default: 'attachment',
				options: [
					{ name: 'Attachment', value: 'attachment' },
					{ name: 'Letter', value: 'letter', description: 'The text itself' },
					{ name: 'Power of Attorney', value: 'warrant' },
				],
				description: 'Kontur recognizes the type if it is not set, and rejects a wrong one',
			}),
		]),
		...onlyLetter,
	}),
	field({ ...svdregCode(), required: true, ...onlyRegistration }),
	field({
		displayName: 'Signers',
		name: 'signers',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Signer',
		default: {},
		description: 'The people who sign the document',
		options: [{ displayName: 'Signer', name: 'signer', values: [surname, firstName, patronymic] }],
		...onlyRegistration,
	}),
	builderData,
] as const;
