import type { IDataObject } from 'n8n-workflow';
import {
	required,
	refusalText,
	SignInRefused,
	unexpectedAnswer,
	type Settings,
	type SignInHttp,
	type Token,
} from './signIn';

const minutes = 60_000;
const days = 24 * 60 * minutes;

// A sid lives 30 days; half of that leaves room for a clock that is wrong and for an early drop.
const SID_LIFETIME = 15 * days;

/**
 * Password grant of Kontur's identity server: `POST /connect/token` with the client in the form and in the
 * Basic header, as Kontur's C# SDK sends it. The lifetime is `expires_in` (seconds; an hour
 * when it is not said), less a minute or a tenth.
 * Source: Kontur.Extern documentation, "Authentication", password grant; RFC 6749, section 4.3.
 */
export async function identityPassword(
	http: SignInHttp,
	settings: Settings,
	identityUrl: string,
): Promise<Token> {
	const clientId = required(settings, 'clientId', 'Service Name (Client ID)');
	const apiKey = required(settings, 'apiKey', 'API Key');
	const form = new URLSearchParams({
		grant_type: 'password',
		scope: 'extern.api',
		client_id: clientId,
		client_secret: apiKey,
		username: required(settings, 'login', 'Login'),
		password: required(settings, 'password', 'Password'),
	});
	const response = await http({
		method: 'POST',
		url: `${identityUrl}/connect/token`,
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			authorization: `Basic ${Buffer.from(`${clientId}:${apiKey}`).toString('base64')}`,
		},
		body: form.toString(),
	});
	const body = (response.body ?? {}) as IDataObject;
	if (response.statusCode === 200 && typeof body.access_token === 'string' && body.access_token) {
		const lifetime = (Number(body.expires_in ?? body.expires) || 3600) * 1000;
		return {
			value: body.access_token,
			expiresAt: Date.now() + lifetime - Math.min(minutes, lifetime / 10),
		};
	}
	if (body.error === 'invalid_client') {
		throw new SignInRefused(
			`Kontur does not know this Service Name (Client ID) with this API Key. Copy both again from the integrator's page, and check that Environment is the one they were issued for.${refusalText(response)}`,
		);
	}
	if (Array.isArray(body.required_factors)) {
		const factors = (body.required_factors as IDataObject[])
			.map((factor) => String(factor.grant_type ?? ''))
			.join(', ');
		throw new SignInRefused(
			`This Kontur login asks for one more proof at sign-in (${factors}). Choose another way to sign in, or turn the additional check off for this login in Kontur.${refusalText(response)}`,
		);
	}
	if ([400, 401, 403].includes(response.statusCode)) {
		throw new SignInRefused(
			`Kontur rejected the login or password. Check both, and that signing in by password is switched on for this login in Kontur.${refusalText(response)}`,
		);
	}
	throw unexpectedAnswer(response, 'The Kontur identity server');
}

/**
 * Password login of the shared auth.sid authenticator: the password is the body, as plain UTF-8 text.
 * Extern passes its api-key in a header; OFD sends none.
 * Source: Kontur.OFD documentation, "authenticate-by-pass"; Kontur.Extern documentation, "auth.sid".
 */
export async function sidPassword(
	http: SignInHttp,
	settings: Settings,
	address: string,
	headers: Record<string, string> = {},
): Promise<Token> {
	const login = required(settings, 'login', 'Login');
	const response = await http({
		method: 'POST',
		url: `${address}?login=${encodeURIComponent(login)}`,
		headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
		body: required(settings, 'password', 'Password'),
	});
	const body = (response.body ?? {}) as IDataObject;
	// Success is a non-empty Sid: an ErrorMessage has been seen beside status 200.
	if (response.statusCode === 200 && typeof body.Sid === 'string' && body.Sid) {
		return { value: body.Sid, expiresAt: Date.now() + SID_LIFETIME };
	}
	if (typeof body.Code === 'string' && /apikey/i.test(body.Code)) {
		throw new SignInRefused(
			`Kontur does not know this API key. Copy it again from the integrator's page, and check that Environment is the one it was issued for.${refusalText(response)}`,
		);
	}
	if ([200, 400, 401, 403].includes(response.statusCode)) {
		throw new SignInRefused(
			`Kontur rejected the login or password. Check both, and that Kontur has allowed this login to sign in by password for this integration.${refusalText(response)}`,
		);
	}
	throw unexpectedAnswer(response, 'The Kontur authenticator');
}
