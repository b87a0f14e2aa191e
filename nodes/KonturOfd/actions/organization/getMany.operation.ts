import { requestOperation } from '../../../shared/catalog';
import { routes } from '../../api/routes';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many organizations',
	description: 'Retrieve the organizations that the integrator key has access to',
	fields: [],
	http: { method: 'GET', path: routes.organizations },
	paginate: { style: 'whole' },
});
