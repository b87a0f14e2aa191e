import type { IDataObject } from 'n8n-workflow';
import { FEED_START, type FeedState } from '../../../nodes/KonturExtern/trigger/state/feed';
import type { FaultInput } from '../../emulator/core/faults/faults';
import { emitEvent } from '../../emulator/extern/docflows/docflowStore';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account, accountantUser } from '../../emulator/support';
import { shortenPauses } from '../../support/pauses';
import type { Engine, PollOptions } from '../engine/engine';
import {
	EXTERN_TRIGGER,
	everythingShown,
	externCredential,
	externSettings,
	konturEngine,
} from '../engine/kontur';

const FEED = '/v1/events';
const STATE = 'urn:transaction:report';
const DAY = 86_400_000;

let emulator: Emulator;
let engine: Engine;
let staticData: IDataObject;

const useEmulator = async (...start: Parameters<typeof startEmulator>) => {
	emulator = await startEmulator(...start);
	engine = konturEngine(emulator);
	staticData = {};
};
beforeEach(async () => await useEmulator({ options: { pageSize: 50 } }));
afterEach(async () => await emulator.close());

// Only the first poll of a process is lenient with a service that is down; the other tests are of later ones.
beforeAll(async () => {
	await useEmulator();
	await poll();
	await emulator.close();
});

/** One tick. What n8n would have stored is what the next one starts with. */
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
const allIds = () => events().map(({ id }) => id);
const reads = () => emulator.control.log({ route: FEED });

/** Something happens now to a document flow of the first account. */
function happen(count = 1, newState = STATE, at?: number): string[] {
	const { extern, clock } = emulator.state;
	const owner = account(emulator);
	const [docflow] = owner.docflows.values();
	const before = events().length;
	for (let each = 0; each < count; each++) {
		emitEvent(extern, owner, docflow, newState, at ?? clock.now().getTime());
	}
	return allIds().slice(before);
}

/** Where reading continues, with what is remembered of earlier events. */
const placeAt = (cursor: unknown = expect.any(String)) => ({
	cursor,
	recent: expect.any(Array),
	newest: expect.any(Number),
});
const stateOf = ({ feed }: IDataObject) => (feed as unknown as { state: FeedState }).state;

const fromBeginning = { startFrom: 'beginning' };
const exhausted: PollOptions = { budgetMs: -1 };

describe('from now', () => {
	test('nothing of a long feed, then everything new exactly once and in order', async () => {
		expect(events().length).toBeGreaterThan(300);
		expect(await poll()).toEqual([]);
		expect(reads().length).toBeGreaterThan(6);
		for (let round = 0; round < 3; round++) {
			const happened = happen(3);
			const items = await poll();
			expect(ids(items)).toEqual(happened);
			expect(items.map(({ dedupeKey }) => dedupeKey)).toEqual(happened);
			expect(await poll()).toEqual([]);
		}
	});

	test('an event comes whole, with a key to tell it by', async () => {
		await poll();
		const { id, accountId } = emulator.control.receiveDocflow(account(emulator).id);
		const [item] = await poll();
		expect(item).toMatchObject({
			'account-id': accountId,
			'docflow-id': id,
			'docflow-type': 'urn:docflow:fns534-demand',
			'new-state': 'urn:transaction:document',
			'related-docflow-id': null,
			inn: account(emulator).inn,
			dedupeKey: allIds().at(-1),
		});
		expect(Object.keys(item)).toEqual(
			expect.arrayContaining(['id', 'kpp', 'docflow-link', 'event-date-time']),
		);
	});

	test('a feed that is empty', async () => {
		events().length = 0;
		expect(await poll()).toEqual([]);
		expect(ids(await poll())).toEqual([]);
		const happened = happen(2);
		expect(ids(await poll())).toEqual(happened);
	});

	test('only the place is kept, and while a poll may be undone the one before', async () => {
		await poll();
		const first = placeAt(expect.stringMatching(/^[0-9a-f]+_0$/));
		expect(staticData).toEqual({ feed: { version: 1, state: first } });
		const [happened] = happen();
		await poll();
		const open = { process: expect.stringMatching(/^[0-9a-f-]{36}$/), undo: first };
		expect(staticData).toEqual({ feed: { version: 1, state: placeAt(), open } });
		expect(stateOf(staticData).recent?.at(-1)).toBe(happened);
		await poll();
		expect(staticData).toEqual({ feed: { version: 1, state: placeAt() } });
	});

	test('a state that an earlier version stored is read', async () => {
		staticData = { feed: { cursor: allIds()[100] } };
		expect(ids(await poll())).toEqual(allIds().slice(100));
		staticData = { feed: { cursor: FEED_START, seekingSince: Date.now() } };
		expect(await poll()).toEqual([]);
	});

	test('the state stays small', async () => {
		happen(5000);
		await poll(fromBeginning);
		expect(JSON.stringify(staticData).length).toBeLessThan(15_000);
	});

	test('what happens while the end is looked for is not lost', async () => {
		emulator.control.setOptions({ pageSize: 20, latencyMs: 10 });
		const polling = poll();
		while (reads().length < 3) await new Promise((resolve) => setTimeout(resolve, 2));
		const happened = happen(2);
		expect(ids(await polling)).toEqual(happened);
		expect(await poll()).toEqual([]);
	});

	test('nor what happens while the first answer is waited for', async () => {
		emulator.control.addFault({ path: FEED, status: 503, headers: { 'retry-after': '2' } });
		const polling = poll();
		while (reads().length < 1) await new Promise((resolve) => setTimeout(resolve, 2));
		const happened = happen(1);
		expect(ids(await polling)).toEqual(happened);
	});

	test('nor when looking takes several polls', async () => {
		expect(await poll({}, exhausted)).toEqual([]);
		expect(reads()).toHaveLength(1);
		expect(staticData).toEqual({
			feed: { version: 1, state: { ...placeAt(), seekingSince: expect.any(Number) } },
		});
		const happened = happen(2);
		expect(await poll({}, exhausted)).toEqual([]);
		happened.push(...happen());
		expect(ids(await poll())).toEqual(happened);
		expect(await poll()).toEqual([]);
		expect(staticData).toEqual({ feed: { version: 1, state: placeAt() } });
	});

	test.each([
		['ahead of', 2 * DAY],
		['behind', -2 * DAY],
	])('when the clock of Kontur is %s that of this machine', async (_name, difference) => {
		emulator.state.clock.advance(difference);
		const old = emulator.state.clock.now().getTime() - DAY;
		events().length = 0;
		happen(120, STATE, old);
		expect(await poll({}, exhausted)).toEqual([]);
		const happened = happen(2);
		expect(ids(await poll())).toEqual(happened);
	});
});

describe('from elsewhere', () => {
	test('the beginning: the whole feed, in order', async () => {
		expect(ids(await poll(fromBeginning))).toEqual(allIds());
		expect(await poll(fromBeginning)).toEqual([]);
		const happened = happen();
		expect(ids(await poll(fromBeginning))).toEqual(happened);
	});

	test('a given event, which is the first one', async () => {
		const eventId = allIds()[100];
		expect(ids(await poll({ startFrom: 'event', eventId }))).toEqual(allIds().slice(100));
		expect(await poll({ startFrom: 'event', eventId })).toEqual([]);
	});

	test('a given event with blanks around it', async () => {
		expect(ids(await poll({ startFrom: 'event', eventId: ` ${allIds()[100]}\n` }))).toEqual(
			allIds().slice(100),
		);
	});

	test('no given event is an error and not the whole feed', async () => {
		await expect(poll({ startFrom: 'event', eventId: ' ' })).rejects.toMatchObject({
			message: expect.stringMatching(/"Event ID" is empty/),
		});
		expect(staticData).toEqual({});
	});

	test('an event ID that Kontur does not take is an error with its words', async () => {
		await expect(poll({ startFrom: 'event', eventId: 'yesterday' })).rejects.toMatchObject({
			message: 'Kontur.Extern did not accept the values of this request',
			description: expect.stringMatching(/Kontur says: .*fromId/),
		});
		expect(staticData).toEqual({});
	});

	test('where to start counts only for the first poll', async () => {
		await poll();
		expect(await poll(fromBeginning)).toEqual([]);
	});
});

describe('a page that fails in the middle', () => {
	beforeEach(() => shortenPauses(1));
	afterEach(() => jest.restoreAllMocks());

	const broken: Array<[string, FaultInput]> = [
		['500', { status: 500, body: { message: 'сбой' } }],
		['a response that is truncated every time', { cut: 'body', times: 100 }],
		['a connection that is cut every time', { cut: 'before', times: 100 }],
		['403', { status: 403 }],
	];

	test.each(broken)('moves nothing, and nothing is lost or doubled (%s)', async (_name, fault) => {
		await poll();
		const happened = happen(120);
		const before = structuredClone(staticData);
		emulator.control.addFault({ path: FEED, skip: 1, ...fault });
		await expect(poll()).rejects.toThrow(/Kontur|login/);
		expect(staticData).toEqual(before);
		emulator.control.clearFaults();
		expect(ids(await poll())).toEqual(happened);
		expect(await poll()).toEqual([]);
	});

	test.each<[string, FaultInput]>([
		['401', { status: 401 }],
		['a cut before', { cut: 'before' }],
		['a cut after', { cut: 'after' }],
		['a cut in the body', { cut: 'body' }],
		['429', { status: 429, headers: { 'retry-after': '0' } }],
		['503', { status: 503 }],
	])('once is asked for again at once (%s)', async (_name, fault) => {
		await poll();
		const happened = happen(120);
		emulator.control.addFault({ path: FEED, skip: 1, ...fault });
		expect(ids(await poll())).toEqual(happened);
		expect(await poll()).toEqual([]);
	});

	test('also in the durable scheduler', async () => {
		const durable: PollOptions = { scheduler: 'durable' };
		await poll({}, durable);
		const happened = happen(120);
		emulator.control.addFault({ path: FEED, skip: 1, status: 500 });
		await expect(poll({}, durable)).rejects.toThrow('Kontur.Extern failed to process the request');
		expect(ids(await poll({}, durable))).toEqual(happened);
	});

	test('while the end is looked for, the moment of the activation is kept', async () => {
		expect(await poll({}, exhausted)).toEqual([]);
		const happened = happen(1);
		emulator.control.addFault({ path: FEED, skip: 1, status: 500 });
		await expect(poll()).rejects.toThrow('Kontur.Extern failed to process the request');
		happened.push(...happen(1));
		expect(ids(await poll())).toEqual(happened);
	});
});

describe('the first poll after n8n has started', () => {
	/** As after a restart: nothing is remembered but what n8n has stored. */
	const restarted = async (work: () => Promise<void>) =>
		await jest.isolateModulesAsync(async () => {
			const kontur = await import('../engine/kontur');
			engine = kontur.konturEngine(emulator, engine.store);
			await work();
		});

	test('does not give up when Kontur is down, and loses nothing', async () => {
		await restarted(async () => {
			// Kontur's clock is not that of this machine, and no answer has told so yet.
			emulator.state.clock.advance(-3600_000);
			happen(1, STATE, Date.now() - DAY);
			emulator.control.addFault({ path: FEED, status: 500 });
			expect(await poll()).toEqual([]);
			const happened = happen(2);
			expect(ids(await poll())).toEqual(happened);
			expect(await poll()).toEqual([]);
			expect(staticData).toEqual({ feed: { version: 1, state: placeAt() } });
		});
		const happened = happen(60);
		await restarted(async () => {
			const before = structuredClone(staticData);
			emulator.control.addFault({ path: FEED, skip: 1, status: 500 });
			expect(await poll()).toEqual([]);
			expect(staticData).toEqual(before);
			emulator.control.addFault({ path: FEED, status: 500 });
			await expect(poll()).rejects.toThrow('Kontur.Extern failed');
			expect(ids(await poll())).toEqual(happened);
		});
	});
});

describe('a long backlog', () => {
	test('is read over several polls', async () => {
		emulator.control.setOptions({ pageSize: 0 });
		events().length = 0;
		happen(5130);
		const first = await poll(fromBeginning);
		expect(ids(first)).toEqual(allIds().slice(0, 5000));
		expect(ids(await poll(fromBeginning))).toEqual(allIds().slice(5000));
		expect(await poll(fromBeginning)).toEqual([]);
	});

	test('continues page by page when the time is used up', async () => {
		await poll();
		const happened = happen(120);
		expect(ids(await poll({}, exhausted))).toEqual(happened.slice(0, 50));
		expect(ids(await poll({}, exhausted))).toEqual(happened.slice(50, 100));
		expect(ids(await poll({}, exhausted))).toEqual(happened.slice(100));
		expect(await poll({}, exhausted)).toEqual([]);
	});
});

test('of two polls at once one reads', async () => {
	await poll();
	emulator.control.setOptions({ latencyMs: 30 });
	const happened = happen(60);
	const shared = structuredClone(staticData);
	const options: PollOptions = { credentials: externCredential, staticData: shared };
	const results = await Promise.all(
		[1, 2, 3].map(async () => await engine.poll(EXTERN_TRIGGER, {}, options)),
	);
	expect(results.map(({ json }) => json && ids(json))).toEqual([happened, null, null]);
	staticData = shared;
	expect(await poll()).toEqual([]);
});

describe('Fetch Test Event', () => {
	const manual: PollOptions = { mode: 'manual' };

	test('shows the latest ones and moves nothing', async () => {
		expect(ids(await poll({}, manual))).toEqual(allIds().slice(-5));
		expect(staticData).toEqual({});
		await poll();
		const happened = happen(2);
		const before = structuredClone(staticData);
		expect(ids(await poll({}, manual))).toEqual(allIds().slice(-5));
		expect(staticData).toEqual(before);
		expect(ids(await poll())).toEqual(happened);
	});

	test('only those that the filters let through, however far back', async () => {
		const demands = events().filter(({ docflowType }) => docflowType === 'fns534-demand');
		const latest = demands.slice(-5).map(({ id }) => id);
		const filtered = { filters: { docflowTypes: 'fns534-demand' } };
		expect(ids(await poll(filtered, manual))).toEqual(latest);
		// From the latest event that was read, too few follow.
		await poll();
		expect(ids(await poll(filtered, manual))).toEqual(latest);
	});

	test('nothing where there is nothing', async () => {
		events().length = 0;
		const { items } = await engine.poll(EXTERN_TRIGGER, {}, { credentials: externCredential, ...manual });
		expect(items).toBeNull();
	});
});

test('a login without access to the event feed gets an error that says so, without secrets', async () => {
	const { login, password } = accountantUser;
	engine.credentials.set('extern', { ...externSettings(emulator), login, password });
	const error: unknown = await poll().catch((failure: unknown) => failure);
	expect(error).toMatchObject({
		message: 'This login has no access to the event feed',
		description: expect.stringMatching(
			/^Kontur grants an integration access .*\nKontur says: .*\nX-Kontur-Trace-Id: [0-9a-f]{32}$/s,
		),
		httpCode: '403',
	});
	expect(staticData).toEqual({});
	const { apiKey, sessionToken } = engine.credentials.get('extern');
	const shown = everythingShown(error, engine.log);
	const token = String(sessionToken).split('.').slice(2).join('.');
	expect(token.length).toBeGreaterThan(8);
	expect([password, String(apiKey), token].filter((secret) => shown.includes(secret))).toEqual([]);
});

test('a renamed node resumes where it was, although n8n stored nothing under its new name', async () => {
	await poll();
	const first = happen();
	expect(ids(await poll({}, { name: 'Old' }))).toEqual(first);
	expect(await poll({}, { name: 'Old' })).toEqual([]);
	const second = happen();
	staticData = {};
	expect(ids(await poll({}, { name: 'New' }))).toEqual(second);
	expect(await poll({}, { name: 'New' })).toEqual([]);
});
