import {
	decryptCms,
	TestCertificates,
	testedKinds,
	type TestCertificate,
} from '../../../support/testCertificates';
import { sampleCells } from '../../../support/sampling';
import { body, documentOf, linkTo, Stand, type ShownDocflow } from './docflowSupport';
import { seedCertificates } from '../seed/seedCertificates';
import { unzipped, zipOne } from '../files/zip';
import { startEmulator, type Emulator } from '../../server';
import { signIn } from '../../support';

let certificates: TestCertificates;
let emulator: Emulator;
let stand: Stand;

beforeAll(async () => {
	certificates = await TestCertificates.create();
	emulator = await startEmulator();
});
beforeEach(async () => {
	stand = await Stand.begin(emulator);
});
afterAll(async () => {
	await emulator.close();
	await certificates.remove();
});

const attachment = 'fns534-demand-attachment';
const main = 'fns534-demand';

async function demand(facts = {}): Promise<ShownDocflow> {
	const { id } = await emulator.control.createIncoming(stand.owner.id, facts);
	return await stand.docflow(id);
}

const address = (docflow: ShownDocflow, document = main) =>
	`${stand.home}/docflows/${docflow.id}/documents/${documentOf(docflow, document).id}`;

const contentsOf = (docflow: ShownDocflow, document = main) =>
	documentOf(docflow, document).content['docflow-document-contents'];

/** The file as its author made it. */
function original(docflow: ShownDocflow, document = main): Buffer {
	const found = stand.owner.docflows
		.get(docflow.id)
		?.documents.find(({ id }) => id === documentOf(docflow, document).id);
	return emulator.control.content(String(found?.contentId)).bytes;
}

describe('encrypted documents', () => {
	test.each(testedKinds)('%s: the holder of the key reads them, packed or not', async (kind) => {
		const certificate: TestCertificate = await certificates.make(kind);
		for (const compressed of sampleCells('Encrypted documents', kind, [false, true], 1)) {
			const docflow = await demand({ encryptFor: certificate.pem, compressed });
			for (const type of [main, attachment]) {
				const [content, ...others] = contentsOf(docflow, type);
				expect(others).toEqual([]);
				expect(content).toMatchObject({
					encrypted: true,
					compressed,
					'compression-type': compressed ? 'zip' : 'none',
				});
				const opened = await decryptCms(certificate, await stand.download(content['content-id']));
				expect((compressed ? unzipped(opened) : opened).equals(original(docflow, type))).toBe(true);
			}
		}
	});

	test('name the certificate, and a plain form appears when it is left there', async () => {
		const docflow = await demand({ encryptFor: seedCertificates[0], compressed: true });
		const { description } = (await stand.client.get(address(docflow))).data;
		expect(description).toMatchObject({
			compressed: true,
			'encrypted-certificates': [{ 'serial-number': stand.owner.certificates[0].serialNumber }],
			'decrypted-content-size': original(docflow).length,
		});
		const packed = zipOne('demand.xml', original(docflow));
		const put = await stand.client.put(`${address(docflow)}/decrypted-content`, {
			'content-id': await stand.upload(packed),
		});
		expect(put.status).toBe(200);
		expect(put.data.links).toMatchObject([{ rel: 'decrypted-content' }]);
		const contents = contentsOf(await stand.docflow(docflow.id));
		expect(contents.map(({ encrypted, compressed }) => [encrypted, compressed])).toEqual([
			[true, true],
			[false, false],
		]);
		expect(contents[1]['content-id']).toBe(put.data['content-id']);
		expect((await stand.download(put.data['content-id'])).equals(original(docflow))).toBe(true);
	});

	test('check-demand waits for the decrypted files', async () => {
		const docflow = await demand({ encryptFor: seedCertificates[0] });
		const check = `${stand.home}/docflows/${docflow.id}/check-demand`;
		expect((await stand.client.post(check, {})).status).toBe(400);
		const given = {
			'decrypted-demand-content-id': await stand.upload(original(docflow)),
			'decrypted-attachments': [
				{
					id: documentOf(docflow, attachment).id,
					'content-id': await stand.upload(original(docflow, attachment)),
				},
			],
		};
		expect((await stand.client.post(check, given)).data).toMatchObject({ 'error-codes': [] });
	});

	test('packed ones may come without a cipher', async () => {
		const docflow = await demand({ compressed: true });
		const [content] = contentsOf(docflow);
		expect(content).toMatchObject({ encrypted: false, compressed: true, 'compression-type': 'zip' });
		expect(unzipped(await stand.download(content['content-id'])).equals(original(docflow))).toBe(true);
	});
});

describe('printing', () => {
	const print = async (docflow: ShownDocflow, content: Buffer, document = main) =>
		await stand.client.post(`${address(docflow, document)}/print?deferred=true`, {
			'content-id': await stand.upload(content),
		});

	test('gives a PDF by a task of the document', async () => {
		const docflow = await demand();
		for (const content of [original(docflow), zipOne('demand.xml', original(docflow))]) {
			const { status, data } = await print(docflow, content);
			expect(status).toBe(202);
			expect(data).toMatchObject({ 'task-state': 'running', 'task-type': 'urn:task-type:docflowPrint' });
			const done = await stand.poll(`${address(docflow)}/tasks/${String(data.id)}`);
			expect(done['task-state']).toBe('succeed');
			const pdf = await stand.download(done['task-result']['content-id']);
			expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
			const elsewhere = `${address(docflow, attachment)}/tasks/${String(data.id)}`;
			expect((await stand.client.get(elsewhere)).status).toBe(404);
		}
	});

	test('leaves the PDF for a year', async () => {
		const docflow = await demand();
		const { data } = await print(docflow, original(docflow));
		const done = await stand.poll(`${address(docflow)}/tasks/${String(data.id)}`);
		const pdf = `${stand.home}/contents/${String(done['task-result']['content-id'])}`;
		const days = 24 * 3600 * 1000;
		for (const [passed, status] of [
			[364, 200],
			[2, 404],
		]) {
			emulator.state.clock.advance(passed * days);
			expect((await (await signIn(emulator)).get(pdf)).status).toBe(status);
		}
	});

	test('takes the content in the old manner too', async () => {
		const docflow = await demand();
		const content = original(docflow).toString('base64');
		const { status } = await stand.client.post(`${address(docflow)}/print?deferred=true`, { content });
		expect(status).toBe(202);
	});

	test('is refused while it runs, for another text, for a PDF and undeferred', async () => {
		const docflow = await demand();
		const first = await print(docflow, original(docflow));
		const second = await print(docflow, original(docflow));
		expect([second.status, second.data.context['concurrent-task'].id]).toEqual([409, first.data.id]);
		emulator.state.clock.advance(1000);
		expect((await print(docflow, Buffer.from('<another/>'))).status).toBe(400);
		const pdf = await print(docflow, original(docflow, attachment), attachment);
		expect(pdf.data).toMatchObject({
			'status-code': 400,
			id: 'urn:error:externapi:documentPrintUnsupported',
		});
		expect((await stand.client.post(`${address(docflow)}/print`, {})).status).toBe(400);
	});
});

describe('decryption in the cloud', () => {
	const inCloud = seedCertificates[3];
	const start = async (docflow: ShownDocflow, query = '', certificate = inCloud) =>
		await stand.client.post(`${address(docflow)}/decrypt-content${query}`, {
			'certificate-base64': certificate,
		});

	test('waits for the code, then the content is there', async () => {
		const docflow = await demand({ encryptFor: inCloud, compressed: true });
		const { status, data } = await start(docflow, '?unzipIfCan=true');
		expect(status).toBe(200);
		expect(data).toMatchObject({ 'confirm-type': 'sms', 'request-id': expect.any(String) });
		const task = `${address(docflow)}/tasks/${String(data['decryption-task-id'])}`;
		expect((await stand.client.get(task)).data).toMatchObject({
			'task-state': 'running',
			'task-type': 'urn:task-type:initDocumentDecryptionOperation',
		});
		const code = await stand.client.get(
			`/test-tools/v1/get-cloud-sign-confirmation-code?requestId=${String(data['request-id'])}`,
		);
		const confirmed = await stand.client.post(`${data['confirm-link'].href}&code=${String(code.data)}`);
		expect(confirmed.status).toBe(200);
		const done = (await stand.client.get(task)).data;
		expect(done['task-result']).toEqual({ 'content-id': confirmed.data['content-id'] });
		const plain = await stand.download(confirmed.data['content-id']);
		expect(plain.equals(original(docflow))).toBe(true);
	});

	test('keeps the archive when it is not told to unpack', async () => {
		stand.owner.certificates[3].cloud = 'none';
		const docflow = await demand({ encryptFor: inCloud, compressed: true });
		const { data } = await start(docflow);
		const task = `${address(docflow)}/tasks/${String(data['decryption-task-id'])}`;
		const { data: done } = await stand.client.get(task);
		const packed = await stand.download(done['task-result']['content-id']);
		expect(unzipped(packed).equals(original(docflow))).toBe(true);
		expect(packed.equals(original(docflow))).toBe(false);
	});

	test('by the app: the poll shows what the owner does', async () => {
		stand.owner.certificates[3].cloud = 'my-dss';
		const docflow = await demand({ encryptFor: inCloud });
		const { data } = await start(docflow);
		const task = `${address(docflow)}/tasks/${String(data['decryption-task-id'])}`;
		emulator.control.confirmInApp(data['request-id'], false);
		expect((await stand.client.get(task)).data).toMatchObject({
			'task-state': 'failed',
			progress: { 'operation-status': 'CanceledByUser' },
		});
		const again = (await start(docflow)).data;
		const locked = await start(docflow);
		expect([locked.status, locked.data.id]).toEqual([409, 'urn:error:externapi:concurrentApiTaskActive']);
		emulator.control.confirmInApp(again['request-id']);
		const second = `${address(docflow)}/tasks/${String(again['decryption-task-id'])}`;
		expect((await stand.client.get(second)).data['task-state']).toBe('succeed');
	});

	test('is refused for other certificates, plain documents and unknown requests', async () => {
		const docflow = await demand({ encryptFor: inCloud });
		expect((await start(docflow, '', body['certificate-base64'])).status).toBe(400);
		expect((await start(await demand({ encryptFor: seedCertificates[0] }))).status).toBe(400);
		expect((await start(await demand())).status).toBe(400);
		const confirm = `${address(docflow)}/confirm-content-decryption?requestId=r-1&code=1`;
		expect((await stand.client.post(confirm)).status).toBe(400);
		const code = '/test-tools/v1/get-cloud-sign-confirmation-code?requestId=r-1';
		expect((await stand.client.get(code)).status).toBe(400);
		expect(linkTo(documentOf(docflow, main), 'decrypt-content')).toBe(
			`${emulator.url}${address(docflow)}/decrypt-content`,
		);
	});
});
