import type { EmulatorRequest, ErrorFormatter, Reply, Route } from '../core/router';
import {
	countLogin,
	findToken,
	issueToken,
	userByPassword,
	type AccessToken,
	type AuthState,
	type Client,
} from './state';

const noStore = { 'Cache-Control': 'no-store, no-cache, max-age=0', Pragma: 'no-cache' };

export const formatIdentityError: ErrorFormatter = (error) => ({
	status: error.status,
	json: { error: error.id ?? 'invalid_request', error_description: error.message },
	headers: noStore,
});

function refuse(error: string, description?: string): Reply {
	const json = description ? { error, error_description: description } : { error };
	return { status: 400, json, headers: noStore };
}

function basicCredentials(request: EmulatorRequest): [string, string] | undefined {
	const match = /^basic\s+(\S+)$/i.exec(request.headers.authorization ?? '');
	if (!match) return undefined;
	const text = Buffer.from(match[1], 'base64').toString('utf8');
	const colon = text.indexOf(':');
	return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}

/** The application that calls: by the form, by the Basic header, or by both when they agree. */
function callingClient(request: EmulatorRequest, form: URLSearchParams, auth: AuthState): Client | undefined {
	const basic = basicCredentials(request);
	const id = form.get('client_id') ?? basic?.[0];
	const secret = form.get('client_secret') ?? basic?.[1];
	if (id === undefined || secret === undefined) return undefined;
	if (basic && (basic[0] !== id || basic[1] !== secret)) return undefined;
	const client = auth.clients.get(id);
	return client && client.apiKey === secret.toLowerCase() ? client : undefined;
}

function tokenReply(token: AccessToken, seconds: number): Reply {
	return {
		status: 200,
		headers: noStore,
		json: {
			access_token: token.value,
			expires_in: seconds,
			token_type: 'Bearer',
			scope: token.scope,
			...(token.refreshToken ? { refresh_token: token.refreshToken } : {}),
		},
	};
}

type Grant = (request: EmulatorRequest, form: URLSearchParams, client: Client) => Reply;

function scopeProblem(scope: string | null, client: Client): Reply | undefined {
	const names = (scope ?? '').split(' ').filter((name) => name !== '');
	if (names.length === 0) return refuse('invalid_scope');
	return names.every((name) => client.scopes.includes(name)) ? undefined : refuse('invalid_scope');
}

function grantToken(
	request: EmulatorRequest,
	login: string,
	client: Client,
	scope: string,
	refresh: boolean,
) {
	const { auth, options } = request.state;
	const lifetime = { seconds: options.tokenSeconds, refresh };
	return tokenReply(issueToken(auth, login, client.clientId, scope, lifetime), options.tokenSeconds);
}

const passwordGrant: Grant = (request, form, client) => {
	const { auth, options } = request.state;
	const scope = form.get('scope');
	const problem = scopeProblem(scope, client);
	if (problem) return problem;
	const login = form.get('username');
	const password = form.get('password');
	if (!login || !password) return refuse('invalid_request', 'username and password are required');
	const user = userByPassword(auth, login, password);
	if (!user) return refuse('invalid_grant', 'invalid username or password');
	countLogin(auth, 'password');
	return grantToken(request, user.login, client, scope ?? '', options.refreshTokens);
};

const refreshGrant: Grant = (request, form, client) => {
	const { auth } = request.state;
	const value = form.get('refresh_token');
	if (!value) return refuse('invalid_request', 'refresh_token is required');
	const old = [...auth.tokens.values()].find((token) => token.refreshToken === value);
	if (!old || old.clientId !== client.clientId) return refuse('invalid_grant');
	if (auth.users.get(old.login)?.blocked !== false) return refuse('invalid_grant');
	// A refresh token is good once; the access token it came with stays valid until it expires.
	delete old.refreshToken;
	countLogin(auth, 'refresh_token');
	return grantToken(request, old.login, client, form.get('scope') ?? old.scope, true);
};

const clientCredentialsGrant: Grant = (request, form, client) => {
	const scope = form.get('scope');
	const problem = scopeProblem(scope, client);
	if (problem) return problem;
	if ((scope ?? '').split(' ').includes('openid')) return refuse('invalid_scope');
	countLogin(request.state.auth, 'client_credentials');
	return grantToken(request, client.ownerLogin, client, scope ?? '', false);
};

const grants: Record<string, Grant> = {
	password: passwordGrant,
	refresh_token: refreshGrant,
	client_credentials: clientCredentialsGrant,
};

function token(request: EmulatorRequest): Reply {
	const type = request.headers['content-type'] ?? '';
	if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
		return refuse('invalid_request', 'a form is expected');
	}
	const form = new URLSearchParams(request.body.toString('utf8'));
	const client = callingClient(request, form, request.state.auth);
	if (!client) return refuse('invalid_client');
	const name = form.get('grant_type');
	if (!name) return refuse('invalid_request', 'grant_type is required');
	const grant = Object.hasOwn(grants, name) ? grants[name] : undefined;
	return grant ? grant(request, form, client) : refuse('unsupported_grant_type');
}

function discovery(request: EmulatorRequest): Reply {
	return {
		status: 200,
		json: {
			issuer: request.baseUrl,
			authorization_endpoint: `${request.baseUrl}/connect/authorize`,
			token_endpoint: `${request.baseUrl}/connect/token`,
			userinfo_endpoint: `${request.baseUrl}/connect/userinfo`,
			grant_types_supported: Object.keys(grants),
			scopes_supported: ['openid', 'extern.api'],
			token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
		},
	};
}

function userinfo(request: EmulatorRequest): Reply {
	const { auth } = request.state;
	const match = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '');
	const found = match && findToken(auth, match[1]);
	const user = found && auth.users.get(found.login);
	if (!user) return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } };
	return { status: 200, json: { sub: user.login, name: user.fullName, email: user.login } };
}

export const identityRoutes: Route[] = [
	{ service: 'identity', method: 'POST', path: '/connect/token', handler: token },
	{ service: 'identity', method: 'GET', path: '/connect/userinfo', handler: userinfo },
	{
		service: 'identity',
		method: 'GET',
		path: '/.well-known/openid-configuration',
		handler: discovery,
	},
];
