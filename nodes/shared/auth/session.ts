import { createHash } from 'crypto';
import type { IHttpRequestHelper, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { OperationalError, sleep, UserError } from 'n8n-workflow';
import { Gate, hasMethodNames } from '../foreign';
import { t } from '../language';
import { anyObject, fits } from '../shapes';
import { unreachableError } from './network';
import { readText } from './readText';
import { secretHeadersOf, secretParametersOf, secretsOf } from './secrets';
import {
	LOCK_MINUTES,
	LoginLocked,
	NoUsableAnswer,
	SignInFailed,
	SignInRefused,
	type Settings,
	type SignInHttp,
	type SignInMethod,
	type SignInService,
	type Token,
} from './signIn';

/*
 * n8n stores one token per credential, in a hidden field that items, executions, processes and restarts share. It
 * knows neither whose token that is nor when it expires, and lets parallel requests sign in at the same time. So the
 * stored text names the owner and the expiry, and this module tracks, per process, which sign-in is in flight.
 *
 * A credential with expressions is many users, so their sessions are kept in this process and never stored: they would
 * replace each other, and n8n 2.0 to 2.33 stores the values of one item in place of the expressions along with them.
 */

// Milliseconds before a refused password is tried again; one try per item would lock the login.
const REFUSAL_MEMORY = 20_000;
const REJECTED_MEMORY = 10 * 60_000;
const SIGN_IN_WINDOW = 60_000;
const SIGN_INS_PER_WINDOW = 5;
const LOCK_MEMORY = LOCK_MINUTES * 60_000;

interface Remembered {
	error: Error;
	/** Unix milliseconds. */
	at: number;
}

interface SessionState {
	/** The sign-in in flight; resolves to the text to store. */
	inFlight?: Promise<string>;
	/** The text that this process stored last. */
	newest?: string;
	/** Times of this process's sign-ins, in Unix milliseconds. */
	signIns: number[];
	refusal?: Remembered;
	/** Passwords that were sent without a usable answer: Kontur may have counted them. */
	unanswered: Remembered[];
}

/** By fingerprint, least recently used first. */
const states = new Map<string, SessionState>();
const MOST_STATES = 5000;
/** Stored texts that Kontur refused, with the time in Unix milliseconds. */
const rejected = new Map<string, number>();

/** Logins that Kontur locked. */
const locks = new Map<string, Remembered>();

/** Names a login, a mail address in any letter case: it stays locked for another password too. */
const loginOf = ({ environment, apiUrl, authUrl, identityUrl, login }: Settings) =>
	JSON.stringify([
		environment,
		apiUrl,
		authUrl,
		identityUrl,
		String(login ?? '')
			.trim()
			.toLowerCase(),
	]);

interface StoredToken extends Token {
	fingerprint: string;
}

function parse(stored: unknown): StoredToken | undefined {
	const match = /^([0-9a-f]{16})\.(\d+)\.([!-~]+)(?: ([!-~]+))?$/.exec(String(stored ?? ''));
	if (!match) return undefined;
	return { fingerprint: match[1], expiresAt: Number(match[2]), value: match[3], refresh: match[4] };
}

function stateOf(fingerprint: string): SessionState {
	const state = states.get(fingerprint) ?? { signIns: [], unanswered: [] };
	states.delete(fingerprint);
	states.set(fingerprint, state);
	if (states.size > MOST_STATES) {
		const [idle] = [...states].find(([, { inFlight }]) => !inFlight) ?? [];
		if (idle !== undefined) states.delete(idle);
	}
	return state;
}

const serialize = (fingerprint: string, { value, expiresAt, refresh }: Token) =>
	`${fingerprint}.${Math.floor(expiresAt)}.${value}${refresh ? ` ${refresh}` : ''}`;

/** Whether the credential stands for many users, because expressions give its values. */
export const isMany = ({ hasExpressions }: Settings) => Boolean(hasExpressions);

function isUsable(stored: string, fingerprint: string): boolean {
	const held = parse(stored);
	return held?.fingerprint === fingerprint && held.expiresAt > Date.now() && !rejected.has(stored);
}

/**
 * Records that Kontur no longer accepts a stored session. The next request signs in again, once for all requests
 * that wait, unless another one already did.
 * @param stored the credential's `sessionToken` as the refused request read it
 */
export function reportRejectedSession(stored: unknown): void {
	const now = Date.now();
	for (const [text, at] of rejected) if (now - at > REJECTED_MEMORY) rejected.delete(text);
	if (typeof stored === 'string' && stored) rejected.set(stored, now);
}

/** Returns the chosen sign-in method, and the fingerprint of the settings that determine whose token it is. */
function chosenMethod(service: SignInService, settings: Settings) {
	const name = String(settings.signIn ?? '');
	const method = service.methods()[name] as SignInMethod | undefined;
	if (!method) throw new UserError(t`Choose a sign-in method in the credential.`);
	const identity = JSON.stringify([name, ...method.identity(settings)]);
	const fingerprint = createHash('sha256').update(identity).digest('hex').slice(0, 16);
	return { method, fingerprint };
}

// Leaves room for the HTML error page of a proxy.
const MAX_RESPONSE = 1024 * 1024;

function jsonOrText(text: string): IN8nHttpFullResponse['body'] {
	const asText = text as unknown as IN8nHttpFullResponse['body'];
	try {
		const body = JSON.parse(text) as IN8nHttpFullResponse['body'];
		return hasMethodNames(text, body) ? asText : body;
	} catch {
		return asText;
	}
}

/** Returns what a request of a sign-in carries in secret. */
function carriedBy({ url, headers, body }: IHttpRequestOptions): unknown[] {
	const contentType = String(headers?.['content-type'] ?? '');
	const query = url.slice(url.indexOf('?') + 1);
	const secrets: unknown[] = [...secretHeadersOf({ headers }), ...secretParametersOf(query)];
	if (Buffer.isBuffer(body)) secrets.push(body.toString('hex'), body.toString('base64'));
	else if (contentType.includes('form')) secrets.push(...secretParametersOf(String(body ?? '')));
	// A certificate is public; any other text is the password.
	else if (typeof body === 'string' && !body.startsWith('-----BEGIN')) secrets.push(body);
	return secrets;
}

const TOKENS = ['access_token', 'refresh_token', 'id_token', 'Sid', 'RefreshToken', 'Key'];

/** Returns the secrets that a response of a sign-in gives away. */
const givenBy = (body: unknown): unknown[] => (fits(body, anyObject) ? TOKENS.map((name) => body[name]) : []);

function signInHttp({ helpers }: IHttpRequestHelper, displayName: string, settings: Settings): SignInHttp {
	const gate = new Gate(secretsOf(settings));
	const exchange: SignInHttp = async (request) => {
		gate.add(carriedBy(request));
		const response = (await helpers.httpRequest({
			...request,
			timeout: 60_000,
			returnFullResponse: true,
			// A thrown 401 would make n8n sign in again, and two wrong attempts in a row lock the account.
			ignoreHttpStatusErrors: true,
			// A redirect could carry the password to another host.
			disableFollowRedirect: true,
			// n8n's HTTP client sets no limit on the size of a response.
			encoding: 'stream',
		})) as IN8nHttpFullResponse;
		const text = (await readText(response, MAX_RESPONSE)) ? String(response.body) : undefined;
		const body = text === undefined ? {} : jsonOrText(text);
		gate.add(givenBy(body));
		return { ...response, body, text, gate };
	};
	const unreachable = (error: unknown): never => {
		throw unreachableError(displayName, error, gate);
	};
	return async (request) => await exchange(request).catch(unreachable);
}

interface SignIn {
	service: SignInService;
	method: SignInMethod;
	fingerprint: string;
	http: SignInHttp;
	settings: Settings;
}

const TRIES = 3;
const PAUSE = 500;

/**
 * Signs in, and tries again when nothing usable came back. A password is sent again only if the first request was never
 * sent: a response may get lost after Kontur has counted a wrong password.
 */
async function signInPatiently(method: SignInMethod, http: SignInHttp, settings: Settings): Promise<Token> {
	for (let tries = 1; ; tries++) {
		const result = await method.signIn(http, settings).catch((error: unknown) => {
			if (!(error instanceof NoUsableAnswer) || tries === TRIES) throw error;
			if (method.mayLock && error.wasSent) throw error;
			return undefined;
		});
		if (result) return result;
		await sleep(PAUSE * 2 ** (tries - 1));
	}
}

/** Signs in and returns the text to store. */
async function signIn(
	{ service: { displayName }, method, fingerprint, http, settings }: SignIn,
	previous: Token | undefined,
): Promise<string> {
	// A refresh token saves a sign-in; if it fails for any reason, the password or key still works.
	const refreshed = previous?.refresh
		? await method.refresh?.(http, settings, previous).catch(() => undefined)
		: undefined;
	const stored = serialize(fingerprint, refreshed ?? (await signInPatiently(method, http, settings)));
	// A token with, for example, a line break fits in no header, and n8n would request it endlessly.
	if (!parse(stored)) {
		throw new SignInFailed(
			t`${displayName} returned an invalid session. Check the addresses in the credential and try again in a few minutes.`,
		);
	}
	if (rejected.has(stored)) {
		throw new SignInRefused(
			t`${displayName} no longer accepts the session or token in the credential. Get a new one and paste it into the credential.`,
		);
	}
	return stored;
}

/** Asks Kontur whether it still accepts a usable session. Assumes so when Kontur cannot be asked. */
async function isAlive({ service, method, fingerprint, http, settings }: SignIn, stored: string) {
	if (!isUsable(stored, fingerprint)) return false;
	const response = await http({
		method: 'GET',
		url: `${service.address(settings)}${service.probe}`,
		headers: { accept: 'application/json', ...method.headers(parse(stored)?.value ?? '', settings) },
	}).catch(() => undefined);
	const isRefused = response?.statusCode === 401 && service.endsSession(response.body) !== 'no';
	if (isRefused) reportRejectedSession(stored);
	return !isRefused;
}

/**
 * Returns the token to store in the credential's hidden `sessionToken` field, or nothing when the session is not the
 * cause. Stored text: `<first 16 hex digits of SHA-256 over the identity>.<expiry, Unix ms>.<token>`, then a space and
 * the refresh token if there is one. One sign-in is in flight per identity and process, however many requests wait.
 * @throws SignInRefused, SignInFailed with text for the user
 */
export async function renewSession(
	helper: IHttpRequestHelper,
	service: SignInService,
	settings: Settings,
): Promise<{ sessionToken?: string }> {
	const { method, fingerprint } = chosenMethod(service, settings);
	const http = signInHttp(helper, service.displayName, settings);
	const context = { service, method, fingerprint, http, settings };
	const state = stateOf(fingerprint);
	const held = String(settings.sessionToken ?? '');
	const { newest } = state;
	// n8n's question before a request; after a failed one it has the session.
	if (isMany(settings) && held === '' && newest && isUsable(newest, fingerprint)) {
		return { sessionToken: newest };
	}

	// Some n8n nodes ask for a new session after any failed request and then repeat the request, which would send a
	// refused report again. So the session is replaced only when it is the reason for the failure.
	if (await isAlive(context, held)) return {};
	// Another request may have renewed it meanwhile. Another process may have stored a later one, so this one is
	// checked too.
	if (newest && (await isAlive(context, newest))) return { sessionToken: newest };

	const now = Date.now();
	const lock = locks.get(loginOf(settings));
	if (method.mayLock && lock && now - lock.at < LOCK_MEMORY) throw lock.error;
	if (state.refusal && now - state.refusal.at < REFUSAL_MEMORY) throw state.refusal.error;
	state.signIns = state.signIns.filter((at) => now - at < SIGN_IN_WINDOW);
	state.unanswered = state.unanswered.filter(({ at }) => now - at < SIGN_IN_WINDOW);
	const last = state.unanswered.at(-1);
	if (method.mayLock && last && state.unanswered.length >= SIGN_INS_PER_WINDOW) throw last.error;
	if (!state.inFlight && state.signIns.length >= SIGN_INS_PER_WINDOW) {
		throw new SignInFailed(
			t`${service.displayName} keeps rejecting sessions it has just issued. Check the keys and the environment in the credential, and the permissions of the login.`,
		);
	}
	const [previous] = [newest, held]
		.map(parse)
		.filter((token) => token?.fingerprint === fingerprint)
		.sort((a, b) => (b?.expiresAt ?? 0) - (a?.expiresAt ?? 0));
	state.inFlight ??= signIn(context, previous)
		.then((stored) => {
			state.signIns.push(now);
			state.newest = stored;
			state.refusal = undefined;
			state.unanswered = [];
			return stored;
		})
		.catch((error: unknown) => {
			if (error instanceof LoginLocked) locks.set(loginOf(settings), { error, at: now });
			else if (error instanceof SignInRefused) state.refusal = { error, at: now };
			else if (error instanceof NoUsableAnswer && error.wasCounted) state.unanswered.push({ error, at: now });
			throw error;
		})
		.finally(() => {
			state.inFlight = undefined;
		});
	return { sessionToken: await state.inFlight };
}

function originOf(request: IHttpRequestOptions): string | undefined {
	// The HTTP Request node uses n8n's older helper, which keeps the address in `uri`.
	const address = (request.url as string | undefined) ?? (request as { uri?: string }).uri ?? '';
	const base = request.baseURL ? `${request.baseURL}/` : undefined;
	return URL.canParse(address, base) ? new URL(address, base).origin : undefined;
}

/** Returns a usable session of the settings' own user. */
function sessionFor(settings: Settings, fingerprint: string): string | undefined {
	const stored = String(settings.sessionToken ?? '');
	if (isUsable(stored, fingerprint)) return stored;
	const { newest } = states.get(fingerprint) ?? {};
	if (!isMany(settings) || !newest || !isUsable(newest, fingerprint)) return undefined;
	settings.sessionToken = newest;
	return newest;
}

/**
 * Adds the session to a request. When the stored session is missing, expired, rejected or belongs to other settings, it
 * throws what n8n takes for a 401 before anything is sent, so that n8n signs in and repeats. This also makes the
 * credential test check a changed password, because n8n would reuse the old token with the new settings.
 * @throws UserError when the request goes to a different host than the credential's
 */
export function signRequest(
	service: SignInService,
	settings: Settings,
	request: IHttpRequestOptions,
): IHttpRequestOptions {
	const own = service.address(settings);
	const origin = originOf(request);
	if (origin !== new URL(own).origin) {
		throw new UserError(
			t`This credential is for ${own} and was not sent to ${origin ?? t`an address without a host`}. Check the address of the request and Environment in the credential.`,
		);
	}
	const { method, fingerprint } = chosenMethod(service, settings);
	const stored = sessionFor(settings, fingerprint);
	if (stored === undefined) {
		throw Object.assign(new OperationalError(t`${service.displayName} needs a new session`), {
			response: { status: 401 },
		});
	}
	request.headers = { ...request.headers, ...method.headers(parse(stored)?.value ?? '', settings) };
	// Other n8n nodes follow redirects and take the headers along; n8n's older helper has its own option names.
	return Object.assign(request, {
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
	});
}
