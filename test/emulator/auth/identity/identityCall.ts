import type { EmulatorRequest, Reply } from '../../core/router';
import { issueToken, type AuthState, type Client } from '../state';

export const noStore = { 'Cache-Control': 'no-store, no-cache, max-age=0', Pragma: 'no-cache' };

export type Grant = (
	request: EmulatorRequest,
	form: URLSearchParams,
	client: Client,
) => Reply | Promise<Reply>;

export function refuse(error: string, description?: string): Reply {
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

/** A form, with the application that sent it, or the refusal. */
export function readCall(
	request: EmulatorRequest,
): { form: URLSearchParams; client: Client } | { refusal: Reply } {
	const type = request.headers['content-type'] ?? '';
	if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
		return { refusal: refuse('invalid_request', 'a form is expected') };
	}
	const form = new URLSearchParams(request.body.toString('utf8'));
	const client = callingClient(request, form, request.state.auth);
	return client ? { form, client } : { refusal: refuse('invalid_client') };
}

/** Scopes that speak of a user: every application may ask for them, but not without a user. */
export const userScopes = ['openid', 'profile', 'email', 'offline_access'];

export function scopesOf(scope: string | null): string[] {
	return (scope ?? '').split(' ').filter((name) => name !== '');
}

export function allowsScope(client: Client, scope: string | null): boolean {
	const names = scopesOf(scope);
	return names.length > 0 && names.every((name) => client.scopes.includes(name) || userScopes.includes(name));
}

export interface Granted {
	login: string;
	scope: string;
	refresh: boolean;
	/** Members of the response besides those of the token. */
	extra?: Record<string, unknown>;
}

export function grantToken(request: EmulatorRequest, client: Client, granted: Granted): Reply {
	const { auth, options } = request.state;
	const { login, scope, refresh, extra } = granted;
	const lifetime = { seconds: options.tokenSeconds, refresh };
	const token = issueToken(auth, login, client.clientId, scope, lifetime);
	return {
		status: 200,
		headers: noStore,
		json: {
			access_token: token.value,
			expires_in: options.tokenSeconds,
			token_type: 'Bearer',
			scope,
			...(token.refreshToken ? { refresh_token: token.refreshToken } : {}),
			...extra,
		},
	};
}
