import {
	bareSignature,
	body,
	documentOf,
	ip,
	linkTo,
	octets,
	replyLinks,
	Stand,
	stateOf,
	statusOf,
	typesOf,
	type ShownDocflow,
} from '../docflows/docflowSupport';
import { startEmulator, type Emulator } from '../../server';

let emulator: Emulator;
let stand: Stand;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	stand = await Stand.begin(emulator);
});
afterAll(async () => await emulator.close());

async function notice(type: string, facts = {}): Promise<ShownDocflow> {
	const { id } = await emulator.control.createIncoming(stand.owner.id, { type, ...facts });
	return await stand.docflow(id);
}

/** Asks for the documents: generate, sign with a bare signature, send. */
async function request(docflow: ShownDocflow) {
	const { data } = await stand.client.post(linkTo(docflow, 'documents-request'), body);
	await stand.client.put(linkTo(data, 'save-signature'), bareSignature, octets);
	return await stand.client.post(linkTo(data, 'send'));
}

describe('a docflow whose documents have to be asked for', () => {
	const type = 'fss-sedo-proactive-payments-demand';

	test('goes from its header to the read mark', async () => {
		const docflow = await notice(type);
		expect([statusOf(docflow), docflow.documents]).toEqual(['received', []]);
		expect(emulator.control.advanceDocflow(docflow.id).made).toBe(0);

		const arrived = await request(docflow);
		expect([arrived.status, statusOf(arrived.data)]).toEqual([200, 'arrived']);
		expect(typesOf(arrived.data)).toEqual([`${type}-request-message`]);
		expect(linkTo(arrived.data, 'documents-request')).toMatch(/^no link/);

		expect(emulator.control.advanceDocflow(docflow.id).status).toBe('response-arrived');
		const answered = await stand.docflow(docflow.id);
		expect(typesOf(answered)).toEqual([`${type}-demand-message`, `${type}-request-message`]);
		const [mark, ...others] = replyLinks(answered);
		expect([mark.name, others]).toEqual([`${type}-receipt`, []]);
		const finished = await stand.answer(mark.href, 'none');
		expect([finished.status, statusOf(finished.data)]).toEqual([200, 'finished']);
		expect(documentOf(finished.data, `${type}-receipt`).signatures).toEqual([]);
	});

	test('the request is shown, signed raw or in JSON, and sent once', async () => {
		const docflow = await notice(type);
		const generate = linkTo(docflow, 'documents-request');
		const warrant = '7a2f4b1c-0d3e-4f5a-8b6c-9d0e1f2a3b4c';
		const { data } = await stand.client.post(generate, {
			...body,
			'machine-readable-warrant-id': warrant,
		});
		expect(data).toMatchObject({ 'docflow-id': docflow.id, signature: null });
		expect(Buffer.from(data.content, 'base64').toString()).toContain(warrant);
		const self = linkTo(data, 'self');
		expect((await stand.client.get(self)).data).toEqual(data);
		expect((await stand.client.post(`${self}/send`)).status).toBe(400);
		expect((await stand.client.put(`${self}/signature`, Buffer.alloc(10), octets)).status).toBe(400);
		const json = { headers: { 'Content-Type': 'application/json' } };
		const signed = await stand.client.put(
			`${self}/signature`,
			JSON.stringify(bareSignature.toString('base64')),
			json,
		);
		expect(signed.data.signature).toBe(bareSignature.toString('base64'));
		expect((await stand.client.post(`${self}/send`)).status).toBe(200);
		expect((await stand.client.post(`${self}/send`)).status).toBe(400);
		expect((await stand.client.post(generate, body)).status).toBe(400);
		expect((await stand.client.post(generate, {})).status).toBe(400);
	});

	test('an error comes instead of the documents', async () => {
		const docflow = await notice(type, { fails: true });
		await request(docflow);
		expect(emulator.control.advanceDocflow(docflow.id)).toMatchObject({
			status: 'finished',
			successState: 'failed',
		});
		expect(typesOf(await stand.docflow(docflow.id))[0]).toBe(`${type}-exchange-error`);
	});

	test('documents come by themselves where the operator receives them', async () => {
		const docflow = await notice(type, { automatic: true });
		expect(statusOf(docflow)).toBe('response-arrived');
		expect(replyLinks(docflow)).toHaveLength(1);
		expect(linkTo(docflow, 'documents-request')).toMatch(/^no link/);
	});

	test('is listed only when its type is named, and appears in the feed', async () => {
		const { id } = await notice(type);
		const ids = async (query: string) =>
			(await stand.client.get(`${stand.home}/docflows?${query}`)).data['docflows-page-item'].map(
				(item: ShownDocflow) => item.id,
			);
		expect(await ids('take=1')).not.toContain(id);
		expect(await ids(`type=${type}&incoming=true&take=1`)).toEqual([id]);
		expect(stand.events(id)).toEqual(['received']);
	});
});

describe.each([
	['fss-sedo-pvso-notification', 'notification-message', 'receipt'],
	['fss-sedo-sick-report-change-notification', 'notification-message', 'receipt'],
	['fss-sedo-demand', 'demand-message', 'read-receipt'],
])('%s', (type, message, mark) => {
	const noticeType = `${type}-receipt-notification-message`;

	async function arrived(): Promise<ShownDocflow> {
		const docflow = await notice(type);
		await request(docflow);
		emulator.control.advanceDocflow(docflow.id);
		return await stand.docflow(docflow.id);
	}

	test('wants a signed read notice and an unsigned read mark, then the portal confirms', async () => {
		const docflow = await arrived();
		expect(documentOf(docflow, `${type}-${message}`).links.filter(({ rel }) => rel === 'reply')).toHaveLength(
			2,
		);
		const links = Object.fromEntries(replyLinks(docflow).map(({ name, href }) => [name, href]));
		const noticed = await stand.answer(links[noticeType], 'bare');
		expect([noticed.status, statusOf(noticed.data)]).toEqual([200, 'response-arrived']);
		expect(emulator.control.advanceDocflow(docflow.id).made).toBe(0);
		const marked = await stand.answer(links[`${type}-${mark}`], 'none');
		expect(statusOf(marked.data)).toBe('processed');
		expect(emulator.control.advanceDocflow(docflow.id).status).toBe('delivered');
		expect(emulator.control.advanceDocflow(docflow.id).status).toBe('finished');
		const done = await stand.docflow(docflow.id);
		expect(typesOf(done)[0]).toBe(`${type}-receipt-notification-receipt-message`);
	});

	test('the notice is signed over its data and by nothing else', async () => {
		const docflow = await arrived();
		const link = replyLinks(docflow).find(({ name }) => name === noticeType);
		const { data } = await stand.client.post(link?.href ?? '', body);
		expect(Buffer.from(data['data-to-sign'], 'base64').length).toBeGreaterThan(0);
		const self = linkTo(data, 'self');
		expect((await stand.client.post(`${self}/send`, ip)).status).toBe(400);
		expect((await stand.client.put(`${self}/signature`, Buffer.alloc(70), octets)).status).toBe(400);
	});

	test('a read mark takes no signature', async () => {
		const docflow = await arrived();
		const link = replyLinks(docflow).find(({ name }) => name === `${type}-${mark}`);
		const { data } = await stand.client.post(link?.href ?? '', body);
		expect(data['data-to-sign']).toBeNull();
		const put = await stand.client.put(`${linkTo(data, 'self')}/signature`, bareSignature, octets);
		expect(put.status).toBe(400);
	});
});

test('a broadcast comes finished with its document', async () => {
	const docflow = await notice('fss-sedo-broadcast-message');
	expect([statusOf(docflow), typesOf(docflow)]).toEqual([
		'finished',
		['fss-sedo-broadcast-message-document'],
	]);
	expect(replyLinks(docflow)).toEqual([]);
	const asked = await stand.client.post(
		`${stand.home}/docflows/${docflow.id}/generate-documents-request`,
		body,
	);
	expect(asked.status).toBe(400);
});

test('documents encrypted for the subscriber stay encrypted when requested', async () => {
	const { id } = await notice('fss-sedo-appeal', {
		encryptFor: stand.owner.certificates[0].content,
		attachments: [{ filename: 'appeal.pdf', bytes: Buffer.from('%PDF-') }],
	});
	await request(await stand.docflow(id));
	emulator.control.advanceDocflow(id);
	const docflow = await stand.docflow(id);
	expect(typesOf(docflow)).toEqual([
		'fss-sedo-appeal-document',
		'sedo-attachment',
		'fss-sedo-appeal-request-message',
	]);
	const [content] = documentOf(docflow, 'fss-sedo-appeal-document').content['docflow-document-contents'];
	expect(content.encrypted).toBe(true);
	expect(stateOf(docflow)).toBe('neutral');
});
