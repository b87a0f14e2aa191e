import type { IDataObject } from 'n8n-workflow';
import type { StoredEvent } from '../../emulator/extern/model';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account } from '../../emulator/support';
import type { Engine } from '../engine/engine';
import { EXTERN_TRIGGER, externCredential, konturEngine } from '../engine/kontur';

const STATE = 'urn:transaction:report';

let emulator: Emulator;
let engine: Engine;
let staticData: IDataObject;

beforeEach(async () => {
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	staticData = {};
	for (let count = 0; count < 3; count++) emulator.control.receiveDocflow(account(emulator, 1).id);
});
afterEach(async () => await emulator.close());

async function poll(filters: IDataObject) {
	const parameters = { startFrom: 'beginning', filters };
	const result = await engine.poll(EXTERN_TRIGGER, parameters, { credentials: externCredential, staticData });
	staticData = result.staticData;
	return result.json ?? [];
}

const ids = (items: IDataObject[]) => items.map(({ id }) => id);
const events = () => emulator.state.extern.events;
const matching = (test: (event: StoredEvent) => boolean) =>
	events()
		.filter(test)
		.map(({ id }) => id);

test.each<
	[string, (event: StoredEvent) => IDataObject, (first: StoredEvent) => (event: StoredEvent) => boolean]
>([
	['a type', () => ({ docflowTypes: 'fns534-demand' }), () => (e) => e.docflowType === 'fns534-demand'],
	[
		'a type as URN',
		() => ({ docflowTypes: 'urn:docflow:fns534-demand' }),
		() => (e) => e.docflowType === 'fns534-demand',
	],
	[
		'two types in other letters',
		() => ({ docflowTypes: ' FNS534-Demand , urn:docflow:stat-report,' }),
		() => (e) => ['fns534-demand', 'stat-report'].includes(e.docflowType),
	],
	[
		'an account',
		(e) => ({ accountIds: e.accountId.toUpperCase() }),
		(f) => (e) => e.accountId === f.accountId,
	],
	[
		'another account',
		() => ({ accountIds: account(emulator, 1).id }),
		() => (e) => e.accountId === account(emulator, 1).id,
	],
	['an account without events', () => ({ accountIds: account(emulator, 5).id }), () => () => false],
	['an INN', (e) => ({ inn: `${e.inn}, 1234567890` }), (f) => (e) => e.inn === f.inn],
	['a state', () => ({ newStates: 'document' }), () => (e) => e.newState === 'urn:transaction:document'],
	[
		'a state as URN',
		() => ({ newStates: 'urn:transaction:document' }),
		() => (e) => e.newState === 'urn:transaction:document',
	],
	[
		'all at once',
		(e) => ({ inn: e.inn, docflowTypes: 'fns534-report', newStates: 'report', accountIds: e.accountId }),
		(f) => (e) => e.inn === f.inn && e.docflowType === 'fns534-report' && e.newState === STATE,
	],
	['nothing', () => ({ inn: '', docflowTypes: ' ,' }), () => () => true],
])('%s', async (_name, filters, allows) => {
	const first = events()[7];
	const expected = matching(allows(first));
	expect(ids(await poll(filters(first)))).toEqual(expected);
	// What is filtered out is passed over for good.
	expect(await poll({})).toEqual([]);
});
