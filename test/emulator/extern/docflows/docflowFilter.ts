import { HttpError } from '../../core/errors';
import { asText, at } from '../../core/values';
import type { AccountCall } from '../call';
import { isGuid } from '../call';
import { parseDate } from '../dates';
import { isIncoming } from '../flows';
import { innKpp } from '../organizations/inn';
import type { Docflow } from '../model';
import { date, flag, matching } from '../query';

const hiddenTypes = [
	'business-registration',
	'fns534-cu-broadcast',
	'stat-cu-broadcast',
	'fns534-inventory',
	'fss-warrant-management',
];

function isHidden(type: string): boolean {
	return hiddenTypes.includes(type) || type.startsWith('fss-sedo-');
}

function withoutUrn(values: string[], prefix: string): string[] {
	return values
		.filter((value) => value !== '')
		.map((value) => (value.startsWith(prefix) ? value.slice(prefix.length) : value));
}

type Test = (docflow: Docflow) => boolean;
type TypeTest = (type: string) => boolean;

function described(docflow: Docflow, ...path: string[]): string {
	return asText(at(docflow.description, ...path)) ?? '';
}

function authorityCodes(docflow: Docflow): string[] {
	return ['recipient', 'final-recipient', 'cu'].map((name) => described(docflow, name));
}

function stateTests(query: URLSearchParams, shownByDefault: TypeTest): Test[] {
	const tests: Test[] = [];
	const finished = flag(query, 'finished');
	if (finished !== undefined) tests.push((item) => (item.status === 'finished') === finished);
	const incoming = flag(query, 'incoming');
	if (incoming !== undefined) tests.push((item) => isIncoming(item.type) === incoming);
	const types = withoutUrn(query.getAll('type'), 'urn:docflow:');
	tests.push(({ type }) => (types.length === 0 ? shownByDefault(type) : types.includes(type)));
	const states = withoutUrn(query.getAll('successState'), 'urn:docflow-state:');
	if (states.length > 0) tests.push((item) => states.includes(item.successState));
	return tests;
}

function dateTests(query: URLSearchParams, isExclusive: boolean): Test[] {
	const updatedFrom = date(query, 'updatedFrom') ?? -Infinity;
	const updatedTo = date(query, 'updatedTo') ?? Infinity;
	const createdFrom = date(query, 'createdFrom') ?? -Infinity;
	const createdTo = date(query, 'createdTo') ?? Infinity;
	const tests: Test[] = [
		(item) => item.changedAt >= updatedFrom && item.changedAt <= updatedTo,
		(item) => !isExclusive || (item.changedAt > updatedFrom && item.changedAt < updatedTo),
		(item) => item.createdAt >= createdFrom && item.createdAt <= createdTo,
	];
	const periodFrom = date(query, 'periodFrom');
	const periodTo = date(query, 'periodTo');
	if ((periodFrom === undefined) !== (periodTo === undefined)) {
		throw new HttpError(400, 'periodFrom and periodTo are needed together');
	}
	if (periodFrom !== undefined && periodTo !== undefined) {
		tests.push((item) => {
			const begin = parseDate(described(item, 'period-begin'));
			const end = parseDate(described(item, 'period-end'));
			return begin !== undefined && end !== undefined && begin >= periodFrom && end <= periodTo;
		});
	}
	return tests;
}

function contentTests(query: URLSearchParams): Test[] {
	const tests: Test[] = [];
	const knd = matching(query, 'knd', /^\d{7}$/, '7 digits');
	if (knd) tests.push((item) => described(item, 'form-version', 'knd') === knd);
	const okud = matching(query, 'okud', /^\d{7}$/, '7 digits');
	if (okud) {
		tests.push((item) => [described(item, 'okud'), described(item, 'form-version', 'okud')].includes(okud));
	}
	const okpo = matching(query, 'okpo', /^(\d{8}|\d{10}|\d{14})$/, '8, 10 or 14 digits');
	if (okpo) tests.push((item) => described(item, 'okpo') === okpo);
	const cu = query.get('cu');
	if (cu) tests.push((item) => authorityCodes(item).includes(cu));
	const regNumber = matching(query, 'regNumber', /^\d{3}-\d{3}-\d{6}$/, 'XXX-XXX-XXXXXX');
	if (regNumber) tests.push((item) => described(item, 'registration-number') === regNumber);
	const form = query.get('formName')?.toLowerCase();
	if (form) {
		tests.push((item) =>
			['form-fullname', 'form-shortname'].some((name) =>
				described(item, 'form-version', name).toLowerCase().includes(form),
			),
		);
	}
	if (flag(query, 'demandsOnReports')) {
		tests.push((item) => described(item, 'sent-on-report-filename') !== '');
	}
	const number = query.get('demandNumber');
	if (number) {
		tests.push((item) => item.documents.some((document) => document.requisites['demand-number'] === number));
	}
	const letters = withoutUrn(query.getAll('pfrLetterCategory'), 'urn:pfr-letter-category:');
	if (letters.length > 0) {
		tests.push((item) =>
			letters.includes(described(item, 'form-type').replace('urn:pfr-letter-category:', '')),
		);
	}
	return tests;
}

function ownerTests(call: AccountCall): Test[] {
	const { query } = call.request;
	const tests: Test[] = [];
	const owner = matching(query, 'innKpp', /^(\d{10}-\d{4}[\dA-Z]{2}\d{3}|\d{12})$/, 'INN-KPP or INN');
	const organizationId = query.get('orgId');
	if (organizationId) {
		if (!isGuid(organizationId)) throw new HttpError(400, 'orgId must be a GUID, not empty');
		tests.push((item) => item.organizationId === organizationId.toLowerCase());
	}
	if (owner) {
		tests.push((item) => {
			const organization = call.account.organizations.get(item.organizationId);
			return organization !== undefined && innKpp(organization) === owner;
		});
	}
	if (flag(query, 'forAllUsers')) {
		if (call.role !== 'admin') throw new HttpError(403, 'forAllUsers is for administrators');
	} else {
		tests.push((item) => call.role === 'admin' || item.ownerLogin === call.user.login);
	}
	return tests;
}

export function isVisible(call: AccountCall, docflow: Docflow): boolean {
	return docflow.visibleAt <= call.request.now().getTime();
}

/** Lists show a change only once it is indexed. */
function isIndexed({ request, extern }: AccountCall, docflow: Docflow): boolean {
	return docflow.changedAt + extern.options.docflowIndexMs <= request.now().getTime();
}

/** Returns the docflows for a list request, in order. */
export function filteredDocflows(
	call: AccountCall,
	shownByDefault: TypeTest = (type) => !isHidden(type),
): Docflow[] {
	const { query } = call.request;
	const order = query.get('orderBy')?.toLowerCase() ?? 'descending';
	if (order !== 'ascending' && order !== 'descending') {
		throw new HttpError(400, 'orderBy must be ascending or descending');
	}
	const { readings } = call.request.state;
	const tests = [
		...stateTests(query, readings.X21 === 'shown' ? () => true : shownByDefault),
		...dateTests(query, readings.X75 === 'exclusive'),
		...contentTests(query),
		...ownerTests(call),
	];
	const isUpdated = Boolean(query.get('updatedFrom') || query.get('updatedTo'));
	const key = isUpdated && readings.X20 !== 'bySending' ? 'changedAt' : 'createdAt';
	const sign = order === 'ascending' ? 1 : -1;
	return [...call.account.docflows.values()]
		.filter((item) => isVisible(call, item) && isIndexed(call, item) && tests.every((test) => test(item)))
		.sort((a, b) => sign * (a[key] - b[key] || (a.id < b.id ? -1 : 1)));
}
