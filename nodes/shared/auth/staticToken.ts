import { requiredKey, type Settings, type Token } from './signIn';

// n8n must not try to renew what only the user can replace.
const FOREVER = Date.UTC(9999, 0, 1);

/** A token or sid that the user pasted: used as it is until Kontur refuses it. */
export async function readyToken(settings: Settings, displayName: string): Promise<Token> {
	return { value: requiredKey(settings, 'readyToken', displayName), expiresAt: FOREVER };
}
