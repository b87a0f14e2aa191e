import type { ICredentialDataDecryptedObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import type { Gate } from '../foreign';
import { t } from '../language';

export type Settings = ICredentialDataDecryptedObject;

/** A response to a request of a sign-in. */
export interface SignInResponse extends IN8nHttpFullResponse {
	/** The body as it was received; undefined if it was too long. */
	text?: string;
	/** What the words of the response pass before anybody sees them. */
	gate: Gate;
}

/** Sends one request of a sign-in. Returns a response of any HTTP status; only network failures throw. */
export type SignInHttp = (request: IHttpRequestOptions) => Promise<SignInResponse>;

/** An access token or an `auth.sid`. */
export interface Token {
	value: string;
	/** When the token must be replaced, in Unix milliseconds. */
	expiresAt: number;
	/** Gets the next token without the user's password or key; not every sign-in method issues one. */
	refresh?: string;
}

/** @throws SignInRefused when Kontur refuses the settings, SignInFailed for any other reason */
export type GetToken = (http: SignInHttp, settings: Settings) => Promise<Token>;

/** One sign-in method: how it obtains a token, and how a request carries that token. */
export interface SignInMethod {
	/** The settings that determine whose token it is. A change to any of them invalidates a stored token. */
	identity: (settings: Settings) => unknown[];
	signIn: GetToken;
	/** Exchanges a refresh token. @throws SignInRefused, SignInFailed */
	refresh?: (http: SignInHttp, settings: Settings, held: Token) => Promise<Token>;
	headers: (token: string, settings: Settings) => Record<string, string>;
	/** Kontur locks a login after a few wrong passwords, so a sign-in without a usable answer is not repeated. */
	mayLock?: boolean;
	/** The user pasted the token, so signing in again gives the same one. */
	isPasted?: boolean;
}

/** What signing in needs to know about one of Kontur's services. */
export interface SignInService {
	displayName: string;
	/** Keyed by the value of the credential's `signIn` field. */
	methods: () => Readonly<Record<string, SignInMethod>>;
	/** Address of the API, without a trailing slash. */
	address: (settings: Settings) => string;
	/** Path and query of a cheap request that any session may make. */
	probe: string;
	/** Whether a body is an error as Kontur documents it. */
	isOwnError: (body: unknown) => boolean;
	/**
	 * Tells whether a 401 with this body, as text where it is not JSON, means that the session ended. An invalid key gets
	 * a 401 too, and so does a request that something between n8n and Kontur stops.
	 */
	endsSession: (body: unknown) => 'yes' | 'no' | 'perhaps';
}

/** The settings cannot work, or Kontur refused them. A retry cannot help and may lock the login. */
export class SignInRefused extends UserError {}

/** The sign-in failed for a transient reason: the service is down, or its response is unusable. */
export class SignInFailed extends UserError {}

/** Source: Kontur.Extern documentation of 2018, code `TooManyIncorrectAttempts`. */
export const LOCK_MINUTES = 15;

/** Kontur locked the login for a while after too many wrong passwords. */
export class LoginLocked extends SignInRefused {}

/** Nothing that Kontur's sign-in server could have said arrived: no answer, or one that is not Kontur's. */
export class NoUsableAnswer extends SignInFailed {
	/**
	 * @param wasSent Kontur may have seen the request
	 * @param wasCounted Kontur may have counted its password as a wrong one
	 */
	constructor(
		message: string,
		readonly wasSent: boolean,
		readonly wasCounted = wasSent,
	) {
		super(message);
	}
}

/** Whether signing in again gives another session. */
export const isRenewable = (service: Pick<SignInService, 'methods'>, { signIn }: Settings): boolean => {
	const [name, methods] = [String(signIn ?? ''), service.methods()];
	return Object.hasOwn(methods, name) && methods[name].isPasted !== true;
};

/** Returns a required setting. @throws SignInRefused naming the field when it is empty */
export function required(settings: Settings, name: string, displayName: string): string {
	const value = settings[name];
	if (typeof value !== 'string' || value.trim() === '') {
		throw new SignInRefused(
			settings.hasExpressions
				? t`${displayName} is empty: the credential has an expression for it, and this item has no value.`
				: t`${displayName} is empty in the credential. Fill it in and press Save.`,
		);
	}
	return value;
}

// RFC 9110, section 5.5, without spaces: no key or token contains any.
const HEADER_VALUE = /^[!-~]+$/;

/**
 * Returns a required setting that goes into a header, trimmed.
 * @throws SignInRefused naming the field when it is empty or not valid in a header
 */
export function requiredKey(settings: Settings, name: string, displayName: string): string {
	const value = required(settings, name, displayName).trim();
	if (!HEADER_VALUE.test(value)) {
		throw new SignInRefused(
			t`${displayName} in the credential contains a space, a line break or another invalid character. Copy it again as one line.`,
		);
	}
	return value;
}

/** Returns the service name, trimmed. @throws SignInRefused when it is empty */
export const requiredClientId = (settings: Settings): string =>
	required(settings, 'clientId', t`Service Name (Client ID)`).trim();

/** Returns the API key, trimmed. @throws SignInRefused when it is empty or not valid in a header */
export const requiredApiKey = (settings: Settings): string => requiredKey(settings, 'apiKey', t`API Key`);

// n8n must not try to renew a token that only the user can replace.
const NEVER = Date.UTC(9999, 0, 1);

/** Uses the token or `auth.sid` that the user pasted until Kontur refuses it. */
export const staticToken =
	(displayName: string): GetToken =>
	async (_http, settings) => ({
		value: requiredKey(settings, 'readyToken', displayName),
		expiresAt: NEVER,
	});
