import type { IDataObject } from 'n8n-workflow';
import { runOperation } from '../../../shared/catalog';
import type { Task } from '../../../shared/transport';
import { accountId, draftsBuilderId, timeout, waitForBuilder } from '../../fields';
import { builder, builderTask, waitForBuilderTask } from '../../jobs/builder/buildDrafts';

const path = `${builder}/documents/prepare`;

export const prepare = runOperation({
	name: 'Prepare',
	value: 'prepare',
	action: 'Prepare the documents of a drafts builder',
	description:
		'Process the documents before building the drafts. The output lists documents that cannot be processed.',
	fields: [accountId, draftsBuilderId, waitForBuilder, timeout],
	calls: [`POST ${path}`, `GET ${builderTask}`],
	run: async ({ params, client }) => {
		const ids = { accountId: params.accountId, draftsBuilderId: params.draftsBuilderId };
		const { body: started } = await client.request<Task>({ method: 'POST', path, pathValues: ids });
		if (!params.waitForCompletion) return { json: { ...ids, taskId: started.id, ...started } };
		const task = await waitForBuilderTask(client, ids, started, params.timeout);
		if (task['task-state'] === 'failed') throw client.failure((task.error ?? {}) as IDataObject);
		const result = (task['task-result'] ?? {}) as IDataObject;
		const failedDocuments = result['error-drafts-builder-documents'];
		return { json: { ...ids, taskId: task.id, failedDocuments, ...task } };
	},
});
