import type { PollOptions } from '../engine/engine';
import { EXTERN_TRIGGER, externCredential } from '../engine/kontur';
import {
	LIST,
	HOUR,
	emulator,
	engine,
	staticData,
	one,
	two,
	three,
	poll,
	exhausted,
	ids,
	sorted,
	lists,
	pass,
	receive,
	change,
	useEngine,
} from './changes.fixture';

/* How the lists are read: account by account, in slices, across polls that fail or end early. */

describe('accounts', () => {
	test('only those that are chosen or typed', async () => {
		const filters = { accounts: [two.id], accountIds: ` ${three.id.toUpperCase()} ` };
		await poll({ filters });
		receive({}, one);
		const came = [receive({}, two), receive({}, three)];
		emulator.control.clearLog();
		expect(ids(await poll({ filters }))).toEqual(came);
		expect(emulator.control.log().map(({ route }) => route)).toEqual([LIST, LIST]);
	});

	test('what came in several of them is in the order of its dates', async () => {
		await poll();
		const came = [receive({}, three), receive({}, one), receive({}, two), receive({}, one)];
		expect(ids(await poll())).toEqual(came);
	});

	test('a poll costs one request for each account, and one for the accounts themselves', async () => {
		await poll();
		emulator.control.clearLog();
		await poll();
		expect(sorted(emulator.control.log().map(({ route }) => route))).toEqual(['/v1', LIST, LIST, LIST]);
	});

	test('one added later is covered from the activation on', async () => {
		const later = [...emulator.state.extern.accounts].slice(2);
		for (const [id] of later) emulator.state.extern.accounts.delete(id);
		await poll();
		for (const [id, owner] of later) emulator.state.extern.accounts.set(id, owner);
		const came = receive({}, three);
		expect(ids(await poll())).toEqual([came]);
	});

	test('one that cannot be read does not stop the others, and nothing of it is lost', async () => {
		await poll();
		const came = [receive({}, one), receive({}, two), receive({}, three)];
		emulator.control.addFault({ path: `/${two.id}/docflows`, status: 403 });
		expect(ids(await poll())).toEqual([came[0], came[2]]);
		expect(engine.log.map(({ message }) => message).join()).toMatch(
			new RegExp(`could not read account ${two.id} .*The next poll tries again`),
		);
		expect(ids(await poll())).toEqual([came[1]]);
	});

	test('when none can be read the poll fails and moves nothing', async () => {
		await poll();
		const came = receive();
		const before = structuredClone(staticData);
		emulator.control.addFault({ path: LIST, status: 500, times: 3 });
		await expect(poll()).rejects.toThrow('Kontur.Extern failed to process the request');
		expect(staticData).toEqual(before);
		expect(ids(await poll())).toEqual([came]);
	});

	test('those that keep failing are named by one error', async () => {
		const options = { reportFailuresAfter: 1 };
		await poll({ options });
		for (const { id } of [one, two]) {
			emulator.control.addFault({ path: `/${id}/docflows`, status: 403, times: 10 });
		}
		await expect(poll({ options })).rejects.toMatchObject({
			message: 'The trigger cannot read 2 accounts',
			description: expect.stringContaining(`${two.id}: `),
		});
	});

	test('an invalid account ID is an error with advice', async () => {
		await expect(poll({ filters: { accountIds: 'mine' } })).rejects.toMatchObject({
			message: 'Kontur.Extern did not accept the values of this request',
		});
	});
});

describe('a long list', () => {
	const pages = { pageSize: 4 };

	test('is read in slices that hold together, and each element once', async () => {
		await poll();
		emulator.control.setOptions(pages);
		const came = Array.from({ length: 45 }, () => receive());
		expect(ids(await poll())).toEqual(came);
		expect(await poll()).toEqual([]);
	});

	test('more in one moment than an answer holds', async () => {
		await poll();
		emulator.control.setOptions(pages);
		emulator.state.clock.freeze();
		const came = Array.from({ length: 15 }, () => emulator.control.receiveDocflow(one.id).id);
		emulator.state.clock.resume();
		pass(2000);
		came.push(receive());
		expect(sorted(ids(await poll()))).toEqual(sorted(came));
		expect(await poll()).toEqual([]);
	});

	test('continues in the next poll when the time is used up, and no account waits forever', async () => {
		await poll();
		emulator.control.setOptions(pages);
		const came = [one, two, three].flatMap((owner) => Array.from({ length: 12 }, () => receive({}, owner)));
		const told: unknown[] = [];
		let polls = 0;
		for (let items: unknown[]; polls < 60 && told.length < came.length; polls++) {
			items = ids(await poll({}, exhausted));
			told.push(...items);
			expect(items.length).toBeLessThanOrEqual(16);
		}
		expect(polls).toBeGreaterThan(2);
		expect(sorted(told)).toEqual(sorted(came));
		expect(await poll()).toEqual([]);
	});

	test('what changes while it is read is neither lost nor doubled', async () => {
		await poll();
		const came = Array.from({ length: 20 }, () => receive());
		emulator.control.setOptions({ ...pages, latencyMs: 5 });
		const polling = poll();
		while (lists().length < 6) await new Promise((resolve) => setTimeout(resolve, 2));
		for (const id of came.slice(0, 10)) change(id);
		const told = [...(await polling), ...(await poll())];
		const keys = told.map(({ dedupeKey }) => dedupeKey);
		expect(new Set(keys).size).toBe(keys.length);
		expect(sorted([...new Set(ids(told))])).toEqual(sorted(came));
		const last = new Map(told.map((item) => [item.id, item.status]));
		expect(came.slice(0, 10).map((id) => last.get(id))).toEqual(
			Array.from({ length: 10 }, () => 'urn:docflow-common-status:arrived'),
		);
	});

	test('the state stays small', async () => {
		const { now } = Date;
		let later = 0;
		// The emulator's clock follows the machine's.
		const machine = jest.spyOn(Date, 'now').mockImplementation(() => now() + later);
		await poll();
		Array.from({ length: 300 }, () => receive());
		await poll();
		expect(JSON.stringify(staticData).length).toBeLessThan(12_000);
		later += 3 * HOUR;
		receive();
		await poll();
		await poll();
		later += 3 * HOUR;
		await poll();
		expect(JSON.stringify(staticData).length).toBeLessThan(4000);
		machine.mockRestore();
	});
});

describe('interrupted', () => {
	/** As after a start of n8n: nothing is remembered but what it has stored. */
	const restarted = async (work: () => Promise<void>) =>
		await jest.isolateModulesAsync(async () => {
			const before = engine;
			const kontur = await import('../engine/kontur');
			useEngine(kontur.konturEngine(emulator, before.store));
			await work();
			useEngine(before);
		});

	test('a new process hands over the last items once more, with equal keys, and says so', async () => {
		await poll();
		receive();
		await poll();
		receive();
		receive({}, two);
		const last = await poll();
		expect(last).toHaveLength(2);
		await restarted(async () => {
			const again = await poll();
			expect(again).toEqual(last);
			expect(engine.log.map(({ message }) => message).join()).toMatch(
				/emitted again with the same dedupeKey/,
			);
			expect(await poll()).toEqual([]);
		});
	});

	test('a poll that found nothing confirms the one before', async () => {
		await poll();
		receive();
		expect(await poll()).toHaveLength(1);
		expect(await poll()).toEqual([]);
		await restarted(async () => expect(await poll()).toEqual([]));
	});

	test('a first poll while Kontur is down does not give up, and loses nothing', async () => {
		await restarted(async () => {
			emulator.control.addFault({ path: '/v1', status: 500 });
			expect(await poll()).toEqual([]);
			const came = receive();
			expect(ids(await poll())).toEqual([came]);
			expect(await poll()).toEqual([]);
		});
		await restarted(async () => {
			const came = receive();
			emulator.control.addFault({ path: LIST, status: 500, times: 3 });
			expect(await poll()).toEqual([]);
			expect(ids(await poll())).toEqual([came]);
		});
	});

	test('of two polls at once one reads', async () => {
		await poll();
		emulator.control.setOptions({ latencyMs: 30 });
		const came = receive();
		const shared = structuredClone(staticData);
		const options: PollOptions = { credentials: externCredential, staticData: shared };
		const parameters = { events: 'changes' };
		const results = await Promise.all(
			[1, 2, 3].map(async () => await engine.poll(EXTERN_TRIGGER, parameters, options)),
		);
		expect(results.map(({ json }) => json && ids(json))).toEqual([[came], null, null]);
	});
});
