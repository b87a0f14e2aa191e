import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { toMoment } from '../../shared/catalog';
import { t } from '../../shared/language';
import {
	anchored,
	credibleNow,
	failureOfAll,
	isCredentialFailure,
	isSpent,
	logFailure,
	markNow,
	nodeKey,
	runPoll,
	stopTime,
	type Budget,
	type Failure,
	type Polled,
	type Stored,
} from '../../shared/polling';
import { mapConcurrent } from '../../shared/transport';
import { beginList } from './beginList';
import { changedAt, readSlice, type Seen } from './docflowList';
import { latestDocflows } from './docflowPreview';
import { accountsOf, toItems, wantedOnly, watchOf, type ListEvents, type Watch } from './docflowWatch';
import { noteReadings, reportFailing } from './failingAccounts';
import { quietMs } from './quiet';
import {
	isWaiting,
	startList,
	startOfSlice,
	takeSlice,
	undoChanges,
	type ChangesState,
	type ListState,
	type StoredList,
	type UndoChanges,
} from './state/changes';

const PARALLEL_ACCOUNTS = 4;
// Bounds the memory of one poll; the next poll continues.
const ITEMS_PER_POLL = 5000;
// Before the first document flow.
const BEGINNING = Date.UTC(2000, 0, 1);

/** Reads "Start From": the choice as stored, and its time unless it is "Now". */
function startOf(context: IPollFunctions): { choice: string; date?: number } {
	if (context.getNodeParameter('startFrom', 'now') !== 'date') return { choice: 'now' };
	const written = context.getNodeParameter('startDate', '');
	const date = Date.parse(toMoment(written, context.getTimezone()) ?? '');
	if (Number.isNaN(date)) {
		throw new NodeOperationError(context.getNode(), t`"Start Date" is not a date`, {
			description: t`Fill in "Start Date" in the trigger.`,
		});
	}
	return { choice: JSON.stringify(context.getNode().parameters.startDate), date };
}

interface Reading {
	accountId: string;
	state: StoredList;
	items: INodeExecutionData[];
	slices: number;
	failure?: Failure;
}

/** Reads one account to its end or until the budget is spent. Keeps what was read before a failure. */
async function readAccount(
	watch: Watch,
	accountId: string,
	before: StoredList,
	budget: Budget,
): Promise<Reading> {
	const { client, context, plan, overlap } = watch;
	const reading: Reading = { accountId, state: before, items: [], slices: 0 };
	const seen: Seen = {};
	const read = async () => {
		let state: ListState;
		if (isWaiting(before)) {
			const begun = await beginList(watch, accountId, before, seen);
			({ state } = begun);
			reading.state = state;
			reading.slices += 1;
			if (begun.isRead) return;
		} else state = before;
		do {
			const from = startOfSlice(state);
			const { items: listed, to } = await readSlice(client, accountId, plan, state, seen);
			const { newest } = seen;
			const slice = {
				items: listed,
				to,
				newest,
				quietMs: quietMs(`${nodeKey(context)}:${accountId}`, newest),
			};
			const step = takeSlice(state, slice, overlap);
			const wanted = await wantedOnly(watch, accountId, step.emit);
			const now = seen.clocks ? credibleNow(seen.clocks) : Date.now();
			const items = await toItems(watch, accountId, wanted, now);
			({ state } = step);
			reading.state = state;
			for (const item of items) reading.items.push(item);
			reading.slices += 1;
			budget.left -= items.length;
			seen.span = state.at === undefined ? undefined : state.at - from;
		} while (state.at !== undefined && !isSpent(budget));
	};
	await read().catch((cause: unknown) => {
		reading.failure = { cause };
		logFailure(context, `account ${accountId}`, cause);
	});
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
	const lists = new Map(Object.entries(before.lists));
	let isRefused = false;
	const readings = await mapConcurrent(
		queue,
		PARALLEL_ACCOUNTS,
		async (id) => {
			const reading = await readAccount(watch, id, lists.get(id) as StoredList, budget);
			isRefused ||= isCredentialFailure(reading.failure?.cause);
			return reading;
		},
		() => isRefused || isSpent(budget),
	);
	const emitting = readings.filter(({ items }) => items.length > 0);
	const undo = Object.fromEntries(emitting.map(({ accountId: id }) => [id, lists.get(id) ?? null]));
	for (const { accountId, state } of readings) lists.set(accountId, state);
	const rest = { ...before };
	delete rest.next;
	const next = queue.at(readings.length);
	const items = readings
		.flatMap((reading) => reading.items)
		.map((item) => ({ item, at: changedAt(item.json) ?? 0 }))
		.sort((a, b) => a.at - b.at)
		.map(({ item }) => item);
	noteReadings(watch.context, readings);
	return {
		state: { ...rest, lists: Object.fromEntries(lists), ...(next === undefined ? {} : { next }) },
		undo,
		items,
		failure: failureOfAll(
			readings.flatMap(({ failure }) => failure ?? []),
			readings.some(({ slices }) => slices > 0),
		),
	};
}

/** Adds the accounts that have no list yet. */
function withAccounts(
	watch: Watch,
	accountIds: string[],
	{ state, choice, date }: { state?: ChangesState; choice: string; date?: number },
	activatedAt: number,
): ChangesState {
	const before: ChangesState = state ?? { choice, lists: {} };
	const newList = (): StoredList => {
		if (!state) return date === undefined ? { waitingSince: activatedAt } : startList(date);
		// Earlier versions did not note accounts that they could not read yet.
		if (state.listedAt === undefined) return startList(state.start ?? date ?? BEGINNING);
		if (watch.newAccounts === 'beginning') return startList(BEGINNING);
		return { waitingSince: anchored(state.listedAt) };
	};
	const lists = new Map(Object.entries(before.lists));
	for (const [id, list] of lists)
		if (isWaiting(list)) lists.set(id, { waitingSince: anchored(list.waitingSince) });
	for (const id of accountIds) if (!lists.has(id)) lists.set(id, newList());
	return { ...before, lists: Object.fromEntries(lists), listedAt: watch.startedAt };
}

/**
 * Runs one poll for document flows that changed or came in. An account that fails does not stop the others; the poll
 * fails when every account fails, when Kontur refuses the credential, or to report an account that keeps failing.
 */
export async function pollChanges(
	context: IPollFunctions,
	events: ListEvents,
): Promise<INodeExecutionData[][] | null> {
	const watch = watchOf(context, events, markNow());
	const { choice, date } = startOf(context);
	if (context.getMode() === 'manual') {
		const latest = await latestDocflows(watch, await accountsOf(watch));
		return latest.length ? [latest] : null;
	}
	return await runPoll<ChangesState, UndoChanges>(context, {
		key: events,
		parse: (stored) => stored as Stored<ChangesState, UndoChanges> | undefined,
		undo: undoChanges,
		clocks: watch.client.clocks,
		// A changed start date starts over.
		fits: (state) => state.choice === choice,
		read: async (state, activatedAt) => {
			const accountIds = await accountsOf(watch);
			const before = withAccounts(watch, accountIds, { state, choice, date }, activatedAt);
			return reportFailing(context, await readAll(watch, accountIds, before));
		},
	});
}
