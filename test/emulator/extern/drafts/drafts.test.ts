import type { AxiosInstance } from 'axios';

import {
	account,
	certificate,
	cms,
	draftMeta,
	makeDraft,
	otherCertificate,
	runTask,
	sign,
	signIn,
	type MadeDraft,
} from '../../support';
import { encodeWindows1251 } from '../files/text';
import type { Account } from '../model';
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

const statusOf = async (draft: MadeDraft): Promise<string> => (await client.get(draft.path)).data.status;

async function checkErrors(draft: MadeDraft): Promise<string[]> {
	const { data } = await runTask(emulator, client, draft, 'check');
	const errors: { description: string; level: string }[] =
		data['task-result'].data['documents-errors'][draft.documentId] ?? [];
	return errors.map((item) => `${item.level}: ${item.description}`);
}

describe('draft', () => {
	test('is created with names filled in, read, changed and deleted', async () => {
		const made = await client.post(`${home}/drafts`, draftMeta(owner));
		expect(made.status).toBe(201);
		expect(made.data).toMatchObject({
			status: 'new',
			docflows: [],
			documents: [],
			meta: { sender: { inn: owner.inn, name: owner.name, 'is-representative': false } },
		});
		const path = `${home}/drafts/${String(made.data.id)}`;
		expect((await client.get(path)).data).toEqual(made.data);
		const meta = await client.put(`${path}/meta`, draftMeta(owner, '0088'));
		expect(meta.data.recipient).toEqual({ 'ifns-code': '0088' });
		expect((await client.get(`${path}/meta`)).data).toEqual(meta.data);
		expect((await client.delete(path)).status).toBe(200);
		expect((await client.get(path)).status).toBe(404);
	});

	test('PUT creates a draft under the given id, and replaces it later', async () => {
		const id = '57a3d0f4-7b1c-4a2e-9d3f-5e6a7b8c9d0e';
		const first = await client.put(`${home}/drafts/${id}`, draftMeta(owner));
		expect([first.status, first.data.id]).toEqual([201, id]);
		const second = await client.put(`${home}/drafts/${id}`, draftMeta(owner, '0085'));
		expect([second.status, second.data.meta.recipient]).toEqual([200, { 'ifns-code': '0085' }]);
	});

	test.each([
		['sender', (meta: Record<string, unknown>) => delete meta.sender],
		['payer.inn', (meta: Record<string, unknown>) => (meta.payer = {})],
		['payer.inn', (meta: Record<string, unknown>) => (meta.payer = { inn: '7710000016' })],
		['recipient', (meta: Record<string, unknown>) => (meta.recipient = {})],
		['recipient.ifns-code', (meta: Record<string, unknown>) => (meta.recipient = { 'ifns-code': '87' })],
		[
			'sender.certificate.content',
			(meta: Record<string, unknown>) =>
				Object.assign(meta.sender as object, { certificate: { content: '*' } }),
		],
		[
			'sender.certificate.content',
			(meta: Record<string, unknown>) =>
				Object.assign(meta.sender as object, { certificate: { content: 'aGVsbG8=' } }),
		],
		[
			'sender.is-representative',
			(meta: Record<string, unknown>) =>
				Object.assign(meta.sender as object, { 'is-representative': 'perhaps' }),
		],
	])('a wrong request names its field: %s', async (field, spoil) => {
		const meta = draftMeta(owner);
		spoil(meta);
		const answer = await client.post(`${home}/drafts`, meta);
		expect(answer.status).toBe(400);
		expect(answer.data.message).toContain(`'${field}'`);
	});

	test('broken JSON is refused', async () => {
		const headers = { 'Content-Type': 'application/json' };
		expect((await client.post(`${home}/drafts`, '{"sender":', { headers })).status).toBe(400);
	});
});

describe('documents and signatures', () => {
	test('a report is recognised from the file itself', async () => {
		const draft = await makeDraft(client, owner);
		const { data } = await client.get(`${draft.path}/documents/${draft.documentId}`);
		expect(data.description).toMatchObject({
			type: 'urn:document:fns534-report',
			filename: draft.filename,
			'content-type': 'application/xml',
			properties: {
				Encoding: 'windows-1251',
				КНД: '1151006',
				Period: 'I кв. 2024',
				AccountingPeriodBegin: '01.01.2024',
				AccountingPeriodEnd: '03.31.2024',
			},
		});
		expect(draft.contentId).not.toBe(draft.uploadedId);
		expect(emulator.control.content(draft.contentId).bytes.equals(draft.bytes)).toBe(true);
	});

	test('types given by hand are taken in the short and the full form', async () => {
		const draft = await makeDraft(client, owner);
		for (const type of ['fns534-report-warrant', 'urn:document:fns534-report-warrant']) {
			const body = { 'content-id': draft.uploadedId, description: { type } };
			const answer = await client.post(`${draft.path}/documents`, body);
			expect(answer.data.description.type).toBe('urn:document:fns534-report-warrant');
		}
	});

	test('a document needs a finished content that exists', async () => {
		const draft = await makeDraft(client, owner);
		const unfinished = await client.post(`${home}/contents`, Buffer.alloc(5), {
			headers: { 'Content-Range': 'bytes 0-4/10', 'Content-Type': 'text/xml' },
		});
		const add = async (id?: string) =>
			(await client.post(`${draft.path}/documents`, { 'content-id': id })).status;
		expect(await add()).toBe(400);
		expect(await add('rubbish')).toBe(400);
		expect(await add('11111111-1111-4111-8111-111111111111')).toBe(404);
		expect(await add(String(unfinished.data.id))).toBe(400);
	});

	test('a signature comes back as it was, PUT replaces, DELETE removes', async () => {
		const draft = await makeDraft(client, owner);
		const made = await sign(client, draft);
		expect(made.status).toBe(201);
		expect(made.data['signature-certificate-thumbprint']).toBe(
			owner.certificates[0].thumbprint.toUpperCase(),
		);
		const path = `${draft.path}/documents/${draft.documentId}/signatures/${String(made.data.id)}`;
		expect((await client.get(`${path}/content`)).data).toBe(cms(certificate));
		const replaced = await client.put(path, { 'base64-content': cms(otherCertificate) });
		expect(replaced.status).toBe(200);
		expect((await client.get(`${path}/content`)).data).toBe(cms(otherCertificate));
		expect((await client.delete(path)).status).toBe(200);
		expect((await client.get(path)).status).toBe(404);
	});

	test('a signature that is not Base64 is refused', async () => {
		const draft = await makeDraft(client, owner);
		expect((await sign(client, draft, 'не подпись')).status).toBe(400);
	});

	test('a new content takes the signatures away and the draft back to new', async () => {
		const draft = await makeDraft(client, owner);
		await sign(client, draft);
		await runTask(emulator, client, draft, 'check');
		expect(await statusOf(draft)).toBe('checked');
		const path = `${draft.path}/documents/${draft.documentId}`;
		const changed = await client.put(path, { 'content-id': draft.uploadedId });
		expect([changed.status, changed.data.signatures]).toEqual([200, []]);
		expect(await statusOf(draft)).toBe('new');
		expect((await client.delete(path)).status).toBe(200);
		expect((await client.get(draft.path)).data.documents).toEqual([]);
	});
});

describe('check', () => {
	test('a good report passes, unsigned', async () => {
		const draft = await makeDraft(client, owner);
		const { data } = await runTask(emulator, client, draft, 'check');
		expect(data).toMatchObject({
			'task-state': 'succeed',
			'task-type': 'urn:task-type:check',
			'task-result': { data: { 'documents-errors': {}, 'common-errors': [] } },
		});
		expect(await statusOf(draft)).toBe('checked');
	});

	test('a draft without documents has a common error', async () => {
		const made = await client.post(`${home}/drafts`, draftMeta(owner));
		const draft = { path: `${home}/drafts/${String(made.data.id)}` } as MadeDraft;
		const { data } = await runTask(emulator, client, draft, 'check');
		expect(data['task-result'].data['common-errors']).toHaveLength(1);
		expect(await statusOf(draft)).toBe('new');
	});

	const spoiled: [string, (text: string) => string, RegExp][] = [
		['not well-formed', (text) => text.replace('</Документ>', ''), /правильным XML/],
		['another encoding', (text) => text.replace('windows-1251', 'utf-8'), /windows-1251/],
		['another file id', (text) => text.replace('ИдФайл="NO_', 'ИдФайл="XX_'), /ИдФайл/],
		[
			'wrong INN digits',
			(text) => text.replace('<СвНП>', '<СвНП><НПФЛ ИННФЛ="770000000001"/>'),
			/контрольная сумма ИНН/,
		],
	];

	test.each(spoiled)('%s', async (_title, change, message) => {
		const good = await makeDraft(client, owner);
		const text = new TextDecoder('windows-1251').decode(good.bytes);
		const draft = await makeDraft(client, owner, { bytes: encodeWindows1251(change(text)) });
		const errors = await checkErrors(draft);
		expect(errors).toEqual([expect.stringMatching(message)]);
		expect(errors[0]).toMatch(/^Error: /);
		expect(await statusOf(draft)).toBe('new');
	});

	test('a file of somebody else is refused', async () => {
		const inn = account(emulator, 3).inn;
		const errors = await checkErrors(await makeDraft(client, owner, { inn }));
		expect(errors).toHaveLength(2);
		expect(errors.join()).toContain(owner.inn);
	});

	test('another tax office inside is only a warning', async () => {
		const draft = await makeDraft(client, owner);
		await client.put(`${draft.path}/meta`, draftMeta(owner, '0088'));
		await sign(client, draft);
		expect(await checkErrors(draft)).toEqual([expect.stringMatching(/^Warning: .*0087.*0088/)]);
		const { data } = await runTask(emulator, client, draft, 'prepare');
		expect(data['task-result'].status).toBe('check-protocol-has-only-warnings');
		expect(await statusOf(draft)).toBe('ready-to-send');
	});

	test("only deferred=true is served; Kontur's own collection prepares without it", async () => {
		const draft = await makeDraft(client, owner);
		for (const kind of ['check', 'prepare', 'send']) {
			expect((await client.post(`${draft.path}/${kind}?deferred=false`)).status).toBe(400);
			if (kind !== 'prepare') expect((await client.post(`${draft.path}/${kind}`)).status).toBe(400);
		}
	});
});

describe('prepare', () => {
	const prepare = async (draft: MadeDraft) =>
		(await runTask(emulator, client, draft, 'prepare')).data['task-result'];

	test('a signed draft becomes ready to send', async () => {
		const draft = await makeDraft(client, owner);
		await sign(client, draft);
		const result = await prepare(draft);
		expect(result).toEqual({
			'check-result': { 'documents-errors': {}, 'common-errors': [] },
			links: [{ rel: 'next', href: `${emulator.url}${draft.path}/send?force=false` }],
			status: 'ok',
		});
		expect(await statusOf(draft)).toBe('ready-to-send');
	});

	test('a signature without a certificate inside is accepted', async () => {
		const draft = await makeDraft(client, owner);
		await sign(client, draft, cms());
		expect((await prepare(draft)).status).toBe('ok');
	});

	test.each([
		['no signature', undefined, /не подписан/],
		['not CMS', Buffer.from('0500', 'hex').toString('base64'), /не является подписью CMS/],
		['a certificate instead of a signature', certificate, /не является подписью CMS/],
		['another certificate', cms(otherCertificate), /не сертификатом отправителя/],
	])('%s', async (_title, signature, message) => {
		const draft = await makeDraft(client, owner);
		if (signature) expect((await sign(client, draft, signature)).status).toBe(201);
		const result = await prepare(draft);
		expect(result.status).toBe('check-protocol-has-errors');
		expect(result.links).toEqual([]);
		const errors = result['check-result']['documents-errors'][draft.documentId];
		expect(errors).toEqual([expect.objectContaining({ description: expect.stringMatching(message) })]);
		expect(await statusOf(draft)).toBe('new');
	});

	test('encryption fails for an authority without a key', async () => {
		const draft = await makeDraft(client, owner, { office: '0000' });
		await sign(client, draft);
		expect((await prepare(draft)).status).toBe('encryption-failed');
	});
});

describe('locks and tasks', () => {
	test('while a job runs every change is refused, reading is not', async () => {
		const draft = await makeDraft(client, owner);
		const started = await client.post(`${draft.path}/check?deferred=true`);
		const document = `${draft.path}/documents/${draft.documentId}`;
		const refused = await Promise.all([
			client.post(`${draft.path}/check?deferred=true`),
			client.post(`${draft.path}/send?deferred=true`),
			client.put(draft.path, draftMeta(owner)),
			client.put(`${draft.path}/meta`, draftMeta(owner)),
			client.delete(draft.path),
			client.post(`${draft.path}/documents`, { 'content-id': draft.uploadedId }),
			client.put(document, { 'content-id': draft.uploadedId }),
			client.delete(document),
			sign(client, draft),
		]);
		for (const answer of refused) {
			expect(answer.status).toBe(409);
			expect(answer.data).toMatchObject({
				id: 'urn:error:externapi:concurrentApiTaskActive',
				context: { 'concurrent-task': { id: started.data.id, 'task-type': 'urn:task-type:check' } },
			});
		}
		expect(await statusOf(draft)).toBe('check-in-progress');
		emulator.state.clock.advance(199);
		expect(await statusOf(draft)).toBe('check-in-progress');
		emulator.state.clock.advance(1);
		expect((await sign(client, draft)).status).toBe(201);
	});

	test('finished jobs are listed only with includeReleased', async () => {
		const draft = await makeDraft(client, owner);
		await runTask(emulator, client, draft, 'check');
		await client.post(`${draft.path}/check?deferred=true`);
		const active = await client.get(`${draft.path}/tasks`);
		expect(active.data['total-count']).toBe(1);
		const all = await client.get(`${draft.path}/tasks?includeReleased=true`);
		expect(all.data['api-task-page-items'].map((item: Record<string, string>) => item['task-state'])).toEqual(
			['succeed', 'running'],
		);
	});
});
