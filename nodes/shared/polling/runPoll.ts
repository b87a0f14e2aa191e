import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { Gate } from '../foreign';
import { causeOf, isTransient } from '../transport';
import { resume, store, type Stored } from './atLeastOnce';
import { withPollLock } from './pollLock';
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
	/** Unix milliseconds by this machine's clock. */
	stopAt: number;
	/** Number of elements. */
	left: number;
}

/**
 * Returns when a poll must stop reading, in Unix milliseconds. The second half of n8n's time budget is reserved for the
 * last request.
 */
export const stopTime = (context: IPollFunctions): number =>
	Date.now() + (context.getPollBudgetMs?.() ?? DEFAULT_BUDGET) / 2;

/** Returns whether a poll has used up its time or its number of elements. */
export const isSpent = ({ stopAt, left }: Budget): boolean => left <= 0 || Date.now() > stopAt;

/** Returns whether Kontur refused the credential. */
export const isCredentialFailure = (cause: unknown): boolean => causeOf(cause) === 'credential-invalid';

/** Logs a source (account, cash register) that could not be read, while the poll continues with the others. */
export function logFailure(context: IPollFunctions, what: string, cause: unknown): void {
	const reason = cause instanceof Error ? cause.message : String(cause);
	const said = shown.composed(`could not read ${what} (${reason})`);
	context.logger.warn(`${context.getNode().name}: ${said}. The next poll tries again.`);
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
	/**
	 * Continues reading from a state.
	 * @param activatedAt when the node was activated, or first polled if unknown: Unix milliseconds by this machine's
	 * clock
	 */
	read: (state: State | undefined, activatedAt: number) => Promise<Polled<State, Undo>>;
}

/**
 * Runs one poll of a trigger: one at a time, from the stored state, delivering at least once. The state is stored last,
 * after everything that can fail, so a failed poll is repeated from where it began. A first poll does not throw a
 * transient failure, because n8n permanently and silently deactivates a trigger whose first poll keeps failing.
 */
export async function runPoll<State, Undo>(
	context: IPollFunctions,
	{ key, parse, undo, fits = () => true, read }: PollSteps<State, Undo>,
): Promise<INodeExecutionData[][] | null> {
	return await withPollLock(context, async (isFirst) => {
		const before = storedData(context);
		const resumed = resume(parse(before[key]), processId, undo);
		if (resumed.repeats) {
			context.logger.info(
				`${context.getNode().name}: n8n stopped before it confirmed the last items, so they are emitted again with the same dedupeKey.`,
			);
		}
		const state = resumed.state !== undefined && fits(resumed.state) ? resumed.state : undefined;
		const activatedAt = typeof before.activatedAt === 'number' ? before.activatedAt : Date.now();
		const polled = await read(state, activatedAt).catch((cause: unknown) => ({ failure: { cause } }));
		const { failure } = polled;
		if (failure && !(isFirst && isTransient(failure.cause))) throw failure.cause;
		const data = context.getWorkflowStaticData('node');
		if (!('state' in polled)) {
			if (state === undefined) data.activatedAt = activatedAt;
			return null;
		}
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
