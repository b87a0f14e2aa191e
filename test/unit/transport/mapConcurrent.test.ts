import { mapConcurrent } from '../../../nodes/shared/transport/pace/mapConcurrent';

const turn = async () => await new Promise<void>((resolve) => setImmediate(resolve));

test('keeps the order of the things, whichever ends first', async () => {
	const results = await mapConcurrent([3, 1, 2, 0], 4, async (turns, index) => {
		for (let i = 0; i < turns; i++) await turn();
		return `${index}:${turns}`;
	});
	expect(results).toEqual(['0:3', '1:1', '2:2', '3:0']);
});

test('has no more under way than it may', async () => {
	let running = 0;
	let most = 0;
	await mapConcurrent(Array.from({ length: 20 }), 3, async () => {
		most = Math.max(most, ++running);
		await turn();
		running -= 1;
	});
	expect(most).toBe(3);
});

test('after a failure begins nothing more, waits for what has begun, and throws the first one', async () => {
	const begun: number[] = [];
	const ended: number[] = [];
	const work = async (thing: number) => {
		begun.push(thing);
		for (let i = 0; i < (thing === 2 ? 1 : 3); i++) await turn();
		if (thing === 1 || thing === 2) throw new Error(`number ${thing}`);
		ended.push(thing);
	};
	await expect(mapConcurrent([0, 1, 2, 3, 4, 5], 3, work)).rejects.toThrow('number 1');
	expect(begun).toEqual([0, 1, 2]);
	expect(ended).toEqual([0]);
});

test('nothing to do is done at once', async () => {
	expect(await mapConcurrent([], 8, async () => 1)).toEqual([]);
});
