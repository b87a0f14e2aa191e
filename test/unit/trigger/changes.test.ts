import { resume, store } from '../../../nodes/shared/polling/atLeastOnce';
import {
	endOfOld,
	newestOf,
	startList,
	startOfSlice,
	takeSlice,
	undoChanges,
	type ChangesState,
	type Listed,
	type ListState,
} from '../../../nodes/KonturExtern/trigger/state/changes';

const START = Date.parse('2026-03-10T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (minutes: number) => START + minutes * MINUTE;

const item = (key: string, minutes?: number): Listed => ({
	key,
	...(minutes === undefined ? {} : { changedAt: at(minutes) }),
});
const keys = (items: Listed[]) => items.map(({ key }) => key);

/** A slice that is open at its end, or ends at a minute; `newest` is the newest change that is known. */
const take = (
	state: ListState,
	items: Listed[],
	{ newest, to, quiet = 0 }: { newest?: number; to?: number; quiet?: number },
) =>
	takeSlice(
		state,
		{
			items,
			...(newest === undefined ? {} : { newest: at(newest) }),
			...(to === undefined ? {} : { to: at(to) }),
			quietMs: quiet * MINUTE,
		},
		HOUR,
	);
/** So many changes that not all of them can be read again and again. */
const many = (minutes: number) => Array.from({ length: 150 }, (_, index) => item(`many ${index}`, minutes));

test('one millisecond is read twice', () => {
	expect(startOfSlice(startList(START))).toBe(START - 1);
	expect(startOfSlice({ settled: START, at: at(5), known: {} })).toBe(at(5) - 1);
});

test('a change is emitted once, however often it is listed', () => {
	const first = take(startList(START), [item('a', 1)], { newest: 1 });
	expect(keys(first.emit)).toEqual(['a']);
	const second = take(first.state, [item('a', 1), item('b', 3), item('b', 3)], { newest: 3 });
	expect(keys(second.emit)).toEqual(['b']);
});

test('one that shows late is emitted when it does', () => {
	const { state } = take(startList(START), [...many(50), item('b', 65)], { newest: 65 });
	expect(startOfSlice(state)).toBe(at(5) - 1);
	const late = take(state, [item('a', 7), item('b', 65)], { newest: 66 });
	expect(keys(late.emit)).toEqual(['a']);
});

describe('nothing is settled', () => {
	test('while nothing was seen', () => {
		expect(take(startList(START), [], {}).state).toEqual(startList(START));
		expect(take(startList(START), many(30), {}).state.settled).toBe(START);
		expect(take(startList(START), [], { to: 500 }).state.settled).toBe(START);
	});

	test('but what is an hour older than the newest change, and never back', () => {
		let { state } = take(startList(START), many(80), { newest: 90 });
		expect(state.settled).toBe(at(30));
		({ state } = take(state, [], { newest: 40 }));
		expect(state.settled).toBe(at(30));
	});

	test('but what is a day older, while there are few', () => {
		const { state } = take(startList(START), [item('a', 90)], { newest: 90 });
		expect(state.settled).toBe(START);
		expect(take(state, [], { newest: 90 + 25 * 60 }).state.settled).toBe(at(150));
	});

	test('beyond the newest change, which is all that is settled when there was none for an hour', () => {
		const { state } = take(startList(START), many(80), { newest: 90, quiet: 59 });
		expect(state.settled).toBe(at(30));
		expect(take(state, [], { newest: 90, quiet: 60 }).state.settled).toBe(at(90));
	});

	test('because of a date in the future', () => {
		const items = [item('a', 10), item('b', 5000), item('c')];
		expect(newestOf(items, at(20))).toBe(at(10));
		expect(newestOf([item('b', 5000)], at(20))).toBeUndefined();
	});
});

test('what is behind is forgotten', () => {
	let { state } = take(startList(START), [item('a', 1), item('b', 2)], { newest: 2 });
	expect(Object.keys(state.known)).toHaveLength(2);
	({ state } = take(state, many(100), { newest: 100 }));
	expect(Object.keys(state.known)).toHaveLength(150);
	expect(keys(take(state, many(100), { newest: 100 }).emit)).toEqual([]);
});

test('changes at the last moment of the window are remembered as long as they can be listed', () => {
	// Seen when it showed, 55 minutes late.
	let { state } = take(startList(START), [item('a', 5)], { newest: 60 });
	for (let minute = 61; minute <= 65; minute++) {
		const step = take(state, [item('a', 5), ...many(minute)], { newest: minute });
		expect(keys(step.emit)).not.toContain('a');
		({ state } = step);
	}
});

test('a date in the future is remembered until it is past', () => {
	let { state } = take(startList(START), [item('a', 300)], { newest: 1 });
	({ state } = take(state, [item('a', 300), ...many(200)], { newest: 200 }));
	expect(keys(take(state, [item('a', 300)], { newest: 320 }).emit)).toEqual([]);
});

test('an element without a date', () => {
	const { state } = take(startList(START), [item('a')], { newest: 1 });
	expect(keys(take(state, [item('a')], { newest: 30 }).emit)).toEqual([]);
});

describe('slices of a long time', () => {
	test('of the far past need not be read again', () => {
		const { state } = take(startList(START), [item('a', 1)], { newest: 10_000, to: 5 });
		expect(state).toMatchObject({ settled: at(5), at: at(5) });
		const next = take(state, [item('b', 6)], { newest: 10_000, to: 10 });
		expect(next.state).toMatchObject({ settled: at(10), at: at(10) });
		// Only what touches the border can come again.
		expect(Object.keys(next.state.known)).toHaveLength(1);
	});

	test('a later slice settles nothing that was read before the newest change was known', () => {
		const { state } = take(startList(START), [item('a', 50)], { newest: 90, to: 60 });
		expect(state).toMatchObject({ settled: at(30), at: at(60) });
		const next = take(state, [], { newest: 10_000, to: 120 });
		expect(next.state).toMatchObject({ settled: at(30), at: at(120) });
	});

	test('an element at the border, which the next slice reads again, is remembered', () => {
		const first = take(startList(START), [item('a')], { newest: 10_000, to: 0 });
		const next = takeSlice(first.state, { items: [], to: START + 1, newest: at(10_000), quietMs: 0 }, HOUR);
		expect(startOfSlice(next.state)).toBe(START);
		expect(take(next.state, [item('a')], { newest: 10_000 }).emit).toEqual([]);
	});

	test('the last one ends the reading', () => {
		const before = { settled: at(5), at: at(5), known: {} };
		const { state } = take(before, many(10_000 - 30), { newest: 10_000 });
		expect(state.settled).toBe(at(10_000 - 60));
		expect(state).not.toHaveProperty('at');
	});

	test('a reading that was left near the present is read again from where nothing more can show', () => {
		// Two slices of the last hour, the second one much later: what showed meanwhile lies before it.
		let { state } = take(startList(START), [], { newest: 65, to: 20 });
		expect(state).toMatchObject({ settled: at(5), at: at(20) });
		({ state } = take(state, [], { newest: 300 }));
		expect(state).toEqual({ settled: at(5), known: {} });
		expect(keys(take(state, [item('a', 10)], { newest: 301 }).emit)).toEqual(['a']);
	});
});

describe('what is from before the start', () => {
	const before: ListState = { settled: START, since: at(100), known: {} };

	test('is known without being emitted, up to the start', () => {
		expect(endOfOld(before)).toBe(at(100) - 1);
		const first = takeSlice(
			before,
			{ items: [item('a', 50)], to: at(60), newest: at(100), quietMs: 0 },
			HOUR,
		);
		expect(first.emit).toEqual([]);
		const second = takeSlice(
			first.state,
			{ items: [item('b', 70)], to: at(100) - 1, newest: at(100), quietMs: 0 },
			HOUR,
		);
		expect(second.emit).toEqual([]);
		expect(endOfOld(second.state)).toBeUndefined();
		const third = take(second.state, [item('b', 70), item('c', 100)], { newest: 100 });
		expect(keys(third.emit)).toEqual(['c']);
		expect(third.state).not.toHaveProperty('since');
	});
});

describe('undone', () => {
	const emitted = (state: ListState, key: string) => take(state, [item(key, 1)], { newest: 1 }).state;
	const one = emitted(startList(START), 'x');
	const before: ChangesState = { choice: 'now', lists: { one, two: { waitingSince: START } } };
	const after: ChangesState = {
		...before,
		lists: {
			one: emitted(one, 'y'),
			two: startList(at(1)),
			three: emitted(startList(START), 'z'),
		},
	};
	const undo = { one, three: null };

	test('the lists that emitted go back, the others go on', () => {
		expect(undoChanges(after, undo).lists).toEqual({ one, two: after.lists.two });
	});

	test('by a new process what was emitted is emitted again, and nothing else', () => {
		const stored = store(after, 'a', undo);
		const { state, repeats } = resume(stored, 'b', undoChanges);
		expect(repeats).toBe(true);
		const list = (state as ChangesState).lists.one as ListState;
		expect(keys(take(list, [item('x', 1), item('y', 1)], { newest: 1 }).emit)).toEqual(['y']);
		expect(resume(stored, 'a', undoChanges)).toEqual({ state: after, repeats: false });
	});
});

test('the state is small: about thirty bytes for each change of the last hour', () => {
	const guid = (index: number) => `351b7c2e-8d1f-4a6b-9c3d-${String(index).padStart(12, '0')}`;
	const items = Array.from({ length: 1000 }, (_, index) =>
		item(`${guid(index)}:2026-03-10T12:01:00.0000000Z:response-arrived`, 1),
	);
	const { state } = take(startList(START), items, { newest: 1 });
	expect(JSON.stringify(state).length).toBeLessThan(32_000);
});
