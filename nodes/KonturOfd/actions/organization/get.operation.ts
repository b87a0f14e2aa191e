import { requestOperation } from '../../../shared/catalog';
import { organizationId } from '../../fields/locators';
import { paths } from '../../api/routes';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get an organization',
	description: 'Retrieve an organization that the integrator key opens',
	fields: [organizationId],
	http: { method: 'GET', path: paths.organization },
});
