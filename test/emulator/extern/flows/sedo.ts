import { documentType, step, type Family, type ReplyRule, type Step } from './family';

const registration = ['registration-number', 'registration-number-sfr', 'request-id'];
const sent = ['payer-inn', 'sender-certificate-thumbprint', 'warrant-id', 'form-version'];
const related = ['related-docflow-id', 'related-document-id'];

/** The documents ask for a read mark, some also for a signed read notice. */
function incoming(name: string, main: string, mark: string, notice = false): Family {
	const type = `fss-sedo-${name}`;
	const noticeSuffix = 'receipt-notification-message';
	const confirmation = 'receipt-notification-receipt-message';
	const document = step(main, 'response-arrived', main, undefined, { needs: 'request' });
	const rules: ReplyRule[] = notice
		? [
				{ reply: noticeSuffix, event: noticeSuffix },
				{ reply: mark, status: 'processed', event: mark },
			]
		: [{ reply: mark, status: 'finished', event: mark }];
	const ending: Step[] = [
		step(confirmation, 'delivered', confirmation, undefined, { needs: 'replies' }),
		step('', 'finished', 'finished', 'successful'),
	];
	return {
		type,
		incoming: true,
		main,
		attachment: 'attachment',
		service: [],
		event: 'received',
		plans: {
			accept: [document, ...(notice ? ending : [])],
			reject: [step('exchange-error', 'finished', 'exchange-error', 'failed', { needs: 'request' })],
		},
		answers: { [main]: notice ? [mark, noticeSuffix] : [mark] },
		replies: rules,
		fields: ['form-version', 'payer-inn', 'subject', ...related, ...registration],
		onRequest: true,
	};
}

interface Outgoing {
	reception?: string;
	result?: string;
	mark?: string;
	main?: string;
	/** The result ends the docflow, the read mark comes after it. */
	endsFirst?: boolean;
}

/** The portal takes the request, the fund answers, the subscriber marks the answer as read. */
function outgoing(type: string, facts: Outgoing = {}): Family {
	const reception = facts.reception ?? 'reception-result';
	const result = facts.result ?? 'result-document';
	const mark = facts.mark ?? 'read-receipt';
	const status = facts.endsFirst ? 'finished' : 'response-arrived';
	const taken = step(reception, 'delivered', reception);
	return {
		type,
		incoming: false,
		main: facts.main ?? 'request',
		attachment: 'attachment',
		service: [],
		event: 'request',
		plans: {
			accept: [taken, step(result, status, result, 'successful')],
			reject: [step('error-message', 'finished', 'error-message', 'failed')],
			precise: [taken, step(result, status, result, 'warning')],
		},
		answers: { [result]: [mark] },
		replies: [{ status: 'finished', event: mark }],
		fields: [...sent, ...related, ...registration],
	};
}

const simple = [
	'benefit-payment-initiation',
	'demand-reply',
	'billing-information-demand',
	'baby-care-vacation-close-notice',
	'employee-salary-information',
	'appeal-reply',
	'payment-details-demand-reply',
	'additional-vacation-statement',
	'additional-vacation-statement-docs',
	'judicial-restriction-reply',
].map((name) => outgoing(`fss-sedo-${name}`));

const disability = outgoing('fss-sedo-disability-children-demand');
const refusal = 'decline-notice-document';
disability.plans.reject = [
	...(disability.plans.accept ?? []),
	step(refusal, 'response-processed', refusal, 'failed'),
];

const premiums = 'insurance-premiums-amount-notification-document';
const activity = outgoing('fss-sedo-oved-confirmation');
// The answer arrives before its documents, which must be requested in the same docflow.
activity.plans.accept = [
	step('reception-result', 'delivered', 'reception-result'),
	step('', 'response-arrived', 'result', 'successful'),
	{ ...step('result-document', 'response-arrived', 'result-document'), needs: 'request' },
	step(premiums, 'response-arrived', premiums),
];
activity.onRequest = true;

const subscription = outgoing('fss-sedo-provider-subscription', {
	main: 'subscribe-request-for-registration-number',
	reception: 'receipt',
	result: 'subscribe-result',
	endsFirst: true,
});
subscription.answers = {};

const broadcast: Family = {
	...incoming('broadcast-message', 'document', 'read-receipt'),
	first: 'finished',
	answers: {},
	plans: {},
	onRequest: false,
};

export const sedoFamilies: Family[] = [
	incoming('pvso-notification', 'notification-message', 'receipt', true),
	incoming('sick-report-change-notification', 'notification-message', 'receipt', true),
	incoming('demand', 'demand-message', 'read-receipt', true),
	incoming('proactive-payments-demand', 'demand-message', 'receipt'),
	incoming('proactive-payments-benefit', 'benefit-message', 'receipt'),
	incoming('insured-person-mismatch', 'mismatch-message', 'receipt'),
	incoming('benefit-payment-status-notice', 'benefit-status-notice-message', 'receipt'),
	incoming('billing-information', 'billing-information-message', 'read-receipt'),
	incoming(
		'proactive-process-events-notification',
		'proactive-process-events-notification-message',
		'read-receipt',
	),
	incoming('proactive-expire-notice', 'document', 'read-receipt'),
	incoming('appeal', 'document', 'read-receipt'),
	incoming('payment-details-demand', 'document', 'read-receipt'),
	incoming('additional-vacation-statement-need-doc', 'document', 'read-receipt'),
	broadcast,
	...simple,
	disability,
	activity,
	subscription,
	outgoing('fss-sedo-proactive-payments-reply', {
		reception: 'receipt',
		result: 'response-result',
		endsFirst: true,
	}),
	outgoing('fss-sedo-insured-person-registration', {
		reception: 'receipt',
		result: 'response-result',
		endsFirst: true,
	}),
	outgoing('fss-warrant-management', {
		main: 'request-document',
		result: 'response-message',
		mark: 'response-read-receipt',
		endsFirst: true,
	}),
];

/** The SOAP message that asks for the documents. */
export function requestMessage(family: Family): string {
	return documentType(family, 'request-message');
}
