import { OperationalError } from 'n8n-workflow';
import {
	adjustLimit,
	limitKey,
	LongPause,
	takeSlot,
	withinLimit,
} from '../../../nodes/shared/transport/pace/limiter';
import { CANCELLED, wait } from '../../../nodes/shared/transport/pace/wait';

interface Running {
	name: number;
	end: () => void;
	fail: () => void;
}

/** Tasks of one lane that run until the test lets them end. */
function lane(key: string, limit: number) {
	const running: Running[] = [];
	const started: number[] = [];
	let most = 0;
	const add = async (name: number) =>
		await withinLimit(
			key,
			limit,
			async () =>
				await new Promise<number>((resolve, reject) => {
					const leave = () => running.splice(running.indexOf(entry), 1);
					const entry: Running = {
						name,
						end: () => {
							leave();
							resolve(name);
						},
						fail: () => {
							leave();
							reject(new Error(`task ${name}`));
						},
					};
					running.push(entry);
					started.push(name);
					most = Math.max(most, running.length);
				}),
			{ pause: async () => {} },
		);
	return { add, running, started, most: () => most };
}

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

describe('withinLimit', () => {
	test('never more than the limit are under way, and they start in order', async () => {
		const { add, running, started, most } = lane('order', 3);
		const results = Promise.all(Array.from({ length: 10 }, async (_, name) => await add(name)));
		await settle();
		expect(started).toEqual([0, 1, 2]);
		// Not the oldest ends first: the order of the waiting ones must not depend on it.
		while (running.length > 0) {
			running[running.length - 1].end();
			await settle();
		}
		expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(most()).toBe(3);
		expect(await results).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});

	test('a failing task frees its place and fails alone', async () => {
		const { add, running, started } = lane('failing', 1);
		const results = Promise.allSettled([add(0), add(1), add(2)]);
		await settle();
		running[0].fail();
		await settle();
		expect(started).toEqual([0, 1]);
		running[0].end();
		await settle();
		running[0].fail();
		expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
		const next = add(3);
		await settle();
		running[0].end();
		expect(await next).toBe(3);
	});

	test('a task that throws at once frees its place', async () => {
		const task = () => {
			throw new Error('at once');
		};
		for (let count = 0; count < 3; count++) {
			await expect(withinLimit('at once', 1, task)).rejects.toThrow('at once');
		}
		expect(await withinLimit('at once', 1, async () => 'free')).toBe('free');
	});

	test('places that were free for a while are given out again, no more', async () => {
		const { add, running, most } = lane('again', 2);
		for (let round = 0; round < 3; round++) {
			const results = Promise.all([add(1), add(2), add(3), add(4)]);
			await settle();
			while (running.length > 0) {
				expect(running.length).toBeLessThanOrEqual(2);
				running[0].end();
				await settle();
			}
			await results;
		}
		expect(most()).toBe(2);
	});

	test('keys do not wait for one another', async () => {
		const [one, two] = [lane('one', 1), lane('two', 1)];
		const results = Promise.all([one.add(1), two.add(2)]);
		await settle();
		expect([one.started, two.started]).toEqual([[1], [2]]);
		one.running[0].end();
		two.running[0].end();
		expect(await results).toEqual([1, 2]);
	});
});

describe('adjustLimit', () => {
	/** How many of ten tasks start at once. */
	const atOnce = async (key: string) => {
		const { add, running } = lane(key, 8);
		const results = Promise.all(Array.from({ length: 10 }, async (_, name) => await add(name)));
		await settle();
		const count = running.length;
		while (running.length > 0) {
			running[0].end();
			await settle();
		}
		await results;
		return count;
	};

	test('a 429 halves the limit, down to one', async () => {
		const now = jest.spyOn(performance, 'now').mockReturnValue(1000);
		const counts = [await atOnce('halved')];
		for (let refusals = 0; refusals < 4; refusals++) {
			now.mockReturnValue(1000 + refusals);
			adjustLimit('halved', 8, 1);
			counts.push(await atOnce('halved'));
		}
		now.mockRestore();
		expect(counts).toEqual([8, 4, 2, 1, 1]);
	});

	test('requests that were refused together halve it once', async () => {
		for (let refusals = 0; refusals < 3; refusals++) adjustLimit('together', 8, 60_000);
		expect(await atOnce('together')).toBe(4);
	});

	test('each good response raises it by the reciprocal, up to the limit', async () => {
		adjustLimit('raised', 8, 1);
		const counts: number[] = [];
		for (let responses = 0; responses < 30; responses++) {
			counts.push(await atOnce('raised'));
			adjustLimit('raised', 8);
		}
		// 4, 4.25, 4.49, 4.71, 4.92, 5.12, ...
		const lengths = [4, 5, 6, 7, 8].map((limit) => counts.filter((count) => count === limit).length);
		expect(lengths.slice(0, 4)).toEqual([5, 5, 7, 7]);
		expect(counts.at(-1)).toBe(8);
	});

	test('a task that comes when the limit has risen does not overtake one that waits', async () => {
		const { add, running, started } = lane('fair', 4);
		adjustLimit('fair', 4, 1);
		const results = Promise.all([add(0), add(1), add(2)]);
		await settle();
		for (let responses = 0; responses < 3; responses++) adjustLimit('fair', 4);
		const last = add(3);
		await settle();
		while (running.length > 0) {
			running[0].end();
			await settle();
		}
		await Promise.all([results, last]);
		expect(started).toEqual([0, 1, 2, 3]);
	});

	test('tasks wait for the pause that the service asked for', async () => {
		adjustLimit('paused', 8, 60_000);
		const pauses: number[] = [];
		const pause = async (ms: number) => void pauses.push(ms);
		expect(await withinLimit('paused', 8, async () => 'done', { pause })).toBe('done');
		expect(pauses).toHaveLength(1);
		expect(pauses[0]).toBeGreaterThan(59_000);
		// A shorter pause does not end a longer one, nor does a clock that is set back lengthen it.
		adjustLimit('paused', 8, 10);
		const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
		await withinLimit('paused', 8, async () => 'done', { pause });
		clock.mockRestore();
		expect(pauses[1]).toBeGreaterThan(59_000);
		expect(pauses[1]).toBeLessThanOrEqual(60_000);
	});
});

describe('cancelling', () => {
	test('a task that waits in the queue ends at once, and the others keep their turn', async () => {
		const { add, running, started } = lane('cancelled', 1);
		const first = add(0);
		const controller = new AbortController();
		const waiting = withinLimit('cancelled', 1, async () => 'never', controller);
		const last = add(1);
		await settle();
		controller.abort();
		await expect(waiting).rejects.toThrow(CANCELLED);
		expect(started).toEqual([0]);
		running[0].end();
		await settle();
		running[0].end();
		expect(await Promise.all([first, last])).toEqual([0, 1]);
	});

	test('a task behind one that only a lower limit held up starts when that one is cancelled', async () => {
		const release = await takeSlot('held up', 2);
		const controller = new AbortController();
		const waiting = takeSlot('held up', 1, controller);
		const behind = takeSlot('held up', 2);
		controller.abort();
		await expect(waiting).rejects.toThrow(CANCELLED);
		(await behind)();
		release();
	});

	test('a task does not begin, nor stay in a pause, when the execution is cancelled', async () => {
		await expect(takeSlot('not begun', 1, { signal: AbortSignal.abort() })).rejects.toThrow(CANCELLED);
		adjustLimit('not begun', 2, 60_000);
		const controller = new AbortController();
		const pausing = takeSlot('not begun', 1, controller);
		controller.abort();
		await expect(pausing).rejects.toThrow(CANCELLED);
	});

	test('a pause that is too long ends the wait at once, and the place is free', async () => {
		adjustLimit('long', 1, 60_000);
		await expect(takeSlot('long', 1, { longestPauseMs: 50_000 })).rejects.toThrow(LongPause);
		let paused = 0;
		const pause = async (ms: number) => void (paused = ms);
		(await takeSlot('long', 1, { longestPauseMs: 60_000, pause }))();
		expect(paused).toBeGreaterThan(50_000);
	});

	test('a place is given back once', async () => {
		const releases = [await takeSlot('once', 2), await takeSlot('once', 2)];
		releases[0]();
		releases[0]();
		const third = await takeSlot('once', 2);
		let fourthStarted = false;
		const fourth = takeSlot('once', 2).then((release) => {
			fourthStarted = true;
			release();
		});
		await settle();
		expect(fourthStarted).toBe(false);
		third();
		await fourth;
		releases[1]();
	});
});

test.each([
	'https://extern-api.kontur.ru',
	'https://extern-api.kontur.ru/',
	'https://extern-api.kontur.ru//',
	'https://extern-api.kontur.ru:443',
	'HTTPS://Extern-API.Kontur.RU',
	'https://extern-api.kontur.ru.',
	'https://extern-api.kontur.ru/some/path',
	'https://user@extern-api.kontur.ru',
])('%s is counted with the other spellings of the address', (address) => {
	expect(limitKey(address, ' key ')).toBe('extern-api.kontur.ru:443 key');
});

test.each([
	['another port', 'https://extern-api.kontur.ru:8443', 'key'],
	['another host', 'https://ofd-api.kontur.ru', 'key'],
	['another key', 'https://extern-api.kontur.ru', 'key2'],
])('%s is counted apart', (_name, address, key) => {
	expect(limitKey(address, key)).not.toBe('extern-api.kontur.ru:443 key');
});

describe('wait', () => {
	test('ends by itself', async () => {
		await expect(wait(5)).resolves.toBeUndefined();
		await expect(wait(0)).resolves.toBeUndefined();
		await expect(wait(2.5, new AbortController().signal)).resolves.toBeUndefined();
	});

	test('is not begun when the execution is cancelled already', async () => {
		await expect(wait(600_000, AbortSignal.abort())).rejects.toThrow(OperationalError);
	});

	test('stops when the execution is cancelled, with the word n8n looks for', async () => {
		const controller = new AbortController();
		const waiting = wait(600_000, controller.signal);
		controller.abort();
		await expect(waiting).rejects.toThrow(CANCELLED);
		expect(CANCELLED).toContain('canceled');
	});

	test('leaves no listener on the signal of the execution', async () => {
		const { signal } = new AbortController();
		const [added, removed] = [
			jest.spyOn(signal, 'addEventListener'),
			jest.spyOn(signal, 'removeEventListener'),
		];
		for (let count = 0; count < 3; count++) await wait(1, signal);
		expect(added).toHaveBeenCalledTimes(3);
		expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
			added.mock.calls.map(([, listener]) => listener),
		);
	});
});
