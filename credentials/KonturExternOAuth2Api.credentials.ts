import type { ICredentialTestRequest, ICredentialType, INodeProperties, Icon } from 'n8n-workflow';
import {
	authorizeExpression,
	externApiExpression,
	parallelRequests,
	statusRules,
	tokenExpression,
} from '../nodes/shared/auth';

export class KonturExternOAuth2Api implements ICredentialType {
	name = 'konturExternOAuth2Api';

	displayName = 'Kontur.Extern OAuth2 API';

	extends = ['oAuth2Api'];

	icon: Icon = {
		light: 'file:../nodes/KonturExtern/konturExtern.svg',
		dark: 'file:../nodes/KonturExtern/konturExtern.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur#connect';

	properties: INodeProperties[] = [
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
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: authorizeExpression,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: tokenExpression,
		},
		{
			displayName: 'Service Name (Client ID)',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'my-service',
			// n8n shows fields of these two names as "Client ID" and "Client Secret".
			hint: 'The service name that Kontur assigned to your integration',
			description: 'The service name (client_id) that Kontur assigned to your integration',
		},
		{
			displayName: 'API Key (Client Secret)',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'The api-key of your integration',
			description: 'The api-key of your integration, from integrations.kontur.ru',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: 'openid extern.api',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
		parallelRequests('Kontur takes 20 in all: let the sum over several workers and programs stay below'),
	];

	test: ICredentialTestRequest = {
		request: { baseURL: externApiExpression, url: '/v1?take=1', disableFollowRedirect: true },
		rules: statusRules('Kontur.Extern', {
			400: 'Kontur.Extern did not understand the request. Check the API URL; it goes without /v1.',
			401: 'Kontur.Extern does not accept this connection. Press Reconnect, and check that Environment is the one the key and login belong to.',
			403: 'Signed in, but this login has no right to use Kontur.Extern through this key. Ask Kontur to grant it.',
			404: 'There is no Kontur.Extern at this address. Check the API URL; it goes without /v1.',
		}),
	};
}
