import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { ExpressionError } from 'n8n-workflow';
import {
	isRenewable,
	LongText,
	networkCode,
	parallelRequestsOf,
	secretHeadersOf,
	secretsOf,
	sentSecretsOf,
	SignInRefused,
	TIMEOUT,
} from '../auth';
import type { Gate } from '../foreign';
import { t } from '../language';
import { isSuccess, retryAfterMs, type Outcome } from './decide';
import { adjustLimit, limitKey, takeSlot } from './pace/limiter';
import { askWithToken, checkConnected } from './oauth2';
import { checkOneUser } from './oneUser';
import { queryString } from './path';
import type { KonturContext, KonturRequest } from './request';
import {
	foreignReason,
	parseBody,
	readBody,
	readErrorBody,
	unreadableFile,
	whenClosed,
	whenGivenUp,
	type Said,
} from './body/responseBody';
import type { BoundService } from './service';

// Milliseconds to pause after a 429 without Retry-After.
const DEFAULT_PAUSE = 500;

// How much of an unusable body is looked at.
const LONGEST_SAID = 16 * 1024;

export interface Sender {
	context: KonturContext;
	service: BoundService;
	/** The item whose credential values hold; none in the editor and in triggers. */
	itemIndex?: number;
	/** Learns what the requests carry in secret. */
	gate: Gate;
	/** Aborted when the execution is cancelled. */
	signal?: AbortSignal;
	/** How long to wait for a response, milliseconds. */
	timeoutMs?: number;
	/** How long to wait when Kontur has asked for a pause, milliseconds. */
	longestPauseMs?: number;
}

interface Received {
	response: IN8nHttpFullResponse;
	/** The `sessionToken` that the request was signed with. */
	session: unknown;
	/** Signing in again gives another session. */
	isRenewable: boolean;
	/** Received over TLS. */
	isEncrypted: boolean;
	/** The body as it was received, where it is not a good one. */
	said?: Said;
}

type NoAnswer = Extract<Outcome, { kind: 'noAnswer' }>;

/** An outcome with its response, or with the error if there was none. */
export type Attempt = (Exclude<Outcome, NoAnswer> & Received) | (NoAnswer & { error: unknown });

const retryAfterOf = ({ headers }: IN8nHttpFullResponse) => headers['retry-after'] as string | undefined;

function optionsOf(
	{ method, body, bytes, asStream, headers }: KonturRequest,
	url: string,
	{ isOAuth2, timeoutHeader }: Pick<BoundService, 'isOAuth2' | 'timeoutHeader'>,
	timeout = TIMEOUT,
): IHttpRequestOptions {
	const content =
		bytes !== undefined
			? // With OAuth2, n8n repeats requests itself, which it cannot do with a stream.
				{
					body: (isOAuth2 ? undefined : asStream?.(bytes)) ?? bytes,
					headers: { 'content-length': bytes.length },
				}
			: body !== undefined
				? // Serialized here, because n8n drops a body that is an empty object or array.
					{ body: JSON.stringify(body), headers: { 'content-type': 'application/json; charset=utf-8' } }
				: { headers: {} };
	return {
		method,
		url,
		...content,
		headers: {
			accept: 'application/json',
			'user-agent': 'n8n-nodes-kontur',
			...(timeoutHeader ? { [timeoutHeader]: String(timeout / 1000) } : {}),
			...content.headers,
			...headers,
		},
		timeout,
		returnFullResponse: true,
		// n8n renews an OAuth2 token only after a thrown 401.
		ignoreHttpStatusErrors: isOAuth2 ? { ignore: true, except: [401] } : true,
		// Also keeps n8n from buffering a streamed body in order to replay it.
		disableFollowRedirect: true,
		// n8n's client would read a response of any length, and would return truncated JSON as a string.
		encoding: 'stream',
	};
}

/** Explains why n8n cannot work out an expression in the credential of a trigger, or of a list in the editor. */
function explainNoItem(error: unknown): never {
	if (!(error instanceof ExpressionError)) throw error;
	throw new SignInRefused(
		t`The credential has expressions that take values from an item, and here there is none (${error.message}). In the editor choose by ID or by INN in place of the list. A trigger needs a credential with fixed values.`,
	);
}

const beginningOf = (body: unknown): string | undefined =>
	body instanceof LongText ? body.parts[0] : typeof body === 'string' ? body : undefined;

async function send(
	{ context, service, itemIndex, gate, signal, timeoutMs, longestPauseMs }: Sender,
	request: KonturRequest,
	path: string,
) {
	const type = service.credentialType;
	// Expressions may give each item another user. n8n's request helper by itself would take those of the first item.
	const credentials = await context
		.getCredentials(type, itemIndex)
		.catch(itemIndex === undefined ? explainNoItem : undefined);
	const authenticator = request.server === 'authenticator' ? service.authenticator?.(credentials) : undefined;
	const address = authenticator?.address ?? service.address(credentials);
	gate.add(secretsOf(credentials));
	if (service.isOAuth2) {
		checkConnected(credentials);
		await checkOneUser(context, type, credentials);
	}
	const query = queryString({ ...request.query, 'api-key': authenticator?.apiKey });
	const connection = new AbortController();
	const options: IHttpRequestOptions = {
		...optionsOf(request, `${address}${path}${query}`, service, timeoutMs),
		abortSignal: connection.signal,
	};
	const { id = null, name = '' } = context.getNode().credentials?.[type] ?? {};
	const withCredential = async (what: IHttpRequestOptions): Promise<unknown> =>
		await context.helpers.httpRequestWithAuthentication.call(context, type, what, {
			credentialsDecrypted: { id: id ?? '', name, type, data: credentials },
		});
	const ask = async () =>
		(await (authenticator
			? context.helpers.httpRequest(options)
			: withCredential(options))) as IN8nHttpFullResponse;
	const probe = async () =>
		await withCredential({
			url: `${service.address(credentials)}${service.probe}`,
			disableFollowRedirect: true,
		});
	// With OAuth2 the API key is the secret of the client.
	const bucket = limitKey(address, credentials.apiKey ?? credentials.clientSecret);
	const limit = parallelRequestsOf(credentials);
	const isFile = request.answer === 'stream';
	const exchange = async () => {
		const release = await takeSlot(bucket, limit, { signal, longestPauseMs });
		let isOpen = false;
		try {
			const response = await (
				service.isOAuth2 ? askWithToken({ ask, probe }, options.url, credentials) : ask()
			).finally(() => {
				// n8n's hooks add the headers to these options, and a new session to the credential.
				gate.add(secretsOf(credentials));
				gate.addCarried([...sentSecretsOf(credentials), ...secretHeadersOf(options)]);
			});
			// The stream that n8n's HTTP client returns keeps its connection open when it is destroyed early.
			whenGivenUp(response.body, () => connection.abort());
			const { statusCode } = response;
			const pause = retryAfterMs(retryAfterOf(response)) ?? DEFAULT_PAUSE;
			adjustLimit(bucket, limit, statusCode === 429 ? pause : undefined);
			if (!isFile) return { response, unreadable: await readBody(response, timeoutMs) };
			const unreadable = unreadableFile(response);
			if (unreadable || !isSuccess(statusCode)) {
				return { response, unreadable, said: await readErrorBody(response, timeoutMs) };
			}
			isOpen = whenClosed(response.body, release);
			return { response };
		} finally {
			// The place of a download is taken until its stream has ended.
			if (!isOpen) release();
		}
	};
	const { response, unreadable, said } = await exchange();
	const raw: unknown = response.body;
	// Parsed outside the limit: the next request is on its way while a long response is parsed.
	const whyNot = unreadable ?? (isFile ? undefined : await parseBody(response, gate));
	return {
		response,
		unreadable: whyNot,
		said: isFile
			? said
			: {
					text: beginningOf(raw)?.slice(0, LONGEST_SAID),
					isJson: whyNot === undefined && typeof (response.body as unknown) !== 'string',
				},
		session: credentials.sessionToken,
		isRenewable: isRenewable(service, credentials),
		isEncrypted: address.startsWith('https:'),
	};
}

/** Tells Kontur's refusals from what something else answers in its place. */
function refusalOf(
	{ service }: Sender,
	{ server }: KonturRequest,
	{ response, isRenewable, said = { isJson: false } }: Received,
): Extract<Outcome, { kind: 'answered' | 'foreign' }> {
	const { statusCode: status, body } = response;
	const why = service.isOwnError(body) ? undefined : foreignReason(response, said);
	const isOfSession = status === 401 && server !== 'authenticator';
	const endsSession = isOfSession ? service.endsSession(said.isJson ? body : said.text) : 'no';
	if (why === undefined) {
		return {
			kind: 'answered',
			status,
			retryAfter: retryAfterOf(response),
			isSessionFailure: endsSession === 'yes',
		};
	}
	if (endsSession !== 'perhaps') return { kind: 'foreign', why, mayBeSession: false };
	return { kind: 'foreign', why: 'unauthorized', mayBeSession: isRenewable };
}

/**
 * Sends a request once, through n8n's credential hooks and within the limit of parallel requests. Requests go to the
 * credential's address only; redirects are not followed. Never throws.
 */
export async function attempt(sender: Sender, request: KonturRequest, path: string): Promise<Attempt> {
	try {
		const { response, unreadable, ...facts } = await send(sender, request, path);
		const { statusCode: status } = response;
		if (isSuccess(status) && !unreadable) {
			return { kind: 'answered', status, isSessionFailure: false, response, ...facts };
		}
		const received = { response, ...facts };
		if (unreadable && isSuccess(status)) return { kind: 'unreadable', why: unreadable, ...received };
		return { ...refusalOf(sender, request, received), ...received };
	} catch (error) {
		return {
			kind: 'noAnswer',
			error,
			code: networkCode(error),
			isCancelled: sender.signal?.aborted === true,
		};
	}
}
