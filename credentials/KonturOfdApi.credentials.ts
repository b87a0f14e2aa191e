import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import {
	keyFields,
	ofdApiExpression,
	ofdSignIn,
	parallelRequests,
	renewSession,
	signRequest,
	statusRules,
} from '../nodes/shared/auth';

export class KonturOfdApi implements ICredentialType {
	name = 'konturOfdApi';

	displayName = 'Kontur.OFD API';

	icon: Icon = {
		light: 'file:../nodes/KonturOfd/konturOfd.svg',
		dark: 'file:../nodes/KonturOfd/konturOfd.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur#connect';

	properties: INodeProperties[] = [
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			default: 'production',
			options: [
				{ name: 'Custom', value: 'custom', description: 'Own addresses: a proxy or the local emulator' },
				{ name: 'Production', value: 'production', description: 'Real cash registers' },
				{ name: 'Test', value: 'test', description: 'Demo organizations with demo cash registers' },
			],
			description: 'Which Kontur.OFD to work with. An integrator key works in one of them.',
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'http://127.0.0.1:8765',
			description: 'Address of the API, without /v2',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'Auth URL',
			name: 'authUrl',
			type: 'string',
			default: '',
			placeholder: 'http://127.0.0.1:8765',
			description:
				'Address of the authenticator that issues auth.sid, without /auth. Empty means the API URL.',
			displayOptions: { show: { environment: ['custom'], signIn: ['password', 'certificate'] } },
		},
		{
			displayName: 'Integrator Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The key that Kontur.OFD issued to you as an integrator',
		},
		{
			displayName: 'Sign In With',
			name: 'signIn',
			type: 'options',
			default: 'password',
			options: [
				{
					name: 'Certificate',
					value: 'certificate',
					description: "With the user's certificate and private key; the session is renewed automatically",
				},
				{
					name: 'Login and Password',
					value: 'password',
					description: 'The session is obtained once and renewed automatically',
				},
				{
					name: 'Session (Auth.sid)',
					value: 'sid',
					description: 'An auth.sid that you got elsewhere; it is not renewed',
				},
			],
		},
		{
			displayName: 'Login',
			name: 'login',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'name@example.com',
			description: 'The e-mail that the user signs in to Kontur with',
			displayOptions: { show: { signIn: ['password'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { signIn: ['password'] } },
		},
		...keyFields({ signIn: ['certificate'] }),
		{
			displayName: 'Skip Validity Check',
			name: 'free',
			type: 'boolean',
			default: false,
			description:
				'Whether Kontur lets the certificate in without a check of its dates and issuer (the documented parameter free)',
			displayOptions: { show: { signIn: ['certificate'] } },
		},
		{
			displayName: 'Session',
			name: 'readyToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The auth.sid, without the word in front of it',
			displayOptions: { show: { signIn: ['sid'] } },
		},
		parallelRequests('Kontur names no limit for it'),
	];

	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		return await renewSession.call(this, ofdSignIn, credentials);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return signRequest(ofdSignIn, credentials, requestOptions);
	}

	test: ICredentialTestRequest = {
		request: { baseURL: ofdApiExpression, url: '/v2/organizations', disableFollowRedirect: true },
		rules: statusRules('Kontur.OFD', {
			400: 'Kontur.OFD did not understand the request. Check the API URL; it goes without /v2.',
			401: 'Kontur.OFD does not accept this integrator key or session. Check the key, and that Environment is the one the key was issued for.',
			403: 'Signed in, but this integrator key opens nothing for this login. Ask Kontur.OFD to grant access.',
			404: 'There is no Kontur.OFD at this address. Check the API URL; it goes without /v2.',
		}),
	};
}
