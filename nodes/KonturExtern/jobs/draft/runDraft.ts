import { OperationalError } from 'n8n-workflow';
import { t } from '../../../shared/language';
import { detailsOf, refusalStatus, TaskStillRunning } from '../../../shared/transport';
import { prepareFailure, waitForDraftTask } from '../../api/draft/draftTasks';
import type { Docflow } from '../../api/types';
import { check, prepare, type Examination } from './examine';
import { isLocked, lookAtDraft, readSentDocflow, sentDocflowId, startSending } from './sending';
import {
	after,
	begin,
	MOST_RESTARTS,
	next,
	type DraftEvent,
	type DraftState,
	type Stage,
	type Step,
} from './state';

/** What a job does with its draft. */
export interface DraftWork extends Examination {
	plan: readonly Stage[];
	/** The job-specific stages. Each must be safe to repeat. */
	stages?: {
		open?: () => Promise<{ sent?: string }>;
		fill?: () => Promise<void>;
		sign?: () => Promise<void>;
	};
	/** Runs right before each start of the sending; an error stops it. */
	beforeStart?: () => Promise<void>;
	/** The caller has just prepared the draft and knows that it was not sent. */
	isPrepared?: boolean;
	/** Sends a pension fund report despite warnings. */
	force?: boolean;
	/** Returns a failed check or preparation instead of throwing it. */
	keepsFailure?: boolean;
	/** Adds all findings to the details of a failed check or preparation, for error items. */
	listsFindings?: boolean;
	/** After a refusal that the draft's state may explain, reads that state and starts over. */
	isShared?: boolean;
}

/** Tells whether Kontur may have refused because of the state of the draft. */
function mayBeState(error: unknown): boolean {
	const status = refusalStatus(error) ?? 0;
	const { code = '' } = detailsOf(error) ?? {};
	const isRefusal = status >= 400 && status < 500 && ![401, 403, 429].includes(status);
	return isRefusal && !code.includes('checkProtocolHasErrors');
}

const NOT_SENT = t`Kontur did not respond to the request to send the draft, and the draft has not been sent. Run this node again: it checks the draft first and never sends twice.`;

function failureOf({ listsFindings }: DraftWork, { refusal, failure, findings }: DraftState): unknown {
	const details = listsFindings ? detailsOf(failure) : undefined;
	if (details) details.errors = findings;
	return refusal?.error ?? failure;
}

async function perform(work: DraftWork, step: Step, state: DraftState): Promise<DraftEvent> {
	const { client, ids, names, left, log } = work;
	switch (step.do) {
		case 'open':
			return { done: 'open', ...(await work.stages?.open?.()) };
		case 'fill':
		case 'sign':
			await work.stages?.[step.do]?.();
			return { done: step.do };
		case 'check':
			return { done: 'check', ...(await check(work)) };
		case 'prepare':
			return { done: 'prepare', ...(await prepare(work)) };
		case 'look':
			return { found: await lookAtDraft(client, ids) };
		case 'start': {
			await work.beforeStart?.();
			log(`sending draft ${ids.draftId}`);
			const isFirst = state.lostStarts === 0;
			const event = await startSending(client, ids, { force: work.force ?? false, isFirst });
			if ('lostStart' in event) {
				log(`draft ${ids.draftId} may have been sent, checking its state`);
				await client.wait(2000);
			}
			return event;
		}
		case 'wait':
			log(`draft ${ids.draftId} is locked by ${step.task['task-type']}, waiting for it to finish`);
			await waitForDraftTask(client, ids, step.task, left());
			return { waited: true };
		case 'pause':
			await client.wait(1000);
			return { waited: true };
		case 'finish': {
			const task = await waitForDraftTask(client, ids, step.task, left());
			const failed = prepareFailure(client, task, names);
			if (failed) throw failed;
			// The result of a sending is the document flow.
			const result = (task['task-result'] ?? {}) as Partial<Docflow>;
			const docflowId = result.id ?? (await sentDocflowId(client, ids));
			const otherwise = { ...result, id: docflowId };
			return { docflow: await readSentDocflow(client, ids, docflowId, otherwise), alreadySent: false };
		}
		case 'show':
			if (state.refusal) log(`draft ${ids.draftId} was sent before`);
			return { docflow: await readSentDocflow(client, ids, step.docflowId), alreadySent: true };
		default:
			throw failureOf(work, state) ?? new OperationalError(NOT_SENT);
	}
}

/**
 * Takes a draft through its plan, from any state. Safe to run again and in parallel: a draft that was sent returns its
 * document flow, one that is being sent is waited for, and sending starts only after Kontur confirmed that the draft was
 * not sent.
 * Source: Kontur.Extern documentation, "send" and "Locks".
 * @throws NodeApiError with the check errors when Kontur refuses; TaskStillRunning when the time is up
 * @returns the last state, with `failure` if `keepsFailure` is set
 */
export async function runDraft(work: DraftWork): Promise<DraftState> {
	let state = begin(work.plan, work.isPrepared);
	for (let step = next(state); step.do !== 'return'; step = next(state)) {
		if (state.failure && work.keepsFailure) break;
		const current = state;
		const event = await perform(work, step, current).catch((error: unknown): DraftEvent => {
			// If the lookup fails, the original refusal counts.
			if (current.refusal) throw step.do === 'look' ? current.refusal.error : error;
			if (!work.isShared || current.restarts === MOST_RESTARTS || !mayBeState(error)) throw error;
			return { refused: error, isLocked: isLocked(error) };
		});
		state = after(state, event);
	}
	return state;
}

/** For `.catch`: says what to do when the time is up. */
export const sayHowToResume =
	(seconds: number) =>
	(error: unknown): never => {
		if (!(error instanceof TaskStillRunning)) throw error;
		throw new OperationalError(
			t`Kontur is still working after ${seconds} seconds. Run this node again: it resumes the work and never sends twice`,
		);
	};
