import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { decrypt, signDetached, toPem } from '../gost';
import { keyProblem, openKeyPair } from './certificate';
import { ChallengeLost, withChallenge } from './challenge';
import {
	encoded,
	refusalText,
	required,
	SignInFailed,
	SignInRefused,
	unexpectedAnswer,
	type Settings,
	type SignInHttp,
	type Token,
} from './signIn';

const SERVER = 'The Kontur authenticator';

// A sid lives 30 days; half of that leaves room for a clock that is wrong and for an early drop.
const SID_LIFETIME = 15 * 24 * 3600 * 1000;

/** Where a product has its authenticator and how the product names itself there. */
export interface Authenticator {
	/** Base address without a trailing slash. */
	address: string;
	/** Path in front of the methods, `/auth/v5.16`. */
	path: string;
	/** Kontur.Extern passes its api-key, Kontur.OFD none. */
	apiKey?: string;
}

const query = (values: Record<string, string | undefined>) =>
	Object.entries(values)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}=${encoded(value ?? '')}`)
		.join('&');

const headersOf = ({ apiKey }: Authenticator) => (apiKey ? { 'x-kontur-apikey': apiKey } : undefined);

const bodyOf = (response: IN8nHttpFullResponse) => (response.body ?? {}) as IDataObject;

function sessionFrom(response: IN8nHttpFullResponse): Token | undefined {
	const { Sid: sid, RefreshToken: refresh } = bodyOf(response);
	// Success is a non-empty Sid: an ErrorMessage has been seen beside status 200.
	if (response.statusCode !== 200 || typeof sid !== 'string' || !sid) return undefined;
	return {
		value: sid,
		expiresAt: Date.now() + SID_LIFETIME,
		refresh: typeof refresh === 'string' && refresh ? refresh : undefined,
	};
}

/** What the codes of a refused sign-in mean for the user. Source: "auth.sid", codes of status 403. */
const advice: Readonly<Record<string, string>> = {
	CertNotValid:
		'Kontur considers the certificate not valid. Use a qualified certificate that is valid now and not revoked.',
	CertRegisterFail:
		'Kontur could not register the certificate. Use a qualified certificate of an accredited authority, or ask Kontur support about it.',
	CertUnreadable:
		'Kontur cannot read the certificate. Paste the certificate file (.cer) of the private key again.',
	ForbiddenForTargetUser: 'Kontur does not let a partner vouch for this user: it is an administrator.',
	UnknownCertificate:
		'The certificate belongs to no Kontur user. Sign in with it once in a browser, or have it added to the user in Kontur.',
	UserNotFound: 'Kontur knows no such user. Check the value that identifies the user.',
	UserNotUniq: 'Several Kontur users fit. Identify the user by another value.',
};

/** The error for a refused sign-in. `rejected` says what a refusal without a known code means. */
function refusal(response: IN8nHttpFullResponse, rejected: string) {
	const { Code: code } = bodyOf(response);
	if (typeof code === 'string' && /apikey/i.test(code)) {
		return new SignInRefused(
			`Kontur does not know this API key. Copy it again from the integrator's page, and check that Environment is the one it was issued for.${refusalText(response)}`,
		);
	}
	const known = typeof code === 'string' ? advice[code] : undefined;
	if (known) return new SignInRefused(`${known}${refusalText(response)}`);
	if (code === 'UnknownError' || code === 'CreateSessionError') {
		return new SignInFailed(`${SERVER} failed. Try again in a few minutes.${refusalText(response)}`);
	}
	if ([200, 400, 401, 403, 406].includes(response.statusCode)) {
		return new SignInRefused(`${rejected}${refusalText(response)}`);
	}
	return unexpectedAnswer(response, SERVER);
}

/**
 * Sign-in by password: the password is the body, as plain UTF-8 text.
 * Source: Kontur.OFD documentation, "authenticate-by-pass"; Kontur.Extern documentation, "auth.sid".
 */
export async function sidByPassword(
	http: SignInHttp,
	settings: Settings,
	server: Authenticator,
): Promise<Token> {
	const login = required(settings, 'login', 'Login').trim();
	const response = await http({
		method: 'POST',
		url: `${server.address}${server.path}/authenticate-by-pass?${query({ login })}`,
		headers: { 'content-type': 'text/plain; charset=utf-8', ...headersOf(server) },
		body: required(settings, 'password', 'Password'),
	});
	const session = sessionFrom(response);
	if (session) return session;
	throw refusal(
		response,
		'Kontur rejected the login or password. Check both, and that Kontur has allowed this login to sign in by password for this integration.',
	);
}

/**
 * Where the answer to a challenge goes: the path the authenticator gives, at the credential's own address. A
 * decrypted challenge opens a session, so it never follows a link to another host.
 */
function approvalUrl(server: Authenticator, challenge: IDataObject, thumbprint: string): string {
	const { Href: href } = (challenge.Link ?? {}) as IDataObject;
	const given =
		typeof href === 'string' && URL.canParse(href, server.address)
			? new URL(href, server.address)
			: undefined;
	// What is no web address has no path: put behind the address, it could become a part of the host's name.
	const link = given?.pathname.startsWith('/')
		? given
		: new URL(`${server.path}/approve-cert?${query({ thumbprint })}`, server.address);
	if (server.apiKey) link.searchParams.set('apiKey', server.apiKey);
	return `${server.address}${link.pathname}${link.search}`;
}

/**
 * Sign-in by certificate: the authenticator encrypts random bytes for the certificate, the private key opens
 * them, the bytes go back as they are.
 * Source: Kontur.Extern documentation, "auth.sid", certificate; Kontur.OFD documentation, "authenticate-by-cert"
 * (answer to the address in `Link.Href`).
 */
export async function sidByCertificate(
	http: SignInHttp,
	settings: Settings,
	server: Authenticator,
): Promise<Token> {
	const anyDate = settings.free === true;
	const { key, certificate } = await openKeyPair(settings, { anyDate });
	const lost = ['RndBytesNotFound', 'RndBytesExpired', 'WrongKey'];
	return await withChallenge(async () => {
		const parameters = query({ free: String(anyDate), apiKey: server.apiKey });
		const challenge = await http({
			method: 'POST',
			url: `${server.address}${server.path}/authenticate-by-cert?${parameters}`,
			headers: { 'content-type': 'text/plain; charset=utf-8', ...headersOf(server) },
			body: toPem('CERTIFICATE', certificate.der),
		});
		const { EncryptedKey: encrypted } = bodyOf(challenge);
		if (challenge.statusCode !== 200 || typeof encrypted !== 'string') {
			throw refusal(
				challenge,
				'Kontur rejected the certificate: it is not valid now, or its issuer is not trusted. Use a qualified certificate that is valid and not revoked.',
			);
		}
		const secret = await decrypt(encrypted, { key, certificate }).catch(keyProblem);
		const response = await http({
			method: 'POST',
			url: approvalUrl(server, bodyOf(challenge), certificate.thumbprint),
			headers: { 'content-type': 'application/octet-stream', ...headersOf(server) },
			body: Buffer.from(secret),
		});
		if (lost.includes(String(bodyOf(response).Code))) {
			return new ChallengeLost(
				new SignInFailed(
					`Another program seems to sign in with the same certificate at the same time. Try again in a minute.${refusalText(response)}`,
				),
			);
		}
		const session = sessionFrom(response);
		if (!session) throw refusal(response, 'Kontur did not open a session for this certificate.');
		return session;
	});
}

/** How a partner names the user it vouches for: the query parameter of the authenticator and its value. */
function trustedUser(settings: Settings): { name?: string; id: string } {
	const digits = (name: string, displayName: string, length: number) => {
		const value = required(settings, name, displayName).replace(/\D/g, '');
		const short = length === 10 && /^[78]\d{10}$/.test(value) ? value.slice(1) : value;
		if (short.length === length) return short;
		throw new SignInRefused(`${displayName} in the credential must have ${length} digits.`);
	};
	switch (settings.identifyBy) {
		case 'thumbprint':
			return {
				name: 'thumbprint',
				id: required(settings, 'userThumbprint', 'User Thumbprint').replace(/[^0-9a-f]/gi, ''),
			};
		case 'phone':
			return { name: 'phone', id: digits('phone', 'Phone', 10) };
		case 'snils':
			return { name: 'snils', id: digits('snils', 'SNILS', 11) };
		default:
			return { id: required(settings, 'serviceUserId', 'Partner User ID').trim() };
	}
}

/** `dd.MM.yyyy HH:mm:ss` in GMT. */
const timestampOf = (moment: Date) => {
	const [date, time] = moment.toISOString().split('T');
	return `${date.split('-').reverse().join('.')} ${time.slice(0, 8)}`;
};

/**
 * Sign-in by trust: a partner of Kontur's certification authority vouches for its user with a detached CMS
 * signature over three lines, each ended by CR LF; the bytes of the signature are the body.
 * Source: Kontur.Extern documentation, "auth.sid", trusted authentication.
 */
export async function sidByTrust(
	http: SignInHttp,
	settings: Settings,
	server: Authenticator,
): Promise<Token> {
	const { key, certificate } = await openKeyPair(settings);
	const apiKey = server.apiKey ?? '';
	const user = trustedUser(settings);
	const serviceUserId = String(settings.serviceUserId ?? '').trim() || undefined;
	const timestamp = timestampOf(new Date());
	const text = `apikey=${apiKey.toLowerCase()}\r\nid=${user.id}\r\ntimestamp=${timestamp}\r\n`;
	const signature = await signDetached(Buffer.from(text, 'utf8'), { key, certificate });
	const rejected =
		"Kontur did not accept the partner's word for this user. Check that Kontur knows the partner's certificate, that the user is linked (operation Partner User: Link), and that the clock of this computer is right.";
	const named = user.name ? { [user.name]: user.id } : {};
	const parameters = query({ apiKey, ...named, timestamp, serviceUserId });
	const first = await http({
		method: 'POST',
		url: `${server.address}${server.path}/authenticate-by-truster?${parameters}`,
		headers: { 'content-type': 'application/octet-stream', ...headersOf(server) },
		body: Buffer.from(signature),
	});
	const { Key: approval } = bodyOf(first);
	if (first.statusCode !== 200 || typeof approval !== 'string') throw refusal(first, rejected);
	const response = await http({
		method: 'POST',
		url: `${server.address}${server.path}/approve-truster?${query({ key: approval, id: user.id, apiKey })}`,
		headers: headersOf(server),
	});
	const session = sessionFrom(response);
	if (!session) throw refusal(response, rejected);
	return session;
}

/**
 * The next session for one with a refresh token; both are void afterwards.
 * Source: Kontur.Extern documentation, "auth.sid", session refresh.
 */
export async function refreshSid(http: SignInHttp, server: Authenticator, held: Token): Promise<Token> {
	const parameters = query({
		'auth.sid': held.value,
		'refresh-token': held.refresh,
		'api-key': server.apiKey,
	});
	const response = await http({
		method: 'POST',
		url: `${server.address}/sessions/v5.13/sessions/refresh?${parameters}`,
		headers: headersOf(server),
	});
	const session = sessionFrom(response);
	if (!session) throw refusal(response, 'Kontur no longer renews this session.');
	return session;
}
