import type { IncomingMessage } from 'node:http';

import type { Route } from '../core/router';
import type { EmulatorState } from '../core/state';
import { authControlRoutes } from './control';
import { presentedApiKey, presentedSession } from './credentials';
import { identityRoutes } from './identity/identity';
import { sidRoutes } from './sid/sid';
import { clientByApiKey } from './state';

export { formatIdentityError } from './identity/identity';
export { formatAuthError } from './sid/sid';

export const routes: Route[] = [...identityRoutes, ...sidRoutes, ...authControlRoutes];

/** The client that the parallel limit applies to: the application if known, otherwise the session. */
export function clientOf(message: IncomingMessage, query: URLSearchParams, state: EmulatorState): string {
	const apiKey = presentedApiKey(message.headers, query);
	const byKey = apiKey && clientByApiKey(state.auth, apiKey);
	if (byKey) return byKey.clientId;
	const session = presentedSession(message.headers);
	const token = session?.scheme === 'bearer' ? state.auth.tokens.get(session.value) : undefined;
	return token?.clientId ?? session?.value ?? apiKey ?? 'anonymous';
}
