import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { isPage, obstacleOf } from '../foreign';
import { t } from '../language';
import { anyObject, fits, type Shape } from '../shapes';
import { NoUsableAnswer, SignInFailed, SignInRefused, type SignInResponse } from './signIn';

/**
 * The body of a refused sign-in: `error` and `error_description` of the identity server (RFC 6749, section 5.2), `Code`
 * and `ErrorMessage` of the auth.sid authenticator.
 */
interface RefusalBody {
	error?: unknown;
	error_description?: unknown;
	/** The identity server asks for a second factor. */
	required_factors?: unknown;
	Code?: unknown;
	ErrorMessage?: unknown;
}

/** Returns the body of a response if it is an object, else an empty one. */
export const refusalBody = ({ body }: IN8nHttpFullResponse): RefusalBody =>
	fits(body, anyObject) ? body : {};

/** Returns the body of a 200 response that has every field of the shape; undefined for any other response. */
export const granted = <T>({ statusCode, body }: IN8nHttpFullResponse, shape: Shape<T>): T | undefined =>
	statusCode === 200 && fits(body, shape) ? body : undefined;

export const isNonEmpty = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Whether a body of an undocumented form may be Kontur's: there is none, or it is JSON. */
export const mayBeKonturs = (body: unknown): boolean =>
	typeof body === 'string' ? body.trim() === '' : body === undefined || fits(body, anyObject);

// RFC 6749, sections 4.1.2.1 and 5.2, and RFC 8628, section 3.5.
const GRANT_ERRORS = [
	...['access_denied', 'authorization_pending', 'expired_token', 'invalid_client', 'invalid_grant'],
	...['invalid_request', 'invalid_scope', 'server_error', 'slow_down', 'temporarily_unavailable'],
	...['unauthorized_client', 'unsupported_grant_type', 'unsupported_response_type'],
];

/** Whether the identity server itself refuses: a code of OAuth 2.0, or the factors that it asks for. */
export function isIdentityRefusal({ statusCode, body }: IN8nHttpFullResponse): boolean {
	if (statusCode >= 500 || !fits(body, anyObject)) return false;
	const { error, required_factors: factors }: RefusalBody = body;
	return GRANT_ERRORS.includes(String(error)) || Array.isArray(factors);
}

const hasOwnCode = (response: IN8nHttpFullResponse): boolean =>
	/^[A-Z][A-Za-z]{2,60}$/.test(String(refusalBody(response).Code));

/**
 * Whether the authenticator itself refuses. Its documentation names 406 without a body; a live client of Kontur.OFD gets
 * an `ErrorMessage` with status 200.
 */
export function isAuthenticatorRefusal(response: SignInResponse): boolean {
	const { statusCode, body, text = '' } = response;
	if (statusCode >= 500) return false;
	if (!fits(body, anyObject)) return statusCode === 406 && !isPage(text);
	const { ErrorMessage }: RefusalBody = body;
	return statusCode === 406 || hasOwnCode(response) || isNonEmpty(ErrorMessage);
}

const LONGEST_WORDS = 600;

// Words that repeat a key or a token may hold more that nobody should see.
const hasToken = (value: unknown) => typeof value === 'string' && /[\w+/=-]{28}/.test(value.slice(0, 16_384));

/** An unbroken run of 28 characters is a key or a token, whoever's it is. */
const withoutTokens = (text: string) => text.replace(/[\w+/=-]{28,}/g, '***');

/** Quotes Kontur's own words, the HTTP status and the trace ID, for the end of an error message. */
function quote({ gate, statusCode, headers, ...response }: SignInResponse): string {
	const {
		error,
		error_description: description,
		Code: code,
		ErrorMessage: message,
	} = refusalBody({ ...response, statusCode, headers });
	const words = [error, description, code, message]
		.map((one) => (hasToken(one) ? '' : gate.text(one, LONGEST_WORDS)))
		.filter(Boolean)
		.join(' - ');
	const trace = gate.id(headers['x-kontur-trace-id']);
	return `${words ? t` Kontur says: ${words} (HTTP ${statusCode}).` : ` HTTP ${statusCode}.`}${
		trace ? t` X-Kontur-Trace-Id: ${trace}.` : ''
	}`;
}

/** Returns the error for a sign-in that Kontur refused: advice, then Kontur's own text. */
export const refused = (advice: string, response: SignInResponse) =>
	new SignInRefused(`${advice}${quote(response)}`);

/** Returns the error for a sign-in that failed for a transient reason: advice, then Kontur's own text. */
export const failed = (advice: string, response: SignInResponse) =>
	new SignInFailed(`${advice}${quote(response)}`);

/** Returns the error for a response that is not Kontur's refusal: it says what stood in the way. */
export function noUsableAnswer(server: string, response: SignInResponse): NoUsableAnswer {
	const { statusCode: status, headers, body, text, gate } = response;
	const isJson = typeof (body as unknown) !== 'string' && text !== undefined;
	const seen = withoutTokens(obstacleOf({ status, headers, text, isJson }, gate));
	const trace = gate.id(headers['x-kontur-trace-id']);
	const [what, advice] =
		status === 407
			? [
					t`The proxy between n8n and Kontur requires a sign-in. ${server} was not reached`,
					t`Add the user name and password of the proxy to the proxy settings of n8n (HTTPS_PROXY).`,
				]
			: status >= 500 || status === 429
				? [t`${server} could not complete the sign-in`, t`Try again in a few minutes.`]
				: (status >= 300 && status < 400) || status === 404 || status === 405
					? [
							t`${server} was not found at the address in the credential`,
							t`Check Environment and any custom addresses.`,
						]
					: [
							t`${server} gave no usable answer`,
							t`Something between n8n and Kontur may have answered in its place. Check the network, the proxy and the addresses in the credential, then try again.`,
						];
	if (status >= 500 && hasOwnCode(response))
		return new NoUsableAnswer(`${what}. ${advice}${quote(response)}`, true, false);
	// A server that is overloaded or fails has looked at no password.
	const wasCounted = status < 500 && status !== 429;
	return new NoUsableAnswer(
		`${what}: ${seen}. ${advice}${trace ? t` X-Kontur-Trace-Id: ${trace}.` : ''}`,
		true,
		wasCounted,
	);
}
