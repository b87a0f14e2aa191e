import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	NodeApiError,
} from 'n8n-workflow';
import { NodeOperationError, UserError } from 'n8n-workflow';
import { parallelRequestsOf, reportRejectedSession, TIMEOUT } from '../auth';
import type { Advice, KonturFailure } from './advice';
import { mayPass, parseBody, readBody, unreadableFile } from './responseBody';
import { apiError, networkCode, noAnswerError, unreadableError } from './errors';
import { adjustLimit, withinLimit } from './limiter';
import { askWithToken, checkConnected } from './oauth2';
import { fillPath, queryString, type Query } from './path';
import { retryAfterMs, retryDelay, type Repeat } from './retry';
import { serviceFor, type Service } from './service';
import type { Shape } from '../shapes';
import { CANCELLED, wait } from './wait';

export type KonturContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

export interface KonturRequest {
	/**
	 * The service's API unless told otherwise. The authenticator takes the api-key alone, in the address, and
	 * no session.
	 */
	server?: 'authenticator';
	method: IHttpRequestMethods;
	/** Path with `{name}` places, `/v1/{accountId}/drafts`. */
	path: string;
	pathValues?: Readonly<Record<string, unknown>>;
	query?: Query;
	/** JSON body. */
	body?: unknown;
	/** Raw body, instead of `body`. */
	bytes?: Buffer;
	/** Makes a stream of `bytes`, anew for each try. */
	asStream?: (bytes: Buffer) => import('stream').Readable;
	headers?: Record<string, string>;
	/** `json` unless told otherwise. */
	answer?: 'json' | 'stream';
	/** Kontur documents no body for a good answer, or leaves open whether there is one. Deletions need not say so. */
	mayBeEmpty?: boolean;
	/** By default harmless for GET, PUT and DELETE. */
	repeat?: Repeat;
	/** Statuses of 400 and above that are an answer and not an error. */
	expected?: readonly number[];
	/** What to say of statuses that mean something of their own here. */
	advice?: Readonly<Record<number, Advice>>;
}

/** A request whose response is read field by field; fields that a good response lacks are noted in the log. */
export type ShapedRequest<T> = KonturRequest & { shape?: Shape<T> };

export interface KonturResponse<T> {
	status: number;
	headers: IN8nHttpFullResponse['headers'];
	body: T;
	/** It came over TLS. */
	isEncrypted: boolean;
}

/** The transport bound to a node, its credential and, where there is one, the item that is processed. */
export interface Client {
	/**
	 * @throws NodeApiError with advice, Kontur's code, text and trace id; UserError when a path value is missing
	 */
	request: <T = IDataObject>(request: ShapedRequest<T>) => Promise<KonturResponse<T>>;
	/** Aborted when the execution is cancelled. */
	signal?: AbortSignal;
	wait: (ms: number) => Promise<void>;
	/**
	 * The error for a failure that came inside a good answer, as Kontur's tasks report theirs.
	 * @param more lines to show below the advice
	 */
	failure: (body: IDataObject, more?: string) => NodeApiError;
}

const nowhere = (): never => {
	throw new UserError('This node works locally and sends nothing.');
};

/** The client of a node that works locally: it has nowhere to send to. */
const offline: Client = {
	request: async () => nowhere(),
	wait: async () => nowhere(),
	failure: nowhere,
};

// How long nothing more is begun after a 429 that says nothing about it.
const REST = 500;
const harmlessMethods = new Set<IHttpRequestMethods>(['GET', 'HEAD', 'PUT', 'DELETE']);

const retryAfterOf = ({ headers }: IN8nHttpFullResponse) => headers['retry-after'] as string | undefined;

/**
 * The one way of the package to talk to Kontur: authentication by n8n's credential hooks, one renewal of the
 * session, retries, errors. Requests go to the credential's address only; redirects are not followed.
 * @param serviceOfNode none for a node that works locally
 * @param itemIndex the item an error is reported for
 */
export function createClient(
	context: KonturContext,
	serviceOfNode: Service | undefined,
	itemIndex?: number,
): Client {
	if (!serviceOfNode) return offline;
	const service = serviceFor(serviceOfNode, context.getNode());
	const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;

	const send = async (request: KonturRequest, path: string) => {
		const credentials = await context.getCredentials(service.credentialType);
		const authenticator =
			request.server === 'authenticator' ? service.authenticator?.(credentials) : undefined;
		const address = authenticator?.address ?? service.address(credentials);
		if (service.isOAuth2) checkConnected(credentials);
		const lane = `${address} ${String(credentials.apiKey ?? credentials.clientId)}`;
		const limit = parallelRequestsOf(credentials);
		const options: IHttpRequestOptions = {
			method: request.method,
			url: `${address}${path}${queryString({ ...request.query, 'api-key': authenticator?.apiKey })}`,
			headers: { accept: 'application/json', 'user-agent': 'n8n-nodes-kontur', ...request.headers },
			timeout: TIMEOUT,
			returnFullResponse: true,
			// Of OAuth2 tokens n8n learns that they ended by a thrown 401.
			ignoreHttpStatusErrors: service.isOAuth2 ? { ignore: true, except: [401] } : true,
			// Also keeps n8n from holding a whole streamed body in memory for a repeat.
			disableFollowRedirect: true,
		};
		if (request.bytes !== undefined) {
			// With OAuth2 n8n repeats requests by itself, which it cannot do with a stream.
			const stream = service.isOAuth2 ? undefined : request.asStream?.(request.bytes);
			options.body = stream ?? request.bytes;
			options.headers = { ...options.headers, 'content-length': request.bytes.length };
		} else if (request.body !== undefined) {
			// As text: n8n leaves out a body that is an empty object or list.
			options.body = JSON.stringify(request.body);
			options.headers = { 'content-type': 'application/json; charset=utf-8', ...options.headers };
		}
		// n8n's client would read an answer of any length, and take one that breaks off for a text in JSON.
		options.encoding = 'stream';
		const exchange = async () => {
			const ask = async () =>
				(await (authenticator
					? context.helpers.httpRequest(options)
					: context.helpers.httpRequestWithAuthentication.call(
							context,
							service.credentialType,
							options,
						))) as IN8nHttpFullResponse;
			const probe = async (): Promise<unknown> =>
				await context.helpers.httpRequestWithAuthentication.call(context, service.credentialType, {
					url: `${service.address(credentials)}${service.probe}`,
					disableFollowRedirect: true,
				});
			const answer = await (service.isOAuth2
				? askWithToken({ ask, probe }, options.url, credentials)
				: ask());
			const isTooMany = answer.statusCode === 429;
			adjustLimit(lane, limit, isTooMany ? (retryAfterMs(retryAfterOf(answer)) ?? REST) : undefined);
			const unreadable = request.answer === 'stream' ? unreadableFile(answer) : await readBody(answer);
			return { response: answer, unreadable };
		};
		const { response, unreadable } = await withinLimit(
			lane,
			limit,
			exchange,
			async (ms) => await wait(ms, signal),
		);
		return {
			response,
			// Not within the limit: while a long answer is taken apart, the next request is on its way.
			unreadable: unreadable ?? (request.answer === 'stream' ? undefined : parseBody(response)),
			session: credentials.sessionToken,
			isEncrypted: address.startsWith('https:'),
		};
	};

	const request = async <T>(what: ShapedRequest<T>): Promise<KonturResponse<T>> => {
		const repeat = what.repeat ?? (harmlessMethods.has(what.method) ? 'harmless' : 'unlessStarted');
		const path = fillPath(what.path, what.pathValues ?? {});
		let renewed = false;
		let outcomeWasOpen = false;
		for (let number = 1; ; number++) {
			let outcome: Awaited<ReturnType<typeof send>>;
			try {
				outcome = await send(what, path);
			} catch (error) {
				if (signal?.aborted) {
					throw new NodeOperationError(context.getNode(), CANCELLED, { itemIndex });
				}
				const delay = networkCode(error) === undefined ? undefined : retryDelay({ number, repeat });
				if (delay === undefined) throw noAnswerError(context.getNode(), service, error, repeat, itemIndex);
				outcomeWasOpen = true;
				await wait(delay, signal);
				continue;
			}
			const { response, unreadable, session, isEncrypted } = outcome;
			const ok = response.statusCode >= 200 && response.statusCode < 300;
			const mayBeEmpty = what.mayBeEmpty ?? (what.method === 'DELETE' || service.emptyMeansNothing === true);
			if (ok && unreadable && !(unreadable === 'empty' && mayBeEmpty)) {
				await readWhole(response);
				const delay = mayPass(unreadable) ? retryDelay({ number, repeat }) : undefined;
				if (delay === undefined) {
					throw unreadableError(context.getNode(), service, response, unreadable, repeat, itemIndex);
				}
				outcomeWasOpen = true;
				await wait(delay, signal);
				continue;
			}
			// Deleted by the first try, whose answer was lost.
			const isGone = outcomeWasOpen && what.method === 'DELETE' && response.statusCode === 404;
			if (ok || isGone || what.expected?.includes(response.statusCode)) {
				const { statusCode: status, headers, body } = response;
				const missing = ok ? (what.shape?.missing(body) ?? []) : [];
				if (missing.length > 0) {
					const fields = missing.slice(0, 5).map((field) => field || 'the object itself');
					context.logger.debug(`${what.method} ${what.path}: the response has no valid ${fields.join(', ')}`);
				}
				return { status, headers, body: body as T, isEncrypted };
			}
			await readWhole(response);
			const hasSession = what.server !== 'authenticator';
			if (response.statusCode === 401 && hasSession && !renewed && service.isSessionFailure(response.body)) {
				renewed = true;
				reportRejectedSession(session);
				continue;
			}
			const delay = retryDelay({
				number,
				repeat,
				status: response.statusCode,
				passing: service.passing,
				retryAfter: retryAfterOf(response),
			});
			if (delay === undefined) {
				const advice = (failure: KonturFailure) => what.advice?.[failure.status] ?? service.advice(failure);
				throw apiError(context.getNode(), { ...service, advice }, response, itemIndex);
			}
			outcomeWasOpen ||= response.statusCode >= 500;
			await wait(delay, signal);
		}
	};

	const failure = (body: IDataObject, more?: string) => {
		const status = Number(body['status-code']);
		// Inside tasks the status is a word ("bad-request").
		const statusCode = Number.isInteger(status) && status >= 400 ? status : 400;
		return apiError(context.getNode(), service, { statusCode, headers: {}, body }, itemIndex, more);
	};

	return { request, signal, wait: async (ms) => await wait(ms, signal), failure };
}

const LONGEST_ERROR = 256 * 1024;

/** An error that came as bytes or as a stream, turned into the JSON that it is. One that breaks off says nothing. */
async function readWhole(response: IN8nHttpFullResponse): Promise<void> {
	const body = response.body as unknown;
	const chunks: Buffer[] = [];
	try {
		if (Buffer.isBuffer(body)) chunks.push(body);
		else if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) {
			let length = 0;
			for await (const chunk of body as AsyncIterable<Buffer>) {
				chunks.push(chunk);
				length += chunk.length;
				if (length > LONGEST_ERROR) break;
			}
		} else return;
		response.body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as IDataObject;
	} catch {
		response.body = {};
	}
}
