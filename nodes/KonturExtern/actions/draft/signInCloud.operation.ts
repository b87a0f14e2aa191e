import { booleanField, runOperation } from '../../../shared/catalog';
import { accountId, draftId, timeout } from '../../fields';
import { waitForDraftTask } from '../../api/draft/draftTasks';
import { draftPath, draftTaskPath } from '../../api/routes';
import { resultOf } from '../../api/tasks';
import { cloudOperationShape, type Task } from '../../api/types';

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
				'Whether to wait until the certificate owner has confirmed in the myDSS app. If off, the documents get their signatures only when Draft Task: Get finds the task finished. The node does not wait for an SMS code.',
		}),
		timeout,
	],
	calls: () => [`POST ${path}`, `GET ${draftTaskPath}`],
	run: async ({ params, client }) => {
		const ids = { accountId: params.accountId, draftId: params.draftId };
		const { body } = await client.request({
			method: 'POST',
			path,
			pathValues: ids,
			shape: cloudOperationShape,
		});
		const { 'task-id': id } = body;
		const inApp = /^my-?dss$/i.test(String(body['confirm-type'] ?? ''));
		if (!params.waitForCompletion || !inApp || typeof id !== 'string') return { json: { ...ids, ...body } };
		const type = 'urn:task-type:initDraftSignOperation';
		const started: Task = { id, 'task-state': 'running', 'task-type': type };
		const task = await waitForDraftTask(client, ids, started, params.timeout);
		resultOf(client, task);
		return { json: { ...ids, taskId: id, ...body, ...task } };
	},
});
