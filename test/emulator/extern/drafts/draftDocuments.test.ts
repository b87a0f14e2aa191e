import type { AxiosInstance } from 'axios';

import { sampleReport } from '../seed/sampleReport';
import type { Account } from '../model';
import {
	account,
	certificate,
	cms,
	draftMeta,
	makeDraft,
	runTask,
	sign,
	signIn,
	type MadeDraft,
} from '../../support';
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
	emulator.state.clock.freeze();
	client = await signIn(emulator);
	owner = account(emulator);
	home = `/v1/${owner.id}`;
});
afterAll(async () => await emulator.close());

type Row = Record<string, unknown>;

const passTime = () => emulator.state.clock.advance(emulator.state.options.taskMs);
const statusOf = async (path: string): Promise<string> => (await client.get(path)).data.status;

async function addFile(
	path: string,
	content: string | Buffer,
	filename: string,
	type?: string,
): Promise<string> {
	const upload = await client.post(`${home}/contents`, content, {
		headers: { 'Content-Type': 'application/octet-stream' },
	});
	const description = { filename, ...(type ? { type } : {}) };
	const { data } = await client.post(`${path}/documents`, { 'content-id': upload.data.id, description });
	return String(data.id);
}

async function draftTo(recipient: Row, payer: Row = {}): Promise<string> {
	const meta = draftMeta(owner);
	const { data } = await client.post(`${home}/drafts`, {
		...meta,
		recipient,
		payer: { ...(meta.payer as Row), ...payer },
	});
	return `${home}/drafts/${String(data.id)}`;
}

describe('printing', () => {
	const start = async (draft: MadeDraft) =>
		await client.get(`${draft.path}/documents/${draft.documentId}/print?deferred=true`);

	async function print(draft: MadeDraft): Promise<string> {
		const started = await start(draft);
		expect(started.data).toMatchObject({ 'task-state': 'running', 'task-type': 'urn:task-type:print' });
		passTime();
		const path = `${draft.path}/documents/${draft.documentId}/tasks/${String(started.data.id)}`;
		const { data } = await client.get(path);
		expect(data['task-state']).toBe('succeed');
		const content = await client.get(`${home}/contents/${String(data['task-result']['content-id'])}`);
		expect(content.headers['content-type']).toBe('application/pdf');
		return String(content.data);
	}

	test('gives a PDF, with stamps after the draft was sent', async () => {
		const draft = await makeDraft(client, owner);
		await sign(client, draft);
		const before = await print(draft);
		expect(before).toMatch(/^%PDF-/);
		expect(before).toContain(draft.filename);
		expect(before).not.toContain('docflow');
		await runTask(emulator, client, draft, 'send');
		const after = await print(draft);
		expect(after).toContain('Sent, docflow');
		expect(after).toContain(owner.certificates[0].thumbprint.toUpperCase());
	});

	test('is refused for what has no form, and without deferred', async () => {
		const draft = await makeDraft(client, owner);
		const scan = await addFile(draft.path, '%PDF-1.4', 'scan.pdf');
		const refused = await client.get(`${draft.path}/documents/${scan}/print?deferred=true`);
		expect([refused.status, refused.data.id]).toEqual([400, 'urn:error:externapi:documentPrintUnsupported']);
		expect((await client.get(`${draft.path}/documents/${draft.documentId}/print`)).status).toBe(400);
	});

	test('holds the document, not the draft', async () => {
		const draft = await makeDraft(client, owner);
		const started = await start(draft);
		const path = `${draft.path}/documents/${draft.documentId}`;
		for (const refused of [
			await start(draft),
			await sign(client, draft),
			await client.delete(path),
			await client.put(path, { 'content-id': draft.uploadedId }),
		]) {
			expect([refused.status, refused.data]).toEqual([
				409,
				expect.objectContaining({
					context: { 'concurrent-task': { id: started.data.id, 'task-type': 'urn:task-type:print' } },
				}),
			]);
		}
		expect((await client.put(`${draft.path}/meta`, draftMeta(owner))).status).toBe(200);
		expect((await client.post(`${draft.path}/check?deferred=true`)).status).toBe(200);
		passTime();
		expect((await sign(client, draft)).status).toBe(201);
	});
});

describe('the order of a notification to the ministry', () => {
	let path: string;
	let document: string;
	const reserve = async () => await client.patch(`${path}/documents/${document}/data-to-sign`);

	async function check(): Promise<void> {
		await client.post(`${path}/check?deferred=true`);
		passTime();
	}

	async function authorize(): Promise<void> {
		const [id] = owner.organizations.keys();
		const body = { 'gosuslugi-uid': 'a'.repeat(32), 'base64-signature-content': cms() };
		expect((await client.post(`${home}/organizations/${id}/gosuslugi-auth`, body)).status).toBe(200);
	}

	beforeEach(async () => {
		path = await draftTo({ 'mvd-code': '660-066' });
		document = await addFile(path, '<?xml version="1.0"?><Notification/>', 'notification.xml');
	});

	test('is written into the file, which is then signed', async () => {
		await authorize();
		await check();
		const first = await reserve();
		expect(first.status).toBe(200);
		const id = String(first.data['decrypted-content-id']);
		expect((await client.get(`${path}/documents/${document}`)).data.contents).toEqual([
			{ 'content-id': id, encrypted: false },
		]);
		expect(String(emulator.control.content(id).bytes)).toMatch(/<Notification OrderId="\d{10}"\/>/);
		const again = String((await reserve()).data['decrypted-content-id']);
		expect(String(emulator.control.content(again).bytes).match(/OrderId/g)).toHaveLength(1);
		await client.post(`${path}/documents/${document}/signatures`, { 'base64-content': cms(certificate) });
		const { data } = await client.post(`${path}/prepare?deferred=true`);
		passTime();
		const done = await client.get(`${path}/tasks/${String(data.id)}`);
		expect(done.data['task-result'].status).toBe('ok');
	});

	test('needs a check, a token that is still valid, and this ministry', async () => {
		await authorize();
		expect((await reserve()).status).toBe(400);
		await check();
		expect((await reserve()).status).toBe(200);
		for (const organization of owner.organizations.values()) delete organization.gosuslugiUntil;
		expect((await reserve()).data.message).toMatch(/no valid token/);
		const report = await makeDraft(client, owner);
		const other = `${report.path}/documents/${report.documentId}/data-to-sign`;
		expect((await client.patch(other)).status).toBe(400);
	});
});

describe('a draft handed over to the web interface', () => {
	test('is locked, and sent from there', async () => {
		const draft = await makeDraft(client, owner);
		const answer = await client.post(`${draft.path}/create-web-draft`);
		expect([answer.status, answer.data.href]).toEqual([200, expect.stringContaining('http')]);
		expect(await statusOf(draft.path)).toBe('transferred-to-web');
		expect((await sign(client, draft)).status).toBe(400);
		expect((await client.post(`${draft.path}/create-web-draft`)).status).toBe(400);
		const { docflowId } = emulator.control.sendWebDraft(draft.path.split('/').at(-1) ?? '');
		const { data } = await client.get(draft.path);
		expect(data).toMatchObject({ status: 'sent-via-web', 'docflow-id': docflowId });
		emulator.state.clock.advance(1000);
		expect((await client.get(`${home}/docflows/${docflowId}`)).data.type).toBe('urn:docflow:fns534-report');
	});

	test('is of few kinds, without attachments but those of VAT', async () => {
		const prepared = await makeDraft(client, owner);
		await sign(client, prepared);
		await runTask(emulator, client, prepared, 'prepare');
		const withScan = await makeDraft(client, owner);
		await addFile(withScan.path, 'scan', 'scan.pdf');
		const letter = await draftTo({ 'togs-code': '00-87' });
		await addFile(letter, 'text', 'letter.txt', 'stat-letter');
		const empty = await draftTo({ 'ifns-code': '0087' });
		for (const path of [prepared.path, withScan.path, letter, empty]) {
			expect((await client.post(`${path}/create-web-draft`)).status).toBe(400);
		}
		const vat = await makeDraft(client, owner, { knd: '1151001' });
		await addFile(vat.path, '<Файл ИдФайл="NO_NDS.8_1"/>', 'NO_NDS.8_1.xml');
		expect((await client.post(`${vat.path}/create-web-draft`)).status).toBe(200);
	});
});

test('a document signed without a container is refused in one', async () => {
	const path = await draftTo({ 'fss-code': 'SEDO-TEST' });
	const document = await addFile(path, sampleReport({ ...owner, guid: 'a' }).bytes, 'a.xml', 'sedo-x');
	const signatures = `${path}/documents/${document}/signatures`;
	const prepare = async (): Promise<string> => {
		const { data } = await client.post(`${path}/prepare?deferred=true`);
		passTime();
		return (await client.get(`${path}/tasks/${String(data.id)}`)).data['task-result'].status;
	};
	const made = await client.post(signatures, { 'base64-content': cms(certificate) });
	expect(await prepare()).toBe('check-protocol-has-errors');
	const bare = Buffer.alloc(64, 5).toString('base64');
	await client.put(`${signatures}/${String(made.data.id)}`, { 'base64-content': bare });
	expect(await prepare()).toBe('ok');
});
