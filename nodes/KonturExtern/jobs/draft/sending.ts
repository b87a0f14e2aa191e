import { OperationalError } from 'n8n-workflow';
import { t } from '../../../shared/language';
import { detailsOf, listAll, outcomeIsOpen, type Client } from '../../../shared/transport';
import { docflowIdOf, type DraftIds } from '../../api/draft/draft';
import { startDraftTask } from '../../api/draft/draftTasks';
import { readObject } from '../../api/read';
import { docflowPath, draftPath, draftTaskPath } from '../../api/routes';
import { wholeDocflowShape, draftShape, taskShape, type Docflow } from '../../api/types';
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
 * Returns the document flow of a draft whose sending has ended.
 * @throws OperationalError when the draft has none
 */
export async function sentDocflowId(client: Client, ids: DraftIds): Promise<string> {
	const sent = docflowIdOf(await readObject(client, draftPath, { ...ids }, draftShape));
	if (sent) return sent;
	throw new OperationalError(
		t`Kontur reports that the draft was sent, but names no document flow. Run this node again: it looks at the draft first and never sends twice.`,
	);
}

/**
 * Reads a new document flow, which can be invisible for a moment.
 * @param otherwise stands for one that stays invisible
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
			shape: wholeDocflowShape,
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
