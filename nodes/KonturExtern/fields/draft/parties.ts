import { field, textField } from '../../../shared/catalog';
import { senderIpAddress } from '../common';
import { optionalSenderCertificateFields, senderCertificateFields } from '../signing/certificate';

/** Authorities that accept reports; the value is Kontur's name for the recipient code. */
export const reportAuthorities = [
	{ name: 'Pension Fund (PFR)', value: 'upfr-code' },
	{ name: 'Social Fund (SFR)', value: 'sfr-code' },
	{ name: 'Social Insurance (FSS, SEDO)', value: 'fss-code' },
	{ name: 'Statistics Office (Rosstat)', value: 'togs-code' },
	{ name: 'Tax Office (FNS)', value: 'ifns-code' },
] as const;

const recipients = [
	{ name: 'Business Registration Office', value: 'registration-ifns-code' },
	{ name: 'Interior Ministry (MVD)', value: 'mvd-code' },
	...reportAuthorities,
] as const;

export const senderInn = textField({
	displayName: 'Sender INN',
	name: 'senderInn',
	placeholder: '6676130154',
	description: 'INN of the sender: 10 digits for a company, 12 for an entrepreneur',
});

export const senderKpp = textField({
	displayName: 'Sender KPP',
	name: 'senderKpp',
	placeholder: '667601001',
	description: 'Nine digits; leave empty for an entrepreneur',
});

export const recipientCode = textField({
	displayName: 'Recipient Code',
	name: 'recipientCode',
	placeholder: '0087',
	description:
		'Tax and registration office: 4 digits. Social and pension fund, MVD: XXX-XXX. FSS: 5 digits. Rosstat: XX-XX. On the test site 0087 accepts and 0088 rejects.',
});

const senderFields = [field({ ...senderInn, required: true }), senderKpp] as const;

const otherFields = [
	senderIpAddress,
	field({
		displayName: 'Recipient',
		name: 'recipientType',
		type: 'options',
		default: 'ifns-code',
		options: recipients,
		description: 'The authority that receives the documents',
	}),
	field({ ...recipientCode, required: true }),
] as const;

/** Sender and recipient of a drafts builder. */
export const partiesFields = [...senderFields, ...senderCertificateFields, ...otherFields] as const;

/** Sender and recipient of a draft. */
export const draftPartiesFields = [
	...senderFields,
	...optionalSenderCertificateFields,
	...otherFields,
] as const;
