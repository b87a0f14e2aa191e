import type { AxiosInstance } from 'axios';

import { account, accountantUser, certificate, http, signIn } from '../../support';
import type { Account } from '../model';
import { innKpp } from './inn';
import { routes } from '..';
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
	client = await signIn(emulator);
	owner = account(emulator);
	home = `/v1/${owner.id}`;
});
afterAll(async () => await emulator.close());

type Row = Record<string, unknown>;

async function readAll(path: string, items: string, take?: number): Promise<{ rows: Row[]; pages: number }> {
	const rows: Row[] = [];
	let pages = 0;
	for (;;) {
		const mark = path.includes('?') ? '&' : '?';
		const limit = take === undefined ? '' : `&take=${take}`;
		const { data } = await client.get(`${path}${mark}skip=${rows.length}${limit}`);
		expect(data.take).toBe(data[items].length);
		if (data[items].length === 0) return { rows, pages };
		rows.push(...data[items]);
		pages += 1;
		if (rows.length >= data['total-count']) return { rows, pages };
	}
}

test('names of parameters are taken in any case, as ASP.NET does', async () => {
	const { data } = await client.get(`${home}/docflows?Type=fns534-report&TAKE=1&skip=1&ORDERBY=ascending`);
	const { data: same } = await client.get(
		`${home}/docflows?type=fns534-report&take=1&skip=1&orderBy=ascending`,
	);
	expect(data['docflows-page-item']).toHaveLength(1);
	expect(data).toEqual(same);
	const both = await client.get(`${home}/docflows?type=fns534-report&Type=fns534-demand&take=1000`);
	const types = new Set((both.data['docflows-page-item'] as Row[]).map(({ type }) => type));
	expect(types).toEqual(new Set(['urn:docflow:fns534-report', 'urn:docflow:fns534-demand']));
});

describe('every list in pages', () => {
	const lists: [string, (at: string) => string, string, string, number][] = [
		['accounts', () => '/v1', 'accounts', 'id', 130],
		['organizations', () => `/v1/${account(emulator, 1).id}/organizations`, 'organizations', 'id', 125],
		['certificates', (at) => `${at}/certificates?forAllUsers=true`, 'certificates', 'thumbprint', 4],
		['drafts', (at) => `${at}/drafts`, 'drafts', 'id', 120],
		['docflows', (at) => `${at}/docflows`, 'docflows-page-item', 'id', 230],
	];

	test.each(lists)('%s by the default page', async (_name, path, items, key, total) => {
		const { rows, pages } = await readAll(path(home), items);
		expect(rows).toHaveLength(total);
		expect(new Set(rows.map((row) => row[key])).size).toBe(total);
		expect(pages).toBe(Math.ceil(total / 100));
	});

	test.each(lists)('%s by small pages of the server', async (_name, path, items, key, total) => {
		emulator.control.setOptions({ pageSize: 3 });
		const { rows, pages } = await readAll(path(home), items, 1000);
		expect(new Set(rows.map((row) => row[key])).size).toBe(total);
		expect(pages).toBe(Math.ceil(total / 3));
	});

	test('beyond the end a page is empty', async () => {
		const { data } = await client.get(`${home}/docflows?skip=1000`);
		expect(data).toMatchObject({ skip: 1000, take: 0, 'total-count': 230, 'docflows-page-item': [] });
	});

	test.each(['skip=-1', 'take=-1', 'take=many'])('%s is refused', async (query) => {
		expect((await client.get(`${home}/docflows?${query}`)).status).toBe(400);
	});

	test('take above 1000 is lowered, not refused', async () => {
		for (let index = 0; index < 900; index++) emulator.control.receiveDocflow(owner.id);
		const { data } = await client.get(`${home}/docflows?take=5000`);
		expect(data.take).toBe(1000);
		expect(data['total-count']).toBe(1130);
	});

	test('draft pages are linked', async () => {
		const rels = async (query: string) =>
			(await client.get(`${home}/drafts${query}`)).data['page-links'].map(
				(link: { rel: string }) => link.rel,
			);
		expect(await rels('?take=50')).toEqual(['first', 'last', 'next']);
		expect(await rels('?skip=50&take=50')).toEqual(['first', 'last', 'next']);
		expect(await rels('?skip=100&take=50')).toEqual(['first', 'last']);
		const { data } = await client.get(`${home}/drafts?take=50`);
		const next = data['page-links'].find((link: { rel: string }) => link.rel === 'next');
		expect((await client.get(next.href)).data.skip).toBe(50);
	});
});

describe('docflow filters', () => {
	const find = async (query: string): Promise<Row[]> =>
		(await readAll(`${home}/docflows?${query}`, 'docflows-page-item')).rows;
	const types = (rows: Row[]): string[] => [...new Set(rows.map((row) => String(row.type)))].sort();

	test('type in both forms, repeated, and the hidden ones', async () => {
		const demands = await find('type=fns534-demand');
		expect(demands).toHaveLength(23);
		expect(await find('type=urn:docflow:fns534-demand')).toEqual(demands);
		const both = await find('type=fns534-demand&type=fns534-letter');
		expect(types(both)).toEqual(['urn:docflow:fns534-demand', 'urn:docflow:fns534-letter']);
		expect(await find('type=fss-sedo-demand')).toHaveLength(3);
		expect(types(await find('take=1000')).filter((type) => type.includes('sedo'))).toEqual([]);
	});

	test('finished and unfinished, incoming and outgoing share the list out', async () => {
		const finished = await find('finished=true');
		expect(new Set(finished.map((row) => row.status))).toEqual(
			new Set(['urn:docflow-common-status:finished']),
		);
		expect(finished.length + (await find('finished=false')).length).toBe(230);
		const incoming = await find('incoming=true');
		expect(types(incoming)).toEqual(['urn:docflow:fns534-cu-letter', 'urn:docflow:fns534-demand']);
		expect(incoming.length + (await find('incoming=false')).length).toBe(230);
		expect((await client.get(`${home}/docflows?finished=perhaps`)).status).toBe(400);
	});

	test('form, authority, state and organization', async () => {
		const knd = await find('knd=1151006');
		expect(knd.length).toBeGreaterThan(0);
		for (const row of knd) expect(row.description).toMatchObject({ 'form-version': { knd: '1151006' } });
		expect((await client.get(`${home}/docflows?knd=115`)).status).toBe(400);
		for (const row of await find('cu=0088&type=fns534-report')) {
			expect(row.description).toMatchObject({ recipient: '0088' });
		}
		const failed = await find('successState=failed');
		expect(new Set(failed.map((row) => row['success-state']))).toEqual(new Set(['urn:docflow-state:failed']));
		const organization = [...owner.organizations.values()][1];
		const byId = await find(`orgId=${organization.id}`);
		expect(byId.length).toBeGreaterThan(0);
		expect(new Set(byId.map((row) => row['organization-id']))).toEqual(new Set([organization.id]));
		expect(await find(`innKpp=${innKpp(organization)}`)).toEqual(byId);
	});

	test('dates and order', async () => {
		const all = await find('take=1000');
		const dates = all.map((row) => String(row['send-date']));
		expect(dates).toEqual([...dates].sort().reverse());
		expect(await find('orderBy=ascending')).toEqual([...all].reverse());
		const border = String(all[99]['last-change-date']);
		const recent = await find(`updatedFrom=${border}`);
		const expected = all.filter((row) => String(row['last-change-date']) >= border);
		expect(new Set(recent.map((row) => row.id))).toEqual(new Set(expected.map((row) => row.id)));
		const changed = recent.map((row) => String(row['last-change-date']));
		expect(changed).toEqual([...changed].sort().reverse());
		const before = await find(`updatedTo=${border}`);
		expect(before.length + recent.length).toBe(231);
		expect((await client.get(`${home}/docflows?createdFrom=yesterday`)).status).toBe(400);
		expect((await client.get(`${home}/docflows?periodFrom=2024-01-01`)).status).toBe(400);
	});

	test('with updated… the list is in the order of changes', async () => {
		const oldest = [...owner.docflows.values()].find((docflow) =>
			docflow.documents.some((document) => document.replyTypes.length > 0),
		)?.id;
		const from = emulator.state.clock.now().toISOString();
		const fresh = emulator.control.receiveDocflow(owner.id).id;
		emulator.state.clock.advance(1000);
		emulator.control.sendReceipts(String(oldest));
		const ids = async (query: string) => (await find(query)).map((row) => row.id);
		expect(await ids(`updatedFrom=${from}`)).toEqual([oldest, fresh]);
		expect(await ids(`updatedFrom=${from}&orderBy=ascending`)).toEqual([fresh, oldest]);
		expect((await ids(`createdFrom=${from}`))[0]).toBe(fresh);
	});

	test('a non-administrator sees only their own docflows', async () => {
		const other = await signIn(emulator, accountantUser);
		const { data } = await other.get(`${home}/docflows?take=1000`);
		expect(data['total-count']).toBe(46);
		expect((await other.get(`${home}/docflows?forAllUsers=true`)).status).toBe(403);
	});
});

describe('accounts and organizations', () => {
	test('creating the same account twice makes one', async () => {
		const body = { inn: '7811223346', kpp: '781101001', 'organization-name': 'ООО «Новая»' };
		const first = await client.post('/v1', body);
		const second = await client.post('/v1', body);
		expect([first.status, second.status]).toEqual([201, 200]);
		expect(second.data).toEqual(first.data);
		expect((await client.get('/v1')).data['total-count']).toBe(131);
		expect((await client.delete(`/v1/${String(first.data.id)}`)).status).toBe(200);
		expect((await client.get(`/v1/${String(first.data.id)}`)).status).toBe(404);
	});

	test.each([
		['inn', { inn: '7811223345', 'organization-name': 'x' }],
		['inn', { 'organization-name': 'x' }],
		['kpp', { inn: '7811223346', kpp: '7811', 'organization-name': 'x' }],
		['organization-name', { inn: '7811223346' }],
	])('a wrong account names %s', async (field, body) => {
		const answer = await client.post('/v1', body);
		expect(answer.status).toBe(400);
		expect(answer.data.message).toContain(`'${field}'`);
	});

	test('accounts that were there before cannot be deleted', async () => {
		expect((await client.delete(home)).status).toBe(403);
		expect((await client.get(home)).status).toBe(200);
	});

	test('an organization is found by INN, renamed and deleted', async () => {
		const made = await client.post(`${home}/organizations`, { inn: '500100732259', name: 'ИП Проба' });
		expect(made.status).toBe(201);
		const path = `${home}/organizations/${String(made.data.id)}`;
		const found = await client.get(`${home}/organizations?inn=500100732259`);
		expect(found.data.organizations).toEqual([made.data]);
		expect((await client.put(path, { name: 'ИП Другой' })).data.general.name).toBe('ИП Другой');
		expect((await client.put(path, {})).status).toBe(400);
		expect((await client.delete(path)).status).toBe(200);
		expect((await client.get(path)).status).toBe(404);
	});

	test('certificates of others come only for all users', async () => {
		const own = (await client.get(`${home}/certificates`)).data;
		expect(own['total-count']).toBe(3);
		expect(own.certificates[0]).toMatchObject({ content: certificate, 'is-valid': true });
	});
});

test('the route table of Extern is what the server serves', async () => {
	const { data } = await http(emulator).get('/_control/routes');
	const served = data
		.filter((route: { service: string }) => route.service === 'extern')
		.map((route: { method: string; path: string }) => `${route.method} ${route.path}`);
	expect(served).toEqual(routes.map((route) => `${route.method} ${route.path}`));
	expect(new Set(served).size).toBe(served.length);
});
