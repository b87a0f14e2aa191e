import { runOperation } from '../../../shared/catalog';
import { accountId } from '../../fields/locators/locators';
import { listFields, mostOf, openList } from '../../api/unwrapList';

const path = '/v1/{accountId}/docflows/demands-assignees';

export const getDemandAssignees = runOperation({
	name: 'Get Demand Assignees',
	value: 'getDemandAssignees',
	action: 'Get the people who demands can be assigned to',
	description: 'Retrieve the people of the account who can be made responsible for a demand',
	fields: [accountId, ...listFields],
	calls: [`GET ${path}`],
	run: async ({ params, client }) => {
		const request = { method: 'GET', path, pathValues: params } as const;
		return (await openList(client, request, mostOf(params))).map((json) => ({ json }));
	},
});
