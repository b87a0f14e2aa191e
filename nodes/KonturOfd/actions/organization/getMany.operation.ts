import { requestOperation } from '../../../shared/catalog';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many organizations',
	description: 'Retrieve the organizations that the integrator key opens',
	fields: [],
	http: { method: 'GET', path: '/v2/organizations' },
	paginate: { style: 'whole' },
});
