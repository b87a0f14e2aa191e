import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { asArray, asBoolean, asInteger, asText, at, type JsonObject } from '../../core/values';
import { accountRoute, isGuid, ok, type AccountCall } from '../call';
import { calendarDateOf, parseDate, utc } from '../dates';
import { bodyObject, optionalText } from '../fields';
import type { Organization } from '../model';
import { organizationOf } from '../organizations/organizations';
import { paymentsBetween } from '../organizations/payments';
import { date, flag, pageFacts, sliceByBody, type PageLimits } from '../query';
import { deadlinesBetween, findPeriod, renderFormInfo, reportForms, type ReportForm } from './reportForms';
import { deadlineStatus, reportsFor, reportStatus } from './reportStatus';

const organizationPage: PageLimits = { byDefault: 1000, largest: 1000 };

function visibleForms(deletedToo: boolean): ReportForm[] {
	return reportForms.filter((form) => deletedToo || !form.deleted);
}

function listForms(call: AccountCall): Reply {
	organizationOf(call);
	const deletedToo = flag(call.request.query, 'includeDeleted') ?? false;
	return ok({ forms: visibleForms(deletedToo).map(renderFormInfo) });
}

function organizationsIn(call: AccountCall, body: JsonObject): Organization[] {
	const ids = asArray(body['organization-ids']).map(asText);
	// A guess: without ids there is nothing to search for.
	if (ids.length === 0) throw new HttpError(400, "Field 'organization-ids' is required");
	return ids.map((id) => {
		if (id === undefined || !isGuid(id)) {
			throw new HttpError(400, "Field 'organization-ids' must hold GUIDs");
		}
		const organization = call.account.organizations.get(id.toLowerCase());
		if (!organization) throw new HttpError(404, 'Organization not found');
		return organization;
	});
}

function monthsAway(moment: number, months: number): number {
	const moved = new Date(moment);
	moved.setUTCMonth(moved.getUTCMonth() + months);
	return moved.getTime();
}

function momentIn(body: JsonObject, name: string): number | undefined {
	const text = optionalText(body, name);
	const moment = text === undefined ? undefined : parseDate(text);
	if (text !== undefined && moment === undefined) throw new HttpError(400, `Field '${name}' must be a date`);
	return moment;
}

/** Three months back to three months ahead, where nothing else is said. */
function windowIn(call: AccountCall, body: JsonObject, from: string, to: string): [number, number] {
	const now = call.request.now().getTime();
	const begin = momentIn(body, from) ?? monthsAway(now, -3);
	const end = momentIn(body, to) ?? monthsAway(now, 3);
	if (begin > end) throw new HttpError(400, `Field '${from}' must not be later than '${to}'`);
	return [begin, end];
}

function search(call: AccountCall): Reply {
	const body = bodyObject(call);
	const [from, to] = windowIn(call, body, 'date-from', 'date-to');
	// The documents name the switch and do not say where it goes.
	const deletedToo =
		asBoolean(body['include-deleted']) ?? flag(call.request.query, 'includeDeleted') ?? false;
	const page = sliceByBody(call, organizationsIn(call, body), organizationPage, body);
	const now = call.request.now().getTime();
	return ok({
		'reports-tables': page.items.map(({ id }) => ({
			'organization-id': id,
			forms: visibleForms(deletedToo).map((form) => ({
				'form-info': renderFormInfo(form),
				deadlines: deadlinesBetween(form.periodicity, from, to).map((period) => ({
					deadline: calendarDateOf(period.deadline),
					'period-year': period.year,
					'period-number': period.number,
					'period-start': calendarDateOf(period.start),
					'period-end': calendarDateOf(period.end),
					status: deadlineStatus(reportsFor(call.account, id, form, period), period, now),
				})),
			})),
		})),
	});
}

function requiredNumber(call: AccountCall, name: string): number {
	const value = asInteger(call.request.query.get(name) ?? undefined);
	if (value === undefined) throw new HttpError(400, `${name} must be a number`);
	return value;
}

function listReports(call: AccountCall): Reply {
	const organization = organizationOf(call);
	const form = reportForms.find((item) => item.id === requiredNumber(call, 'formId'));
	const deadline = date(call.request.query, 'deadline');
	const year = requiredNumber(call, 'periodYear');
	const number = requiredNumber(call, 'periodNumber');
	if (deadline === undefined) throw new HttpError(400, 'deadline is required');
	if (!form) throw new HttpError(404, 'Form not found');
	const period = findPeriod(form.periodicity, year, number);
	const fits = period && calendarDateOf(period.deadline) === calendarDateOf(deadline);
	const reports = fits ? reportsFor(call.account, organization.id, form, period) : [];
	return ok({
		docflows: reports.map((docflow) => ({
			'docflow-id': docflow.id,
			'organization-short-name': organization.name,
			form: renderFormInfo(form),
			recipient: at(docflow.description, 'recipient'),
			'send-date': utc(docflow.createdAt),
			'correction-number': at(docflow.description, 'correction-number'),
			'report-status': reportStatus(docflow),
		})),
	});
}

function searchPayments(call: AccountCall): Reply {
	const body = bodyObject(call);
	// A guess: the same window as for reports where none is given.
	const [from, to] = windowIn(call, body, 'deadline-from', 'deadline-to');
	const page = sliceByBody(call, organizationsIn(call, body), organizationPage, body);
	return ok({
		...pageFacts(page),
		'organization-payments': page.items.map(({ id }) => ({
			'organization-id': id,
			payments: paymentsBetween(from, to),
		})),
	});
}

export const reportsTableRoutes: Route[] = [
	accountRoute('GET', '/reports-tables/{orgId}/forms', listForms),
	accountRoute('GET', '/reports-tables/{orgId}/report-docflows', listReports),
	accountRoute('POST', '/reports-tables/search', search),
	accountRoute('POST', '/reports-tables/search-payments', searchPayments),
];
