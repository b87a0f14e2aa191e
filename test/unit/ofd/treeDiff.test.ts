import { diffTrees, applyDiff, type Tree } from '../../../nodes/KonturOfd/trigger/state/treeDiff';

const throughJson = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;

test.each<[string, Tree, Tree, object]>([
	['nothing', { a: 1, b: 'x' }, { a: 1, b: 'x' }, {}],
	['a number', { a: 1 }, { a: 2 }, { a: 2 }],
	['the end of a text', { a: 'one two' }, { a: 'one three' }, { a: [5, 'hree'] }],
	['a text that gets shorter', { a: 'one two' }, { a: 'one' }, { a: [3, ''] }],
	['what goes', { a: 1, b: { c: 'x' } }, {}, { a: null, b: null }],
	['what comes', {}, { a: 1, b: { c: 'x' }, d: {} }, { a: 1, b: { c: [0, 'x'] }, d: {} }],
	['inside', { a: { b: 'x', c: 1 } }, { a: { b: 'y', c: 1 } }, { a: { b: [0, 'y'] } }],
	['another kind', { a: 'x', b: { c: 1 }, c: 1 }, { a: 1, b: 'x', c: { d: 1 } }, {}],
	['names without a value', { a: undefined, b: 1 }, { a: 1, b: undefined }, { a: 1, b: null }],
])('%s', (_name, from, to, expected) => {
	const difference = diffTrees(from, to);
	if (_name !== 'another kind') expect(difference).toEqual(expected);
	const copy = throughJson(from);
	expect(applyDiff(from, throughJson(difference))).toEqual(throughJson(to));
	expect(throughJson(from)).toEqual(copy);
});

test('leads back from any tree to any other', () => {
	let seed = 7;
	const random = (below: number) => {
		seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
		return Math.floor((seed / 2 ** 32) * below);
	};
	const tree = (depth: number): Tree =>
		Object.fromEntries(
			Array.from({ length: random(4) }, () => [
				'abcd'[random(4)],
				[random(3), 'xyz'.slice(random(3)), depth > 0 ? tree(depth - 1) : 0][random(3)],
			]),
		);
	for (let count = 0; count < 2000; count++) {
		const [from, to] = [tree(3), tree(3)];
		expect(applyDiff(from, throughJson(diffTrees(from, to)))).toEqual(to);
	}
});

test('an equal subtree leaves no trace, a new empty one does', () => {
	const tree = { a: { b: 1, c: 'x' } };
	expect(diffTrees(tree, structuredClone(tree))).toEqual({});
	expect(diffTrees({}, { a: {} })).toEqual({ a: {} });
});
