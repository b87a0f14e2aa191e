import type { CheckError, Docflow, Task } from '../../api/types';

/**
 * The path from a draft to a document flow as a pure state machine: (state) → step, (state, event) → state.
 * Source: Kontur.Extern documentation, "Check, prepare, send" and "Locks": Kontur sends a draft once and locks it
 * meanwhile, so a duplicate start is rejected with 409.
 */

/** `start` ends when the send task has started, `send` when the document flow exists. */
export type Stage = 'open' | 'fill' | 'sign' | 'check' | 'prepare' | 'start' | 'send';

/** State of the send: done, in progress, blocked by another task, or not started. */
export type Sending = { sent: string } | { running: Task } | { busy: Task } | { idle: true };

export interface DraftState {
	/** Every stage of the job, in order. */
	readonly plan: readonly Stage[];
	/** Stages that remain. */
	readonly ahead: readonly Stage[];
	/** Absent until Kontur is asked. */
	readonly sending?: Sending;
	/** Whether this run has just prepared the draft and need not look it up. */
	readonly isPrepared: boolean;
	/** Send attempts with an unknown outcome. */
	readonly lostStarts: number;
	/** A refusal that the state of the draft may explain. */
	readonly refusal?: { error: unknown; isLocked: boolean };
	/** How often the job started over after a refusal. */
	readonly restarts: number;
	/** What the check and the preparation found. */
	readonly findings: CheckError[];
	/** Why the check or the preparation failed. */
	readonly failure?: Error;
	readonly docflow?: Docflow;
	readonly alreadySent: boolean;
}

export type Step =
	| { do: 'open' | 'fill' | 'sign' | 'check' | 'prepare' | 'look' | 'start' | 'pause' | 'return' }
	/** Gives up: a refusal, a failure, or too many starts with an unknown outcome. */
	| { do: 'fail' }
	/** Waits for a task that holds the draft. */
	| { do: 'wait'; task: Task }
	/** Waits for the send task to finish. */
	| { do: 'finish'; task: Task }
	/** Reads the document flow of a draft that was sent before. */
	| { do: 'show'; docflowId: string };

export type DraftEvent =
	| { done: Stage; sent?: string; findings?: CheckError[]; failure?: Error }
	| { found: Sending }
	| { started: Task }
	| { lostStart: true }
	| { waited: true }
	| { docflow: Docflow; alreadySent: boolean }
	| { refused: unknown; isLocked: boolean };

// After a lost start the draft shows whether it arrived; losing a second one means an outage.
const MOST_STARTS = 2;

/** Restarts before a refusal is final: parallel runs can interrupt each other at every stage. */
export const MOST_RESTARTS = 9;

/** @param isPrepared whether the caller has just prepared the draft and knows that it was not sent */
export const begin = (plan: readonly Stage[], isPrepared = false): DraftState => ({
	plan,
	ahead: plan,
	sending: isPrepared ? { idle: true } : undefined,
	isPrepared,
	lostStarts: 0,
	restarts: 0,
	findings: [],
	alreadySent: false,
});

function afterRefusal({ refusal, sending }: DraftState): Step {
	if (!sending) return { do: 'look' };
	if ('running' in sending) return { do: 'wait', task: sending.running };
	if ('busy' in sending) return { do: 'wait', task: sending.busy };
	return refusal?.isLocked ? { do: 'pause' } : { do: 'fail' };
}

/** Returns what to do next. */
export function next(state: DraftState): Step {
	const { plan, ahead, sending, failure, docflow } = state;
	const [stage] = ahead;
	if (docflow || stage === undefined) return { do: 'return' };
	if (sending && 'sent' in sending) {
		return plan.includes('send') ? { do: 'show', docflowId: sending.sent } : { do: 'return' };
	}
	if (state.refusal) return afterRefusal(state);
	if (failure) return { do: 'fail' };
	if (stage !== 'start' && stage !== 'send') return { do: stage };
	if (!sending) return { do: 'look' };
	if ('busy' in sending) return { do: 'wait', task: sending.busy };
	if ('running' in sending) {
		return stage === 'send' ? { do: 'finish', task: sending.running } : { do: 'return' };
	}
	return state.lostStarts < MOST_STARTS ? { do: 'start' } : { do: 'fail' };
}

/** Returns the state after an event. */
export function after(state: DraftState, event: DraftEvent): DraftState {
	if ('done' in event) {
		const { done, sent, findings = [], failure } = event;
		return {
			...state,
			ahead: failure ? state.ahead : state.ahead.slice(1),
			sending: sent ? { sent } : done === 'prepare' && !failure ? { idle: true } : undefined,
			// The preparation repeats the findings of the check.
			findings: findings.length > 0 ? findings : state.findings,
			failure,
		};
	}
	if ('found' in event) return { ...state, sending: event.found };
	if ('started' in event) return { ...state, sending: { running: event.started } };
	if ('lostStart' in event) return { ...state, sending: undefined, lostStarts: state.lostStarts + 1 };
	if ('docflow' in event) return { ...state, ...event };
	if ('refused' in event) {
		const { refused: error, isLocked } = event;
		return { ...state, sending: undefined, findings: [], failure: undefined, refusal: { error, isLocked } };
	}
	return state.refusal
		? { ...begin(state.plan, state.isPrepared), restarts: state.restarts + 1 }
		: { ...state, sending: undefined };
}
