import type { IDataObject, IN8nHttpFullResponse, INode, JsonObject, NodeOperationError } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { SignInFailed, SignInRefused } from '../auth';
import type { KonturFailure } from './advice';
import { retryAfterMs, type Repeat, type Unreadable } from './decide';
import type { Service } from './service';

type Failure = NonNullable<NodeApiError['failure']>;

/** The `json.details` of an error item, which a workflow can branch on. */
export interface ErrorDetails extends IDataObject {
	status?: number;
	code?: string;
	text?: string;
	traceId?: string;
	advice?: string;
}

const CHECK_OBJECT = 'Check the object in Kontur before you repeat this: the request may have taken effect.';

const networkReasons: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was lost',
	ECONNABORTED: 'the request timed out',
	ETIMEDOUT: 'the request timed out',
	ENOTFOUND: 'the address was not found',
	EAI_AGAIN: 'the DNS lookup failed',
	EPROTO: 'the secure connection failed',
	CERT_HAS_EXPIRED: 'the certificate of the server has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the server is not trusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the server is not trusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate of the server is not trusted',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate of the server is not trusted',
	ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the server is for another address',
};

// No connection was made, so the request cannot have arrived.
const neverSent = new Set([
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
	...['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID'],
]);

// Node.js's HTTP parser uses HPE_…; TLS uses several prefixes for untrusted certificates.
const NETWORK_CODE =
	/^(E[A-Z_]{3,}|ERR_[A-Z_]+|UND_ERR_\w+|HPE_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

/** Reads Kontur's failure from a response with status 400 or above. */
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
	// The response itself stays out of the error: n8n would display all of it and take the message from it.
	const error = new NodeApiError(node, {} as JsonObject, { message, description, ...options });
	error.context.kontur = details;
	error.context.outcomeIsOpen = outcomeIsOpen;
	return error;
}

/**
 * Builds the error for a response with status 400 or above: one sentence, advice, then Kontur's own text.
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
 * Builds the error for a request without a response. A failed sign-in keeps its own text; after a lost connection the
 * text says whether the request may have been carried out.
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
					? 'Nothing was sent. Correct the credential as described above, then run the node again.'
					: 'Nothing was sent. Try again in a few minutes. If this keeps happening, open the credential: n8n tests it and says what is wrong.',
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
		(code.startsWith('HPE_') ? 'the response was damaged' : code.replace(/^E/, '').toLowerCase());
	const mayHaveArrived = !neverSent.has(code);
	const open = repeat === 'unlessStarted' && mayHaveArrived;
	return build(
		node,
		open
			? `${service.displayName} did not answer (${reason}), so it is not known whether the request was carried out`
			: `${service.displayName} cannot be reached (${reason})`,
		{
			advice: open
				? CHECK_OBJECT
				: 'Check the network, the proxy and the environment in the credential, then try again.',
		},
		{ itemIndex, failure: { cause: 'temporarily-unavailable' } },
		mayHaveArrived,
	);
}

const CHECK_CONNECTION =
	'Check the network, the proxy and the environment in the credential, then try again in a few minutes.';

const unreadableTexts: Record<Unreadable, [received: string, advice: string]> = {
	page: ['an HTML page instead of data', CHECK_CONNECTION],
	broken: ['a truncated response', CHECK_CONNECTION],
	empty: ['an empty response', CHECK_CONNECTION],
	long: [
		'a response that is too large to process',
		'Request less at once: a shorter period or a lower limit. If that does not help, check the proxy and the environment in the credential.',
	],
	deep: [
		'a response that is nested too deeply',
		'Kontur sends no such responses. Check the proxy and the environment in the credential.',
	],
};

/**
 * Builds the error for a successful status with an unusable body: a proxy answered instead of Kontur, or damaged the
 * response.
 */
export function unreadableError(
	node: INode,
	{ displayName }: Service,
	{ headers, statusCode }: IN8nHttpFullResponse,
	unreadable: Unreadable,
	repeat: Repeat,
	itemIndex?: number,
): NodeApiError {
	const [received, advice] = unreadableTexts[unreadable];
	const message = `${displayName} returned ${received}`;
	const open = repeat === 'unlessStarted';
	return build(
		node,
		open ? `${message}, so it is not known whether the request was carried out` : message,
		{
			status: statusCode,
			traceId: String(headers['x-kontur-trace-id'] ?? ''),
			advice: open ? CHECK_OBJECT : advice,
		},
		{ itemIndex, failure: { cause: 'temporarily-unavailable' }, httpCode: String(statusCode) },
		true,
	);
}

/** Returns the network code (`ECONNRESET` ...) of a request without a response; undefined when it was never sent. */
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

/** Attaches details for the error item to an error that did not come from Kontur. */
export function attachDetails(error: NodeApiError | NodeOperationError, details: ErrorDetails): void {
	error.context.kontur = details;
}

/** Returns the details that an error of this module carries for the error item. */
export function detailsOf(error: unknown): ErrorDetails | undefined {
	const context = (error as { context?: { kontur?: ErrorDetails } } | undefined)?.context;
	return context?.kontur;
}

/** Returns whether a failed request may have been carried out anyway: it was sent, and got a 5xx or no response. */
export function outcomeIsOpen(error: unknown): boolean {
	const context = (error as { context?: { outcomeIsOpen?: boolean } } | undefined)?.context;
	return context?.outcomeIsOpen === true;
}

/** Returns the cause of a failed request, in the terms of n8n's scheduler; undefined for other errors. */
export const causeOf = (error: unknown) => (error instanceof NodeApiError ? error.failure?.cause : undefined);

/** Returns whether a failure is transient: the service or the network is down or overloaded. */
export const isTransient = (error: unknown) =>
	['temporarily-unavailable', 'rate-limited'].includes(causeOf(error) ?? '');
