import { requestOperation } from '../../../shared/catalog';
import { accountId } from '../../fields';
import { anyObject } from '../../../shared/transport';

export const getDemandAssignees = requestOperation({
	name: 'Get Demand Assignees',
	value: 'getDemandAssignees',
	action: 'Get demand assignees',
	description: 'Retrieve the users of the account who can be assigned to a demand',
	fields: [accountId],
	http: { method: 'GET', path: '/v1/{accountId}/docflows/demands-assignees', shape: anyObject },
	paginate: { style: 'undocumented' },
});
