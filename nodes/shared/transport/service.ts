import type { IDataObject } from 'n8n-workflow';
import { externSignIn } from '../auth/extern';
import { ofdSignIn } from '../auth/ofd';
import type { SignInService } from '../auth/signIn';
import { externAdvice, ofdAdvice, type Advice, type KonturFailure } from './advice';

/** One of Kontur's APIs, as the transport needs to know it. */
export interface Service extends Pick<SignInService, 'displayName' | 'address' | 'isSessionFailure'> {
	credentialType: string;
	readFailure: (body: IDataObject) => { code: string; text: string; traceId: string };
	advice: (failure: KonturFailure) => Advice;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

export const externService: Service = {
	...externSignIn,
	credentialType: 'konturExternApi',
	readFailure: (body) => ({
		code: text(body.id),
		text: text(body.message) || text(body['error-message']),
		traceId: text(body['trace-id']),
	}),
	advice: externAdvice,
};

export const ofdService: Service = {
	...ofdSignIn,
	credentialType: 'konturOfdApi',
	readFailure: (body) => {
		const message = (body.userMessage ?? {}) as IDataObject;
		return {
			code: text(body.errorCodeId),
			text: text(message.ru) || text(message.en) || text(body.moreInfo),
			traceId: '',
		};
	},
	advice: ofdAdvice,
};
