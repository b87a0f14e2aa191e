import { HttpError } from '../core/errors';
import type { Reply } from '../core/router';
import { compact, type JsonObject } from '../core/values';
import type { AccountCall } from './call';
import type { Task, TaskType } from './model';
import { flag } from './query';
import type { ExternState } from './state';

export function renderTask(task: Task, base: string): JsonObject {
	return compact({
		id: task.id,
		'task-state': task.state,
		'task-type': `urn:task-type:${task.type}`,
		'task-result': task.result?.(base),
		error: task.error,
		progress: task.progress,
	});
}

export function requireDeferred(call: AccountCall): void {
	const deferred = flag(call.request.query, 'deferred');
	if (deferred === false && call.request.state.readings.X88 === 'ignored') return;
	if (deferred !== true) throw new HttpError(400, 'Only deferred=true is supported');
}

/** Whether a job ends within its request, as the Java SDK's tests expect of deferred=false. */
export function endsAtOnce(call: AccountCall): boolean {
	return call.request.state.readings.X88 === 'served' && flag(call.request.query, 'deferred') === false;
}

export function resultOf(task: Task, call: AccountCall): Reply {
	const json = task.error ?? task.result?.(call.base);
	if (task.state !== 'failed') return { status: 200, json };
	return { status: 400, json: { ...(json as JsonObject), 'trace-id': call.request.traceId } };
}

/** Refuses operations that are not allowed while a background job runs. */
export function requireIdle(tasks: Iterable<Task>): void {
	const active = [...tasks].find((task) => task.state === 'running');
	if (!active) return;
	throw new HttpError(409, 'There is an active concurrent operation', {
		id: 'urn:error:externapi:concurrentApiTaskActive',
		extra: {
			context: { 'concurrent-task': { id: active.id, 'task-type': `urn:task-type:${active.type}` } },
		},
	});
}

export function newTask(extern: ExternState, tasks: Map<string, Task>, type: TaskType): Task {
	const task: Task = { id: extern.random.guid(), type, state: 'running' };
	tasks.set(task.id, task);
	return task;
}

/** Runs a background job for the configured duration; `finish` sets its state and result. */
export function startTask(
	extern: ExternState,
	tasks: Map<string, Task>,
	type: TaskType,
	finish: (task: Task) => void,
): Task {
	const task = newTask(extern, tasks, type);
	extern.clock.schedule(extern.options.taskMs, () => finish(task));
	return task;
}

/** Starts a background job and returns the response: the task, or the result if the request waits for it. */
export function answerJob(
	call: AccountCall,
	{ tasks, type, started = 200 }: { tasks: Map<string, Task>; type: TaskType; started?: number },
	finish: (task: Task) => void,
): Reply {
	if (!endsAtOnce(call)) {
		const task = startTask(call.extern, tasks, type, finish);
		return { status: started, json: renderTask(task, call.base) };
	}
	const task = newTask(call.extern, tasks, type);
	finish(task);
	return resultOf(task, call);
}

export function succeed(task: Task, result: (base: string) => unknown): void {
	task.state = 'succeed';
	task.result = result;
}

export function fail(task: Task, status: number, message: string): void {
	task.state = 'failed';
	task.error = {
		id: status === 500 ? 'urn:error:externapi' : 'urn:error:externapi:badRequest',
		'status-code': status === 500 ? 'internal-server-error' : 'bad-request',
		message,
		'track-id': task.id.replaceAll('-', '').slice(0, 20),
		properties: {},
	};
}
