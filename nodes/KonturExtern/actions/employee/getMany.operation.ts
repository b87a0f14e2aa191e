import { runOperation } from '../../../shared/catalog';
import { accountId } from '../../fields/locators/locators';
import { listFields, mostOf, openList } from '../../api/unwrapList';

export const getMany = runOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many employees',
	description: 'Retrieve the employees of the organization of an account',
	fields: [accountId, ...listFields],
	calls: ['GET /v1/{accountId}/employees'],
	run: async ({ params, client }) => {
		const request = { method: 'GET', path: '/v1/{accountId}/employees', pathValues: params } as const;
		return (await openList(client, request, mostOf(params))).map((json) => ({ json }));
	},
});
