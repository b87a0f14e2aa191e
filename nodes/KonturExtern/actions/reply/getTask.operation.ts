import { runOperation } from '../../../shared/catalog';
import { repliedDocument, replyId, taskId } from '../../fields';
import { idsOf, placeOf, replyRoutes } from '../../jobs/reply';
import { taskShape } from '../../api/types';

export const getTask = runOperation({
	name: 'Get Task',
	value: 'getTask',
	action: 'Get a task of a reply',
	description: 'Retrieve the status of a cloud signature. Once it succeeds, the reply is signed.',
	fields: [...repliedDocument, replyId, taskId],
	calls: () => replyRoutes('GET', '/replies/{replyId}/tasks/{taskId}'),
	run: async ({ params, client }) => {
		const { body } = await client.request({
			method: 'GET',
			path: `${placeOf(params).document}/replies/{replyId}/tasks/{taskId}`,
			pathValues: idsOf(params),
			shape: taskShape,
		});
		return { json: body };
	},
});
