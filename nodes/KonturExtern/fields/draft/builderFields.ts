import { field } from '../../../shared/catalog';
import { builderMetaOptions, partiesFields } from './draftMetaFields';
import { additionalFields } from '../fields';
import { contentId, fileSources, signatureBinaryField } from '../fileFields';

export const draftsBuilderId = field({
	displayName: 'Drafts Builder ID',
	name: 'draftsBuilderId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'b17d1e2f-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
	description: 'The ID of the drafts builder, from Drafts Builder: Create',
});

export const waitForBuilder = field({
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait until Kontur has finished. If off, the started task is returned; follow it with Drafts Builder: Get Task.',
});

const inventory = 'fns534-inventory';
const letter = 'fns534-letter';
const registration = 'business-registration';
const others = ['pfr-letter', 'pfr-ios', 'pfr-report', 'stat-letter'] as const;

const builderTypes = [
	{ name: 'Answer to a Demand of the Tax Office', value: 'fns534-inventory' },
	{ name: 'Business Registration', value: 'business-registration' },
	{ name: 'Letter to the Pension Fund', value: 'pfr-letter' },
	{ name: 'Letter to the Statistics Office', value: 'stat-letter' },
	{ name: 'Letter to the Tax Office', value: 'fns534-letter' },
	{ name: 'Payment Clarification for the Pension Fund', value: 'pfr-ios' },
	{ name: 'Report to the Pension Fund', value: 'pfr-report' },
] as const;

/** Which kind of builder the document or file is for: it decides what there is to fill in. */
const builderTypeOfPart = field({
	displayName: 'Builder Type',
	name: 'builderType',
	type: 'options',
	default: 'fns534-inventory',
	options: builderTypes,
	description: 'The type that the drafts builder was created with',
});

/** What has no fields here. */
const builderData = field({
	displayName: 'Builder Data',
	name: 'builderData',
	type: 'json',
	default: '{}',
	description: "Data for this type of builder as JSON, as Kontur's documentation describes it",
	displayOptions: { show: { builderType: [...others] } },
});

const additionalCertificates = field({
	displayName: 'Additional Certificates',
	name: 'additionalCertificates',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: '-----BEGIN CERTIFICATE-----',
	description:
		'Further certificates that the answer is to be encrypted for: PEM one after the other, or base64 separated by commas',
});

const relatedDocflowId = field({
	displayName: 'Related Document Flow ID',
	name: 'relatedDocflowId',
	type: 'string',
	default: '',
	placeholder: '7b9e1c2d-3f4a-4b5c-8d6e-7f8091a2b3c4',
	description: 'The document flow that is answered: of the demand, the report or the letter',
});

const relatedDocumentId = field({
	displayName: 'Related Document ID',
	name: 'relatedDocumentId',
	type: 'string',
	default: '',
	placeholder: 'eb31f0a2-3b4c-4d5e-8f60-718293a4b5c6',
	description: 'The document in it that is answered: the file of the demand, the report or the letter',
});

const addressPart = <const N extends string>(displayName: string, name: N) =>
	field({
		displayName,
		name,
		type: 'string',
		default: '',
		description: `${displayName} of the sender's address, as it is written in Russian`,
	});

/** Everything about a drafts builder but its documents. */
export const builderMetaFields = [
	field({
		displayName: 'Builder Type',
		name: 'builderType',
		type: 'options',
		default: 'fns534-inventory',
		options: builderTypes,
		description: 'What the drafts that are built are for',
	}),
	...partiesFields,
	field({
		displayName: 'Subject',
		name: 'letterSubject',
		type: 'string',
		default: '',
		required: true,
		description: 'Subject of the letter',
		displayOptions: { show: { builderType: [letter] } },
	}),
	field({
		displayName: 'Region Code',
		name: 'regionCode',
		type: 'string',
		default: '',
		required: true,
		placeholder: '66',
		description: "Region of the sender's address, two digits",
		displayOptions: { show: { builderType: [letter] } },
	}),
	field({
		displayName: 'Application Code',
		name: 'applicationCode',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'Р24001',
		description: 'Form of the application. Its letter may be typed in Latin or Cyrillic.',
		displayOptions: { show: { builderType: [registration] } },
	}),
	field({
		displayName: 'Applicants',
		name: 'applicants',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Applicant',
		default: {},
		description: 'The people who apply, each with name, INN and email',
		options: [
			{
				displayName: 'Applicant',
				name: 'applicant',
				values: [
					field({
						displayName: 'Email',
						name: 'email',
						type: 'string',
						placeholder: 'name@email.com',
						default: '',
					}),
					field({
						displayName: 'First Name',
						name: 'firstName',
						type: 'string',
						default: '',
						description: 'First name, as it stands in the passport',
					}),
					field({
						displayName: 'INN',
						name: 'inn',
						type: 'string',
						default: '',
						placeholder: '780204893183',
					}),
					field({
						displayName: 'Patronymic',
						name: 'patronymic',
						type: 'string',
						default: '',
						description: 'Patronymic, as it stands in the passport; empty if there is none',
					}),
					field({
						displayName: 'Surname',
						name: 'surname',
						type: 'string',
						default: '',
						description: 'Surname, as it stands in the passport',
					}),
				],
			},
		],
		displayOptions: { show: { builderType: [registration] } },
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
		description: 'How the registration office hands out documents on paper',
		displayOptions: { show: { builderType: [registration] } },
	}),
	field({
		displayName: 'Answer',
		name: 'inventoryData',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'What is answered, and with what',
		options: [
			additionalCertificates,
			field({
				displayName: 'Demand Item',
				name: 'claimItemNumber',
				type: 'string',
				default: '',
				placeholder: '1.01',
				description:
					'Item of the demand that is answered, 1.XX or 2.XX. It can also be given for each document.',
			}),
			relatedDocflowId,
			relatedDocumentId,
			field({
				displayName: 'Report File ID',
				name: 'idFileOsn',
				type: 'string',
				default: '',
				description:
					'Only for explanations to a report that went through another operator: the value of ИдФайл in it',
			}),
		],
		displayOptions: { show: { builderType: [inventory] } },
	}),
	field({
		displayName: 'Letter',
		name: 'letterData',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Address of the sender, and what the letter answers',
		options: [
			additionalCertificates,
			addressPart('Building', 'building'),
			addressPart('City', 'city'),
			addressPart('District', 'district'),
			addressPart('Flat', 'flat'),
			addressPart('House', 'house'),
			addressPart('Postal Index', 'index'),
			relatedDocflowId,
			relatedDocumentId,
			addressPart('Settlement', 'settlement'),
			addressPart('Street', 'street'),
		],
		displayOptions: { show: { builderType: [letter] } },
	}),
	field({
		displayName: 'Registration',
		name: 'registrationData',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'The company or the entrepreneur that the application is about',
		options: [
			additionalCertificates,
			field({
				displayName: 'Company Name',
				name: 'ulName',
				type: 'string',
				default: '',
				description: 'Name of the company that is registered or changed',
			}),
			field({
				displayName: 'Company OGRN',
				name: 'ulOgrn',
				type: 'string',
				default: '',
				description: 'Registration number of the company, 13 digits',
			}),
			field({
				displayName: 'Entrepreneur OGRN',
				name: 'ogrnIp',
				type: 'string',
				default: '',
				description: 'Registration number of the entrepreneur, 15 digits',
			}),
		],
		displayOptions: { show: { builderType: [registration] } },
	}),
	builderData,
	additionalFields(builderMetaOptions),
] as const;

const totalFileCount = field({
	displayName: 'Files in All',
	name: 'totalFileCount',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	description:
		'Kontur begins to process the document as soon as it has this many files. From then on it cannot be changed.',
});

/** What a document of a drafts builder is. */
export const builderDocumentFields = [
	builderTypeOfPart,
	field({
		displayName: 'Document',
		name: 'inventoryDocument',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'What the document is, and which item of the demand it answers',
		options: [
			field({
				displayName: 'Demand Item',
				name: 'claimItemNumber',
				type: 'string',
				default: '',
				placeholder: '1.01',
				description: 'Item of the demand that this document answers, 1.XX or 2.XX',
			}),
			totalFileCount,
			field({
				displayName: 'Label for Grouping',
				name: 'labelForGrouping',
				type: 'string',
				default: '',
				description: 'Documents of one label come into one draft; those without a label, too',
			}),
			field({
				displayName: 'Name of Scanned Document',
				name: 'scannedDocumentName',
				type: 'string',
				default: '',
				placeholder: 'Договор',
			}),
			field({
				displayName: 'Type',
				name: 'type',
				type: 'options',
				default: 'scanned',
				description: 'What kind of document it is',
				options: [
					{ name: 'Formalized', value: 'formalized', description: 'A file in a format of the tax office' },
					{ name: 'Power of Attorney', value: 'warrant' },
					{ name: 'Scanned', value: 'scanned', description: 'Pages as JPG, PNG, PDF or TIFF' },
				],
			}),
		],
		displayOptions: { show: { builderType: [inventory] } },
	}),
	field({
		displayName: 'Document',
		name: 'letterDocument',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'What the document is in the letter',
		options: [
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
				description: 'Found out by Kontur if it is not given; a wrong one is refused',
			}),
		],
		displayOptions: { show: { builderType: [letter] } },
	}),
	field({
		displayName: 'Registration Document Code (SVDREG)',
		name: 'svdregCode',
		type: 'string',
		default: '',
		required: true,
		placeholder: '011011',
		displayOptions: { show: { builderType: [registration] } },
	}),
	field({
		displayName: 'Signers',
		name: 'signers',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Signer',
		default: {},
		description: 'The people who sign the document',
		options: [
			{
				displayName: 'Signer',
				name: 'signer',
				values: [
					field({
						displayName: 'Surname',
						name: 'surname',
						type: 'string',
						default: '',
						description: 'Surname, as it stands in the passport',
					}),
					field({
						displayName: 'First Name',
						name: 'firstName',
						type: 'string',
						default: '',
						description: 'First name, as it stands in the passport',
					}),
					field({
						displayName: 'Patronymic',
						name: 'patronymic',
						type: 'string',
						default: '',
						description: 'Patronymic, as it stands in the passport; empty if there is none',
					}),
				],
			},
		],
		displayOptions: { show: { builderType: [registration] } },
	}),
	builderData,
] as const;

const order = field({
	displayName: 'Order',
	name: 'order',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	description: 'Number of the page of a scanned document, or of the attachment of a letter',
});

const isEncrypted = field({
	displayName: 'Already Encrypted',
	name: 'isEncrypted',
	type: 'boolean',
	default: false,
	description: 'Whether the file is encrypted already; for answers to a demand',
});

/** What is told of a file of a drafts builder. */
export const builderFileMetaFields = [
	builderTypeOfPart,
	field({
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'page1.pdf',
	}),
	additionalFields([isEncrypted, order]),
	builderData,
] as const;

/** The same with the file itself and its signature. */
export const builderFileFields = [
	builderTypeOfPart,
	field({
		displayName: 'File From',
		name: 'source',
		type: 'options',
		default: 'binary',
		description: 'Where the file comes from',
		options: fileSources,
	}),
	field({
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the input field containing the file',
		displayOptions: { show: { source: ['binary'] } },
	}),
	contentId,
	field({
		displayName: 'Signature',
		name: 'signature',
		type: 'options',
		default: 'none',
		options: [
			{
				name: 'From a Binary File',
				value: 'binary',
				description: "The counterparty's detached signature, as another file of the input item",
			},
			{ name: 'None', value: 'none', description: 'As for scans' },
			{
				name: 'Sign with Certificate',
				value: 'certificate',
				description:
					'A detached CMS signature of the sender, made inside n8n with the key of the Kontur Certificate credential',
			},
		],
		description: 'Formalized files carry a signature of the counterparty or else of the sender',
	}),
	signatureBinaryField,
	additionalFields([
		isEncrypted,
		field({
			displayName: 'Content Type',
			name: 'contentType',
			type: 'string',
			default: '',
			placeholder: 'application/pdf',
		}),
		field({
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'page1.pdf',
			description: 'Name of the file, if it is not that of the input file. Needed for a content ID.',
		}),
		order,
	]),
	builderData,
] as const;
