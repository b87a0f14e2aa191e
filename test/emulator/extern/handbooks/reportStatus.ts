import { at } from '../../core/values';
import { calendarDateOf } from '../dates';
import type { Account, Docflow } from '../model';
import type { Deadline, ReportForm } from './reportForms';

const day = 24 * 3600 * 1000;

/** The reports sent for one form and period, oldest first. */
export function reportsFor(
	account: Account,
	organizationId: string,
	form: ReportForm,
	period: Deadline,
): Docflow[] {
	if (form.knd === undefined) return [];
	return [...account.docflows.values()]
		.filter(
			(docflow) =>
				docflow.organizationId === organizationId &&
				docflow.type === 'fns534-report' &&
				at(docflow.description, 'form-version', 'knd') === form.knd &&
				at(docflow.description, 'period-begin') === calendarDateOf(period.start) &&
				at(docflow.description, 'period-end') === calendarDateOf(period.end),
		)
		.sort((a, b) => a.createdAt - b.createdAt);
}

export function reportStatus(docflow: Docflow): string {
	switch (docflow.successState) {
		case 'failed':
			return 'declined';
		case 'successful':
			return 'accepted';
		case 'warning':
			return 'accepted-with-rebuke';
		default:
			return 'sent';
	}
}

/** How the table shows a period: by the last report, and by what was accepted before it. */
export function deadlineStatus(reports: Docflow[], period: Deadline, now: number): string {
	const after = period.deadline + day;
	const last = reports.at(-1);
	if (!last) return now >= after ? 'not-sent-after-deadline' : 'not-sent';
	const status = reportStatus(last);
	const acceptedBefore = reports.slice(0, -1).some((item) => reportStatus(item).startsWith('accepted'));
	if (acceptedBefore && status === 'sent') return 'accepted-with-sent';
	if (acceptedBefore && status === 'declined') return 'accepted-with-warning';
	const late = last.createdAt >= after;
	return late && (status === 'sent' || status === 'accepted') ? `${status}-after-deadline` : status;
}
