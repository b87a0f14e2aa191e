import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { createClient, externService, isPassing } from '../shared/transport';
import { advanceFeed, startFeed, type FeedEvent, type FeedState } from '../shared/trigger/feed';
import { alone, plain } from '../shared/trigger/alone';

const PAGE = 100;
const SAMPLE = 5;
const MOST_PER_POLL = 5000;

const noRights = {
	message: 'This login has no access to the event feed',
	advice:
		'Kontur opens the event feed to an integration on request: ask Kontur support. Then the administrator of each account shares its events with the integration.',
};

type StartMode = 'now' | 'beginning' | 'event';

const list = (text: unknown) =>
	String(text ?? '')
		.split(',')
		.map((part) => part.trim().toLowerCase())
		.filter(Boolean);

// "fns534-report" and "urn:docflow:fns534-report" name the same.
const short = (urn: unknown) =>
	String(urn ?? '')
		.toLowerCase()
		.split(':')
		.at(-1) ?? '';

function filterOf(filters: IDataObject): (event: FeedEvent) => boolean {
	const accounts = list(filters.accountIds);
	const inns = list(filters.inn);
	const types = list(filters.docflowTypes).map(short);
	const states = list(filters.newStates).map(short);
	const allows = (allowed: string[], value: string) => allowed.length === 0 || allowed.includes(value);
	return (event) =>
		allows(accounts, accountOf(event)) &&
		allows(inns, String(event.inn ?? '')) &&
		allows(types, short(event['docflow-type'])) &&
		allows(states, short(event['new-state']));
}

/** Older answers name the account only inside the link. */
function accountOf(event: FeedEvent): string {
	if (typeof event['account-id'] === 'string') return event['account-id'].toLowerCase();
	const { href } = (event['docflow-link'] ?? {}) as { href?: string };
	return /\/v1\/([^/]+)\/docflows\//.exec(href ?? '')?.[1]?.toLowerCase() ?? '';
}

/**
 * One poll of the event feed. The cursor moves in the last statement, after everything that can fail, so a
 * failed poll is repeated from where it began. A long backlog is read over several polls.
 */
export async function pollFeed(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const allowed = filterOf(context.getNodeParameter('filters', {}) as IDataObject);
	const toItems = (events: FeedEvent[]): INodeExecutionData[] =>
		events
			.filter(allowed)
			.map((event) => ({ json: { ...(event as IDataObject), dedupeKey: event.id as string } }));
	const client = createClient(context, externService);
	const read = async (cursor: string) => {
		const { body, headers } = await client.request({
			method: 'GET',
			path: '/v1/events',
			query: { take: PAGE, fromId: cursor },
			advice: { 403: noRights },
		});
		return {
			events: (Array.isArray(body['api-events']) ? body['api-events'] : []) as FeedEvent[],
			next: typeof body['next-event-id'] === 'string' ? body['next-event-id'] : undefined,
			// Events carry Kontur's time; this machine's clock may be wrong.
			time: Date.parse(String(headers.date ?? '')) || Date.now(),
		};
	};
	const start = {
		mode: context.getNodeParameter('startFrom', 'now') as StartMode,
		eventId: String(context.getNodeParameter('eventId', '')).trim(),
	};
	if (start.mode === 'event' && !start.eventId) {
		throw new NodeOperationError(context.getNode(), '"Event ID" is empty', {
			description: 'Enter the ID to read from, or choose another start.',
		});
	}
	const startCursor = startFeed(start, 0).cursor;
	const stopAt = Date.now() + (context.getPollBudgetMs?.() ?? 60_000) / 2;

	if (context.getMode() === 'manual') {
		let state: FeedState = { cursor: startCursor };
		let latest: INodeExecutionData[] = [];
		for (let atEnd = false; !atEnd && Date.now() < stopAt;) {
			const step = advanceFeed(state, await read(state.cursor));
			({ state, atEnd } = step);
			latest = [...latest, ...toItems(step.emit)].slice(-SAMPLE);
		}
		return latest.length ? [latest] : null;
	}

	return await alone(context, async (isFirst) => {
		const stored = context.getWorkflowStaticData('node');
		let state = plain<FeedState>(stored.feed);
		// By this machine's clock, until an answer tells how far it is from Kontur's.
		const activatedAt = typeof stored.activatedAt === 'number' ? stored.activatedAt : Date.now();
		const items: INodeExecutionData[] = [];
		for (let atEnd = false; !atEnd;) {
			const page = await read(state?.cursor ?? startCursor).catch((error: unknown) => {
				if (isFirst && isPassing(error)) return undefined;
				throw error;
			});
			if (!page) {
				// What was read of this poll is read again.
				if (!stored.feed) stored.activatedAt = activatedAt;
				return null;
			}
			const step = advanceFeed(state ?? startFeed(start, page.time - (Date.now() - activatedAt)), page);
			({ state, atEnd } = step);
			items.push(...toItems(step.emit));
			if (items.length >= MOST_PER_POLL || Date.now() > stopAt) break;
		}
		delete stored.activatedAt;
		stored.feed = state as unknown as IDataObject;
		return items.length ? [items] : null;
	});
}
