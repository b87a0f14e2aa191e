import { requestOperation } from '../../../shared/catalog';
import { kktRegId, organizationId } from '../../fields/locators';
import { essentials } from './simplifyCashRegister';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a cash register',
	description: 'Retrieve a cash register with its addresses, fiscal drives and permissions',
	fields: [organizationId, kktRegId],
	http: { method: 'GET', path: '/v2/organizations/{organizationId}/cashboxes/{kktRegId}' },
	simplify: essentials,
});
