import type { INodeProperties } from 'n8n-workflow';

/** The sign-in method. n8n shows it with the credential; the transport reads it. */
export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{ name: 'Kontur.Extern API', value: 'apiKey' },
		{ name: 'OAuth2', value: 'oAuth2' },
	],
	default: 'apiKey',
	description: 'Sign-in method, which determines the credential',
};
