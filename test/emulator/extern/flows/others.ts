import { step, type Family } from './family';

const base = {
	incoming: false,
	attachment: 'attachment',
	service: ['description'],
	answers: {},
	replies: [],
};

const period = ['period-begin', 'period-end', 'period-code'];
const fund = ['cu', 'registration-number', 'final-recipient'];
const statReceipt = step('receipt', 'delivered', 'stat-report-receipt-report-cu');

const statistics: Family[] = [
	{
		...base,
		type: 'stat-report',
		main: '',
		attachment: 'report-attachment',
		service: ['description', 'date-confirmation'],
		event: 'report',
		plans: {
			accept: [
				statReceipt,
				step('protocol-v2-positive', 'response-arrived', 'protocol-v2-success', 'successful'),
			],
			reject: [statReceipt, step('protocol-v2-negative', 'response-arrived', 'protocol-v2-fail', 'failed')],
			precise: [
				statReceipt,
				step('protocol-v2-precise', 'response-arrived', 'protocol-v2-conditional-success', 'warning'),
			],
		},
		answers: Object.fromEntries(
			['positive', 'negative', 'precise', 'reject'].map((kind) => [`protocol-v2-${kind}`, ['receipt']]),
		),
		replies: [{ status: 'finished', event: 'protocol-v2-receipt-abonent' }],
		fields: ['form-version', 'recipient', 'okpo', 'okud', ...period, 'correction-number'],
	},
	{
		...base,
		type: 'stat-letter',
		main: '',
		service: ['description', 'confirmation'],
		event: 'letter-respondent',
		plans: { accept: [step('receipt', 'delivered', 'receipt-letter-cu')] },
		fields: ['cu', 'final-recipient', 'recipient', 'subject', 'related-docflow-id', 'okpo'],
	},
	{
		...base,
		type: 'stat-cu-letter',
		incoming: true,
		main: '',
		service: ['description', 'confirmation'],
		event: 'letter-cu',
		plans: {},
		answers: { '': ['receipt'] },
		replies: [{ status: 'finished', event: 'receipt-letter-abonent' }],
		fields: ['cu', 'subject', 'related-docflow-id', 'okpo'],
	},
	{
		...base,
		type: 'stat-cu-broadcast',
		incoming: true,
		main: 'letter',
		service: ['description', 'confirmation'],
		event: 'letter-cu',
		plans: {},
		first: 'finished',
		fields: ['cu', 'subject'],
	},
];

const acknowledged = step('acknowledgement', 'delivered', 'report-acknowledgement');

const pensions: Family[] = [
	{
		...base,
		type: 'pfr-report',
		main: '',
		event: 'report',
		plans: {
			accept: [
				acknowledged,
				{
					...step('protocol', 'response-arrived', 'protocol-positive', 'successful'),
					documents: ['protocol-appendix', 'protocol'],
				},
			],
			reject: [acknowledged, step('protocol', 'response-arrived', 'protocol-negative', 'failed')],
			silent: [step('error-description', 'finished', 'report-upfr-error', 'failed')],
		},
		replies: [{ status: 'finished', event: 'protocol-receipt' }],
		signedTogether: ['protocol', 'protocol-appendix'],
		fields: [...fund, 'form-version', ...period],
	},
	{
		...base,
		type: 'pfr-ios',
		main: 'request',
		event: 'report',
		plans: {
			accept: [
				step('request-acknowledgement', 'delivered', 'report-acknowledgement'),
				{
					...step('response', 'response-arrived', 'response', 'successful'),
					documents: ['response-attachment', 'response'],
				},
			],
		},
		replies: [{ status: 'finished', event: 'protocol-receipt' }],
		signedTogether: ['response', 'response-attachment'],
		fields: [...fund, 'form-type', 'form-version'],
	},
	{
		...base,
		type: 'pfr-letter',
		main: '',
		event: 'respondent-letter',
		plans: { accept: [step('letter-acknowledgement', 'finished', 'respondent-letter-receipt')] },
		fields: [...fund, 'subject', 'form-type', 'related-docflow-id'],
	},
	{
		...base,
		type: 'pfr-cu-letter',
		incoming: true,
		main: '',
		event: 'cu-letter',
		plans: {},
		replies: [{ status: 'finished', event: 'cu-letter-receipt' }],
		signedTogether: [''],
		fields: ['cu', 'registration-number', 'subject', 'form-type', 'related-docflow-id'],
	},
	{
		...base,
		type: 'pfr-ancillary',
		main: 'document',
		service: [],
		event: 'document',
		plans: {
			accept: [
				step('delivery-notice', 'delivered', 'delivery-notice'),
				step('reception-result-positive', 'response-arrived', 'reception-result-positive', 'successful'),
				step('reception-result-receipt', 'finished', 'reception-result-receipt', undefined, {
					operator: true,
				}),
			],
			reject: [step('rejection-notice', 'finished', 'rejection-notice', 'failed')],
		},
		fields: [...fund, 'form-version'],
	},
	{
		...base,
		type: 'sfr-report',
		main: 'report-document',
		service: ['package-description'],
		event: 'report',
		plans: {
			accept: [
				acknowledged,
				step('protocol-check', 'response-arrived', 'protocol-positive', 'successful'),
				step('', 'finished', 'protocol-receipt'),
			],
			precise: [
				acknowledged,
				step('protocol-refinement-notice', 'response-arrived', 'refinement-notice', 'warning'),
				step('protocol-refinement-notice-receipt', 'finished', 'protocol-receipt', undefined, {
					operator: true,
				}),
			],
			reject: [step('decline-notice', 'finished', 'protocol-negative', 'failed')],
			silent: [step('impossible-delivery-notice', 'finished', 'report-upfr-error', 'failed')],
		},
		fields: [
			...['form-version', 'recipient', 'registration-number', 'payer-inn', 'final-recipient'],
			'sender-certificate-thumbprint',
		],
	},
];

const taken = step('receipt', 'response-arrived', 'receipt');

const registration: Family = {
	...base,
	type: 'business-registration',
	main: 'application',
	service: [],
	event: 'message',
	plans: {
		accept: [
			step('', 'delivered', 'delivered'),
			taken,
			{
				...step('', 'finished', 'registration-notice', 'successful'),
				documents: ['registration-notice', 'registration-certificate'],
			},
		],
		reject: [
			step('', 'delivered', 'delivered'),
			taken,
			step('acceptance-result-negative', 'finished', 'acceptance-result-negative', 'failed'),
		],
		precise: [
			step('', 'delivered', 'delivered'),
			step('check-protocol', 'finished', 'check-protocol', 'failed'),
		],
	},
	fields: ['recipient', 'sender-inn', 'svd-reg-codes', 'registration-info'],
};

const interior = step('epgu-receipt', 'delivered', 'receipt');

const migration: Family = {
	...base,
	type: 'mvd-notification',
	main: 'epgu-notification',
	event: 'notification',
	plans: {
		accept: [interior, step('epgu-protocol', 'response-arrived', 'protocol-positive', 'successful')],
		reject: [interior, step('epgu-protocol', 'response-arrived', 'protocol-negative', 'failed')],
		silent: [interior, step('', 'response-arrived', 'protocol-negative', 'failed')],
	},
	fields: ['recipient', 'payer-inn', 'sender-certificate-thumbprint'],
};

const admitted = step('reception-result', 'delivered', 'reception-result');

/** Only its documents are documented; statuses and events are derived from them. */
const bank: Family = {
	...base,
	type: 'cbrf-report',
	main: '',
	service: ['status-info'],
	event: 'report',
	plans: {
		accept: [
			admitted,
			step('esod-receipt', 'response-arrived', 'esod-receipt'),
			{
				...step('', 'finished', 'processing-result', 'successful'),
				documents: ['processing-status', 'processing-result'],
			},
		],
		reject: [
			admitted,
			{
				...step('', 'finished', 'processing-error-protocol', 'failed'),
				documents: ['processing-status', 'processing-error-protocol'],
			},
		],
		silent: [step('reception-result', 'finished', 'reception-result', 'failed')],
	},
	fields: ['form-version', 'ogrn', 'period-begin', 'period-end'],
};

export const otherFamilies: Family[] = [...statistics, ...pensions, registration, migration, bank];
