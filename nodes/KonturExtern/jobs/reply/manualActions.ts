import type { IDataObject } from 'n8n-workflow';
import { deadline, type Deadline } from '../../api/deadlines';
import { documentsOf } from '../../api/documentPlaces';
import type { Docflow } from '../../api/types';
import { lastPart } from '../../api/waitForDocflow';

/** Something that only a person can do. */
export interface HumanWork extends IDataObject {
	what: string;
	deadline?: Deadline;
}

/**
 * What messages of the social fund want of a person beside the formal replies, and within how many working days.
 * Source: Kontur.Extern documentation, scenarios of SEDO.
 */
const OF_SOCIAL_FUND: Readonly<Record<string, { what: string; workingDays?: number }>> = {
	'fss-sedo-additional-vacation-statement-need-doc': {
		what: 'Send the documents that the social fund asks for',
	},
	'fss-sedo-appeal': { what: 'Answer the appeal of the social fund' },
	'fss-sedo-demand': { what: 'Answer the demand of the social fund', workingDays: 5 },
	'fss-sedo-payment-details-demand': { what: 'Send the payment details that the social fund asks for' },
	'fss-sedo-proactive-payments-demand': {
		what: 'Send the data that the social fund asks for to pay a benefit',
		workingDays: 3,
	},
	'fss-sedo-pvso-notification': { what: 'Answer the notice of the social fund', workingDays: 5 },
};

const LETTERS = ['fns534-cu-letter', 'pfr-cu-letter', 'stat-cu-letter'];

// Working days to accept or decline a demand; one that demands to pay a tax leaves one day only.
const DEMAND_DAYS = 6;

/** What a demand of the tax office wants of a person: the decision, and the documents. */
function ofDemand(docflow: Docflow): HumanWork[] {
	const { description } = docflow;
	const status = lastPart(docflow.status);
	const recognized = documentsOf(docflow).map((document) => document.description?.requisites);
	const named = (member: 'receipt-deadline-date' | 'reply-deadline-date') => [
		description?.[member],
		...recognized.map((one) => one?.[member]),
	];
	const work: HumanWork[] = [];
	if (status === 'received' || status === 'arrived') {
		const until = deadline(named('receipt-deadline-date'), docflow['send-date'], DEMAND_DAYS);
		const toPay = 'For a demand to pay a tax it is one working day.';
		work.push({
			what: 'Accept or decline the demand: Document Flow: Check Demand finds its faults, Reply: Create makes the reply',
			deadline: until.source === 'counted' ? { ...until, note: `${String(until.note)} ${toPay}` } : until,
		});
	}
	const isAnswered = ['not-required', 'accepted', 'in-progress'].includes(
		String(description?.['replies-status'] ?? ''),
	);
	if (!isAnswered) {
		work.push({
			what: 'Answer the demand with the documents it asks for: Demand: Reply',
			deadline: deadline(named('reply-deadline-date'), undefined),
		});
	}
	return work;
}

/** What a document flow wants of a person, as far as its type and state tell. */
export function humanWork(docflow: Docflow): HumanWork[] {
	const type = lastPart(docflow.type);
	if (type === 'fns534-demand') return ofDemand(docflow);
	if (LETTERS.includes(type)) return [{ what: 'Read the letter: it may want an answer' }];
	const ofFund = OF_SOCIAL_FUND[type];
	if (ofFund) {
		const { what, workingDays } = ofFund;
		return [
			{
				what,
				deadline: deadline([docflow.description?.['reply-deadline-date']], docflow['send-date'], workingDays),
			},
		];
	}
	const state = lastPart(docflow['success-state']);
	if (state === 'failed') return [{ what: 'Refused: read the reasons, correct it and send it again' }];
	if (state === 'warning')
		return [{ what: 'Accepted, but a clarification is asked for: read what is wanted' }];
	return [];
}
