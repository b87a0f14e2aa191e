import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { createClient, detailsOf, externService, type Client } from '../../shared/transport';
import { alone, plain } from '../../shared/polling/pollLock';
import { resume, store, type Stored } from '../../shared/polling/atLeastOnce';
import {
	advanceFeed,
	isDoubtful,
	keyOfEvent,
	startFeed,
	withoutCursor,
	type FeedEvent,
	type FeedPage,
	type FeedState,
} from './state/feed';
import { thisProcess } from '../../shared/polling/processId';
import { attachDocflows } from './attachDocflow';
import { endOfPoll, MOST_PER_POLL, noteRepeats, placeBefore, SAMPLE, unlessPassing } from './polling';
import { accountOf, wantedOf, wantsEvent } from './filters';
import { nameOfUrn } from '../api/urns';

const PAGE = 100;
const SAME_PAGE_TRIES = 3;

const noRights = {
	message: 'This login has no access to the event feed',
	advice:
		'Kontur opens the event feed to an integration on request: ask Kontur support. Then the administrator of each account shares its events with the integration. Until then choose Document Flow Changes in "Trigger On": it needs no rights of its own.',
};

/** What versions before delivery at least once stored was the bare state. */
type OwnState = Stored<FeedState, FeedState>;

function storedFeed(value: unknown): OwnState | undefined {
	const stored = plain<OwnState | FeedState>(value);
	return stored && 'cursor' in stored ? { version: 1, state: stored } : stored;
}

/** A page with Kontur's time, Unix milliseconds: this machine's clock may be wrong. */
type TimedPage = FeedPage & { time: number };

async function readPage(client: Client, cursor: string): Promise<TimedPage> {
	const { body, headers } = await client.request({
		method: 'GET',
		path: '/v1/events',
		query: { take: PAGE, fromId: cursor },
		advice: { 403: noRights },
	});
	const id = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
	return {
		events: (Array.isArray(body['api-events']) ? body['api-events'] : []) as FeedEvent[],
		first: id('first-event-id'),
		// The second name is that of older answers.
		next: id('next-event-id') ?? id('last-event-id'),
		time: Date.parse(String(headers.date ?? '')) || Date.now(),
	};
}

/** The page at the state's cursor; one that may be another is asked for again until two answers agree. */
async function pageOf(client: Client, state: FeedState): Promise<TimedPage> {
	let page = await readPage(client, state.cursor);
	for (let tries = 1; tries < SAME_PAGE_TRIES && isDoubtful(state, page); tries++) {
		const again = await readPage(client, state.cursor);
		const agrees = again.first === page.first && again.next === page.next;
		page = again;
		if (agrees) break;
	}
	return page;
}

const isLostCursor = (error: unknown) => [400, 404, 410].includes(detailsOf(error)?.status ?? 0);

function docflowOf(event: FeedEvent): string {
	if (typeof event['docflow-id'] === 'string') return event['docflow-id'];
	const { href } = (event['docflow-link'] ?? {}) as { href?: string };
	return /\/docflows\/([^/?]+)/.exec(href ?? '')?.[1] ?? '';
}

function jsonOf(event: FeedEvent): IDataObject {
	const typeName = nameOfUrn(event['docflow-type'], 'docflow');
	const stateName = nameOfUrn(event['new-state'], 'transaction');
	return {
		...(event as IDataObject),
		...(typeName ? { docflowTypeName: typeName } : {}),
		...(stateName ? { newStateName: stateName } : {}),
		dedupeKey: keyOfEvent(event),
	};
}

/** The feed as one node reads it. */
interface Feed {
	context: IPollFunctions;
	client: Client;
	wants: (event: FeedEvent) => boolean;
	/** Items with names beside the URNs, and with the document flow where it is wanted. */
	toItems: (events: FeedEvent[], now: number) => Promise<INodeExecutionData[]>;
	/** By this machine's clock. */
	stopAt: number;
}

function feedOf(context: IPollFunctions): Feed {
	const client = createClient(context, externService);
	const attaches = context.getNodeParameter('options.attachDocflow', false) as boolean;
	const toItems = async (events: FeedEvent[], now: number) => {
		const items = events.map((event) => ({ json: jsonOf(event) }));
		const attachments = events.map((event, index) => ({
			json: items[index].json,
			accountId: accountOf(event),
			docflowId: docflowOf(event),
			at: Date.parse(String(event['event-date-time'])),
		}));
		if (attaches) await attachDocflows(client, attachments, now);
		return items;
	};
	return { context, client, wants: wantsEvent(wantedOf(context)), toItems, stopAt: endOfPoll(context) };
}

interface Reading {
	/** What undoes it. */
	before: FeedState;
	state: FeedState;
	items: INodeExecutionData[];
}

/** Reads on from a state until the end of the feed, or until the poll has had its share. */
async function readOn(feed: Feed, before: FeedState, firstPage?: TimedPage): Promise<Reading> {
	const { context, client, stopAt } = feed;
	const items: INodeExecutionData[] = [];
	const visited = new Set<string>();
	let state = before;
	let next = firstPage && !isDoubtful(before, firstPage) ? firstPage : undefined;
	let wasLost = false;
	for (let atEnd = false; !atEnd && items.length < MOST_PER_POLL;) {
		const from = state;
		const place = `${from.cursor} ${from.lost}`;
		// A feed that leads back to where it came from would be read for ever.
		if (visited.has(place)) break;
		visited.add(place);
		const page =
			next ??
			(await pageOf(client, from).catch((error: unknown) => {
				const rest = !wasLost && isLostCursor(error) ? withoutCursor(from) : undefined;
				if (!rest) throw error;
				wasLost = true;
				state = rest;
				return undefined;
			}));
		next = undefined;
		if (!page) {
			context.logger.warn(
				`${context.getNode().name}: Kontur no longer knows the event at which reading stopped (${from.cursor}). The feed is read from its beginning; events that were handed over before are passed over.`,
			);
			continue;
		}
		const step = advanceFeed(from, page);
		items.push(...(await feed.toItems(step.emit.filter(feed.wants), page.time)));
		({ state, atEnd } = step);
		if (Date.now() > stopAt) break;
	}
	return { before, state, items };
}

type StartMode = 'now' | 'beginning' | 'event';
type Start = { mode: StartMode; eventId: string };

function startOf(context: IPollFunctions): Start {
	const start = {
		mode: context.getNodeParameter('startFrom', 'now') as StartMode,
		eventId: String(context.getNodeParameter('eventId', '')).trim(),
	};
	if (start.mode === 'event' && !start.eventId) {
		throw new NodeOperationError(context.getNode(), '"Event ID" is empty', {
			description: 'Enter the ID to read from, or choose another start.',
		});
	}
	return start;
}

async function readFirst(feed: Feed, start: Start, activatedAt: number): Promise<Reading> {
	const page = await readPage(feed.client, startFeed(start, 0).cursor);
	return await readOn(feed, startFeed(start, page.time - (Date.now() - activatedAt)), page);
}

/** The latest real events, for a manual test: from the last ones known on, or else out of the whole feed. */
async function latestItems(feed: Feed, starts: string[]): Promise<INodeExecutionData[]> {
	let latest: FeedEvent[] = [];
	let now = Date.now();
	for (const [index, cursor] of starts.entries()) {
		const isLast = index === starts.length - 1;
		let state: FeedState = { cursor };
		latest = [];
		for (let atEnd = false; !atEnd && Date.now() < feed.stopAt;) {
			const page = await readPage(feed.client, state.cursor).catch((error: unknown) => {
				if (!isLast && isLostCursor(error)) return undefined;
				throw error;
			});
			if (!page) break;
			const step = advanceFeed(state, page);
			({ state, atEnd } = step);
			now = page.time;
			latest = [...latest, ...step.emit.filter(feed.wants)].slice(-SAMPLE);
		}
		if (latest.length === SAMPLE) break;
	}
	return await feed.toItems(latest, now);
}

/**
 * One poll of the event feed. The state is stored in the last statement, after everything that can fail, so a
 * failed poll is repeated from where it began. A long backlog is read over several polls.
 */
export async function pollFeed(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const start = startOf(context);
	const feed = feedOf(context);

	if (context.getMode() === 'manual') {
		const { recent } = storedFeed(context.getWorkflowStaticData('node').feed)?.state ?? {};
		// An event's ID is where reading can go on, too.
		const starts = [...(recent?.slice(0, 1) ?? []), startFeed(start, 0).cursor];
		const latest = await latestItems(feed, starts);
		return latest.length ? [latest] : null;
	}

	return await alone(context, async (isFirst) => {
		const stored = context.getWorkflowStaticData('node');
		const place = placeBefore(context);
		const kept = resume(storedFeed(place.feed), thisProcess, (_state, before) => before);
		if (kept.repeats) noteRepeats(context);
		// By this machine's clock, until an answer tells how far it is from Kontur's.
		const activatedAt = typeof place.activatedAt === 'number' ? place.activatedAt : Date.now();
		const reading = await (kept.state ? readOn(feed, kept.state) : readFirst(feed, start, activatedAt)).catch(
			unlessPassing(isFirst),
		);
		if (!reading) {
			// What was read of this poll is read again.
			if (!kept.state) stored.activatedAt = activatedAt;
			return null;
		}
		const { before, state, items } = reading;
		delete stored.activatedAt;
		stored.feed = store(state, thisProcess, items.length ? before : undefined) as unknown as IDataObject;
		return items.length ? [items] : null;
	});
}
