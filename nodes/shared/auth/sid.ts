import type { IHttpRequestOptions } from 'n8n-workflow';
import { percentEncoded } from '../foreign';
import { decrypt, signDetached, toPem } from '../gost';
import { t } from '../language';
import { fits, object, text } from '../shapes';
import { keyProblem, openKeyPair } from './certificate';
import { ChallengeLost, withChallenge } from './challenge';
import {
	failed,
	granted,
	isAuthenticatorRefusal,
	isNonEmpty,
	noUsableAnswer,
	refusalBody,
	refused,
} from './response';
import {
	LOCK_MINUTES,
	LoginLocked,
	required,
	SignInRefused,
	type GetToken,
	type Settings,
	type SignInHttp,
	type SignInMethod,
	type SignInResponse,
	type Token,
} from './signIn';

// Milliseconds. A session lives 30 days; half of that allows for a wrong clock and for sessions that Kontur ends early.
const SID_LIFETIME = 15 * 24 * 3600 * 1000;

/** The authenticator that issues `auth.sid` sessions for a product. */
export interface Authenticator {
	/** Base address without a trailing slash. */
	address: string;
	/** Path in front of the methods, `/auth/v5.16`. */
	path: string;
	/** Path in front of the method for passwords, if it differs: Kontur.Extern has it in older versions only. */
	passwordPath?: string;
	/** Kontur.Extern sends its API key, Kontur.OFD sends none. */
	apiKey?: string;
}

type AuthenticatorOf = (settings: Settings) => Authenticator;

const query = (values: Record<string, string | undefined>) =>
	Object.entries(values)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}=${percentEncoded(value ?? '')}`)
		.join('&');

const TEXT = 'text/plain; charset=utf-8';
const BYTES = 'application/octet-stream';

const post = (
	http: SignInHttp,
	{ apiKey }: Authenticator,
	url: string,
	contentType?: string,
	body?: IHttpRequestOptions['body'],
) =>
	http({
		method: 'POST',
		url,
		headers: {
			...(contentType && { 'content-type': contentType }),
			...(apiKey && { 'x-kontur-apikey': apiKey }),
		},
		body,
	});

/**
 * Source: Kontur.Extern documentation, "auth.sid", codes of status 403. Those for passwords were published in 2018 only
 * (commit d5cfa36 of extern-api-docs).
 */
const ADVICE = new Map(
	Object.entries({
		BadPassword: t`Kontur rejected the login or password. Check both.`,
		CertNotValid: t`Kontur considers the certificate invalid. Use a qualified certificate that is currently valid and not revoked.`,
		CertRegisterFail: t`Kontur could not register the certificate. Use a qualified certificate from an accredited authority, or contact Kontur support.`,
		CertUnreadable: t`Kontur cannot read the certificate. Paste the certificate file (.cer) of the private key again.`,
		ConflictUserFromSession: t`This Kontur login requires a second factor. Choose another sign-in method, or turn off the additional check for this login in Kontur.`,
		ForbiddenForTargetUser: t`Kontur does not let a partner vouch for this user because the user is an administrator. Use a user without administrator rights.`,
		NotId: t`The request names no user of the partner's system. Fill in Partner User ID in the credential, or identify the user by another value.`,
		PasswordNotSet: t`This Kontur login has no password. Set one in Kontur, or choose another sign-in method.`,
		UnknownCertificate: t`No Kontur user is registered with this certificate. Sign in with it once in a browser, or add it to the user in Kontur.`,
		UserNotFound: t`Kontur did not find this user. Check the value that identifies the user.`,
		UserNotUniq: t`Several Kontur users match. Identify the user by another value.`,
	}),
);

const SERVER = t`The Kontur authenticator`;

/** @param rejected advice for a refusal without a known code */
function refusal(response: SignInResponse, rejected: string) {
	if (!isAuthenticatorRefusal(response)) return noUsableAnswer(SERVER, response);
	const { Code } = refusalBody(response);
	const code = typeof Code === 'string' ? Code : '';
	if (code === 'TooManyIncorrectAttempts') {
		return new LoginLocked(
			t`Kontur has locked this login after too many wrong passwords. Wait ${LOCK_MINUTES} minutes, then check the login and password. Until then nothing tries to sign in.`,
		);
	}
	if (/apikey/i.test(code)) {
		return refused(
			t`Kontur does not recognize this API key. Copy it again from your integrator page and check that Environment matches it.`,
			response,
		);
	}
	const advice = ADVICE.get(code);
	if (advice) return refused(advice, response);
	if (code === 'UnknownError' || code === 'CreateSessionError') {
		return failed(t`${SERVER} failed. Try again in a few minutes.`, response);
	}
	return refused(rejected, response);
}

/** @throws SignInRefused, SignInFailed when the response opens no session */
function sessionFrom(response: SignInResponse, rejected: string): Token {
	const body = granted(response, object({ Sid: text }));
	// A refusal may come with status 200 and an ErrorMessage; only a non-empty Sid is a session.
	if (!body?.Sid) throw refusal(response, rejected);
	return {
		value: body.Sid,
		expiresAt: Date.now() + SID_LIFETIME,
		refresh: isNonEmpty(body.RefreshToken) ? body.RefreshToken : undefined,
	};
}

/**
 * Signs in by password. The password is the body, as plain UTF-8 text. Success is 200 with `Sid` and `RefreshToken`, a
 * refusal 403 with a code.
 * Source: Kontur.OFD documentation, "authenticate-by-pass"; Kontur.Extern documentation of 2018, "By password"
 * (commit 5cc4648 of extern-api-docs).
 */
export const sidByPassword =
	(serverOf: AuthenticatorOf): GetToken =>
	async (http, settings) => {
		const server = serverOf(settings);
		const login = required(settings, 'login', t`Login`).trim();
		const password = required(settings, 'password', t`Password`);
		const path = server.passwordPath ?? server.path;
		const url = `${server.address}${path}/authenticate-by-pass?${query({ login })}`;
		return sessionFrom(
			await post(http, server, url, TEXT, password),
			t`Kontur rejected the login or password. Check both, and check that Kontur allows this login to sign in by password for this integration.`,
		);
	};

/**
 * Returns where to send the decrypted challenge: the path that the authenticator names, on the credential's own
 * host. The decrypted challenge opens a session, so a link to another host is never followed.
 */
function approvalUrl(server: Authenticator, link: unknown, thumbprint: string): string {
	const given =
		fits(link, object({ Href: text })) && URL.canParse(link.Href, server.address)
			? new URL(link.Href, server.address)
			: undefined;
	// The path of a link like mailto: has no leading slash, and would become part of the host name.
	const approval = given?.pathname.startsWith('/')
		? given
		: new URL(`${server.path}/approve-cert?${query({ thumbprint })}`, server.address);
	if (server.apiKey) approval.searchParams.set('apiKey', server.apiKey);
	return `${server.address}${approval.pathname}${approval.search}`;
}

// Another sign-in replaced the challenge, or the challenge expired.
const LOST = ['RndBytesNotFound', 'RndBytesExpired', 'WrongKey'];

/**
 * Signs in by certificate: the authenticator encrypts random bytes for the certificate, the private key decrypts
 * them, and the bytes go back.
 * Source: Kontur.Extern documentation, "auth.sid", certificate; Kontur.OFD documentation, "authenticate-by-cert"
 * (answer to the address in `Link.Href`).
 */
export const sidByCertificate =
	(serverOf: AuthenticatorOf): GetToken =>
	async (http, settings) => {
		const server = serverOf(settings);
		const anyDate = settings.free === true;
		const { key, certificate } = await openKeyPair(settings, { anyDate });
		const parameters = query({ free: String(anyDate), apiKey: server.apiKey });
		const url = `${server.address}${server.path}/authenticate-by-cert?${parameters}`;
		return await withChallenge(async () => {
			const challenge = await post(http, server, url, TEXT, toPem('CERTIFICATE', certificate.der));
			const body = granted(challenge, object({ EncryptedKey: text }));
			if (!body) {
				throw refusal(
					challenge,
					t`Kontur rejected the certificate: it is not currently valid, or its issuer is not trusted. Use a qualified certificate that is valid and not revoked.`,
				);
			}
			const secret = await decrypt(body.EncryptedKey, { key, certificate }).catch(keyProblem);
			const approval = approvalUrl(server, body.Link, certificate.thumbprint);
			const response = await post(http, server, approval, BYTES, Buffer.from(secret));
			if (LOST.includes(String(refusalBody(response).Code))) {
				return new ChallengeLost(
					failed(
						t`Another program appears to be signing in with the same certificate. Try again in a minute.`,
						response,
					),
				);
			}
			return sessionFrom(
				response,
				t`Kontur did not open a session for this certificate. Check that a Kontur user is registered with it.`,
			);
		});
	};

/** Returns how the partner names the user it vouches for: a query parameter of the authenticator, and the ID. */
function trustedUser(settings: Settings): { parameter?: string; id: string } {
	const digits = (name: string, displayName: string, length: number) => {
		const value = required(settings, name, displayName).replace(/\D/g, '');
		const short = length === 10 && /^[78]\d{10}$/.test(value) ? value.slice(1) : value;
		if (short.length === length) return short;
		throw new SignInRefused(t`${displayName} in the credential must have ${length} digits.`);
	};
	switch (settings.identifyBy) {
		case 'thumbprint':
			return {
				parameter: 'thumbprint',
				id: required(settings, 'userThumbprint', t`User Thumbprint`).replace(/[^0-9a-f]/gi, ''),
			};
		case 'phone':
			return { parameter: 'phone', id: digits('phone', t`Phone`, 10) };
		case 'snils':
			return { parameter: 'snils', id: digits('snils', t`SNILS`, 11) };
		default:
			return { id: required(settings, 'serviceUserId', t`Partner User ID`).trim() };
	}
}

/** Formats a moment as `dd.MM.yyyy HH:mm:ss` in GMT. */
const timestampOf = (moment: Date) => {
	const [date, time] = moment.toISOString().split('T');
	return `${date.split('-').reverse().join('.')} ${time.slice(0, 8)}`;
};

/**
 * Signs in by trust: a partner of Kontur's certification authority vouches for its user with a detached CMS
 * signature over three lines, each ended by CR LF. The signature's bytes are the body.
 * Source: Kontur.Extern documentation, "auth.sid", trusted authentication.
 */
export const sidByTrust =
	(serverOf: AuthenticatorOf): GetToken =>
	async (http, settings) => {
		const server = serverOf(settings);
		const { key, certificate } = await openKeyPair(settings, { toSign: true });
		const { address, path, apiKey = '' } = server;
		const { parameter, id } = trustedUser(settings);
		const serviceUserId = String(settings.serviceUserId ?? '').trim() || undefined;
		const timestamp = timestampOf(new Date());
		const lines = `apikey=${apiKey.toLowerCase()}\r\nid=${id}\r\ntimestamp=${timestamp}\r\n`;
		const signature = await signDetached(Buffer.from(lines, 'utf8'), { key, certificate });
		const rejected = t`Kontur rejected the trusted sign-in for this user. Check that Kontur has the partner's certificate, that the user is linked (operation Partner User: Link), and that this computer's clock is correct.`;
		const parameters = query({ apiKey, ...(parameter && { [parameter]: id }), timestamp, serviceUserId });
		const vouching = `${address}${path}/authenticate-by-truster?${parameters}`;
		const vouched = await post(http, server, vouching, BYTES, Buffer.from(signature));
		const approval = granted(vouched, object({ Key: text }));
		if (!approval) throw refusal(vouched, rejected);
		const url = `${address}${path}/approve-truster?${query({ key: approval.Key, id, apiKey })}`;
		return sessionFrom(await post(http, server, url), rejected);
	};

/**
 * Exchanges a session for the next one. Both the session and its refresh token are void afterwards.
 * Source: Kontur.Extern documentation, "auth.sid", session refresh.
 */
export const refreshSid =
	(serverOf: AuthenticatorOf): NonNullable<SignInMethod['refresh']> =>
	async (http, settings, held) => {
		const server = serverOf(settings);
		const parameters = query({
			'auth.sid': held.value,
			'refresh-token': held.refresh,
			'api-key': server.apiKey,
		});
		const url = `${server.address}/sessions/v5.13/sessions/refresh?${parameters}`;
		return sessionFrom(await post(http, server, url), t`Kontur did not renew this session.`);
	};
