import { replyLinks, Stand, statusOf, typesOf } from './docflowSupport';
import { seedCertificates } from '../seed/seedCertificates';
import { startEmulator, type Emulator } from '../../server';
import { http } from '../../support';

let emulator: Emulator;
let stand: Stand;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	stand = await Stand.begin(emulator);
});
afterAll(async () => await emulator.close());

test('an authority sends over HTTP what it sends in the process', async () => {
	const path = `/_control/accounts/${stand.owner.id}/incoming`;
	const paper = Buffer.from('%PDF-1.4 paper').toString('base64');
	const { status, data } = await http(emulator).post(path, {
		type: 'fns534-demand',
		attachments: [{ filename: 'paper.pdf', bytes: paper }, {}],
		encryptFor: seedCertificates[0],
		compressed: 'true',
	});
	expect(status).toBe(200);
	expect(data).toMatchObject({ type: 'fns534-demand', status: 'received' });
	const docflow = await stand.docflow(data.id);
	expect(docflow.documents.map(({ id }) => id)).toEqual(data.documents.map(({ id }: { id: string }) => id));
	const attached = docflow.documents.find(({ description }) => description.filename === 'paper.pdf');
	expect(attached?.content['docflow-document-contents']).toMatchObject([
		{ encrypted: true, compressed: true },
	]);
	for (const wrong of [
		{ type: 'fns534-report' },
		{ type: 'no-such' },
		{ encryptFor: 'AAAA' },
		{ cipher: 'rot13' },
		{ main: '***' },
		{ organizationId: stand.owner.id },
	]) {
		expect((await http(emulator).post(path, wrong)).status).toBeGreaterThanOrEqual(400);
	}
	expect((await http(emulator).post('/_control/accounts/nobody/incoming', {})).status).toBe(404);
});

describe('tools of the test stand', () => {
	const facts = () => ({
		accountId: stand.owner.id,
		sender: { inn: stand.owner.inn, certificate: { content: seedCertificates[0] } },
		payer: { inn: stand.owner.inn, organization: { kpp: stand.owner.kpp } },
		ifnsCode: '0087',
	});

	test('make a demand with an attachment for every form', async () => {
		const { status, data } = await http(emulator).post('/test-tools/v1/generate-demand', {
			...facts(),
			knds: ['1165013', '1160001'],
		});
		expect([status, data.accountId]).toEqual([200, stand.owner.id]);
		const docflow = await stand.docflow(data.docflowId);
		expect(docflow.description).toMatchObject({ cu: '0087', 'attachments-count': 2 });
		expect(typesOf(docflow).filter((type) => type === 'fns534-demand-attachment')).toHaveLength(2);
	});

	test.each([
		['generate-cu-letter', 'urn:docflow:fns534-cu-letter'],
		['generate-incoming-stat-letter', 'urn:docflow:stat-cu-letter'],
	])('%s', async (tool, type) => {
		const { data } = await http(emulator).post(`/test-tools/v1/${tool}`, { ...facts(), text: 'Просим' });
		const docflow = await stand.docflow(data.docflowId);
		expect([docflow.type, statusOf(docflow)]).toEqual([type, 'received']);
		expect(replyLinks(docflow)).toHaveLength(1);
	});

	test('know only accounts that exist', async () => {
		const tried = await http(emulator).post('/test-tools/v1/generate-demand', { accountId: 'nobody' });
		expect(tried.status).toBe(400);
	});
});

test('the owner of a certificate in the cloud answers over HTTP', async () => {
	stand.owner.certificates[3].cloud = 'my-dss';
	const certificate = { 'certificate-base64': seedCertificates[3] };
	const { id, documents } = await emulator.control.createIncoming(stand.owner.id, {
		encryptFor: seedCertificates[3],
	});
	const document = `${stand.home}/docflows/${id}/documents/${documents.find(({ type }) => type === 'fns534-demand')?.id ?? ''}`;
	const { data } = await stand.client.post(`${document}/decrypt-content`, certificate);
	const path = `/_control/cloud/${String(data['request-id'])}`;
	expect((await http(emulator).get(`${path}/code`)).data.code).toMatch(/^\d{4}$/);
	expect((await http(emulator).post(`${path}/confirm`)).status).toBe(200);
	expect((await http(emulator).post(`${path}/confirm`)).status).toBe(400);
	const task = await stand.client.get(`${document}/tasks/${String(data['decryption-task-id'])}`);
	expect(task.data['task-state']).toBe('succeed');
});
