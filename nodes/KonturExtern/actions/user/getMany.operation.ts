import { runOperation } from '../../../shared/catalog';
import { accountId } from '../../fields/locators/locators';
import { listFields, mostOf, openList } from '../../api/unwrapList';

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many users',
	description: 'Retrieve the users of an account with their rights; for its administrator',
	fields: [accountId, ...listFields],
	calls: ['GET /v1/{accountId}/users'],
	run: async ({ params, client }) => {
		const request = { method: 'GET', path: '/v1/{accountId}/users', pathValues: params } as const;
		return (await openList(client, request, mostOf(params))).map((json) => ({ json }));
	},
});
