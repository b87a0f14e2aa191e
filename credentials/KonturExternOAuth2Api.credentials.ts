import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';
import {
	authorizeExpression,
	clientIdField,
	externCredentialTest,
	externEnvironmentFields,
	externParallelRequestsField,
	tokenExpression,
	withExpressionField,
} from '../nodes/shared/auth';
import { inReadersLanguage } from '../nodes/shared/language';

export class KonturExternOAuth2Api implements ICredentialType {
	name = 'konturExternOAuth2Api';

	displayName = 'Kontur.Extern OAuth2 API';

	extends = ['oAuth2Api'];

	icon: Icon = {
		light: 'file:../nodes/KonturExtern/konturExtern.svg',
		dark: 'file:../nodes/KonturExtern/konturExtern.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/keys.md#oauth2';

	properties: INodeProperties[] = withExpressionField([
		...externEnvironmentFields(),
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
		clientIdField,
		{
			displayName: 'API Key (Client Secret)',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			// n8n shows every field of this name as "Client Secret".
			hint: 'The API key of your integration',
			description: 'The API key of your integration, from integrations.kontur.ru',
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
		externParallelRequestsField,
	]);

	test = externCredentialTest(
		'Kontur.Extern rejected this connection. Press Reconnect, and check that Environment matches the key and the login.',
	);

	constructor() {
		Object.assign(this, inReadersLanguage({ ...this }));
	}
}
