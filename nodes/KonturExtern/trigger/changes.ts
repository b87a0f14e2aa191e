import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { toMoment } from '../../shared/catalog';
import { ownOf } from '../../shared/foreign';
import {
	failureOfAll,
	isCredentialFailure,
	isSpent,
	logFailure,
	runPoll,
	stopTime,
	type Budget,
	type Failure,
	type Polled,
	type Stored,
} from '../../shared/polling';
import { mapConcurrent } from '../../shared/transport';
import { changedAt, readSlice } from './docflowList';
import { latestDocflows } from './docflowPreview';
import { scopeOf, toItems, wantedOnly, watchOf, type ListEvents, type Watch } from './docflowWatch';
import {
	startList,
	startOfSlice,
	takeSlice,
	undoChanges,
	type ChangesState,
	type ListState,
	type UndoChanges,
} from './state/changes';

const PARALLEL_ACCOUNTS = 4;
// Bounds the memory of one poll; the next poll continues.
const ITEMS_PER_POLL = 5000;

/** Reads "Start From": the choice as stored, and its time unless it is "Now". */
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

interface Reading {
	accountId: string;
	state: ListState;
	items: INodeExecutionData[];
	slices: number;
	failure?: Failure;
}

/** Reads one account to its end or until the budget is spent. Keeps what was read before a failure. */
async function readAccount(
	watch: Watch,
	accountId: string,
	before: ListState,
	budget: Budget,
): Promise<Reading> {
	const reading: Reading = { accountId, state: before, items: [], slices: 0 };
	let span: number | undefined;
	try {
		do {
			const from = startOfSlice(reading.state);
			const slice = await readSlice(watch.client, accountId, watch.plan, reading.state, span);
			const { emit, state } = takeSlice(reading.state, slice, watch.overlap);
			const wanted = await wantedOnly(watch, accountId, emit);
			const items = await toItems(watch, accountId, wanted, slice.now);
			reading.state = state;
			reading.items.push(...items);
			reading.slices += 1;
			budget.left -= items.length;
			span = state.at === undefined ? undefined : state.at - from;
		} while (reading.state.at !== undefined && !isSpent(budget));
	} catch (cause) {
		reading.failure = { cause };
		logFailure(watch.context, `account ${accountId}`, cause);
	}
	return reading;
}

async function readAll(
	watch: Watch,
	accountIds: string[],
	before: ChangesState,
): Promise<Polled<ChangesState, UndoChanges>> {
	// Accounts that the previous poll did not reach come first.
	const first = Math.max(0, accountIds.indexOf(before.next ?? ''));
	const queue = [...accountIds.slice(first), ...accountIds.slice(0, first)];
	const budget: Budget = { stopAt: stopTime(watch.context), left: ITEMS_PER_POLL };
	let isRefused = false;
	const readings = await mapConcurrent(
		queue,
		PARALLEL_ACCOUNTS,
		async (id) => {
			const reading = await readAccount(
				watch,
				id,
				ownOf(before.lists, id) ?? startList(before.start),
				budget,
			);
			isRefused ||= isCredentialFailure(reading.failure?.cause);
			return reading;
		},
		() => isRefused || isSpent(budget),
	);
	const { choice, start } = before;
	const read = Object.fromEntries(readings.map(({ accountId, state }) => [accountId, state]));
	const lists = { ...before.lists, ...read };
	const next = queue.at(readings.length);
	const emitting = readings.filter(({ items }) => items.length > 0);
	return {
		state: { choice, start, lists, ...(next === undefined ? {} : { next }) },
		undo: Object.fromEntries(emitting.map(({ accountId: id }) => [id, ownOf(before.lists, id) ?? null])),
		items: readings
			.flatMap(({ items }) => items)
			.sort((a, b) => (changedAt(a.json) ?? 0) - (changedAt(b.json) ?? 0)),
		failure: failureOfAll(
			readings.flatMap(({ failure }) => failure ?? []),
			readings.some(({ slices }) => slices > 0),
		),
	};
}

/**
 * Runs one poll for document flows that changed or arrived. An account that fails does not stop the others; the poll
 * fails when every account fails, or when Kontur refuses the credential.
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
	return await runPoll<ChangesState, UndoChanges>(context, {
		key: events,
		parse: (stored) => stored as Stored<ChangesState, UndoChanges> | undefined,
		undo: undoChanges,
		// A changed start date starts over.
		fits: (state) => state.choice === choice,
		read: async (state, activatedAt) => {
			const { accountIds, time = 0 } = await scopeOf(watch, !state && date === undefined);
			const start = date ?? time - (Date.now() - activatedAt);
			return await readAll(watch, accountIds, state ?? { choice, start, lists: {} });
		},
	});
}
