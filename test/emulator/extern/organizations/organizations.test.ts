import type { AxiosInstance } from 'axios';

import type { Account } from '../model';
import { account, accountantUser, cms, signIn } from '../../support';
import { startEmulator, type Emulator } from '../../server';

let emulator: Emulator;
let client: AxiosInstance;
let owner: Account;
let home: string;
let organization: string;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	emulator.control.reset();
	emulator.state.clock.freeze();
	client = await signIn(emulator);
	owner = account(emulator);
	home = `/v1/${owner.id}`;
	organization = `${home}/organizations/${[...owner.organizations.keys()][0]}`;
});
afterAll(async () => await emulator.close());

type Row = Record<string, unknown>;

describe('one organization', () => {
	test('has control units with signers and the power of attorney', async () => {
		const { data } = await client.get(organization);
		expect(data).toMatchObject({
			general: { inn: owner.inn },
			'control-units': [{ code: '7701', signer: { 'signer-type': 'chief' } }],
			'fns-mchd-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
		});
	});

	test('gets another signer for one unit', async () => {
		const thumbprint = owner.certificates[0].thumbprint;
		const body = {
			'control-unit-code': '0087',
			'signer-type': 'representative',
			'certificate-thumbprint': thumbprint.toUpperCase(),
		};
		const answer = await client.post(`${organization}/update-signer`, body);
		expect(answer.status).toBe(200);
		expect((await client.get(organization)).data['control-units']).toContainEqual({
			code: '0087',
			signer: { 'signer-type': 'representative', 'certificate-thumbprint': thumbprint },
		});
		for (const wrong of [
			{},
			{ ...body, 'signer-type': 'cat' },
			{ ...body, 'certificate-thumbprint': 'ab' },
		]) {
			expect((await client.post(`${organization}/update-signer`, wrong)).status).toBe(400);
		}
	});
});

describe('subscriptions', () => {
	const search = async (body: Row, path = organization) =>
		await client.post(`${path}/control-unit-subscriptions`, {
			'control-unit-subscription-type': 'fss-sedo',
			...body,
		});

	test('of one registration number, and of all', async () => {
		const all = (await search({})).data;
		expect(all['total-count']).toBe(3);
		const [first] = all.items;
		expect(first).toEqual({
			'is-sfr': true,
			'registration-number': '1234567890',
			'subscription-status': 'subscribed',
		});
		expect((await search({ 'registration-number': '1234567890' })).data.items).toEqual([first]);
		expect((await search({ 'registration-number': '1' })).data).toEqual({ items: [], 'total-count': 0 });
	});

	test('skip and take lie in the body', async () => {
		const second = account(emulator, 1);
		const path = `/v1/${second.id}/organizations/${[...second.organizations.keys()][0]}`;
		const numbers = new Set<string>();
		for (let skip = 0; skip < 130; skip += 40) {
			const { data } = await search({ skip, take: 40 }, path);
			expect(data['total-count']).toBe(130);
			for (const item of data.items) numbers.add(item['registration-number']);
		}
		expect(numbers.size).toBe(130);
		emulator.control.setOptions({ pageSize: 7 });
		expect((await search({ take: 100 }, path)).data.items).toHaveLength(7);
		expect((await search({ skip: -1 }, path)).status).toBe(400);
	});

	test('another kind is refused', async () => {
		expect((await search({ 'control-unit-subscription-type': 'moon' })).status).toBe(400);
	});
});

describe('the portal of state services', () => {
	const authorize = async (body: Row) => await client.post(`${organization}/gosuslugi-auth`, body);

	test('a signature over the key opens it for 18 hours', async () => {
		const body = { 'gosuslugi-uid': 'a'.repeat(32), 'base64-signature-content': cms() };
		expect((await authorize(body)).status).toBe(200);
		const [first] = owner.organizations.values();
		expect(first.gosuslugiUntil).toBe(emulator.state.clock.now().getTime() + 18 * 3600_000);
	});

	test.each([
		['gosuslugi-uid', { 'gosuslugi-uid': 'short', 'base64-signature-content': cms() }],
		['base64-signature-content', { 'gosuslugi-uid': 'a'.repeat(32) }],
		['base64-signature-content', { 'gosuslugi-uid': 'a'.repeat(32), 'base64-signature-content': 'aGVsbG8=' }],
	])('a wrong %s is named', async (field, body) => {
		const answer = await authorize(body);
		expect(answer.status).toBe(400);
		expect(answer.data.message).toContain(`'${field}'`);
	});
});

describe('people', () => {
	test('users are shown to the administrator only', async () => {
		const { data } = await client.get(`${home}/users`);
		expect(data).toMatchObject({ skip: 0, take: 2, 'total-count': 2 });
		expect(data.users[0]).toMatchObject({
			login: 'partner@example.com',
			fio: { surname: 'Петров', name: 'Петр', patronymic: 'Петрович' },
			role: 'admin',
		});
		const other = await signIn(emulator, accountantUser);
		expect((await other.get(`${home}/users`)).status).toBe(403);
		expect((await other.get(`${home}/employees`)).status).toBe(200);
	});

	test('warrants of others come only for all users', async () => {
		const own = (await client.get(`${home}/warrants`)).data;
		expect(own.take).toBe(owner.organizations.size);
		const [first] = own['organization-warrant-informations'];
		expect(first).toMatchObject({
			'organization-id': [...owner.organizations.keys()][0],
			warrant: { number: '17', 'trusted-issuer': { type: 'legal' } },
		});
		const other = await signIn(emulator, accountantUser);
		expect((await other.get(`${home}/warrants`)).data['total-count']).toBe(0);
		expect((await other.get(`${home}/warrants?forAllUsers=true`)).status).toBe(403);
	});

	test.each([
		['warrants?forAllUsers=true', 'organization-warrant-informations', 125],
		['certificates?forAllUsers=true', 'certificates', 130],
		['employees?', 'employees', 130],
	])('%s in pages', async (path, items, total) => {
		emulator.control.setOptions({ pageSize: 40 });
		const seen = new Set<string>();
		for (let skip = 0; skip < total; skip += 40) {
			const { data } = await client.get(`/v1/${account(emulator, 1).id}/${path}&skip=${skip}`);
			expect(data['total-count']).toBe(total);
			for (const row of data[items] as Row[]) seen.add(JSON.stringify(row));
		}
		expect(seen.size).toBe(total);
	});

	test('one certificate lies in the cloud', async () => {
		const { data } = await client.get(`${home}/certificates`);
		expect(data.certificates.map((item: Row) => [item['is-cloud'], item['certificate-type']])).toEqual([
			[false, 'iron'],
			[false, 'iron'],
			[true, 'dss'],
		]);
	});
});
