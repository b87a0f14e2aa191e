import { additionalFields, booleanField, field, options, textField } from '../../shared/catalog';
import { byDisplayName, convertToWindows1251, ignoreFundWarnings, senderIpAddress } from './common';
import { metaOptions } from './draft/meta';
import { recipientCode, reportAuthorities, senderInn, senderKpp } from './draft/parties';
import { signerCertificate } from './signing/certificate';
import { byteOrder, signWithCertificate } from './signing/signature';
import { reportTimeout } from './waiting';

const recipients = [
	{
		name: 'From the File',
		value: 'file',
		description: 'For files that name their office, such as those for the tax office',
	},
	...reportAuthorities,
] as const;

const signatureSources = [
	{
		name: 'Binary Files',
		value: 'binary',
		description: 'Detached signatures made elsewhere, as files of the input item',
	},
	signWithCertificate,
] as const;

export const sendAgainAs = (description: string) =>
	textField({
		displayName: 'Send Again As',
		name: 'sendAgainAs',
		placeholder: 'second time, at the request of the tax office',
		description,
	});

const reportFiles = textField({
	displayName: 'Input Binary Fields',
	name: 'binaryPropertyName',
	default: 'data',
	required: true,
	hint: 'The names of the input fields containing the files, separated by commas; * for all',
	description:
		'The report, its attachments and a power-of-attorney message, sent together. The node reads form, period, payer, sender and recipient from the files.',
});

/** The field of an operation that only reads the files. */
export const recognizedFiles = field({
	...reportFiles,
	description: 'The files to recognize; each becomes one output item',
});

/**
 * Marks an operation that asks nothing of Kontur, so that n8n demands no credential. A credential can be hidden by the
 * value of one field only, and operations of other resources have the same name.
 */
export const withoutCredential = field({
	displayName: 'Works Without Credential',
	name: 'withoutCredential',
	type: 'hidden',
	default: true,
});

/** What the files of a report state: the parties, and the rest of a draft. */
const statedFields = additionalFields(
	[
		...metaOptions,
		field({
			displayName: 'Recipient',
			name: 'recipientType',
			type: 'options',
			default: 'file',
			options: recipients,
			description: 'The authority that receives the report',
		}),
		field({
			...recipientCode,
			description:
				'Needed unless Recipient is From the File. Tax office: 4 digits. Social and pension fund: XXX-XXX. FSS: 5 digits. Rosstat: XX-XX. On the test site 0087 accepts and 0088 rejects.',
		}),
		field({ ...senderInn, description: 'INN of the sender. Leave empty to take it from the file.' }),
		field({ ...senderKpp, description: 'KPP of the sender. Leave empty to take it from the file.' }),
	].sort(byDisplayName),
);

const reportParts = [
	reportFiles,
	field({
		displayName: 'Signature',
		name: 'signatureFrom',
		type: 'options',
		default: 'certificate',
		description: 'Whether to sign with your certificate or to use signatures made elsewhere',
		options: signatureSources,
	}),
	textField({
		displayName: 'Signature Binary Fields',
		name: 'signatureBinaryPropertyName',
		default: 'signature',
		required: true,
		hint: 'The names of the input fields containing the signatures, in the order of the files',
		description: 'One for each file. They are verified before anything is sent.',
		displayOptions: { show: { signatureFrom: ['binary'] } },
	}),
	signerCertificate,
	senderIpAddress,
	statedFields,
	field({
		displayName: 'File Details',
		name: 'fileDetails',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add File',
		default: {},
		description: 'For files whose name or type was not recognized correctly',
		options: [
			{
				displayName: 'Files',
				name: 'files',
				values: [
					textField({
						displayName: 'Input Binary Field',
						name: 'binaryPropertyName',
						placeholder: 'data',
						description: 'One of the input binary fields above',
					}),
					textField({
						displayName: 'File Name',
						name: 'fileName',
						placeholder: 'NO_USN_0087_0087_7811223344781101001_20260120_1.xml',
						description: 'The name that the authority prescribes',
					}),
					textField({
						displayName: 'Document Type',
						name: 'type',
						placeholder: 'urn:document:stat-letter',
						description: 'Needed only where Kontur cannot recognize it, such as for letters to Rosstat',
					}),
				],
			},
		],
	}),
] as const;

const inWindows1251 = convertToWindows1251(
	'Whether to convert files for the tax office from UTF-8 or UTF-16 to windows-1251 before they are signed. Characters that windows-1251 lacks are listed, and nothing is sent.',
);

/** The fields of a report that is only checked. */
export const reportCheckFields = [
	...reportParts,
	options([inWindows1251, byteOrder, reportTimeout]),
] as const;

/** The fields of a report that is sent. */
export const reportFields = [
	...reportParts,
	options([
		inWindows1251,
		booleanField({
			displayName: 'Dry Run',
			name: 'dryRun',
			description:
				'Whether to only test: the files are uploaded, signed, checked and prepared, errors go to the output, and the draft is deleted. Nothing is sent.',
		}),
		byteOrder,
		sendAgainAs(
			'The same files for the same payer and recipient are sent only once; running the node again returns their document flow. A report that was sent from another file, with the same form, period and correction number, is refused. To send it once more, enter any new text here. Each text also sends only once.',
		),
		ignoreFundWarnings,
		reportTimeout,
	]),
] as const;
