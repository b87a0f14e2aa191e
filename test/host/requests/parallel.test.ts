import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account } from '../../emulator/support';
import { sampleCells } from '../../support/sampling';
import type { Engine } from '../engine/engine';
import { EXTERN, externCredential, externSettings, konturEngine } from '../engine/kontur';

/* Items run concurrently when that is harmless, with at most as many requests as the credential allows. */

let emulator: Emulator;
let engine: Engine;
let number = 0;
let settings: ICredentialDataDecryptedObject;

beforeEach(async () => {
	emulator = await startEmulator({ options: { latencyMs: 20, externParallelLimit: 0 } });
	const password = `Parallel-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine = konturEngine(emulator);
	settings = { ...externSettings(emulator), password };
	engine.credentials.set('extern', settings);
});
afterEach(async () => await emulator.close());

const ITEMS = 40;

async function run(parameters: IDataObject, count = ITEMS) {
	const accounts = emulator.control.accounts();
	const items = Array.from({ length: count }, (_, i) => ({
		json: { accountId: String(accounts[i % accounts.length].id), name: `Компания ${i}` },
	}));
	return await engine.run(
		EXTERN,
		{ accountId: { __rl: true, mode: 'id', value: '={{ $json.accountId }}' }, ...parameters },
		{ credentials: externCredential, items },
	);
}

const get = { resource: 'account', operation: 'get', simplify: false };

/** How many requests the emulator had under way at once at most. */
const most = () => emulator.control.counters().mostAtOnce.extern;

test('reads of many items overlap, keep their order and their pairs', async () => {
	const { items, error } = await run(get);
	expect(error).toBeUndefined();
	expect(items.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual(
		Array.from({ length: ITEMS }, (_, i) => i),
	);
	const accounts = emulator.control.accounts();
	expect(items.map(({ json }) => json.id)).toEqual(
		Array.from({ length: ITEMS }, (_, i) => accounts[i % accounts.length].id),
	);
	expect(most()).toBeGreaterThan(4);
	expect(most()).toBeLessThanOrEqual(8);
	expect(emulator.control.counters().logins).toEqual({ password: 1 });
});

test.each(sampleCells('requests at once', 'limit', [1, 3, 20], 2))(
	'never more requests at once than the credential says: %i',
	async (parallelRequests) => {
		engine.credentials.set('extern', { ...settings, parallelRequests });
		// Long enough to meet, however busy the machine is.
		emulator.control.addFault({ method: 'GET', path: '^/v1/[^/]+$', delayMs: 300, times: 1000 });
		// Each of them alone has more than may run.
		const count = Math.min(ITEMS, 5 * parallelRequests);
		const runs = await Promise.all([run(get, count), run(get, count), run(get, count)]);
		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(most()).toBe(parallelRequests);
	},
);

test('a number beyond what Kontur takes counts as that', async () => {
	engine.credentials.set('extern', { ...settings, parallelRequests: 500 });
	await Promise.all([run(get), run(get), run(get), run(get)]);
	expect(most()).toBe(20);
});

test('writes run in order, and nothing follows a failed one', async () => {
	const [{ id }] = emulator.control.accounts();
	const { error } = await run({
		resource: 'draft',
		operation: 'delete',
		draftId: { __rl: true, mode: 'id', value: '00000000-0000-0000-0000-000000000001' },
		accountId: { __rl: true, mode: 'id', value: String(id) },
	});
	expect(error?.context).toMatchObject({ itemIndex: 0 });
	expect(emulator.control.log({ method: 'DELETE' })).toHaveLength(1);
});

test('the first of several failed reads is reported', async () => {
	const bad = "={{ [2, 5].includes($itemIndex) ? '00000000-0000-0000-0000-000000000001' : $json.accountId }}";
	const { error } = await run({ ...get, accountId: { __rl: true, mode: 'id', value: bad } });
	expect(error?.context).toMatchObject({ itemIndex: 2 });
});

test('where Kontur takes fewer at once than we ask, all items get through', async () => {
	emulator.state.options.externParallelLimit = 2;
	const { items, error } = await run(get);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(ITEMS);
	const refused = emulator.control.log({ service: 'extern', status: 429 }).length;
	expect(refused).toBeGreaterThan(0);
	// One burst is refused and those that feel for the limit; not every request once.
	expect(refused).toBeLessThan(ITEMS);
	expect(account(emulator).id).toBeDefined();
}, 60_000);
