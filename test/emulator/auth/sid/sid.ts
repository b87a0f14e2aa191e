import { notPlayed } from '../../core/errors';
import type { EmulatorRequest, ErrorFormatter, Reply, Route } from '../../core/router';
import { presentedApiKey } from '../credentials';
import { callingApplication, parameter, parameterMissing, refuse, sessionReply } from './sidCall';
import { sidCertificateRoutes } from './sidCertificate';
import { clientByApiKey, countLogin, openSession, type AuthState } from '../state';
import { trusterRoutes } from '../truster';

export const formatAuthError: ErrorFormatter = (error) =>
	notPlayed(error) ?? {
		status: error.status,
		json: { Code: error.id ?? 'UnknownError', Message: error.message },
	};

/** "Repeat the attempts in 15 minutes": the page on 403 of 2018. */
const lockMs = 15 * 60_000;
/** A guess: nobody says how many wrong passwords lock a login. */
const attempts = 5;

/** Why a password opens no session, by the codes that the page on 403 had in 2018; undefined if it does. */
function passwordRefusal(auth: AuthState, login: string, password: string): string | undefined {
	const user = auth.users.get(login.toLowerCase());
	if (!user || user.blocked) return 'UserNotFound';
	const now = auth.clock.now().getTime();
	const wrong = auth.wrongPasswords.get(user.login) ?? { count: 0, lockedUntil: 0 };
	if (now < wrong.lockedUntil) return 'TooManyIncorrectAttempts';
	if (user.password === '') return 'PasswordNotSet';
	if (user.password === password) {
		auth.wrongPasswords.delete(user.login);
		return undefined;
	}
	const count = wrong.count + 1;
	const locks = count >= attempts;
	auth.wrongPasswords.set(user.login, {
		count: locks ? 0 : count,
		lockedUntil: locks ? now + lockMs : 0,
	});
	return locks ? 'TooManyIncorrectAttempts' : 'BadPassword';
}

function loginByPassword(request: EmulatorRequest, kind: string): Reply {
	const { auth } = request.state;
	const login = parameter(request.query, 'login');
	const password = request.body.toString('utf8');
	if (!login || !password) return parameterMissing;
	const refusal = passwordRefusal(auth, login, password);
	if (refusal) return refuse(refusal);
	countLogin(auth, kind);
	return sessionReply(openSession(auth, login.toLowerCase()));
}

/** Versions with the method: the page of 2018, and the Java SDK. Later pages do not have it. */
const passwordVersions = ['5.9', '5.12'];

function externLogin(request: EmulatorRequest): Reply {
	if (!passwordVersions.includes(request.params.version)) return refuse('NotFound', 404);
	const caller = callingApplication(request);
	return 'refusal' in caller ? caller.refusal : loginByPassword(request, 'auth.sid');
}

function refresh(request: EmulatorRequest): Reply {
	const { auth } = request.state;
	const sid = parameter(request.query, 'auth.sid');
	const refreshToken = parameter(request.query, 'refresh-token');
	if (!sid || !refreshToken) return parameterMissing;
	const apiKey = presentedApiKey(request.headers, request.query);
	if (apiKey && !clientByApiKey(auth, apiKey)) return refuse('InvalidApiKey');
	const old = auth.sessions.get(sid.toUpperCase());
	const usable =
		old !== undefined &&
		old.refreshToken === refreshToken.toUpperCase() &&
		old.refreshUntil > request.now().getTime();
	if (!usable) return refuse('InvalidRefreshToken');
	auth.sessions.delete(old.sid);
	countLogin(auth, 'auth.sid refresh');
	return sessionReply(openSession(auth, old.login));
}

export const sidRoutes: Route[] = [
	{
		service: 'auth',
		method: 'POST',
		path: '/auth/v{version}/authenticate-by-pass',
		handler: externLogin,
	},
	{
		service: 'auth',
		method: 'POST',
		path: '/sessions/v{version}/sessions/refresh',
		handler: refresh,
	},
	{
		service: 'auth',
		method: 'POST',
		path: '/auth/authenticate-by-pass',
		handler: (request) => loginByPassword(request, 'auth.sid ofd'),
	},
	...sidCertificateRoutes,
	...trusterRoutes,
];
