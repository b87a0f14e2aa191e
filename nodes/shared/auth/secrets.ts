import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Settings } from './signIn';

// The secret fields of all credentials of this package, and n8n's name for the secret of OAuth2.
const FIELDS = [
	'password',
	'apiKey',
	'clientSecret',
	'readyToken',
	'keyPassword',
	'privateKey',
	'headerKey',
	'masksKey',
	'primaryKey',
];

const TOKENS = ['access_token', 'refresh_token', 'id_token'];

/** Returns the secrets of a credential, its session included. */
export function secretsOf(settings: Settings): unknown[] {
	const session = String(settings.sessionToken ?? '');
	// Fingerprint and expiry come before the token and its refresh token.
	const tokens = session.split('.').slice(2).join('.').split(' ');
	const { oauthTokenData } = settings;
	const oauth = (typeof oauthTokenData === 'object' ? oauthTokenData : {}) as Record<string, unknown>;
	return [...FIELDS.map((name) => settings[name]), ...tokens, ...TOKENS.map((name) => oauth[name])];
}

/** Returns the secrets that are sent to Kontur, at sign-in or later; private keys never are. */
export const sentSecretsOf = (settings: Settings): unknown[] =>
	secretsOf({ ...settings, keyPassword: '', privateKey: '', headerKey: '', masksKey: '', primaryKey: '' });

const SECRET_HEADERS = ['authorization', 'x-kontur-apikey', 'x-kontur-ofd-apikey', 'cookie'];

/** Returns the headers of a request that nobody may see. */
export const secretHeadersOf = ({ headers }: Pick<IHttpRequestOptions, 'headers'>): unknown[] =>
	Object.entries(headers ?? {})
		.filter(([name]) => SECRET_HEADERS.includes(name.toLowerCase()))
		.map(([, value]) => value);

const SECRET_PARAMETERS =
	/^(?:client_secret|password|decrypted_key|token|refresh_token|auth\.sid|refresh-token|api-?key|key)$/i;

/** Returns the secrets in a query or a form. */
export const secretParametersOf = (text: string): string[] =>
	[...new URLSearchParams(text)].filter(([name]) => SECRET_PARAMETERS.test(name)).map(([, value]) => value);
