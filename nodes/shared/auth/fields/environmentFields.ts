import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const environmentField = (
	description: string,
	options: { production: string; test: string },
): INodeProperties => ({
	displayName: 'Environment',
	name: 'environment',
	type: 'options',
	default: 'production',
	options: [
		{
			name: 'Custom',
			value: 'custom',
			description: 'Your own addresses, for a proxy or the local emulator',
		},
		{ name: 'Production', value: 'production', description: options.production },
		{ name: 'Test', value: 'test', description: options.test },
	],
	description,
});

const addressField = (
	displayName: string,
	name: string,
	description: string,
	show: IDisplayOptions['show'] = {},
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'http://127.0.0.1:8765',
	description,
	displayOptions: { show: { environment: ['custom'], ...show } },
});

const apiUrlField = (version: string): INodeProperties => ({
	...addressField('API URL', 'apiUrl', `Address of the API, without ${version}`),
	required: true,
});

const authUrlField = (purpose: string, show?: IDisplayOptions['show']): INodeProperties =>
	addressField(
		'Auth URL',
		'authUrl',
		`Address of the authenticator that ${purpose}, without /auth. Leave empty to use the API URL.`,
		show,
	);

/** Declares Environment, API URL and Identity URL. @param show when Identity URL is shown */
export const externEnvironmentFields = (show?: IDisplayOptions['show']): INodeProperties[] => [
	environmentField('Environment of Kontur.Extern. Logins and keys of one do not work in another.', {
		production: 'Real reports to real authorities',
		test: "Kontur's test environment, with robots in place of the authorities",
	}),
	apiUrlField('/v1'),
	addressField(
		'Identity URL',
		'identityUrl',
		'Address of the identity server that issues access tokens. Leave empty to use the API URL.',
		show,
	),
];

export const externAuthUrlField = authUrlField('issues auth.sid sessions and links partner users');

/** Declares Environment, API URL and Auth URL. @param show when Auth URL is shown */
export const ofdEnvironmentFields = (show?: IDisplayOptions['show']): INodeProperties[] => [
	environmentField('Environment of Kontur.OFD. An integrator key works in only one of them.', {
		production: 'Real cash registers',
		test: 'Demo organizations with demo cash registers',
	}),
	apiUrlField('/v2'),
	authUrlField('issues auth.sid sessions', show),
];
