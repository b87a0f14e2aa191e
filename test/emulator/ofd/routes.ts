import type { EmulatorRequest, Reply, Route } from '../core/router';
import {
	authorize,
	openOrganization,
	openOrganizations,
	openRegister,
	openRegisters,
	opensEverything,
	type OpenOrganization,
} from './request/access';
import { OfdFault } from './errors';
import { isGuid } from './request/guid';
import {
	cut,
	inside,
	permit,
	permitDays,
	readDay,
	readDays,
	readLimit,
	readMoments,
	readOffset,
	readTypes,
	type Window,
} from './request/parameters';
import { readPage } from './request/period';
import { serveDocument, serveOrganization, serveRegister, visibleDocuments } from './serve';
import { statisticsByDays, statisticsByShifts } from './statistics';
import { endOfDay, startOfDay } from './shop/time';
import type { FiscalDocument, Json, JsonObject, Register } from './types';

const ORGANIZATION = '/v2/organizations/{organizationId}';
const REGISTER = `${ORGANIZATION}/cashboxes/{kktRegId}`;
const TICKETS = '/v1/integration/inns/{inn}/kkts/{kktRegId}/fss/{fsId}/tickets';

/** The service documents two forms of "no data": an empty list, or no body. */
function answer(request: EmulatorRequest, json: JsonObject | Json[], nothing: boolean): Reply {
	return nothing && request.state.ofd.switches.emptyBody ? { status: 200 } : { status: 200, json };
}

function listAnswer(request: EmulatorRequest, list: Json[]): Reply {
	return answer(request, list, list.length === 0);
}

function organizationOf(request: EmulatorRequest): OpenOrganization {
	const key = authorize(request);
	return openOrganization(request, key, ({ id }) => id === request.params.organizationId.toLowerCase());
}

function registerOf(request: EmulatorRequest): Register {
	const mode = request.state.ofd.switches.forbiddenRegister;
	return openRegister(
		organizationOf(request),
		request.params.kktRegId,
		mode === 'cashbox' ? 'forbiddenRegister' : 'forbiddenRegisterDocuments',
	);
}

function visible(request: EmulatorRequest, register: Register): FiscalDocument[] {
	return visibleDocuments(register, request.now().getTime());
}

function served(request: EmulatorRequest, register: Register, documents: FiscalDocument[]): JsonObject[] {
	return documents.map((document) => serveDocument(document, register, request.state.ofd.switches));
}

function listOrganizations(request: EmulatorRequest): Reply {
	const key = authorize(request);
	return listAnswer(request, openOrganizations(request, key).map(serveOrganization));
}

function getOrganization(request: EmulatorRequest): Reply {
	return { status: 200, json: serveOrganization(organizationOf(request).organization) };
}

function listRegisters(request: EmulatorRequest): Reply {
	const { switches } = request.state.ofd;
	const now = request.now().getTime();
	const registers = openRegisters(organizationOf(request));
	return listAnswer(
		request,
		registers.map((register) => serveRegister(register, now, switches)),
	);
}

function getRegister(request: EmulatorRequest): Reply {
	const register = openRegister(organizationOf(request), request.params.kktRegId);
	const { switches } = request.state.ofd;
	return { status: 200, json: serveRegister(register, request.now().getTime(), switches) };
}

function documentsOfDay(request: EmulatorRequest): Reply {
	const register = registerOf(request);
	const day = readDay(request, 'date', 'badDate');
	const types = readTypes(request);
	const { switches } = request.state.ofd;
	const asked: Window = { from: startOfDay(day), to: endOfDay(day) };
	const window = permitDays(asked, register, switches, 'forbiddenRegisterDocuments');
	const documents = inside(visible(request, register), window).filter(
		({ kind }) => types === null || types.includes(kind),
	);
	return listAnswer(request, served(request, register, documents));
}

const withRawControls = ({ json, ...reply }: Reply): Reply => ({
	...reply,
	text: JSON.stringify(json)
		.replace(/\\u00([01][0-9a-f])/g, (_escape, code: string) => String.fromCharCode(parseInt(code, 16)))
		.replaceAll('\\n', '\n')
		.replaceAll('\\t', '\t'),
	headers: { 'Content-Type': 'application/json; charset=utf-8' },
});

function documentsByPeriod(request: EmulatorRequest): Reply {
	const register = registerOf(request);
	const { switches } = request.state.ofd;
	const asked = readMoments(request);
	const types = readTypes(request);
	const limit = readLimit(request);
	const offset = readOffset(request);
	const window = permit(asked, register, switches, 'forbiddenRegisterDocuments');
	const page = readPage(visible(request, register), { ...window, types, offset, limit }, switches);
	const paging: JsonObject = {};
	if (page.nextOffset !== null) {
		paging.nextOffset = switches.rawOffset ? page.nextOffset : encodeURIComponent(page.nextOffset);
	} else if (switches.emptyPaging === 'null') {
		paging.nextOffset = null;
	}
	const documents = served(request, register, page.documents);
	const reply = answer(request, { documents, paging }, page.nextOffset === null);
	return switches.rawControls && reply.json !== undefined ? withRawControls(reply) : reply;
}

function documentById(request: EmulatorRequest): Reply {
	const register = registerOf(request);
	const { documentId } = request.params;
	if (!isGuid(documentId)) throw new OfdFault('badRequest');
	const found = visible(request, register).find(({ id }) => id === documentId.toLowerCase());
	if (!found) throw new OfdFault('documentNotFound');
	const window = { from: found.dateTime, to: found.dateTime };
	if (inside([found], cut(window, register)).length === 0) {
		throw new OfdFault('forbiddenRegisterDocuments');
	}
	return { status: 200, json: served(request, register, [found])[0] };
}

function registerStatistics(
	request: EmulatorRequest,
	count: (documents: FiscalDocument[]) => JsonObject[],
	member: string,
): Reply {
	const register = registerOf(request);
	const asked = readDays(request, 'from', 'to');
	const { switches } = request.state.ofd;
	const window = permitDays(asked, register, switches, 'forbiddenRegisterDocuments');
	const rows = count(inside(visible(request, register), window));
	return answer(request, { [member]: rows }, rows.length === 0);
}

function organizationStatistics(request: EmulatorRequest): Reply {
	const opened = organizationOf(request);
	if (!opensEverything(opened)) throw new OfdFault('forbiddenOrganizationDocuments');
	const asked = readDays(request, 'from', 'to');
	const { switches } = request.state.ofd;
	const { registers } = opened.organization;
	// A day that no register of the organization is open for is outside; else each adds what it may show.
	const open = (day: string): boolean =>
		registers.some(
			({ permissionFrom, permissionTo }) =>
				(permissionFrom === null || day >= permissionFrom.slice(0, 10)) &&
				(permissionTo === null || day <= permissionTo.slice(0, 10)),
		);
	const outside = !open(asked.from.slice(0, 10)) || !open(asked.to.slice(0, 10));
	if (registers.length > 0 && outside && switches.permission === 'refuse') {
		throw new OfdFault('forbiddenOrganizationDocuments');
	}
	const documents = registers.flatMap((register) => inside(visible(request, register), cut(asked, register)));
	const items = statisticsByDays(documents, switches);
	return answer(request, { items }, items.length === 0);
}

function ticketsOf(request: EmulatorRequest): { register: Register; documents: () => FiscalDocument[] } {
	const { inn, kktRegId, fsId } = request.params;
	const key = authorize(request);
	const opened = openOrganization(
		request,
		key,
		(organization) => organization.inn === inn,
		'forbiddenOrganizationDocuments',
	);
	const register = openRegister(opened, kktRegId);
	return {
		register,
		documents: () => {
			if (!register.drives.some(({ fn }) => fn === fsId)) throw new OfdFault('documentNotFound');
			return visible(request, register).filter(({ fn }) => fn === fsId);
		},
	};
}

function listTickets(request: EmulatorRequest): Reply {
	const { register, documents } = ticketsOf(request);
	const asked = readDays(request, 'dateFrom', 'dateTo');
	const { switches } = request.state.ofd;
	const window = permitDays(asked, register, switches, 'forbiddenOrganizationDocuments');
	return listAnswer(request, served(request, register, inside(documents(), window)));
}

function getTicket(request: EmulatorRequest): Reply {
	const { register, documents } = ticketsOf(request);
	const { documentNumber } = request.params;
	if (!/^\d+$/.test(documentNumber)) throw new OfdFault('badRequest');
	const found = documents().find(({ fd }) => fd === Number(documentNumber));
	if (!found) throw new OfdFault('documentNotFound');
	if (inside([found], cut({ from: found.dateTime, to: found.dateTime }, register)).length === 0) {
		throw new OfdFault('forbiddenOrganizationDocuments');
	}
	return { status: 200, json: served(request, register, [found])[0] };
}

function get(path: string, handler: (request: EmulatorRequest) => Reply): Route {
	return {
		service: 'ofd',
		method: 'GET',
		path,
		handler: (request) => {
			try {
				return handler(request);
			} catch (error) {
				if (error instanceof OfdFault) return { status: error.status, json: error.body };
				throw error;
			}
		},
	};
}

export const dataRoutes: Route[] = [
	get('/v2/organizations', listOrganizations),
	get(ORGANIZATION, getOrganization),
	get(`${ORGANIZATION}/cashboxes`, listRegisters),
	get(REGISTER, getRegister),
	get(`${REGISTER}/documents`, documentsOfDay),
	get(`${REGISTER}/documents/by-period`, documentsByPeriod),
	get(`${REGISTER}/documents/{documentId}`, documentById),
	get(`${REGISTER}/statistics/cash-receipt/by-days`, (request) =>
		registerStatistics(request, (list) => statisticsByDays(list, request.state.ofd.switches), 'items'),
	),
	get(`${REGISTER}/statistics/cash-receipt/by-shifts`, (request) =>
		registerStatistics(request, (list) => statisticsByShifts(list, request.state.ofd.switches), 'shifts'),
	),
	get(`${ORGANIZATION}/statistics/cash-receipt/by-days`, organizationStatistics),
	get(TICKETS, listTickets),
	get(`${TICKETS}/{documentNumber}`, getTicket),
];
