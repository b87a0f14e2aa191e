import { runOperation } from '../../../shared/catalog';
import type { Task } from '../../../shared/transport';
import { accountId, draftId, draftTaskId } from '../../fields';
import { failedSend, taskPath } from '../../api/draftTasks';

export const get = runOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a task of a draft',
	description:
		'Retrieve the status and result of a check, preparation or sending that was started without waiting',
	fields: [accountId, draftId, draftTaskId],
	calls: [`GET ${taskPath}`],
	run: async ({ params, client }) => {
		const { accountId: account, draftId: draft, taskId } = params;
		const { status, body } = await client.request<Task>({
			method: 'GET',
			path: taskPath,
			pathValues: { accountId: account, draftId: draft, taskId },
			expected: [400],
		});
		if (status === 400) throw failedSend(client, body);
		return { json: body };
	},
});
