import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { anyObject, fits, type Shape } from '../shapes';
import { SignInFailed, SignInRefused } from './signIn';

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

// Only short codes and sentences are quoted: an HTML page or an echoed request must not reach the user, and an
// unbroken run of 28 characters is a key or a token.
const isQuotable = (value: unknown): value is string =>
	isNonEmpty(value) && value.length <= 300 && !value.includes('<') && !/[\w+/=-]{28}/.test(value);

/** Quotes Kontur's own words, the HTTP status and the trace ID, for the end of an error message. */
function quote(response: IN8nHttpFullResponse): string {
	const { error, error_description: description, Code: code, ErrorMessage: message } = refusalBody(response);
	const words = [error, description, code, message].filter(isQuotable).join(' - ');
	const status = `HTTP ${response.statusCode}`;
	const trace = response.headers['x-kontur-trace-id'];
	return `${words ? ` Kontur says: ${words} (${status}).` : ` ${status}.`}${
		isNonEmpty(trace) ? ` X-Kontur-Trace-Id: ${trace}.` : ''
	}`;
}

/** Returns the error for a sign-in that Kontur refused: advice, then Kontur's own text. */
export const refused = (advice: string, response: IN8nHttpFullResponse) =>
	new SignInRefused(`${advice}${quote(response)}`);

/** Returns the error for a sign-in that failed for a transient reason: advice, then Kontur's own text. */
export const failed = (advice: string, response: IN8nHttpFullResponse) =>
	new SignInFailed(`${advice}${quote(response)}`);

/** Returns the error for a sign-in server that is broken, overloaded or missing. */
export const serverFailure = (server: string, response: IN8nHttpFullResponse): SignInFailed =>
	response.statusCode >= 300 && response.statusCode < 500 && response.statusCode !== 429
		? failed(
				`${server} was not found at the address in the credential. Check Environment and any custom addresses.`,
				response,
			)
		: failed(`${server} could not complete the sign-in. Try again in a few minutes.`, response);
