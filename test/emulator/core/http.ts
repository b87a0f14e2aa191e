import type { IncomingMessage, ServerResponse } from 'node:http';

import { readAnswer, readInstead } from '../readings';
import { pause, writeAnswer } from './answer';
import { readBody } from './body';
import { HttpError } from './errors';
import { planOf, type Faults } from './faults/faults';
import { describeAuthorization, loggedHeaders, loggedQuery, type LogEntry, type RequestLog } from './log';
import type { EmulatorOptions } from './options';
import { Query } from './query';
import type { SeededRandom } from './random';
import {
	serviceOf,
	type EmulatorRequest,
	type ErrorFormatter,
	type Match,
	type Reply,
	type Router,
	type ServiceName,
} from './router';
import type { EmulatorState } from './state';

export interface ServerParts {
	state: EmulatorState;
	router: Router;
	faults: Faults;
	log: RequestLog;
	formatters: Record<ServiceName, ErrorFormatter>;
	/** Which client a request comes from; requests of one client share the parallel limit. */
	clientOf: (request: IncomingMessage, query: URLSearchParams, state: EmulatorState) => string;
	traceIds: SeededRandom;
	print?: (line: string) => void;
	/** Called with every request to an emulated service, before it is processed. */
	onRequest: (entry: LogEntry) => void | Promise<void>;
	/** Called with every successful JSON response of an emulated service; returns its replacement. */
	onAnswer: (entry: LogEntry, json: unknown) => unknown;
}

function parallelLimit(service: ServiceName, options: EmulatorOptions): number {
	if (service === 'extern') return options.externParallelLimit;
	return service === 'ofd' ? options.ofdParallelLimit : 0;
}

/** Without a comma before a closing bracket, which Kontur's Postman collection of outgoing messages has. */
const withoutTrailingCommas = (json: string): string =>
	json.replace(/"(?:[^"\\]+|\\.)*"?|,(?=\s*[}\]])/g, (part) => (part === ',' ? '' : part));

function parseJson(body: Buffer): unknown {
	try {
		return JSON.parse(withoutTrailingCommas(body.toString('utf8').replace(/^\uFEFF/, '')));
	} catch {
		throw new HttpError(400, 'The request body is not valid JSON');
	}
}

export class RequestHandler {
	private readonly active = new Map<string, number>();

	constructor(private readonly parts: ServerParts) {}

	async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
		const { state, log } = this.parts;
		const target = message.url ?? '/';
		const mark = target.indexOf('?');
		const path = mark < 0 ? target : target.slice(0, mark);
		const query = new Query(mark < 0 ? '' : target.slice(mark + 1));
		const method = message.method ?? 'GET';
		const service = serviceOf(path);
		const traceId = this.parts.traceIds.hex(32);
		const client = `${service}:${this.parts.clientOf(message, query, state)}`;

		const running = (this.active.get(client) ?? 0) + 1;
		this.active.set(client, running);
		log.noteAtOnce(service, running);
		response.once('close', () => {
			this.active.set(client, (this.active.get(client) ?? 1) - 1);
		});
		const limit = parallelLimit(service, state.options);
		const refused = limit > 0 && running > limit;

		const body = await readBody(message);
		const format = this.parts.formatters[service];
		const match = this.matchOf(service, method, path);
		const pattern = match?.kind === 'route' ? match.route.path : '';
		const entry = log.add({
			at: state.clock.now().toISOString(),
			service,
			method,
			path,
			query: loggedQuery(query),
			route: pattern,
			status: 0,
			traceId,
			authorization: describeAuthorization(message.headers.authorization),
			requestBytes: body?.length ?? Number(message.headers['content-length'] ?? 0),
			contentType: message.headers['content-type'] ?? '',
			headers: loggedHeaders(message.headers),
			acted: false,
		});
		if (service !== 'control') await this.parts.onRequest(entry);

		const fault = this.parts.faults.take(service, method, path, pattern);
		if (fault) entry.fault = fault.id;
		const plan = planOf(fault);
		// A fault that gives only a status is the service's own refusal, in its own form.
		const isOwn = (fault?.kind ?? 'status') === 'status' && fault?.body === undefined;
		if (plan.reply && plan.reply.status >= 400 && isOwn) {
			const { status, headers } = plan.reply;
			const own = format({ status, message: 'An error that was asked for', traceId });
			plan.reply = { ...own, headers: { ...own.headers, ...headers } };
		}
		const delay = plan.delayMs + (service === 'control' ? 0 : state.options.latencyMs);
		if (delay > 0) await pause(delay);
		if (plan.cut && !plan.acts) {
			response.destroy();
			return;
		}

		const request: EmulatorRequest = {
			method,
			path,
			params: {},
			query,
			headers: message.headers,
			body: body ?? Buffer.alloc(0),
			json: () => parseJson(request.body),
			state,
			now: () => state.clock.now(),
			traceId,
			baseUrl: `${'encrypted' in message.socket ? 'https' : 'http'}://${message.headers.host ?? '127.0.0.1'}`,
		};
		let reply: Reply = { status: 500 };
		try {
			if (refused) throw this.tooManyRequests(limit);
			if (body === undefined) throw new HttpError(413, 'The request body is larger than 64 MB');
			state.clock.runDue();
			if (!plan.acts) reply = plan.reply ?? reply;
			else {
				reply = await this.dispatch(match, request);
				entry.acted = reply.status < 400;
				if (entry.acted && service !== 'control' && reply.json !== undefined) {
					reply = { ...reply, json: this.parts.onAnswer(entry, reply.json) };
				}
			}
		} catch (error) {
			const known = error instanceof HttpError ? error : undefined;
			if (!known) this.parts.print?.(String(error instanceof Error ? error.stack : error));
			const formatted = format({
				status: known?.status ?? 500,
				message: known?.message ?? 'Internal error of the emulator',
				traceId,
				...known?.details,
			});
			reply = { ...formatted, headers: { ...formatted.headers, ...known?.details.headers } };
		}
		reply = readAnswer(`${method} ${pattern}`, reply, request);
		if (plan.cut) {
			response.destroy();
			return;
		}
		if (plan.acts && plan.reply) reply = plan.reply;
		entry.status = reply.status;
		// Clients read the service's time out of its answers; node's own header would give the machine's.
		const { dateHeader, dateHeaderMs } = state.options;
		response.sendDate = false;
		const own: Record<string, string> = dateHeader
			? { Date: new Date(state.clock.now().getTime() + dateHeaderMs).toUTCString() }
			: {};
		if (!plan.foreign) own['X-Kontur-Trace-Id'] = traceId;
		await writeAnswer(response, reply, own, plan.broken);
		this.parts.print?.(`${reply.status} ${method} ${path}`);
	}

	/** Undefined for an address that is not encoded correctly. */
	private matchOf(service: ServiceName, method: string, path: string): Match | undefined {
		try {
			return this.parts.router.match(service, method, path);
		} catch {
			return undefined;
		}
	}

	private async dispatch(match: Match | undefined, request: EmulatorRequest): Promise<Reply> {
		if (!match) throw new HttpError(400, 'The address is not encoded correctly');
		if (match.kind === 'none') throw new HttpError(404, `Nothing is served at ${request.path}`);
		if (match.kind === 'method') {
			throw new HttpError(405, `Method ${request.method} is not allowed here`, {
				headers: { Allow: match.allow.join(', ') },
			});
		}
		request.params = match.params;
		const instead = readInstead(`${request.method} ${match.route.path}`, request);
		return instead ?? (await match.route.handler(request));
	}

	private tooManyRequests(limit: number): HttpError {
		const seconds = this.parts.state.options.retryAfterSeconds;
		return new HttpError(429, `More than ${limit} parallel requests of one client`, {
			headers: seconds > 0 ? { 'Retry-After': String(seconds) } : {},
		});
	}
}
