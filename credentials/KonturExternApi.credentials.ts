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
	externApiExpression,
	externSignIn,
	keyFields,
	parallelRequests,
	renewSession,
	signRequest,
	statusRules,
} from '../nodes/shared/auth';

export class KonturExternApi implements ICredentialType {
	name = 'konturExternApi';

	displayName = 'Kontur.Extern API';

	icon: Icon = {
		light: 'file:../nodes/KonturExtern/konturExtern.svg',
		dark: 'file:../nodes/KonturExtern/konturExtern.dark.svg',
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
				{ name: 'Production', value: 'production', description: 'Real reports to real authorities' },
				{ name: 'Test', value: 'test', description: "Kontur's test site with robots instead of authorities" },
			],
			description: 'Which Kontur.Extern to work with. Logins and keys of one do not work in the other.',
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'http://127.0.0.1:8765',
			description: 'Address of the API, without /v1',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'Identity URL',
			name: 'identityUrl',
			type: 'string',
			default: '',
			placeholder: 'http://127.0.0.1:8765',
			description: 'Address of the identity server that issues access tokens. Empty means the API URL.',
			displayOptions: {
				show: {
					environment: ['custom'],
					signIn: ['password', 'certificate', 'trusted', 'clientCredentials'],
				},
			},
		},
		{
			displayName: 'Auth URL',
			name: 'authUrl',
			type: 'string',
			default: '',
			placeholder: 'http://127.0.0.1:8765',
			description:
				'Address of the authenticator that issues auth.sid and links users of partners, without /auth. Empty means the API URL.',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'Sign In With',
			name: 'signIn',
			type: 'options',
			default: 'password',
			options: [
				{
					name: 'Access Token',
					value: 'token',
					description: 'A token that you got elsewhere; it is not renewed',
				},
				{
					name: 'Certificate',
					value: 'certificate',
					description: "With the user's certificate and private key, through Kontur's identity server",
				},
				{
					name: 'Certificate (Auth.sid)',
					value: 'sidCertificate',
					description: 'The older way, for integrations that still work with auth.sid',
				},
				{
					name: 'Integration Without a User',
					value: 'clientCredentials',
					description: 'Client credentials: with the service name and the API key alone',
				},
				{
					name: 'Login and Password',
					value: 'password',
					description: "Through Kontur's identity server; the token is renewed automatically",
				},
				{
					name: 'Login and Password (Auth.sid)',
					value: 'sidPassword',
					description: 'The older way, for integrations that still work with auth.sid',
				},
				{
					name: 'Session (Auth.sid)',
					value: 'sid',
					description: 'An auth.sid that you got elsewhere; it is not renewed',
				},
				{
					name: 'Trusted System',
					value: 'trusted',
					description:
						"For partners of Kontur's certification authority: your RSA key vouches for a user of your system",
				},
				{
					name: 'Trusted System (Auth.sid)',
					value: 'sidTrusted',
					description: 'The same in the older way, with an RSA or GOST key',
				},
			],
		},
		{
			displayName: 'Service Name (Client ID)',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'my-service',
			// n8n shows every field of this name as "Client ID".
			hint: 'The service name that Kontur assigned to your integration',
			description: 'The service name (client_id) that Kontur assigned to your integration',
			displayOptions: { show: { signIn: ['password', 'certificate', 'trusted', 'clientCredentials'] } },
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The api-key of your integration, from integrations.kontur.ru',
			displayOptions: { hide: { signIn: ['token'] } },
		},
		{
			displayName: 'Login',
			name: 'login',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'name@example.com',
			description: 'The e-mail that the user signs in to Kontur with',
			displayOptions: { show: { signIn: ['password', 'sidPassword'] } },
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { signIn: ['password', 'sidPassword'] } },
		},
		{
			displayName: 'Identify User By',
			name: 'identifyBy',
			type: 'options',
			default: 'serviceUserId',
			options: [
				{ name: 'Certificate Thumbprint', value: 'thumbprint', description: "Of the user's certificate" },
				{
					name: 'Partner User ID',
					value: 'serviceUserId',
					description: 'The ID in your system that was linked with the Kontur user',
				},
				{ name: 'Phone', value: 'phone' },
				{ name: 'SNILS', value: 'snils' },
			],
			description: 'How Kontur finds the user that you vouch for',
			displayOptions: { show: { signIn: ['sidTrusted'] } },
		},
		{
			displayName: 'User Thumbprint',
			name: 'userThumbprint',
			type: 'string',
			default: '',
			required: true,
			placeholder: '0778B8EFD8B4C49040494C15355B2556D2957774',
			description: "SHA-1 thumbprint of the user's certificate",
			displayOptions: { show: { signIn: ['sidTrusted'], identifyBy: ['thumbprint'] } },
		},
		{
			displayName: 'Phone',
			name: 'phone',
			type: 'string',
			default: '',
			required: true,
			placeholder: '9991234567',
			description: "The user's phone in Kontur, 10 digits without the country code",
			displayOptions: { show: { signIn: ['sidTrusted'], identifyBy: ['phone'] } },
		},
		{
			displayName: 'SNILS',
			name: 'snils',
			type: 'string',
			default: '',
			required: true,
			placeholder: '112-233-445 95',
			description: "The user's insurance number, 11 digits",
			displayOptions: { show: { signIn: ['sidTrusted'], identifyBy: ['snils'] } },
		},
		{
			displayName: 'Partner User ID',
			name: 'serviceUserId',
			type: 'string',
			default: '',
			placeholder: 'user-42',
			description:
				'ID of the user in your system, as it was linked with the Kontur user (operation Partner User: Link)',
			displayOptions: { show: { signIn: ['trusted', 'sidTrusted'] } },
		},
		...keyFields({ signIn: ['certificate', 'trusted', 'sidCertificate', 'sidTrusted'] }),
		{
			displayName: 'Skip Validity Check',
			name: 'free',
			type: 'boolean',
			default: false,
			description:
				'Whether Kontur lets the certificate in without a check of its dates and issuer (the documented parameter free)',
			displayOptions: { show: { signIn: ['certificate', 'sidCertificate'] } },
		},
		{
			displayName: 'Token',
			name: 'readyToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The access token or the auth.sid, without the word in front of it',
			displayOptions: { show: { signIn: ['token', 'sid'] } },
		},
		parallelRequests('Kontur takes 20 in all: let the sum over several workers and programs stay below'),
	];

	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		return await renewSession.call(this, externSignIn, credentials);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return signRequest(externSignIn, credentials, requestOptions);
	}

	test: ICredentialTestRequest = {
		request: { baseURL: externApiExpression, url: '/v1?take=1', disableFollowRedirect: true },
		rules: statusRules('Kontur.Extern', {
			400: 'Kontur.Extern did not understand the request. Check the API URL; it goes without /v1.',
			401: 'Kontur.Extern does not accept this session. Check the API key, and that Environment is the one the key and login belong to.',
			403: 'Signed in, but this login has no right to use Kontur.Extern through this key. Ask Kontur to grant it.',
			404: 'There is no Kontur.Extern at this address. Check the API URL; it goes without /v1.',
		}),
	};
}
