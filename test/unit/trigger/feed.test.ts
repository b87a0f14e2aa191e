import { docflowShape, eventPageShape, MOST_ON_PAGE } from '../../../nodes/KonturExtern/api/types';
import { listPage } from '../../../nodes/KonturExtern/trigger/pages';
import {
	FEED_START,
	advanceFeed,
	foundEnd,
	isDoubtful,
	keyOfEvent,
	startFeed,
	withoutCursor,
	type FeedEvent,
	type FeedPage,
	type FeedState,
} from '../../../nodes/KonturExtern/trigger/state/feed';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const event = (id: string, at = NOW): FeedEvent => ({ id, 'event-date-time': new Date(at).toISOString() });
const page = (ids: string[], next?: string, at?: number): FeedPage => ({
	events: ids.map((id) => event(id, at)),
	first: ids[0],
	next,
});
const idsOf = (events: FeedEvent[]) => events.map(({ id }) => id);

/** The end of a feed: nothing, and the same place. */
const end = (cursor: string): FeedPage => ({ events: [], first: cursor, next: cursor });

describe('the start', () => {
	test.each([
		[{ mode: 'beginning' as const }, { cursor: FEED_START }],
		[{ mode: 'now' as const }, { cursor: FEED_START, seekingSince: NOW }],
		[{ mode: 'event' as const, eventId: '25e_12f' }, { cursor: '25e_12f' }],
	])('%p', (from, state) => {
		expect(startFeed(from, NOW)).toEqual(state);
	});
});

describe('reading on', () => {
	test('a page is emitted, and the next one begins where it ends', () => {
		const step = advanceFeed({ cursor: 'a' }, page(['a', 'b'], 'c'));
		expect(idsOf(step.emit)).toEqual(['a', 'b']);
		expect(step).toMatchObject({ state: { cursor: 'c', recent: ['a', 'b'], newest: NOW }, atEnd: false });
	});

	test.each([
		['an empty page', end('c')],
		['a page without a next place', page(['c'], undefined)],
		['a page that leads to itself', page(['c'], 'c')],
	])('%s is the end for now', (_name, last) => {
		expect(advanceFeed({ cursor: 'c' }, last).atEnd).toBe(true);
	});

	test('without a next place the cursor stays, and what was read is not emitted again', () => {
		const first = advanceFeed({ cursor: 'a' }, page(['a'], undefined));
		expect(first.state.cursor).toBe('a');
		expect(idsOf(advanceFeed(first.state, page(['a', 'b'], undefined)).emit)).toEqual(['b']);
	});

	test('a page that comes twice, and one whose first event is the last one read', () => {
		const { state } = advanceFeed({ cursor: 'a' }, page(['a', 'b'], 'b'));
		expect(idsOf(advanceFeed(state, page(['a', 'b'], 'b')).emit)).toEqual([]);
		expect(idsOf(advanceFeed(state, page(['b', 'c'], 'c')).emit)).toEqual(['c']);
	});

	test('an event twice in one page', () => {
		expect(idsOf(advanceFeed({ cursor: 'a' }, page(['a', 'a'], 'c')).emit)).toEqual(['a']);
	});

	test('events without an ID are distinguished by their content', () => {
		const nameless = (state: string): FeedEvent => ({ 'docflow-id': 'd', 'new-state': state });
		const { emit } = advanceFeed(
			{ cursor: 'a' },
			{ events: [nameless('x'), nameless('y'), nameless('x')], next: 'b' },
		);
		expect(emit.map(keyOfEvent)).toEqual(['d:x:', 'd:y:']);
	});

	test('only the last events are remembered', () => {
		let state: FeedState = { cursor: 'a' };
		for (let count = 0; count < 50; count++) {
			const ids = Array.from({ length: 100 }, (_, index) => `${count}-${index}`);
			({ state } = advanceFeed(state, page(ids, `c${count}`)));
		}
		expect(state.recent).toHaveLength(300);
		expect(state.recent?.at(-1)).toBe('49-99');
	});

	test('a state of an earlier version has only a cursor', () => {
		expect(idsOf(advanceFeed({ cursor: 'a' }, page(['a'], 'b')).emit)).toEqual(['a']);
	});
});

describe('looking for the end', () => {
	const seeking: FeedState = { cursor: FEED_START, seekingSince: NOW };

	test('passes over the past and stops at an empty page', () => {
		const first = advanceFeed(seeking, page(['a', 'b'], 'c', NOW - DAY));
		expect(first).toMatchObject({ emit: [], state: { cursor: 'c', seekingSince: NOW } });
		const last = advanceFeed(first.state, end('c'));
		expect(last.state.seekingSince).toBeUndefined();
		expect(idsOf(advanceFeed(last.state, page(['c'], 'd', NOW - DAY)).emit)).toEqual(['c']);
	});

	test('an event after a new one is new, whatever its own time', () => {
		const mixed = {
			events: [event('a', NOW - MINUTE), event('b', NOW), event('c', NOW - MINUTE)],
			next: 'd',
		};
		const { emit, state } = advanceFeed(seeking, mixed);
		expect(idsOf(emit)).toEqual(['b', 'c']);
		expect(state.seekingSince).toBeUndefined();
	});

	test('a page that leads to itself is not the end: it may be a repeated one', () => {
		const { state } = advanceFeed({ ...seeking, cursor: 'c' }, page(['a'], 'c', NOW - DAY));
		expect(state.seekingSince).toBe(NOW);
	});

	test('one empty response at the beginning does not end it: later all of the feed would be new', () => {
		const { state } = advanceFeed(seeking, end(FEED_START));
		expect(state).toEqual(seeking);
		expect(advanceFeed(state, page(['a', 'b'], 'c', NOW - DAY)).emit).toEqual([]);
		expect(idsOf(advanceFeed(state, page(['a', 'b'], 'c', NOW + MINUTE)).emit)).toEqual(['a', 'b']);
	});

	test('an event without a time is of the past', () => {
		expect(advanceFeed(seeking, { events: [{ id: 'a' }], next: 'b' }).emit).toEqual([]);
	});
});

describe('looking for the end while the clocks contradict each other', () => {
	const seeking = startFeed({ mode: 'now' }, undefined);

	test('nothing is emitted up to the end', () => {
		const first = advanceFeed(seeking, page(['a', 'b'], 'c'));
		expect(first).toMatchObject({ emit: [], state: { cursor: 'c', seekingEnd: true } });
		expect(advanceFeed(first.state, end('c'))).toMatchObject({
			atEnd: true,
			state: { cursor: 'c', seekingEnd: true },
		});
	});

	test('there it ends when the newest event is from before the activation', () => {
		const { state } = advanceFeed(seeking, page(['a', 'b'], 'c'));
		expect(foundEnd(state, NOW + 1)).toEqual({ cursor: 'c', recent: ['a', 'b'], newest: NOW });
	});

	test('otherwise the feed is read once more, and all from the activation on is new', () => {
		const { state } = advanceFeed(seeking, page(['a', 'b'], 'c'));
		const again = foundEnd(state, NOW - MINUTE);
		expect(again).toEqual({ cursor: FEED_START, seekingSince: NOW - MINUTE });
		const events = [event('a', NOW - DAY), event('b')];
		expect(idsOf(advanceFeed(again, { events, next: 'c' }).emit)).toEqual(['b']);
	});

	test('a date in the future does not count', () => {
		const { state } = advanceFeed({ cursor: 'a' }, { ...page(['a'], 'b', NOW + DAY), now: NOW });
		expect(state.newest).toBeUndefined();
	});
});

describe('a page that may be another one', () => {
	const state: FeedState = { cursor: 'c', recent: ['a', 'b'], newest: NOW };

	test.each<[string, FeedState, FeedPage, boolean]>([
		['begins where it should', state, page(['c', 'd'], 'e'), false],
		['is new and begins elsewhere: not every cursor is an ID', state, page(['x'], 'y'), false],
		['begins with the last event known', state, page(['b', 'x'], 'y'), false],
		['is empty while the end is looked for', { cursor: 'c', seekingSince: NOW }, end('c'), true],
		['brings only what is known', state, page(['a', 'b'], 'c'), true],
		['is empty and stays where it is', state, end('c'), false],
		['is empty and leads elsewhere', state, end('x'), true],
		['is empty and leads nowhere', state, { events: [] }, false],
		['is of the past that is passed over', { cursor: 'c', seekingSince: NOW }, page(['x'], 'y', 0), false],
		['begins elsewhere while the place is looked for', { ...state, lost: true }, page(['x'], 'y'), true],
		['does not say where it begins, but its event does', state, { events: [event('c')], next: 'd' }, false],
	])('%s', (_name, before, answer, doubtful) => {
		expect(isDoubtful(before, answer)).toBe(doubtful);
	});
});

describe('a cursor that the service no longer knows', () => {
	const known: FeedState = { cursor: 'c', recent: ['a', 'b'], newest: NOW };

	test('the feed is read silently up to the last event known', () => {
		const lost = withoutCursor(known) as FeedState;
		expect(lost).toMatchObject({ cursor: FEED_START, lost: true });
		const first = advanceFeed(lost, page(['y', 'z'], 'a'));
		expect(first).toMatchObject({ emit: [], state: { lost: true, recent: ['a', 'b'] } });
		const second = advanceFeed(first.state, page(['a', 'b', 'c'], 'd'));
		expect(idsOf(second.emit)).toEqual(['c']);
		expect(second.state).toEqual({ cursor: 'd', recent: ['a', 'b', 'c'], newest: NOW });
	});

	test('when none of them is left, all that is left is new', () => {
		const lost = withoutCursor(known) as FeedState;
		const first = advanceFeed(lost, page(['x', 'y'], 'z', NOW + MINUTE));
		expect(first.emit).toEqual([]);
		const second = advanceFeed(first.state, end('z'));
		expect(second.atEnd).toBe(false);
		expect(second.state).toMatchObject({ cursor: FEED_START, seekingSince: NOW - 7 * DAY });
		expect(idsOf(advanceFeed(second.state, page(['x', 'y'], 'z', NOW + MINUTE)).emit)).toEqual(['x', 'y']);
	});

	test('but not what is a week older than the newest one known', () => {
		const lost = withoutCursor(known) as FeedState;
		const { state } = advanceFeed(lost, end(FEED_START));
		expect(idsOf(advanceFeed(state, page(['x'], 'y', NOW - 8 * DAY)).emit)).toEqual([]);
		expect(idsOf(advanceFeed(state, page(['x'], 'y', NOW - 6 * DAY)).emit)).toEqual(['x']);
	});

	test('while the end is looked for, it is looked for from the beginning', () => {
		const seeking: FeedState = { cursor: 'c', seekingSince: NOW, recent: ['a'], newest: 0 };
		expect(withoutCursor(seeking)).toEqual({ ...seeking, cursor: FEED_START });
	});

	test('without anything known all of the feed is emitted', () => {
		expect(withoutCursor({ cursor: 'c' })).toEqual({ cursor: FEED_START });
	});

	test('there is nothing before the beginning', () => {
		expect(withoutCursor({ cursor: FEED_START, recent: ['a'] })).toBeUndefined();
	});
});

test('a page that is much longer than Kontur returns is not read', () => {
	const events = Array.from({ length: MOST_ON_PAGE }, (_none, index) => event(String(index)));
	expect(eventPageShape.missing({ 'api-events': events })).toEqual([]);
	expect(eventPageShape.missing({ 'api-events': [...events, event('more')] })).toEqual([
		`api-events of at most ${MOST_ON_PAGE} elements`,
	]);
	const list = listPage('docflows-page-item', docflowShape, 0);
	const docflows = Array.from({ length: MOST_ON_PAGE + 1 }, () => ({ id: 'a', type: 'b', status: 'c' }));
	const body = { 'docflows-page-item': docflows, 'total-count': docflows.length };
	expect(list.missing(body)).toEqual([`docflows-page-item of at most ${MOST_ON_PAGE} elements`]);
	docflows.pop();
	expect(list.missing(body)).toEqual([]);
});
