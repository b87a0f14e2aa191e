import {
	body,
	documentOf,
	ip,
	linkTo,
	octets,
	Stand,
	statusOf,
	type Link,
	type ShownDocflow,
} from '../docflows/docflowSupport';
import { seedCertificates } from '../seed/seedCertificates';
import { startEmulator, type Emulator } from '../../server';
import { certificate, cms, draftMeta } from '../../support';

let emulator: Emulator;
let stand: Stand;
let docflow: ShownDocflow;
let generate: string;

beforeAll(async () => {
	emulator = await startEmulator();
});
afterAll(async () => await emulator.close());

/** A report to the pension fund with its protocol and the protocol's appendix. */
beforeEach(async () => {
	stand = await Stand.begin(emulator);
	const { client, owner, home } = stand;
	const made = await client.post(`${home}/drafts`, {
		...draftMeta(owner),
		recipient: { 'upfr-code': '087-001' },
	});
	const path = `${home}/drafts/${String(made.data.id)}`;
	const document = await client.post(`${path}/documents`, {
		'content-id': await stand.upload(Buffer.from('<?xml version="1.0"?><report/>')),
		description: { filename: 'report.xml', type: 'urn:document:pfr-report' },
	});
	await client.post(`${path}/documents/${String(document.data.id)}/signatures`, {
		'base64-content': cms(certificate),
		'is-third-party-signature': false,
	});
	const { data } = await client.post(`${path}/send?deferred=true`);
	const done = await stand.poll(`${path}/tasks/${String(data.id)}`);
	emulator.state.clock.advance(1000);
	expect(emulator.control.advanceDocflow(done['task-result'].id, 5)).toMatchObject({ made: 2 });
	docflow = await stand.docflow(done['task-result'].id);
	generate = linkTo(documentOf(docflow, 'pfr-report-protocol'), 'reply');
});

interface PfrReply {
	id: string;
	documents: { id: string; 'document-id': string; 'encrypted-content': string; links: Link[] }[];
	links: Link[];
}

async function reply(given = body): Promise<PfrReply> {
	const { status, data } = await stand.client.post(generate, given);
	expect(status).toBe(201);
	return data;
}

const signature = Buffer.from(cms(certificate), 'base64');

test('protocol and appendix are signed together, and that ends the docflow', async () => {
	expect(statusOf(docflow)).toBe('response-arrived');
	const made = await reply();
	const ids = ['pfr-report-protocol', 'pfr-report-protocol-appendix'].map(
		(type) => documentOf(docflow, type).id,
	);
	expect(made.documents.map((item) => item['document-id']).sort()).toEqual(ids.sort());
	const self = linkTo(made, 'self');
	for (const document of made.documents) {
		const plain = Buffer.from(document['encrypted-content'], 'base64');
		expect((await stand.client.put(linkTo(document, 'save-content'), plain, octets)).status).toBe(200);
		expect((await stand.client.post(`${self}/send`, ip)).status).toBe(400);
		const signed = await stand.client.put(linkTo(document, 'save-signature'), signature, octets);
		expect(signed.status).toBe(200);
	}
	const shown = (await stand.client.get(self)).data;
	expect(shown.documents[0]).toMatchObject({
		signature: cms(certificate),
		'decrypted-content': shown.documents[0]['encrypted-content'],
	});
	const sent = await stand.client.post(`${self}/send`, ip);
	expect([sent.status, statusOf(sent.data)]).toEqual([200, 'finished']);
	const signers = documentOf(sent.data, 'pfr-report-protocol').signatures.map((item) => item['signer-type']);
	expect(signers).toEqual(['cu-representative', 'organization-representative']);
	expect(stand.events(docflow.id).at(-1)).toBe('protocol-receipt');
	expect((await stand.client.post(`${self}/send`, ip)).status).toBe(400);
	expect((await stand.client.post(generate, body)).status).toBe(400);
});

test('in the cloud all are signed at once', async () => {
	const made = await reply({ 'certificate-base64': seedCertificates[3] });
	const self = linkTo(made, 'self');
	const { data } = await stand.client.post(`${self}/cloud-sign`);
	expect(data['documents-to-sign']).toHaveLength(2);
	expect((await stand.client.post(`${self}/send`, ip)).status).toBe(409);
	const code = emulator.control.confirmationCode(data['request-id']);
	const confirm = `${self}/cloud-sign-confirm?requestId=${String(data['request-id'])}&code=${code}`;
	expect((await stand.client.post(confirm)).status).toBe(200);
	const task = await stand.client.get(`${self}/tasks/${String(data['task-id'])}`);
	expect(task.data['task-state']).toBe('succeed');
	expect((await stand.client.post(`${self}/send`, ip)).status).toBe(200);
});

test('is made for a protocol only, and its documents are its own', async () => {
	const report = `${stand.home}/docflows/${docflow.id}/documents/${documentOf(docflow, 'pfr-report').id}`;
	expect((await stand.client.post(`${report}/pfr-generate-reply`, body)).status).toBe(400);
	const self = linkTo(await reply(), 'self');
	const strange = `${self}/documents/${docflow.id}/signature`;
	expect((await stand.client.put(strange, signature, octets)).status).toBe(404);
	expect((await stand.client.get(`${report}/pfr-replies/${docflow.id}`)).status).toBe(404);
});

test('the type in the link is the one that is answered with', async () => {
	const ask = async (type: string) =>
		(await stand.client.post(generate.replace(/documentType=.*/, `documentType=${type}`), body)).status;
	expect(generate).toMatch(/pfr-generate-reply\?documentType=pfr-report-protocol-receipt$/);
	expect(await ask('urn:document:pfr-report-protocol-receipt')).toBe(201);
	expect(await ask('fns534-report-receipt')).toBe(400);
	expect((await stand.client.post(generate.replace(/\?.*/, ''), body)).status).toBe(201);
});

test('a letter of the fund is answered in the same way', async () => {
	const { id } = await emulator.control.createIncoming(stand.owner.id, { type: 'pfr-cu-letter' });
	const letter = documentOf(await stand.docflow(id), 'pfr-cu-letter');
	const { data } = await stand.client.post(linkTo(letter, 'reply'), body);
	await stand.client.put(linkTo(data.documents[0], 'save-signature'), signature, octets);
	const sent = await stand.client.post(`${linkTo(data, 'self')}/send`, ip);
	expect([statusOf(sent.data), stand.events(id)]).toEqual(['finished', ['cu-letter', 'cu-letter-receipt']]);
});
