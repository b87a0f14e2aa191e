import {
	documentOf,
	replyLinks,
	Stand,
	statusOf,
	typesOf,
	type ShownDocflow,
} from '../docflows/docflowSupport';
import { encodeWindows1251 } from '../files/text';
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

async function demand(facts = {}): Promise<ShownDocflow> {
	const { id } = await emulator.control.createIncoming(stand.owner.id, { attachments: 2, ...facts });
	return await stand.docflow(id);
}

const path = (docflow: ShownDocflow, document = 'fns534-demand-attachment') =>
	`${stand.home}/docflows/${docflow.id}/documents/${documentOf(docflow, document).id}`;

async function contentOf(docflow: ShownDocflow, index: number): Promise<[string, Buffer]> {
	const attachments = docflow.documents.filter(
		({ description }) => description.type === 'urn:document:fns534-demand-attachment',
	);
	const [content] = attachments[index].content['docflow-document-contents'];
	return [attachments[index].id, await stand.download(content['content-id'])];
}

test('a demand goes from received to finished by its receipt, its acceptance and the office', async () => {
	const docflow = await demand();
	expect(docflow).toMatchObject({
		type: 'urn:docflow:fns534-demand',
		status: 'urn:docflow-common-status:received',
		description: { 'attachments-count': 2, cu: '0087', 'receipt-status': 'waiting' },
	});
	expect(typesOf(docflow).sort()).toEqual([
		'fns534-demand',
		'fns534-demand-attachment',
		'fns534-demand-attachment',
		'fns534-demand-date-confirmation',
		'fns534-demand-description',
	]);
	const [receipt, ...others] = replyLinks(docflow);
	expect([receipt.name, others]).toEqual(['fns534-demand-receipt', []]);
	expect(emulator.control.advanceDocflow(docflow.id).made).toBe(0);

	const arrived = (await stand.answer(receipt.href)).data;
	expect(statusOf(arrived)).toBe('arrived');
	const names = replyLinks(arrived).map(({ name }) => name);
	expect(names).toEqual([
		'fns534-demand-acceptance-result-positive',
		'fns534-demand-acceptance-result-negative',
	]);
	expect(emulator.control.advanceDocflow(docflow.id).made).toBe(0);

	const processed = (await stand.answer(replyLinks(arrived)[0].href)).data;
	expect(statusOf(processed)).toBe('processed');
	expect(processed.description['receipt-status']).toBe('accepted');
	expect(replyLinks(processed)).toEqual([]);
	expect(emulator.control.advanceDocflow(docflow.id)).toMatchObject({ made: 1, status: 'finished' });
	expect(stand.events(docflow.id)).toEqual([
		'document',
		'receipt-abonent',
		'receiption-result-abonent-positive',
		'receiption-result-cu',
	]);
});

test('replies out of order are refused, and of acceptance and refusal only one is possible', async () => {
	const docflow = await demand();
	const main = path(docflow, 'fns534-demand');
	const ask = (type: string) => `${main}/generate-reply?documentType=fns534-demand-${type}`;
	expect((await stand.answer(ask('acceptance-result-positive'))).status).toBe(400);
	await stand.answer(ask('receipt'));
	expect((await stand.answer(ask('receipt'))).status).toBe(400);
	const made = await stand.client.post(ask('acceptance-result-positive'), {
		'certificate-base64': stand.owner.certificates[0].content,
	});
	expect(made.status).toBe(201);
	const refusal = `${ask('acceptance-result-negative')}&declineNoticeErrorCode=0300300030&declineNoticeErrorCode=0100300003`;
	const refused = await stand.client.post(refusal, {
		'certificate-base64': stand.owner.certificates[0].content,
	});
	expect(Buffer.from(refused.data.content, 'base64').toString('latin1')).toMatch(/0300300030.*0100300003/);
	expect((await stand.answer(refusal)).data.description['receipt-status']).toBe('rejected');
	expect((await stand.answer(ask('acceptance-result-positive'))).status).toBe(400);
	const unknown = `${ask('acceptance-result-negative')}&declineNoticeErrorCode=1234567890`;
	expect((await stand.answer(unknown)).status).toBe(400);
});

describe('check-demand', () => {
	const check = async (docflow: ShownDocflow, body: object = {}) =>
		await stand.client.post(`${stand.home}/docflows/${docflow.id}/check-demand`, body);

	test('a good demand leads to its acceptance', async () => {
		const docflow = await demand();
		const { status, data } = await check(docflow);
		expect(status).toBe(200);
		expect(data).toMatchObject({ 'has-errors': false, 'error-codes': [] });
		expect(data.links).toHaveLength(1);
		await stand.answer(replyLinks(docflow)[0].href);
		expect(statusOf((await stand.answer(data.links[0].href)).data)).toBe('processed');
	});

	test('each defect has its code', async () => {
		const foreign = await demand({
			main: encodeWindows1251(
				'<?xml version="1.0"?><Файл ИдФайл="ON_1"><Документ КНД="1165013"><СвНП ИННЮЛ="7707083893"/></Документ></Файл>',
			),
		});
		expect((await check(foreign)).data['error-codes']).toEqual(['0300300001', '0400100005', '0300300030']);
		const docflow = await demand();
		const [id] = await contentOf(docflow, 0);
		const other = await stand.upload(Buffer.from('%PDF-1.4 another paper'));
		const { data } = await check(docflow, { 'decrypted-attachments': [{ id, 'content-id': other }] });
		expect(data).toMatchObject({ 'has-errors': true, 'error-codes': ['0100100004'] });
		expect(data.links[0].name).toBe('fns534-demand-acceptance-result-negative');
	});

	test('wants the decrypted files, each once, and a main file that is XML', async () => {
		const docflow = await demand();
		const [id, bytes] = await contentOf(docflow, 0);
		const item = { id, 'content-id': await stand.upload(bytes) };
		expect((await check(docflow, { 'decrypted-attachments': [item, item] })).status).toBe(400);
		expect((await check(await demand({ main: Buffer.from('no XML') }))).status).toBe(400);
		const report = await stand.docflow(await stand.sendReport());
		expect((await check(report)).status).toBe(400);
		expect(
			(await stand.client.post(`${stand.home}/docflows/${stand.owner.id}/check-demand`, {})).status,
		).toBe(404);
	});
});

test('recognition reads the paper and writes into the requisites', async () => {
	const docflow = await demand({ attachments: [{ number: '15-12/0042', knd: '1165013' }] });
	const [, bytes] = await contentOf(docflow, 0);
	const recognize = async (content: Buffer, document?: string) =>
		await stand.client.post(`${path(docflow, document)}/recognize`, {
			'content-id': await stand.upload(content),
		});
	const { status, data } = await recognize(bytes);
	expect(status).toBe(200);
	expect(data).toMatchObject({
		'demand-number': '15-12/0042',
		'demand-knd': '1165013',
		'demand-inn-list': [stand.owner.inn],
	});
	const document = documentOf(await stand.docflow(docflow.id), 'fns534-demand-attachment');
	expect(document.description.requisites).toEqual(data);
	const found = await stand.client.get(
		`${stand.home}/docflows?type=fns534-demand&demandNumber=${encodeURIComponent('15-12/0042')}`,
	);
	expect(found.data['docflows-page-item'].map(({ id }: ShownDocflow) => id)).toEqual([docflow.id]);
	expect((await recognize(Buffer.from('text'))).status).toBe(400);
	expect((await recognize(bytes, 'fns534-demand')).status).toBe(400);
});

describe('changes of requisites', () => {
	const patch = async (address: string, changes: unknown) => await stand.client.patch(address, changes);
	const change = (name: string, value: unknown, op = 'add') => ({
		op,
		path: `/description/requisites/${name}`,
		value,
	});

	test('of a demand: comment, labels, number, date, status, assignee', async () => {
		const docflow = await demand();
		const address = path(docflow);
		const people = (await stand.client.get(`${stand.home}/docflows/demands-assignees`)).data;
		const [person] = people.assignees;
		const { status, data } = await patch(address, [
			change('comment', { text: 'ask the lawyer', color: 'yellow' }),
			change('labels/0', { name: 'urgent' }),
			change('labels/0', { name: 'first' }),
			change('demand-number', '17'),
			change('demand-date', '2026-03-02'),
			change('demand-status', 'in-progress'),
			change('assignees', [{ id: person.id }]),
		]);
		expect(status).toBe(200);
		expect(data.description.requisites).toEqual({
			comment: { text: 'ask the lawyer', color: 'yellow' },
			labels: [{ name: 'first' }, { name: 'urgent' }],
			'demand-number': '17',
			'demand-date': '2026-03-02',
			'demand-status': 'in-progress',
			assignees: [person],
		});
		expect(person).toMatchObject({ 'last-name': 'Петров', 'first-name': 'Петр' });
		const single = await patch(address, change('labels/1', undefined, 'remove'));
		expect(single.data.description.requisites.labels).toEqual([{ name: 'first' }]);
		expect((await stand.client.get(address)).data).toEqual(single.data);
	});

	test('all or none: a wrong change leaves everything as it was', async () => {
		const docflow = await demand();
		const address = path(docflow);
		const good = change('demand-number', '17');
		for (const wrong of [
			change('demand-status', 'later'),
			change('demand-date', 'tomorrow'),
			change('comment', { text: 'x', color: 'pink' }),
			change('labels/5', { name: 'far' }),
			change('assignees', [{ id: stand.owner.id }]),
			change('assignees', []),
			change('demand-knd', '1165013'),
			change('demand-status', 'done', 'replace'),
			change('demand-number', '1', 'move'),
			{ op: 'add', path: '/status', value: 'x' },
		]) {
			expect([(await patch(address, [good, wrong])).status, wrong]).toEqual([400, wrong]);
		}
		expect((await patch(address, [])).status).toBe(400);
		expect((await stand.client.get(address)).data.description.requisites).toEqual({});
	});

	test('of a docflow: a comment, and a letter moved to the demands', async () => {
		const report = `${stand.home}/docflows/${await stand.sendReport()}`;
		const commented = await patch(report, [change('comment', { text: 'sent', color: 'green' })]);
		expect(commented.data.description.requisites).toEqual({ comment: { text: 'sent', color: 'green' } });
		expect((await stand.client.get(report)).data).toEqual(commented.data);
		expect((await patch(report, [change('demand-knd', '1160075')])).status).toBe(400);
		const letter = await emulator.control.createIncoming(stand.owner.id, { type: 'fns534-cu-letter' });
		const moved = await patch(`${stand.home}/docflows/${letter.id}`, [change('demand-knd', '1160075')]);
		expect(moved.data.description.requisites).toEqual({ 'demand-knd': '1160075' });
		const { id } = await demand();
		const refused = await patch(`${stand.home}/docflows/${id}`, [change('comment', { text: 'x' })]);
		expect(refused.status).toBe(400);
	});
});
