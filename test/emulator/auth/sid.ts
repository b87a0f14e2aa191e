import { notPlayed } from '../core/errors';
import type { EmulatorRequest, ErrorFormatter, Reply, Route } from '../core/router';
import { presentedApiKey } from './credentials';
import { callingApplication, parameter, parameterMissing, refuse, sessionReply } from './sidCall';
import { sidCertificateRoutes } from './sidCertificate';
import { clientByApiKey, countLogin, openSession, userByPassword } from './state';
import { trusterRoutes } from './truster';

export const formatAuthError: ErrorFormatter = (error) =>
	notPlayed(error) ?? {
		status: error.status,
		json: { Code: error.id ?? 'UnknownError', Message: error.message },
	};

function loginByPassword(request: EmulatorRequest, kind: string): Reply {
	const login = parameter(request.query, 'login');
	const password = request.body.toString('utf8');
	if (!login || !password) return parameterMissing;
	const user = userByPassword(request.state.auth, login, password);
	if (!user) return refuse('WrongLoginOrPassword');
	countLogin(request.state.auth, kind);
	return sessionReply(openSession(request.state.auth, user.login));
}

function externLogin(request: EmulatorRequest): Reply {
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
