import { t } from '../language';
import { isObject, type Shape } from '../shapes';
import type { Attempt } from './attempt';
import { isSuccess } from './decide';
import type { ShapedRequest } from './request';
import type { BoundService } from './service';

type Answered = Exclude<Attempt, { kind: 'noAnswer' }>;

const TRACE_ID = 'x-kontur-trace-id';
/** The name of the header in errors. */
const TRACE_HEADER = 'X-Kontur-Trace-Id';

// Longer than any ID with its prefix.
const LONGEST_ID = 1000;

const plainId = (id: unknown) =>
	String(id)
		.slice(0, LONGEST_ID)
		.toLowerCase()
		.replace(/[^0-9a-zа-яё]/g, '');

/** Returns the ID that the object in the response must have: the one at the end of the path, unless the request says. */
function idAskedFor({ path, pathValues, echo }: ShapedRequest<unknown>): unknown {
	if (echo !== undefined) return echo === false ? undefined : echo;
	const name = /\{(\w+)\}$/.exec(path)?.[1];
	return name === undefined ? undefined : pathValues?.[name];
}

/** Returns the field with the ID of another object than the one that was asked for. */
function wrongId(request: ShapedRequest<unknown>, body: unknown): string[] {
	const { idField = 'id' } = request.shape;
	const asked = idAskedFor(request);
	if (asked === undefined || request.answer === 'stream' || !isObject(body)) return [];
	const given = body[idField];
	return typeof given !== 'string' || plainId(given) === plainId(asked)
		? []
		: [t`${idField} of the requested object`];
}

/** Tells whether a body is that of an error, whatever its status says: all errors of Kontur have one of these fields. */
const isError = (body: unknown): boolean =>
	isObject(body) &&
	(typeof body['status-code'] === 'number' ||
		typeof body.errorCodeId === 'string' ||
		(typeof body.id === 'string' && body.id.startsWith('urn:error:')));

/** Returns what a successful response lacks of what Kontur documents. */
function faultsOf(
	request: ShapedRequest<unknown>,
	{ response: { headers, body } }: Answered,
	{ tracesResponses = false }: BoundService,
): string[] {
	const { shape } = request;
	const isTraced = Boolean(headers[TRACE_ID]);
	const value: unknown = body;
	if (isError(value)) return [t`data instead of an error`];
	const isUnsaid = shape.empty === 'nothing' && isTraced;
	const missing = isUnsaid ? [] : shape.missing(value);
	if (missing.length > 0) return missing.map((field) => field || 'body');
	// Only Kontur's contents service answers with a range.
	const isRange = request.answer === 'stream' && headers['content-range'] !== undefined;
	const isProven = isTraced || isRange || !tracesResponses || request.server === 'authenticator';
	if (!isProven && shape.isAnybodys?.(value)) return [TRACE_HEADER];
	return wrongId(request, value);
}

const asUndocumented = (outcome: Answered, missing: string[]): Attempt => {
	const { response, session, isEncrypted, isRenewable } = outcome;
	const body: unknown = response.body;
	if (isObject(body) && typeof body.destroy === 'function')
		(body as unknown as { destroy: () => void }).destroy();
	return {
		kind: 'unreadable',
		why: 'undocumented',
		missing,
		...{ response, session, isEncrypted, isRenewable },
	};
};

/** Tells whether Kontur documents that a response of this shape has no body. */
function withoutBody(
	outcome: Extract<Attempt, { kind: 'unreadable' }>,
	request: ShapedRequest<unknown>,
	service: BoundService,
): Attempt {
	const { empty } = request.shape as Shape<unknown>;
	const { response, session, isEncrypted, isRenewable } = outcome;
	const { statusCode: status, headers } = response;
	if (empty === 'nothing') {
		const mustProve = service.tracesResponses === true && request.server !== 'authenticator';
		if (mustProve && !headers[TRACE_ID]) return asUndocumented(outcome, [TRACE_HEADER]);
		const received = { response, session, isEncrypted, isRenewable };
		return { kind: 'answered', status, isSessionFailure: false, ...received };
	}
	// Kontur.OFD documentation, "Responses": no data is 200, and not 204.
	return empty === 'noData' && status !== 200 ? asUndocumented(outcome, ['body']) : outcome;
}

/**
 * Tells whether a response is what Kontur documents for the request. Anything else leaves the outcome open, whatever
 * its status: something in between may have answered in Kontur's place.
 */
export function judge(outcome: Attempt, request: ShapedRequest<unknown>, service: BoundService): Attempt {
	if (outcome.kind === 'noAnswer') return outcome;
	if (outcome.kind === 'unreadable') {
		return outcome.why === 'empty' ? withoutBody(outcome, request, service) : outcome;
	}
	if (outcome.kind !== 'answered' || !isSuccess(outcome.status)) return outcome;
	const missing = faultsOf(request, outcome, service);
	return missing.length > 0 ? asUndocumented(outcome, missing) : outcome;
}
