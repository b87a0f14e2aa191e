import { t } from '../language';
import { keyIdentity } from './certificate';
import { externAddresses } from './environments';
import {
	certificateGrant,
	clientCredentialsGrant,
	passwordGrant,
	refreshGrant,
	trustedGrant,
} from './identity';
import { isNonEmpty, mayBeKonturs } from './response';
import { anyObject, fits } from '../shapes';
import { refreshSid, sidByCertificate, sidByPassword, sidByTrust, type Authenticator } from './sid';
import {
	requiredApiKey,
	staticToken,
	type GetToken,
	type Settings,
	type SignInMethod,
	type SignInService,
} from './signIn';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

// auth.sid needs the API key on every request. An access token does not: "api-key has to be passed only to get an
// access token" (Kontur.Extern documentation, "Getting an api-key").
const sidHeaders = (token: string, settings: Settings) => ({
	authorization: `auth.sid ${token}`,
	'x-kontur-apikey': requiredApiKey(settings),
});

/**
 * Returns the authenticator for a Kontur.Extern credential. The latest version that has the method for passwords is the
 * one of Kontur's Java SDK (`AuthApi`); the documentation names later versions for the other methods only.
 */
export const externAuthenticator = (settings: Settings): Authenticator => ({
	address: externAddresses(settings).auth,
	path: '/auth/v5.16',
	passwordPath: '/auth/v5.12',
	apiKey: requiredApiKey(settings),
});

type Identity = SignInMethod['identity'];

const viaIdentity = (signIn: GetToken, identity: Identity): SignInMethod => ({
	identity: (s) => [externAddresses(s), s.clientId, s.apiKey, ...identity(s)],
	signIn,
	refresh: refreshGrant,
	headers: bearer,
});

const viaSid = (
	signIn: (server: typeof externAuthenticator) => GetToken,
	identity: Identity,
): SignInMethod => ({
	identity: (s) => [externAddresses(s), s.apiKey, ...identity(s)],
	signIn: signIn(externAuthenticator),
	refresh: refreshSid(externAuthenticator),
	headers: sidHeaders,
});

const login: Identity = (s) => [s.login, s.password];
const user: Identity = (s) => [s.identifyBy, s.userThumbprint, s.phone, s.snils, s.serviceUserId];

interface ExternError {
	id?: unknown;
	'status-code'?: unknown;
	Code?: unknown;
}

/** Source: Kontur.Extern documentation, "Errors", and "auth.sid" for the authenticator's `Code`. */
const isOwnError = (body: unknown): boolean => {
	if (!fits(body, anyObject)) return false;
	const { id, 'status-code': status, Code }: ExternError = body;
	return (isNonEmpty(id) && id.startsWith('urn:')) || status !== undefined || isNonEmpty(Code);
};

/** How `konturExternApi` signs in. */
export const externSignIn: SignInService = {
	displayName: t`Kontur.Extern`,
	methods: () => ({
		password: { ...viaIdentity(passwordGrant, login), mayLock: true },
		certificate: viaIdentity(certificateGrant, keyIdentity),
		trusted: viaIdentity(trustedGrant, (s) => [...keyIdentity(s), s.serviceUserId]),
		clientCredentials: viaIdentity(clientCredentialsGrant, () => []),
		sidPassword: { ...viaSid(sidByPassword, login), mayLock: true },
		sidCertificate: viaSid(sidByCertificate, keyIdentity),
		sidTrusted: viaSid(sidByTrust, (s) => [...keyIdentity(s), ...user(s)]),
		token: {
			identity: (s) => [externAddresses(s), s.readyToken],
			signIn: staticToken(t`Access Token`),
			isPasted: true,
			headers: bearer,
		},
		sid: {
			identity: (s) => [externAddresses(s), s.apiKey, s.readyToken],
			signIn: staticToken(t`Session (auth.sid)`),
			isPasted: true,
			headers: sidHeaders,
		},
	}),
	address: (settings) => externAddresses(settings).api,
	probe: '/v1?take=1',
	isOwnError,
	// A key that is not accepted has a code of the authenticator. The body of a 401 is not documented, so one without a
	// body, or with another, may be Kontur's.
	endsSession: (body) => {
		if (isOwnError(body)) return /apikey/i.test(String((body as ExternError).Code ?? '')) ? 'no' : 'yes';
		return mayBeKonturs(body) ? 'perhaps' : 'no';
	},
};
