import type { IDataObject } from 'n8n-workflow';
import { ownOf } from '../../../shared/foreign';
import { t } from '../../../shared/language';
import { documentsOf } from '../../api/docflowDocument';
import type { Docflow } from '../../api/types';
import { lastPart } from '../../api/urns';
import { deadline, type Deadline } from './deadlines';

/** Something that only a human can do. */
export interface ManualAction extends IDataObject {
	what: string;
	deadline?: Deadline;
}

/**
 * What messages from the social fund require of a human beyond formal replies, and within how many working days.
 * Source: Kontur.Extern documentation, scenarios of SEDO.
 */
const OF_SOCIAL_FUND: Readonly<Record<string, { what: string; workingDays?: number }>> = {
	'fss-sedo-additional-vacation-statement-need-doc': {
		what: t`Send the documents that the social fund requests`,
	},
	'fss-sedo-appeal': { what: t`Reply to the message from the social fund` },
	'fss-sedo-demand': { what: t`Reply to the demand from the social fund`, workingDays: 5 },
	'fss-sedo-payment-details-demand': { what: t`Send the payment details that the social fund requests` },
	'fss-sedo-proactive-payments-demand': {
		what: t`Send the data that the social fund needs to pay a benefit`,
		workingDays: 3,
	},
	'fss-sedo-pvso-notification': { what: t`Reply to the notice from the social fund`, workingDays: 5 },
};

/** Types of the social fund's messages that require something; Kontur lists them only if they are named. */
export const fundDemandTypes: readonly string[] = Object.keys(OF_SOCIAL_FUND);

const LETTERS = ['fns534-cu-letter', 'pfr-cu-letter', 'stat-cu-letter'];

// Working days to accept or decline a demand; a demand to pay a tax leaves only one.
const DEMAND_DAYS = 6;

/** What a demand from the tax office requires: a decision, and documents. */
function ofDemand(docflow: Docflow): ManualAction[] {
	const { description } = docflow;
	const status = lastPart(docflow.status);
	const sources = [description, ...documentsOf(docflow).map((one) => one.description?.requisites)];
	const named = (field: 'receipt-deadline-date' | 'reply-deadline-date') =>
		sources.map((source) => source?.[field]);
	const actions: ManualAction[] = [];
	if (status === 'received' || status === 'arrived') {
		const until = deadline(named('receipt-deadline-date'), docflow['send-date'], DEMAND_DAYS);
		const toPay = t`For a demand to pay a tax it is one working day.`;
		actions.push({
			what: t`Accept or decline the demand. Document Flow: Check Demand finds its faults; Reply: Create creates the reply.`,
			deadline: until.source === 'counted' ? { ...until, note: `${String(until.note)} ${toPay}` } : until,
		});
	}
	const replies = String(description?.['replies-status'] ?? '');
	if (!['not-required', 'accepted', 'in-progress'].includes(replies)) {
		actions.push({
			what: t`Send the documents that the demand requests with Demand: Reply`,
			deadline: deadline(named('reply-deadline-date'), undefined),
		});
	}
	return actions;
}

/** Returns what a document flow requires of a human, judged by its type and state. */
export function manualActions(docflow: Docflow): ManualAction[] {
	const type = lastPart(docflow.type);
	if (type === 'fns534-demand') return ofDemand(docflow);
	if (LETTERS.includes(type)) return [{ what: t`Read the letter: it may require a reply` }];
	const ofFund = ownOf(OF_SOCIAL_FUND, type);
	if (ofFund) {
		const named = [docflow.description?.['reply-deadline-date']];
		return [{ what: ofFund.what, deadline: deadline(named, docflow['send-date'], ofFund.workingDays) }];
	}
	const state = lastPart(docflow['success-state']);
	if (state === 'failed')
		return [{ what: t`Rejected: read the reasons, correct the documents and send them again` }];
	if (state === 'warning') {
		return [{ what: t`Accepted, but the authority requests a clarification: read what it needs` }];
	}
	return [];
}
