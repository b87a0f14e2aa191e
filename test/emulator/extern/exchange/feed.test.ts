import type { AxiosInstance } from 'axios';

import type { Account } from '../model';
import { startEmulator, type Emulator } from '../../server';
import { account, http, partnerUser, signIn } from '../../support';

const START = new Date('2026-03-02T06:00:00Z');
const MINUTE = 60_000;

let emulator: Emulator;
let client: AxiosInstance;
let owner: Account;
let docflow: string;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	emulator.control.reset();
	emulator.state.clock.freeze(START);
	client = await signIn(emulator);
	owner = account(emulator);
	[docflow] = owner.docflows.keys();
});
afterAll(async () => await emulator.close());

interface Page {
	status: number;
	ids: string[];
	dates: string[];
	next: string;
}

async function read(fromId: string, take = 1000): Promise<Page> {
	const { status, data } = await client.get(`/v1/events?take=${take}&fromId=${fromId}`);
	const events = (data['api-events'] ?? []) as Record<string, string>[];
	return {
		status,
		ids: events.map(({ id }) => id),
		dates: events.map((event) => event['event-date-time'].slice(0, 19)),
		next: String(data['next-event-id']),
	};
}

async function end(): Promise<string> {
	let cursor = '0_0';
	for (;;) {
		const { ids, next } = await read(cursor);
		if (ids.length === 0) return cursor;
		cursor = next;
	}
}

describe('events', () => {
	test('happen to a docflow when they are wanted', async () => {
		const cursor = await end();
		const ids = emulator.control.happen(docflow, { state: 'report', count: 3 });
		const page = await read(cursor);
		expect(page.ids).toEqual(ids);
		expect(page.dates).toEqual(Array<string>(3).fill('2026-03-02T06:00:00'));
		expect(() => emulator.control.happen('nothing')).toThrow('No such docflow');
	});

	test('one that is late comes behind newer ones, with its old date', async () => {
		const cursor = await end();
		emulator.control.happen(docflow, { delayMs: MINUTE });
		emulator.state.clock.advance(30_000);
		const [newer] = emulator.control.happen(docflow);
		const before = await read(cursor);
		expect(before.ids).toEqual([newer]);
		emulator.state.clock.advance(30_000);
		const after = await read(before.next);
		expect(after.dates).toEqual(['2026-03-02T06:00:00']);
		expect((await read(cursor)).dates).toEqual(['2026-03-02T06:00:30', '2026-03-02T06:00:00']);
	});

	test('with the switch all of them are late', async () => {
		const cursor = await end();
		emulator.control.setOptions({ feedDelayMs: MINUTE });
		const { id } = emulator.control.receiveDocflow(owner.id);
		expect((await client.get(`/v1/${owner.id}/docflows/${id}`)).status).toBe(200);
		expect((await read(cursor)).ids).toEqual([]);
		emulator.state.clock.advance(MINUTE);
		expect((await read(cursor)).dates).toEqual(['2026-03-02T06:00:00']);
	});

	test('more than a page of one moment', async () => {
		const start = await end();
		const ids = emulator.control.happen(docflow, { count: 25, at: new Date('2026-03-01T00:00:00Z') });
		const seen: string[] = [];
		let cursor = start;
		for (let page = await read(cursor, 10); page.ids.length > 0; page = await read(cursor, 10)) {
			expect(new Set(page.dates)).toEqual(new Set(['2026-03-01T00:00:00']));
			seen.push(...page.ids);
			cursor = page.next;
		}
		expect(seen).toEqual(ids);
	});
});

describe('the feed', () => {
	test('repeats a page, then continues', async () => {
		const first = await read('0_0', 10);
		emulator.control.repeatFeedPage(2);
		expect(await read(first.next, 10)).toEqual(first);
		expect(await read(first.next, 10)).toEqual(first);
		const second = await read(first.next, 10);
		expect(second.ids).toHaveLength(10);
		expect(second.ids.filter((id) => first.ids.includes(id))).toEqual([]);
	});

	test('has no page to repeat for somebody who has read none', async () => {
		emulator.control.repeatFeedPage();
		expect((await read('0_0', 10)).ids).toHaveLength(10);
	});

	test.each<['oldest' | 'http-400' | 'http-404', number]>([
		['oldest', 200],
		['http-400', 400],
		['http-404', 404],
	])('keeps events for a time only; an id from before gives %s', async (lostCursor, status) => {
		const all = (await read('0_0')).ids;
		emulator.control.setOptions({ lostCursor });
		emulator.control.forgetEvents(20);
		const lost = await read(all[5]);
		expect(lost.status).toBe(status);
		if (status === 200) expect(lost.ids).toEqual(all.slice(20));
		expect((await read('0_0')).ids).toEqual(all.slice(20));
		expect((await read(all[20])).ids).toEqual(all.slice(20));
	});

	test('an event id outlives all events when its place is at the end', async () => {
		emulator.control.setOptions({ lostCursor: 'http-404' });
		const cursor = await end();
		emulator.control.forgetEvents(Infinity);
		expect(await read(cursor)).toMatchObject({ status: 200, ids: [], next: cursor });
		const ids = emulator.control.happen(docflow);
		expect((await read(cursor)).ids).toEqual(ids);
	});

	test('is closed to a user without the rights, and opens again', async () => {
		emulator.control.changeUser(partnerUser.login, { eventFeed: false });
		expect((await read('0_0')).status).toBe(403);
		expect((await client.get('/v1/event-publishers')).status).toBe(403);
		emulator.control.changeUser(partnerUser.login, { eventFeed: true });
		expect((await read('0_0')).status).toBe(200);
	});

	test('over HTTP', async () => {
		const control = http(emulator);
		const { data } = await control.post(`/_control/docflows/${docflow}/events`, {
			state: 'report',
			count: 2,
			at: '2026-03-01T00:00:00Z',
		});
		expect(data.ids).toHaveLength(2);
		expect((await read(data.ids[0])).dates).toEqual(Array<string>(2).fill('2026-03-01T00:00:00'));
		const steered = await control.post('/_control/feed', { forget: 3, repeat: 1 });
		expect(steered.data).toEqual({ kept: emulator.state.extern.events.length, repeats: 1 });
		for (const wrong of [{ forget: -1 }, { repeats: 1 }]) {
			expect((await control.post('/_control/feed', wrong)).status).toBe(400);
		}
		expect((await control.post(`/_control/docflows/${docflow}/events`, { at: 'soon' })).status).toBe(400);
	});
});

describe('the list of docflows', () => {
	const changed = async (query = '') => {
		const path = `/v1/${owner.id}/docflows?updatedFrom=2026-03-02T05:00:00Z${query}`;
		const { data } = await client.get(path);
		return (data['docflows-page-item'] as Record<string, string>[]).map((item) => [
			item.id,
			item.status.split(':').at(-1),
			item['last-change-date'].slice(0, 19),
		]);
	};

	test('tells a change by its date', async () => {
		expect(await changed()).toEqual([]);
		emulator.control.changeDocflow(docflow, { status: 'finished', successState: 'failed' });
		expect(await changed()).toEqual([[docflow, 'finished', '2026-03-02T06:00:00']]);
		emulator.control.changeDocflow(docflow, { status: 'sent', at: new Date('2026-03-02T05:30:00Z') });
		expect(await changed()).toEqual([[docflow, 'sent', '2026-03-02T05:30:00']]);
	});

	test('learns of changes later, with the switch', async () => {
		emulator.control.setOptions({ docflowIndexMs: 2 * MINUTE });
		emulator.control.changeDocflow(docflow, { status: 'finished' });
		expect(await changed()).toEqual([]);
		expect((await client.get(`/v1/${owner.id}/docflows/${docflow}`)).status).toBe(200);
		emulator.state.clock.advance(2 * MINUTE);
		expect(await changed()).toEqual([[docflow, 'finished', '2026-03-02T06:00:00']]);
	});

	test('an incoming one is visible after its delay, its event at once', async () => {
		const cursor = await end();
		const made = [
			emulator.control.receiveDocflow(owner.id, { visibleInMs: MINUTE }),
			await emulator.control.createIncoming(owner.id, { visibleInMs: MINUTE }),
		].map(({ id }) => id);
		expect((await read(cursor)).ids).toHaveLength(2);
		expect(await changed()).toEqual([]);
		expect((await client.get(`/v1/${owner.id}/docflows/${made[0]}`)).status).toBe(404);
		emulator.state.clock.advance(MINUTE);
		expect((await changed()).map(([id]) => id).sort()).toEqual([...made].sort());
	});

	test.each([
		...['business-registration', 'fns534-cu-broadcast', 'stat-cu-broadcast', 'fns534-inventory'],
		...['fss-warrant-management', 'fss-sedo-provider-subscription', 'fss-sedo-pvso-notification'],
		...['fss-sedo-sick-report-change-notification', 'fss-sedo-proactive-payments-demand'],
		...['fss-sedo-proactive-payments-reply', 'fss-sedo-proactive-payments-benefit'],
		...['fss-sedo-insured-person-registration', 'fss-sedo-insured-person-mismatch'],
		...['fss-sedo-benefit-payment-initiation', 'fss-sedo-benefit-payment-status-notice'],
		...['fss-sedo-demand', 'fss-sedo-demand-reply', 'fss-sedo-billing-information-demand'],
		...['fss-sedo-billing-information', 'fss-sedo-baby-care-vacation-close-notice'],
		...['fss-sedo-employee-salary-information', 'fss-sedo-proactive-process-events-notification'],
		'fss-sedo-oved-confirmation',
	])('hides %s unless it is asked for', async (type) => {
		const { id } = emulator.control.receiveDocflow(owner.id, { type });
		expect(await changed()).toEqual([]);
		expect((await changed(`&type=${type}`)).map(([found]) => found)).toEqual([id]);
	});
});
