import type { EmulatorRequest, Reply } from '../../core/router';
import { isValidAt, readCertificate } from '../certificate';
import { answerChallenge, giveChallenge } from '../challenge';
import { findPartialFactor, furtherFactors } from '../factors';
import { allowsScope, grantToken, noStore, readCall, refuse, type Grant } from '../identity/identityCall';
import { countLogin } from '../state';

/** First step: a challenge to the certificate. */
export async function certificateChallenge(request: EmulatorRequest): Promise<Reply> {
	const call = readCall(request);
	if ('refusal' in call) return call.refusal;
	const { form, client } = call;
	const partial = form.get('partial_factor_token');
	if (partial && !findPartialFactor(request.state.auth, client, partial)) return refuse('invalid_grant');
	const certificate = readCertificate(Buffer.from(form.get('public_key') ?? ''));
	if (!certificate) return refuse('invalid_request', 'public_key is not a certificate');
	if (!certificate.key) return refuse('invalid_request', 'the certificate has a key of an unknown kind');
	if (form.get('free')?.toLowerCase() !== 'true') {
		const revoked = request.state.auth.certificatesRevoked.has(certificate.thumbprint);
		const valid = !revoked && isValidAt(certificate, request.now().getTime());
		if (!valid) return refuse('invalid_request', 'the certificate is not valid');
	}
	const envelope = await giveChallenge(request.state, certificate, false);
	return {
		status: 200,
		headers: noStore,
		json: { encrypted_key: envelope.toString('base64'), trusted_thumbprints: null },
	};
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Second step: the decrypted challenge. */
export const certificateGrant: Grant = (request, form, client) => {
	const { auth, options } = request.state;
	const scope = form.get('scope') ?? '';
	if (!allowsScope(client, scope)) return refuse('invalid_scope');
	const key = form.get('decrypted_key');
	const thumbprint = form.get('thumbprint');
	if (!key || !thumbprint) return refuse('invalid_request', 'decrypted_key and thumbprint are required');
	if (!base64.test(key)) return refuse('invalid_request', 'decrypted_key is not base64');
	const user = answerChallenge(request.state, thumbprint, Buffer.from(key, 'base64'));
	if (typeof user === 'string') return refuse('invalid_grant', user);
	if (user.blocked) return refuse('invalid_grant', 'the user is blocked');
	const problem = furtherFactors(request, form, client, user, 'certificate');
	if (problem) return problem;
	countLogin(auth, 'certificate');
	return grantToken(request, client, { login: user.login, scope, refresh: options.refreshTokens });
};
