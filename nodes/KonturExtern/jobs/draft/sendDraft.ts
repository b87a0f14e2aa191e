import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import { listAll, outcomeIsOpen, type Client, type Task } from '../../../shared/transport';
import {
	prepareFailure,
	startDraftTask,
	waitForDraftTask,
	type DocumentNames,
	type DraftIds,
} from '../../api/draftTasks';

export const sendRoutes = [
	'GET /v1/{accountId}/drafts/{draftId}',
	'POST /v1/{accountId}/drafts/{draftId}/send',
	'GET /v1/{accountId}/drafts/{draftId}/tasks',
	'GET /v1/{accountId}/drafts/{draftId}/tasks/{taskId}',
	'GET /v1/{accountId}/docflows/{docflowId}',
] as const;

const VISIBLE_WITHIN = 60_000;
const STARTS = 2;

export type Found = { sent: string } | { running: Task } | { busy: Task } | { idle: true };

/** What has become of sending a draft: sent already, under way, kept waiting by another task, or not begun. */
export async function lookAtDraft(client: Client, ids: DraftIds): Promise<Found> {
	const { body: draft } = await client.request({
		method: 'GET',
		path: '/v1/{accountId}/drafts/{draftId}',
		pathValues: { ...ids },
	});
	const docflow = docflowIdOf(draft);
	if (docflow) return { sent: docflow };
	const tasks = await listAll(
		client,
		{ method: 'GET', path: '/v1/{accountId}/drafts/{draftId}/tasks', pathValues: { ...ids } },
		{ style: 'skipTake', items: 'api-task-page-items' },
	);
	const running = tasks.filter((task) => task['task-state'] === 'running') as Task[];
	const send = running.find((task) => task['task-type'] === 'urn:task-type:send');
	if (send) return { running: send };
	return running.length > 0 ? { busy: running[0] } : { idle: true };
}

/** The document flow that a draft became, if it was sent. */
export function docflowIdOf(draft: IDataObject): string | undefined {
	if (typeof draft['docflow-id'] === 'string' && draft['docflow-id']) return draft['docflow-id'];
	const [link] = (draft.docflows ?? []) as IDataObject[];
	return typeof link?.href === 'string' ? /docflows\/([^/?]+)/.exec(link.href)?.[1] : undefined;
}

/** A document flow that was just made can be missing for a moment: waits until it is there. */
export async function visibleDocflow(
	client: Client,
	ids: DraftIds,
	docflowId: string,
): Promise<IDataObject | undefined> {
	const until = Date.now() + VISIBLE_WITHIN;
	for (let pause = 500; ; pause = Math.min(pause * 2, 5000)) {
		const { status, body } = await client.request({
			method: 'GET',
			path: '/v1/{accountId}/docflows/{docflowId}',
			pathValues: { accountId: ids.accountId, docflowId },
			expected: [404],
		});
		if (status !== 404) return body;
		if (Date.now() > until) return undefined;
		await client.wait(pause);
	}
}

/** Whether Kontur refused because another task holds the draft. */
export const isLocked = (error: unknown): boolean =>
	(error as { context?: { kontur?: { code?: string } } }).context?.kontur?.code?.endsWith(
		'concurrentApiTaskActive',
	) ?? false;

export interface SendOptions {
	/** Sends a pension fund report in spite of warnings. */
	force: boolean;
	/** Bound on the wait. */
	seconds: number;
	log: (message: string) => void;
	/** The caller has just prepared the draft and knows that it was not sent: the first look is saved. */
	isPrepared?: boolean;
	/** File names for check errors. */
	names?: DocumentNames;
}

/**
 * Starts sending a draft once. Before starting, and whenever an answer was lost, the draft itself is asked what
 * has become of it; only when it was neither sent nor is being sent is sending started (again).
 * Kontur sends a draft only once and locks it meanwhile, so a start that did arrive is met as a lock.
 */
export async function startSending(
	client: Client,
	ids: DraftIds,
	options: SendOptions,
): Promise<{ sent: string } | { running: Task }> {
	for (let lost = 0, isKnown = options.isPrepared; ; isKnown = false) {
		const found: Found = isKnown ? { idle: true } : await lookAtDraft(client, ids);
		if ('sent' in found || 'running' in found) return found;
		if ('busy' in found) {
			options.log(`draft ${ids.draftId} is held by ${found.busy['task-type']}, waiting for its end`);
			await waitForDraftTask(client, ids, found.busy, options.seconds);
			continue;
		}
		if (lost === STARTS) {
			throw new OperationalError(
				'Kontur did not answer when the draft was sent, and it is not sent. Run this node again: it looks at the draft first and never sends twice.',
			);
		}
		const running = await startDraftTask(client, ids, 'send', { force: options.force }).catch(
			(error: unknown) => {
				// Locked by a task that the look at the draft came too early to see, or by our own start that arrived.
				if (outcomeIsOpen(error) || (isLocked(error) && lost + 1 < STARTS)) return undefined;
				throw error;
			},
		);
		if (running) return { running };
		lost += 1;
		options.log(`it is not known whether draft ${ids.draftId} is being sent, looking at the draft`);
		await client.wait(2000);
	}
}

/**
 * Sends a draft and gives its document flow. Safe to run again: a draft that was sent gives the same document
 * flow, one that is being sent is waited for.
 * Source: Kontur.Extern documentation, "send" and "Locks".
 * @throws NodeApiError with the check errors when Kontur refuses; TaskStillRunning when the bound has passed
 */
export async function sendDraft(
	client: Client,
	ids: DraftIds,
	options: SendOptions,
): Promise<{ docflow: IDataObject; alreadySent: boolean }> {
	const state = await startSending(client, ids, options);
	if ('sent' in state) {
		const docflow = (await visibleDocflow(client, ids, state.sent)) ?? { id: state.sent };
		return { docflow, alreadySent: true };
	}
	const task = await waitForDraftTask(client, ids, state.running, options.seconds);
	const failed = prepareFailure(client, task, options.names);
	if (failed) throw failed;
	const result = (task['task-result'] ?? {}) as IDataObject;
	const docflow = (await visibleDocflow(client, ids, String(result.id))) ?? result;
	return { docflow, alreadySent: false };
}
