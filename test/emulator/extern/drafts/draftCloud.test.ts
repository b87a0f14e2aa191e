import type { AxiosInstance } from 'axios';

import type { CloudConfirmation } from '../organizations/accountModel';
import type { Account } from '../model';
import { account, draftMeta, makeDraft, signIn } from '../../support';
import { startEmulator, type Emulator } from '../../server';

let emulator: Emulator;
let client: AxiosInstance;
let owner: Account;
let path: string;

beforeAll(async () => {
	emulator = await startEmulator();
});
afterAll(async () => await emulator.close());

type Row = Record<string, unknown>;

/** A draft with one report, whose sender's certificate is confirmed in the given way. */
async function start(cloud?: CloudConfirmation): Promise<void> {
	emulator.control.reset();
	emulator.state.clock.freeze();
	client = await signIn(emulator);
	owner = account(emulator);
	const draft = await makeDraft(client, owner);
	({ path } = draft);
	const certificate = owner.certificates[3];
	certificate.cloud = cloud;
	const meta = draftMeta(owner);
	const sender = { ...(meta.sender as Row), certificate: { content: certificate.content } };
	await client.put(`${path}/meta`, { ...meta, sender });
}

const cloudSign = async () => await client.post(`${path}/cloud-sign`);
const confirm = async (requestId: unknown, code: string) =>
	await client.post(`${path}/cloud-sign-confirm?requestId=${String(requestId)}&code=${code}`);
const task = async (id: unknown) => (await client.get(`${path}/tasks/${String(id)}`)).data;
const wrong = (code: string): string => (code === '1111' ? '2222' : '1111');

async function signatures(): Promise<Row[]> {
	const [document] = (await client.get(path)).data.documents;
	return (await client.get(document.href)).data.signatures;
}

async function prepareStatus(): Promise<string> {
	const { data } = await client.post(`${path}/prepare?deferred=true`);
	emulator.state.clock.advance(emulator.state.options.taskMs);
	return (await task(data.id))['task-result'].status;
}

describe('by SMS', () => {
	beforeEach(async () => await start('sms'));

	test('the code signs every document', async () => {
		const { status, data } = await cloudSign();
		expect([status, data]).toEqual([
			200,
			{
				links: [{ rel: 'cloud-sign-confirm', href: `${emulator.url}${path}/cloud-sign-confirm` }],
				'documents-to-sign': [expect.objectContaining({ rel: 'document' })],
				'request-id': expect.stringMatching(/^r-/),
				'task-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
				'confirm-type': 'sms',
			},
		]);
		expect(await task(data['task-id'])).toMatchObject({
			'task-state': 'running',
			'task-type': 'urn:task-type:initDraftSignOperation',
			progress: { 'operation-status': 'AwaitingForConfirmation' },
		});
		expect(await signatures()).toEqual([]);
		const done = await confirm(data['request-id'], emulator.control.confirmationCode(data['request-id']));
		expect(done.data).toEqual({ 'signed-documents': data['documents-to-sign'], links: [] });
		expect(await task(data['task-id'])).toMatchObject({
			'task-state': 'succeed',
			'task-result': done.data,
			progress: { 'operation-status': 'Completed' },
		});
		expect(await signatures()).toHaveLength(1);
		expect(await prepareStatus()).toBe('ok');
	});

	test('the test stand tells the code', async () => {
		const { data } = await cloudSign();
		const code = await client.get(
			`/test-tools/v1/get-cloud-sign-confirmation-code?requestId=${String(data['request-id'])}`,
		);
		expect((await confirm(data['request-id'], String(code.data))).status).toBe(200);
	});

	test('while it waits the draft is locked', async () => {
		const { data } = await cloudSign();
		for (const refused of [await cloudSign(), await client.delete(path)]) {
			expect([refused.status, refused.data.context]).toEqual([
				409,
				{
					'concurrent-task': {
						id: data['task-id'],
						'task-type': 'urn:task-type:initDraftSignOperation',
					},
				},
			]);
		}
		emulator.state.clock.advance(5 * 60_000);
		expect(await task(data['task-id'])).toMatchObject({
			'task-state': 'failed',
			progress: { 'operation-status': 'Timeout' },
		});
		expect((await cloudSign()).status).toBe(200);
	});

	test('three wrong codes are too many', async () => {
		const { data } = await cloudSign();
		const requestId: string = data['request-id'];
		const code = emulator.control.confirmationCode(requestId);
		for (let attempt = 0; attempt < 3; attempt++) {
			expect((await confirm(requestId, wrong(code))).status).toBe(400);
		}
		expect((await confirm(requestId, code)).status).toBe(400);
		expect((await task(data['task-id'])).progress['operation-status']).toBe(
			'ExceededConfirmationAttemptsCount',
		);
		expect(await signatures()).toEqual([]);
	});

	test('a request of another draft confirms nothing', async () => {
		const { data } = await cloudSign();
		const code = emulator.control.confirmationCode(data['request-id']);
		path = (await makeDraft(client, owner)).path;
		expect((await confirm(data['request-id'], code)).status).toBe(400);
		expect((await confirm('r-1', code)).status).toBe(400);
	});
});

test('in the app: signatures come with the poll that says so', async () => {
	await start('my-dss');
	const { data } = await cloudSign();
	expect(data).toMatchObject({ 'confirm-type': 'my-dss', links: [] });
	expect((await task(data['task-id']))['task-state']).toBe('running');
	emulator.control.confirmInApp(data['request-id']);
	expect(await signatures()).toEqual([]);
	expect((await task(data['task-id']))['task-state']).toBe('succeed');
	expect(await signatures()).toHaveLength(1);
	await task(data['task-id']);
	expect(await signatures()).toHaveLength(1);
});

test('refused in the app', async () => {
	await start('my-dss');
	const { data } = await cloudSign();
	emulator.control.confirmInApp(data['request-id'], false);
	expect(await task(data['task-id'])).toMatchObject({
		'task-state': 'failed',
		progress: { 'operation-status': 'CanceledByUser' },
	});
});

test('without confirmation everything is signed at once', async () => {
	await start('none');
	const { data } = await cloudSign();
	expect(data).toMatchObject({ 'request-id': null, 'confirm-type': 'none' });
	expect((await task(data['task-id']))['task-state']).toBe('succeed');
	expect(await signatures()).toHaveLength(1);
});

test('a certificate on a carrier does not sign in the cloud, nor is nothing signed', async () => {
	await start();
	expect((await cloudSign()).status).toBe(400);
	await start('sms');
	const [document] = (await client.get(path)).data.documents;
	await client.delete(document.href);
	expect((await cloudSign()).status).toBe(400);
});
