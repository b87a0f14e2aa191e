import { detailsOf, listAll, outcomeIsOpen, type Client } from '../../../shared/transport';
import { docflowIdOf, type DraftIds } from '../../api/draft';
import { startDraftTask } from '../../api/draftTasks';
import { readObject } from '../../api/read';
import { docflowPath, draftPath, draftTaskPath } from '../../api/routes';
import { docflowShape, draftShape, taskShape, type Docflow } from '../../api/types';
import type { DraftEvent, Sending } from './state';

export const sendRoutes = [
	`GET ${draftPath}`,
	`POST ${draftPath}/send`,
	`GET ${draftPath}/tasks`,
	`GET ${draftTaskPath}`,
	`GET ${docflowPath}`,
] as const;

const VISIBLE_WITHIN = 60_000;

/** Looks up whether a draft was sent, is being sent, or is held by another task. */
export async function lookAtDraft(client: Client, ids: DraftIds): Promise<Sending> {
	const sent = docflowIdOf(await readObject(client, draftPath, { ...ids }, draftShape));
	if (sent) return { sent };
	const tasks = await listAll(
		client,
		{ method: 'GET', path: `${draftPath}/tasks`, pathValues: { ...ids }, element: taskShape },
		{ style: 'skipTake', items: 'api-task-page-items' },
	);
	const running = tasks.filter((task) => task['task-state'] === 'running');
	const send = running.find((task) => task['task-type'] === 'urn:task-type:send');
	if (send) return { running: send };
	return running.length > 0 ? { busy: running[0] } : { idle: true };
}

/**
 * Reads a new document flow, which Kontur may not show for a moment.
 * @param otherwise returned if Kontur still does not show it
 */
export async function readSentDocflow(
	client: Client,
	{ accountId }: DraftIds,
	docflowId: string,
	otherwise: Docflow = { id: docflowId },
): Promise<Docflow> {
	const until = Date.now() + VISIBLE_WITHIN;
	for (let pause = 500; ; pause = Math.min(pause * 2, 5000)) {
		const { status, body } = await client.request({
			method: 'GET',
			path: docflowPath,
			pathValues: { accountId, docflowId },
			expected: [404],
			shape: docflowShape,
		});
		if (status !== 404) return body;
		if (Date.now() > until) return otherwise;
		await client.wait(pause);
	}
}

/** Tells whether Kontur refused because another task holds the draft. */
export const isLocked = (error: unknown): boolean =>
	detailsOf(error)?.code?.endsWith('concurrentApiTaskActive') ?? false;

/** Starts the send task. Without a response the outcome is unknown. */
export const startSending = async (
	client: Client,
	ids: DraftIds,
	{ force, isFirst }: { force: boolean; isFirst: boolean },
): Promise<DraftEvent> =>
	await startDraftTask(client, ids, 'send', { force }).then(
		(started): DraftEvent => ({ started }),
		(error: unknown): DraftEvent => {
			// Locked by a task that began after the last look at the draft, or by this run's own start.
			if (outcomeIsOpen(error) || (isLocked(error) && isFirst)) return { lostStart: true };
			throw error;
		},
	);
