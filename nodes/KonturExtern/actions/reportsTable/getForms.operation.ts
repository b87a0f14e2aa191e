import { field, requestOperation } from '../../../shared/catalog';
import { accountId, organizationId } from '../../fields';

export const getForms = requestOperation({
	name: 'Get Forms',
	value: 'getForms',
	action: 'Get the report forms of an organization',
	description: 'Retrieve the forms in which an organization reports',
	fields: [
		accountId,
		organizationId,
		field({
			displayName: 'Include Deleted',
			name: 'includeDeleted',
			type: 'boolean',
			default: false,
			description: 'Whether to include forms that were hidden in the web interface',
		}),
	],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/reports-tables/{organizationId}/forms',
		query: ({ includeDeleted }) => ({ includeDeleted }),
	},
	paginate: { style: 'whole', items: 'forms' },
});
