import { randomUUID } from 'crypto';
import { decrypt, signRaw } from '../gost';
import { t } from '../language';
import { anyObject, fits, listOf, object, text } from '../shapes';
import { keyProblem, openKey, openKeyPair } from './certificate';
import { ChallengeLost, withChallenge } from './challenge';
import { externAddresses } from './environments';
import {
	failed,
	granted,
	isIdentityRefusal,
	isNonEmpty,
	noUsableAnswer,
	refusalBody,
	refused,
} from './response';
import {
	required,
	requiredApiKey,
	requiredClientId,
	SignInRefused,
	type GetToken,
	type Settings,
	type SignInHttp,
	type SignInResponse,
	type Token,
} from './signIn';

const SCOPE = 'extern.api';
const MINUTE = 60_000;

/** Posts a form with the client's credentials in the body and, like Kontur's C# SDK, in the Basic header too. */
function post(http: SignInHttp, settings: Settings, path: string, fields: Record<string, string>) {
	const clientId = requiredClientId(settings);
	const apiKey = requiredApiKey(settings);
	return http({
		method: 'POST',
		url: `${externAddresses(settings).identity}${path}`,
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			authorization: `Basic ${Buffer.from(`${clientId}:${apiKey}`).toString('base64')}`,
		},
		body: new URLSearchParams({ client_id: clientId, client_secret: apiKey, ...fields }).toString(),
	});
}

const FACTORS = new Map(
	Object.entries({
		certificate: t`a certificate`,
		password: t`a password`,
		phone: t`a code sent to a phone`,
		sms: t`a code sent to a phone`,
		totp: t`a code from an authenticator app`,
		otp: t`a one-time code`,
	}),
);

/** Names the factors that a multi-factor response asks for. */
function factorsOf(response: SignInResponse): string | undefined {
	const { required_factors: factors } = refusalBody(response);
	if (!fits(factors, listOf(anyObject))) return undefined;
	return factors
		.slice(0, FACTORS.size)
		.map(({ grant_type: type }) => FACTORS.get(String(type)) ?? response.gate.text(type, 40))
		.join(', ');
}

const SERVER = t`The Kontur identity server`;

/** @param rejected advice for when Kontur refuses the user's password, certificate or token */
function refusal(response: SignInResponse, rejected: string) {
	if (!isIdentityRefusal(response)) return noUsableAnswer(SERVER, response);
	const { error } = refusalBody(response);
	if (error === 'invalid_client') {
		return refused(
			t`Kontur does not recognize this combination of Service Name (Client ID) and API Key. Copy both again from your integrator page and check that Environment matches them.`,
			response,
		);
	}
	const factors = factorsOf(response);
	if (factors !== undefined) {
		return refused(
			t`This Kontur account requires a second factor: ${factors}. Choose another sign-in method, or turn off the additional check for this login in Kontur.`,
			response,
		);
	}
	if (error === 'invalid_scope' || error === 'unauthorized_client') {
		return refused(
			t`This integration is not allowed to use this sign-in method for Kontur.Extern. Choose another method, or ask Kontur to allow it (scope ${SCOPE}).`,
			response,
		);
	}
	if (error === 'unsupported_grant_type') {
		return refused(
			t`This identity server does not support this sign-in method. Choose another one in the credential.`,
			response,
		);
	}
	if (error === 'server_error' || error === 'temporarily_unavailable' || error === 'slow_down') {
		return failed(t`${SERVER} failed. Try again in a few minutes.`, response);
	}
	return refused(rejected, response);
}

/**
 * The lifetime is `expires_in` in seconds, or an hour if absent; the token is renewed a minute early, or a tenth of a
 * shorter lifetime.
 */
function tokenFrom(response: SignInResponse): Token | undefined {
	const body = granted(response, object({ access_token: text }));
	if (!body?.access_token) return undefined;
	const lifetime = (Number(body.expires_in ?? body.expires) || 3600) * 1000;
	return {
		value: body.access_token,
		expiresAt: Date.now() + lifetime - Math.min(MINUTE, lifetime / 10),
		refresh: isNonEmpty(body.refresh_token) ? body.refresh_token : undefined,
	};
}

/**
 * Sends `POST /connect/token` with one grant.
 * Source: Kontur.Extern documentation, "Authentication"; RFC 6749, sections 4.3, 4.4, 4.5 and 6.
 */
const grant =
	(
		type: string,
		fieldsOf: (settings: Settings) => Record<string, string> | Promise<Record<string, string>>,
		rejected: string,
	): GetToken =>
	async (http, settings) => {
		const fields = { scope: SCOPE, grant_type: type, ...(await fieldsOf(settings)) };
		const response = await post(http, settings, '/connect/token', fields);
		const token = tokenFrom(response);
		if (!token) throw refusal(response, rejected);
		return token;
	};

/** Signs in with login and password. */
export const passwordGrant = grant(
	'password',
	(settings) => ({
		username: required(settings, 'login', t`Login`).trim(),
		password: required(settings, 'password', t`Password`),
	}),
	t`Kontur rejected the login or password. Check both, and check that Kontur allows password sign-in for this login.`,
);

/** Signs in the integration itself, without a user. */
export const clientCredentialsGrant = grant(
	'client_credentials',
	() => ({}),
	t`Kontur does not allow this integration to sign in without a user. Choose another sign-in method, or ask Kontur to allow it.`,
);

/**
 * Signs in by certificate: the server encrypts a secret for it, the private key decrypts the secret, and the secret
 * goes back.
 * Source: Kontur.Extern documentation, "Authentication", certificate grant.
 */
export const certificateGrant: GetToken = async (http, settings) => {
	const anyDate = settings.free === true;
	const { key, certificate } = await openKeyPair(settings, { anyDate });
	const rejected = t`Kontur rejected the certificate. Check that it is valid, that its issuer is accredited, and that a Kontur user is registered with it.`;
	return await withChallenge(async () => {
		const challenge = await post(http, settings, '/authentication/certificate', {
			public_key: Buffer.from(certificate.der).toString('base64'),
			free: String(anyDate),
		});
		const encrypted = granted(challenge, object({ encrypted_key: text }))?.encrypted_key;
		if (encrypted === undefined) throw refusal(challenge, rejected);
		const secret = await decrypt(encrypted, { key, certificate }).catch(keyProblem);
		const response = await post(http, settings, '/connect/token', {
			grant_type: 'certificate',
			scope: SCOPE,
			decrypted_key: Buffer.from(secret).toString('base64'),
			thumbprint: certificate.thumbprint,
		});
		const token = tokenFrom(response);
		if (token) return token;
		const error = refusal(response, rejected);
		// The server reports a wrong secret and an unknown user with the same code.
		if (refusalBody(response).error === 'invalid_grant' && factorsOf(response) === undefined) {
			return new ChallengeLost(error);
		}
		throw error;
	});
};

const base64url = (data: string | Uint8Array) => Buffer.from(data).toString('base64url');

/**
 * Builds the JSON Web Token with which a partner vouches for its user (RFC 7519; RS256 of RFC 7518, section 3.3).
 * `iss` is the client ID, `sub` the user's ID in the partner's system. The token can be used once, within ten
 * minutes.
 * Source: Kontur.Extern documentation, "Authentication", trusted grant (JWT rules).
 * @throws SignInRefused when the key is not an RSA key, which RS256 needs
 */
async function partnerToken(settings: Settings): Promise<string> {
	const { key, certificate } = await openKey(settings);
	if (key.kind !== 'rsa') {
		throw new SignInRefused(
			t`Trusted System requires an RSA key. For a GOST key, choose "Trusted System (Auth.sid)".`,
		);
	}
	// Backdated by half a minute, in case this computer's clock is ahead of Kontur's.
	const issuedAt = Math.floor(Date.now() / 1000) - 30;
	const keyIds = certificate && {
		kid: certificate.thumbprint,
		x5t: base64url(Buffer.from(certificate.thumbprint, 'hex')),
	};
	const parts = [
		{ alg: 'RS256', typ: 'JWT', ...keyIds },
		{
			iss: requiredClientId(settings),
			sub: required(settings, 'serviceUserId', t`Partner User ID`).trim(),
			jti: randomUUID(),
			iat: issuedAt,
			nbf: issuedAt,
			exp: issuedAt + 600,
		},
	].map((part) => base64url(JSON.stringify(part)));
	const signature = await signRaw(Buffer.from(parts.join('.')), key, { rsaHash: 'sha256' });
	return [...parts, base64url(signature)].join('.');
}

/** Signs in a partner's user, for whom the partner vouches with a token. */
export const trustedGrant = grant(
	'trusted',
	async (settings) => ({ token: await partnerToken(settings) }),
	t`Kontur rejected the trusted sign-in for this user. Check that Kontur has the certificate of this key, that the user is linked (operation Partner User: Link), and that this computer's clock is correct.`,
);

/**
 * Exchanges the refresh token, and keeps it if the server returns no new one.
 * Source: Kontur's C# SDK; RFC 6749, section 6.
 */
export async function refreshGrant(http: SignInHttp, settings: Settings, held: Token): Promise<Token> {
	const refresh = grant(
		'refresh_token',
		() => ({ refresh_token: held.refresh ?? '' }),
		t`Kontur did not renew this session.`,
	);
	const token = await refresh(http, settings);
	return { ...token, refresh: token.refresh ?? held.refresh };
}
