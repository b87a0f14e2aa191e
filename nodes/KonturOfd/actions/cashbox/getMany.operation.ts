import { requestOperation } from '../../../shared/catalog';
import { organizationId } from '../../descriptions/locators';
import { essentials } from './essentials';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many cash registers',
	description: 'Retrieve the cash registers of an organization that the integrator key opens',
	fields: [organizationId],
	http: { method: 'GET', path: '/v2/organizations/{organizationId}/cashboxes' },
	paginate: { style: 'whole' },
	simplify: essentials,
});
