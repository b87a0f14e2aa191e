import { PageQueue } from '../../../nodes/shared/transport';

const turn = async () => await new Promise((resolve) => setImmediate(resolve));

test('producers wait while the consumer is slow, so that few pages are in memory', async () => {
	const queue = new PageQueue<string>(2);
	let pushed = 0;
	const produce = async (name: string) => {
		for (let page = 0; page < 50; page++) {
			pushed += 1;
			if (!(await queue.push(`${name}${page}`))) return;
		}
	};
	const producers = Promise.all(['a', 'b', 'c'].map(produce)).then(() => queue.end());
	const read: string[] = [];
	for await (const page of queue.read()) {
		read.push(page);
		await turn();
		// Each producer holds a page at most, besides those that wait.
		expect(pushed - read.length).toBeLessThanOrEqual(2 + 3);
	}
	await producers;
	expect(read).toHaveLength(150);
	for (const name of ['a', 'b', 'c']) {
		const own = read.filter((page) => page.startsWith(name));
		expect(own).toEqual(Array.from({ length: 50 }, (_, page) => `${name}${page}`));
	}
});

test('producers stop once nobody reads', async () => {
	const queue = new PageQueue<number>(1);
	const produce = async () => {
		let count = 0;
		while (await queue.push(count)) count += 1;
		return count;
	};
	const producers = [produce(), produce(), produce()];
	for await (const page of queue.read()) if (page === 2) break;
	expect((await Promise.all(producers)).every((count) => count < 10)).toBe(true);
	expect(await queue.push(1)).toBe(false);
});

test('an error ends the queue behind the pages before it, and resumes whoever waits', async () => {
	const queue = new PageQueue<number>(1);
	const waiting = queue.push(1);
	queue.end({ error: new Error('no more') });
	// The first outcome counts.
	queue.end();
	expect(await waiting).toBe(false);
	const read: number[] = [];
	const all = async () => {
		for await (const page of queue.read()) read.push(page);
	};
	await expect(all()).rejects.toThrow('no more');
	expect(read).toEqual([1]);
});
