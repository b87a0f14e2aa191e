import type { Control } from './control';
import { HttpError } from './errors';
import type { FaultInput } from './faults';
import type { LogFilter } from './log';
import { optionsProblem } from './options';
import type { EmulatorRequest, ErrorFormatter, Reply, Route } from './router';
import { asInteger, asObject, isObject, type JsonObject } from './values';

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
	if (value.cut !== undefined && !['before', 'after', 'body'].includes(String(value.cut))) {
		throw new HttpError(400, "'cut' of a fault is before, after or body");
	}
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
		route('GET', 'options', () => ok(get().options())),
		route('PUT', 'options', (request) => setOptions(get(), request)),
	];
}
