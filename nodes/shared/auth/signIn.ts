import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

export type Settings = ICredentialDataDecryptedObject;

/** One HTTP exchange of a sign-in. Every HTTP status is returned, only network failures throw. */
export type SignInHttp = (request: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

/** A token (access token or `auth.sid`) and the moment, in Unix milliseconds, until which it is used. */
export interface Token {
	value: string;
	expiresAt: number;
	/** Where Kontur gives one: gets the next token without the proof of the first. */
	refresh?: string;
}

/** One way to sign in: how a token is obtained and how a request carries it. */
export interface SignInWay {
	/** The settings that decide whose token it is: a change of any of them makes a held token void. */
	identity: (settings: Settings) => unknown[];
	/** @throws SignInRefused when Kontur refuses the settings, SignInFailed for anything else */
	signIn: (http: SignInHttp, settings: Settings) => Promise<Token>;
	/** Gets the next token for one that has a refresh token. @throws SignInRefused, SignInFailed */
	refresh?: (http: SignInHttp, settings: Settings, held: Token) => Promise<Token>;
	headers: (token: string, settings: Settings) => Record<string, string>;
}

/** A service of Kontur's, as far as signing in to it goes. */
export interface SignInService {
	displayName: string;
	/** By the value of the credential's `signIn` field. */
	ways: Readonly<Record<string, SignInWay>>;
	/** The API address that sessions are for, without a trailing slash. */
	address: (settings: Settings) => string;
	/** Path and query of a cheap request that every session may make. */
	probe: string;
	/** Whether a 401 with this body means that the session ended; a wrong key is answered with 401 too. */
	isSessionFailure: (body: unknown) => boolean;
}

/** The settings cannot work or Kontur refused them: repeating cannot help and may lock the login. */
export class SignInRefused extends UserError {}

/** Signing in did not work for a reason that may pass: the service is down, the answer is unreadable. */
export class SignInFailed extends UserError {}

const traceOf = (response: IN8nHttpFullResponse) => {
	const trace = response.headers['x-kontur-trace-id'];
	return typeof trace === 'string' && trace ? ` X-Kontur-Trace-Id: ${trace}.` : '';
};

// Only short codes and sentences are quoted: an unexpected page or an echoed request must not reach the user,
// and a run of characters this long is a key or a token.
const quotable = (value: unknown) =>
	typeof value === 'string' &&
	value !== '' &&
	value.length <= 300 &&
	!value.includes('<') &&
	!/[\w+/=-]{28}/.test(value)
		? value
		: undefined;

/**
 * Kontur's own words in a refused sign-in: `error` and `error_description` of the identity server
 * (RFC 6749, section 5.2) or `Code` / `ErrorMessage` of the auth.sid authenticator.
 */
export function refusalText(response: IN8nHttpFullResponse): string {
	const body = (response.body ?? {}) as IDataObject;
	const said = [body.error, body.error_description, body.Code, body.ErrorMessage]
		.map(quotable)
		.filter(Boolean);
	return `${said.length ? ` Kontur says: ${said.join(' - ')} (HTTP ${response.statusCode}).` : ` HTTP ${response.statusCode}.`}${traceOf(response)}`;
}

/** The value of a required setting. @throws SignInRefused naming the field when it is empty */
export function required(settings: Settings, name: string, displayName: string): string {
	const value = settings[name];
	if (typeof value !== 'string' || value.trim() === '') {
		throw new SignInRefused(`${displayName} is empty in the credential. Fill it in and press Save.`);
	}
	return value;
}

// RFC 9110, section 5.5, without blanks: no key and no token has any.
const HEADER_VALUE = /^[!-~]+$/;

/**
 * The value of a required setting that goes into a header, without blanks and line ends around it.
 * @throws SignInRefused naming the field when it is empty or no header can carry it
 */
export function requiredKey(settings: Settings, name: string, displayName: string): string {
	const value = required(settings, name, displayName).trim();
	if (!HEADER_VALUE.test(value)) {
		throw new SignInRefused(
			`${displayName} in the credential has a blank, a line break or another character that is in no key. Copy it again, on one line.`,
		);
	}
	return value;
}

/** Percent-encoded; half of a character, which has no bytes, becomes a mark that is refused as any wrong value is. */
export const encoded = (text: string): string =>
	encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));

/** The error for an answer that is neither a token nor a refusal of the login. */
export function unexpectedAnswer(response: IN8nHttpFullResponse, service: string): SignInFailed {
	if (response.statusCode >= 300 && response.statusCode < 500 && response.statusCode !== 429) {
		return new SignInFailed(
			`${service} was not found at the address in the credential. Check Environment and, for a custom one, the addresses.${refusalText(response)}`,
		);
	}
	return new SignInFailed(
		`${service} could not sign in just now. Try again in a few minutes.${refusalText(response)}`,
	);
}
