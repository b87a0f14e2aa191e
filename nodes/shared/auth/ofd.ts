import { keyIdentity } from './certificate';
import { ofdAddresses } from './environments';
import { readyToken } from './staticToken';
import { sidByCertificate, sidByPassword, type Authenticator } from './sid';
import { requiredKey, type Settings, type SignInService } from './signIn';

const headers = (token: string, settings: Settings) => ({
	authorization: `auth.sid ${token}`,
	'x-kontur-ofd-apikey': requiredKey(settings, 'apiKey', 'Integrator Key'),
});

const authenticator = (settings: Settings): Authenticator => ({
	address: ofdAddresses(settings).auth,
	path: '/auth',
});

const ways: SignInService['ways'] = {
	password: {
		identity: (s) => [ofdAddresses(s).auth, s.login, s.password],
		signIn: async (http, s) => await sidByPassword(http, s, authenticator(s)),
		headers,
	},
	certificate: {
		identity: (s) => [ofdAddresses(s).auth, ...keyIdentity(s)],
		signIn: async (http, s) => await sidByCertificate(http, s, authenticator(s)),
		headers,
	},
	sid: {
		identity: (s) => [ofdAddresses(s).auth, s.readyToken],
		signIn: async (_http, s) => await readyToken(s, 'Session (auth.sid)'),
		headers,
	},
};

/** How `konturOfdApi` signs in. */
export const ofdSignIn: SignInService = {
	displayName: 'Kontur.OFD',
	ways,
	address: (settings) => ofdAddresses(settings).api,
	probe: '/v2/organizations',
	// The same status is used for the integrator key, which no new session mends.
	isSessionFailure: (body) => {
		const { errorCodeId, errorCode } = (body ?? {}) as { errorCodeId?: unknown; errorCode?: unknown };
		return errorCodeId ? !String(errorCodeId).includes(':apikey:') : errorCode !== 401003;
	},
};
