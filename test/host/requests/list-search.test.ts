import type { INodeListSearchItems } from 'n8n-workflow';
import { KonturExternApi } from '../../../credentials/KonturExternApi.credentials';
import {
	accountId,
	docflowId,
	draftId,
	organizationId,
} from '../../../nodes/KonturExtern/fields/locators/objects';
import { KonturExtern } from '../../../nodes/KonturExtern/KonturExtern.node';
import { listSearchOf } from '../../../nodes/shared/catalog';
import { externService } from '../../../nodes/shared/transport';
import { KEYS, ORGANIZATION_IDS } from '../../emulator/ofd';
import { startEmulator, type Emulator } from '../../emulator/server';
import { account } from '../../emulator/support';
import { sampleCells } from '../../support/sampling';
import { createEngine, type Engine, type SearchOptions } from '../engine/engine';
import {
	EXTERN,
	OFD,
	OFD_TRIGGER,
	everythingShown,
	externCredential,
	konturEngine,
	ofdCredential,
} from '../engine/kontur';

let emulator: Emulator;
let engine: Engine;
/** The node with the search of every locator, whichever of them its operations use. */
let searching: Engine;

beforeEach(async () => {
	emulator = await startEmulator();
	engine = konturEngine(emulator);
	const methods = {
		listSearch: listSearchOf(externService, [accountId, docflowId, draftId, organizationId]),
	};
	searching = createEngine({
		nodes: { [EXTERN]: Object.assign(new KonturExtern(), { methods }) },
		credentialTypes: [new KonturExternApi()],
		store: engine.store,
	});
});
afterEach(async () => await emulator.close());

const chosen = (value: string) => ({ __rl: true, mode: 'list', value });
const inAccount = (index = 0) => ({ accountId: chosen(account(emulator, index).id) });
const inOrganization = { organizationId: chosen(ORGANIZATION_IDS.trade) };

const extern = async (method: string, parameters: object, options: SearchOptions = {}) =>
	await searching.listSearch(
		EXTERN,
		method,
		// An operation that shows the account: n8n looks for the property among the shown ones.
		{ resource: 'docflow', operation: 'getAll', ...parameters },
		{ credentials: externCredential, ...options },
	);
const ofd = async (method: string, parameters: object, options: SearchOptions = {}) =>
	await engine.listSearch(OFD, method, parameters, {
		credentials: ofdCredential,
		// Shows the organization without any choice.
		typeVersion: 1,
		...options,
	});

/** All pages, the way the editor asks for them while its list is scrolled. */
async function allPages(method: string, parameters: object, filter?: string) {
	const pages: INodeListSearchItems[][] = [];
	let token: string | undefined;
	do {
		const page = await extern(method, parameters, { filter, token });
		pages.push(page.results);
		expect(['string', 'undefined']).toContain(typeof page.paginationToken);
		token = page.paginationToken as string | undefined;
	} while (token !== undefined && pages.length < 50);
	return pages;
}

interface Listed {
	id: string;
	name: RegExp;
}

const lists: Array<[method: string, index: number, total: number, expected: () => Listed[]]> = [
	[
		'searchAccounts',
		0,
		130,
		() =>
			[...emulator.state.extern.accounts.values()].map(({ id, name, inn, kpp }) => ({
				id,
				name: new RegExp(`^${name} · ${inn} · ${kpp}$`),
			})),
	],
	[
		'searchOrganizations',
		1,
		125,
		() =>
			[...account(emulator, 1).organizations.values()].map(({ id, name, inn, kpp }) => ({
				id,
				name: new RegExp(`^${name} · ${inn} · ${kpp}$`),
			})),
	],
	[
		'searchDrafts',
		0,
		120,
		() =>
			[...account(emulator).drafts.values()].map(({ id }) => ({
				id,
				name: new RegExp(`^(new|checked) · .+ · ${id.slice(0, 8)}$`),
			})),
	],
	[
		'searchDocflows',
		0,
		230,
		() =>
			[...account(emulator).docflows.values()]
				.filter(({ type }) => !/^fss-sedo|^business/.test(type))
				.map(({ id }) => ({ id, name: /^\d{4}-\d\d-\d\d · .+ · [a-z-]+$/ })),
	],
];

const someLists = (name: string) => sampleCells('lists to choose from', name, lists, 2);

describe('each list', () => {
	const valuesOf = (items: INodeListSearchItems[]) => items.map(({ value }) => value);

	test.each(someLists('first'))(
		'%s gives a first page, and a token as text for the next',
		async (method, index) => {
			const page = await extern(method, inAccount(index));
			expect(page.results).toHaveLength(100);
			expect(page.paginationToken).toBe('100');
		},
	);

	test.each(someLists('all'))(
		'%s gives everything once over all pages, with names',
		async (method, index, total, expected) => {
			const items = (await allPages(method, inAccount(index))).flat();
			const listed = expected();
			expect(listed).toHaveLength(total);
			expect(valuesOf(items).sort()).toEqual(listed.map(({ id }) => id).sort());
			const names = new Map(items.map(({ value, name }) => [value, name]));
			for (const { id, name } of listed) expect(names.get(id)).toMatch(name);
		},
	);

	test.each(someLists('small'))(
		'%s also when the service makes its pages smaller',
		async (method, index, total) => {
			emulator.control.setOptions({ pageSize: 40 });
			const pages = await allPages(method, inAccount(index));
			expect(pages.map(({ length }) => length)).toEqual(
				Array.from({ length: Math.ceil(total / 40) }, (_, page) => Math.min(40, total - page * 40)),
			);
			expect(new Set(valuesOf(pages.flat())).size).toBe(total);
		},
	);

	test.each(someLists('found'))(
		'%s a filter finds what is on the third page at once, by ID and by name',
		async (method, index) => {
			emulator.control.setOptions({ pageSize: 40 });
			const [, , third] = await allPages(method, inAccount(index));
			const wanted = third[5];
			const found = await extern(method, inAccount(index), {
				filter: ` ${String(wanted.value).toUpperCase()} `,
			});
			expect(found).toEqual({ results: [wanted] });
			const named = (await allPages(method, inAccount(index), wanted.name.toUpperCase())).flat();
			expect(named).toContainEqual(wanted);
			expect(new Set(named.map(({ name }) => name))).toEqual(new Set([wanted.name]));
		},
	);

	test.each(someLists('matches'))(
		'%s a filter gives every match once, over as many pages as they take',
		async (method, index) => {
			const all = (await allPages(method, inAccount(index))).flat();
			const matches = all.filter(({ name }) => name.includes('1'));
			expect(matches.length).toBeGreaterThan(20);
			const found = (await allPages(method, inAccount(index), '1')).flat();
			const hits = all.filter(({ name, value }) => `${name} ${value}`.includes('1'));
			expect(found).toEqual(hits);
		},
	);

	test.each(someLists('nothing'))(
		'%s a filter that matches nothing gives an empty list',
		async (method, index) => {
			expect(await extern(method, inAccount(index), { filter: 'нет такого' })).toEqual({ results: [] });
		},
	);

	test.each(someLists('fails'))('%s when the service fails the error says so', async (method, index) => {
		emulator.control.addFault({ service: 'extern', status: 500, body: { message: 'сбой' } });
		await expect(extern(method, inAccount(index))).rejects.toMatchObject({
			message: 'Kontur.Extern failed to process the request',
			description: expect.stringMatching(/Kontur says: сбой\nX-Kontur-Trace-Id: [0-9a-f]{32}$/),
		});
	});

	test.each(someLists('password'))(
		'%s with a wrong password the error says so and shows no secret',
		async (method, index) => {
			const password = `wrong-Secret-${method}`;
			engine.credentials.edit('extern', { ...engine.credentials.get('extern'), password });
			const error: unknown = await extern(method, inAccount(index)).catch((failure: unknown) => failure);
			expect(error).toMatchObject({ message: expect.stringContaining('rejected the login or password') });
			expect(everythingShown(error, engine.log)).not.toContain(password);
		},
	);
});

describe('organizations by INN', () => {
	const organizations = () => [...account(emulator, 1).organizations.values()];
	const last = () => organizations()[organizations().length - 1];

	test.each<[string, (inn: string) => string]>([
		['an INN', (inn) => inn],
		['an INN with blanks around it', (inn) => ` ${inn} `],
	])('%s is searched for by Kontur', async (_name, typed) => {
		const { id, inn } = last();
		emulator.control.clearLog();
		const { results } = await extern('searchOrganizations', inAccount(1), { filter: typed(inn) });
		expect(results.map(({ value }) => value)).toEqual([id]);
		expect(emulator.control.log({ service: 'extern' }).map(({ query }) => query.inn)).toEqual([[inn]]);
	});

	test('an INN of a person has twelve digits', async () => {
		const facts = { inn: '500100732259', name: 'ИП Новый' };
		const { id } = emulator.control.addOrganization(account(emulator, 1).id, facts);
		const { results } = await extern('searchOrganizations', inAccount(1), { filter: facts.inn });
		expect(results).toEqual([{ name: 'ИП Новый · 500100732259', value: id }]);
	});

	test('a part of an INN is looked for here', async () => {
		const { id, inn } = last();
		const { results } = await extern('searchOrganizations', inAccount(1), { filter: inn.slice(2) });
		expect(results.map(({ value }) => value)).toContain(id);
		expect(emulator.control.log({ service: 'extern' }).flatMap(({ query }) => query.inn ?? [])).toEqual([]);
	});
});

describe('before something else is chosen', () => {
	test.each(['searchOrganizations', 'searchDrafts', 'searchDocflows'])(
		'%s says that the account comes first',
		async (method) => {
			for (const parameters of [{}, { accountId: chosen('') }, { accountId: '' }]) {
				const error: unknown = await extern(method, parameters).catch((failure: unknown) => failure);
				expect(error).toMatchObject({ message: 'Choose "Account" first.' });
				expect(JSON.stringify(error)).not.toContain('credential');
			}
			expect(emulator.control.log({ service: 'extern' })).toEqual([]);
		},
	);

	test('cash registers say that the organization comes first', async () => {
		await expect(ofd('searchCashRegisters', {})).rejects.toMatchObject({
			message: 'Choose "Organization" first.',
		});
		expect(emulator.control.log({ service: 'ofd' })).toEqual([]);
	});

	test('an account that is not there is an error with advice', async () => {
		const accountId = chosen('0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b');
		await expect(extern('searchDrafts', { accountId })).rejects.toMatchObject({
			message: 'This login has no access to the account or object',
		});
	});
});

describe('Kontur.OFD', () => {
	const organizations = () => emulator.state.ofd.organizations;

	test.each([OFD, OFD_TRIGGER])('organizations that the key opens (%s)', async (node) => {
		const { results, paginationToken } = await engine.listSearch(
			node,
			'searchOrganizations',
			{},
			{ credentials: ofdCredential },
		);
		expect(paginationToken).toBeUndefined();
		expect(results.map(({ value }) => value).sort()).toEqual(
			[ORGANIZATION_IDS.trade, ORGANIZATION_IDS.services, ORGANIZATION_IDS.entrepreneur].sort(),
		);
		for (const { value, name } of results) {
			const { inn } = organizations().find(({ id }) => id === value) ?? {};
			expect(name).toContain(` · ${inn}`);
		}
	});

	test('an organization by its name in other letters, and by its INN', async () => {
		const { results: all } = await ofd('searchOrganizations', {});
		for (const wanted of all) {
			const { inn } = organizations().find(({ id }) => id === wanted.value) ?? {};
			for (const filter of [wanted.name.toUpperCase(), String(inn)]) {
				expect((await ofd('searchOrganizations', {}, { filter })).results).toEqual([wanted]);
			}
		}
	});

	test('all cash registers of the organization, each once', async () => {
		for (let count = 0; count < 150; count++) emulator.state.ofd.addRegister(ORGANIZATION_IDS.trade);
		const { results, paginationToken } = await ofd('searchCashRegisters', inOrganization);
		expect(paginationToken).toBeUndefined();
		const values = results.map(({ value }) => String(value));
		expect(values.length).toBeGreaterThan(160);
		expect(new Set(values).size).toBe(values.length);
		expect(values.filter((value) => !/^\d{16}$/.test(value))).toEqual([]);
		for (const { name, value } of results) expect(name.endsWith(String(value))).toBe(true);
	});

	test('a cash register by its name, its address or the end of its number', async () => {
		for (const filter of ['самара', 'г. самара, ул. примерная, 3', '1003013']) {
			const { results } = await ofd('searchCashRegisters', inOrganization, { filter });
			expect(results.map(({ value }) => value)).toEqual(['0000000001003013']);
		}
		expect(await ofd('searchCashRegisters', inOrganization, { filter: 'нет такой' })).toEqual({
			results: [],
		});
	});

	test.each(['searchOrganizations', 'searchCashRegisters'])(
		'an empty answer means no data only when it stays (%s)',
		async (method) => {
			const complete = await ofd(method, inOrganization);
			emulator.control.addFault({ service: 'ofd', status: 200 });
			expect(await ofd(method, inOrganization)).toEqual(complete);
			emulator.control.addFault({ service: 'ofd', times: 100, status: 200 });
			expect(await ofd(method, inOrganization)).toEqual({ results: [] });
		},
	);

	test.each(['searchOrganizations', 'searchCashRegisters'])('a service that fails (%s)', async (method) => {
		// Repeated, as Kontur.OFD's own failures pass.
		emulator.control.addFault({ service: 'ofd', times: 100, status: 500 });
		await expect(ofd(method, inOrganization)).rejects.toMatchObject({
			message: 'Kontur.OFD failed to process the request',
		});
	});

	test('a key that opens nothing of it', async () => {
		const organizationId = chosen(ORGANIZATION_IDS.foreign);
		const error: unknown = await ofd('searchCashRegisters', { organizationId }).catch((e: unknown) => e);
		expect(error).toMatchObject({
			message: 'The integrator key has no access to this organization or period',
		});
		expect(everythingShown(error)).not.toContain(KEYS.main);
	});
});
