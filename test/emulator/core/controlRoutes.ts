import { readingsProblem } from '../readings';
import type { Control } from './control';
import { HttpError } from './errors';
import { faultProblem, type FaultInput } from './faults/faults';
import type { LogFilter } from './log';
import { optionsProblem } from './options';
import type { EmulatorRequest, ErrorFormatter, Reply, Route } from './router';
import { asInteger, asObject, asText, isObject, type JsonObject } from './values';

export const formatControlError: ErrorFormatter = (error) => ({
	status: error.status,
	json: { error: error.message },
});

function ok(json: unknown): Reply {
	return { status: 200, json };
}

function bodyOf(request: EmulatorRequest): JsonObject {
	return request.body.length === 0 ? {} : asObject(request.json());
}

function logFilter(query: URLSearchParams): LogFilter {
	const filter: LogFilter = {};
	for (const name of ['service', 'method', 'route', 'path'] as const) {
		const value = query.get(name);
		if (value !== null) filter[name] = value;
	}
	for (const name of ['status', 'after'] as const) {
		const value = asInteger(query.get(name) ?? undefined);
		if (value !== undefined) filter[name] = value;
	}
	return filter;
}

function moment(value: unknown): Date {
	const date = new Date(typeof value === 'string' || typeof value === 'number' ? value : NaN);
	if (Number.isNaN(date.getTime())) throw new HttpError(400, 'a moment is expected, ISO or milliseconds');
	return date;
}

/** { set?, advanceMs?, freeze?: true | moment, resume?: true }, applied in this order. */
function moveClock(request: EmulatorRequest): Reply {
	const { clock } = request.state;
	const body = bodyOf(request);
	if (body.set !== undefined) clock.set(moment(body.set));
	if (body.advanceMs !== undefined) {
		const step = asInteger(body.advanceMs);
		if (step === undefined) throw new HttpError(400, 'advanceMs must be a whole number');
		clock.advance(step);
	}
	if (body.freeze === true) clock.freeze();
	else if (body.freeze) clock.freeze(moment(body.freeze));
	if (body.resume === true) clock.resume();
	return clockFacts(request);
}

function clockFacts(request: EmulatorRequest): Reply {
	const { clock } = request.state;
	return ok({ now: clock.now().toISOString(), frozen: clock.frozen });
}

const faultMembers: Record<string, string> = {
	service: 'string',
	method: 'string',
	path: 'string',
	times: 'number',
	skip: 'number',
	status: 'number',
	headers: 'object',
	delayMs: 'number',
	cut: 'string',
	kind: 'string',
	phase: 'string',
	lengthBy: 'number',
};

function faultInput(value: unknown): FaultInput {
	if (!isObject(value)) throw new HttpError(400, 'a fault is an object');
	for (const [name, member] of Object.entries(value)) {
		if (name === 'body') continue;
		if (!(name in faultMembers)) throw new HttpError(400, `unknown member '${name}' of a fault`);
		if (typeof member !== faultMembers[name]) {
			throw new HttpError(400, `'${name}' of a fault must be a ${faultMembers[name]}`);
		}
	}
	for (const name of ['cut', 'phase']) {
		if (value[name] === undefined || ['before', 'after', 'body'].includes(String(value[name]))) continue;
		throw new HttpError(400, `'${name}' of a fault is before, after or body`);
	}
	const problem = faultProblem(value);
	if (problem) throw new HttpError(400, problem);
	return value;
}

function addFault(control: Control, request: EmulatorRequest): Reply {
	const input = faultInput(request.json());
	try {
		return ok({ id: control.addFault(input) });
	} catch {
		throw new HttpError(400, "'path' of a fault is neither a route nor a regular expression");
	}
}

function setOptions(control: Control, request: EmulatorRequest): Reply {
	const patch = request.json();
	const problem = optionsProblem(patch);
	if (problem) throw new HttpError(400, problem);
	return ok(control.setOptions(asObject(patch)));
}

function setReadings(control: Control, request: EmulatorRequest): Reply {
	const chosen = bodyOf(request);
	const problem = readingsProblem(chosen);
	if (problem) throw new HttpError(400, problem);
	const texts = Object.entries(chosen).map(([doubt, reading]) => [doubt, String(reading)]);
	control.setReadings(Object.fromEntries(texts));
	return ok(chosen);
}

function stepsOf(request: EmulatorRequest): number {
	const steps = asInteger(bodyOf(request).steps ?? 1);
	if (steps === undefined || steps < 1) throw new HttpError(400, 'steps must be a number from 1');
	return steps;
}

function setRobots(control: Control, request: EmulatorRequest): Reply {
	const body = bodyOf(request);
	if (body.mode !== 'manual' && body.mode !== 'timed') {
		throw new HttpError(400, 'mode must be manual or timed');
	}
	const stepMs = asInteger(body.stepMs);
	control.robots({ mode: body.mode, ...(stepMs === undefined ? {} : { stepMs }) });
	return ok({ mode: body.mode, stepMs: control.options().robotsStepMs });
}

function sendContent(control: Control, id: string): Reply {
	const content = control.content(id);
	return { status: 200, bytes: content.bytes, headers: { 'Content-Type': content.type } };
}

function texts<K extends string>(body: JsonObject, names: readonly K[]): { [name in K]?: string } {
	const result: { [name in K]?: string } = {};
	for (const name of names) {
		const value = asText(body[name]);
		if (value !== undefined) result[name] = value;
	}
	return result;
}

function addOrganization(control: Control, request: EmulatorRequest): Reply {
	const { inn, kpp, name } = texts(bodyOf(request), ['inn', 'kpp', 'name'] as const);
	if (!inn || !name) throw new HttpError(400, 'inn and name are required');
	const facts = { inn, name, ...(kpp ? { kpp } : {}) };
	return ok(control.addOrganization(request.params.accountId, facts));
}

const docflowMembers = [
	'type',
	'status',
	'event',
	'documentType',
	'filename',
	'organizationId',
	'ownerLogin',
] as const;

function receiveDocflow(control: Control, request: EmulatorRequest): Reply {
	const body = bodyOf(request);
	const facts = {
		...texts(body, docflowMembers),
		...(isObject(body.description) ? { description: body.description } : {}),
	};
	return ok(control.receiveDocflow(request.params.accountId, facts));
}

function cleared(action: () => void): Reply {
	action();
	return ok({});
}

/** The control object needs the router, which needs these routes: hence the getter. */
export function controlRoutes(get: () => Control): Route[] {
	const route = (method: string, path: string, handler: Route['handler']): Route => ({
		service: 'control',
		method,
		path: `/_control/${path}`,
		handler,
	});
	return [
		route('GET', 'routes', () => ok(get().routes())),
		route('GET', 'log', (request) => ok(get().log(logFilter(request.query)))),
		route('DELETE', 'log', () => cleared(() => get().clearLog())),
		route('GET', 'counters', () => ok(get().counters())),
		route('POST', 'reset', () => cleared(() => get().reset())),
		route('GET', 'clock', clockFacts),
		route('POST', 'clock', moveClock),
		route('GET', 'faults', () => ok(get().faults())),
		route('POST', 'faults', (request) => addFault(get(), request)),
		route('DELETE', 'faults', () => cleared(() => get().clearFaults())),
		route('POST', 'sessions/drop', () => ok({ dropped: get().dropSessions() })),
		route('POST', 'docflows/{id}/advance', (request) =>
			ok(get().advanceDocflow(request.params.id, stepsOf(request))),
		),
		route('POST', 'docflows/{id}/receipts', (request) => ok(get().sendReceipts(request.params.id))),
		route('POST', 'robots', (request) => setRobots(get(), request)),
		route('GET', 'contents/{id}', (request) => sendContent(get(), request.params.id)),
		route('GET', 'accounts', () => ok(get().accounts())),
		route('POST', 'accounts/{accountId}/organizations', (request) => addOrganization(get(), request)),
		route('POST', 'accounts/{accountId}/docflows', (request) => receiveDocflow(get(), request)),
		route('POST', 'builders/{id}/break', (request) => cleared(() => get().breakBuild(request.params.id))),
		route('POST', 'drafts/{id}/web-send', (request) => ok(get().sendWebDraft(request.params.id))),
		route('GET', 'options', () => ok(get().options())),
		route('PUT', 'options', (request) => setOptions(get(), request)),
		route('PUT', 'readings', (request) => setReadings(get(), request)),
	];
}
