import type { ICredentialDataDecryptedObject, IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { SignInFailed, SignInRefused } from '../auth';
import { t } from '../language';

const RECONNECT = t`Open the credential and press Reconnect.`;

/** The fields read here of what n8n's HTTP client and OAuth2 client throw. */
interface Thrown {
	message?: string;
	code?: unknown;
	/** n8n: the code, when it keeps nothing else of the original error. */
	httpCode?: unknown;
	/** HTTP client: the request that failed, possibly the one to the identity server. */
	config?: { url?: string };
	response?: { status: number; headers?: IDataObject; data?: unknown };
	/** OAuth2 client: the body of the identity server's response. */
	body?: unknown;
}

const thrown = (error: unknown) => (typeof error === 'object' && error !== null ? (error as Thrown) : {});

// n8n sometimes wraps the original error.
const innermost = (error: unknown) => thrown((error as { cause?: unknown } | undefined)?.cause ?? error);

function errorCode(body: unknown): string {
	const { error } = (body ?? {}) as IDataObject;
	// Only the code of RFC 6749, section 5.2, is quoted: the rest of the response may contain anything.
	return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : '';
}

/** @throws SignInRefused when nobody has connected the credential yet */
export function checkConnected({ oauthTokenData }: ICredentialDataDecryptedObject): void {
	const { access_token: token } = (oauthTokenData ?? {}) as IDataObject;
	if (typeof token === 'string' && token) return;
	throw new SignInRefused(
		t`The credential is not connected to a Kontur account yet. Open it, press Connect and sign in to Kontur.`,
	);
}

/**
 * Interprets what n8n's helper threw for a request signed with an OAuth2 token. After a 401 n8n has already renewed the
 * token and repeated the request once.
 * @param url the address of the request
 * @returns the response of the request itself, still a 401
 * @throws SignInRefused, SignInFailed when the token could not be renewed, so the request was not carried out; the
 * error itself when there was no response
 */
function afterOAuth2Failure(
	error: unknown,
	url: string,
	{ oauthTokenData }: ICredentialDataDecryptedObject,
): IN8nHttpFullResponse {
	const { message = '', httpCode, code = httpCode, config, response, body } = innermost(error);
	if (config?.url === url) {
		if (!response) throw error;
		const { status, headers = {}, data } = response;
		return { statusCode: status, headers, body: data as IN8nHttpFullResponse['body'] };
	}
	if (config) {
		throw new SignInFailed(
			t`The Kontur identity server could not renew the connection, so nothing was sent. Try again in a few minutes.`,
		);
	}
	const refused = code === 'EAUTH' || code === 'ESTATUS' || /refresh ?token|reconnect/i.test(message);
	if (!refused) throw error;
	const { refresh_token: refreshToken } = (oauthTokenData ?? {}) as IDataObject;
	throw new SignInRefused(
		refreshToken
			? t`Kontur did not renew the connection${errorCode(body)}: it was revoked or has expired, or the service name (Client ID) or the API key (Client Secret) has changed. ${RECONNECT}`
			: t`The connection to Kontur has expired: it lasts about an hour, and Kontur issued no refresh token. ${RECONNECT} For unattended workflows use the credential Kontur.Extern API.`,
	);
}

interface Asking {
	ask: () => Promise<IN8nHttpFullResponse>;
	/** Sends a harmless request and throws for every error status. */
	probe: () => Promise<unknown>;
}

/**
 * Sends a request signed with an OAuth2 token. When a 401 is thrown, n8n renews the token and repeats the request once.
 * n8n before 2.11 returns the 401 of a request that ignores other statuses; there, a probe that ignores no status makes
 * n8n renew the token.
 * @param url the address of the request
 * @throws SignInRefused, SignInFailed when the token could not be renewed; the error itself when there was no response
 */
export async function askWithToken(
	{ ask, probe }: Asking,
	url: string,
	credentials: ICredentialDataDecryptedObject,
): Promise<IN8nHttpFullResponse> {
	let isThrown = false;
	const send = async () =>
		await ask().catch((error: unknown) => {
			isThrown = true;
			return afterOAuth2Failure(error, url, credentials);
		});
	const response = await send();
	if (response.statusCode !== 401 || isThrown) return response;
	(response.body as { resume?: () => void } | undefined)?.resume?.();
	await probe().catch((error: unknown) => afterOAuth2Failure(error, '', credentials));
	return await send();
}
