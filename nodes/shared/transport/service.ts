import type { IDataObject, INode } from 'n8n-workflow';
import {
	type Authenticator,
	externAuthenticator,
	externSignIn,
	ofdSignIn,
	type Settings,
	type SignInService,
} from '../auth';
import { externAdvice, externOAuth2Advice, ofdAdvice, type Advice, type KonturFailure } from './advice';

/** One of Kontur's APIs, as the transport sees it. */
export interface Service extends Pick<
	SignInService,
	'displayName' | 'address' | 'endsSession' | 'isOwnError' | 'methods' | 'probe'
> {
	credentialType: string;
	readFailure: (body: IDataObject) => { code: string; text: string; traceId: string };
	advice: (failure: KonturFailure) => Advice;
	/** Transient statuses besides 502, 503 and 504, where only a few attempts are made. */
	transient?: readonly number[];
	/** Every response has the header `X-Kontur-Trace-Id`. */
	tracesResponses?: boolean;
	/** The header that tells Kontur how many seconds its response is waited for, so that it does not work on in vain. */
	timeoutHeader?: string;
	/** The server that links partners' users, if the service has one. */
	authenticator?: (credentials: Settings) => Authenticator;
	/** What differs for a node that uses OAuth2. */
	oAuth2?: Pick<Service, 'credentialType' | 'advice' | 'endsSession' | 'authenticator'>;
}

/** A service with the credential that the node uses. */
export type BoundService = Service & { isOAuth2: boolean };

/**
 * Returns the service with the credential that the node's parameter "authentication" chooses. Nodes without the
 * parameter, and those saved before it existed, use this package's own sign-in.
 */
export function serviceFor(service: Service, { parameters }: INode): BoundService {
	const oAuth2 = parameters.authentication === 'oAuth2' ? service.oAuth2 : undefined;
	return { ...service, ...oAuth2, isOAuth2: oAuth2 !== undefined };
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

export const externService: Service = {
	...externSignIn,
	credentialType: 'konturExternApi',
	readFailure: (body) => ({
		// `Code` is the authenticator's.
		code: text(body.id) || text(body.Code),
		text: text(body.message) || text(body['error-message']),
		traceId: text(body['trace-id']),
	}),
	advice: (failure) => externAdvice(failure),
	// Kontur.Extern documentation, "Response headers".
	tracesResponses: true,
	// Kontur.Extern documentation, "Recommendations", where it is a "parameter" (doubt X87).
	timeoutHeader: 'Request-Timeout',
	authenticator: externAuthenticator,
	oAuth2: {
		credentialType: 'konturExternOAuth2Api',
		advice: (failure) => externOAuth2Advice(failure),
		// n8n's field names: the secret is the API key, and "authUrl" is a different address.
		authenticator: (credentials) =>
			externAuthenticator({ ...credentials, apiKey: credentials.clientSecret, authUrl: '' }),
		// By then n8n has renewed the token, or failed to.
		endsSession: () => 'no',
	},
};

export const ofdService: Service = {
	...ofdSignIn,
	credentialType: 'konturOfdApi',
	readFailure: (body) => {
		const message = (body.userMessage ?? {}) as IDataObject;
		return {
			// The ID has replaced the number.
			code: text(body.errorCodeId) || String(body.errorCode ?? ''),
			text: text(message.ru) || text(message.en) || text(body.moreInfo),
			traceId: '',
		};
	},
	advice: (failure) => ofdAdvice(failure),
	// OFD only reads, and documents 500 as a failure of the service, whatever the request.
	transient: [500],
};
