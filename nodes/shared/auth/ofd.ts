import { t } from '../language';
import { keyIdentity } from './certificate';
import { ofdAddresses } from './environments';
import { anyObject, fits } from '../shapes';
import { isNonEmpty, mayBeKonturs } from './response';
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
		'x-kontur-ofd-apikey': requiredKey(settings, 'apiKey', t`Integrator Key`),
	}),
});

interface OfdError {
	errorCodeId?: unknown;
	errorCode?: unknown;
}

/** Source: Kontur.OFD documentation, "Responses". */
const isOwnError = (body: unknown): boolean => {
	if (!fits(body, anyObject)) return false;
	const { errorCodeId, errorCode }: OfdError = body;
	return (isNonEmpty(errorCodeId) && errorCodeId.startsWith('urn:')) || Number(errorCode) > 0;
};

/** How `konturOfdApi` signs in. */
export const ofdSignIn: SignInService = {
	displayName: t`Kontur.OFD`,
	methods: () => ({
		password: {
			...method(sidByPassword(authenticator), (s) => [s.login, s.password]),
			mayLock: true,
		},
		certificate: method(sidByCertificate(authenticator), keyIdentity),
		sid: {
			...method(staticToken(t`Session (auth.sid)`), (s) => [s.readyToken]),
			isPasted: true,
		},
	}),
	address: (settings) => ofdAddresses(settings).api,
	probe: '/v2/organizations',
	isOwnError,
	// An invalid integrator key also gets a 401, and no new session repairs that.
	endsSession: (body) => {
		if (!isOwnError(body)) return mayBeKonturs(body) ? 'perhaps' : 'no';
		const { errorCodeId, errorCode } = body as OfdError;
		const isKeys = errorCodeId ? String(errorCodeId).includes(':apikey:') : Number(errorCode) === 401003;
		return isKeys ? 'no' : 'yes';
	},
};
