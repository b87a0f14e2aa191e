import { resume, store } from '../../../nodes/shared/polling/atLeastOnce';
import {
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

/** A slice that is open at its end, or ends at a minute. */
const take = (state: ListState, items: Listed[], { now, to }: { now: number; to?: number }) =>
	takeSlice(state, { items, now: at(now), ...(to === undefined ? {} : { to: at(to) }) }, HOUR);

test('one millisecond is read twice', () => {
	expect(startOfSlice(startList(START))).toBe(START - 1);
	expect(startOfSlice({ settled: START, at: at(5), known: {} })).toBe(at(5) - 1);
});

test('a change is emitted once, however often it is listed', () => {
	const first = take(startList(START), [item('a', 1)], { now: 2 });
	expect(keys(first.emit)).toEqual(['a']);
	const second = take(first.state, [item('a', 1), item('b', 3), item('b', 3)], { now: 4 });
	expect(keys(second.emit)).toEqual(['b']);
});

test('one that shows late is emitted when it does', () => {
	let { state } = take(startList(START), [], { now: 10 });
	expect(state.settled).toBe(START);
	({ state } = take(state, [item('b', 50)], { now: 65 }));
	expect(startOfSlice(state)).toBe(at(5) - 1);
	const late = take(state, [item('a', 7), item('b', 50)], { now: 66 });
	expect(keys(late.emit)).toEqual(['a']);
});

test('the lists that were read are settled after the overlap, never before, and never go back', () => {
	let state = take(startList(START), [], { now: 90 }).state;
	expect(state.settled).toBe(at(30));
	state = take(state, [], { now: 40 }).state;
	expect(state.settled).toBe(at(30));
});

test('older state is dropped', () => {
	let { state } = take(startList(START), [item('a', 1), item('b', 2)], { now: 3 });
	expect(Object.keys(state.known)).toHaveLength(2);
	({ state } = take(state, [item('c', 70)], { now: 71 }));
	expect(Object.keys(state.known)).toHaveLength(1);
	expect(keys(take(state, [item('c', 70)], { now: 72 }).emit)).toEqual([]);
});

test('changes at the last moment of the window are remembered as long as they can be listed', () => {
	// Seen when it showed, 55 minutes late.
	let { state } = take(startList(START), [item('a', 5)], { now: 60 });
	for (let minute = 61; minute <= 65; minute++) {
		const step = take(state, [item('a', 5)], { now: minute });
		expect(step.emit).toEqual([]);
		({ state } = step);
	}
});

test('a date ahead of the clock is remembered until it is past', () => {
	let { state } = take(startList(START), [item('a', 300)], { now: 1 });
	({ state } = take(state, [item('a', 300)], { now: 200 }));
	expect(keys(take(state, [item('a', 300)], { now: 320 }).emit)).toEqual([]);
});

test('an element without a date', () => {
	const { state } = take(startList(START), [item('a')], { now: 1 });
	expect(keys(take(state, [item('a')], { now: 30 }).emit)).toEqual([]);
});

describe('slices of a long time', () => {
	test('of the far past need not be read again', () => {
		const { state } = take(startList(START), [item('a', 1)], { now: 10_000, to: 5 });
		expect(state).toMatchObject({ settled: at(5), at: at(5) });
		const next = take(state, [item('b', 6)], { now: 10_000, to: 10 });
		expect(next.state).toMatchObject({ settled: at(10), at: at(10) });
		// Only what touches the border can come again.
		expect(Object.keys(next.state.known)).toHaveLength(1);
	});

	test('an element at the border, which the next slice reads again, is remembered', () => {
		const first = takeSlice(startList(START), { items: [item('a')], to: START, now: at(10_000) }, HOUR);
		const next = takeSlice(first.state, { items: [], to: START + 1, now: at(10_000) }, HOUR);
		expect(startOfSlice(next.state)).toBe(START);
		expect(take(next.state, [item('a')], { now: 10_000 }).emit).toEqual([]);
	});

	test('the last one ends the reading', () => {
		const { state } = take({ settled: at(5), at: at(5), known: {} }, [], { now: 10_000 });
		expect(state).toEqual({ settled: at(10_000 - 60), known: {} });
	});

	test('a reading that was left near the present is read again from where nothing more can show', () => {
		// Two slices of the last hour, the second one much later: what showed meanwhile lies before it.
		let { state } = take(startList(START), [], { now: 65, to: 20 });
		expect(state).toMatchObject({ settled: at(5), at: at(20) });
		({ state } = take(state, [], { now: 300 }));
		expect(state).toEqual({ settled: at(5), known: {} });
		expect(keys(take(state, [item('a', 10)], { now: 301 }).emit)).toEqual(['a']);
	});
});

describe('undone', () => {
	const emitted = (state: ListState, key: string) => take(state, [item(key, 1)], { now: 2 }).state;
	const before: ChangesState = {
		choice: 'now',
		start: START,
		lists: { one: emitted(startList(START), 'x'), two: startList(START) },
	};
	const after: ChangesState = {
		...before,
		lists: {
			one: emitted(before.lists.one, 'y'),
			two: startList(at(1)),
			three: emitted(startList(START), 'z'),
		},
	};
	const undo = { one: before.lists.one, three: null };

	test('the lists that emitted are reset, the others are kept', () => {
		expect(undoChanges(after, undo).lists).toEqual({ one: before.lists.one, two: after.lists.two });
	});

	test('by a new process what was emitted is emitted again, and nothing else', () => {
		const stored = store(after, 'a', undo);
		const { state, repeats } = resume(stored, 'b', undoChanges);
		expect(repeats).toBe(true);
		const one = take((state as ChangesState).lists.one, [item('x', 1), item('y', 1)], { now: 3 });
		expect(keys(one.emit)).toEqual(['y']);
		expect(resume(stored, 'a', undoChanges)).toEqual({ state: after, repeats: false });
	});
});

test('the state is small: about thirty bytes for each change of the last hour', () => {
	const guid = (index: number) => `351b7c2e-8d1f-4a6b-9c3d-${String(index).padStart(12, '0')}`;
	const items = Array.from({ length: 1000 }, (_, index) =>
		item(`${guid(index)}:2026-03-10T12:01:00.0000000Z:response-arrived`, 1),
	);
	const { state } = take(startList(START), items, { now: 2 });
	expect(JSON.stringify(state).length).toBeLessThan(32_000);
});
