import type { IDataObject } from 'n8n-workflow';
import type { Client, KonturRequest, Task } from '../../shared/transport';

/**
 * Starts a task, or joins the one of the same type that holds the object: our own start whose answer was lost, or
 * that of an execution before this one.
 * Source: Kontur.Extern documentation, "Locks" (`context.concurrent-task`).
 * @throws NodeApiError when Kontur refuses, or another task holds the object
 */
export async function startOrJoin(client: Client, type: string, start: KonturRequest): Promise<Task> {
	const { status, body } = await client.request<Task>({ ...start, expected: [409] });
	if (status !== 409) return body;
	const context = (body.context ?? {}) as { 'concurrent-task'?: IDataObject };
	const { id, 'task-type': running } = context['concurrent-task'] ?? {};
	if (typeof id !== 'string' || running !== type) throw client.failure(body);
	return { id, 'task-state': 'running', 'task-type': type };
}
