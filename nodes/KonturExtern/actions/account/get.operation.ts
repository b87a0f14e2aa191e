import { requestOperation } from '../../../shared/catalog';
import { accountId } from '../../fields';
import { simplifyAccount } from './simplify';
import { accountShape } from '../../api/types';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get an account',
	description: "Retrieve an account with its organization and this login's rights",
	fields: [accountId],
	http: { method: 'GET', path: '/v1/{accountId}', shape: accountShape },
	simplify: simplifyAccount,
});
