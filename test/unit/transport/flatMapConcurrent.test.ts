import { flatMapConcurrent } from '../../../nodes/shared/transport';

/** Work that ends when the test says so. */
function workshop() {
	const begun: number[] = [];
	const ends = new Map<number, { resolve: (results: string[]) => void; reject: (error: Error) => void }>();
	const work = async (thing: number) => {
		begun.push(thing);
		return await new Promise<string[]>((resolve, reject) => ends.set(thing, { resolve, reject }));
	};
	const settle = async () => await new Promise(setImmediate);
	const end = async (thing: number, results: string[] | Error) => {
		const { resolve, reject } = ends.get(thing) ?? {};
		if (results instanceof Error) reject?.(results);
		else resolve?.(results);
		await settle();
	};
	return { begun, work, end };
}

const things = Array.from({ length: 30 }, (_, thing) => thing);

test('twenty at once where all is wanted, results in the order of the things', async () => {
	const { begun, work, end } = workshop();
	const all = flatMapConcurrent(things.slice(0, 21), work);
	expect(begun).toEqual(things.slice(0, 20));
	await end(7, ['h']);
	expect(begun).toEqual(things.slice(0, 21));
	for (const thing of things.slice(9, 21).reverse()) await end(thing, []);
	for (const thing of [8, 3, 5, 4, 6, 2, 1, 0]) await end(thing, thing === 3 ? [] : [`r${thing}`, 'x']);
	expect(await all).toEqual([
		'r0',
		'x',
		'r1',
		'x',
		'r2',
		'x',
		'r4',
		'x',
		'r5',
		'x',
		'r6',
		'x',
		'h',
		'r8',
		'x',
	]);
});

test('eight at once up to a limit; nothing more is begun once the first have given enough', async () => {
	const { begun, work, end } = workshop();
	const some = flatMapConcurrent(things, work, 3);
	await end(1, ['b', 'b', 'b']);
	// The first may still have results, which come before.
	expect(begun).toEqual(things.slice(0, 9));
	await end(0, ['a']);
	for (const thing of things.slice(2, 9)) await end(thing, ['z']);
	expect(begun).toEqual(things.slice(0, 9));
	expect(await some).toEqual(['a', 'b', 'b']);
});

test('fails with the first of those that failed, and begins nothing more', async () => {
	const { begun, work, end } = workshop();
	const failed = flatMapConcurrent(things, work).catch((error: Error) => error.message);
	await end(5, new Error('five'));
	await end(2, new Error('two'));
	for (const thing of things) await end(thing, []);
	expect(await failed).toBe('two');
	expect(begun).toEqual(things.slice(0, 20));
});

test('nothing to do', async () => {
	expect(await flatMapConcurrent([], async () => ['never'])).toEqual([]);
});
