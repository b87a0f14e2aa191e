import { HttpError } from '../core/errors';
import type { EmulatorRequest, Reply, Route } from '../core/router';
import { isObject } from '../core/values';
import { given, Input } from './request/input';
import { isVisible, serveDocument, serveOrganization, serveRegister } from './serve';
import type { Timing } from './state';
import {
	DEFAULT_SWITCHES,
	type FiscalDocument,
	type JsonObject,
	type RegisterProfile,
	type SaleKind,
	type Switches,
} from './types';

const SALES: readonly SaleKind[] = ['receipt', 'receiptCorrection', 'bso', 'bsoCorrection'];
const TIMING = ['dateTime', 'receivedAt'] as const;
const PRINTING = ['regNumber', ...TIMING, 'count', 'kind', 'stepMinutes', 'overrides'];

const CHOICES: Partial<Record<keyof Switches, readonly string[]>> = {
	permission: ['refuse', 'cut'],
	emptyPeriodOffset: ['error', 'keep'],
	emptyPaging: ['absent', 'null'],
	unlimited: ['null', 'absent', 'far'],
	receivedFormat: ['z', 'plain', 'fraction'],
	forbiddenRegister: ['cashbox', 'cashboxdocuments'],
};

function ok(json: unknown): Reply {
	return { status: 200, json };
}

function timing(input: Input): Timing {
	return given({ dateTime: input.dateTime('dateTime'), receivedAt: input.moment('receivedAt') });
}

function printing(input: Input) {
	return {
		...timing(input),
		...given({
			count: input.count('count'),
			kind: input.oneOf('kind', SALES),
			stepMinutes: input.number('stepMinutes'),
			overrides: input.overrides('overrides'),
		}),
	};
}

/** The document as the service would answer it, whether or not it may be seen yet. */
function shown(request: EmulatorRequest, regNumber: string, documents: FiscalDocument[]): JsonObject[] {
	const { ofd } = request.state;
	const register = ofd.register(regNumber);
	return documents.map((document) => serveDocument(document, register, ofd.switches));
}

function records(request: EmulatorRequest, regNumber: string): JsonObject[] {
	const { ofd } = request.state;
	const documents = ofd.documents(regNumber);
	const bodies = shown(request, regNumber, documents);
	return documents.map((document, index) => ({
		fn: document.fn,
		fd: document.fd,
		id: document.id,
		kind: document.kind,
		dateTime: document.dateTime,
		receivedAt: document.receivedAt === null ? null : new Date(document.receivedAt).toISOString(),
		visible: isVisible(document, ofd.now()),
		document: bodies[index],
	}));
}

function overview(request: EmulatorRequest): Reply {
	const { ofd } = request.state;
	const organizations = ofd.organizations.map((organization) => ({
		...serveOrganization(organization),
		revoked: organization.revoked,
		registers: organization.registers.map((register) => ({
			...serveRegister(register, ofd.now(), ofd.switches),
			zone: register.zone,
			offline: register.offline,
			revoked: register.revoked,
			clockAheadMinutes: register.clockAheadMinutes,
		})),
	}));
	return ok({ organizations, keys: ofd.keys, switches: ofd.switches });
}

function listDocuments(request: EmulatorRequest): Reply {
	const regNumber = request.query.get('regNumber');
	if (!regNumber) throw new HttpError(400, "'regNumber' must be given");
	return ok(records(request, regNumber));
}

function printReceipts(request: EmulatorRequest, outOfOrder: boolean): Reply {
	const input = Input.of(request, PRINTING);
	const regNumber = input.needText('regNumber');
	const { ofd } = request.state;
	const printed = outOfOrder
		? ofd.printOutOfOrder(regNumber, printing(input))
		: ofd.printReceipts(regNumber, printing(input));
	return ok({
		documents: shown(request, regNumber, printed.documents),
		reports: shown(request, regNumber, printed.reports),
	});
}

function printReport(request: EmulatorRequest): Reply {
	const input = Input.of(request, ['regNumber', 'kind', ...TIMING]);
	const regNumber = input.needText('regNumber');
	const kind = input.oneOf('kind', ['openShift', 'closeShift', 'currentStateReport']);
	const { ofd } = request.state;
	if (!kind) throw new HttpError(400, "'kind' must be given");
	const print = {
		openShift: () => ofd.openShift(regNumber, timing(input)),
		closeShift: () => ofd.closeShift(regNumber, timing(input)),
		currentStateReport: () => ofd.currentState(regNumber, timing(input)),
	};
	return ok({ documents: shown(request, regNumber, [print[kind]()]) });
}

function setOffline(request: EmulatorRequest): Reply {
	const input = Input.of(request, ['regNumber', 'offline']);
	const regNumber = input.needText('regNumber');
	const { ofd } = request.state;
	if (input.flag('offline') ?? true) {
		ofd.goOffline(regNumber);
		return ok({ documents: [] });
	}
	return ok({ documents: shown(request, regNumber, ofd.goOnline(regNumber)) });
}

function deliver(request: EmulatorRequest): Reply {
	const input = Input.of(request, ['regNumber', 'fn', 'count', 'receivedAt', 'spacingMs']);
	const regNumber = input.needText('regNumber');
	const delivered = request.state.ofd.deliver(
		regNumber,
		given({
			fn: input.text('fn'),
			count: input.count('count'),
			receivedAt: input.moment('receivedAt') ?? undefined,
			spacingMs: input.count('spacingMs'),
		}),
	);
	return ok({ documents: shown(request, regNumber, delivered) });
}

function setArrival(request: EmulatorRequest): Reply {
	const input = Input.of(request, ['regNumber', 'fn', 'fd', 'receivedAt']);
	const regNumber = input.needText('regNumber');
	const fd = input.count('fd');
	const receivedAt = input.moment('receivedAt');
	if (fd === undefined || receivedAt === undefined) {
		throw new HttpError(400, "'fd' and 'receivedAt' must be given");
	}
	const moved = request.state.ofd.setReceivedAt(regNumber, input.needText('fn'), fd, receivedAt);
	return ok({ documents: shown(request, regNumber, [moved]) });
}

function replaceDrive(request: EmulatorRequest): Reply {
	const names = ['regNumber', 'newDrive', 'stragglers', 'closeArchive', ...TIMING];
	const input = Input.of(request, names);
	const regNumber = input.needText('regNumber');
	const replaced = request.state.ofd.replaceDrive(regNumber, {
		...timing(input),
		...given({
			newDrive: input.text('newDrive'),
			stragglers: input.count('stragglers'),
			closeArchive: input.flag('closeArchive'),
		}),
	});
	return ok({
		...replaced,
		stragglers: shown(request, regNumber, replaced.stragglers),
		documents: shown(request, regNumber, replaced.documents),
	});
}

function addOrganization(request: EmulatorRequest): Reply {
	const names = ['id', 'inn', 'kpp', 'ogrn', 'shortName', 'fullName'] as const;
	const input = Input.of(request, [...names, 'keys']);
	const organization = request.state.ofd.addOrganization(
		given({
			...Object.fromEntries(names.map((name) => [name, input.text(name)])),
			keys: input.texts('keys'),
		}),
	);
	return ok(serveOrganization(organization));
}

function profileOf(input: Input): Partial<RegisterProfile> {
	return given({
		goods: input.oneOf('goods', ['grocery', 'electronics', 'services', 'reduced', 'noVat']),
		taxationType: input.count('taxationType'),
		saleKind: input.oneOf('saleKind', ['receipt', 'bso']),
		agent: input.flag('agent'),
		ffd: input.oneOf('ffd', ['1.0', '1.05', '1.2']),
		padInn: input.flag('padInn'),
	});
}

function addRegister(request: EmulatorRequest): Reply {
	const texts = [
		'regNumber',
		'serialNumber',
		'name',
		'modelName',
		'kpp',
		'address',
		'salesPointName',
		'fn',
	] as const;
	const profile = ['goods', 'taxationType', 'saleKind', 'agent', 'ffd', 'padInn'];
	const input = Input.of(request, [
		...texts,
		...profile,
		'organizationId',
		'zone',
		'permissionFrom',
		'permissionTo',
	]);
	const { ofd } = request.state;
	const register = ofd.addRegister(input.needText('organizationId'), {
		...given(Object.fromEntries(texts.map((name) => [name, input.text(name)]))),
		...given({
			zone: input.number('zone'),
			permissionFrom: input.dateTimeOrNull('permissionFrom'),
			permissionTo: input.dateTimeOrNull('permissionTo'),
		}),
		profile: profileOf(input),
	});
	return ok(serveRegister(register, ofd.now(), ofd.switches));
}

function setPermissions(request: EmulatorRequest): Reply {
	const input = Input.of(request, ['regNumber', 'permissionFrom', 'permissionTo']);
	const { ofd } = request.state;
	const register = ofd.setPermissions(
		input.needText('regNumber'),
		given({
			from: input.dateTimeOrNull('permissionFrom'),
			to: input.dateTimeOrNull('permissionTo'),
		}),
	);
	return ok(serveRegister(register, ofd.now(), ofd.switches));
}

function setConsent(request: EmulatorRequest): Reply {
	const input = Input.of(request, ['regNumber', 'organizationId', 'granted']);
	const granted = input.flag('granted');
	if (granted === undefined) throw new HttpError(400, "'granted' must be given");
	const regNumber = input.text('regNumber');
	if (regNumber) request.state.ofd.setConsent(regNumber, granted);
	else request.state.ofd.setOrganizationConsent(input.needText('organizationId'), granted);
	return ok({});
}

function setClockAhead(request: EmulatorRequest): Reply {
	const input = Input.of(request, ['regNumber', 'minutes']);
	request.state.ofd.setClockAhead(input.needText('regNumber'), input.number('minutes') ?? 0);
	return ok({});
}

function grant(request: EmulatorRequest): Reply {
	const input = Input.of(request, ['key', 'organizationId', 'registers']);
	const organizationId = input.needText('organizationId');
	const registers = input.texts('registers') ?? 'all';
	return ok(request.state.ofd.grant(input.needText('key'), { organizationId, registers }));
}

function switchesProblem(patch: unknown): string | undefined {
	if (!isObject(patch)) return 'an object of switches is expected';
	for (const [name, value] of Object.entries(patch)) {
		if (!(name in DEFAULT_SWITCHES)) return `unknown switch '${name}'`;
		const key = name as keyof Switches;
		const expected = key === 'pageLimit' ? 'number' : typeof DEFAULT_SWITCHES[key];
		if (key === 'pageLimit' && value === null) continue;
		if (typeof value !== expected) return `switch '${name}' must be a ${expected}`;
		if (typeof value === 'number' && !(value >= (key === 'pageLimit' ? 1 : 0))) {
			return `switch '${name}' is too small`;
		}
		const choices = CHOICES[key];
		if (choices && !choices.includes(String(value))) {
			return `switch '${name}' must be one of ${choices.join(', ')}`;
		}
	}
	return undefined;
}

function setSwitches(request: EmulatorRequest): Reply {
	const patch = request.json();
	const problem = switchesProblem(patch);
	if (problem) throw new HttpError(400, problem);
	return ok(request.state.ofd.setSwitches(patch as Partial<Switches>));
}

function route(method: string, path: string, handler: Route['handler']): Route {
	return { service: 'control', method, path: `/_control/ofd${path}`, handler };
}

export const controlRoutes: Route[] = [
	route('GET', '', overview),
	route('GET', '/documents', listDocuments),
	route('POST', '/receipts', (request) => printReceipts(request, false)),
	route('POST', '/receipts/out-of-order', (request) => printReceipts(request, true)),
	route('POST', '/reports', printReport),
	route('POST', '/offline', setOffline),
	route('POST', '/deliver', deliver),
	route('POST', '/arrival', setArrival),
	route('POST', '/drives', replaceDrive),
	route('POST', '/organizations', addOrganization),
	route('POST', '/registers', addRegister),
	route('POST', '/permissions', setPermissions),
	route('POST', '/consent', setConsent),
	route('POST', '/clock-ahead', setClockAhead),
	route('POST', '/grants', grant),
	route('GET', '/switches', (request) => ok(request.state.ofd.switches)),
	route('PUT', '/switches', setSwitches),
	route('POST', '/reseed', (request) => {
		request.state.ofd.reseed();
		return ok({});
	}),
];
