import { HttpError } from '../../core/errors';
import type { EmulatorRequest, Reply, Route } from '../../core/router';
import { asInteger, asObject, asText, compact, type JsonObject } from '../../core/values';
import { changeDocflow, forgetEvents, happen, type DocflowChange } from './feed';

const successStates = ['neutral', 'successful', 'failed', 'warning'] as const;

function bodyOf(request: EmulatorRequest, known: readonly string[]): JsonObject {
	const body = request.body.length === 0 ? {} : asObject(request.json());
	const unknown = Object.keys(body).find((name) => !known.includes(name));
	if (unknown !== undefined) throw new HttpError(400, `unknown member '${unknown}'`);
	return body;
}

function count(body: JsonObject, name: string): number | undefined {
	if (body[name] === undefined) return undefined;
	const value = asInteger(body[name]);
	if (value === undefined || value < 0) throw new HttpError(400, `'${name}' must be a whole number from 0`);
	return value;
}

function moment(body: JsonObject): Date | undefined {
	if (body.at === undefined) return undefined;
	const date = new Date(asText(body.at) ?? '');
	if (Number.isNaN(date.getTime())) throw new HttpError(400, "'at' must be a moment");
	return date;
}

function addEvents(request: EmulatorRequest): Reply {
	const body = bodyOf(request, ['state', 'count', 'at', 'delayMs']);
	const ids = happen(
		request.state.extern,
		request.params.id,
		compact({
			state: asText(body.state),
			count: count(body, 'count'),
			at: moment(body),
			delayMs: count(body, 'delayMs'),
		}),
	);
	return { status: 200, json: { ids } };
}

function change(request: EmulatorRequest): Reply {
	const body = bodyOf(request, ['status', 'successState', 'at']);
	const successState = successStates.find((state) => state === body.successState);
	if (body.successState !== undefined && !successState) throw new HttpError(400, "'successState' is unknown");
	const facts: DocflowChange = compact({ status: asText(body.status), successState, at: moment(body) });
	changeDocflow(request.state.extern, request.params.id, facts);
	return { status: 200, json: {} };
}

function steerFeed(request: EmulatorRequest): Reply {
	const { extern } = request.state;
	const body = bodyOf(request, ['repeat', 'forget']);
	forgetEvents(extern, count(body, 'forget') ?? 0);
	extern.feed.repeats = count(body, 'repeat') ?? extern.feed.repeats;
	return { status: 200, json: { kept: extern.events.length, repeats: extern.feed.repeats } };
}

function route(path: string, handler: Route['handler']): Route {
	return { service: 'control', method: 'POST', path: `/_control${path}`, handler };
}

/** Routes for events, changes and faults of the feed. */
export const feedControlRoutes: Route[] = [
	route('/docflows/{id}/events', addEvents),
	route('/docflows/{id}/change', change),
	route('/feed', steerFeed),
];
