import type { AxiosInstance } from 'axios';

import { account, accountantUser, demo, http, makeDraft, runTask, sign, signIn } from '../../support';
import type { Account } from '../model';
import { startEmulator, type Emulator } from '../../server';

let emulator: Emulator;
let client: AxiosInstance;
let owner: Account;
let home: string;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	emulator.control.reset();
	emulator.state.clock.freeze(new Date('2026-03-02T06:00:00Z'));
	client = await signIn(emulator);
	owner = account(emulator);
	home = `/v1/${owner.id}`;
});
afterAll(async () => await emulator.close());

async function sendReport(office = '0087') {
	const draft = await makeDraft(client, owner, { office });
	await sign(client, draft);
	const { data } = await runTask(emulator, client, draft, 'send');
	return { draft, task: data, id: String(data['task-result'].id) };
}

async function feedEnd(): Promise<string> {
	let cursor = '0_0';
	for (;;) {
		const { data } = await client.get(`/v1/events?take=1000&fromId=${cursor}`);
		if (data['returned-count'] === 0) return cursor;
		cursor = data['next-event-id'];
	}
}

interface Item {
	id: string;
	description: { type: string };
	links: { rel: string; name?: string }[];
}

describe('sending', () => {
	test('a draft becomes a docflow with three documents', async () => {
		const { draft, task, id } = await sendReport();
		expect(task).toMatchObject({ 'task-state': 'succeed', 'task-type': 'urn:task-type:send' });
		expect((await client.get(`${home}/docflows/${id}`)).status).toBe(404);
		emulator.state.clock.advance(100);
		const { data } = await client.get(`${home}/docflows/${id}`);
		expect(data).toEqual(task['task-result']);
		expect(data).toMatchObject({
			type: 'urn:docflow:fns534-report',
			status: 'urn:docflow-common-status:sent',
			'success-state': 'urn:docflow-state:neutral',
			'send-date': '2026-03-02T09:00:00.2000000',
			'last-change-date': '2026-03-02T06:00:00.2000000Z',
			description: {
				'form-version': { knd: '1151006' },
				recipient: '0087',
				'period-begin': '2024-01-01T00:00:00.0000000',
				'period-end': '2024-03-31T00:00:00.0000000',
				'payer-inn': `${owner.inn}-${String(owner.kpp)}`,
			},
		});
		expect(data.documents.map((item: Item) => item.description.type)).toEqual([
			'urn:document:fns534-report-date-confirmation',
			'urn:document:fns534-report-description',
			'urn:document:fns534-report',
		]);
		const reply = { rel: 'reply', name: 'fns534-report-receipt' };
		expect(data.links).toContainEqual(expect.objectContaining(reply));
		expect(data.documents[0].links).toContainEqual(expect.objectContaining(reply));
		const sent = (await client.get(draft.path)).data;
		expect(sent).toMatchObject({ status: 'sent', 'docflow-id': id });
		expect(sent.docflows).toEqual([{ rel: 'docflow', href: `${emulator.url}${home}/docflows/${id}` }]);
	});

	test('the sent report and its signature can be read back', async () => {
		const { draft, id } = await sendReport();
		emulator.state.clock.advance(100);
		const documents = `${home}/docflows/${id}/documents`;
		const list: Item[] = (await client.get(documents)).data;
		expect(list).toHaveLength(3);
		const one = `${documents}/${draft.documentId}`;
		const { data } = await client.get(one);
		const [content] = data.content['docflow-document-contents'];
		expect(content).toMatchObject({ encrypted: false, compressed: false, 'compression-type': 'none' });
		const bytes = await client.get(`${home}/contents/${String(content['content-id'])}`, {
			responseType: 'arraybuffer',
		});
		expect(draft.bytes.equals(bytes.data)).toBe(true);
		const { data: signatures } = await client.get(`${one}/signatures`);
		expect(signatures).toHaveLength(1);
		const signature = `${one}/signatures/${String(signatures[0].id)}`;
		expect((await client.get(signature)).data).toEqual(signatures[0]);
		const stored = await client.get(
			`${draft.path}/documents/${draft.documentId}/signatures/${String(signatures[0].id)}/content`,
		);
		expect((await client.get(`${signature}/content`)).data).toBe(stored.data);
		expect((await client.get(`${one}/description`)).data).toEqual(data.description);
	});

	test('a draft is sent only once', async () => {
		const { draft } = await sendReport();
		const before = owner.docflows.size;
		expect((await client.post(`${draft.path}/send?deferred=true`)).status).toBe(400);
		expect((await client.delete(draft.path)).status).toBe(400);
		emulator.state.clock.advance(1000);
		expect(owner.docflows.size).toBe(before);
	});

	test('after a lost answer the draft and its tasks tell what happened', async () => {
		const draft = await makeDraft(client, owner);
		await sign(client, draft);
		emulator.control.addFault({
			method: 'POST',
			path: '/v1/{accountId}/drafts/{draftId}/send',
			cut: 'after',
		});
		await expect(client.post(`${draft.path}/send?deferred=true`)).rejects.toThrow();
		const { data } = await client.get(`${draft.path}/tasks`);
		expect(data['api-task-page-items']).toMatchObject([{ 'task-type': 'urn:task-type:send' }]);
		emulator.state.clock.advance(200);
		expect((await client.get(draft.path)).data.status).toBe('sent');
	});

	test('a wrong sender address is refused at send', async () => {
		const draft = await makeDraft(client, owner);
		const { data } = await client.get(`${draft.path}/meta`);
		data.sender.ipaddress = '8.8.8.888';
		expect((await client.put(`${draft.path}/meta`, data)).status).toBe(200);
		const answer = await client.post(`${draft.path}/send?deferred=true`);
		expect(answer.status).toBe(400);
		expect(answer.data.message).toContain('sender.ipaddress');
	});

	test('an unsigned draft fails in the task or, by switch, in the poll', async () => {
		const draft = await makeDraft(client, owner);
		const failure = {
			id: 'urn:error:externapi:checkProtocolHasErrors',
			'status-code': 400,
			status: 'check-protocol-has-errors',
			'check-result': { 'documents-errors': { [draft.documentId]: [{ level: 'Error' }] } },
		};
		const inTask = await runTask(emulator, client, draft, 'send');
		expect(inTask.status).toBe(200);
		expect(inTask.data).toMatchObject({ 'task-state': 'failed', 'task-result': failure });
		expect((await client.get(draft.path)).data.status).toBe('new');
		emulator.control.setOptions({ sendFailure: 'http-400' });
		const inPoll = await runTask(emulator, client, draft, 'send');
		expect(inPoll.status).toBe(400);
		expect(inPoll.data).toMatchObject(failure);
	});
});

describe('robots', () => {
	const expected: [string, [string, string, string][]][] = [
		[
			'0087',
			[
				['delivered', 'neutral', 'report-receipt'],
				['response-arrived', 'neutral', 'acceptance-result-positive'],
				['response-arrived', 'successful', 'processing-result-ok'],
			],
		],
		[
			'0088',
			[
				['delivered', 'neutral', 'report-receipt'],
				['response-arrived', 'failed', 'acceptance-result-negative'],
			],
		],
		[
			'0085',
			[
				['delivered', 'neutral', 'report-receipt'],
				['response-arrived', 'neutral', 'acceptance-result-positive'],
				['response-arrived', 'warning', 'processing-result-precise'],
			],
		],
	];

	test.each(expected)('%s by hand, with an event for each step', async (office, steps) => {
		const cursor = await feedEnd();
		const { id } = await sendReport(office);
		emulator.state.clock.advance(100);
		let documents = 3;
		let changed = '';
		for (const [status, state] of steps) {
			emulator.state.clock.advance(60_000);
			await http(emulator).post(`/_control/docflows/${id}/advance`);
			const { data } = await client.get(`${home}/docflows/${id}`);
			expect(data.status).toBe(`urn:docflow-common-status:${status}`);
			expect(data['success-state']).toBe(`urn:docflow-state:${state}`);
			expect(data.documents).toHaveLength(++documents);
			expect(data['last-change-date'] > changed).toBe(true);
			changed = data['last-change-date'];
		}
		expect(emulator.control.advanceDocflow(id).made).toBe(0);
		const { data } = await client.get(`/v1/events?fromId=${cursor}`);
		expect(data['api-events'].map((event: Record<string, string>) => event['new-state'])).toEqual([
			'urn:transaction:report',
			...steps.map(([, , event]) => `urn:transaction:${event}`),
		]);
		for (const event of data['api-events']) {
			expect(event).toMatchObject({ 'docflow-id': id, 'account-id': owner.id, inn: owner.inn });
			expect((await client.get(event['docflow-link'].href)).data.id).toBe(id);
		}
	});

	test('timed robots work by the clock', async () => {
		await http(emulator).post('/_control/robots', { mode: 'timed', stepMs: 3000 });
		const { id } = await sendReport();
		const status = async () => (await client.get(`${home}/docflows/${id}`)).data.status.split(':').pop();
		emulator.state.clock.advance(2999);
		expect(await status()).toBe('sent');
		emulator.state.clock.advance(1);
		expect(await status()).toBe('delivered');
		emulator.state.clock.advance(6000);
		expect(await status()).toBe('response-arrived');
		expect(emulator.control.advanceDocflow(id).made).toBe(0);
	});

	test('a docflow sent before is taken up when the robots become timed', async () => {
		const { id } = await sendReport('0088');
		emulator.state.clock.advance(60_000);
		expect(owner.docflows.get(id)?.status).toBe('sent');
		emulator.control.robots({ mode: 'timed', stepMs: 1000 });
		emulator.state.clock.advance(2000);
		expect(owner.docflows.get(id)?.successState).toBe('failed');
	});

	test('switching the robots to timed twice does not make them twice as fast', async () => {
		emulator.control.robots({ mode: 'timed', stepMs: 1000 });
		const { id } = await sendReport();
		emulator.control.robots({ mode: 'timed' });
		emulator.state.clock.advance(1000);
		expect(owner.docflows.get(id)?.status).toBe('delivered');
	});

	test('the receipts of the subscriber process the acceptance and finish the docflow', async () => {
		const { id } = await sendReport();
		emulator.control.advanceDocflow(id, 2);
		expect(emulator.control.sendReceipts(id)).toMatchObject({ made: 2, status: 'response-processed' });
		expect(emulator.control.advanceDocflow(id)).toMatchObject({ made: 1, status: 'response-arrived' });
		expect(emulator.control.sendReceipts(id)).toMatchObject({ made: 1, status: 'finished' });
		emulator.state.clock.advance(100);
		const { data } = await client.get(`${home}/docflows/${id}`);
		expect(data.links.filter((link: { rel: string }) => link.rel === 'reply')).toEqual([]);
	});

	test('an office without a robot answers nothing', async () => {
		const { id } = await sendReport('7701');
		expect(emulator.control.advanceDocflow(id, 5)).toMatchObject({ made: 0, status: 'sent' });
	});
});

describe('event feed', () => {
	test('offsets follow one another and the tail keeps its cursor', async () => {
		const seen: Record<string, string>[] = [];
		let cursor = '0_0';
		for (;;) {
			const { data } = await client.get(`/v1/events?take=50&fromId=${cursor}`);
			expect(data['requested-count']).toBe(50);
			if (data['returned-count'] === 0) {
				expect(data['next-event-id']).toBe(cursor);
				break;
			}
			seen.push(...data['api-events']);
			cursor = data['next-event-id'];
		}
		expect(seen).toHaveLength(emulator.state.extern.events.length);
		let offset = 0;
		for (const event of seen) {
			const [from, length] = event.id.split('_').map((part) => parseInt(part, 16));
			expect(from).toBe(offset);
			offset = from + length;
		}
		await sendReport();
		const { data } = await client.get(`/v1/events?fromId=${cursor}`);
		expect(data['api-events'].map((event: Record<string, string>) => event['new-state'])).toEqual([
			'urn:transaction:report',
		]);
	});

	test('needs rights and a valid cursor', async () => {
		const other = await signIn(emulator, accountantUser);
		expect((await other.get('/v1/events?fromId=0_0')).status).toBe(403);
		expect((await other.get('/v1/event-publishers')).status).toBe(403);
		expect((await client.get('/v1/events?fromId=first')).status).toBe(400);
	});

	test('only events of shared accounts appear, with the filter of the share', async () => {
		const cursor = await feedEnd();
		emulator.control.receiveDocflow(owner.id);
		emulator.control.receiveDocflow(owner.id, { type: 'fns534-cu-letter', event: 'cu-letter' });
		emulator.control.receiveDocflow(account(emulator, 9).id);
		const types = async () =>
			(await client.get(`/v1/events?fromId=${cursor}`)).data['api-events'].map(
				(event: Record<string, string>) => event['docflow-type'],
			);
		expect(await types()).toEqual(['urn:docflow:fns534-demand', 'urn:docflow:fns534-cu-letter']);
		const shared = await client.post(`${home}/share-events`, {
			subscriber: demo.clientId,
			'events-filter': { 'docflow-types': ['urn:docflow:fns534-demand'] },
		});
		expect(shared.status).toBe(200);
		expect(await types()).toEqual(['urn:docflow:fns534-demand']);
		await client.post(`/v1/${account(emulator, 9).id}/share-events`, { subscriber: demo.clientId });
		expect(await types()).toEqual(['urn:docflow:fns534-demand', 'urn:docflow:fns534-demand']);
	});

	test('publishers can be listed and dropped; an unknown subscriber is refused', async () => {
		const { data } = await client.get('/v1/event-publishers');
		expect(data.publishers).toHaveLength(3);
		const path = `/v1/event-publishers/${String(data.publishers[0].id)}`;
		expect((await client.delete(path)).status).toBe(200);
		expect((await client.delete(path)).status).toBe(404);
		expect((await client.post(`${home}/share-events`, {})).status).toBe(400);
		expect((await client.post(`${home}/share-events`, { subscriber: 'nobody' })).status).toBe(400);
	});
});
