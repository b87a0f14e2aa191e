import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Account } from '../../emulator/extern/model';
import { completeInn } from '../../emulator/extern/organizations/inn';
import { ORGANIZATION_IDS } from '../../emulator/ofd/shop/seed';
import { startEmulator, type Emulator } from '../../emulator/server';
import { sampleCells } from '../../support/sampling';
import { useBinaryData, type Engine } from '../engine/engine';
import {
	EXTERN,
	externCredential,
	externSettings,
	konturEngine,
	OFD,
	OFD_TRIGGER,
	ofdCredential,
	ofdSettings,
} from '../engine/kontur';

/* Accounts and organizations by INN: their IDs may change, the INN does not. */

useBinaryData('filesystem');

let emulator: Emulator;
let engine: Engine;
let accounts: Account[];

beforeEach(async () => {
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	const password = `Inn-${randomUUID()}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine.credentials.set('extern', { ...externSettings(emulator), password });
	engine.credentials.set('ofd', { ...ofdSettings(emulator), password });
	const all = emulator.state.extern.accounts;
	for (const { id } of [...all.values()].slice(11)) all.delete(id);
	accounts = [...all.values()];
	// Every account is alone with its INN, in several pages.
	accounts.forEach((account, index) => {
		account.inn = completeInn(String(781_100_000 + index));
	});
	emulator.control.setOptions({ pageSize: 2 });
});
afterEach(async () => await emulator.close());

const byInn = (value: unknown) => ({ __rl: true, mode: 'inn', value });
const get = { resource: 'account', operation: 'get', simplify: false };
const extern = async (parameters: IDataObject, items: IDataObject[] = [{}], options: object = {}) =>
	await engine.run(EXTERN, parameters, {
		credentials: externCredential,
		items: items.map((json) => ({ json })),
		...options,
	});
const lists = (path: string) => emulator.control.log({ route: path });
const pages = () => Math.ceil(accounts.length / 2);

test('an account is found by its INN, also on the last page', async () => {
	const last = accounts[accounts.length - 1];
	const { json, error } = await extern({ ...get, accountId: byInn(last.inn) });
	expect(error).toBeUndefined();
	expect(json[0].id).toBe(last.id);
});

test('a table of clients holds INNs: each item its account, and the accounts are listed once', async () => {
	const clients = [2, 0, 1, 0, 2].map((index) => accounts[index]);
	const { json, error } = await extern(
		{ ...get, accountId: byInn('={{ $json.inn }}') },
		clients.map(({ inn }) => ({ inn })),
	);
	expect(error).toBeUndefined();
	expect(json.map(({ id }) => id)).toEqual(clients.map(({ id }) => id));
	expect(lists('/v1')).toHaveLength(pages());
});

test('two nodes of one execution list the accounts once', async () => {
	const node = (name: string, accountId: object) => ({
		name,
		type: EXTERN,
		parameters: { ...get, accountId },
		credentials: { konturExternApi: { id: 'extern', name: 'extern' } },
	});
	const result = await engine.runWorkflow({
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			node('One', byInn(accounts[0].inn)),
			node('Two', byInn(accounts[1].inn)),
		],
		connections: {
			Start: { main: [[{ node: 'One', type: 'main', index: 0 }]] },
			One: { main: [[{ node: 'Two', type: 'main', index: 0 }]] },
		},
	});
	expect(result.error).toBeUndefined();
	expect(result.node('Two').outputs[0][0].json.id).toBe(accounts[1].id);
	expect(lists('/v1')).toHaveLength(pages());
});

const WRITTEN: Array<[string, (inn: string) => unknown]> = [
	['with spaces', (inn) => ` ${inn} `],
	['as a number', (inn) => Number(inn)],
	['with the KPP', (inn) => `${inn}-781101001`],
	['with the KPP behind a slash', (inn) => `${inn} / 781101001`],
];

test.each(sampleCells('INNs', 'written', WRITTEN, 2))('the INN is read %s', async (_how, written) => {
	accounts[1].kpp = '781101001';
	const { json, error } = await extern({ ...get, accountId: byInn('={{ $json.inn }}') }, [
		{ inn: written(accounts[1].inn) as string },
	]);
	expect(error).toBeUndefined();
	expect(json[0].id).toBe(accounts[1].id);
});

test('a zero that a spreadsheet dropped is put back', async () => {
	accounts[1].inn = completeInn('027405158');
	const { json } = await extern({ ...get, accountId: byInn('={{ $json.inn }}') }, [
		{ inn: Number(accounts[1].inn) },
	]);
	expect(json[0].id).toBe(accounts[1].id);
});

test('several accounts with the INN are named; the KPP chooses', async () => {
	for (const [index, kpp] of ['781101001', '781101002'].entries()) {
		Object.assign(accounts[index], { inn: accounts[2].inn, kpp });
	}
	Object.assign(accounts[2], { kpp: '781101003' });
	const { error } = await extern({ ...get, accountId: byInn(accounts[2].inn) });
	expect(error?.message).toBe(`3 accounts have the INN ${accounts[2].inn}`);
	for (const { id, kpp } of accounts.slice(0, 3)) {
		expect(error?.description).toContain(`KPP ${kpp}, ID ${id}`);
	}
	const { json } = await extern({ ...get, accountId: byInn(`${accounts[2].inn}-781101002`) });
	expect(json[0].id).toBe(accounts[1].id);
});

const REFUSED: Array<[string, () => unknown, RegExp]> = [
	[
		'a wrong control digit',
		() => `${accounts[0].inn.slice(0, 9)}${(Number(accounts[0].inn[9]) + 1) % 10}`,
		/wrong control digit/,
	],
	['two digits exchanged', () => '7707803893', /wrong control digit/],
	['a wrong digit of a person', () => '660300000078', /wrong control digit/],
	['zeros', () => '000000000000', /wrong control digit/],
	['no INN', () => 'Ромашка', /is not an INN/],
	['eight digits', () => '78110000', /is not an INN/],
	['a KPP that is none', () => `${accounts[0].inn}-12`, /is not an INN/],
	['nobody', () => completeInn('500100732'), /No account has the INN 5001007329/],
	['another KPP', () => `${accounts[0].inn}-999901001`, /No account has the INN \d{10}-999901001/],
	['nothing', () => '', /"Account" is empty/],
];

test.each(sampleCells('INNs', 'refused', REFUSED, 4))(
	'%s is refused before anything is done',
	async (_what, value, message) => {
		const { error } = await extern({ ...get, accountId: byInn('={{ $json.inn }}') }, [
			{ inn: value() as string },
		]);
		expect(error?.message).toMatch(message);
		expect(error?.context).toMatchObject({ itemIndex: 0 });
		expect(lists('/v1/{accountId}')).toEqual([]);
	},
);

test('a table with unknown INNs does not list again for each, and the others go on', async () => {
	const unknown = [501, 502, 503, 504].map((digits) => ({ inn: completeInn(`500100${digits}`) }));
	const { items, errorItems } = await extern(
		{ ...get, accountId: byInn('={{ $json.inn }}') },
		[...unknown, { inn: accounts[0].inn }],
		{ onError: 'continueErrorOutput' },
	);
	expect(items).toHaveLength(1);
	expect(errorItems.map(({ json }) => json.details)).toEqual(
		unknown.map(() => expect.objectContaining({ code: 'inn-not-found' })),
	);
	expect(lists('/v1')).toHaveLength(pages());
});

describe('organizations of the account', () => {
	const read = { resource: 'organization', operation: 'get' };

	test('are found in the account that is given by INN too', async () => {
		const account = accounts.find(({ organizations }) => organizations.size > 1) as Account;
		const organizations = [...account.organizations.values()];
		const { json, error } = await extern(
			{ ...read, accountId: byInn(account.inn), organizationId: byInn('={{ $json.inn }}') },
			organizations.map(({ inn, kpp }) => ({ inn: kpp ? `${inn}-${kpp}` : inn })),
		);
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual(organizations.map(({ id }) => id));
	});

	test('lists in the editor look up the account', async () => {
		const [account] = accounts;
		const { results } = await engine.listSearch(
			EXTERN,
			'searchOrganizations',
			{ ...read, accountId: byInn(account.inn) },
			{ credentials: externCredential },
		);
		expect(results.map(({ value }) => value)).toEqual(
			expect.arrayContaining([...account.organizations.keys()].slice(0, 1)),
		);
		await expect(
			engine.listSearch(
				EXTERN,
				'searchOrganizations',
				{ ...read, accountId: byInn(completeInn('500100732')) },
				{ credentials: externCredential },
			),
		).rejects.toThrow(/No account has the INN/);
		// The list of accounts itself depends on no account.
		const all = await engine.listSearch(
			EXTERN,
			'searchAccounts',
			{ ...read, accountId: byInn('nonsense') },
			{ credentials: externCredential },
		);
		expect(all.results.length).toBeGreaterThan(0);
	});
});

describe('Kontur.OFD', () => {
	const trade = () => emulator.state.ofd.organization(ORGANIZATION_IDS.trade);

	test('an organization is found by its INN, listed once', async () => {
		const { inn } = trade();
		const { json, error } = await engine.run(
			OFD,
			{ resource: 'organization', operation: 'get', organizationId: byInn('={{ $json.inn }}') },
			{ credentials: ofdCredential, items: [{ json: { inn } }, { json: { inn } }] },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual([ORGANIZATION_IDS.trade, ORGANIZATION_IDS.trade]);
		expect(lists('/v2/organizations')).toHaveLength(1);
	});

	test('the registers of an organization by INN are listed in the editor', async () => {
		const { results } = await engine.listSearch(
			OFD,
			'searchCashRegisters',
			{ resource: 'cashbox', operation: 'get', organizationId: byInn(trade().inn) },
			{ credentials: ofdCredential },
		);
		expect(results).toHaveLength(trade().registers.length);
	});

	test('the trigger watches the organization with the INN', async () => {
		const poll = async (organizationId: object) =>
			await engine.poll(
				OFD_TRIGGER,
				{ organizations: 'selected', organizationId },
				{ credentials: ofdCredential, mode: 'manual' },
			);
		const [wanted, byId] = [
			await poll(byInn(trade().inn)),
			await poll({ __rl: true, mode: 'id', value: ORGANIZATION_IDS.trade }),
		];
		expect(wanted.json?.length).toBeGreaterThan(0);
		expect(wanted.json?.map(({ dedupeKey }) => dedupeKey)).toEqual(
			byId.json?.map(({ dedupeKey }) => dedupeKey),
		);
		await expect(poll(byInn(completeInn('500100732')))).rejects.toThrow(/No organization has the INN/);
	});
});
