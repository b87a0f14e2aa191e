import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { isMany, renewSession, signRequest } from './session';
import type { Settings, SignInService } from './signIn';

/** Returns n8n's two hooks for a credential whose requests carry a session. */
export const sessionHooks = (service: SignInService) => ({
	async preAuthentication(this: IHttpRequestHelper, settings: Settings) {
		const renewed = await renewSession(this, service, settings);
		if (!isMany(settings)) return renewed;
		// n8n stores what this returns, and passes the same settings on to `authenticate`.
		Object.assign(settings, renewed);
		return {};
	},
	async authenticate(settings: Settings, request: IHttpRequestOptions) {
		return signRequest(service, settings, request);
	},
});
