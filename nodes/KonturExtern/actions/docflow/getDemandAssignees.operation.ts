import { requestOperation } from '../../../shared/catalog';
import { accountId } from '../../fields';

export const getDemandAssignees = requestOperation({
	name: 'Get Demand Assignees',
	value: 'getDemandAssignees',
	action: 'Get the people who demands can be assigned to',
	description: 'Retrieve the people of the account who can be made responsible for a demand',
	fields: [accountId],
	http: { method: 'GET', path: '/v1/{accountId}/docflows/demands-assignees' },
	paginate: { style: 'undocumented' },
});
