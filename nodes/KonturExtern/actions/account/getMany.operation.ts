import { requestOperation } from '../../../shared/catalog';
import { simplifyAccount } from './simplify';
import { accountShape } from '../../api/types';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many accounts',
	description: 'Retrieve the accounts that this login can access',
	fields: [],
	http: { method: 'GET', path: '/v1', shape: accountShape },
	paginate: { style: 'skipTake', items: 'accounts' },
	simplify: simplifyAccount,
});
