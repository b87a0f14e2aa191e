import { ofdAddresses } from './environments';
import { sidPassword } from './password';
import { readyToken } from './ready';
import { required, type Settings, type SignInWay } from './signIn';

const headers = (token: string, settings: Settings) => ({
	authorization: `auth.sid ${token}`,
	'x-kontur-ofd-apikey': required(settings, 'apiKey', 'Integrator Key'),
});

/** The ways `konturOfdApi` can sign in, by the value of its `signIn` field. The certificate way joins here. */
export const ofdSignInWays: Record<string, SignInWay> = {
	password: {
		identity: (s) => [ofdAddresses(s).auth, s.login, s.password],
		signIn: async (http, s) =>
			await sidPassword(http, s, `${ofdAddresses(s).auth}/auth/authenticate-by-pass`),
		headers,
	},
	sid: {
		identity: (s) => [ofdAddresses(s).auth, s.readyToken],
		signIn: async (_http, s) => await readyToken(s, 'Session (auth.sid)'),
		headers,
	},
};
