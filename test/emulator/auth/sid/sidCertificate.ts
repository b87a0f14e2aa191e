import type { EmulatorRequest, Reply, Route } from '../../core/router';
import { isValidAt, readCertificate } from '../certificate';
import { answerChallenge, giveChallenge, wantsApiKey } from '../challenge';
import { presentedApiKey } from '../credentials';
import { callingApplication, parameter, parameterMissing, refuse, sessionReply } from './sidCall';
import { countLogin, openSession } from '../state';

async function challenge(request: EmulatorRequest, version: string, needsApiKey: boolean): Promise<Reply> {
	if (request.body.length === 0) return parameterMissing;
	const certificate = readCertificate(request.body);
	if (!certificate) return refuse('CertUnreadable');
	if (!certificate.key) return refuse('CertRegisterFail');
	if (parameter(request.query, 'free').toLowerCase() !== 'true') {
		if (!isValidAt(certificate, request.now().getTime())) return refuse('CertNotValid', 406);
		if (request.state.auth.certificatesRevoked.has(certificate.thumbprint)) return refuse('CertNotValid');
	}
	const envelope = await giveChallenge(request.state, certificate, needsApiKey);
	const address = `${request.baseUrl}/auth/${version}/approve-cert`;
	return {
		status: 200,
		json: {
			EncryptedKey: envelope.toString('base64'),
			TrustedThumbprints: null,
			Link: { Rel: 'approve-cert', Href: `${address}?thumbprint=${certificate.thumbprint}` },
		},
	};
}

async function externChallenge(request: EmulatorRequest): Promise<Reply> {
	const caller = callingApplication(request);
	if ('refusal' in caller) return caller.refusal;
	return await challenge(request, `v${request.params.version}`, true);
}

function approve(request: EmulatorRequest): Reply {
	const { auth } = request.state;
	const thumbprint = parameter(request.query, 'thumbprint');
	if (!thumbprint || request.body.length === 0) return parameterMissing;
	// OFD has no api-key on this host: its challenges are answered without one, at the same address.
	const withKey = presentedApiKey(request.headers, request.query) !== '';
	if (withKey || wantsApiKey(request.state, thumbprint)) {
		const caller = callingApplication(request);
		if ('refusal' in caller) return caller.refusal;
	}
	const user = answerChallenge(request.state, thumbprint, request.body);
	if (typeof user === 'string') return refuse(user);
	if (user.blocked) return refuse('CreateSessionError');
	countLogin(auth, withKey ? 'auth.sid certificate' : 'auth.sid ofd certificate');
	return sessionReply(openSession(auth, user.login));
}

export const sidCertificateRoutes: Route[] = [
	{
		service: 'auth',
		method: 'POST',
		path: '/auth/v{version}/authenticate-by-cert',
		handler: externChallenge,
	},
	{
		service: 'auth',
		method: 'POST',
		path: '/auth/authenticate-by-cert',
		handler: async (request) => await challenge(request, 'v5.9', false),
	},
	{ service: 'auth', method: 'POST', path: '/auth/v{version}/approve-cert', handler: approve },
];
