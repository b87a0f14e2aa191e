import {
	body,
	documentOf,
	ip,
	linkTo,
	octets,
	replyLinks,
	Stand,
	statusOf,
	type ShownDocflow,
} from './docflowSupport';
import { seedCertificates } from '../seed/seedCertificates';
import { startEmulator, type Emulator } from '../../server';
import { certificate, cms, draftMeta } from '../../support';

let emulator: Emulator;
let stand: Stand;
let demand: ShownDocflow;
let attachment: string;
/** Inventories of the demand's file. */
let inventories: string;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	stand = await Stand.begin(emulator);
	const { id } = await emulator.control.createIncoming(stand.owner.id);
	demand = await stand.docflow(id);
	attachment = documentOf(demand, 'fns534-demand-attachment').id;
	inventories = `${stand.home}/docflows/${id}/documents/${attachment}/inventories`;
});
afterAll(async () => await emulator.close());

/** A draft that refers to the demand, as a drafts builder leaves it, sent. */
async function send(office = '0087', name = 'inventory.xml'): Promise<string> {
	const { client, owner, home } = stand;
	const made = await client.post(`${home}/drafts`, {
		...draftMeta(owner, office),
		'related-document': { 'related-docflow-id': demand.id, 'related-document-id': attachment },
	});
	const path = `${home}/drafts/${String(made.data.id)}`;
	const document = await client.post(`${path}/documents`, {
		'content-id': await stand.upload(Buffer.from('<?xml version="1.0"?><list/>')),
		description: { filename: name, type: 'urn:document:fns534-inventory-message' },
	});
	await client.post(`${path}/documents/${String(document.data.id)}/signatures`, {
		'base64-content': cms(certificate),
		'is-third-party-signature': false,
	});
	const { data } = await client.post(`${path}/send?deferred=true`);
	const done = await stand.poll(`${path}/tasks/${String(data.id)}`);
	emulator.state.clock.advance(1000);
	return String(done['task-result'].id);
}

const inventory = async (id: string): Promise<ShownDocflow> =>
	(await stand.client.get(`${inventories}/${id}`)).data;

test('an inventory is found under the document it answers and by its type', async () => {
	const sent = [await send(), await send()];
	const { data } = await stand.client.get(`${inventories}?take=1`);
	expect(data).toMatchObject({ skip: 0, take: 1, 'total-count': 2 });
	expect(data['docflows-page-item'][0]).toMatchObject({
		type: 'urn:docflow:fns534-inventory',
		description: { 'related-docflow-id': demand.id, 'related-document-id': attachment },
	});
	const listed = await stand.client.get(`${stand.home}/docflows?type=fns534-inventory`);
	expect(listed.data['docflows-page-item'].map(({ id }: ShownDocflow) => id).sort()).toEqual(sent.sort());
	const hidden = await stand.client.get(`${stand.home}/docflows?take=2`);
	expect(hidden.data['docflows-page-item'].map(({ id }: ShownDocflow) => id)).not.toContain(sent[0]);
	expect((await inventory(sent[0])).id).toBe(sent[0]);
	expect((await stand.client.get(`${inventories}?finished=true`)).data['total-count']).toBe(0);
	expect(
		(await stand.client.get(linkTo(documentOf(demand, 'fns534-demand-attachment'), 'inventories'))).data[
			'total-count'
		],
	).toBe(2);
});

test('replies are made under the demand, and lead to the end', async () => {
	const id = await send();
	expect(emulator.control.advanceDocflow(id, 5)).toMatchObject({ made: 2, status: 'response-arrived' });
	const links = replyLinks(await inventory(id)).reverse();
	expect(links.map(({ name }) => name)).toEqual(['fns534-inventory-receipt', 'fns534-inventory-receipt']);
	for (const { href } of links) expect(href).toContain(`${inventories}/${id}/documents/`);
	const direct = links[0].href.replace(/\/docflows\/.*\/inventories\//, '/docflows/');
	expect((await stand.client.post(direct, body)).status).toBe(400);
	const statuses = [];
	for (const { href } of links) statuses.push(statusOf((await stand.answer(href)).data));
	expect(statuses).toEqual(['response-arrived', 'finished']);
	expect(stand.events(id)).toEqual([
		...['message', 'receipt-cu', 'acceptance-result-positive'],
		...['receipt-date-confirmation-abonent', 'receipt-acceptance-result-abonent'],
	]);
});

test('a reply can be read, changed and signed in the cloud in its place', async () => {
	const id = await send();
	const [{ href }] = replyLinks(await inventory(id));
	const { data } = await stand.client.post(href, { 'certificate-base64': seedCertificates[3] });
	const self = linkTo(data, 'self');
	expect(self).toContain(`${inventories}/${id}/`);
	expect((await stand.client.get(self)).data).toEqual(data);
	const content = Buffer.from('<own/>');
	expect((await stand.client.put(`${self}/content`, content, octets)).data.content).toBe(
		content.toString('base64'),
	);
	const signing = (await stand.client.post(`${self}/cloud-sign?forceConfirmation=true`)).data;
	const code = emulator.control.confirmationCode(signing['request-id']);
	const request = `requestId=${String(signing['request-id'])}&code=${code}`;
	expect((await stand.client.post(`${self}/cloud-sign-confirm?${request}`)).status).toBe(200);
	const task = await stand.client.get(`${self}/tasks/${String(signing['task-id'])}`);
	expect(task.data['task-state']).toBe('succeed');
	expect((await stand.client.post(`${self}/send`, ip)).status).toBe(200);
});

test('documents are printed, decrypted and their signatures read in their place', async () => {
	const id = await send();
	const message = documentOf(await inventory(id), 'fns534-inventory-message');
	const path = `${inventories}/${id}/documents/${message.id}`;
	const [{ 'content-id': contentId }] = message.content['docflow-document-contents'];
	const content = { 'content-id': await stand.upload(await stand.download(contentId)) };
	const { data } = await stand.client.post(`${path}/print?deferred=true`, content);
	const done = await stand.poll(`${path}/tasks/${String(data.id)}`);
	expect(done['task-state']).toBe('succeed');
	const signature = await stand.client.get(`${path}/signatures/${message.signatures[0].id}/content`);
	expect(signature.data).toBe(cms(certificate));
	expect((await stand.client.get(`${path}/signatures/${id}/content`)).status).toBe(404);
	expect((await stand.client.put(`${path}/decrypted-content`, content)).status).toBe(200);
	const decrypt = await stand.client.post(`${path}/decrypt-content`, {
		'certificate-base64': seedCertificates[3],
	});
	expect(decrypt.status).toBe(400);
	const confirm = await stand.client.post(`${path}/confirm-content-decryption?requestId=r-1&code=1`);
	expect(confirm.status).toBe(400);
});

test('an inventory belongs to one document only', async () => {
	const id = await send();
	const other = inventories.replace(attachment, documentOf(demand, 'fns534-demand').id);
	expect((await stand.client.get(`${other}/${id}`)).status).toBe(404);
	expect((await stand.client.get(other)).data['total-count']).toBe(0);
	expect((await stand.client.get(`${inventories}/${demand.id}`)).status).toBe(404);
	const nowhere = inventories.replace(demand.id, stand.owner.id);
	expect((await stand.client.get(nowhere)).status).toBe(404);
});

test('the office may refuse it', async () => {
	const repliesStatus = async () => (await stand.docflow(demand.id)).description['replies-status'];
	expect(await repliesStatus()).toBe('not-sent');
	const id = await send('0088');
	expect(await repliesStatus()).toBe('in-progress');
	expect(emulator.control.advanceDocflow(id, 5)).toMatchObject({ successState: 'failed' });
	expect(await repliesStatus()).toBe('declined');
	const refusal = documentOf(await inventory(id), 'fns534-inventory-acceptance-result-negative');
	expect(statusOf((await stand.answer(linkTo(refusal, 'reply'))).data)).toBe('finished');
});
