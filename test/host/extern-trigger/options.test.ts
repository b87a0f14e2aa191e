import type { IDataObject } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account } from '../../emulator/support';
import type { Engine, PollOptions } from '../engine/engine';
import { EXTERN_TRIGGER, externCredential, konturEngine } from '../engine/kontur';

const FEED = '/v1/events';
const DOCFLOW = '/v1/{accountId}/docflows/{docflowId}';
const DAY = 86_400_000;

let emulator: Emulator;
let engine: Engine;
let staticData: IDataObject;

const useEmulator = async () => {
	emulator = await startEmulator({ options: { pageSize: 50, tokenSeconds: 10_000_000_000 } });
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

async function poll(parameters: object = {}, options: PollOptions = {}) {
	const result = await engine.poll(EXTERN_TRIGGER, parameters, {
		credentials: externCredential,
		staticData,
		...options,
	});
	if (options.mode !== 'manual') staticData = result.staticData;
	return result.json ?? [];
}

const ids = (items: IDataObject[]) => items.map(({ id }) => id);
const events = () => emulator.state.extern.events;
const logged = () => engine.log.map(({ message }) => message).join('\n');
const receive = (facts = {}) => emulator.control.receiveDocflow(account(emulator).id, facts).id;
const fromBeginning = { startFrom: 'beginning' };

describe('names and lists', () => {
	test('URNs that have a name come with it', async () => {
		await poll();
		receive({ type: 'fns534-demand', event: 'document' });
		receive({ type: 'moon-report', event: 'moon-landed' });
		const [known, unknown] = await poll();
		expect(known).toMatchObject({
			'docflow-type': 'urn:docflow:fns534-demand',
			docflowTypeName: expect.stringMatching(/Demand from the tax office/),
			'new-state': 'urn:transaction:document',
			newStateName: expect.any(String),
		});
		expect(unknown['docflow-type']).toBe('urn:docflow:moon-report');
		expect(unknown).not.toHaveProperty('docflowTypeName');
		expect(unknown).not.toHaveProperty('newStateName');
	});

	test('values chosen from lists and typed values add up', async () => {
		const filters = {
			accounts: [account(emulator).id],
			accountIds: account(emulator, 1).id,
			types: ['fns534-demand'],
			docflowTypes: 'urn:docflow:fns534-cu-letter',
			states: ['document'],
			newStates: 'cu-letter',
		};
		const expected = events()
			.filter(({ docflowType }) => ['fns534-demand', 'fns534-cu-letter'].includes(docflowType))
			.filter(({ newState }) => /:(document|cu-letter)$/.test(newState))
			.map(({ id }) => id);
		expect(expected.length).toBeGreaterThan(20);
		expect(ids(await poll({ ...fromBeginning, filters }))).toEqual(expected);
	});

	test('the lists of the editor', async () => {
		const options = { credentials: externCredential };
		const load = async (method: string) => await engine.loadOptions(EXTERN_TRIGGER, method, {}, options);
		const accounts = await load('getAccounts');
		expect(accounts).toHaveLength(emulator.state.extern.accounts.size);
		expect(accounts[0]).toEqual({
			name: expect.stringMatching(/^.+ · \d{10} · \d{9}$/),
			value: account(emulator).id,
		});
		for (const [method, value] of [
			['getDocflowTypes', 'fss-sedo-demand'],
			['getEventStates', 'acceptance-result-positive'],
			['getStatuses', 'response-arrived'],
			['getSuccessStates', 'warning'],
		]) {
			const choices = await load(method);
			expect(choices.find((choice) => choice.value === value)?.name).toMatch(/\p{Script=Cyrillic}/u);
		}
	});
});

describe('the whole document flow attached', () => {
	const attach = { options: { attachDocflow: true } };

	test('to each event, each document flow asked for once', async () => {
		await poll(attach);
		const first = receive();
		const second = receive({ type: 'fns534-cu-letter' });
		emulator.control.happen(first, { state: 'receipt-abonent' });
		emulator.control.clearLog();
		const items = await poll(attach);
		expect(items.map(({ docflow }) => (docflow as IDataObject).id)).toEqual([first, second, first]);
		expect((items[0].docflow as IDataObject).documents).toHaveLength(1);
		expect(emulator.control.log({ route: DOCFLOW })).toHaveLength(2);
	});

	test.each([
		[403, /no access/],
		[404, /no such object/],
	])('one that cannot be read (%s) is a note and stops nothing', async (status, message) => {
		await poll(attach);
		const [bad, good] = [receive(), receive()];
		emulator.control.addFault({ path: `/docflows/${bad}`, status, times: 2 });
		const [noted, whole] = await poll(attach);
		expect(noted).toMatchObject({
			'docflow-id': bad,
			docflowError: { status, message: expect.stringMatching(message), advice: expect.any(String) },
		});
		expect(noted).not.toHaveProperty('docflow');
		expect(whole).toMatchObject({ docflow: { id: good } });
		expect(whole).not.toHaveProperty('docflowError');
	});

	test('one that Kontur does not show yet is asked for once more', async () => {
		await poll(attach);
		const id = receive({ visibleInMs: 1000 });
		const [item] = await poll(attach);
		expect(item).toMatchObject({ docflow: { id } });
	});

	test('one that Kontur fails at is asked for with the next polls, but not for ever', async () => {
		await poll(attach);
		const id = receive();
		emulator.control.addFault({ path: `/docflows/${id}`, status: 500, times: 100 });
		const before = structuredClone(staticData);
		const now = performance.now.bind(performance);
		let minutes = 60;
		const monotonic = jest.spyOn(performance, 'now').mockImplementation(() => now() + minutes * 60_000);
		for (minutes of [60, 69]) {
			await expect(poll(attach)).rejects.toThrow('Kontur.Extern failed to process the request');
			expect(staticData).toEqual(before);
		}
		minutes = 71;
		expect(await poll(attach)).toMatchObject([{ 'docflow-id': id, docflowError: { status: 500 } }]);
		monotonic.mockRestore();
	});

	test('a 429 adds no note', async () => {
		await poll(attach);
		const id = receive();
		emulator.control.addFault({
			path: `/docflows/${id}`,
			status: 429,
			times: 100,
			headers: { 'retry-after': '0' },
		});
		await expect(poll(attach)).rejects.toThrow('Kontur.Extern is receiving too many requests');
		emulator.control.clearFaults();
		expect(await poll(attach)).toMatchObject([{ docflow: { id } }]);
	});

	test('in the other modes and in a manual test too', async () => {
		const changes = { events: 'changes', ...attach, filters: { accounts: [account(emulator).id] } };
		await poll(changes);
		emulator.state.clock.advance(2000);
		const id = receive();
		const [item] = await poll(changes);
		expect(item).toMatchObject({ id, docflow: { id, documents: [expect.anything()] } });
		emulator.control.clearLog();
		const sample = await poll(attach, { mode: 'manual' });
		expect(sample).toHaveLength(5);
		expect(sample.every(({ docflow }) => docflow !== undefined)).toBe(true);
		expect(emulator.control.log({ route: DOCFLOW }).length).toBeLessThanOrEqual(5);
	});
});

describe('an event that Kontur no longer knows', () => {
	test.each([
		['http-400', 'some'],
		['http-404', 'some'],
		['http-400', 'all'],
		['http-404', 'all'],
		['oldest', 'all'],
	] as const)(
		'%s, and %s of the known events are gone: the rest is emitted once',
		async (lostCursor, gone) => {
			emulator.control.setOptions({ lostCursor });
			await poll();
			const [docflow] = account(emulator).docflows.keys();
			emulator.control.happen(docflow, { count: 30 });
			const told = ids(await poll());
			expect(told).toHaveLength(30);
			expect(await poll()).toEqual([]);
			emulator.state.clock.advance(60 * DAY);
			const happened = emulator.control.happen(docflow, { count: 70 });
			const kept = gone === 'some' ? 60 : 40;
			// With "some" the cursor is lost all the same: it is one that the service does not take.
			emulator.control.forgetEvents(events().length - (gone === 'some' ? 80 : kept));
			if (gone === 'some')
				emulator.control.addFault({ path: FEED, status: lostCursor === 'http-404' ? 404 : 400 });
			const items = [...(await poll()), ...(await poll())];
			expect(ids(items)).toEqual(gone === 'some' ? happened : happened.slice(-kept));
			expect(await poll()).toEqual([]);
			if (lostCursor === 'oldest') return;
			expect(logged()).toMatch(/Kontur no longer knows the event at which reading stopped \([0-9a-f]+_0\)/);
		},
	);

	test('in the middle of looking for the end: it is looked for from the beginning', async () => {
		emulator.control.setOptions({ lostCursor: 'http-404' });
		expect(await poll({}, { budgetMs: -1 })).toEqual([]);
		const [docflow] = account(emulator).docflows.keys();
		const happened = emulator.control.happen(docflow, { count: 3 });
		emulator.control.forgetEvents(200);
		expect(ids(await poll())).toEqual(happened);
	});

	test('if Kontur refuses the beginning too, the poll fails and moves nothing', async () => {
		await poll();
		const before = structuredClone(staticData);
		emulator.control.addFault({ path: FEED, status: 404, times: 2 });
		await expect(poll()).rejects.toMatchObject({ httpCode: '404' });
		expect(staticData).toEqual(before);
	});
});

describe('pages that come twice', () => {
	test('bring nothing twice and leave nothing out', async () => {
		await poll();
		const [docflow] = account(emulator).docflows.keys();
		const happened: string[] = [];
		for (let round = 0; round < 4; round++) {
			happened.push(...emulator.control.happen(docflow, { count: 60 }));
			const told = ids(await poll({}, { budgetMs: -1 }));
			emulator.control.repeatFeedPage(1 + round);
			told.push(...ids(await poll()), ...ids(await poll()), ...ids(await poll()));
			expect(told).toEqual(happened.splice(0));
		}
	});

	test('while the end is looked for, they are not taken for it', async () => {
		await poll({}, { budgetMs: -1 });
		emulator.control.repeatFeedPage(3);
		expect(await poll()).toEqual([]);
		expect(await poll()).toEqual([]);
		expect(await poll()).toEqual([]);
	});

	test('also when the page is one that another reader got', async () => {
		await poll();
		const [docflow] = account(emulator).docflows.keys();
		const happened = emulator.control.happen(docflow, { count: 120 });
		// Another workflow with the same credential has read on to the end.
		const other = structuredClone(staticData);
		await engine.poll(EXTERN_TRIGGER, {}, { credentials: externCredential, staticData: other });
		emulator.control.repeatFeedPage();
		expect(ids(await poll())).toEqual(happened);
	});
});

test('a process that was interrupted: the last events once more, and it is said', async () => {
	await poll();
	receive();
	const last = await poll();
	await jest.isolateModulesAsync(async () => {
		const kontur = await import('../engine/kontur');
		engine = kontur.konturEngine(emulator, engine.store);
		const more = receive();
		const again = await poll();
		expect(again.slice(0, 1)).toEqual(last);
		expect(again.slice(1).map((item) => item['docflow-id'])).toEqual([more]);
		expect(logged()).toMatch(/emitted again with the same dedupeKey/);
		expect(await poll()).toEqual([]);
	});
});

test('without the right to the feed the advice names what needs none', async () => {
	emulator.control.addFault({ path: FEED, status: 403 });
	await expect(poll()).rejects.toMatchObject({
		description: expect.stringMatching(/choose Document Flow Changes in "Trigger On"/),
	});
});

test('a manual test of a long feed reads only its end', async () => {
	emulator.control.setOptions({ pageSize: 0 });
	const [docflow] = account(emulator).docflows.keys();
	emulator.control.happen(docflow, { count: 2000 });
	await poll();
	emulator.control.clearLog();
	expect(await poll({}, { mode: 'manual' })).toHaveLength(5);
	expect(emulator.control.log({ route: FEED }).length).toBeLessThanOrEqual(5);
});
