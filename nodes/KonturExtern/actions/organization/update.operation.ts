import { field, requestOperation } from '../../../shared/catalog';
import { accountId, organizationId } from '../../fields';

export const update = requestOperation({
	name: 'Update',
	value: 'update',
	action: 'Update an organization',
	description: 'Rename an organization. Kontur allows no other changes.',
	fields: [
		accountId,
		organizationId,
		field({
			displayName: 'Name',
			name: 'organizationName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'ООО Ромашка',
		}),
	],
	http: {
		method: 'PUT',
		path: '/v1/{accountId}/organizations/{organizationId}',
		body: ({ organizationName }) => ({ name: organizationName.trim() }),
	},
});
