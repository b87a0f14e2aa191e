import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import { t } from '../language';
import type { Client, ShapedRequest } from './request';

export interface Task extends IDataObject {
	id: string;
	'task-state': 'running' | 'succeed' | 'failed';
	'task-type': string;
}

// Milliseconds. Kontur recommends five seconds, but most tasks end sooner.
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 5000;

/** Kontur's task outlasted the wait; `task` is its last known state. */
export class TaskStillRunning extends OperationalError {
	constructor(
		readonly task: Task,
		seconds: number,
	) {
		super(
			t`Kontur is still working after ${seconds} seconds (task ${task.id}). Nothing is lost: get the task by its ID later, or increase the time to wait.`,
		);
	}
}

/**
 * Polls a task until it ends, at growing intervals of at most five seconds.
 * @param poll requests the task's state
 * @param seconds maximum total wait
 * @throws TaskStillRunning when the time is up; OperationalError when the execution is cancelled
 */
export async function pollTask<T extends Task = Task>(
	client: Client,
	started: T,
	poll: ShapedRequest<T>,
	seconds: number,
): Promise<T> {
	const until = Date.now() + seconds * 1000;
	let task = started;
	for (
		let pause = FIRST_WAIT;
		task['task-state'] === 'running';
		pause = Math.min(pause * 1.6, LONGEST_WAIT)
	) {
		const left = until - Date.now();
		if (left <= 0) throw new TaskStillRunning(task, seconds);
		await client.wait(Math.min(pause, left));
		// For a failed send Kontur returns 400 instead of the task (Kontur.Extern documentation, "send").
		const { status, body } = await client.request<T>({ ...poll, expected: [400], echo: started.id });
		if (status === 400) return { ...task, 'task-state': 'failed', error: body };
		task = body;
	}
	return task;
}
