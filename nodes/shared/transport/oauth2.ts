import type { ICredentialDataDecryptedObject, IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { SignInFailed, SignInRefused } from '../auth';

const RECONNECT = 'Open the credential and press Reconnect.';

/** What n8n's HTTP client and its OAuth2 client throw, as far as it matters here. */
interface Thrown {
	message?: string;
	code?: unknown;
	/** Of n8n: the code, where n8n keeps nothing else of what was thrown. */
	httpCode?: unknown;
	/** Of the HTTP client: the request that failed, which may have been the one to the identity server. */
	config?: { url?: string };
	response?: { status: number; headers?: IDataObject; data?: unknown };
	/** Of the OAuth2 client: the answer of the identity server. */
	body?: unknown;
}

const thrown = (error: unknown) => (typeof error === 'object' && error !== null ? (error as Thrown) : {});

// n8n wraps what it throws, sometimes.
const innermost = (error: unknown) => thrown((error as { cause?: unknown } | undefined)?.cause ?? error);

function errorCode(body: unknown): string {
	const { error } = (body ?? {}) as IDataObject;
	// Nothing but the code of RFC 6749, section 5.2, is quoted: the rest of the answer may hold anything.
	return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : '';
}

/** @throws SignInRefused when nobody has connected the credential yet */
export function checkConnected({ oauthTokenData }: ICredentialDataDecryptedObject): void {
	const { access_token: token } = (oauthTokenData ?? {}) as IDataObject;
	if (typeof token === 'string' && token) return;
	throw new SignInRefused(
		'The credential is not connected to a Kontur account yet. Open it, press Connect and sign in to Kontur.',
	);
}

/**
 * Tells what became of a request signed with an OAuth2 token, when n8n's helper threw. To a 401 n8n has by then
 * answered with one renewal of the token and one repeat.
 * @param url the address of the request
 * @returns the answer, when it is a 401 in spite of all that
 * @throws SignInRefused, SignInFailed when the token could not be renewed: the request was not carried out;
 * the error as it is when there was no answer
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
			'The Kontur identity server could not renew the connection just now, so nothing was sent. Try again in a few minutes.',
		);
	}
	const refused = code === 'EAUTH' || code === 'ESTATUS' || /refresh ?token|reconnect/i.test(message);
	if (!refused) throw error;
	const { refresh_token: refreshToken } = (oauthTokenData ?? {}) as IDataObject;
	throw new SignInRefused(
		refreshToken
			? `Kontur did not renew the connection${errorCode(body)}: it was revoked or has ended, or the service name (Client ID) and the API key (Client Secret) have changed. ${RECONNECT}`
			: `The connection to Kontur has ended: it is good for about an hour, and Kontur gave nothing to renew it with. ${RECONNECT} For workflows that run without a person use the credential Kontur.Extern API.`,
	);
}

interface Asking {
	ask: () => Promise<IN8nHttpFullResponse>;
	/** Sends something harmless, and ignores no status. */
	probe: () => Promise<unknown>;
}

/**
 * A request signed with an OAuth2 token. To a 401 that it throws n8n answers with one renewal of the token and one
 * repeat. n8n before 2.11 hands over the 401 of a request that ignores other statuses; there a harmless one that
 * ignores none makes it renew the token.
 * @param url the address of the request
 * @throws what afterOAuth2Failure does
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
	const answer = await send();
	if (answer.statusCode !== 401 || isThrown) return answer;
	(answer.body as { resume?: () => void } | undefined)?.resume?.();
	await probe().catch((error: unknown) => afterOAuth2Failure(error, '', credentials));
	return await send();
}
