import type { Client, KonturRequest } from '../../shared/transport';
import { taskShape, type Task, type TaskResult } from './types';

/**
 * Starts a task, or joins a running one of the same type: an earlier run's, or this run's own if its response was lost.
 * Source: Kontur.Extern documentation, "Locks" (`context.concurrent-task`).
 * @throws NodeApiError when Kontur refuses, or another task holds the object
 */
export async function startOrJoinTask(client: Client, type: string, start: KonturRequest): Promise<Task> {
	const { status, body } = await client.request({ ...start, expected: [409], shape: taskShape });
	if (status !== 409) return body;
	const { id, 'task-type': running } = body.context?.['concurrent-task'] ?? {};
	if (typeof id !== 'string' || running !== type) throw client.failure(body);
	return { id, 'task-state': 'running', 'task-type': type };
}

/**
 * Returns the result of a task that has ended.
 * @throws NodeApiError when it failed
 */
export function resultOf(client: Client, task: Task): TaskResult {
	if (task['task-state'] === 'failed') throw client.failure(task.error ?? {});
	return task['task-result'] ?? {};
}
