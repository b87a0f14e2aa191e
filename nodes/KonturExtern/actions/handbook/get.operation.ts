import { requestOperation } from '../../../shared/catalog';
import { handbookType } from '../../fields';

export const get = requestOperation({
	name: 'Get Codes',
	value: 'get',
	action: 'Get the codes of a handbook',
	description: 'Retrieve the codes and names of a handbook, for example citizenships or professions',
	fields: [handbookType],
	http: { method: 'GET', path: '/v1/handbooks/{handbookType}' },
	paginate: { style: 'skipTake', items: 'handbook' },
});
