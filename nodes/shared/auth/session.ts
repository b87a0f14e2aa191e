import { createHash } from 'crypto';
import type { IHttpRequestHelper, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { OperationalError, UserError } from 'n8n-workflow';
import { readText } from './readText';
import {
	encoded,
	SignInFailed,
	SignInRefused,
	type Settings,
	type SignInHttp,
	type SignInService,
	type SignInWay,
	type Token,
} from './signIn';

/*
 * n8n keeps one token per credential: a hidden field of the stored credential, shared by items, executions,
 * processes and restarts. It does not know whom a token belongs to, when it ends, or that ten parallel requests
 * want the same new one. So the stored text says the first two, and this module remembers, per process, which
 * sign-in is under way.
 */

// A refused password is not tried again for this long: many items would lock the login.
const REFUSAL_MEMORY = 20_000;
const REJECTED_MEMORY = 10 * 60_000;
const SIGN_IN_WINDOW = 60_000;
const SIGN_INS_PER_WINDOW = 5;

interface Known {
	inFlight?: Promise<string>;
	newest?: string;
	signIns: number[];
	refusal?: { error: Error; at: number };
}

const known = new Map<string, Known>();
const rejected = new Map<string, number>();

interface Held extends Token {
	fingerprint: string;
}

const fingerprintOf = (way: string, identity: unknown[]) =>
	createHash('sha256')
		.update(JSON.stringify([way, ...identity]))
		.digest('hex')
		.slice(0, 16);

function parse(stored: unknown): Held | undefined {
	const match = /^([0-9a-f]{16})\.(\d+)\.([!-~]+)(?: ([!-~]+))?$/.exec(String(stored ?? ''));
	if (!match) return undefined;
	return { fingerprint: match[1], expiresAt: Number(match[2]), value: match[3], refresh: match[4] };
}

const textOf = (fingerprint: string, { value, expiresAt, refresh }: Token) =>
	`${fingerprint}.${Math.floor(expiresAt)}.${value}${refresh ? ` ${refresh}` : ''}`;

const isUsable = (stored: string | undefined, fingerprint: string) => {
	const held = parse(stored);
	return (
		held !== undefined &&
		held.fingerprint === fingerprint &&
		held.expiresAt > Date.now() &&
		!rejected.has(stored ?? '')
	);
};

/**
 * Says that Kontur no longer accepts the stored session. The next request signs in again, once for all that
 * wait, unless somebody already did.
 * @param stored the credential's `sessionToken` as it was read for the refused request
 */
export function reportRejectedSession(stored: unknown): void {
	const now = Date.now();
	for (const [text, at] of rejected) if (now - at > REJECTED_MEMORY) rejected.delete(text);
	if (typeof stored === 'string' && stored) rejected.set(stored, now);
}

function wayOf({ ways }: SignInService, settings: Settings): [string, SignInWay] {
	const name = String(settings.signIn ?? '');
	const way = ways[name] as SignInWay | undefined;
	if (!way) throw new UserError('Choose a way to sign in in the credential.');
	return [name, way];
}

// A page for people that something in between answers with may be of some length.
const LONGEST_ANSWER = 1024 * 1024;

function jsonOr(body: IN8nHttpFullResponse['body']): IN8nHttpFullResponse['body'] {
	try {
		return JSON.parse(String(body)) as IN8nHttpFullResponse['body'];
	} catch {
		return body;
	}
}

const exchange =
	(helpers: IHttpRequestHelper['helpers'], displayName: string): SignInHttp =>
	async (request) => {
		const ask = async () => {
			const answer = (await helpers.httpRequest({
				...request,
				timeout: 60_000,
				returnFullResponse: true,
				// A thrown 401 would make n8n sign in a second time; two wrong tries in a row lock accounts.
				ignoreHttpStatusErrors: true,
				// A redirect could carry the password to another host.
				disableFollowRedirect: true,
				// n8n's client would read an answer of any length.
				encoding: 'stream',
			})) as IN8nHttpFullResponse;
			if (await readText(answer, LONGEST_ANSWER)) answer.body = jsonOr(answer.body);
			else answer.body = {};
			return answer;
		};
		return await ask().catch((error: unknown) => {
			const { code } = error as { code?: unknown };
			throw new SignInFailed(
				`${displayName} cannot be reached to sign in${typeof code === 'string' ? ` (${code.replace(/^E/, '')})` : ''}. Check the network, the proxy and the addresses in the credential.`,
			);
		});
	};

/** Kontur's words are quoted to the user; an answer that echoes the request must not bring a secret along. */
const withoutSecrets = (text: string, settings: Settings) =>
	[settings.password, settings.apiKey, settings.readyToken, settings.keyPassword]
		.map((secret) => (typeof secret === 'string' ? secret.trim() : ''))
		.filter(Boolean)
		// As it is, and as it stands in a form or an address.
		.flatMap((secret) => [secret, String(new URLSearchParams([['', secret]])).slice(1), encoded(secret)])
		.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);

async function signIn(
	{ displayName }: SignInService,
	way: SignInWay,
	fingerprint: string,
	http: SignInHttp,
	settings: Settings,
	previous: Token | undefined,
): Promise<string> {
	// A refresh token spares the user's proof; whatever is wrong with it, the proof is still there.
	const refreshed = previous?.refresh
		? await way.refresh?.(http, settings, previous).catch(() => undefined)
		: undefined;
	const stored = textOf(fingerprint, refreshed ?? (await way.signIn(http, settings)));
	// With a line break in it, say, no header could carry it, and what is no session would be asked for again.
	if (!parse(stored)) {
		throw new SignInFailed(
			`${displayName} gave a session that cannot be one. Check the addresses in the credential, then try again in a few minutes.`,
		);
	}
	if (rejected.has(stored)) {
		throw new SignInRefused(
			`${displayName} no longer accepts the session or token in the credential. Get a new one and paste it into the credential.`,
		);
	}
	return stored;
}

/** Asks Kontur whether it still accepts a session; yes when it cannot be asked. A refused one is remembered. */
async function isAlive(
	service: SignInService,
	way: SignInWay,
	http: SignInHttp,
	settings: Settings,
	stored: string,
): Promise<boolean> {
	const answer = await http({
		method: 'GET',
		url: `${service.address(settings)}${service.probe}`,
		headers: {
			accept: 'application/json',
			...way.headers(parse(stored)?.value ?? '', settings),
		},
	}).catch(() => undefined);
	const refused = answer?.statusCode === 401 && service.isSessionFailure(answer.body);
	if (refused) reportRejectedSession(stored);
	return !refused;
}

/**
 * Gives the token to store in the credential's hidden `sessionToken` field, for n8n's `preAuthentication` hook.
 * Stored text: `<first 16 hex digits of SHA-256 over the identity>.<expiry, Unix ms>.<token>`, then, where there is
 * one, a space and the refresh token.
 * However many requests ask at once, one sign-in is under way per identity and process.
 * @returns nothing to store when the session is not to blame
 * @throws SignInRefused, SignInFailed with text for the user
 */
export async function renewSession(
	this: IHttpRequestHelper,
	service: SignInService,
	settings: Settings,
): Promise<{ sessionToken?: string }> {
	const [wayName, way] = wayOf(service, settings);
	const fingerprint = fingerprintOf(wayName, way.identity(settings));
	const http = exchange(this.helpers, service.displayName);
	const state = known.get(fingerprint) ?? { signIns: [] };
	known.set(fingerprint, state);

	// Some nodes of n8n ask for a new session after any failed request and, given one, repeat the request: a
	// report that was refused would be sent again. So the session is replaced only when it is the reason.
	const held = String(settings.sessionToken ?? '');
	if (isUsable(held, fingerprint) && (await isAlive(service, way, http, settings, held))) return {};
	// Somebody renewed it while this caller still held the old one. It may be older all the same: with several
	// processes the one that was stored last need not be this one's.
	const { newest } = state;
	if (newest && isUsable(newest, fingerprint) && (await isAlive(service, way, http, settings, newest))) {
		return { sessionToken: newest };
	}

	const now = Date.now();
	if (state.refusal && now - state.refusal.at < REFUSAL_MEMORY) throw state.refusal.error;
	state.signIns = state.signIns.filter((at) => now - at < SIGN_IN_WINDOW);
	if (!state.inFlight && state.signIns.length >= SIGN_INS_PER_WINDOW) {
		throw new SignInFailed(
			`${service.displayName} keeps refusing the sessions it has just issued. Check the keys, the environment and the rights of the login in the credential.`,
		);
	}
	const [previous] = [newest, held]
		.map(parse)
		.filter((each) => each?.fingerprint === fingerprint)
		.sort((one, other) => (other?.expiresAt ?? 0) - (one?.expiresAt ?? 0));
	state.inFlight ??= signIn(service, way, fingerprint, http, settings, previous)
		.then((stored) => {
			state.signIns.push(now);
			state.newest = stored;
			state.refusal = undefined;
			return stored;
		})
		.catch((error: unknown) => {
			if (error instanceof Error) error.message = withoutSecrets(error.message, settings);
			if (error instanceof SignInRefused) state.refusal = { error, at: now };
			throw error;
		})
		.finally(() => {
			state.inFlight = undefined;
		});
	return { sessionToken: await state.inFlight };
}

/**
 * Adds the session to a request, for the credential's `authenticate` hook.
 * When the stored session is missing, expired, rejected or belongs to other settings it throws what n8n takes
 * for HTTP 401 before anything was sent, so that n8n signs in and repeats; this also makes the credential test
 * honest after a change of the password, because n8n puts the old token back under the new settings.
 * @throws UserError when the request goes to a host that is not the credential's own
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
			`This credential is for ${own} and is not sent to ${origin ?? 'an address without a host'}. Check the address of the request and the environment of the credential.`,
		);
	}
	const [wayName, way] = wayOf(service, settings);
	const stored = String(settings.sessionToken ?? '');
	if (!isUsable(stored, fingerprintOf(wayName, way.identity(settings)))) {
		throw Object.assign(new OperationalError(`A new ${service.displayName} session is needed`), {
			response: { status: 401 },
		});
	}
	request.headers = { ...request.headers, ...way.headers(parse(stored)?.value ?? '', settings) };
	// Other nodes of n8n follow redirects and take the headers along; its older helper has names of its own for that.
	return Object.assign(request, {
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
	});
}

function originOf(request: IHttpRequestOptions): string | undefined {
	// The HTTP Request node builds its requests with n8n's older helper, where the address is `uri`.
	const address = (request.url as string | undefined) ?? (request as { uri?: string }).uri ?? '';
	const base = request.baseURL ? `${request.baseURL}/` : undefined;
	return URL.canParse(address, base) ? new URL(address, base).origin : undefined;
}
