/**
 * The event feed as a pure state machine: (state, page, now) -> (events to emit, state).
 * The feed has cursors and no way to ask for its end, so "from now" reads it through once without emitting;
 * events that happened since the activation are emitted even on that way.
 * Source: Kontur.Extern documentation, "Event feed".
 */

/** Where the feed begins. */
export const FEED_START = '0_0';

export interface FeedState {
	/** `next-event-id` of the last page; opaque. */
	cursor: string;
	/** While the end is being looked for: the moment of activation by Kontur's clock, Unix ms. Older events are passed over. */
	seekingSince?: number;
}

export interface FeedEvent {
	id?: unknown;
	'event-date-time'?: unknown;
	[key: string]: unknown;
}

export interface FeedPage {
	events: FeedEvent[];
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

/** Takes in one page. `atEnd` says that there is nothing more for the time being. */
export function advanceFeed(
	state: FeedState,
	page: FeedPage,
): { emit: FeedEvent[]; state: FeedState; atEnd: boolean } {
	const atEnd = page.events.length === 0 || page.next === undefined || page.next === state.cursor;
	const { seekingSince } = state;
	const emit =
		seekingSince === undefined
			? page.events
			: page.events.filter((event) => {
					const at = Date.parse(String(event['event-date-time'] ?? ''));
					return Number.isFinite(at) && at >= seekingSince;
				});
	const cursor = page.next ?? state.cursor;
	const found = atEnd || seekingSince === undefined;
	return { emit, state: found ? { cursor } : { cursor, seekingSince }, atEnd };
}
