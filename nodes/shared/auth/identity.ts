import { randomUUID } from 'crypto';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { decrypt, signRaw } from '../gost';
import { keyProblem, openKey, openKeyPair } from './certificate';
import { ChallengeLost, withChallenge } from './challenge';
import {
	refusalText,
	required,
	requiredKey,
	SignInRefused,
	unexpectedAnswer,
	type Settings,
	type SignInHttp,
	type Token,
} from './signIn';

const SERVER = 'The Kontur identity server';
const SCOPE = 'extern.api';
const minutes = 60_000;

function post(http: SignInHttp, settings: Settings, url: string, fields: Record<string, string>) {
	const clientId = required(settings, 'clientId', 'Service Name (Client ID)').trim();
	const apiKey = requiredKey(settings, 'apiKey', 'API Key');
	return http({
		method: 'POST',
		url,
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			// Beside the form, as Kontur's C# SDK sends it.
			authorization: `Basic ${Buffer.from(`${clientId}:${apiKey}`).toString('base64')}`,
		},
		body: new URLSearchParams({ client_id: clientId, client_secret: apiKey, ...fields }).toString(),
	});
}

const bodyOf = (response: IN8nHttpFullResponse) => (response.body ?? {}) as IDataObject;

/** The names of the proofs that a multi-factor answer asks for. */
function factorsOf(body: IDataObject): string | undefined {
	if (!Array.isArray(body.required_factors)) return undefined;
	const names: Record<string, string> = {
		certificate: 'a certificate',
		password: 'a password',
		phone: 'a code sent to a phone',
		sms: 'a code sent to a phone',
		totp: 'a code of an authenticator app',
		otp: 'a one-time code',
	};
	return (body.required_factors as IDataObject[])
		.map(({ grant_type: grant }) => names[String(grant)] ?? String(grant).slice(0, 40))
		.join(', ');
}

/** The error for an answer that is not what was asked for. `rejected` says what a refusal of the proof means. */
function refusal(response: IN8nHttpFullResponse, rejected: string) {
	const body = bodyOf(response);
	if (body.error === 'invalid_client') {
		return new SignInRefused(
			`Kontur does not know this Service Name (Client ID) with this API Key. Copy both again from the integrator's page, and check that Environment is the one they were issued for.${refusalText(response)}`,
		);
	}
	const factors = factorsOf(body);
	if (factors !== undefined) {
		return new SignInRefused(
			`This Kontur account asks for one more proof at sign-in: ${factors}. Choose another way to sign in, or turn the additional check off for this login in Kontur.${refusalText(response)}`,
		);
	}
	if (body.error === 'invalid_scope' || body.error === 'unauthorized_client') {
		return new SignInRefused(
			`Kontur has not allowed this integration to sign in to Kontur.Extern in this way. Choose another way, or ask Kontur to allow it (scope ${SCOPE}).${refusalText(response)}`,
		);
	}
	if (body.error === 'unsupported_grant_type') {
		return new SignInRefused(
			`This identity server does not offer this way to sign in. Choose another one in the credential.${refusalText(response)}`,
		);
	}
	if ([400, 401, 403].includes(response.statusCode)) {
		return new SignInRefused(`${rejected}${refusalText(response)}`);
	}
	return unexpectedAnswer(response, SERVER);
}

function tokenFrom(response: IN8nHttpFullResponse): Token | undefined {
	const body = bodyOf(response);
	if (response.statusCode !== 200 || typeof body.access_token !== 'string' || !body.access_token) {
		return undefined;
	}
	const lifetime = (Number(body.expires_in ?? body.expires) || 3600) * 1000;
	const refresh =
		typeof body.refresh_token === 'string' && body.refresh_token ? body.refresh_token : undefined;
	return {
		value: body.access_token,
		expiresAt: Date.now() + lifetime - Math.min(minutes, lifetime / 10),
		refresh,
	};
}

/**
 * `POST /connect/token` of the identity server, a form with the client in it and in the Basic header. The
 * lifetime is `expires_in` (seconds; an hour when it is not said), less a minute or a tenth.
 * Source: Kontur.Extern documentation, "Authentication"; RFC 6749, sections 4.3, 4.4, 4.5 and 6.
 */
async function requestToken(
	http: SignInHttp,
	settings: Settings,
	identityUrl: string,
	fields: Record<string, string>,
	rejected: string,
): Promise<Token> {
	const response = await post(http, settings, `${identityUrl}/connect/token`, { scope: SCOPE, ...fields });
	const token = tokenFrom(response);
	if (!token) throw refusal(response, rejected);
	return token;
}

/**
 * Grant `password`: login and password.
 * Source: Kontur.Extern documentation, "Authentication", password grant; RFC 6749, section 4.3.
 */
export async function passwordGrant(
	http: SignInHttp,
	settings: Settings,
	identityUrl: string,
): Promise<Token> {
	const fields = {
		grant_type: 'password',
		username: required(settings, 'login', 'Login').trim(),
		password: required(settings, 'password', 'Password'),
	};
	return await requestToken(
		http,
		settings,
		identityUrl,
		fields,
		'Kontur rejected the login or password. Check both, and that signing in by password is switched on for this login in Kontur.',
	);
}

/**
 * Grant `certificate`: the server encrypts a secret for the certificate (`POST /authentication/certificate`),
 * the private key opens it, the secret goes back.
 * Source: Kontur.Extern documentation, "Authentication", certificate grant.
 */
export async function certificateGrant(
	http: SignInHttp,
	settings: Settings,
	identityUrl: string,
): Promise<Token> {
	const anyDate = settings.free === true;
	const { key, certificate } = await openKeyPair(settings, { anyDate });
	const rejected =
		'Kontur rejected the certificate. Check that it is valid, that its issuer is accredited, and that a Kontur user signs in with it.';
	return await withChallenge(async () => {
		const challenge = await post(http, settings, `${identityUrl}/authentication/certificate`, {
			public_key: Buffer.from(certificate.der).toString('base64'),
			free: String(anyDate),
		});
		const { encrypted_key: encrypted } = bodyOf(challenge);
		if (challenge.statusCode !== 200 || typeof encrypted !== 'string') throw refusal(challenge, rejected);
		const secret = await decrypt(encrypted, { key, certificate }).catch(keyProblem);
		const response = await post(http, settings, `${identityUrl}/connect/token`, {
			grant_type: 'certificate',
			scope: SCOPE,
			decrypted_key: Buffer.from(secret).toString('base64'),
			thumbprint: certificate.thumbprint,
		});
		const body = bodyOf(response);
		const token = tokenFrom(response);
		if (token) return token;
		const error = refusal(response, rejected);
		// The server has one word for a wrong answer and for a user it does not know.
		if (body.error === 'invalid_grant' && factorsOf(body) === undefined) return new ChallengeLost(error);
		throw error;
	});
}

const base64url = (data: string | Uint8Array) => Buffer.from(data).toString('base64url');

/**
 * JSON Web Token by which a partner vouches for its user (RFC 7519; RS256 of RFC 7518, section 3.3): `iss` is the
 * client id, `sub` the user in the partner's system, used once, good for ten minutes from a moment ago.
 * Source: Kontur.Extern documentation, "Authentication", trusted grant (JWT rules).
 * @throws SignInRefused when the key is no RSA key, which RS256 needs
 */
async function partnerToken(settings: Settings): Promise<string> {
	const { key, certificate } = await openKey(settings);
	if (key.kind !== 'rsa') {
		throw new SignInRefused(
			'Vouching for a user with a token needs an RSA key. With a GOST key choose "Trusted System (Auth.sid)".',
		);
	}
	const issuedAt = Math.floor(Date.now() / 1000) - 30;
	const named = certificate && {
		kid: certificate.thumbprint,
		x5t: base64url(Buffer.from(certificate.thumbprint, 'hex')),
	};
	const parts = [
		{ alg: 'RS256', typ: 'JWT', ...named },
		{
			iss: required(settings, 'clientId', 'Service Name (Client ID)').trim(),
			sub: required(settings, 'serviceUserId', 'Partner User ID').trim(),
			jti: randomUUID(),
			iat: issuedAt,
			nbf: issuedAt,
			exp: issuedAt + 600,
		},
	].map((part) => base64url(JSON.stringify(part)));
	const signature = await signRaw(Buffer.from(parts.join('.')), key, { rsaHash: 'sha256' });
	return [...parts, base64url(signature)].join('.');
}

/**
 * Grant `trusted`: a partner of Kontur's certification authority vouches for its user.
 * Source: Kontur.Extern documentation, "Authentication", trusted grant.
 */
export async function trustedGrant(
	http: SignInHttp,
	settings: Settings,
	identityUrl: string,
): Promise<Token> {
	return await requestToken(
		http,
		settings,
		identityUrl,
		{ grant_type: 'trusted', token: await partnerToken(settings) },
		"Kontur did not accept the partner's word for this user. Check that Kontur knows the certificate of this key, that the user is linked (operation Partner User: Link), and that the clock of this computer is right.",
	);
}

/**
 * Grant `client_credentials`: the integration itself, without a user.
 * Source: Kontur.Extern documentation, "Client credentials flow"; RFC 6749, section 4.4.
 */
export async function clientCredentialsGrant(
	http: SignInHttp,
	settings: Settings,
	identityUrl: string,
): Promise<Token> {
	return await requestToken(
		http,
		settings,
		identityUrl,
		{ grant_type: 'client_credentials' },
		'Kontur did not let this integration in without a user. Choose another way to sign in, or ask Kontur to allow it.',
	);
}

/** Grant `refresh_token`. Source: Kontur's C# SDK; RFC 6749, section 6. */
export async function refreshGrant(
	http: SignInHttp,
	settings: Settings,
	identityUrl: string,
	held: Token,
): Promise<Token> {
	const token = await requestToken(
		http,
		settings,
		identityUrl,
		{ grant_type: 'refresh_token', refresh_token: held.refresh ?? '' },
		'Kontur no longer renews this session.',
	);
	return { ...token, refresh: token.refresh ?? held.refresh };
}
