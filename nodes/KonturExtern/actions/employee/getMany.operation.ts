import { requestOperation } from '../../../shared/catalog';
import { accountId } from '../../fields';
import { anyObject } from '../../../shared/transport';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many employees',
	description: "Retrieve the employees of an account's organization",
	fields: [accountId],
	http: { method: 'GET', path: '/v1/{accountId}/employees', shape: anyObject },
	paginate: { style: 'undocumented' },
});
