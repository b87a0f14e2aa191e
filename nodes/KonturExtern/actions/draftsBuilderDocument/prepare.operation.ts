import { runOperation } from '../../../shared/catalog';
import { accountId, draftsBuilderId, timeout, waitForBuilder } from '../../fields';
import { builderPath, builderTaskPath } from '../../api/routes';
import { resultOf } from '../../api/tasks';
import { taskShape } from '../../api/types';
import { waitForBuilderTask } from '../../jobs/builder';

const path = `${builderPath}/documents/prepare`;

export const prepare = runOperation({
	name: 'Prepare',
	value: 'prepare',
	action: 'Prepare the documents in a drafts builder',
	description:
		'Process the documents before building the drafts. The output lists documents that cannot be processed.',
	fields: [accountId, draftsBuilderId, waitForBuilder, timeout],
	calls: () => [`POST ${path}`, `GET ${builderTaskPath}`],
	run: async ({ params, client }) => {
		const ids = { accountId: params.accountId, draftsBuilderId: params.draftsBuilderId };
		const { body: started } = await client.request({
			method: 'POST',
			path,
			pathValues: ids,
			shape: taskShape,
		});
		if (!params.waitForCompletion) return { json: { ...ids, taskId: started.id, ...started } };
		const task = await waitForBuilderTask(client, ids, started, params.timeout);
		const failedDocuments = resultOf(client, task)['error-drafts-builder-documents'];
		return { json: { ...ids, taskId: task.id, failedDocuments, ...task } };
	},
});
