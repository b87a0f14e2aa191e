import { step, type Family, type ReplyRule, type Step } from './family';

const acceptance = ['acceptance-result-positive', 'acceptance-result-negative'];
const service = ['description', 'date-confirmation'];

function receipts(documents: string[]): Record<string, string[]> {
	return Object.fromEntries(documents.map((name) => [name, ['receipt']]));
}

const dateReceipt: ReplyRule = { to: 'date-confirmation', event: 'receipt-date-confirmation-abonent' };

interface Processed {
	type: string;
	main: string;
	event: string;
	receiptEvent: string;
	/** Final answers: document, event. */
	good: [string, string];
	other: [string, string, 'warning' | 'failed'];
	fields: string[];
	replies: ReplyRule[];
}

/** Receipt, acceptance or refusal, then the result of the processing. */
function processed(facts: Processed): Family {
	const receipt = step('receipt', 'delivered', facts.receiptEvent);
	const accepted = step(acceptance[0], 'response-arrived', acceptance[0]);
	const [good, goodEvent] = facts.good;
	const [other, otherEvent, otherState] = facts.other;
	return {
		type: facts.type,
		incoming: false,
		main: facts.main,
		attachment: 'attachment',
		service,
		event: facts.event,
		plans: {
			accept: [receipt, accepted, step(good, 'response-arrived', goodEvent, 'successful')],
			reject: [receipt, step(acceptance[1], 'response-arrived', acceptance[1], 'failed')],
			precise: [receipt, accepted, step(other, 'response-arrived', otherEvent, otherState)],
		},
		answers: receipts([
			...['date-confirmation', ...acceptance, good, other],
			...['acceptance-result-2ndfl-protocol', 'acceptance-result-2ndfl-registry'],
		]),
		replies: facts.replies,
		fields: facts.fields,
	};
}

/** The docflow ends with the receipt for its last answer, whatever the receipts for the others do. */
function endings(final: string, events: { final?: string; acceptance?: string }): ReplyRule[] {
	const acceptanceEvent = events.acceptance === undefined ? {} : { event: events.acceptance };
	const finalEvent = events.final === undefined ? {} : { event: events.final };
	return [
		events.final ? dateReceipt : { to: 'date-confirmation' },
		{ to: final, status: 'finished', ...finalEvent },
		{ to: acceptance[0], status: 'response-processed', unless: final, ...acceptanceEvent },
		{ status: 'finished', ...acceptanceEvent },
	];
}

const abonent = 'receipt-acceptance-result-abonent';

const report = processed({
	type: 'fns534-report',
	main: '',
	event: 'report',
	receiptEvent: 'report-receipt',
	good: ['processing-result-ok', 'processing-result-ok'],
	other: ['processing-result-precise', 'processing-result-precise', 'warning'],
	fields: [
		...['form-version', 'recipient', 'final-recipient', 'correction-number', 'period-begin', 'period-end'],
		...['period-code', 'payer-inn', 'payment-periods', 'related-docflow-id', 'related-document-id'],
	],
	// The feed has no events for the receipts of reports.
	replies: endings('processing-result-', {}),
});

const ion = processed({
	type: 'fns534-ion',
	main: 'request',
	event: 'request',
	receiptEvent: 'receipt-request-cu',
	good: ['response', 'response'],
	other: ['response', 'response', 'warning'],
	fields: ['form-version', 'payer-inn', 'recipient', 'final-recipient', 'service-code'],
	replies: endings('response', { final: 'receipt-response-abonent', acceptance: abonent }),
});

const application = processed({
	type: 'fns534-application',
	main: '',
	event: 'application',
	receiptEvent: 'receipt-cu',
	good: ['processing-result-positive', 'processing-result-v2-positive'],
	other: ['processing-result-negative', 'processing-result-v2-negative', 'failed'],
	fields: ['form-version', 'payer-inn', 'recipient', 'final-recipient'],
	replies: endings('processing-result-', {
		final: 'receipt-processing-result-v2-abonent',
		acceptance: abonent,
	}),
});

function message(type: string): Family {
	const receipt = step('receipt', 'delivered', 'receipt-cu');
	const answer = (kind: string, state: 'successful' | 'failed'): Step =>
		step(kind, 'response-arrived', kind, state);
	return {
		type,
		incoming: false,
		main: 'message',
		attachment: 'attachment',
		service,
		event: 'message',
		plans: {
			accept: [receipt, answer(acceptance[0], 'successful')],
			reject: [receipt, answer(acceptance[1], 'failed')],
		},
		answers: receipts(['date-confirmation', ...acceptance]),
		replies: [dateReceipt, { to: 'acceptance-result-', status: 'finished', event: abonent }],
		fields: [
			...['form-version', 'payer-inn', 'recipient', 'final-recipient', 'period-begin', 'period-end'],
			...['related-docflow-id', 'related-document-id', 'warrant-id'],
		],
	};
}

const letter: Family = {
	type: 'fns534-letter',
	incoming: false,
	main: '',
	attachment: 'attachment',
	service,
	event: 'respondent-letter',
	plans: {
		accept: [step('receipt', 'delivered', 'receipt-cu')],
		reject: [
			step('receipt', 'delivered', 'receipt-cu'),
			step('decline-notice', 'response-arrived', 'decline', 'failed'),
		],
	},
	answers: receipts(['date-confirmation', 'decline-notice']),
	replies: [dateReceipt, { to: 'decline-notice', status: 'response-processed', event: abonent }],
	fields: [
		...['cu', 'recipient', 'final-recipient', 'subject', 'sender-inn'],
		...['related-docflow-id', 'related-document-id'],
	],
};

const authorityLetter: Family = {
	type: 'fns534-cu-letter',
	incoming: true,
	main: '',
	attachment: 'attachment',
	service,
	event: 'cu-letter',
	plans: {},
	answers: { '': ['receipt'] },
	replies: [{ status: 'finished', event: 'letter-receipt-abonent' }],
	fields: ['cu', 'subject', 'recipient-inn', 'related-docflow-id', 'related-document-id'],
};

const demandReceipt = (status: string): Record<string, string> => ({ 'receipt-status': status });

const demand: Family = {
	type: 'fns534-demand',
	incoming: true,
	main: '',
	attachment: 'attachment',
	service,
	event: 'document',
	plans: {
		accept: [step('receipt', 'finished', 'receiption-result-cu', undefined, { needs: 'replies' })],
	},
	answers: { '': ['receipt'] },
	replies: [
		{
			reply: 'receipt',
			status: 'arrived',
			event: 'receipt-abonent',
			opens: acceptance,
		},
		{
			reply: acceptance[0],
			status: 'processed',
			event: 'receiption-result-abonent-positive',
			closes: [acceptance[1]],
			sets: demandReceipt('accepted'),
		},
		{
			reply: acceptance[1],
			status: 'processed',
			event: 'receiption-result-abonent-negative',
			closes: [acceptance[0]],
			sets: demandReceipt('rejected'),
		},
	],
	fields: [
		...['attachments-count', 'form-versions', 'payer-inn', 'cu', 'receipt-status', 'replies-status'],
		...['receipt-deadline-date', 'reply-deadline-date', 'sent-on-report-filename'],
	],
};

const broadcast: Family = {
	...authorityLetter,
	type: 'fns534-cu-broadcast',
	event: 'cu-group-letter',
	first: 'finished',
	answers: {},
	replies: [],
	fields: ['cu', 'subject'],
};

export const fnsFamilies: Family[] = [
	report,
	ion,
	application,
	message('fns534-submission'),
	message('fns534-inventory'),
	letter,
	authorityLetter,
	demand,
	broadcast,
];
