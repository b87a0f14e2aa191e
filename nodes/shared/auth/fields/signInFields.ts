import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { DEFAULT_PARALLEL, MAX_PARALLEL } from '../parallelRequests';

/** The hidden field in which n8n stores the session. */
export const sessionTokenField: INodeProperties = {
	displayName: 'Session Token',
	name: 'sessionToken',
	type: 'hidden',
	typeOptions: { expirable: true, password: true },
	default: '',
};

export const clientIdField: INodeProperties = {
	displayName: 'Service Name (Client ID)',
	name: 'clientId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'my-service',
	// n8n shows every field of this name as "Client ID".
	hint: 'The service name that Kontur assigned to your integration',
	description: 'The service name (client_id) that Kontur assigned to your integration',
};

/** Declares Login and Password. @param show when they are shown */
export const loginFields = (show: IDisplayOptions['show']): INodeProperties[] => [
	{
		displayName: 'Login',
		name: 'login',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'name@example.com',
		description: 'The email address that the user signs in to Kontur with',
		displayOptions: { show },
	},
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		displayOptions: { show },
	},
];

/** Declares the field for a token or session that the user obtained elsewhere. */
export const staticTokenField = (
	displayName: string,
	description: string,
	show: IDisplayOptions['show'],
): INodeProperties => ({
	displayName,
	name: 'readyToken',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	required: true,
	description,
	displayOptions: { show },
});

const parallelRequestsField = (limit: string): INodeProperties => ({
	displayName: 'Parallel Requests',
	name: 'parallelRequests',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_PARALLEL },
	default: DEFAULT_PARALLEL,
	description: `Maximum number of concurrent requests of one n8n process with this key. ${limit}.`,
});

export const externParallelRequestsField = parallelRequestsField(
	`Kontur allows ${MAX_PARALLEL} in total, so keep the sum over all workers and programs below that`,
);

export const ofdParallelRequestsField = parallelRequestsField('Kontur documents no limit');
