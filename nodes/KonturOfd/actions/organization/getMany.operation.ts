import { requestOperation } from '../../../shared/catalog';
import { whole } from '../../api/cashRegisters';
import { routes } from '../../api/routes';
import { organizationShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many organizations',
	description: 'Retrieve the organizations that the integrator key has access to',
	fields: [],
	http: { method: 'GET', path: routes.organizations, shape: organizationShape },
	paginate: whole,
});
