import { requestOperation } from '../../../shared/catalog';
import { simplifyAccount } from './simplify';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many accounts',
	description: 'Retrieve the accounts that this login can access',
	fields: [],
	http: { method: 'GET', path: '/v1' },
	paginate: { style: 'skipTake', items: 'accounts' },
	simplify: simplifyAccount,
});
