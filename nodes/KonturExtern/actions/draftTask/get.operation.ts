import { runOperation } from '../../../shared/catalog';
import { accountId, draftId, draftTaskId } from '../../fields';
import { failedSend } from '../../api/draft/draftTasks';
import { draftTaskPath } from '../../api/routes';
import { taskShape } from '../../api/types';

export const get = runOperation({
	name: 'Get',
	value: 'get',
	action: 'Get a task of a draft',
	description:
		'Retrieve the status and result of a check, prepare or send task that was started without waiting',
	fields: [accountId, draftId, draftTaskId],
	calls: () => [`GET ${draftTaskPath}`],
	run: async ({ params, client }) => {
		const { accountId: account, draftId: draft, taskId } = params;
		const { status, body } = await client.request({
			method: 'GET',
			path: draftTaskPath,
			pathValues: { accountId: account, draftId: draft, taskId },
			expected: [400],
			shape: taskShape,
		});
		if (status === 400) throw failedSend(client, body);
		return { json: body };
	},
});
