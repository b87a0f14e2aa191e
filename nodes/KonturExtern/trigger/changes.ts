import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { toMoment } from '../../shared/catalog';
import { causeOf, isPassing } from '../../shared/transport';
import { alone, plain } from '../../shared/polling/pollLock';
import {
	startList,
	startOfSlice,
	takeSlice,
	undoChanges,
	type ChangesState,
	type ListState,
	type UndoChanges,
} from './state/changes';
import { resume, store, type Stored } from '../../shared/polling/atLeastOnce';
import { thisProcess } from '../../shared/polling/processId';
import { changedAt, readSlice } from './docflowList';
import { latestDocflows } from './docflowPreview';
import { scopeOf, toItems, wantedOnly, watchOf, type ListEvents, type Watch } from './docflowWatch';
import { endOfPoll, MOST_PER_POLL, noteRepeats, placeBefore } from './polling';

const PARALLEL_ACCOUNTS = 4;

/** The moment that a date of the node means, or nothing for "now"; and the choice as it is written. */
function startOf(context: IPollFunctions): { choice: string; date?: number } {
	if (context.getNodeParameter('startFrom', 'now') !== 'date') return { choice: 'now' };
	const written = context.getNodeParameter('startDate', '');
	const date = Date.parse(toMoment(written, context.getTimezone()) ?? '');
	if (Number.isNaN(date)) {
		throw new NodeOperationError(context.getNode(), '"Start Date" is not a date', {
			description: 'Fill in "Start Date" in the trigger.',
		});
	}
	return { choice: JSON.stringify(context.getNode().parameters.startDate), date };
}

interface Budget {
	/** By this machine's clock. */
	stopAt: number;
	items: number;
}

const isSpent = ({ stopAt, items }: Budget) => items <= 0 || Date.now() > stopAt;

interface Reading {
	state: ListState;
	items: INodeExecutionData[];
	slices: number;
	error?: { cause: unknown };
}

/** Reads on in one account until its end, or until the poll has had its share. An error leaves what was read before it. */
async function readAccount(
	watch: Watch,
	accountId: string,
	before: ListState,
	budget: Budget,
): Promise<Reading> {
	const reading: Reading = { state: before, items: [], slices: 0 };
	let span: number | undefined;
	do {
		const from = startOfSlice(reading.state);
		const step = await readSlice(watch.client, accountId, watch.plan, reading.state, span)
			.then(async (slice) => {
				const { emit, state } = takeSlice(reading.state, slice, watch.overlap);
				const wanted = await wantedOnly(watch, accountId, emit);
				return { state, items: await toItems(watch, accountId, wanted, slice.now) };
			})
			.catch((cause: unknown) => ({ cause }));
		if ('cause' in step) return { ...reading, error: step };
		reading.state = step.state;
		reading.items.push(...step.items);
		reading.slices += 1;
		budget.items -= step.items.length;
		span = step.state.at === undefined ? undefined : step.state.at - from;
	} while (reading.state.at !== undefined && !isSpent(budget));
	return reading;
}

interface Outcome {
	state: ChangesState;
	undo: UndoChanges;
	items: INodeExecutionData[];
	/** What makes the whole poll fail. */
	failure?: { cause: unknown };
}

/** Those that the last poll could not get to come first. */
function inTurn(accountIds: string[], next: string | undefined): string[] {
	const first = Math.max(0, accountIds.indexOf(next ?? ''));
	return [...accountIds.slice(first), ...accountIds.slice(0, first)];
}

async function readAll(watch: Watch, accountIds: string[], before: ChangesState): Promise<Outcome> {
	const waiting = inTurn(accountIds, before.next);
	const budget: Budget = { stopAt: endOfPoll(watch.context), items: MOST_PER_POLL };
	const lists = { ...before.lists };
	const undo: UndoChanges = {};
	const items: INodeExecutionData[] = [];
	const failures: Array<{ cause: unknown }> = [];
	let successes = 0;
	const work = async () => {
		for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
			const list = before.lists[id] ?? startList(before.start);
			const reading = await readAccount(watch, id, list, budget);
			lists[id] = reading.state;
			items.push(...reading.items);
			if (reading.items.length > 0) undo[id] = before.lists[id] ?? null;
			if (reading.slices > 0) successes += 1;
			if (reading.error) {
				failures.push(reading.error);
				noteFailure(watch.context, id, reading.error.cause);
			}
			if (isSpent(budget) || causeOf(reading.error?.cause) === 'credential-invalid') return;
		}
	};
	await Promise.all(Array.from({ length: PARALLEL_ACCOUNTS }, work));
	const { choice, start } = before;
	const [next] = waiting;
	const fatal = failures.find(({ cause }) => causeOf(cause) === 'credential-invalid');
	return {
		state: { choice, start, lists, ...(next === undefined ? {} : { next }) },
		undo,
		items: items.sort((a, b) => (changedAt(a.json) ?? 0) - (changedAt(b.json) ?? 0)),
		failure: fatal ?? (successes === 0 ? failures[0] : undefined),
	};
}

function noteFailure(context: IPollFunctions, accountId: string, cause: unknown): void {
	const reason = cause instanceof Error ? cause.message : String(cause);
	context.logger.warn(
		`${context.getNode().name}: could not read account ${accountId} (${reason}). The next poll tries again.`,
	);
}

/**
 * One poll of the document flows that changed, or that came in. The state is stored in the last statement, after
 * everything that can fail. An account that fails does not hold up the others; the poll fails when all do, or the
 * credential.
 */
export async function pollChanges(
	context: IPollFunctions,
	events: ListEvents,
): Promise<INodeExecutionData[][] | null> {
	const watch = watchOf(context, events);
	const { choice, date } = startOf(context);
	if (context.getMode() === 'manual') {
		const { accountIds } = await scopeOf(watch, false);
		const latest = await latestDocflows(watch, accountIds);
		return latest.length ? [latest] : null;
	}
	return await alone(context, async (isFirst) => {
		const stored = context.getWorkflowStaticData('node');
		const place = placeBefore(context);
		const kept = resume(plain<Stored<ChangesState, UndoChanges>>(place[events]), thisProcess, undoChanges);
		if (kept.repeats) noteRepeats(context);
		const last = kept.state?.choice === choice ? kept.state : undefined;
		const activatedAt = typeof place.activatedAt === 'number' ? place.activatedAt : Date.now();
		const outcome = await scopeOf(watch, !last && date === undefined)
			.then(async ({ accountIds, time = 0 }) => {
				const start = date ?? time - (Date.now() - activatedAt);
				return await readAll(watch, accountIds, last ?? { choice, start, lists: {} });
			})
			.catch((cause: unknown) => ({ failure: { cause } }));
		const { failure } = outcome;
		if (failure && !(isFirst && isPassing(failure.cause))) throw failure.cause;
		if (!('state' in outcome)) {
			// By this machine's clock, until an answer tells how far it is from Kontur's.
			if (!last) stored.activatedAt = activatedAt;
			return null;
		}
		const { state, undo, items } = outcome;
		delete stored.activatedAt;
		const open = items.length > 0 ? undo : undefined;
		stored[events] = store(state, thisProcess, open) as unknown as IDataObject;
		return items.length ? [items] : null;
	});
}
