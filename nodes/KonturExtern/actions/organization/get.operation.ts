import { requestOperation } from '../../../shared/catalog';
import { accountId, organizationId } from '../../fields';
import { organizationShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get an organization',
	description: 'Retrieve an organization of an account',
	fields: [accountId, organizationId],
	http: { method: 'GET', path: '/v1/{accountId}/organizations/{organizationId}', shape: organizationShape },
});
