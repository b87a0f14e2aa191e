import type { IDataObject, IN8nHttpFullResponse, INode, JsonObject, NodeOperationError } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { SignInFailed, SignInRefused } from '../auth';
import type { KonturFailure } from './advice';
import type { Unreadable } from './responseBody';
import { retryAfterMs, type Repeat } from './retry';
import type { Service } from './service';

type Failure = NonNullable<NodeApiError['failure']>;

/** What an error item carries under `json.details`, so that a workflow can branch on it. */
export interface ErrorDetails extends IDataObject {
	status?: number;
	code?: string;
	text?: string;
	traceId?: string;
	advice?: string;
}

const networkReasons: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was cut',
	ECONNABORTED: 'no answer came in time',
	ETIMEDOUT: 'no answer came in time',
	ENOTFOUND: 'the address is not known',
	EAI_AGAIN: 'the address could not be looked up',
	EPROTO: 'no secure connection came about',
	CERT_HAS_EXPIRED: 'the certificate of the server has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the server is not trusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the server is not trusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate of the server is not trusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate of the server is not trusted',
	ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the server is for another address',
};

// The connection never came about, so the request cannot have arrived.
const neverSent = new Set([
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
	...['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID'],
]);

// The parser of node names what it could not read HPE_…; TLS names what it does not trust in words of its own.
const NETWORK_CODE =
	/^(E[A-Z_]{3,}|ERR_[A-Z_]+|UND_ERR_\w+|HPE_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

/** Kontur's failure out of an answer with status 400 or above. */
export function readFailure(service: Service, response: IN8nHttpFullResponse): KonturFailure {
	const body = response.body as unknown;
	const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
	const said = service.readFailure(isObject ? (body as IDataObject) : {});
	return {
		status: response.statusCode,
		code: said.code,
		text: said.text,
		traceId: String(response.headers['x-kontur-trace-id'] ?? '') || said.traceId,
	};
}

function failureOf(failure: KonturFailure, retryAfter: string | undefined): Failure {
	if (failure.status === 429) return { cause: 'rate-limited', retryAfterMs: retryAfterMs(retryAfter) };
	if (failure.status >= 500)
		return { cause: 'temporarily-unavailable', retryAfterMs: retryAfterMs(retryAfter) };
	return { cause: failure.status === 401 ? 'credential-invalid' : 'configuration-invalid' };
}

function build(
	node: INode,
	message: string,
	details: ErrorDetails,
	options: { itemIndex?: number; failure?: Failure; httpCode?: string },
	outcomeIsOpen = false,
): NodeApiError {
	const description = [
		details.advice,
		details.text || details.code
			? `Kontur says: ${[details.text, details.code ? `(${details.code})` : ''].filter(Boolean).join(' ')}`
			: '',
		details.traceId ? `X-Kontur-Trace-Id: ${details.traceId}` : '',
	]
		.filter(Boolean)
		.join('\n');
	// The answer itself stays out of the error: n8n would show it whole, and look for its own texts in it.
	const error = new NodeApiError(node, {} as JsonObject, { message, description, ...options });
	error.context.kontur = details;
	error.context.outcomeIsOpen = outcomeIsOpen;
	return error;
}

/**
 * The error for an answer with status 400 or above: one sentence, advice, then Kontur's own words.
 * @param more lines to show below the advice
 */
export function apiError(
	node: INode,
	service: Service,
	response: IN8nHttpFullResponse,
	itemIndex?: number,
	more?: string,
): NodeApiError {
	const failure = readFailure(service, response);
	const { message, advice } = service.advice(failure);
	return build(
		node,
		message,
		{ ...failure, advice: [advice, more].filter(Boolean).join('\n') },
		{
			itemIndex,
			httpCode: String(failure.status),
			failure: failureOf(failure, response.headers['retry-after'] as string | undefined),
		},
		failure.status >= 500,
	);
}

/**
 * The error for a request that brought no answer: a refused sign-in keeps its own text, a cut connection says
 * whether the request may have been carried out.
 */
export function noAnswerError(
	node: INode,
	service: Service,
	error: unknown,
	repeat: Repeat,
	itemIndex?: number,
): NodeApiError {
	const cause = (error as { cause?: unknown }).cause ?? error;
	if (cause instanceof SignInRefused || cause instanceof SignInFailed) {
		const refused = cause instanceof SignInRefused;
		return build(
			node,
			cause.message,
			{
				advice: refused
					? 'Nothing was sent. Correct the credential as it says above, then run the node again.'
					: 'Nothing was sent. Try again in a few minutes; if it stays so, open the credential: n8n tests it and says what is wrong.',
			},
			{ itemIndex, failure: { cause: refused ? 'credential-invalid' : 'temporarily-unavailable' } },
		);
	}
	const code = networkCode(error);
	if (code === undefined) {
		return build(
			node,
			`${service.displayName}: ${error instanceof Error ? error.message : 'the request could not be made'}`,
			{ advice: 'Open the credential: n8n tests it and says what is wrong.' },
			{ itemIndex },
		);
	}
	const reason =
		networkReasons[code] ??
		(code.startsWith('HPE_') ? 'the answer broke off' : code.replace(/^E/, '').toLowerCase());
	const mayHaveArrived = !neverSent.has(code);
	const open = repeat === 'unlessStarted' && mayHaveArrived;
	return build(
		node,
		open
			? `${service.displayName} gave no answer (${reason}), so it is not known whether the request was carried out`
			: `${service.displayName} cannot be reached (${reason})`,
		{
			advice: open
				? 'Look at the object in Kontur before repeating: the request may have taken effect.'
				: 'Check the network, the proxy and the environment in the credential, then try again.',
		},
		{ itemIndex, failure: { cause: 'temporarily-unavailable' } },
		mayHaveArrived,
	);
}

const unreadableReasons: Record<Unreadable, string> = {
	page: 'a page for people instead of data',
	broken: 'an answer that breaks off',
	empty: 'an empty answer',
	long: 'an answer of more than 128 MB',
	deep: 'an answer that is nested too deeply',
};

const CHECK =
	'Check the network, the proxy and the environment in the credential, then try again in a few minutes.';
const unreadableAdvice: Record<Unreadable, string> = {
	page: CHECK,
	broken: CHECK,
	empty: CHECK,
	long: 'Ask for less at once: a shorter period or a lower limit. If that is not it, check the proxy and the environment in the credential.',
	deep: 'No answer of Kontur is like that. Check the proxy and the environment in the credential.',
};

/**
 * The error for an answer that reports success and cannot be read: something between n8n and Kontur answered in
 * its place, or the answer was damaged on its way.
 */
export function unreadableError(
	node: INode,
	{ displayName }: Service,
	{ headers, statusCode }: IN8nHttpFullResponse,
	unreadable: Unreadable,
	repeat: Repeat,
	itemIndex?: number,
): NodeApiError {
	const got = `${displayName} gave ${unreadableReasons[unreadable]}`;
	const open = repeat === 'unlessStarted';
	return build(
		node,
		open ? `${got}, so it is not known whether the request was carried out` : got,
		{
			status: statusCode,
			traceId: String(headers['x-kontur-trace-id'] ?? ''),
			advice: open
				? 'Look at the object in Kontur before repeating: the request may have taken effect.'
				: unreadableAdvice[unreadable],
		},
		{ itemIndex, failure: { cause: 'temporarily-unavailable' }, httpCode: String(statusCode) },
		true,
	);
}

/** The network code (`ECONNRESET` ...) of a request that brought no answer, or undefined when it was never sent. */
export function networkCode(error: unknown): string | undefined {
	for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
		const { code, cause, httpCode } = at as { code?: unknown; cause?: unknown; httpCode?: unknown };
		for (const value of [code, httpCode]) {
			if (typeof value === 'string' && NETWORK_CODE.test(value)) return value;
		}
		at = cause;
	}
	return undefined;
}

/** Gives an error that did not come from Kontur details of its own for the error item. */
export function attachDetails(error: NodeOperationError, details: ErrorDetails): void {
	error.context.kontur = details;
}

/** The details that an error of this module carries, for the error item. */
export function detailsOf(error: unknown): ErrorDetails | undefined {
	const context = (error as { context?: { kontur?: ErrorDetails } } | undefined)?.context;
	return context?.kontur;
}

/**
 * Whether the request that failed so may have been carried out all the same: it was sent and brought no answer,
 * or a 5xx.
 */
export function outcomeIsOpen(error: unknown): boolean {
	const context = (error as { context?: { outcomeIsOpen?: boolean } } | undefined)?.context;
	return context?.outcomeIsOpen === true;
}

/** Why a request failed, as n8n's scheduler is told too; undefined for errors of other kinds. */
export const causeOf = (error: unknown) => (error instanceof NodeApiError ? error.failure?.cause : undefined);

/** Whether the failure may pass by itself: the service is down or busy, the network is away. */
export const isPassing = (error: unknown) =>
	['temporarily-unavailable', 'rate-limited'].includes(causeOf(error) ?? '');
