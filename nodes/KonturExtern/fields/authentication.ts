import type { INodeProperties } from 'n8n-workflow';

/** How the node signs in. n8n shows it as the choice of the credential; the transport reads it. */
export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{ name: 'Kontur.Extern API', value: 'apiKey' },
		{ name: 'OAuth2', value: 'oAuth2' },
	],
	default: 'apiKey',
	description: 'How the node signs in to Kontur, and so which credential it takes',
};
