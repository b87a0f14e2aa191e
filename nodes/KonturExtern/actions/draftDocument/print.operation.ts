import type { IDataObject } from 'n8n-workflow';
import { outputBinaryField, runOperation } from '../../../shared/catalog';
import { downloadContent, pollTask, type Task } from '../../../shared/transport';
import { documentInDraft, timeout, waitForPrint } from '../../fields';
import { inDraft } from '../../jobs/draft/draftDocuments';
import { startOrJoin } from '../../api/startOrJoinTask';

const taskPath = `${inDraft.document}/tasks/{taskId}`;

export const print = runOperation({
	name: 'Print',
	value: 'print',
	action: 'Print a document of a draft',
	description: 'Generate a PDF preview of a document. It has no stamps before the draft is sent.',
	fields: [...documentInDraft, waitForPrint, timeout, outputBinaryField],
	calls: [`GET ${inDraft.document}/print`, `GET ${taskPath}`, 'GET /v1/{accountId}/contents/{contentId}'],
	run: async ({ params, client, writeBinary }) => {
		const started = await startOrJoin(client, 'urn:task-type:print', {
			method: 'GET',
			path: `${inDraft.document}/print`,
			pathValues: params,
			query: { deferred: true },
		});
		const ids = { documentId: params.documentId, taskId: started.id };
		if (!params.waitForCompletion) return { json: { ...ids, ...started } };
		const pathValues = { ...params, taskId: started.id };
		const poll = { method: 'GET', path: taskPath, pathValues } as const;
		const task: Task = await pollTask(client, started, poll, params.timeout);
		if (task['task-state'] === 'failed') throw client.failure((task.error ?? {}) as IDataObject);
		const contentId = String(((task['task-result'] ?? {}) as IDataObject)['content-id'] ?? '');
		const { stream, contentType, size } = await downloadContent(client, params.accountId, contentId);
		const name = `${params.documentId}.pdf`;
		return {
			json: { ...ids, contentId, fileName: name, contentType, size, ...task },
			binary: { [params.binaryPropertyName]: await writeBinary(stream, name, 'application/pdf') },
		};
	},
});
