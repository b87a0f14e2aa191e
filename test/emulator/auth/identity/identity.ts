import { notPlayed } from '../../core/errors';
import type { EmulatorRequest, ErrorFormatter, Reply, Route } from '../../core/router';
import { certificateChallenge, certificateGrant } from '../grants/certificateGrant';
import { codeGrant, codeRoutes } from '../grants/codeGrant';
import { deviceGrant, deviceRoutes } from '../grants/deviceGrant';
import { clientCredentialsGrant, passwordGrant, refreshGrant } from '../grants/grants';
import { noStore, readCall, refuse, userScopes, type Grant } from './identityCall';
import { publicKeys } from './idToken';
import { findToken } from '../state';
import { trustedGrant } from '../grants/trustedGrant';

export const formatIdentityError: ErrorFormatter = (error) =>
	notPlayed(error) ?? {
		status: error.status,
		json: { error: error.id ?? 'invalid_request', error_description: error.message },
		headers: noStore,
	};

const keysPath = '/.well-known/openid-configuration/jwks';

const grants: Record<string, Grant> = {
	authorization_code: codeGrant,
	'urn:ietf:params:oauth:grant-type:device_code': deviceGrant,
	password: passwordGrant,
	certificate: certificateGrant,
	trusted: trustedGrant,
	refresh_token: refreshGrant,
	client_credentials: clientCredentialsGrant,
};

async function token(request: EmulatorRequest): Promise<Reply> {
	const call = readCall(request);
	if ('refusal' in call) return call.refusal;
	const { form, client } = call;
	const name = form.get('grant_type');
	if (!name) return refuse('invalid_request', 'grant_type is required');
	const grant = Object.hasOwn(grants, name) ? grants[name] : undefined;
	return grant ? await grant(request, form, client) : refuse('unsupported_grant_type');
}

function discovery(request: EmulatorRequest): Reply {
	return {
		status: 200,
		json: {
			issuer: request.baseUrl,
			authorization_endpoint: `${request.baseUrl}/connect/authorize`,
			token_endpoint: `${request.baseUrl}/connect/token`,
			device_authorization_endpoint: `${request.baseUrl}/connect/deviceauthorization`,
			userinfo_endpoint: `${request.baseUrl}/connect/userinfo`,
			jwks_uri: `${request.baseUrl}${keysPath}`,
			grant_types_supported: Object.keys(grants),
			response_types_supported: ['code'],
			response_modes_supported: ['query'],
			scopes_supported: [...userScopes, 'extern.api'],
			subject_types_supported: ['public'],
			id_token_signing_alg_values_supported: ['RS256'],
			code_challenge_methods_supported: ['S256'],
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
	return { status: 200, json: { sub: user.id, name: user.fullName, email: user.login } };
}

export const identityRoutes: Route[] = [
	{ service: 'identity', method: 'POST', path: '/connect/token', handler: token },
	{
		service: 'identity',
		method: 'POST',
		path: '/authentication/certificate',
		handler: certificateChallenge,
	},
	{ service: 'identity', method: 'GET', path: '/connect/userinfo', handler: userinfo },
	{
		service: 'identity',
		method: 'GET',
		path: '/.well-known/openid-configuration',
		handler: discovery,
	},
	{ service: 'identity', method: 'GET', path: keysPath, handler: publicKeys },
	...codeRoutes,
	...deviceRoutes,
];
