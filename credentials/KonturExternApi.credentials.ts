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
import { externApiExpression } from '../nodes/shared/auth/environments';
import { externSignIn } from '../nodes/shared/auth/extern';
import { renewSession, signRequest } from '../nodes/shared/auth/session';
import { statusRules } from '../nodes/shared/auth/testRules';

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
			displayOptions: { show: { environment: ['custom'], signIn: ['password'] } },
		},
		{
			displayName: 'Auth URL',
			name: 'authUrl',
			type: 'string',
			default: '',
			placeholder: 'http://127.0.0.1:8765',
			description:
				'Address of the authenticator that issues auth.sid, without /auth. Empty means the API URL.',
			displayOptions: { show: { environment: ['custom'], signIn: ['sidPassword'] } },
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
			],
		},
		{
			displayName: 'Service Name (Client ID)',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'my-service',
			description: 'The service name (client_id) that Kontur assigned to your integration',
			displayOptions: { show: { signIn: ['password'] } },
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The api-key of your integration, from integrations.kontur.ru',
			displayOptions: { show: { signIn: ['password', 'sid', 'sidPassword'] } },
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
			displayName: 'Token',
			name: 'readyToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The access token or the auth.sid, without the word in front of it',
			displayOptions: { show: { signIn: ['token', 'sid'] } },
		},
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
