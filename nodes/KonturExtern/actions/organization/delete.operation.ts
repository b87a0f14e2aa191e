import { requestOperation } from '../../../shared/catalog';
import { accountId, organizationId } from '../../fields';
import { nothing } from '../../../shared/transport';

export const deleteOrganization = requestOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete an organization',
	description:
		'Remove an organization from an account. This cannot be undone. Kontur allows this one year after registration, or earlier if nothing was sent in this reporting period or the organization is liquidated.',
	fields: [accountId, organizationId],
	http: { method: 'DELETE', path: '/v1/{accountId}/organizations/{organizationId}', shape: nothing },
});
