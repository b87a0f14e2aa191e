import type { IDataObject } from 'n8n-workflow';
import { storeBytes } from '../../emulator/extern/files/contentStore';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account } from '../../emulator/support';
import { sampleCells } from '../../support/sampling';
import { binaryItem, useBinaryData, type Engine } from '../engine/engine';
import { EXTERN, externCredential, externSettings, konturEngine } from '../engine/kontur';

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

/** Spellings of one address. */
const spellings = (url: string): string[] => {
	const { port } = new URL(url);
	return [
		url,
		`${url}/`,
		` ${url} `,
		`http://127.1:${port}`,
		`http://2130706433:${port}//`,
		`http://0x7f.0.0.1:${port}`,
	];
};

async function mixed(parallelRequests: number, count: number) {
	const slow = { kind: 'slowBody', delayMs: 20, times: 1000 } as const;
	emulator.control.addFault({ method: 'GET', path: '/contents/', ...slow });
	// Long enough to meet, however busy the machine is.
	emulator.control.addFault({ method: 'GET', path: '^/v1/[^/]+$', delayMs: 300, times: 1000 });
	const bytes = Buffer.alloc(MB, 7);
	const { id } = storeBytes(emulator.state.extern, account(emulator), 'text/plain', bytes);
	const settings = { ...externSettings(emulator), parallelRequests };
	engine.credentials.set('extern', settings);
	spellings(emulator.url).forEach((apiUrl, index) => {
		const data = { ...settings, apiUrl, identityUrl: emulator.url, authUrl: emulator.url };
		engine.store.put(`spelled${index}`, { ...engine.store.get('extern'), data });
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
		run(download, await items(count), 'spelled0'),
		run(download, await items(count), 'spelled1'),
		run(upload, uploads, 'spelled2'),
		run(upload, uploads, 'spelled3'),
		run(read, await items(count), 'spelled4'),
		run(read, await items(count), 'spelled5'),
	]);
}

test.each(sampleCells('bodies at once', 'limit', [1, 3, 8], 1))(
	'six executions with downloads, uploads and reads have %i requests and bodies open at most',
	async (limit) => {
		const count = limit === 1 ? 3 : 12;
		const results = await mixed(limit, count);
		expect(results.map(({ error }) => error)).toEqual(Array(6).fill(undefined));
		for (const { items: outputs } of results) expect(outputs).toHaveLength(count);
		expect(most()).toBe(limit);
	},
);

test.each<[string, IDataObject]>([
	['reads', { resource: 'account', operation: 'get' }],
	['uploads', { resource: 'content', operation: 'upload', binaryPropertyName: 'data' }],
	['downloads', { resource: 'content', operation: 'download', contentId: 'a', fileName: 'a' }],
])(
	'an execution that is cancelled while its %s wait in the queue ends at once',
	async (_name, parameters) => {
		engine.credentials.set('extern', { ...externSettings(emulator), parallelRequests: 1 });
		// Far longer than the test: whoever waits for it comes second, however busy the machine is.
		emulator.control.addFault({ path: '/v1/', delayMs: 30_000, times: 1000 });
		const file = await binaryItem({}, { data: { content: Buffer.alloc(1000, 3), fileName: 'a.bin' } });
		const more = { credentials: externCredential, items: Array.from({ length: 5 }, () => file) };
		const ended: string[] = [];
		const read = { resource: 'account', operation: 'get', accountId };
		let stopBusy = () => {};
		const isStopped = new Promise<void>((resolve) => {
			stopBusy = resolve;
		});
		const busy = engine
			.run(EXTERN, read, { credentials: externCredential, cancelAfter: async () => await isStopped })
			.finally(() => ended.push('busy'));
		const isAsked = () => emulator.control.log({ service: 'extern', status: 0 }).length > 0;
		while (!isAsked()) await new Promise((resolve) => setTimeout(resolve, 5));
		const { error } = await engine.run(EXTERN, { accountId, ...parameters }, { ...more, cancelAfter: 200 });
		ended.push('queued');
		expect(error?.message).toContain('canceled');
		stopBusy();
		await busy;
		expect(ended).toEqual(['queued', 'busy']);
	},
);
