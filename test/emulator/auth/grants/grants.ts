import { furtherFactors } from '../factors';
import { allowsScope, grantToken, refuse, scopesOf, userScopes, type Grant } from '../identity/identityCall';
import { countLogin, userByPassword } from '../state';

export const passwordGrant: Grant = (request, form, client) => {
	const { auth, options } = request.state;
	const scope = form.get('scope') ?? '';
	if (!allowsScope(client, scope)) return refuse('invalid_scope');
	const login = form.get('username');
	const password = form.get('password');
	if (!login || !password) return refuse('invalid_request', 'username and password are required');
	const user = userByPassword(auth, login, password);
	if (!user) return refuse('invalid_grant', 'invalid username or password');
	const problem = furtherFactors(request, form, client, user, 'password');
	if (problem) return problem;
	countLogin(auth, 'password');
	return grantToken(request, client, { login: user.login, scope, refresh: options.refreshTokens });
};

export const refreshGrant: Grant = (request, form, client) => {
	const { auth } = request.state;
	const value = form.get('refresh_token');
	if (!value) return refuse('invalid_request', 'refresh_token is required');
	const old = [...auth.tokens.values()].find((token) => token.refreshToken === value);
	if (!old || old.clientId !== client.clientId) return refuse('invalid_grant');
	if (auth.users.get(old.login)?.blocked !== false) return refuse('invalid_grant');
	// A refresh token works once; the access token issued with it stays valid until it expires.
	delete old.refreshToken;
	countLogin(auth, 'refresh_token');
	const scope = form.get('scope') ?? old.scope;
	return grantToken(request, client, { login: old.login, scope, refresh: true });
};

export const clientCredentialsGrant: Grant = (request, form, client) => {
	const scope = form.get('scope') ?? '';
	if (!allowsScope(client, scope)) return refuse('invalid_scope');
	if (scopesOf(scope).some((name) => userScopes.includes(name))) return refuse('invalid_scope');
	countLogin(request.state.auth, 'client_credentials');
	return grantToken(request, client, { login: client.ownerLogin, scope, refresh: false });
};
