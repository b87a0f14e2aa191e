import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { Gate } from '../foreign';
import { causeOf, type Clocks } from '../transport';
import { resume, store, type Stored } from './atLeastOnce';
import { anchored, elapsedSince, markNow } from './elapsed';
import { nodeKey, withPollLock } from './pollLock';
import { processId } from './processId';
import { storedData } from './staticData';

const DEFAULT_BUDGET = 60_000;

// The transport has masked secrets already.
const shown = new Gate();

/** How many items a manual test shows. */
export const PREVIEW_ITEMS = 5;

/** A failure, wrapped because the cause itself may be undefined. */
export interface Failure {
	cause: unknown;
}

/** How much one poll may still read. */
export interface Budget {
	/** Monotonic milliseconds: this machine's clock may be corrected meanwhile. */
	stopAt: number;
	/** Number of elements. */
	left: number;
}

/**
 * Returns when a poll must stop reading, in monotonic milliseconds (`performance.now`). The second half of n8n's time budget is reserved for the
 * last request.
 */
export const stopTime = (context: IPollFunctions): number =>
	performance.now() + (context.getPollBudgetMs?.() ?? DEFAULT_BUDGET) / 2;

export const isSpent = ({ stopAt, left }: Budget): boolean => left <= 0 || performance.now() > stopAt;

/** Returns whether Kontur refused the credential. */
export const isCredentialFailure = (cause: unknown): boolean => causeOf(cause) === 'credential-invalid';

/** Logs a source (account, cash register) that could not be read, while the poll continues with the others. */
export function logFailure(context: IPollFunctions, what: string, cause: unknown): void {
	const reason = cause instanceof Error ? cause.message : String(cause);
	const said = shown.composed(`could not read ${what} (${reason})`);
	context.logger.warn(`${context.getNode().name}: ${said}. The next poll tries again.`);
}

/** When triggers were activated that have no state yet: n8n discards what a failed poll stores. */
const activations = new Map<string, number>();

/** Returns when a trigger without a state was activated. Earlier versions stored one moment for all choices of it. */
function activationOf(name: string, key: string, stored: unknown): number {
	const moment = typeof stored === 'object' ? (stored as IDataObject | null)?.[key] : stored;
	const known = [activations.get(name), moment].filter((one) => typeof one === 'number').map(anchored);
	const activatedAt = known.length > 0 ? Math.min(...known) : markNow();
	activations.set(name, activatedAt);
	return activatedAt;
}

/**
 * Returns what to store of an activation. Another process cannot tell by how much this machine's clock is set until
 * then, so Kontur's time is stored if it is known, rather too early than too late.
 */
function storedMoment(activatedAt: number, clocks: Clocks | undefined): number {
	const { date = Infinity } = clocks ?? {};
	return Math.min(anchored(activatedAt), date - elapsedSince(activatedAt));
}

/**
 * Returns the failure that makes a poll of several sources fail: always a refused credential, any other failure only
 * when no source could be read.
 */
export const failureOfAll = (failures: readonly Failure[], isAnyRead: boolean): Failure | undefined =>
	failures.find(({ cause }) => isCredentialFailure(cause)) ?? (isAnyRead ? undefined : failures[0]);

/** The result of reading. */
export interface Polled<State, Undo> {
	state: State;
	/** Restores the previous state from `state`; required when there are items. */
	undo: Undo | undefined;
	items: INodeExecutionData[];
	failure?: Failure;
}

export interface PollSteps<State, Undo> {
	/** Key of the trigger's state in the node's static data. */
	key: string;
	/** @throws NodeOperationError when the stored value cannot be continued */
	parse: (stored: unknown) => Stored<State, Undo> | undefined;
	undo: (state: State, undo: Undo) => State;
	/** Whether the stored state fits the node's settings; otherwise the trigger starts over. */
	fits?: (state: State) => boolean;
	/** What the clocks said at the last response. */
	clocks: () => Clocks | undefined;
	/**
	 * Reads on from a state.
	 * @param activatedAt for `elapsedSince`: when the node was activated, as far as is known; now if it has a state
	 */
	read: (state: State | undefined, activatedAt: number) => Promise<Polled<State, Undo>>;
}

/**
 * Runs one poll of a trigger: one at a time, from the stored state, delivering at least once. The state is stored
 * last, after everything that can fail, so a failed poll is repeated from where it began.
 * The poll of an activation throws nothing that comes from outside: n8n gives a trigger up for good, without a message,
 * when that poll keeps failing. The polls after it report the failure.
 */
export async function runPoll<State, Undo>(
	context: IPollFunctions,
	{ key, parse, undo, fits = () => true, clocks, read }: PollSteps<State, Undo>,
): Promise<INodeExecutionData[][] | null> {
	return await withPollLock(context, async (isActivation) => {
		const before = storedData(context);
		const resumed = resume(parse(before[key]), processId, undo);
		if (resumed.repeats) {
			context.logger.info(
				`${context.getNode().name}: n8n stopped before it confirmed the last items, so they are emitted again with the same dedupeKey.`,
			);
		}
		const state = resumed.state !== undefined && fits(resumed.state) ? resumed.state : undefined;
		const name = `${nodeKey(context)}:${key}`;
		const activatedAt = state === undefined ? activationOf(name, key, before.activatedAt) : markNow();
		const polled = await read(state, activatedAt).catch((cause: unknown) => ({ failure: { cause } }));
		const { failure } = polled;
		if (failure && !isActivation) throw failure.cause;
		if (failure) logFailure(context, 'anything when the workflow was activated', failure.cause);
		const data = context.getWorkflowStaticData('node');
		if (!('state' in polled)) {
			if (state === undefined) data.activatedAt = { [key]: storedMoment(activatedAt, clocks()) };
			return null;
		}
		activations.delete(name);
		delete data.activatedAt;
		const { items } = polled;
		data[key] = store(
			polled.state,
			processId,
			items.length > 0 ? polled.undo : undefined,
		) as unknown as IDataObject;
		return items.length > 0 ? [items] : null;
	});
}
