import { binaryItem, createEngine, CredentialStore, readBinary, useBinaryData } from './engine';
import type { EngineOptions, RunOptions, WorkflowJson } from './engine';
import {
	CountingTrigger,
	HeaderCredential,
	SampleNode,
	SessionCredential,
	startService,
} from './engine.fixture';
import { existsSync } from 'fs';

const SAMPLE = 'test-package.sample';
const COUNTING = 'test-package.counting';
const three = ['a', 'b', 'c'].map((word) => ({ json: { word } }));
const perItem = { path: '=/echo/{{ $json.word }}' };
const files = useBinaryData('filesystem');

let service: Awaited<ReturnType<typeof startService>>;
beforeEach(async () => {
	service = await startService();
});
afterEach(async () => await service.stop());

function engineWith(more: Partial<EngineOptions> = {}) {
	return createEngine({
		nodes: { [SAMPLE]: new SampleNode(), [COUNTING]: new CountingTrigger() },
		credentialTypes: [new SessionCredential(), new HeaderCredential()],
		credentials: {
			one: { name: 'One', type: 'sampleApi', data: { url: service.url, password: 'right' } },
		},
		...more,
	});
}

const withOne = (more: RunOptions = {}): RunOptions => ({
	items: three,
	credentials: { sampleApi: 'one' },
	...more,
});

const workflow = (first: object, extra: object = {}): WorkflowJson => ({
	nodes: [
		{ name: 'When clicked', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 },
		{ name: 'Ask', type: SAMPLE, parameters: first, credentials: { sampleApi: { id: 'one' } }, ...extra },
		{ name: 'Good', type: 'n8n-nodes-base.noOp' },
		{ name: 'Bad', type: 'n8n-nodes-base.noOp' },
	],
	connections: {
		'When clicked': { main: [[{ node: 'Ask', type: 'main', index: 0 }]] },
		Ask: {
			main: [[{ node: 'Good', type: 'main', index: 0 }], [{ node: 'Bad', type: 'main', index: 0 }]],
		},
	},
});

describe('sessions', () => {
	it('signs in once for all items and resolves expressions for each', async () => {
		const engine = engineWith();
		const { json, items, error, run } = await engine.run(SAMPLE, perItem, withOne());
		expect(error).toBeUndefined();
		expect(run.status).toBe('success');
		expect(json.map(({ echo }) => echo)).toEqual(['a', 'b', 'c']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(service.seen.logins).toBe(1);
		expect(engine.credentials.get('one').session).toBe('right:session-1');
	});

	it('keeps the session for the next execution and renews it once after a 401', async () => {
		const engine = engineWith();
		await engine.run(SAMPLE, perItem, withOne());
		service.seen.sessions.clear();
		const { json, error } = await engine.run(SAMPLE, perItem, withOne());
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		expect(service.seen.logins).toBe(2);
		expect(engine.store.writes.map(({ data }) => data.session)).toEqual([
			'right:session-1',
			'right:session-2',
		]);
	});

	it('shares sessions between two engines on one store', async () => {
		const store = new CredentialStore();
		const [first, second] = [engineWith({ store }), engineWith({ store, credentials: {} })];
		await first.run(SAMPLE, perItem, withOne());
		const { error } = await second.run(SAMPLE, perItem, withOne());
		expect(error).toBeUndefined();
		expect(service.seen.logins).toBe(1);
	});

	it('can run as a second process, with its own modules', async () => {
		const engine = engineWith();
		await engine.run(SAMPLE, perItem, withOne());
		await jest.isolateModulesAsync(async () => {
			const other = await import('./engine');
			const { SampleNode: Node, SessionCredential: Session } = await import('./engine.fixture');
			expect(Node).not.toBe(SampleNode);
			const nodes = { [SAMPLE]: new Node() };
			const { store } = engine;
			const second = other.createEngine({ nodes, credentialTypes: [new Session()], store });
			const { error } = await second.run(SAMPLE, perItem, withOne());
			expect(error).toBeUndefined();
		});
		expect(service.seen.logins).toBe(1);
	});

	it('hands out copies of what is stored', async () => {
		const engine = engineWith();
		engine.credentials.get('one').password = 'changed outside';
		expect(engine.credentials.get('one').password).toBe('right');
		engine.credentials.edit('one', { path: '/echo/edited' });
		expect(engine.credentials.get('one')).toEqual({
			url: service.url,
			password: 'right',
			path: '/echo/edited',
		});
	});

	it('applies declared authentication', async () => {
		service.seen.sessions.add('the key');
		const data = { url: service.url, key: 'the key' };
		const engine = engineWith({ credentials: { h: { name: 'H', type: 'headerApi', data } } });
		const credentials = { headerApi: 'h' };
		const { json, error } = await engine.run(SAMPLE, { credential: 'headerApi' }, { credentials });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ echo: 'hello', ok: true }]);
	});
});

describe('errors', () => {
	const failing = { path: '={{ $json.word === "b" ? "/status/409" : "/echo/" + $json.word }}' };

	it('stops the workflow with the NodeApiError', async () => {
		const { error, items, run } = await engineWith().run(SAMPLE, failing, withOne());
		expect(run.status).toBe('error');
		expect(items).toEqual([]);
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '409' });
		expect(error?.context?.data).toEqual({ message: 'asked for 409' });
	});

	it('sends failed items to the second output', async () => {
		const json = workflow(failing, { onError: 'continueErrorOutput' });
		const result = await engineWith().runWorkflow(json, { startItems: three });
		expect(result.error).toBeUndefined();
		expect(result.node('Good').outputs[0].map(({ json: { echo } }) => echo)).toEqual(['a', 'c']);
		const [item] = result.node('Ask').outputs[1];
		expect(item).toMatchObject({
			error: { name: 'NodeApiError', httpCode: '409' },
			pairedItem: { item: 1 },
		});
		// The engine puts nothing but the message into json, whatever the node put there.
		expect(item.json).toEqual({ error: item.error?.message });
		expect(result.node('Bad').outputs[0]).toHaveLength(1);
	});

	it('passes the input on through the first output when the node itself throws', async () => {
		const json = workflow({ job: 'throw' }, { onError: 'continueErrorOutput' });
		const { run, error, node } = await engineWith().runWorkflow(json, { startItems: three });
		expect([run.status, error]).toEqual(['success', undefined]);
		expect(node('Ask').error?.message).toBe('Out of order');
		expect(node('Good').outputs[0].map((item) => item.json)).toEqual(three.map((item) => item.json));
		expect(node('Bad').ran).toBe(false);
	});

	it('keeps failed items in line with continueRegularOutput', async () => {
		const { json, errorItems } = await engineWith().run(
			SAMPLE,
			failing,
			withOne({ onError: 'continueRegularOutput' }),
		);
		expect(json.map(({ error }) => typeof error)).toEqual(['undefined', 'string', 'undefined']);
		expect(errorItems).toEqual([]);
	});

	it('tries again when told to', async () => {
		const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { error } = await engineWith().run(SAMPLE, { path: '/status/500' }, withOne(retry));
		expect(error?.httpCode).toBe('500');
		expect(service.seen.requests).toHaveLength(3);
	});

	it('records what the engine logs instead of printing it', async () => {
		const engine = engineWith();
		await engine.run(SAMPLE, failing, withOne());
		expect(engine.log.filter(({ level }) => level === 'error')).not.toHaveLength(0);
	});

	it('reports a missing credential as the engine does', async () => {
		const { error } = await engineWith().run(SAMPLE, {});
		expect(error?.message).toBe('Node does not require credentials');
		const gone = await engineWith().run(SAMPLE, {}, { credentials: { sampleApi: 'gone' } });
		expect(gone.error?.message).toBe('Credential with ID "gone" does not exist for type "sampleApi".');
	});
});

describe('cancellation', () => {
	it.each([
		// Long enough for the node to begin, however busy the machine is.
		['after a time', 300],
		['when told', async () => await new Promise<void>((resolve) => setTimeout(resolve, 300))],
	])('ends a waiting node %s', async (_, cancelAfter) => {
		const { run, node } = await engineWith().runWorkflow(workflow({ job: 'wait' }), { cancelAfter });
		expect(run.status).toBe('canceled');
		expect(node('Ask').ran).toBe(true);
		expect(node('Good').ran).toBe(false);
	});
});

describe('polling', () => {
	it('carries static data from poll to poll', async () => {
		const engine = engineWith();
		const staticData = {};
		const first = await engine.poll(COUNTING, {}, { staticData });
		expect(first.json?.[0]).toEqual({ n: 1, mode: 'trigger', activation: 'activate' });
		const second = await engine.poll(COUNTING, { step: '={{ 1 + 2 }}' }, { staticData, budgetMs: 7 });
		expect(second.json?.map(({ n }) => n)).toEqual([3, 4, 5]);
		expect(second.staticData).toEqual({ cursor: 5, budget: 7 });
		expect((await engine.poll(COUNTING, { step: '0' }, { staticData })).items).toBeNull();
	});

	it('keeps nothing of a manual poll', async () => {
		const staticData = { cursor: 4 };
		const { json } = await engineWith().poll(COUNTING, {}, { staticData, mode: 'manual' });
		expect(json?.[0]).toEqual({ n: 5, mode: 'manual', activation: 'manual' });
		expect(staticData).toEqual({ cursor: 4 });
	});

	it('loses a cursor moved before a failure in memory, and rolls it back when durable', async () => {
		const [memory, durable] = [{ cursor: 1 }, { cursor: 1 }];
		const failing = { fail: 'yes' };
		const engine = engineWith();
		await expect(engine.poll(COUNTING, failing, { staticData: memory })).rejects.toThrow('away');
		expect(memory.cursor).toBe(3);
		const poll = engine.poll(COUNTING, failing, { staticData: durable, scheduler: 'durable' });
		await expect(poll).rejects.toThrow('away');
		expect(durable.cursor).toBe(1);
		await engine.poll(COUNTING, {}, { staticData: durable, scheduler: 'durable' });
		expect(durable).toEqual({ cursor: 3, budget: 36_000 });
	});

	it('starts a workflow with emitted items or, manually, by polling', async () => {
		const json: WorkflowJson = {
			nodes: [
				{ name: 'Numbers', type: COUNTING },
				{ name: 'After', type: 'n8n-nodes-base.noOp' },
			],
			connections: { Numbers: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
		};
		const engine = engineWith();
		const emitted = await engine.runWorkflow(json, { mode: 'trigger', startItems: three });
		expect(emitted.node('After').outputs[0]).toHaveLength(3);
		expect((await engine.runWorkflow(json)).node('After').outputs[0][0].json.n).toBe(1);
	});
});

describe('lists', () => {
	it('searches with filter, token and current parameters', async () => {
		const engine = engineWith();
		const credentials = { sampleApi: 'one' };
		const search = { credentials, filter: 'word' };
		const first = await engine.listSearch(SAMPLE, 'words', { job: 'wait' }, search);
		expect(first).toEqual({ results: [{ name: 'word wait', value: '' }], paginationToken: 'page-2' });
		const token = first.paginationToken as string;
		const second = await engine.listSearch(SAMPLE, 'words', {}, { ...search, token });
		expect(second).toEqual({ results: [{ name: 'word request', value: 'page-2' }] });
		expect(service.seen.logins).toBe(1);
	});
});

describe('binary data', () => {
	it('goes through files on disk', async () => {
		const engine = engineWith();
		const input = await binaryItem({}, { data: { content: 'abc', fileName: 'in.txt' } });
		const { items, error } = await engine.run(
			SAMPLE,
			{ job: 'file', path: '/file' },
			withOne({ items: [input] }),
		);
		expect(error).toBeUndefined();
		const data = items[0].binary?.data;
		expect(data).toMatchObject({ mimeType: 'application/pdf', fileName: 'back.pdf', bytes: 3 });
		expect(data?.id).toMatch(/^filesystem-v2:workflows\/workflow\/executions\/1\/binary_data\//);
		expect((await readBinary(data)).toString()).toBe('cba');
		expect(existsSync(files.directory)).toBe(true);
	});
});
