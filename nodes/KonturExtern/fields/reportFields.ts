import { field } from '../../shared/catalog';
import { additionalMetaFields } from './draft/draftMetaFields';

const options = field({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		field({
			displayName: 'Byte Order of a Bare Signature',
			name: 'byteOrder',
			type: 'options',
			default: 'big-endian',
			options: [
				{ name: 'As in CMS and X.509', value: 'big-endian' },
				{ name: 'Reversed, as CryptoPro CSP Gives It', value: 'little-endian' },
			],
			description: 'For the social fund. Change it only if Kontur reports that a signature does not fit.',
		}),
		field({
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			description:
				'Whether to only try: the files are uploaded, signed, checked and prepared, the errors are in the output, and the draft is deleted again. Nothing is sent.',
		}),
		field({
			displayName: 'Send Again As',
			name: 'sendAgainAs',
			type: 'string',
			default: '',
			placeholder: 'second time, on request of the tax office',
			description:
				'The same files for the same payer and recipient are sent once; run again, the node returns their document flow. To send them once more, type anything new here. The same text is sent once, too.',
		}),
		field({
			displayName: 'Send Despite Fund Warnings',
			name: 'force',
			type: 'boolean',
			default: false,
			description:
				"Whether to send a report to the social fund although the fund's own check found something",
		}),
		field({
			displayName: 'Wait at Most (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 7200 },
			default: 900,
			description:
				'How long to wait for Kontur. Large reports can take more than ten minutes. If the time runs out, run the node again: it goes on from there.',
		}),
	],
});

/** What a report is sent with; everything that its files tell may be left out. */
export const reportFields = [
	field({
		displayName: 'Input Binary Fields',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The names of the input fields containing the files, separated by commas; * for all',
		description:
			'The report, its attachments, a power-of-attorney message: all that is to be sent together. File names, forms, payer, sender and tax office are recognized from files in the formats of the tax office.',
	}),
	field({
		displayName: 'Signature',
		name: 'signatureFrom',
		type: 'options',
		default: 'certificate',
		description: 'Whether the node signs with your certificate, or the signatures were made elsewhere',
		options: [
			{
				name: 'From Binary Files',
				value: 'binary',
				description: 'Detached signatures that were made elsewhere, as files of the input item',
			},
			{
				name: 'Sign with Certificate',
				value: 'certificate',
				description: 'Signed inside n8n with the key of the Kontur Certificate credential',
			},
		],
	}),
	field({
		displayName: 'Signature Binary Fields',
		name: 'signatureBinaryPropertyName',
		type: 'string',
		default: 'signature',
		required: true,
		hint: 'The names of the input fields containing the signatures, in the order of the files',
		description: 'One for each file. They are verified before anything is sent.',
		displayOptions: { show: { signatureFrom: ['binary'] } },
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
			'The certificate (.cer) that the files are signed with, as PEM or base64 text. It holds no secret.',
		displayOptions: { show: { signatureFrom: ['binary'] } },
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
		default: 'file',
		options: [
			{
				name: 'As the File Says',
				value: 'file',
				description: 'For files in the formats of the tax office',
			},
			{ name: 'Pension Fund (PFR)', value: 'upfr-code' },
			{ name: 'Social Fund (SFR)', value: 'sfr-code' },
			{ name: 'Social Insurance (FSS, SEDO)', value: 'fss-code' },
			{ name: 'Statistics Office (Rosstat)', value: 'togs-code' },
			{ name: 'Tax Office (FNS)', value: 'ifns-code' },
		],
		description: 'The authority that receives the report',
	}),
	field({
		displayName: 'Recipient Code',
		name: 'recipientCode',
		type: 'string',
		default: '',
		required: true,
		placeholder: '0087',
		description:
			'Tax office: 4 digits. Social and pension fund: XXX-XXX. FSS: 5 digits. Rosstat: XX-XX. On the test site 0087 accepts, 0088 refuses.',
		displayOptions: {
			show: { recipientType: ['fss-code', 'ifns-code', 'sfr-code', 'togs-code', 'upfr-code'] },
		},
	}),
	field({
		displayName: 'Sender INN',
		name: 'senderInn',
		type: 'string',
		default: '',
		placeholder: '6676130154',
		description:
			'Who sends: 10 digits for a company, 12 for an entrepreneur. Left empty it is taken from the file.',
	}),
	field({
		displayName: 'Sender KPP',
		name: 'senderKpp',
		type: 'string',
		default: '',
		placeholder: '667601001',
		description: 'Nine digits; left empty it is taken from the file',
	}),
	additionalMetaFields,
	field({
		displayName: 'File Details',
		name: 'fileDetails',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add File',
		default: {},
		description: 'Where a file is to be sent under another name or type than is recognized',
		options: [
			{
				displayName: 'Files',
				name: 'files',
				values: [
					field({
						displayName: 'Input Binary Field',
						name: 'binaryPropertyName',
						type: 'string',
						default: '',
						placeholder: 'data',
						description: 'One of the fields named above',
					}),
					field({
						displayName: 'File Name',
						name: 'fileName',
						type: 'string',
						default: '',
						placeholder: 'NO_USN_0087_0087_7811223344781101001_20260120_1.xml',
						description: 'The name that the authority prescribes',
					}),
					field({
						displayName: 'Document Type',
						name: 'type',
						type: 'string',
						default: '',
						placeholder: 'urn:document:stat-letter',
						description: 'Needed only where Kontur cannot tell, for example for letters to Rosstat',
					}),
				],
			},
		],
	}),
	options,
] as const;
