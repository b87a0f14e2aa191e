import { accountantUser } from '../../emulator/support';
import type { PollOptions } from '../engine/engine';
import { externSettings } from '../engine/kontur';
import {
	MINUTE,
	HOUR,
	emulator,
	engine,
	staticData,
	one,
	two,
	three,
	poll,
	incoming,
	ids,
	sorted,
	lists,
	pass,
	receive,
	change,
	forget,
} from './changes.fixture';

describe('changes from now', () => {
	test('nothing of the past, then what is new and what changes, each change once', async () => {
		const [old] = one.docflows.keys();
		expect(await poll()).toEqual([]);
		const came = receive();
		expect(ids(await poll())).toEqual([came]);
		expect(await poll()).toEqual([]);
		change(came);
		change(old);
		expect(ids(await poll())).toEqual([came, old]);
		change(came, 'processed');
		change(came, 'finished');
		const [last, ...more] = await poll();
		expect(more).toEqual([]);
		expect(last).toMatchObject({ id: came, status: 'urn:docflow-common-status:finished' });
	});

	test('a document flow comes as Kontur lists it, with its account, its names and a key', async () => {
		await poll();
		const id = receive({ type: 'fns534-demand' }, two);
		const [item] = await poll();
		const [stored] = [...two.docflows.values()].slice(-1);
		expect(item).toMatchObject({
			id,
			type: 'urn:docflow:fns534-demand',
			status: 'urn:docflow-common-status:received',
			'organization-id': stored.organizationId,
			'account-id': two.id,
			'docflow-id': id,
			docflowTypeName: expect.stringMatching(/Demand from the tax office/),
			statusName: expect.stringMatching(/^Received/),
			successStateName: expect.stringMatching(/^Undecided/),
			dedupeKey: `${id}:${String(item['last-change-date'])}:received`,
		});
		expect(item).toHaveProperty('description');
		expect(item).not.toHaveProperty('docflow');
	});

	test('a type without a name stays without', async () => {
		await poll();
		receive({ type: 'moon-report' });
		const [item] = await poll();
		expect(item.type).toBe('urn:docflow:moon-report');
		expect(item).not.toHaveProperty('docflowTypeName');
	});

	test('two changes in one moment are two when a poll came between', async () => {
		await poll();
		emulator.state.clock.freeze();
		const id = receive();
		const first = await poll();
		emulator.control.changeDocflow(id, { status: 'arrived' });
		const second = await poll();
		emulator.state.clock.resume();
		expect(first[0]['last-change-date']).toBe(second[0]['last-change-date']);
		expect(first[0].dedupeKey).not.toBe(second[0].dedupeKey);
	});

	test.each([
		['a new document flow that is shown late', { visibleInMs: 50 * MINUTE }, 0],
		['a list that learns late', {}, 50 * MINUTE],
	])('%s is emitted when it appears', async (_name, facts, docflowIndexMs) => {
		emulator.control.setOptions({ docflowIndexMs });
		await poll();
		const late = receive(facts);
		emulator.control.setOptions({ docflowIndexMs: 0 });
		const early = docflowIndexMs ? [] : [receive()];
		emulator.control.setOptions({ docflowIndexMs });
		pass(20 * MINUTE);
		expect(ids(await poll())).toEqual(early);
		pass(30 * MINUTE + 2000);
		expect(ids(await poll())).toEqual([late]);
		expect(await poll()).toEqual([]);
	});

	test.each([
		['ahead of', 5 * HOUR],
		['behind', -5 * HOUR],
	])('when the clock of Kontur is %s that of this machine', async (_name, difference) => {
		pass(difference);
		const old = receive();
		pass(5000);
		expect(await poll()).toEqual([]);
		const came = receive();
		expect(ids(await poll())).toEqual([came]);
		change(old);
		expect(ids(await poll())).toEqual([old]);
	});

	test('after a long pause it resumes where it stopped', async () => {
		await poll();
		const came = [receive(), receive({}, two)];
		pass(90 * 24 * HOUR);
		came.push(receive({}, three));
		expect(sorted(ids(await poll()))).toEqual(sorted(came));
		expect(await poll()).toEqual([]);
	});
});

describe('types that Kontur lists only when they are asked for', () => {
	test('are left out, and come when they are chosen', async () => {
		const chosen = {
			filters: { types: ['fss-sedo-demand', 'fns534-inventory'], docflowTypes: 'urn:docflow:stat-report' },
		};
		await poll();
		receive({ type: 'fss-sedo-demand' });
		expect(await poll()).toEqual([]);
		forget();
		await poll(chosen);
		const came = [
			receive({ type: 'fss-sedo-demand' }),
			receive({ type: 'fns534-inventory' }),
			receive({ type: 'stat-report' }),
		];
		receive({ type: 'fns534-demand' });
		expect(ids(await poll(chosen))).toEqual(came);
	});
});

describe('incoming demands and letters', () => {
	test('each once, whatever becomes of it later', async () => {
		const old = receive();
		pass(5000);
		expect(await poll(incoming)).toEqual([]);
		const came = [
			receive({ type: 'fns534-demand' }),
			receive({ type: 'fns534-cu-letter' }),
			receive({ type: 'fss-sedo-demand' }),
			receive({ type: 'stat-cu-broadcast' }),
		];
		receive({ type: 'fns534-report' });
		change(old);
		const items = await poll(incoming);
		expect(ids(items)).toEqual(came);
		expect(items.map(({ dedupeKey }) => dedupeKey)).toEqual(came);
		for (const hours of [1, 71, 2000]) {
			pass(hours * HOUR);
			for (const id of came) change(id, `status-${hours}`);
			expect(await poll(incoming)).toEqual([]);
		}
	});

	test('only the types that are chosen', async () => {
		const letters = { ...incoming, filters: { types: ['fns534-cu-letter'] } };
		await poll(letters);
		receive({ type: 'fns534-demand' });
		const letter = receive({ type: 'fns534-cu-letter' });
		expect(ids(await poll(letters))).toEqual([letter]);
	});

	test('one that shows only two days later', async () => {
		await poll(incoming);
		const late = receive({ visibleInMs: 48 * HOUR });
		const early = receive();
		expect(ids(await poll(incoming))).toEqual([early]);
		pass(49 * HOUR);
		expect(ids(await poll(incoming))).toEqual([late]);
		expect(await poll(incoming)).toEqual([]);
	});
});

describe('from a date', () => {
	const fromDate = (startDate: string, more: object = {}) => ({ startFrom: 'date', startDate, ...more });
	const now = () => emulator.state.clock.now().toISOString();

	test('also what changed since', async () => {
		pass(5000);
		const since = now();
		const came = [receive(), receive({}, three)];
		expect(sorted(ids(await poll(fromDate(since))))).toEqual(sorted(came));
		const more = receive();
		expect(ids(await poll(fromDate(since)))).toEqual([more]);
	});

	test('a date without a zone is meant in the zone of the workflow', async () => {
		// The engine's workflows have the zone of the machine that Kontur is not in.
		const clock = (ms: number) => {
			const shifted = new Date(emulator.state.clock.now().getTime() + ms).toLocaleString('sv', {
				timeZone: 'America/New_York',
			});
			return shifted.replace(' ', 'T');
		};
		receive();
		pass(20 * MINUTE);
		const came = receive();
		const items = await poll(fromDate(clock(-10 * MINUTE)));
		expect(ids(items)).toEqual([came]);
	});

	test('another date starts over, the same one does not', async () => {
		pass(5000);
		const first = now();
		const came = receive();
		pass(5000);
		const second = now();
		const more = receive();
		expect(ids(await poll(fromDate(second)))).toEqual([more]);
		expect(await poll(fromDate(second))).toEqual([]);
		expect(ids(await poll(fromDate(first)))).toEqual([came, more]);
	});

	test.each(['', 'tomorrow'])('an invalid date is an error: "%s"', async (startDate) => {
		await expect(poll(fromDate(startDate))).rejects.toMatchObject({
			message: '"Start Date" is not a date',
		});
		expect(staticData).toEqual({});
	});
});

describe('filters', () => {
	test('taxpayers by INN', async () => {
		const [first, second] = [...one.organizations.values()].slice(1);
		const filters = { inn: `${second.inn}, 1234567890` };
		await poll({ filters });
		receive({ organizationId: first.id });
		const came = receive({ organizationId: second.id });
		expect(ids(await poll({ filters }))).toEqual([came]);
		// What is filtered out is passed over for good.
		expect(await poll()).toEqual([]);
	});

	test('statuses and outcomes', async () => {
		const filters = {
			statuses: ['arrived', 'urn:docflow-common-status:finished'],
			successStates: ['failed'],
		};
		await poll({ filters });
		const [bad, good] = [receive(), receive()];
		expect(await poll({ filters })).toEqual([]);
		pass(2000);
		emulator.control.changeDocflow(bad, { status: 'finished', successState: 'failed' });
		emulator.control.changeDocflow(good, { status: 'finished', successState: 'successful' });
		expect(ids(await poll({ filters }))).toEqual([bad]);
	});

	test('document flows of other users when that is wanted, which administrators may', async () => {
		const options = { forAllUsers: true };
		await poll({ options });
		expect(lists().every(({ query }) => String(query.forAllUsers) === 'true')).toBe(true);
		expect(lists()).toHaveLength(3);
	});
});

describe('Fetch Test Event', () => {
	const manual: PollOptions = { mode: 'manual' };

	test.each(['changes', 'incoming'])('%s: shows the latest ones and moves nothing', async (events) => {
		await poll({ events });
		const came = [receive(), receive({}, two), receive(), receive({}, three), receive(), receive()];
		const before = structuredClone(staticData);
		const items = await poll({ events }, manual);
		expect(ids(items)).toEqual(came.slice(-5).reverse());
		expect(items[0]).toHaveProperty('dedupeKey');
		expect(staticData).toEqual(before);
		expect(ids(await poll({ events }))).toEqual(came);
	});

	test('however long ago, and only what the filters let through', async () => {
		pass(800 * 24 * HOUR);
		const items = await poll({ filters: { types: ['stat-report'] } }, manual);
		expect(items).toHaveLength(5);
		expect(new Set(items.map(({ type }) => type))).toEqual(new Set(['urn:docflow:stat-report']));
	});

	test('nothing where there is nothing', async () => {
		for (const owner of [one, two, three]) owner.docflows.clear();
		expect(await poll({}, manual)).toEqual([]);
	});
});

test('a login without the right to the event feed can use it', async () => {
	const { login, password } = accountantUser;
	engine.credentials.set('extern', { ...externSettings(emulator), login, password });
	await poll();
	const came = receive({ ownerLogin: login });
	expect(ids(await poll())).toEqual([came]);
});
