import { keyIdentity } from './certificate';
import { externAddresses } from './environments';
import {
	certificateGrant,
	clientCredentialsGrant,
	passwordGrant,
	refreshGrant,
	trustedGrant,
} from './identity';
import { readyToken } from './staticToken';
import { refreshSid, sidByCertificate, sidByPassword, sidByTrust, type Authenticator } from './sid';
import { requiredKey, type Settings, type SignInService, type SignInWay } from './signIn';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

// auth.sid needs the api-key on every request; an access token does not.
const sidHeaders = (token: string, settings: Settings) => ({
	authorization: `auth.sid ${token}`,
	'x-kontur-apikey': requiredKey(settings, 'apiKey', 'API Key'),
});

/** The authenticator for a credential of Kontur.Extern's. */
export const externAuthenticator = (settings: Settings): Authenticator => ({
	address: externAddresses(settings).auth,
	path: '/auth/v5.16',
	apiKey: requiredKey(settings, 'apiKey', 'API Key'),
});

const client = (s: Settings) => [externAddresses(s), s.clientId, s.apiKey];
const user = (s: Settings) => [s.identifyBy, s.userThumbprint, s.phone, s.snils, s.serviceUserId];

const viaIdentity = (
	grant: typeof passwordGrant,
	identity: (settings: Settings) => unknown[],
): SignInWay => ({
	identity: (s) => [...client(s), ...identity(s)],
	signIn: async (http, s) => await grant(http, s, externAddresses(s).identity),
	refresh: async (http, s, held) => await refreshGrant(http, s, externAddresses(s).identity, held),
	headers: bearer,
});

const viaSid = (signIn: typeof sidByPassword, identity: (settings: Settings) => unknown[]): SignInWay => ({
	identity: (s) => [externAddresses(s), s.apiKey, ...identity(s)],
	signIn: async (http, s) => await signIn(http, s, externAuthenticator(s)),
	refresh: async (http, s, held) => await refreshSid(http, externAuthenticator(s), held),
	headers: sidHeaders,
});

const ways: SignInService['ways'] = {
	password: viaIdentity(passwordGrant, (s) => [s.login, s.password]),
	certificate: viaIdentity(certificateGrant, keyIdentity),
	trusted: viaIdentity(trustedGrant, (s) => [...keyIdentity(s), s.serviceUserId]),
	clientCredentials: viaIdentity(clientCredentialsGrant, () => []),
	sidPassword: viaSid(sidByPassword, (s) => [s.login, s.password]),
	sidCertificate: viaSid(sidByCertificate, keyIdentity),
	sidTrusted: viaSid(sidByTrust, (s) => [...keyIdentity(s), ...user(s)]),
	token: {
		identity: (s) => [externAddresses(s), s.readyToken],
		signIn: async (_http, s) => await readyToken(s, 'Access Token'),
		headers: bearer,
	},
	sid: {
		identity: (s) => [externAddresses(s), s.apiKey, s.readyToken],
		signIn: async (_http, s) => await readyToken(s, 'Session (auth.sid)'),
		headers: sidHeaders,
	},
};

/** How `konturExternApi` signs in. */
export const externSignIn: SignInService = {
	displayName: 'Kontur.Extern',
	ways,
	address: (settings) => externAddresses(settings).api,
	probe: '/v1?take=1',
	isSessionFailure: () => true,
};
