import { additionalFields, field, textField } from '../../../shared/catalog';
import { claimItemNumber } from '../common';
import { builderMetaOptions, relatedIds } from '../draft/meta';
import { partiesFields } from '../draft/parties';
import { additionalCertificates } from '../signing/certificate';
import { firstName, patronymic, surname } from './person';

export const draftsBuilderId = textField({
	displayName: 'Drafts Builder ID',
	name: 'draftsBuilderId',
	required: true,
	placeholder: 'b17d1e2f-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
	description: 'ID of the drafts builder, from Drafts Builder: Create',
});

export const onlyInventory = { displayOptions: { show: { builderType: ['fns534-inventory'] } } } as const;
export const onlyLetter = { displayOptions: { show: { builderType: ['fns534-letter'] } } } as const;
export const onlyRegistration = {
	displayOptions: { show: { builderType: ['business-registration'] } },
} as const;

const builderTypeField = (description: string) =>
	field({
		displayName: 'Builder Type',
		name: 'builderType',
		type: 'options',
		default: 'fns534-inventory',
		options: [
			{ name: 'Business Registration', value: 'business-registration' },
			{ name: 'Letter to the Pension Fund', value: 'pfr-letter' },
			{ name: 'Letter to the Statistics Office', value: 'stat-letter' },
			{ name: 'Letter to the Tax Office', value: 'fns534-letter' },
			{ name: 'Payment Clarification for the Pension Fund', value: 'pfr-ios' },
			{ name: 'Reply to a Demand From the Tax Office', value: 'fns534-inventory' },
			{ name: 'Report to the Pension Fund', value: 'pfr-report' },
		],
		description,
	});

/** The type of the builder that a document or file belongs to; it decides which fields are shown. */
export const builderTypeOfPart = builderTypeField('The type that the drafts builder was created with');

/** JSON for builder types without dedicated fields. */
export const builderData = field({
	displayName: 'Builder Data',
	name: 'builderData',
	type: 'json',
	default: '{}',
	description: "Data for this type of builder as JSON, as described in Kontur's documentation",
	displayOptions: { show: { builderType: ['pfr-letter', 'pfr-ios', 'pfr-report', 'stat-letter'] } },
});

/** A collection of data that is specific to one type of builder. */
export const dataFields = <const N extends string, const O extends Parameters<typeof additionalFields>[0]>(
	displayName: string,
	name: N,
	description: string,
	options: O,
) =>
	field({
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description,
		options,
	});

const addressPart = <const N extends string>(displayName: string, name: N) =>
	textField({ displayName, name, description: `${displayName} of the sender's address, in Russian` });

/** A drafts builder without its documents. */
export const builderMetaFields = [
	builderTypeField('What the builder creates drafts for'),
	...partiesFields,
	textField({
		displayName: 'Subject',
		name: 'letterSubject',
		required: true,
		description: 'Subject of the letter',
		...onlyLetter,
	}),
	textField({
		displayName: 'Region Code',
		name: 'regionCode',
		required: true,
		placeholder: '66',
		description: "Region of the sender's address, two digits",
		...onlyLetter,
	}),
	textField({
		displayName: 'Application Code',
		name: 'applicationCode',
		required: true,
		placeholder: 'Р24001',
		description: 'Code of the application form. The letter can be Latin or Cyrillic.',
		...onlyRegistration,
	}),
	field({
		displayName: 'Applicants',
		name: 'applicants',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Applicant',
		default: {},
		description: 'The applicants, each with name, INN and email',
		options: [
			{
				displayName: 'Applicant',
				name: 'applicant',
				values: [
					textField({ displayName: 'Email', name: 'email', placeholder: 'name@email.com' }),
					firstName,
					textField({ displayName: 'INN', name: 'inn', placeholder: '780204893183' }),
					patronymic,
					surname,
				],
			},
		],
		...onlyRegistration,
	}),
	field({
		displayName: 'Paper Documents',
		name: 'paperDocumentsDeliveryType',
		type: 'options',
		default: 'no',
		options: [
			{ name: 'By Post', value: 'by-post' },
			{ name: 'None', value: 'no' },
			{ name: 'To the Applicant', value: 'to-applicant' },
		],
		description: 'How the registration office delivers paper documents',
		...onlyRegistration,
	}),
	field({
		...dataFields('Reply', 'inventoryData', 'The demand to reply to', [
			additionalCertificates,
			claimItemNumber('Item of the demand to reply to, 1.XX or 2.XX. It can also be set for each document.'),
			...relatedIds,
			textField({
				displayName: 'Report File ID',
				name: 'idFileOsn',
				description:
					'Only for explanations of a report sent through another operator: the value of ИдФайл in that report',
			}),
		]),
		...onlyInventory,
	}),
	field({
		...dataFields(
			'Letter',
			'letterData',
			"The sender's address, and the document that the letter replies to",
			[
				additionalCertificates,
				addressPart('Building', 'building'),
				addressPart('City', 'city'),
				addressPart('District', 'district'),
				addressPart('Flat', 'flat'),
				addressPart('House', 'house'),
				addressPart('Postal Code', 'index'),
				...relatedIds,
				addressPart('Settlement', 'settlement'),
				addressPart('Street', 'street'),
			],
		),
		...onlyLetter,
	}),
	field({
		...dataFields(
			'Registration',
			'registrationData',
			'The company or entrepreneur that the application is about',
			[
				additionalCertificates,
				textField({
					displayName: 'Company Name',
					name: 'ulName',
					description: 'Name of the company that is registered or changed',
				}),
				textField({
					displayName: 'Company OGRN',
					name: 'ulOgrn',
					description: 'State registration number of the company, 13 digits',
				}),
				textField({
					displayName: 'Entrepreneur OGRN',
					name: 'ogrnIp',
					description: 'State registration number of the entrepreneur, 15 digits',
				}),
			],
		),
		...onlyRegistration,
	}),
	builderData,
	additionalFields(builderMetaOptions),
] as const;
