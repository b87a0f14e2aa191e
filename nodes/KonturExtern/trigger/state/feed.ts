/**
 * The event feed as a pure state machine: (state, page) -> (events to emit, state).
 * The feed has cursors and no way to ask for its end, so "from now" reads it through once without emitting;
 * events that happened since the activation are emitted even on that way.
 * Source: Kontur.Extern documentation, "Event feed".
 */

/** Where the feed begins. */
export const FEED_START = '0_0';

const REMEMBERED = 300;
// How far behind the newest event known a feed may bring others that are new, when its cursors have changed.
const LATEST_ARRIVAL = 7 * 24 * 3600_000;

export interface FeedState {
	/** `next-event-id` of the last page; opaque. */
	cursor: string;
	/** While the end is being looked for: the moment of activation by Kontur's clock, Unix ms. Older events are passed over. */
	seekingSince?: number;
	/** Keys of the events read last, the newest at the end: a page may come twice, the cursor may get lost. */
	recent?: string[];
	/** `event-date-time` of the newest event read, Unix ms. */
	newest?: number;
	/** The cursor was lost: the feed is read from its beginning up to an event that is known. */
	lost?: true;
}

export interface FeedEvent {
	id?: unknown;
	'event-date-time'?: unknown;
	[key: string]: unknown;
}

export interface FeedPage {
	events: FeedEvent[];
	/** `first-event-id`: where the page begins. */
	first?: string;
	/** `next-event-id`; absent when the service gave none. */
	next?: string;
}

/** The state before the first page. @param now Unix milliseconds by Kontur's clock */
export function startFeed(
	from: { mode: 'now' | 'beginning' | 'event'; eventId?: string },
	now: number,
): FeedState {
	if (from.mode === 'event' && from.eventId) return { cursor: from.eventId };
	return from.mode === 'now' ? { cursor: FEED_START, seekingSince: now } : { cursor: FEED_START };
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** What an event is told by: its id, or, should it have none, what it says. */
export const keyOfEvent = (event: FeedEvent): string =>
	text(event.id) || [event['docflow-id'], event['new-state'], event['event-date-time']].map(text).join(':');

const momentOf = (event: FeedEvent) => Date.parse(text(event['event-date-time']));

/** How many events at the head of a page are to be passed over, and whether the looking ends with this page. */
function passedOver(
	state: FeedState,
	keys: string[],
	events: FeedEvent[],
): { count: number; found: boolean } {
	const { lost, seekingSince } = state;
	if (lost) {
		const known = new Set(state.recent);
		const count = keys.reduce((end, key, index) => (known.has(key) ? index + 1 : end), 0);
		return count > 0 ? { count, found: true } : { count: keys.length, found: false };
	}
	if (seekingSince === undefined) return { count: 0, found: true };
	// The feed is in the order of arrival: what comes after a new event is new, whatever its own time.
	const first = events.findIndex((event) => momentOf(event) >= seekingSince);
	return first < 0 ? { count: keys.length, found: false } : { count: first, found: true };
}

/**
 * Takes in one page. Events that are known are not emitted again.
 * @returns `atEnd` when there is nothing more for the time being
 */
export function advanceFeed(
	state: FeedState,
	page: FeedPage,
): { emit: FeedEvent[]; state: FeedState; atEnd: boolean } {
	const keys = page.events.map(keyOfEvent);
	const passed = passedOver(state, keys, page.events);
	const recent = new Set(state.recent);
	const emit: FeedEvent[] = [];
	for (const [index, event] of page.events.entries()) {
		if (index >= passed.count && !recent.has(keys[index])) emit.push(event);
		// Until the known events are found again, others must not push them out.
		if (passed.found || !state.lost) recent.add(keys[index]);
	}
	const isTail = page.events.length === 0 || page.next === undefined;
	if (state.lost && isTail && !passed.found) return { emit, state: withoutPlace(state), atEnd: false };

	const next: FeedState = { cursor: page.next ?? state.cursor };
	// A page that leads nowhere may be a repeated one: only an empty one is the end that was looked for.
	if (state.seekingSince !== undefined && !passed.found && !isTail) next.seekingSince = state.seekingSince;
	if (state.lost && !passed.found) next.lost = true;
	if (recent.size > 0) next.recent = [...recent].slice(-REMEMBERED);
	const read = state.lost && !passed.found ? [] : page.events.map(momentOf).filter(Number.isFinite);
	const newest = Math.max(state.newest ?? -Infinity, ...read);
	if (Number.isFinite(newest)) next.newest = newest;
	return { emit, state: next, atEnd: isTail || page.next === state.cursor };
}

/**
 * Whether a page may be another one than that asked for, as an answer that was kept somewhere on the way: it does not
 * begin where it should, and taking it for the right one could leave out what lies between.
 */
export function isDoubtful(state: FeedState, page: FeedPage): boolean {
	const { events, first, next } = page;
	if (events.length === 0) return next !== undefined && next !== state.cursor;
	if ((first ?? keyOfEvent(events[0])) === state.cursor) return false;
	const known = new Set(state.recent);
	return (
		state.lost === true ||
		advanceFeed(state, page).emit.length > 0 ||
		events.every((event) => known.has(keyOfEvent(event)))
	);
}

/** All events the feed still has, but those that are much older than the newest one known. */
function withoutPlace({ recent, newest }: FeedState): FeedState {
	const state: FeedState = { cursor: FEED_START };
	if (recent) state.recent = recent;
	if (newest === undefined) return state;
	return { ...state, newest, seekingSince: newest - LATEST_ARRIVAL };
}

/**
 * The state to go on with when the service no longer knows the cursor: the feed is read from its beginning,
 * silently up to an event that was emitted before; if it has none of those any more, all that is left is new.
 * @returns undefined when it was the beginning that the service refused
 */
export function withoutCursor(state: FeedState): FeedState | undefined {
	if (state.cursor === FEED_START) return undefined;
	if (state.seekingSince !== undefined) return { ...state, cursor: FEED_START };
	return state.recent?.length ? { ...state, cursor: FEED_START, lost: true } : withoutPlace(state);
}
