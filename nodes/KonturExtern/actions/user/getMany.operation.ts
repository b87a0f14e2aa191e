import { requestOperation } from '../../../shared/catalog';
import { accountId } from '../../fields';
import { anyObject } from '../../../shared/transport';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many users',
	description: 'Retrieve the users of an account with their rights. For administrators only.',
	fields: [accountId],
	http: { method: 'GET', path: '/v1/{accountId}/users', shape: anyObject },
	paginate: { style: 'undocumented' },
});
