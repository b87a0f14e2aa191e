import { runOperation } from '../../../shared/catalog';
import { accountId, draftId, timeout, waitForCompletion } from '../../fields';
import { checkErrors, isSerious, startDraftTask, waitForDraftTask } from '../../api/draft/draftTasks';
import { draftPath, draftTaskPath } from '../../api/routes';
import { resultOf } from '../../api/tasks';

export const check = runOperation({
	name: 'Check',
	value: 'check',
	action: 'Check a draft',
	description: 'Check the documents in a draft, which need not be signed yet. The output lists the errors.',
	fields: [accountId, draftId, waitForCompletion, timeout],
	calls: () => [`POST ${draftPath}/check`, `GET ${draftTaskPath}`],
	run: async ({ params, client }) => {
		const ids = { accountId: params.accountId, draftId: params.draftId };
		const started = await startDraftTask(client, ids, 'check');
		if (!params.waitForCompletion) return { json: { ...ids, taskId: started.id, ...started } };
		const task = await waitForDraftTask(client, ids, started, params.timeout);
		const result = resultOf(client, task);
		const errors = checkErrors(result.data ?? result);
		return { json: { ...ids, taskId: task.id, hasErrors: errors.some(isSerious), errors, ...task } };
	},
});
