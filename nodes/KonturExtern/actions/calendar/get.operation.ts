import type { IDataObject } from 'n8n-workflow';
import { runOperation } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { accountId, calendarFields } from '../../fields';
import { listOf } from '../../api/parameters';
import { refusal } from '../../api/refusal';
import {
	dayIn,
	daysBetween,
	type Due,
	duePayments,
	dueReports,
	dueRoutes,
	isOpen,
	ownersOf,
	plusDays,
} from '../../jobs/due';

/** Deadlines are days of Moscow's calendar. */
const MOSCOW = 'Europe/Moscow';

const shown = (due: Due, today: string, accountId: string): IDataObject => ({
	kind: due.kind,
	deadline: due.deadline,
	daysLeft: daysBetween(today, due.deadline),
	name: due.name,
	fullName: due.fullName,
	status: due.status,
	organizationName: due.owner.name,
	inn: due.owner.inn,
	kpp: due.owner.kpp,
	periodYear: due.year,
	periodNumber: due.number,
	periodStart: due.periodStart,
	periodEnd: due.periodEnd,
	knd: due.knd,
	formId: due.formId,
	organizationId: due.owner.id,
	accountId,
});

const byDeadline = (a: Due, b: Due) =>
	a.deadline.localeCompare(b.deadline) ||
	String(a.owner.name).localeCompare(String(b.owner.name), 'ru') ||
	a.name.localeCompare(b.name, 'ru');

export const get = runOperation({
	name: 'Get',
	value: 'get',
	action: 'Get the calendar of reports and payments',
	description:
		'List the reports to send and the payments due of all organizations of an account, the most urgent first; one item each. Reports that were not sent in time or were declined stay in the list.',
	fields: [accountId, ...calendarFields],
	calls: () => dueRoutes,
	run: async ({ params, client }) => {
		const { accountId: account, daysAhead, options } = params;
		const { includeSent = false, list = 'all', overdueDays = 90 } = options;
		const today = dayIn(Date.now(), MOSCOW);
		const inns = listOf(options.inns);
		const all = await ownersOf(client, account);
		const owners = inns.length === 0 ? all : all.filter(({ inn }) => inn !== undefined && inns.includes(inn));
		const missing = inns.filter((inn) => !all.some((owner) => owner.inn === inn));
		if (missing.length > 0) {
			throw refusal(
				t`The account has no organization with INN ${missing.join(', ')}`,
				t`Check Organization INNs under Options, or choose another account.`,
			);
		}
		const to = plusDays(today, daysAhead);
		const reports =
			list === 'payments'
				? []
				: await dueReports(client, owners, { accountId: account, from: plusDays(today, -overdueDays), to });
		const payments =
			list === 'reports' ? [] : await duePayments(client, owners, { accountId: account, from: today, to });
		const wanted = reports.filter((due) => includeSent || isOpen(due));
		return [...wanted, ...payments].sort(byDeadline).map((due) => ({ json: shown(due, today, account) }));
	},
});
