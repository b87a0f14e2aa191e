import { requestOperation } from '../../../shared/catalog';
import { handbookType } from '../../fields';
import { anyObject } from '../../../shared/transport';

export const get = requestOperation({
	name: 'Get Code List',
	value: 'get',
	action: 'Get a code list',
	description: 'Retrieve the codes and names of a list, such as citizenships or professions',
	fields: [handbookType],
	http: { method: 'GET', path: '/v1/handbooks/{handbookType}', shape: anyObject },
	paginate: { style: 'skipTake', items: 'handbook' },
});
