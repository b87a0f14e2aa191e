import { runOperation } from '../../../shared/catalog';
import { accountId, draftId, timeout, waitForCompletion } from '../../fields';
import { checkErrors, prepareFailure, startDraftTask, waitForDraftTask } from '../../api/draft/draftTasks';
import { draftPath, draftTaskPath } from '../../api/routes';

export const prepare = runOperation({
	name: 'Prepare',
	value: 'prepare',
	action: 'Prepare a draft',
	description: 'Verify the signatures and encrypt the documents for the authority. Send includes this step.',
	fields: [accountId, draftId, waitForCompletion, timeout],
	calls: () => [`POST ${draftPath}/prepare`, `GET ${draftTaskPath}`],
	run: async ({ params, client }) => {
		const ids = { accountId: params.accountId, draftId: params.draftId };
		const started = await startDraftTask(client, ids, 'prepare');
		if (!params.waitForCompletion) return { json: { ...ids, taskId: started.id, ...started } };
		const task = await waitForDraftTask(client, ids, started, params.timeout);
		const failed = prepareFailure(client, task);
		if (failed) throw failed;
		const result = task['task-result'];
		return {
			json: {
				...ids,
				taskId: task.id,
				status: result?.status,
				warnings: checkErrors(result?.['check-result']),
				...task,
			},
		};
	},
});
