import { field } from '../../../shared/catalog';
import { additionalFields } from '../fields';

/** Who sends, and to which authority. Drafts and drafts builders take the same. */
export const partiesFields = [
	field({
		displayName: 'Sender INN',
		name: 'senderInn',
		type: 'string',
		default: '',
		required: true,
		placeholder: '6676130154',
		description: 'Who talks to the authority: 10 digits for a company, 12 for an entrepreneur',
	}),
	field({
		displayName: 'Sender KPP',
		name: 'senderKpp',
		type: 'string',
		default: '',
		placeholder: '667601001',
		description: 'Nine digits; leave empty for an entrepreneur',
	}),
	field({
		displayName: 'Sender Certificate From',
		name: 'certificateFrom',
		type: 'options',
		default: 'text',
		description: 'Where the certificate that the documents are signed with comes from',
		options: [
			{
				name: 'Kontur Certificate Credential',
				value: 'credential',
				description: 'The same that documents are signed with inside n8n',
			},
			{ name: 'Text', value: 'text' },
		],
	}),
	field({
		displayName: 'Sender Certificate',
		name: 'senderCertificate',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: '-----BEGIN CERTIFICATE-----',
		description:
			'The certificate (.cer) that the documents are signed with, as PEM or base64 text. It holds no secret.',
		displayOptions: { show: { certificateFrom: ['text'] } },
	}),
	field({
		displayName: 'Sender IP Address',
		name: 'senderIpAddress',
		type: 'string',
		default: '',
		required: true,
		placeholder: '203.0.113.10',
		hint: 'The public IPv4 address of your network, not the one inside it',
		description: 'Public IPv4 address that the report is sent from; the authority asks for it',
	}),
	field({
		displayName: 'Recipient',
		name: 'recipientType',
		type: 'options',
		default: 'ifns-code',
		options: [
			{ name: 'Business Registration Office', value: 'registration-ifns-code' },
			{ name: 'Interior Ministry (MVD)', value: 'mvd-code' },
			{ name: 'Pension Fund (PFR)', value: 'upfr-code' },
			{ name: 'Social Fund (SFR)', value: 'sfr-code' },
			{ name: 'Social Insurance (FSS, SEDO)', value: 'fss-code' },
			{ name: 'Statistics Office (Rosstat)', value: 'togs-code' },
			{ name: 'Tax Office (FNS)', value: 'ifns-code' },
		],
		description: 'The authority that receives the documents',
	}),
	field({
		displayName: 'Recipient Code',
		name: 'recipientCode',
		type: 'string',
		default: '',
		required: true,
		placeholder: '0087',
		description:
			'Tax and registration office: 4 digits. Social and pension fund, MVD: XXX-XXX. FSS: 5 digits. Rosstat: XX-XX. On the test site 0087 accepts, 0088 refuses.',
	}),
] as const;

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

const isRepresentative = field({
	displayName: 'By Power of Attorney',
	name: 'isRepresentative',
	type: 'boolean',
	default: false,
	description: 'Whether the sender acts for the payer by power of attorney',
});

const generateWarrant = field({
	displayName: 'Generate Power of Attorney Message',
	name: 'generateWarrant',
	type: 'boolean',
	default: false,
	description: 'Whether Kontur makes the power-of-attorney message from the data in the account',
});

export const machineReadableWarrantId = field({
	displayName: 'Machine-Readable Power of Attorney ID',
	name: 'machineReadableWarrantId',
	type: 'string',
	default: '',
	description:
		'Number (UUID) of the machine-readable power of attorney in the register of the tax office, when somebody signs for the organization',
});

const parentWarrantId = field({
	displayName: 'Parent Power of Attorney ID',
	name: 'parentMachineReadableWarrantId',
	type: 'string',
	default: '',
	description: 'Of the machine-readable power of attorney that the one above was passed on from',
});

const payerFields = [
	field({
		displayName: 'Payer INN',
		name: 'payerInn',
		type: 'string',
		default: '',
		placeholder: '7811223344',
		description: 'The taxpayer the report is about, if it is not the sender',
	}),
	field({
		displayName: 'Payer KPP',
		name: 'payerKpp',
		type: 'string',
		default: '',
		placeholder: '781101001',
	}),
	field({
		displayName: 'Payer OGRN',
		name: 'payerOgrn',
		type: 'string',
		default: '',
		placeholder: '1026605606620',
		description: 'State registration number: 13 digits for a company, 15 for an entrepreneur',
	}),
	field({
		displayName: 'Payer OKPO',
		name: 'payerOkpo',
		type: 'string',
		default: '',
		description: 'For Rosstat: 8, 10 or 14 digits',
	}),
	field({
		displayName: 'Payer Registration Number FSS',
		name: 'payerRegistrationNumberFss',
		type: 'string',
		default: '',
		description: 'Registration number of the payer with the social insurance, 10 digits',
	}),
	field({
		displayName: 'Payer Registration Number PFR',
		name: 'payerRegistrationNumberPfr',
		type: 'string',
		default: '',
		placeholder: '012-345-678901',
	}),
	field({
		displayName: 'Payer Registration Number SFR',
		name: 'payerRegistrationNumberSfr',
		type: 'string',
		default: '',
		placeholder: '012-345-678901',
	}),
	field({
		displayName: 'Payer SNILS',
		name: 'payerSnils',
		type: 'string',
		default: '',
		placeholder: '112-233-445 95',
		description: 'Insurance number of a person',
	}),
] as const;

const mriCode = field({
	displayName: 'Transit Inspectorate Code (MRI)',
	name: 'mriCode',
	type: 'string',
	default: '',
	placeholder: '9972',
});

/** What most drafts do without. */
export const additionalMetaFields = additionalFields([
	additionalCertificates,
	isRepresentative,
	generateWarrant,
	machineReadableWarrantId,
	parentWarrantId,
	...payerFields,
	field({
		displayName: 'Pension Fund Letter Category',
		name: 'pfrLetterType',
		type: 'string',
		default: '',
		placeholder: 'urn:pfr-letter-category:…',
		description: 'Kind of a letter to the pension fund',
	}),
	field({
		displayName: 'Related Document Flow ID',
		name: 'relatedDocflowId',
		type: 'string',
		default: '',
		placeholder: '7b9e1c2d-3f4a-4b5c-8d6e-7f8091a2b3c4',
		description: 'For an answer: the document flow that is answered',
	}),
	field({
		displayName: 'Related Document ID',
		name: 'relatedDocumentId',
		type: 'string',
		default: '',
		placeholder: 'eb31f0a2-3b4c-4d5e-8f60-718293a4b5c6',
		description: 'For an answer: the document in it that is answered. Rosstat letters need none.',
	}),
	field({
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		default: '',
		description: 'Subject of a letter',
	}),
	mriCode,
]);

/** Everything about a draft but its documents. */
export const draftMetaFields = [...partiesFields, additionalMetaFields] as const;

/** What a drafts builder takes beside the parties and its own data. */
export const builderMetaOptions = [
	isRepresentative,
	generateWarrant,
	machineReadableWarrantId,
	...payerFields,
	mriCode,
] as const;
