import { requestOperation } from '../../../shared/catalog';
import { accountId, organizationId, organizationName } from '../../fields';
import { organizationShape } from '../../api/types';

export const update = requestOperation({
	name: 'Update',
	value: 'update',
	action: 'Update an organization',
	description: 'Rename an organization. Kontur allows no other changes.',
	fields: [accountId, organizationId, organizationName],
	http: {
		method: 'PUT',
		path: '/v1/{accountId}/organizations/{organizationId}',
		body: ({ organizationName }) => ({ name: organizationName.trim() }),
		shape: organizationShape,
	},
});
