import type { ICredentialTestRequest } from 'n8n-workflow';
import { externApiExpression, ofdApiExpression } from '../environments';
import { externSignIn } from '../extern';
import { ofdSignIn } from '../ofd';
import type { SignInService } from '../signIn';

/**
 * Declares a credential test with a message for each HTTP status that Kontur answers with; n8n itself shows only the
 * status text.
 */
function credentialTest(
	name: 'Kontur.Extern' | 'Kontur.OFD',
	{ probe }: SignInService,
	baseURL: string,
	messages: Readonly<Record<401 | 403, string>>,
): ICredentialTestRequest {
	const checkUrl = `Check the API URL: it must not include ${probe.slice(0, '/v1'.length)}.`;
	const rules = {
		400: `${name} did not understand the request. ${checkUrl}`,
		...messages,
		404: `${name} was not found at this address. ${checkUrl}`,
		429: `${name} is receiving too many requests. Try again in a minute.`,
		503: `${name} is currently unavailable. Try again in a few minutes.`,
	};
	return {
		request: { baseURL, url: probe, disableFollowRedirect: true },
		rules: Object.entries(rules).map(([status, message]) => ({
			type: 'responseCode',
			properties: { value: Number(status), message },
		})),
	};
}

/** Declares the test of a Kontur.Extern credential. @param unauthorized the message for a 401 */
export const externCredentialTest = (unauthorized: string): ICredentialTestRequest =>
	credentialTest('Kontur.Extern', externSignIn, externApiExpression, {
		401: unauthorized,
		403: 'Signed in, but this login may not use Kontur.Extern with this key. Ask Kontur to grant access.',
	});

/** Declares the test of the Kontur.OFD credential. */
export const ofdCredentialTest = credentialTest('Kontur.OFD', ofdSignIn, ofdApiExpression, {
	401: 'Kontur.OFD rejected this integrator key or session. Check the key, and check that Environment matches it.',
	403: 'Signed in, but this integrator key gives this login no access. Ask Kontur.OFD to grant access.',
});
