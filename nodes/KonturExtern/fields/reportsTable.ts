import { booleanField, textField } from '../../shared/catalog';

export const organizationIds = textField({
	displayName: 'Organization IDs',
	name: 'organizationIds',
	required: true,
	placeholder: '493f8a1e-0b7d-4c57-8d3a-6c2f1e0d9b87',
	description: 'IDs of organizations of the account, from Organization: Get Many, separated by commas',
});

export const includeHiddenForms = booleanField({
	displayName: 'Include Hidden Forms',
	name: 'includeDeleted',
	description: 'Whether to include forms that were hidden in the web interface',
});
