import type { AxiosInstance } from 'axios';

import { account, certificate, cms, makeDraft, otherCertificate, runTask, sign, signIn } from '../../support';
import type { Account } from '../model';
import { seedCertificates } from '../seed/seedCertificates';
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

const body = { 'certificate-base64': certificate };
const ip = { 'sender-ip': '8.8.8.8' };
const receipt = 'fns534-report-receipt';

interface Link {
	rel: string;
	href: string;
	name?: string;
}

const replyLinks = (data: { links: Link[] }) => data.links.filter(({ rel }) => rel === 'reply');

async function sendReport(office = '0087'): Promise<string> {
	const draft = await makeDraft(client, owner, { office });
	await sign(client, draft);
	const { data } = await runTask(emulator, client, draft, 'send');
	emulator.state.clock.advance(1000);
	return String(data['task-result'].id);
}

async function docflow(id: string) {
	return (await client.get(`${home}/docflows/${id}`)).data;
}

/** Answers by a link: certificate, signature, send. */
async function answer(href: string, signature = cms(certificate)) {
	const made = await client.post(href, body);
	expect(made.status).toBe(201);
	const self: string = made.data.links.find((link: Link) => link.rel === 'self').href;
	const signed = await client.put(`${self}/signature`, Buffer.from(signature, 'base64'), {
		headers: { 'Content-Type': 'application/octet-stream' },
	});
	expect(signed.status).toBe(200);
	return await client.post(`${self}/send`, ip);
}

test('a report is led to its end by following the reply links', async () => {
	const id = await sendReport();
	emulator.control.advanceDocflow(id, 3);
	const statuses: string[] = [];
	for (let round = 0; round < 10; round++) {
		const links = replyLinks(await docflow(id));
		const oldest = links.at(-1);
		if (!oldest) break;
		const { status, data } = await answer(oldest.href);
		expect(status).toBe(200);
		statuses.push(data.status.replace('urn:docflow-common-status:', ''));
	}
	expect(statuses).toEqual(['response-arrived', 'response-arrived', 'finished']);
	const { data } = await client.get(`${home}/docflows/${id}/documents`);
	const sent = data.filter(
		({ description }: { description: { type: string } }) =>
			description.type === 'urn:document:fns534-report-receipt',
	);
	// The tax office's own receipt and three of the subscriber.
	expect(sent).toHaveLength(4);
	expect(sent[0].signatures).toHaveLength(1);
	expect(sent[0].signatures[0]['signer-type']).toBe('organization-representative');
});

test('the receipt for the acceptance is the answer processed until the result comes', async () => {
	const id = await sendReport();
	emulator.control.advanceDocflow(id, 2);
	const [acceptance] = replyLinks(await docflow(id));
	expect((await answer(acceptance.href)).data.status).toBe('urn:docflow-common-status:response-processed');
	expect(emulator.control.advanceDocflow(id).status).toBe('response-arrived');
});

describe('one reply', () => {
	let id: string;
	let href: string;
	let reply: { id: string; content: string; links: Link[] };
	let self: string;

	beforeEach(async () => {
		id = await sendReport();
		[{ href }] = replyLinks(await docflow(id));
		reply = (await client.post(href, body)).data;
		self = reply.links.find(({ rel }) => rel === 'self')?.href ?? '';
	});

	test('is shown with what has to be signed', async () => {
		expect(reply).toMatchObject({ 'docflow-id': id, 'data-to-sign': null, signature: null });
		expect(Buffer.from(reply.content, 'base64').toString('latin1')).toMatch(/^<\?xml .*windows-1251/);
		expect((await client.get(self)).data).toEqual(reply);
		expect(self).toBe(`${href.split('/generate-reply')[0]}/replies/${reply.id}`);
	});

	test('is refused unsigned', async () => {
		const { status, data } = await client.post(`${self}/send`, ip);
		expect(status).toBe(400);
		expect(data.message).toContain('not signed');
		expect((await docflow(id)).status).toBe('urn:docflow-common-status:sent');
	});

	test('accepts its signature raw and as JSON; refuses an invalid one and that of another signer', async () => {
		const put = async (data: unknown, type: string) =>
			await client.put(`${self}/signature`, data, { headers: { 'Content-Type': type } });
		const bytes = Buffer.from(cms(certificate), 'base64');
		for (const type of ['application/pgp-signature', 'application/octet-stream']) {
			const { status, data } = await put(bytes, type);
			expect([status, data.signature]).toEqual([200, bytes.toString('base64')]);
		}
		const json = await put(JSON.stringify(bytes.toString('base64')), 'application/json');
		expect([json.status, json.data.signature]).toEqual([200, bytes.toString('base64')]);
		expect((await put(Buffer.from('signature'), 'application/octet-stream')).status).toBe(400);
		expect((await put(Buffer.alloc(0), 'application/octet-stream')).status).toBe(400);
		const others = Buffer.from(cms(otherCertificate), 'base64');
		expect((await put(others, 'application/octet-stream')).status).toBe(400);
	});

	test('a new content takes the signature away', async () => {
		const bytes = Buffer.from(cms(certificate), 'base64');
		const raw = { headers: { 'Content-Type': 'application/octet-stream' } };
		await client.put(`${self}/signature`, bytes, raw);
		const changed = Buffer.from('<?xml version="1.0"?><own/>');
		const { data } = await client.put(`${self}/content`, changed, raw);
		expect(data).toMatchObject({ content: changed.toString('base64'), signature: null });
		expect((await client.post(`${self}/send`, ip)).status).toBe(400);
		await client.put(`${self}/signature`, bytes, raw);
		const sent = (await client.post(`${self}/send`, ip)).data;
		const [content] = sent.documents[0].content['docflow-document-contents'];
		const stored = await client.get(`${home}/contents/${String(content['content-id'])}`, {
			responseType: 'arraybuffer',
		});
		expect(changed.equals(stored.data)).toBe(true);
	});

	test('is sent once; the link goes, and another of its kind is refused', async () => {
		const second = (await client.post(href, body)).data;
		const sent = await answer(href);
		expect(sent.status).toBe(200);
		expect(replyLinks(sent.data)).toEqual([]);
		const other = second.links.find((link: Link) => link.rel === 'self').href;
		await client.put(`${other}/signature`, Buffer.from(cms(certificate), 'base64'));
		expect((await client.post(`${other}/send`, ip)).status).toBe(400);
		const again = await client.post(href, body);
		expect([again.status, again.data.message]).toEqual([400, 'The reply is already sent']);
	});

	test('wants the address of the sender', async () => {
		await client.put(`${self}/signature`, Buffer.from(cms(certificate), 'base64'));
		for (const address of [{}, { 'sender-ip': '8.8.8' }]) {
			expect((await client.post(`${self}/send`, address)).status).toBe(400);
		}
	});
});

test('a reply is refused without the right type, document or certificate', async () => {
	const id = await sendReport();
	const [link] = replyLinks(await docflow(id));
	const [path] = link.href.split('?');
	const tries: [string, object, number][] = [
		[path, body, 400],
		[`${path}?documentType=fns534-report-acceptance-result-positive`, body, 400],
		[`${link.href}&declineNoticeErrorCode=0300300030`, body, 400],
		[link.href, {}, 400],
		[link.href, { 'certificate-base64': 'MIIB' }, 400],
		[link.href, { 'certificate-base64': seedCertificates[2] }, 400],
		[link.href.replace(/documents\/[^/]+/, `documents/${owner.id}`), body, 404],
		[link.href.replace(/docflows\/[^/]+/, `docflows/${owner.id}`), body, 404],
	];
	for (const [address, given, status] of tries) {
		expect((await client.post(address, given)).status).toBe(status);
	}
	expect((await client.post(`${path}?documentType=urn:document:${receipt}`, body)).status).toBe(201);
});

describe('cloud', () => {
	const inCloud = seedCertificates[3];
	let path: string;

	beforeEach(async () => {
		const id = await sendReport();
		const [{ href }] = replyLinks(await docflow(id));
		const { data } = await client.post(href, { 'certificate-base64': inCloud });
		path = data.links.find((link: Link) => link.rel === 'self').href;
	});

	test('signs a receipt at once', async () => {
		const { status, data } = await client.post(`${path}/cloud-sign`);
		expect(status).toBe(200);
		expect(data).toMatchObject({ 'request-id': null, 'confirm-type': 'none', links: [] });
		const task = await client.get(`${path}/tasks/${String(data['task-id'])}`);
		expect(task.data).toMatchObject({
			'task-state': 'succeed',
			'task-type': 'urn:task-type:initReplySignOperation',
		});
		expect((await client.post(`${path}/send`, ip)).status).toBe(200);
	});

	test('asks for a code if configured to, and holds the reply meanwhile', async () => {
		const { data } = await client.post(`${path}/cloud-sign?forceConfirmation=true`);
		expect(data).toMatchObject({ 'confirm-type': 'sms', links: [{ rel: 'cloud-sign-confirm' }] });
		const locked = await client.post(`${path}/send`, ip);
		expect(locked.status).toBe(409);
		expect(locked.data).toMatchObject({
			id: 'urn:error:externapi:concurrentApiTaskActive',
			context: {
				'concurrent-task': { id: data['task-id'], 'task-type': 'urn:task-type:initReplySignOperation' },
			},
		});
		expect((await client.post(`${path}/cloud-sign`)).status).toBe(409);
		const confirm = (code: string) =>
			client.post(`${path}/cloud-sign-confirm?requestId=${String(data['request-id'])}&code=${code}`);
		expect((await confirm('0000')).status).toBe(400);
		expect((await confirm(emulator.control.confirmationCode(data['request-id']))).status).toBe(200);
		expect((await client.post(`${path}/send`, ip)).status).toBe(200);
	});

	test('gives up after wrong codes, or when nobody confirms', async () => {
		const start = async () => (await client.post(`${path}/cloud-sign?forceConfirmation=true`)).data;
		const first = await start();
		const address = `${path}/cloud-sign-confirm?requestId=${String(first['request-id'])}`;
		for (let count = 0; count < 3; count++) await client.post(`${address}&code=0000`);
		const task = await client.get(`${path}/tasks/${String(first['task-id'])}`);
		expect(task.data).toMatchObject({
			'task-state': 'failed',
			progress: { 'operation-status': 'ExceededConfirmationAttemptsCount' },
		});
		const second = await start();
		emulator.state.clock.advance(10 * 60 * 1000);
		expect((await client.get(`${path}/tasks/${String(second['task-id'])}`)).data).toMatchObject({
			'task-state': 'failed',
			progress: { 'operation-status': 'Timeout' },
		});
		expect((await client.post(`${path}/send`, ip)).status).toBe(400);
	});

	test('does not sign with a certificate that is not there', async () => {
		const id = await sendReport();
		const [{ href }] = replyLinks(await docflow(id));
		const { data } = await client.post(href, body);
		const self = data.links.find((link: Link) => link.rel === 'self').href;
		expect((await client.post(`${self}/cloud-sign`)).status).toBe(400);
	});
});
