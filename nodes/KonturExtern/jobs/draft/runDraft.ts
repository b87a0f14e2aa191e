import { OperationalError } from 'n8n-workflow';
import { detailsOf, TaskStillRunning } from '../../../shared/transport';
import { prepareFailure, waitForDraftTask } from '../../api/draftTasks';
import type { Docflow } from '../../api/types';
import { check, prepare, type Examination } from './examine';
import { isLocked, lookAtDraft, readSentDocflow, startSending } from './sending';
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
	/** The stages that differ from job to job; doing one again must change nothing. */
	stages?: {
		open?: () => Promise<{ sent?: string }>;
		fill?: () => Promise<void>;
		sign?: () => Promise<void>;
	};
	/** The caller has just prepared the draft and knows that it was not sent. */
	isPrepared?: boolean;
	/** Sends a pension fund report despite warnings. */
	force?: boolean;
	/** Returns a failed check or preparation instead of throwing it. */
	keepsFailure?: boolean;
	/** Adds everything that was found to the details of a failed check or preparation, for error items. */
	listsFindings?: boolean;
	/** After a refusal that the state of the draft may explain, asks Kontur for this state and begins again. */
	isShared?: boolean;
}

/** Tells whether Kontur may have refused because of the state of the draft. */
function mayBeState(error: unknown): boolean {
	const { status = 0, code = '' } = detailsOf(error) ?? {};
	const isRefusal = status >= 400 && status < 500 && ![401, 403, 429].includes(status);
	return isRefusal && !code.includes('checkProtocolHasErrors');
}

const NOT_SENT =
	'Kontur did not respond when the draft was sent, and the draft is not sent. Run this node again: it looks at the draft first and never sends twice.';

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
			log(`sending draft ${ids.draftId}`);
			const isFirst = state.lostStarts === 0;
			const event = await startSending(client, ids, { force: work.force ?? false, isFirst });
			if ('lostStart' in event) {
				log(`draft ${ids.draftId} may be on its way, asking Kontur what became of it`);
				await client.wait(2000);
			}
			return event;
		}
		case 'wait':
			log(`draft ${ids.draftId} is held by ${step.task['task-type']}, waiting for it to end`);
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
			const result = (task['task-result'] ?? {}) as Docflow;
			return { docflow: await readSentDocflow(client, ids, String(result.id), result), alreadySent: false };
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
			// A look without a response leaves the refusal as it was.
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
			`Kontur is still working after ${seconds} seconds. Run this node again: it resumes the work and never sends twice`,
		);
	};
