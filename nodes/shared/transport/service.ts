import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { externAddresses, ofdAddresses } from '../auth/environments';
import { externAdvice, ofdAdvice, type Advice, type KonturFailure } from './advice';

/** One of Kontur's APIs, as the transport needs to know it. */
export interface Service {
	displayName: string;
	credentialType: string;
	/** @returns the API address without a trailing slash */
	address: (credentials: ICredentialDataDecryptedObject) => string;
	readFailure: (body: IDataObject) => { code: string; text: string; traceId: string };
	/** Whether a 401 means that the session ended, so that a new one helps. */
	isSessionFailure: (failure: KonturFailure) => boolean;
	advice: (failure: KonturFailure) => Advice;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

export const externService: Service = {
	displayName: 'Kontur.Extern',
	credentialType: 'konturExternApi',
	address: (credentials) => externAddresses(credentials).api,
	readFailure: (body) => ({
		code: text(body.id),
		text: text(body.message) || text(body['error-message']),
		traceId: text(body['trace-id']),
	}),
	isSessionFailure: () => true,
	advice: externAdvice,
};

export const ofdService: Service = {
	displayName: 'Kontur.OFD',
	credentialType: 'konturOfdApi',
	address: (credentials) => ofdAddresses(credentials).api,
	readFailure: (body) => {
		const message = (body.userMessage ?? {}) as IDataObject;
		return {
			code: text(body.errorCodeId),
			text: text(message.ru) || text(message.en) || text(body.moreInfo),
			traceId: '',
		};
	},
	// The same status is used for the integrator key, which no new session mends.
	isSessionFailure: ({ code }) => !code.includes(':apikey:'),
	advice: ofdAdvice,
};
