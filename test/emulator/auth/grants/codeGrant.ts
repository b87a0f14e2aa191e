import { createHash } from 'node:crypto';

import type { EmulatorRequest, Reply, Route } from '../../core/router';
import { allowsScope, grantToken, noStore, refuse, scopesOf, type Grant } from '../identity/identityCall';
import { makeIdToken } from '../identity/idToken';
import { consentPage, messagePage } from '../pages';
import { countLogin, userByPassword, type Client } from '../state';

const codeLifetime = 5 * 60 * 1000;
const title = 'Kontur emulator: the request is wrong';

interface Asked {
	client: Client;
	redirectUri: string;
	query: URLSearchParams;
}

function isAllowedAddress(client: Client, address: string): boolean {
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address) || address.includes('#')) return false;
	return client.redirectUris.length === 0 || client.redirectUris.includes(address);
}

function redirect({ redirectUri, query }: Asked, members: Record<string, string>): Reply {
	const target = new URL(redirectUri);
	for (const [name, value] of Object.entries(members)) target.searchParams.set(name, value);
	const state = query.get('state');
	if (state !== null) target.searchParams.set('state', state);
	return { status: 302, headers: { ...noStore, Location: target.href } };
}

/** Errors reported to the application; those in client_id and redirect_uri are shown to the user instead. */
function problemOf({ client, query }: Asked): string | undefined {
	if (query.get('response_type') !== 'code') return 'unsupported_response_type';
	if (!allowsScope(client, query.get('scope'))) return 'invalid_scope';
	const challenge = query.get('code_challenge');
	const method = query.get('code_challenge_method');
	if ((challenge ?? method) === null) return undefined;
	// RFC 7636, 4.2: 43 characters are the 32 bytes of SHA-256.
	return method === 'S256' && /^[\w-]{43}$/.test(challenge ?? '') ? undefined : 'invalid_request';
}

function readAsked(request: EmulatorRequest): Asked | { reply: Reply } {
	const { query } = request;
	const client = request.state.auth.clients.get(query.get('client_id') ?? '');
	if (!client) return { reply: messagePage(400, title, 'client_id is unknown') };
	const redirectUri = query.get('redirect_uri') ?? '';
	if (!isAllowedAddress(client, redirectUri)) {
		return { reply: messagePage(400, title, 'redirect_uri is not registered') };
	}
	const asked = { client, redirectUri, query };
	const error = problemOf(asked);
	return error ? { reply: redirect(asked, { error }) } : asked;
}

function askConsent({ client, query }: Asked, problem?: string): Reply {
	return consentPage({
		action: `/connect/authorize?${query.toString()}`,
		application: client.clientId,
		scope: query.get('scope') ?? '',
		...(problem ? { problem } : {}),
	});
}

function show(request: EmulatorRequest): Reply {
	const asked = readAsked(request);
	return 'reply' in asked ? asked.reply : askConsent(asked);
}

function decide(request: EmulatorRequest): Reply {
	const asked = readAsked(request);
	if ('reply' in asked) return asked.reply;
	const { auth } = request.state;
	const form = new URLSearchParams(request.body.toString('utf8'));
	if (form.get('decision') === 'deny') return redirect(asked, { error: 'access_denied' });
	if (form.get('decision') !== 'allow') return askConsent(asked, 'Choose Allow or Deny');
	const user = userByPassword(auth, form.get('login') ?? '', form.get('password') ?? '');
	if (!user) return askConsent(asked, 'The login or the password is wrong');
	const { client, redirectUri, query } = asked;
	const code = auth.random.hex(64);
	const scope = query.get('scope') ?? '';
	auth.codes.set(code, {
		login: user.login,
		clientId: client.clientId,
		redirectUri,
		scope,
		nonce: query.get('nonce') ?? undefined,
		codeChallenge: query.get('code_challenge') ?? undefined,
		expiresAt: request.now().getTime() + codeLifetime,
	});
	return redirect(asked, { code, scope });
}

function fitsChallenge(challenge: string | undefined, verifier: string | null): boolean {
	if (challenge === undefined) return true;
	return (
		createHash('sha256')
			.update(verifier ?? '')
			.digest('base64url') === challenge
	);
}

export const codeGrant: Grant = async (request, form, client) => {
	const { auth, options } = request.state;
	const value = form.get('code');
	const redirectUri = form.get('redirect_uri');
	if (!value || !redirectUri) return refuse('invalid_request', 'code and redirect_uri are required');
	const code = auth.codes.get(value);
	if (code?.clientId !== client.clientId) return refuse('invalid_grant', 'the code is unknown');
	auth.codes.delete(value);
	if (code.expiresAt <= request.now().getTime()) return refuse('invalid_grant', 'the code has expired');
	if (code.redirectUri !== redirectUri) return refuse('invalid_grant', 'redirect_uri is another one');
	if (!fitsChallenge(code.codeChallenge, form.get('code_verifier'))) {
		return refuse('invalid_grant', 'code_verifier does not fit');
	}
	const user = auth.users.get(code.login);
	if (!user || user.blocked) return refuse('invalid_grant', 'the user is blocked');
	const { scope, nonce } = code;
	const extra = scopesOf(scope).includes('openid')
		? { id_token: await makeIdToken(request, client, user, nonce) }
		: {};
	countLogin(auth, 'authorization_code');
	return grantToken(request, client, { login: user.login, scope, refresh: options.refreshTokens, extra });
};

export const codeRoutes: Route[] = [
	{ service: 'identity', method: 'GET', path: '/connect/authorize', handler: show },
	{ service: 'identity', method: 'POST', path: '/connect/authorize', handler: decide },
];
