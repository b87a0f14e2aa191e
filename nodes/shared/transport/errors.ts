import type { IDataObject, IN8nHttpFullResponse, INode, JsonObject, NodeOperationError } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import {
	mayHaveBeenSent,
	networkCode,
	networkDetails,
	networkReason,
	ownReason,
	SignInFailed,
	SignInRefused,
} from '../auth';
import { capped, Gate, LONGEST_ERROR_TEXT, obstacleOf } from '../foreign';
import { t } from '../language';
import { isObject } from '../shapes';
import type { KonturFailure } from './advice';
import { retryAfterMs, type Repeat, type Unreadable } from './decide';
import { LongPause } from './pace/limiter';
import type { Said } from './body/responseBody';
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

const CHECK_OBJECT = t`Check the object in Kontur before you repeat this: the request may have taken effect.`;

// Of Kontur's own words; the rest of an error is advice.
const LONGEST_WORDS = 1536;

/** Reads Kontur's failure from a response with status 400 or above. */
export function readFailure(
	service: Service,
	response: IN8nHttpFullResponse,
	gate = new Gate(),
): KonturFailure {
	const body = response.body as unknown;
	const said = service.readFailure(isObject(body) ? body : {});
	return {
		status: response.statusCode,
		code: gate.id(said.code),
		text: gate.text(said.text, LONGEST_WORDS),
		traceId: gate.id(response.headers['x-kontur-trace-id']) || gate.id(said.traceId),
	};
}

function failureOf(failure: KonturFailure, retryAfter: string | undefined): Failure {
	if (failure.status === 429) return { cause: 'rate-limited', retryAfterMs: retryAfterMs(retryAfter) };
	if (failure.status >= 500)
		return { cause: 'temporarily-unavailable', retryAfterMs: retryAfterMs(retryAfter) };
	return { cause: failure.status === 401 ? 'credential-invalid' : 'configuration-invalid' };
}

/** Kontur's own words, its code and the trace ID. */
const quoteOf = ({ text, code, traceId }: Partial<KonturFailure>): string =>
	[
		text || code ? t`Kontur says: ${[text, code ? `(${code})` : ''].filter(Boolean).join(' ')}` : '',
		traceId ? t`X-Kontur-Trace-Id: ${traceId}` : '',
	]
		.filter(Boolean)
		.join('\n');

function build(
	node: INode,
	message: string,
	details: ErrorDetails,
	options: { itemIndex?: number; failure?: Failure; httpCode?: string },
	outcomeIsOpen = false,
): NodeApiError {
	const description = capped(
		[details.advice, quoteOf(details)].filter(Boolean).join('\n'),
		LONGEST_ERROR_TEXT,
	);
	// The response itself stays out of the error: n8n would show it whole, and search it for its own texts.
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
	gate = new Gate(),
): NodeApiError {
	const failure = readFailure(service, response, gate);
	const { message, advice } = service.advice(failure);
	// The lines may be many; the trace ID below them must stay.
	const room = LONGEST_ERROR_TEXT - Buffer.byteLength(`${advice}\n\n${quoteOf(failure)}`);
	const lines = more ? gate.lines(more, room) : '';
	return build(
		node,
		message,
		{ ...failure, advice: [advice, lines].filter(Boolean).join('\n') },
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
	gate = new Gate(),
): NodeApiError {
	const cause = (error as { cause?: unknown }).cause ?? error;
	if (cause instanceof SignInRefused || cause instanceof SignInFailed) {
		const refused = cause instanceof SignInRefused;
		return build(
			node,
			cause.message,
			{
				advice: refused
					? t`Nothing was sent. Correct the credential as described above, then run the node again.`
					: t`Nothing was sent. Try again in a few minutes. If this keeps happening, open the credential: n8n tests it and says what is wrong.`,
			},
			{ itemIndex, failure: { cause: refused ? 'credential-invalid' : 'temporarily-unavailable' } },
		);
	}
	if (error instanceof LongPause) {
		const { message } = service.advice({ status: 429, code: '', text: '', traceId: '' });
		const advice = t`Kontur asked for a longer pause than a poll may make. The next poll tries again.`;
		return build(node, message, { advice }, { itemIndex, failure: { cause: 'rate-limited' } });
	}
	const code = networkCode(error);
	if (code === undefined) {
		const { reason, details } = ownReason(error, gate);
		const advice = [details, t`Open the credential: n8n tests it and says what is wrong.`];
		return build(
			node,
			`${service.displayName}: ${reason}`,
			{ advice: advice.filter(Boolean).join('\n') },
			{ itemIndex },
		);
	}
	const reason = networkReason(code);
	const mayHaveArrived = mayHaveBeenSent(code);
	const open = repeat === 'unlessStarted' && mayHaveArrived;
	return build(
		node,
		open
			? t`${service.displayName} did not answer (${reason}), so it is not known whether the request was carried out`
			: t`${service.displayName} cannot be reached (${reason})`,
		{
			advice: `${
				open
					? CHECK_OBJECT
					: t`Check the network, the proxy and the environment in the credential, then try again.`
			}${networkDetails(error, gate)}`,
		},
		{ itemIndex, failure: { cause: 'temporarily-unavailable' } },
		mayHaveArrived,
	);
}

const CHECK_CONNECTION = t`Check the network, the proxy and the environment in the credential, then try again in a few minutes.`;

const unreadableTexts: Record<Unreadable, [received: string, advice: string]> = {
	undocumented: [t`a response that is not what Kontur documents`, CHECK_CONNECTION],
	foreign: [t`a response that is not Kontur's`, CHECK_CONNECTION],
	redirect: [
		t`a redirect to another address`,
		t`Your keys are not sent there. Check the environment in the credential and the proxy.`,
	],
	unauthorized: [
		t`HTTP 401 without saying why`,
		t`Either Kontur no longer accepts the session or the keys, or something between n8n and Kontur answered. Open the credential: n8n tests it and says what is wrong.`,
	],
	proxy: [
		t`a proxy's demand for a sign-in`,
		t`Add the user name and password of the proxy to the proxy settings of n8n (HTTPS_PROXY).`,
	],
	page: [t`an HTML page instead of data`, CHECK_CONNECTION],
	broken: [t`a truncated response`, CHECK_CONNECTION],
	empty: [t`an empty response`, CHECK_CONNECTION],
	long: [
		t`a response that is too large to process`,
		t`Request less at once: a shorter period or a lower limit. If that does not help, check the proxy and the environment in the credential.`,
	],
	deep: [
		t`a response that is nested too deeply`,
		t`Kontur sends no such responses. Check the proxy and the environment in the credential.`,
	],
};

const FIELDS_SHOWN = 5;

interface Lack {
	/** Fields that Kontur documents. */
	missing?: readonly string[];
	/** Method and path. */
	request?: string;
}

/** Returns which fields of which method a response lacks, as a sentence. */
function lackOf({ missing = [], request = t`the request` }: Lack): string {
	if (missing.length === 0) return '';
	const more = missing.length - FIELDS_SHOWN;
	const fields = `${missing.slice(0, FIELDS_SHOWN).join(', ')}${more > 0 ? t` and ${more} more` : ''}`;
	return t`The response to ${request} has no valid ${fields}. `;
}

/**
 * Builds the error for an unusable response: something between n8n and Kontur answered in its place, or damaged it.
 * The error says what stood in the way.
 * @param said the body as it was received
 */
export function unreadableError(
	node: INode,
	{ displayName }: Service,
	{ headers, statusCode }: IN8nHttpFullResponse,
	unreadable: Unreadable,
	repeat: Repeat,
	itemIndex?: number,
	{
		gate = new Gate(),
		said = { text: '', isJson: false },
		...lack
	}: Lack & { gate?: Gate; said?: Said } = {},
): NodeApiError {
	const [what, advice] = unreadableTexts[unreadable];
	const message = t`${displayName} returned ${what}`;
	const open = repeat === 'unlessStarted';
	const obstacle = obstacleOf({ status: statusCode, headers, ...said }, gate);
	const isSaid = ['long', 'deep', 'undocumented'].includes(unreadable);
	const received = isSaid ? '' : t`\nReceived: ${obstacle}.`;
	return build(
		node,
		open ? t`${message}, so it is not known whether the request was carried out` : message,
		{
			status: statusCode,
			traceId: gate.id(headers['x-kontur-trace-id']),
			advice: `${lackOf(lack)}${open ? CHECK_OBJECT : advice}${received}`,
		},
		{ itemIndex, failure: { cause: 'temporarily-unavailable' }, httpCode: String(statusCode) },
		true,
	);
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

/**
 * Returns the status with which Kontur itself refused a request; undefined for other failures. The 403 or 404 of something
 * in between says nothing about the object that was asked for.
 */
export const refusalStatus = (error: unknown): number | undefined =>
	outcomeIsOpen(error) ? undefined : detailsOf(error)?.status;

/** Tells whether Kontur itself refused a request with one of these statuses. */
export const isRefusedWith = (error: unknown, ...statuses: number[]): boolean =>
	statuses.includes(refusalStatus(error) ?? 0);

/** Returns the cause of a failed request, in the terms of n8n's scheduler; undefined for other errors. */
export const causeOf = (error: unknown) => (error instanceof NodeApiError ? error.failure?.cause : undefined);

/** Returns whether a failure is transient: the service or the network is down or overloaded. */
export const isTransient = (error: unknown) =>
	['temporarily-unavailable', 'rate-limited'].includes(causeOf(error) ?? '');
