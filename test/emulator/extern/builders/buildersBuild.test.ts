import { Builders, type BuiltDocument, type Row } from './builderSupport';
import { decodeWindows1251, encodeWindows1251 } from '../files/text';
import { certificate, cms } from '../../support';
import { startEmulator, type Emulator } from '../../server';

let emulator: Emulator;
let world: Builders;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	world = await Builders.start(emulator);
});
afterAll(async () => await emulator.close());

const typesOf = (documents: BuiltDocument[]) =>
	documents.map(({ description }) => description.type.replace('urn:document:', ''));
const textOf = ({ contents }: BuiltDocument) =>
	decodeWindows1251(emulator.control.content(String(contents[0]['content-id'])).bytes);

describe('building', () => {
	test('an inventory becomes drafts by label, with the files inside', async () => {
		const builder = await world.make(world.inventory({ 'claim-item-number': '1.05' }));
		const first = await world.addDocument(builder, {
			'label-for-grouping': 'a',
			'scanned-document-name': 'Договор',
		});
		await world.addFile(first, 'page2.pdf', 'two', { 'builder-data': { 'scanned-file-order': 2 } });
		await world.addFile(first, 'page1.pdf', 'one', { 'builder-data': { 'scanned-file-order': '1' } });
		await world.addFile(await world.addDocument(builder), 'other.png');
		const made = await world.drafts(builder);
		expect(made.map(({ documents }) => typesOf(documents))).toEqual([
			['fns534-inventory-message', 'fns534-inventory-attachment', 'fns534-inventory-attachment'],
			['fns534-inventory-message', 'fns534-inventory-attachment'],
		]);
		const [{ draft, documents }] = made;
		expect(draft).toMatchObject({
			status: 'new',
			meta: {
				'related-document': world.related(),
				'additional-info': { 'original-drafts-builder-id': builder.split('/').at(-1) },
			},
		});
		const [message, page] = documents;
		expect(message.description.filename).toMatch(/^ON_DOCNPNO_0087_0087_.*\.xml$/);
		expect(textOf(message)).toContain('ИмяФайл="page1.pdf" НомТреб="1.05" НаимДок="Договор"');
		expect(page.description).toMatchObject({
			filename: 'page1.pdf',
			'original-drafts-builder': { 'document-id': first.split('/').at(-1) },
		});
		expect(textOf(page)).toBe('one');
		expect((await world.client.get(builder)).data.status).toBe('finished');
	});

	test('bad documents are reported, good ones are built', async () => {
		const builder = await world.make(world.inventory());
		const empty = await world.addDocument(builder);
		const foreign = await world.addDocument(builder);
		await world.addFile(foreign, 'program.exe');
		await world.addFile(await world.addDocument(builder), 'scan.tiff');
		const prepared = await world.client.post(`${builder}/documents/prepare`);
		expect(prepared.data['task-type']).toBe('urn:task-type:draftBuilderChange');
		world.passTime();
		const errors = [
			expect.objectContaining({ 'document-id': empty.split('/').at(-1) }),
			expect.objectContaining({
				'document-id': foreign.split('/').at(-1),
				'error-message': expect.stringContaining('program.exe'),
			}),
		];
		const checked = await world.client.get(`${builder}/tasks/${String(prepared.data.id)}`);
		expect(checked.data['task-result']).toEqual({ 'error-drafts-builder-documents': errors });
		const result = (await world.build(builder))['task-result'] as Row;
		expect(result['error-drafts-builder-documents']).toEqual(errors);
		expect(result['draft-ids']).toHaveLength(1);
	});

	test('more than 99 files go in two drafts', async () => {
		const builder = await world.make(world.inventory());
		const document = await world.addDocument(builder);
		for (let index = 1; index <= 100; index++) await world.addFile(document, `${index}.pdf`);
		const counts = (await world.drafts(builder)).map(({ documents }) => documents.length);
		expect(counts).toEqual([100, 2]);
	});

	test('a letter takes its text in, cuts names, and splits what is heavy', async () => {
		const data = { subject: 'Вопрос', address: { region: '66' } };
		const builder = await world.make({
			...world.meta('fns534-letter', data),
			'draft-options': { 'generate-warrant': true },
		});
		await world.addFile(await world.addDocument(builder), 'text.txt', encodeWindows1251('Просим ответить'));
		const scans = await world.addDocument(builder, { type: 'attachment' });
		await world.addFile(scans, `${'x'.repeat(120)}.docx`, Buffer.alloc(3 * 1024 * 1024));
		await world.addFile(scans, 'second.docx', Buffer.alloc(2 * 1024 * 1024));
		const made = await world.drafts(builder);
		expect(made.map(({ documents }) => typesOf(documents))).toEqual([
			['fns534-letter', 'fns534-letter-attachment', 'fns534-letter-warrant'],
			['fns534-letter', 'fns534-letter-attachment', 'fns534-letter-warrant'],
		]);
		const [{ draft, documents }] = made;
		expect(textOf(documents[0])).toContain('Текст="Просим ответить"');
		expect(documents[1].description.filename).toBe(`${'x'.repeat(95)}.docx`);
		expect(draft).toMatchObject({ meta: { 'additional-info': { subject: 'Вопрос' } } });
	});

	test('the other types', async () => {
		const pension = { 'upfr-code': '066-001' };
		const payer = { inn: world.owner.inn, 'registration-number-pfr': '066-001-012345' };
		const report = await world.make({ ...world.meta('pfr-report', null, pension), payer });
		for (const name of ['a.xml', 'b.xml']) {
			const document = await world.addDocument(report, null);
			await world.addFile(document, name);
			await world.addFile(document, `more-${name}`);
		}
		expect((await world.drafts(report)).map(({ documents }) => typesOf(documents))).toEqual([
			['pfr-report', 'pfr-report-attachment'],
			['pfr-report', 'pfr-report-attachment'],
		]);
		const answer = await world.make(world.meta('fns534-inventory', { 'id-file-osn': 'NO_PRIB_1' }));
		await world.addFile(await world.addDocument(answer), 'scan.pdf');
		const [submission] = await world.drafts(answer);
		expect(typesOf(submission.documents)).toEqual([
			'fns534-submission-message',
			'fns534-submission-attachment',
		]);
		expect(textOf(submission.documents[0])).toContain('ИдФайлОсн="NO_PRIB_1"');
		const registration = await world.make(
			world.meta(
				'business-registration',
				{ 'registration-info': { 'application-code': 'Р24001', 'applicant-infos': { inn: '1' } } },
				{ 'registration-ifns-code': '0087' },
			),
		);
		expect((await world.client.post(`${registration}/documents`, { 'builder-data': {} })).status).toBe(400);
		await world.addFile(await world.addDocument(registration, { 'svdreg-code': '011011' }), 'form.tif');
		await world.addFile(await world.addDocument(registration, { 'svdreg-code': '027012' }), 'charter.pdf');
		expect((await world.drafts(registration)).map(({ documents }) => typesOf(documents))).toEqual([
			[
				'business-registration-inventory',
				'business-registration-application',
				'business-registration-attachment',
			],
		]);
	});

	test("the counterparty's signature is a third party's, and the draft can be sent", async () => {
		const builder = await world.make(world.inventory());
		const document = await world.addDocument(builder);
		const body = {
			'content-id': await world.upload('<a/>'),
			'base64-signature-content': cms(),
			meta: { 'file-name': 'a.xml' },
		};
		await world.client.post(`${document}/files`, body);
		const [{ draft, documents }] = await world.drafts(builder);
		expect(documents[1].signatures).toEqual([
			expect.objectContaining({ 'signer-type': 'third-party-representative' }),
		]);
		const path = `${world.home}/drafts/${String(draft.id)}`;
		for (const { id } of documents) {
			const signature = { 'base64-content': cms(certificate) };
			await world.client.post(`${path}/documents/${id}/signatures`, signature);
		}
		const { data } = await world.client.post(`${path}/send?deferred=true`);
		world.passTime();
		const sent = await world.client.get(`${path}/tasks/${String(data.id)}`);
		expect(sent.data['task-result'].type).toBe('urn:docflow:fns534-inventory');
	});

	test('while it runs and after it only reading is allowed', async () => {
		const builder = await world.make(world.inventory());
		const document = await world.addDocument(builder);
		await world.addFile(document, 'a.pdf');
		expect((await world.client.post(`${builder}/build`)).status).toBe(400);
		const started = await world.client.post(`${builder}/build?deferred=true`);
		expect((await world.client.get(builder)).data.status).toBe('building');
		const changes = async () => [
			await world.client.post(`${builder}/build?deferred=true`),
			await world.client.post(`${builder}/documents/prepare`),
			await world.client.put(builder, world.inventory()),
			await world.client.put(`${builder}/meta`, world.inventory()),
			await world.client.post(`${builder}/documents`, {}),
			await world.client.delete(document),
			await world.addFile(document, 'b.pdf'),
		];
		for (const refused of [...(await changes()), await world.client.delete(builder)]) {
			expect([refused.status, refused.data.context]).toEqual([
				409,
				{ 'concurrent-task': { id: started.data.id, 'task-type': 'urn:task-type:draftBuilderBuild' } },
			]);
		}
		world.passTime();
		for (const refused of await changes()) expect(refused.status).toBe(409);
		expect((await world.client.get(`${document}/files`)).data).toHaveLength(1);
		expect((await world.client.delete(builder)).status).toBe(200);
	});

	test('a build that broke may be repeated', async () => {
		const builder = await world.make(world.inventory());
		expect((await world.client.post(`${builder}/build?deferred=true`)).status).toBe(400);
		await world.addFile(await world.addDocument(builder), 'a.pdf');
		emulator.control.breakBuild(builder.split('/').at(-1) ?? '');
		expect(await world.build(builder)).toMatchObject({
			'task-state': 'failed',
			error: { 'status-code': 'internal-server-error' },
		});
		expect((await world.client.get(builder)).data.status).toBe('new');
		expect((await world.build(builder))['task-state']).toBe('succeed');
	});
});
