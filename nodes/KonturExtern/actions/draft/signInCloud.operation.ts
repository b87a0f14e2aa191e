import type { IDataObject } from 'n8n-workflow';
import { booleanField, runOperation } from '../../../shared/catalog';
import type { Task } from '../../../shared/transport';
import { draftPath } from '../../api/routes';
import { accountId, draftId, timeout } from '../../fields';
import { taskPath, waitForDraftTask } from '../../api/draftTasks';

const path = `${draftPath}/cloud-sign`;

export const signInCloud = runOperation({
	name: 'Sign in Cloud',
	value: 'signInCloud',
	action: 'Sign a draft in the cloud',
	description:
		"Sign the documents with a certificate stored in Kontur's cloud. If its owner receives an SMS, submit the code with Confirm Cloud Signature.",
	fields: [
		accountId,
		draftId,
		booleanField({
			displayName: 'Wait for Confirmation',
			name: 'waitForCompletion',
			default: true,
			description:
				'Whether to wait until the certificate owner has confirmed in the myDSS app. If off, the documents get their signatures only when Draft Task: Get finds the task finished. With SMS the node does not wait.',
		}),
		timeout,
	],
	calls: [`POST ${path}`, `GET ${taskPath}`],
	run: async ({ params, client }) => {
		const ids = { accountId: params.accountId, draftId: params.draftId };
		const { body } = await client.request({ method: 'POST', path, pathValues: ids });
		const { 'task-id': id } = body;
		const inApp = /^my-?dss$/i.test(String(body['confirm-type'] ?? ''));
		if (!params.waitForCompletion || !inApp || typeof id !== 'string') return { json: { ...ids, ...body } };
		const type = 'urn:task-type:initDraftSignOperation';
		const started: Task = { id, 'task-state': 'running', 'task-type': type };
		const task = await waitForDraftTask(client, ids, started, params.timeout);
		if (task['task-state'] === 'failed') throw client.failure((task.error ?? {}) as IDataObject);
		return { json: { ...ids, taskId: id, ...body, ...task } };
	},
});
