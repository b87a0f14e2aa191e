import { resume, store, type Stored } from '../../../nodes/shared/polling/atLeastOnce';

type Numbers = Stored<number, number>;

const back = (_state: number, before: number) => before;

test('the first poll has no state', () => {
	expect(resume<number, number>(undefined, 'a', back)).toEqual({ state: undefined, repeats: false });
});

test('the same process continues after what it emitted', () => {
	expect(resume(store(2, 'a', 1), 'a', back)).toEqual({ state: 2, repeats: false });
});

test('another process repeats what was emitted last', () => {
	expect(resume(store(2, 'a', 1), 'b', back)).toEqual({ state: 1, repeats: true });
});

test('a poll that emitted nothing confirms the one before', () => {
	expect(resume(store<number, number>(2, 'a', undefined), 'b', back)).toEqual({ state: 2, repeats: false });
});

test('survives as JSON, an undo that is zero included', () => {
	const copy = JSON.parse(JSON.stringify(store(1, 'a', 0))) as Numbers;
	expect(copy).toEqual({ version: 1, state: 1, open: { process: 'a', undo: 0 } });
	expect(resume(copy, 'b', back)).toEqual({ state: 0, repeats: true });
});
