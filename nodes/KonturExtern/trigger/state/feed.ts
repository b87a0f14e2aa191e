/**
 * The event feed as a pure state machine: (state, page) -> (events to emit, state).
 * The feed has cursors but no way to ask for its end, so "from now" reads it through once without emitting, except for
 * events that happened since the activation.
 * Source: Kontur.Extern documentation, "Event feed".
 */

/** The cursor of the feed's start. */
export const FEED_START = '0_0';

const REMEMBERED = 300;
// How much older than the newest known event a new one can be when the cursors of the feed have changed.
const LATEST_ARRIVAL = 7 * 24 * 3600_000;

export interface FeedState {
	/** `next-event-id` of the last page; opaque. */
	cursor: string;
	/** Set while searching for the end: the activation by Kontur's clock, Unix ms. Older events are skipped. */
	seekingSince?: number;
	/** The end is searched although the clocks contradict each other: all events are skipped, new ones are read later. */
	seekingEnd?: true;
	/** When the trigger was activated, while the end is searched; for `elapsedSince`. */
	activatedAt?: number;
	/** Keys of the latest events, the newest last: a page can come twice, and the cursor can get lost. */
	recent?: string[];
	/** `event-date-time` of the newest event, Unix ms. */
	newest?: number;
	/** The cursor was lost: the feed is read from its start up to a known event. */
	lost?: true;
}

export interface FeedEvent {
	id?: unknown;
	'event-date-time'?: unknown;
	[key: string]: unknown;
}

export interface FeedPage<E extends FeedEvent = FeedEvent> {
	events: E[];
	/** `first-event-id`: where the page begins. */
	first?: string;
	/** `next-event-id`. */
	next?: string;
	/** Events with a later date have a wrong one, Unix ms. */
	now?: number;
}

/**
 * Returns the state before the first page.
 * @param now Unix milliseconds by Kontur's clock; undefined when it cannot be known
 */
export function startFeed(
	from: { mode: 'now' | 'beginning' | 'event'; eventId?: string },
	now: number | undefined,
): FeedState {
	if (from.mode === 'event' && from.eventId) return { cursor: from.eventId };
	if (from.mode !== 'now') return { cursor: FEED_START };
	return now === undefined
		? { cursor: FEED_START, seekingEnd: true }
		: { cursor: FEED_START, seekingSince: now };
}

/**
 * Returns the state after the end was found without a clock: new events are read from the start once more.
 * @param since the activation by Kontur's clock, Unix ms, as the newest event shows it
 */
export function foundEnd({ cursor, recent, newest }: FeedState, since: number): FeedState {
	if (newest !== undefined && newest >= since) return { cursor: FEED_START, seekingSince: since };
	return { cursor, ...(recent ? { recent } : {}), ...(newest === undefined ? {} : { newest }) };
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Identifies an event by its ID, or by its content if it has none. */
export const keyOfEvent = (event: FeedEvent): string =>
	text(event.id) || [event['docflow-id'], event['new-state'], event['event-date-time']].map(text).join(':');

const momentOf = (event: FeedEvent) => Date.parse(text(event['event-date-time']));

/** Returns how many events at the head of a page to skip, and whether the search ends with this page. */
function skippedOf(state: FeedState, keys: string[], events: FeedEvent[]): { count: number; found: boolean } {
	const { lost, seekingSince, seekingEnd } = state;
	if (seekingEnd) return { count: keys.length, found: false };
	if (lost) {
		const known = new Set(state.recent);
		const count = keys.reduce((end, key, index) => (known.has(key) ? index + 1 : end), 0);
		return count > 0 ? { count, found: true } : { count: keys.length, found: false };
	}
	if (seekingSince === undefined) return { count: 0, found: true };
	// The feed is in order of arrival: whatever follows a new event is new, even with an older time.
	const first = events.findIndex((event) => momentOf(event) >= seekingSince);
	return first < 0 ? { count: keys.length, found: false } : { count: first, found: true };
}

/** Whether nothing of the feed was ever seen: one empty response must not turn the whole feed into new events. */
const isBlank = ({ cursor, recent }: FeedState, { events }: FeedPage) =>
	events.length === 0 && cursor === FEED_START && !recent?.length;

/**
 * Processes one page. Known events are not emitted again.
 * @returns `atEnd` when there is nothing more to read now
 */
export function advanceFeed<E extends FeedEvent>(
	state: FeedState,
	page: FeedPage<E>,
): { emit: E[]; state: FeedState; atEnd: boolean } {
	const keys = page.events.map(keyOfEvent);
	const skipped = skippedOf(state, keys, page.events);
	const recent = new Set(state.recent);
	const emit: E[] = [];
	for (const [index, event] of page.events.entries()) {
		if (index >= skipped.count && !recent.has(keys[index])) emit.push(event);
		// Until a known event is found again, others must not push the known ones out.
		if (skipped.found || !state.lost) recent.add(keys[index]);
	}
	const isTail = page.events.length === 0 || page.next === undefined;
	if (state.lost && isTail && !skipped.found) return { emit, state: restartFeed(state), atEnd: false };

	const next: FeedState = { cursor: page.next ?? state.cursor };
	// A page that leads nowhere may be a repeated one: only an empty page is the end.
	const isSearching = !skipped.found && (!isTail || isBlank(state, page));
	if (state.seekingSince !== undefined && isSearching) next.seekingSince = state.seekingSince;
	if (state.seekingEnd) {
		next.seekingEnd = true;
		next.activatedAt = state.activatedAt;
	}
	if (state.lost && !skipped.found) next.lost = true;
	if (recent.size > 0) next.recent = [...recent].slice(-REMEMBERED);
	const { now = Infinity } = page;
	const dated = (moment: number) => Number.isFinite(moment) && moment <= now;
	const read = state.lost && !skipped.found ? [] : page.events.map(momentOf).filter(dated);
	const newest = Math.max(state.newest ?? -Infinity, ...read);
	if (Number.isFinite(newest)) next.newest = newest;
	return { emit, state: next, atEnd: isTail || page.next === state.cursor };
}

/**
 * Whether a page may be the wrong one, for example from a cache between Kontur and n8n, or end a search too early. A
 * page that begins elsewhere than at the cursor is not: not every cursor is the ID of the next event.
 */
export function isDoubtful(state: FeedState, page: FeedPage): boolean {
	const { events, first, next } = page;
	const isSearch = state.seekingEnd === true || state.seekingSince !== undefined;
	if (events.length === 0) return isSearch || (next !== undefined && next !== state.cursor);
	if ((first ?? keyOfEvent(events[0])) === state.cursor) return false;
	const known = new Set(state.recent);
	return state.lost === true || events.every((event) => known.has(keyOfEvent(event)));
}

/** Starts at the beginning of the feed, skipping events much older than the newest known one. */
function restartFeed({ recent, newest }: FeedState): FeedState {
	const state: FeedState = { cursor: FEED_START };
	if (recent) state.recent = recent;
	if (newest === undefined) return state;
	return { ...state, newest, seekingSince: newest - LATEST_ARRIVAL };
}

/**
 * Returns the state to continue with when the service no longer knows the cursor: the feed is read from its start and
 * emits nothing up to a known event. If the feed has none of those left, everything in it is new.
 * @returns undefined when the service refused the start itself
 */
export function withoutCursor(state: FeedState): FeedState | undefined {
	if (state.cursor === FEED_START) return undefined;
	if (state.seekingSince !== undefined || state.seekingEnd) return { ...state, cursor: FEED_START };
	return state.recent?.length ? { ...state, cursor: FEED_START, lost: true } : restartFeed(state);
}
