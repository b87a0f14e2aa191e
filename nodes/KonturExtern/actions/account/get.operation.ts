import { requestOperation } from '../../../shared/catalog';
import { accountId } from '../../descriptions/locators';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get an account',
	description: 'Retrieve an account',
	fields: [accountId],
	http: { method: 'GET', path: '/v1/{accountId}' },
});
