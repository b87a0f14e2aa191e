import { OperationalError } from 'n8n-workflow';
import { detailsOf, TaskStillRunning, type Client } from '../../../shared/transport';
import { waitForDraftTask, type DraftIds } from '../../api/draftTasks';
import { isLocked, lookAtDraft } from './sendDraft';

// Two runs at once can get in each other's way at each step.
const STARTS = 10;

export interface BesideOthers<T> {
	/** The way from wherever the draft is to where it should be. Beginning anew must change nothing that was done. */
	drive: () => Promise<T>;
	/** What it comes to when the draft has become a document flow meanwhile. */
	sent: (docflowId: string) => T | Promise<T>;
	/** Seconds that are left to wait. */
	left: () => number;
	log: (message: string) => void;
}

/** Whether Kontur refused for a reason that the state of the draft may explain. */
function mayBeState(error: unknown): boolean {
	const { status = 0, code = '' } = detailsOf(error) ?? {};
	const isRefusal = status >= 400 && status < 500 && ![401, 403, 429].includes(status);
	return isRefusal && !code.includes('checkProtocolHasErrors');
}

/**
 * Takes a draft somewhere while an earlier run, or one beside this, may have done so too. When Kontur refuses a step,
 * the draft is asked why: it may have been sent, or be held by a task. Then the task is waited for and the way is gone
 * again.
 * Source: Kontur.Extern documentation, "Locks".
 */
export async function besideOthers<T>(
	client: Client,
	ids: DraftIds,
	{ drive, sent, left, log }: BesideOthers<T>,
): Promise<T> {
	for (let start = 1; ; start++) {
		const outcome = await drive().then(
			(done) => ({ done }),
			(error: unknown) => ({ error }),
		);
		if ('done' in outcome) return outcome.done;
		const { error } = outcome;
		if (start === STARTS || !mayBeState(error)) throw error;
		const found = await lookAtDraft(client, ids).catch(() => {
			throw error;
		});
		if ('sent' in found) {
			log(`draft ${ids.draftId} was sent before`);
			return await sent(found.sent);
		}
		if ('idle' in found) {
			if (!isLocked(error)) throw error;
			await client.wait(1000);
			continue;
		}
		const task = 'running' in found ? found.running : found.busy;
		log(`draft ${ids.draftId} is held by ${task['task-type']}, waiting for its end`);
		await waitForDraftTask(client, ids, task, left());
	}
}

/** For `.catch`: what to do when the bound on the wait has passed. */
export const sayItGoesOn =
	(seconds: number) =>
	(error: unknown): never => {
		if (!(error instanceof TaskStillRunning)) throw error;
		throw new OperationalError(
			`Kontur is still working after ${seconds} seconds. Run this node again: it goes on from there and never sends twice`,
		);
	};
