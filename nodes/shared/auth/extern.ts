import { externAddresses } from './environments';
import { identityPassword, sidPassword } from './password';
import { readyToken } from './ready';
import { required, type Settings, type SignInService } from './signIn';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

// auth.sid needs the api-key on every request; an access token does not.
const sid = (token: string, settings: Settings) => ({
	authorization: `auth.sid ${token}`,
	'x-kontur-apikey': required(settings, 'apiKey', 'API Key'),
});

// Certificate, trusted system and client credentials join here.
const ways: SignInService['ways'] = {
	password: {
		identity: (s) => [externAddresses(s), s.clientId, s.apiKey, s.login, s.password],
		signIn: async (http, s) => await identityPassword(http, s, externAddresses(s).identity),
		headers: bearer,
	},
	sidPassword: {
		identity: (s) => [externAddresses(s), s.apiKey, s.login, s.password],
		signIn: async (http, s) =>
			await sidPassword(http, s, `${externAddresses(s).auth}/auth/v5.16/authenticate-by-pass`, {
				'x-kontur-apikey': required(s, 'apiKey', 'API Key'),
			}),
		headers: sid,
	},
	token: {
		identity: (s) => [externAddresses(s), s.readyToken],
		signIn: async (_http, s) => await readyToken(s, 'Access Token'),
		headers: bearer,
	},
	sid: {
		identity: (s) => [externAddresses(s), s.apiKey, s.readyToken],
		signIn: async (_http, s) => await readyToken(s, 'Session (auth.sid)'),
		headers: sid,
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
