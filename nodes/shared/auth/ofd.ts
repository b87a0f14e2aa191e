import { keyIdentity } from './certificate';
import { ofdAddresses } from './environments';
import { sidByCertificate, sidByPassword, type Authenticator } from './sid';
import {
	requiredKey,
	staticToken,
	type GetToken,
	type Settings,
	type SignInMethod,
	type SignInService,
} from './signIn';

const authenticator = (settings: Settings): Authenticator => ({
	address: ofdAddresses(settings).auth,
	path: '/auth',
});

const method = (signIn: GetToken, identity: SignInMethod['identity']): SignInMethod => ({
	identity: (s) => [ofdAddresses(s).auth, ...identity(s)],
	signIn,
	headers: (token, settings) => ({
		authorization: `auth.sid ${token}`,
		'x-kontur-ofd-apikey': requiredKey(settings, 'apiKey', 'Integrator Key'),
	}),
});

/** How `konturOfdApi` signs in. */
export const ofdSignIn: SignInService = {
	displayName: 'Kontur.OFD',
	methods: {
		password: method(sidByPassword(authenticator), (s) => [s.login, s.password]),
		certificate: method(sidByCertificate(authenticator), keyIdentity),
		sid: method(staticToken('Session (auth.sid)'), (s) => [s.readyToken]),
	},
	address: (settings) => ofdAddresses(settings).api,
	probe: '/v2/organizations',
	// An invalid integrator key also gets a 401, and no new session repairs that.
	isSessionFailure: (body) => {
		const { errorCodeId, errorCode } = (body ?? {}) as { errorCodeId?: unknown; errorCode?: unknown };
		return errorCodeId ? !String(errorCodeId).includes(':apikey:') : errorCode !== 401003;
	},
};
