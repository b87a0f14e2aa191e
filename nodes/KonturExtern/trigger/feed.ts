import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { t } from '../../shared/language';
import {
	activationMoment,
	anchored,
	areCertain,
	credibleNow,
	elapsedSince,
	latestNow,
	markNow,
	plainStaticData,
	PREVIEW_ITEMS,
	runPoll,
	stopTime,
	type Age,
	type Polled,
	type Stored,
} from '../../shared/polling';
import {
	clocksOf,
	createClient,
	isRefusedWith,
	externService,
	type Client,
	type Clocks,
} from '../../shared/transport';
import { eventPageShape, type Event } from '../api/types';
import { nameOfUrn } from '../api/urns';
import { attachDocflows } from './attachDocflow';
import { accountOf, docflowOf, wantedOf, wantsEvent } from './filters';
import { ask } from './pages';
import {
	advanceFeed,
	foundEnd,
	isDoubtful,
	keyOfEvent,
	startFeed,
	withoutCursor,
	type FeedPage,
	type FeedState,
} from './state/feed';

const PAGE_SIZE = 100;
const SAME_PAGE_TRIES = 3;
// Bounds the memory of one poll; the next poll continues.
const ITEMS_PER_POLL = 5000;

const noRights = {
	message: t`This login has no access to the event feed`,
	advice: t`Kontur grants an integration access to the event feed on request. Ask Kontur support. The administrator of each account then shares its events with the integration. Until then, choose Document Flow Changes in "Trigger On"; it needs no extra rights.`,
};

type FeedStored = Stored<FeedState, FeedState>;

/** Earlier versions stored the bare state. */
function parseStored(stored: unknown): FeedStored | undefined {
	const known = stored as FeedStored | FeedState | undefined;
	return known && 'cursor' in known ? { version: 1, state: known } : known;
}

/** A page, and what the clocks said when it came. */
type TimedPage = FeedPage<Event> & { clocks: Clocks };

async function readPage(client: Client, cursor: string): Promise<TimedPage> {
	const query = { take: PAGE_SIZE, fromId: cursor };
	const request = { method: 'GET', path: '/v1/events', query, advice: { 403: noRights } } as const;
	const response = await ask(client, request, eventPageShape);
	const { body } = response;
	const id = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
	const clocks = clocksOf(response);
	return {
		events: body['api-events'],
		first: id('first-event-id'),
		// Older responses use the second name.
		next: id('next-event-id') ?? id('last-event-id'),
		clocks,
		now: latestNow(clocks),
	};
}

/** Reads the page at the state's cursor. Requests a doubtful page again until two responses agree. */
async function pageAt(client: Client, state: FeedState): Promise<TimedPage> {
	let page = await readPage(client, state.cursor);
	for (let tries = 1; tries < SAME_PAGE_TRIES && isDoubtful(state, page); tries++) {
		const again = await readPage(client, state.cursor);
		const agrees = again.first === page.first && again.next === page.next;
		page = again;
		if (agrees) break;
	}
	return page;
}

const isLostCursor = (error: unknown) => isRefusedWith(error, 400, 404, 410);

function jsonOf(event: Event): IDataObject {
	const typeName = nameOfUrn(event['docflow-type'], 'docflow');
	const stateName = nameOfUrn(event['new-state'], 'transaction');
	return {
		...event,
		...(typeName ? { docflowTypeName: typeName } : {}),
		...(stateName ? { newStateName: stateName } : {}),
		dedupeKey: keyOfEvent(event),
	};
}

/** The feed as one trigger node reads it. */
interface Feed {
	context: IPollFunctions;
	client: Client;
	wants: (event: Event) => boolean;
	/** Builds items with readable names of the URNs, and attaches the document flow if the user wants it. */
	toItems: (events: Event[], now: number) => Promise<INodeExecutionData[]>;
	/** Monotonic milliseconds. */
	stopAt: number;
	/** When the poll began; for `elapsedSince`. */
	startedAt: number;
}

function feedOf(context: IPollFunctions, startedAt: number): Feed {
	const client = createClient(context, externService);
	const attaches = context.getNodeParameter('options.attachDocflow', false) as boolean;
	const toItems = async (events: Event[], now: number) => {
		const found = events.map((event) => ({
			json: jsonOf(event),
			accountId: accountOf(event),
			docflowId: docflowOf(event),
			at: Date.parse(String(event['event-date-time'])),
		}));
		return attaches ? await attachDocflows(client, found, now) : found.map(({ json }) => ({ json }));
	};
	const wants = wantsEvent(wantedOf(context));
	return { context, client, wants, toItems, stopAt: stopTime(context), startedAt };
}

/**
 * Reads from a state to the end of the feed or until the budget is spent.
 * @param age how long ago the trigger was activated
 */
async function readOn(
	{ context, client, wants, toItems, stopAt }: Feed,
	before: FeedState,
	age: () => Age,
	firstPage?: TimedPage,
): Promise<Polled<FeedState, FeedState>> {
	const items: INodeExecutionData[] = [];
	const visited = new Set<string>();
	let state = before;
	let next = firstPage && !isDoubtful(before, firstPage) ? firstPage : undefined;
	let wasLost = false;
	for (let atEnd = false; !atEnd && items.length < ITEMS_PER_POLL;) {
		const from = state;
		const position = `${from.cursor} ${from.lost}`;
		// Cursors that form a cycle would be followed forever.
		if (visited.has(position)) break;
		visited.add(position);
		const page =
			next ??
			(await pageAt(client, from).catch((error: unknown) => {
				const restart = !wasLost && isLostCursor(error) ? withoutCursor(from) : undefined;
				if (!restart) throw error;
				wasLost = true;
				state = restart;
				return undefined;
			}));
		next = undefined;
		if (!page) {
			context.logger.warn(
				`${context.getNode().name}: Kontur no longer knows the event at which reading stopped (${from.cursor}). The feed is read from its start; events that were emitted before are skipped.`,
			);
			continue;
		}
		const step = advanceFeed(from, page);
		for (const item of await toItems(step.emit.filter(wants), credibleNow(page.clocks))) items.push(item);
		({ state, atEnd } = step);
		// A page that leads to itself is the end if it still does so in the next poll.
		const isEnd = page.events.length === 0 || (visited.size === 1 && page.next === from.cursor);
		if (state.seekingEnd && isEnd) {
			state = foundEnd(state, activationMoment(page.clocks, state.newest, age()));
			atEnd = state.seekingSince === undefined;
			visited.clear();
		}
		if (performance.now() > stopAt) break;
	}
	return { state, undo: before, items };
}

interface Start {
	mode: 'now' | 'beginning' | 'event';
	eventId: string;
}

function startOf(context: IPollFunctions): Start {
	const start = {
		mode: context.getNodeParameter('startFrom', 'now') as Start['mode'],
		eventId: String(context.getNodeParameter('eventId', '')).trim(),
	};
	if (start.mode === 'event' && !start.eventId) {
		throw new NodeOperationError(context.getNode(), t`"Event ID" is empty`, {
			description: t`Fill in the ID to read from, or choose another value in "Start From".`,
		});
	}
	return start;
}

/** Reads the latest events for a manual test: from the first cursor that Kontur knows and that yields enough. */
async function latestItems(feed: Feed, cursors: string[]): Promise<INodeExecutionData[]> {
	let latest: Event[] = [];
	let now = Date.now();
	for (const [index, cursor] of cursors.entries()) {
		const isLast = index === cursors.length - 1;
		let state: FeedState = { cursor };
		latest = [];
		for (let atEnd = false; !atEnd && performance.now() < feed.stopAt;) {
			const page = await readPage(feed.client, state.cursor).catch((error: unknown) => {
				if (!isLast && isLostCursor(error)) return undefined;
				throw error;
			});
			if (!page) break;
			const step = advanceFeed(state, page);
			({ state, atEnd } = step);
			now = credibleNow(page.clocks);
			latest = [...latest, ...step.emit.filter(feed.wants)].slice(-PREVIEW_ITEMS);
		}
		if (latest.length === PREVIEW_ITEMS) break;
	}
	return await feed.toItems(latest, now);
}

/** Runs one poll of the event feed. A long backlog is read over several polls. */
export async function pollFeed(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const start = startOf(context);
	const feed = feedOf(context, markNow());

	if (context.getMode() === 'manual') {
		const { recent } = parseStored(plainStaticData(context).feed)?.state ?? {};
		// An event's ID is a cursor too.
		const latest = await latestItems(feed, [...(recent?.slice(0, 1) ?? []), startFeed(start, 0).cursor]);
		return latest.length ? [latest] : null;
	}

	return await runPoll<FeedState, FeedState>(context, {
		key: 'feed',
		parse: parseStored,
		undo: (_state, before) => before,
		clocks: feed.client.clocks,
		read: async (stored, activatedAt) => {
			const state =
				stored?.activatedAt === undefined ? stored : { ...stored, activatedAt: anchored(stored.activatedAt) };
			const age = () => {
				const elapsed = elapsedSince(state?.activatedAt ?? activatedAt);
				return { elapsed, isLate: elapsed > elapsedSince(feed.startedAt) };
			};
			if (state) return await readOn(feed, state, age);
			const page = await readPage(feed.client, startFeed(start, 0).cursor);
			const { date } = page.clocks;
			const since = areCertain(page.clocks) && date !== undefined ? date - age().elapsed : undefined;
			const before = startFeed(start, since);
			if (before.seekingEnd) before.activatedAt = activatedAt;
			return await readOn(feed, before, age, page);
		},
	});
}
