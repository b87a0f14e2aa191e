import { HttpError } from '../../core/errors';
import { compact, type JsonObject } from '../../core/values';
import type { AccountCall } from '../call';
import type { DocflowTask } from '../exchange/exchangeModel';
import type { Docflow } from '../model';
import type { ExternState } from '../state';

export function renderDocflowTask(task: DocflowTask): JsonObject {
	return compact({
		id: task.id,
		'task-state': task.state,
		'task-type': `urn:task-type:${task.type}`,
		'task-result': task.result,
		error: task.error,
		progress: task.progress,
	});
}

export function addTask(
	extern: ExternState,
	docflow: Docflow,
	facts: Pick<DocflowTask, 'type' | 'documentId' | 'replyId'>,
): DocflowTask {
	const task: DocflowTask = { id: extern.random.guid(), state: 'running', ...facts };
	docflow.tasks.set(task.id, task);
	return task;
}

/** Refuses operations that a running job of the docflow excludes. */
export function requireFree(docflow: Docflow, excludes: (task: DocflowTask) => boolean): void {
	const active = [...docflow.tasks.values()].find((task) => task.state === 'running' && excludes(task));
	if (!active) return;
	throw new HttpError(409, 'There is an active concurrent operation', {
		id: 'urn:error:externapi:concurrentApiTaskActive',
		extra: {
			context: { 'concurrent-task': { id: active.id, 'task-type': `urn:task-type:${active.type}` } },
		},
	});
}

export function failTask(task: DocflowTask, message: string): void {
	task.state = 'failed';
	task.error = {
		id: 'urn:error:externapi:badRequest',
		'status-code': 'bad-request',
		message,
		'track-id': task.id.replaceAll('-', '').slice(0, 20),
		properties: {},
	};
}

/** Returns the job of the path, if it belongs to the object in the path. */
export function taskOf(
	call: AccountCall,
	docflow: Docflow,
	belongs: (task: DocflowTask) => boolean,
): DocflowTask {
	const task = docflow.tasks.get(call.request.params.apiTaskId.toLowerCase());
	if (!task || !belongs(task)) throw new HttpError(404, 'Task not found');
	return task;
}
