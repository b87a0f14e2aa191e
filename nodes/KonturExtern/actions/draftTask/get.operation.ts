import { field, requestOperation } from '../../../shared/catalog';
import { accountId, draftId } from '../../descriptions/locators';

export const get = requestOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a task of a draft',
	description: 'Retrieve the state and result of a check, prepare or send that was started without waiting',
	fields: [
		accountId,
		draftId,
		field({
			displayName: 'Task ID',
			name: 'taskId',
			type: 'string',
			default: '',
			required: true,
			placeholder: '6a1d3f6e-5e0c-4a55-9a3b-0f7d1c6d9f10',
		}),
	],
	http: { method: 'GET', path: '/v1/{accountId}/drafts/{draftId}/tasks/{taskId}' },
});
