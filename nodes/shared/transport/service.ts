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

/** One of Kontur's APIs, as the transport needs to know it. */
export interface Service extends Pick<
	SignInService,
	'displayName' | 'address' | 'isSessionFailure' | 'probe'
> {
	credentialType: string;
	readFailure: (body: IDataObject) => { code: string; text: string; traceId: string };
	advice: (failure: KonturFailure) => Advice;
	/** Statuses besides 502, 503 and 504 after which a harmless request is repeated. */
	passing?: readonly number[];
	/** An answer without a body means that there is no data. */
	emptyMeansNothing?: boolean;
	/** The server that links users of partners, where the service has one. */
	authenticator?: (credentials: Settings) => Authenticator;
	/** What is different for a node that works with OAuth2. */
	oAuth2?: Pick<Service, 'credentialType' | 'advice' | 'isSessionFailure' | 'authenticator'>;
}

/**
 * The service as a node works with it: its field "authentication" decides which credential that is. Nodes
 * without the field, and those saved before there was one, work with the credential of this package's own.
 */
export function serviceFor(service: Service, { parameters }: INode): Service & { isOAuth2: boolean } {
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
	advice: externAdvice,
	authenticator: externAuthenticator,
	oAuth2: {
		credentialType: 'konturExternOAuth2Api',
		advice: externOAuth2Advice,
		// n8n's own names: the secret is the api-key, and "authUrl" is another address.
		authenticator: (credentials) =>
			externAuthenticator({ ...credentials, apiKey: credentials.clientSecret, authUrl: '' }),
		// n8n has renewed the token by then, or could not.
		isSessionFailure: () => false,
	},
};

export const ofdService: Service = {
	...ofdSignIn,
	credentialType: 'konturOfdApi',
	readFailure: (body) => {
		const message = (body.userMessage ?? {}) as IDataObject;
		return {
			// The id is what to go by; the number is what was there before it.
			code: text(body.errorCodeId) || String(body.errorCode ?? ''),
			text: text(message.ru) || text(message.en) || text(body.moreInfo),
			traceId: '',
		};
	},
	advice: ofdAdvice,
	// It only reads, and documents 500 as an error of its own that says nothing about the request.
	passing: [500],
	// Kontur.OFD documentation, "Responses": no data is 200 with an empty body.
	emptyMeansNothing: true,
};
