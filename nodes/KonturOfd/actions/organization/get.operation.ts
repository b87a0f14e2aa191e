import { requestOperation } from '../../../shared/catalog';
import { routes } from '../../api/routes';
import { organizationShape } from '../../api/types';
import { organizationId } from '../../fields/locators';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get an organization',
	description: 'Retrieve an organization that the integrator key has access to',
	fields: [organizationId],
	http: { method: 'GET', path: routes.organization, shape: organizationShape },
});
