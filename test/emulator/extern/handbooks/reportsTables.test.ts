import type { AxiosInstance } from 'axios';

import type { Account } from '../model';
import { account, makeDraft, runTask, sign, signIn } from '../../support';
import { startEmulator, type Emulator } from '../../server';

let emulator: Emulator;
let client: AxiosInstance;
let owner: Account;
let home: string;
let organizationId: string;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	emulator.control.reset();
	emulator.state.clock.freeze(new Date('2024-04-20T09:00:00Z'));
	client = await signIn(emulator);
	owner = account(emulator);
	home = `/v1/${owner.id}`;
	[organizationId] = [...owner.organizations.keys()];
});
afterAll(async () => await emulator.close());

type Row = Record<string, unknown>;

interface Period extends Row {
	deadline: string;
	status: string;
}

interface Form extends Row {
	'form-info': Row;
	deadlines: Period[];
}

const search = async (body: Row = {}, path = `${home}/reports-tables/search`) =>
	await client.post(path, { 'organization-ids': [organizationId], ...body });

async function deadlinesOf(knd: string, body: Row = {}): Promise<Period[]> {
	const forms: Form[] = (await search(body)).data['reports-tables'][0].forms;
	return forms.find((form) => form['form-info'].knd === knd)?.deadlines ?? [];
}

describe('forms', () => {
	test('hidden ones come only when asked for', async () => {
		const path = `${home}/reports-tables/${organizationId}/forms`;
		const { forms } = (await client.get(path)).data;
		expect(forms[0]).toEqual({
			'form-full-name': 'Декларация по налогу на прибыль',
			'form-short-name': 'Прибыль',
			'form-id': 101,
			knd: '1151006',
			okud: null,
			periodicity: 'quarterly',
		});
		const all = (await client.get(`${path}?includeDeleted=true`)).data.forms;
		expect(all).toHaveLength(Number(forms.length) + 1);
	});

	test('an unknown organization is not found', async () => {
		const nobody = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';
		expect((await client.get(`${home}/reports-tables/${nobody}/forms`)).status).toBe(404);
		expect((await search({ 'organization-ids': [nobody] })).status).toBe(404);
	});
});

describe('the table', () => {
	test('shows three months to both sides', async () => {
		expect((await deadlinesOf('1151006')).map((item) => item.deadline)).toEqual([
			'2024-01-25T00:00:00.0000000',
			'2024-04-25T00:00:00.0000000',
		]);
		expect(await deadlinesOf('1152017')).toEqual([
			{
				deadline: '2024-03-25T00:00:00.0000000',
				'period-year': 2023,
				'period-number': 1,
				'period-start': '2023-01-01T00:00:00.0000000',
				'period-end': '2023-12-31T00:00:00.0000000',
				status: 'not-sent-after-deadline',
			},
		]);
		expect(await deadlinesOf('1110355')).toHaveLength(12);
	});

	test('and any window asked for', async () => {
		const window = { 'date-from': '2024-01-01T00:00:00Z', 'date-to': '2024-12-31T00:00:00.0000000Z' };
		expect(await deadlinesOf('1151006', window)).toHaveLength(4);
		expect(await deadlinesOf('1151162', window)).toHaveLength(12);
		expect((await search({ 'date-from': 'soon' })).status).toBe(400);
		expect((await search({ 'date-from': '2025-01-01', 'date-to': '2024-01-01' })).status).toBe(400);
	});

	test('follows sent reports and their responses', async () => {
		// The seeded reports are for the same quarter.
		owner.docflows.clear();
		const status = async (): Promise<string | undefined> => (await deadlinesOf('1151006')).at(-1)?.status;
		expect(await status()).toBe('not-sent');
		const send = async (office: string): Promise<string> => {
			const draft = await makeDraft(client, owner, { office });
			await sign(client, draft);
			const { data } = await runTask(emulator, client, draft, 'send');
			emulator.state.clock.advance(1000);
			return (data['task-result'] as Row).id as string;
		};
		const first = await send('0087');
		expect(await status()).toBe('sent');
		emulator.control.advanceDocflow(first, 3);
		expect(await status()).toBe('accepted');
		const second = await send('0088');
		expect(await status()).toBe('accepted-with-sent');
		emulator.control.advanceDocflow(second, 3);
		expect(await status()).toBe('accepted-with-warning');

		const query = 'formId=101&deadline=2024-04-25T00:00:00%2B00:00&periodYear=2024&periodNumber=1';
		const path = `${home}/reports-tables/${organizationId}/report-docflows`;
		const { data } = await client.get(`${path}?${query}`);
		expect(data.docflows).toEqual([
			expect.objectContaining({ 'docflow-id': first, 'report-status': 'accepted', recipient: '0087' }),
			expect.objectContaining({ 'docflow-id': second, 'report-status': 'declined', recipient: '0088' }),
		]);
		const other = await client.get(`${path}?${query.replace('Number=1', 'Number=2')}`);
		expect([other.status, other.data]).toEqual([200, { docflows: [] }]);
		expect((await client.get(`${path}?formId=101`)).status).toBe(400);
	});

	test('a report sent late says so', async () => {
		owner.docflows.clear();
		emulator.state.clock.freeze(new Date('2024-05-05T09:00:00Z'));
		client = await signIn(emulator);
		const status = async (): Promise<string | undefined> =>
			(await deadlinesOf('1151006')).find((item) => item['period-number'] === 1)?.status;
		expect(await status()).toBe('not-sent-after-deadline');
		const draft = await makeDraft(client, owner);
		await sign(client, draft);
		const { data } = await runTask(emulator, client, draft, 'send');
		expect(await status()).toBe('sent-after-deadline');
		emulator.state.clock.advance(1000);
		emulator.control.advanceDocflow((data['task-result'] as Row).id as string, 3);
		expect(await status()).toBe('accepted-after-deadline');
	});
});

describe('payments', () => {
	test('the tax of one quarter is paid in three parts', async () => {
		const { data } = await client.post(`${home}/reports-tables/search-payments`, {
			'organization-ids': [organizationId],
			'deadline-from': '2024-04-01',
			'deadline-to': '2024-06-30',
		});
		expect(data).toMatchObject({ skip: 0, take: 1, 'total-count': 1 });
		const { payments } = data['organization-payments'][0];
		expect(payments[0]).toMatchObject({ 'short-name': 'НДС', periodicity: 'quarterly' });
		expect(payments[0]['payment-periods']).toEqual(
			['2024-04-28', '2024-05-28', '2024-06-28'].map((day, index) => ({
				deadline: `${day}T00:00:00.0000000`,
				'period-year': 2024,
				'period-type': 'quarterly',
				'period-number': 1,
				'payment-number-in-period': index + 1,
			})),
		);
		expect(payments[3]['payment-periods']).toEqual([]);
	});
});

describe.each([
	['search', 'reports-tables'],
	['search-payments', 'organization-payments'],
])('%s', (method, items) => {
	test('goes through the organizations in pages', async () => {
		const second = account(emulator, 1);
		const ids = [...second.organizations.keys()];
		const path = `/v1/${second.id}/reports-tables/${method}`;
		emulator.control.setOptions({ pageSize: 40 });
		const found: string[] = [];
		for (let skip = 0; skip < ids.length; skip += 40) {
			const { data } = await search({ 'organization-ids': ids, skip, take: 1000 }, path);
			found.push(...data[items].map((item: Row) => item['organization-id']));
		}
		expect(found).toEqual(ids);
		expect((await search({ 'organization-ids': ids, skip: 1000 }, path)).data[items]).toEqual([]);
	});

	test('needs organizations', async () => {
		const path = `${home}/reports-tables/${method}`;
		expect((await search({ 'organization-ids': [] }, path)).status).toBe(400);
		expect((await search({ 'organization-ids': ['rubbish'] }, path)).status).toBe(400);
	});
});
