import { field } from '../../shared/catalog';

export const organizationIds = field({
	displayName: 'Organization IDs',
	name: 'organizationIds',
	type: 'string',
	default: '',
	required: true,
	placeholder: '493f8a1e-0b7d-4c57-8d3a-6c2f1e0d9b87',
	description: 'IDs of organizations of the account, from Organization: Get Many, separated by commas',
});
