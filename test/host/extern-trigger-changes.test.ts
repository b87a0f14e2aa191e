import type { IDataObject } from 'n8n-workflow';
import type { IncomingDocflow } from '../emulator/extern/control';
import type { Account } from '../emulator/extern/model';
import { startEmulator, type Emulator } from '../emulator/server';
import { account, accountantUser } from '../emulator/support';
import type { Engine, PollOptions } from './engine';
import { EXTERN_TRIGGER, externCredential, externSettings, konturEngine } from './kontur';

const LIST = '/v1/{accountId}/docflows';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let emulator: Emulator;
let engine: Engine;
let staticData: IDataObject;
let one: Account;
let two: Account;
let three: Account;

const useEmulator = async () => {
	emulator = await startEmulator({ options: { docflowVisibleMs: 0, tokenSeconds: 10_000_000_000 } });
	const { accounts } = emulator.state.extern;
	for (const id of [...accounts.keys()].slice(3)) accounts.delete(id);
	[one, two, three] = [0, 1, 2].map((index) => account(emulator, index));
	engine = konturEngine(emulator);
	staticData = {};
};
beforeEach(useEmulator);
afterEach(async () => await emulator.close());

// Only the first poll of a process is lenient with a service that is down; the other tests are of later ones.
beforeAll(async () => {
	await useEmulator();
	await poll();
	await emulator.close();
});

/** One tick. What n8n would have stored is what the next one starts with. */
async function poll(parameters: object = {}, options: PollOptions = {}) {
	const result = await engine.poll(
		EXTERN_TRIGGER,
		{ events: 'changes', ...parameters },
		{ credentials: externCredential, staticData, ...options },
	);
	if (options.mode !== 'manual') staticData = result.staticData;
	return result.json ?? [];
}

const incoming = { events: 'incoming' };
const exhausted: PollOptions = { budgetMs: -1 };
const ids = (items: IDataObject[]) => items.map(({ id }) => id);
const sorted = (values: unknown[]) => values.map(String).sort();
const lists = () => emulator.control.log({ route: LIST });
const pass = (ms: number) => emulator.state.clock.advance(ms);

function receive(facts: IncomingDocflow = {}, owner = one): string {
	pass(2000);
	return emulator.control.receiveDocflow(owner.id, facts).id;
}

function change(id: string, status = 'arrived'): string {
	pass(2000);
	emulator.control.changeDocflow(id, { status });
	return id;
}

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
		staticData = {};
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

	test('an invalid account ID is an error with advice', async () => {
		await expect(poll({ filters: { accountIds: 'mine' } })).rejects.toMatchObject({
			message: 'Kontur.Extern did not accept the values of this request',
		});
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
			const kontur = await import('./kontur');
			engine = kontur.konturEngine(emulator, before.store);
			await work();
			engine = before;
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
