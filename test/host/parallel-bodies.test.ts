import type { IDataObject } from 'n8n-workflow';
import { storeBytes } from '../emulator/extern/contentStore';
import { startEmulator, type Emulator } from '../emulator/server';
import { account } from '../emulator/support';
import { binaryItem, useBinaryData, type Engine } from './engine';
import { EXTERN, externCredential, externSettings, konturEngine } from './kontur';

/* The limit holds until a body has ended, whatever it is, over all executions and spellings of the address. */

useBinaryData('filesystem');

const MB = 1024 * 1024;

let emulator: Emulator;
let engine: Engine;
let accountId: string;

beforeEach(async () => {
	emulator = await startEmulator({ options: { externParallelLimit: 0 } });
	engine = konturEngine(emulator);
	accountId = String(account(emulator).id);
});
afterEach(async () => await emulator.close());

const most = () => emulator.control.counters().mostAtOnce.extern;

const items = async (count: number, make: (index: number) => Promise<object> = async () => ({})) =>
	await Promise.all(
		Array.from({ length: count }, async (_, index) => ({ json: {}, ...(await make(index)) })),
	);

async function mixed(parallelRequests: number, count: number) {
	const slow = { kind: 'slowBody', delayMs: 20, times: 1000 } as const;
	emulator.control.addFault({ method: 'GET', path: '/contents/', ...slow });
	const bytes = Buffer.alloc(MB, 7);
	const { id } = storeBytes(emulator.state.extern, account(emulator), 'text/plain', bytes);
	// Two spellings of one address.
	const settings = { ...externSettings(emulator), parallelRequests };
	engine.credentials.set('extern', settings);
	engine.store.put('spelled', {
		...engine.store.get('extern'),
		data: { ...settings, apiUrl: `${emulator.url}/`, identityUrl: emulator.url, authUrl: emulator.url },
	});
	const file = await binaryItem({}, { data: { content: Buffer.alloc(MB, 3), fileName: 'a.bin' } });
	const run = async (parameters: IDataObject, input: object[], credential: string) =>
		await engine.run(
			EXTERN,
			{ accountId, ...parameters },
			{ credentials: { ...externCredential, konturExternApi: credential }, items: input as never },
		);
	const download = { resource: 'content', operation: 'download', contentId: id, fileName: 'a' };
	const upload = { resource: 'content', operation: 'upload', binaryPropertyName: 'data' };
	const read = { resource: 'account', operation: 'get' };
	const uploads = Array.from({ length: count }, () => file);
	return await Promise.all([
		run(download, await items(count), 'extern'),
		run(download, await items(count), 'spelled'),
		run(upload, uploads, 'extern'),
		run(upload, uploads, 'spelled'),
		run(read, await items(count), 'extern'),
		run(read, await items(count), 'spelled'),
	]);
}

test.each([1, 3, 8])(
	'six executions with downloads, uploads and reads have %i requests and bodies open at most',
	async (limit) => {
		const count = limit === 1 ? 3 : 12;
		const results = await mixed(limit, count);
		expect(results.map(({ error }) => error)).toEqual(Array(6).fill(undefined));
		for (const { items: outputs } of results) expect(outputs).toHaveLength(count);
		expect(most()).toBe(limit);
	},
);

test('an execution that is cancelled while its requests wait in the queue ends at once', async () => {
	engine.credentials.set('extern', { ...externSettings(emulator), parallelRequests: 1 });
	emulator.control.addFault({ path: '/v1/', delayMs: 3000, times: 1000 });
	const read = { resource: 'account', operation: 'get', accountId };
	const busy = engine.run(EXTERN, read, { credentials: externCredential, cancelAfter: 2000 });
	await new Promise((resolve) => setTimeout(resolve, 300));
	const started = performance.now();
	const { error } = await engine.run(EXTERN, read, {
		credentials: externCredential,
		items: await items(5),
		cancelAfter: 200,
	});
	expect(error?.message).toContain('canceled');
	expect(performance.now() - started).toBeLessThan(700);
	await busy;
});
