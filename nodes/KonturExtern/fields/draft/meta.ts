import { additionalFields, booleanField, textField } from '../../../shared/catalog';
import { additionalCertificates } from '../signing/certificate';
import { draftPartiesFields } from './parties';

export const machineReadableWarrantId = textField({
	displayName: 'Machine-Readable Power of Attorney ID',
	name: 'machineReadableWarrantId',
	description:
		"Number (UUID) of the machine-readable power of attorney in the tax office's register, for a signer who acts for the organization",
});

const warrantOptions = [
	booleanField({
		displayName: 'By Power of Attorney',
		name: 'isRepresentative',
		description: 'Whether the sender acts for the payer by power of attorney',
	}),
	booleanField({
		displayName: 'Generate Power of Attorney Message',
		name: 'generateWarrant',
		description: 'Whether Kontur generates the power-of-attorney message from the data of the account',
	}),
	machineReadableWarrantId,
] as const;

const payerOptions = [
	textField({
		displayName: 'Payer FSS Registration Number',
		name: 'payerRegistrationNumberFss',
		description: 'Registration number with the Social Insurance Fund, 10 digits',
	}),
	textField({
		displayName: 'Payer INN',
		name: 'payerInn',
		placeholder: '7811223344',
		description: 'The taxpayer that the documents are about, if it is not the sender',
	}),
	textField({ displayName: 'Payer KPP', name: 'payerKpp', placeholder: '781101001' }),
	textField({
		displayName: 'Payer OGRN',
		name: 'payerOgrn',
		placeholder: '1026605606620',
		description: 'State registration number: 13 digits for a company, 15 for an entrepreneur',
	}),
	textField({
		displayName: 'Payer OKPO',
		name: 'payerOkpo',
		description: 'For Rosstat: 8, 10 or 14 digits',
	}),
	textField({
		displayName: 'Payer PFR Registration Number',
		name: 'payerRegistrationNumberPfr',
		placeholder: '012-345-678901',
	}),
	textField({
		displayName: 'Payer SFR Registration Number',
		name: 'payerRegistrationNumberSfr',
		placeholder: '012-345-678901',
	}),
	textField({
		displayName: 'Payer SNILS',
		name: 'payerSnils',
		placeholder: '112-233-445 95',
		description: 'Insurance number of an individual',
	}),
] as const;

const transitInspectorate = textField({
	displayName: 'Transit Inspectorate Code (MRI)',
	name: 'mriCode',
	placeholder: '9972',
});

export const relatedIds = [
	textField({
		displayName: 'Related Document Flow ID',
		name: 'relatedDocflowId',
		placeholder: '7b9e1c2d-3f4a-4b5c-8d6e-7f8091a2b3c4',
		description: 'The document flow to respond to, such as that of a demand, report or letter',
	}),
	textField({
		displayName: 'Related Document ID',
		name: 'relatedDocumentId',
		placeholder: 'eb31f0a2-3b4c-4d5e-8f60-718293a4b5c6',
		description: 'The document in it to respond to. Not needed for letters to Rosstat.',
	}),
] as const;

/** Optional fields of a draft. */
export const metaOptions = [
	additionalCertificates,
	...warrantOptions,
	textField({
		displayName: 'Parent Power of Attorney ID',
		name: 'parentMachineReadableWarrantId',
		description: 'The machine-readable power of attorney that this one was delegated from',
	}),
	...payerOptions,
	textField({
		displayName: 'Pension Fund Letter Category',
		name: 'pfrLetterType',
		placeholder: 'urn:pfr-letter-category:…',
		description: 'Category of a letter to the pension fund',
	}),
	...relatedIds,
	textField({ displayName: 'Subject', name: 'subject', description: 'Subject of a letter' }),
	transitInspectorate,
] as const;

const additionalMetaFields = additionalFields(metaOptions);

/** A draft without its documents. */
export const draftMetaFields = [...draftPartiesFields, additionalMetaFields] as const;

/** Optional fields of a drafts builder, in addition to its own data. */
export const builderMetaOptions = [...warrantOptions, ...payerOptions, transitInspectorate] as const;
