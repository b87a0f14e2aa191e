import { requestOperation } from '../../../shared/catalog';
import { accountId, forAllUsers } from '../../fields';
import { anyObject } from '../../../shared/transport';

export const getMany = requestOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many powers of attorney',
	description: 'Retrieve the powers of attorney of the organizations of an account',
	fields: [accountId, forAllUsers],
	http: {
		method: 'GET',
		path: '/v1/{accountId}/warrants',
		query: (params) => ({ forAllUsers: params.forAllUsers || undefined }),
		shape: anyObject,
	},
	// "warrants" lists the same powers of attorney without their organizations.
	paginate: { style: 'skipTake', items: 'organization-warrant-informations' },
});
