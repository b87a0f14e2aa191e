import { Builders, type Row } from './builderSupport';
import { decodeWindows1251 } from '../files/text';
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

describe('the builder', () => {
	test('is made, read, replaced and deleted', async () => {
		const builder = await world.make(world.inventory());
		const { data } = await world.client.get(builder);
		expect(data.meta).toMatchObject({
			'builder-type': 'urn:drafts-builder:fns534-inventory',
			'builder-data': { 'related-document': world.related() },
			sender: { inn: world.owner.inn, name: world.owner.name },
		});
		expect((await world.client.get(`${builder}/meta`)).data).toEqual(data.meta);
		const changed = await world.client.put(
			`${builder}/meta`,
			world.inventory({ 'claim-item-number': '2.07' }),
		);
		expect(changed.data['builder-data']['claim-item-number']).toBe('2.07');
		expect((await world.client.put(builder, world.inventory())).data).toEqual(data);
		expect((await world.client.delete(builder)).status).toBe(200);
		expect((await world.client.get(builder)).status).toBe(404);
		expect((await world.client.put(builder, world.inventory())).status).toBe(201);
	});

	const registration = {
		'registration-info': { 'application-code': 'Р21001', 'applicant-infos': [{ inn: '500100732259' }] },
		'paper-documents-delivery-type': 'ToApplicant',
	};
	const office = { 'ifns-code': '0087' };
	const pension = { 'upfr-code': '066-001' };

	test.each<[string, unknown, Row]>([
		['fns534-letter', { subject: 'Вопрос', address: { region: '66' } }, office],
		['534-letter', { subject: 'Вопрос', address: { region: '66' } }, office],
		['fns534-inventory', { 'id-file-osn': 'NO_PRIB_0087' }, office],
		['business-registration', registration, { 'registration-ifns-code': '0087' }],
		['pfr-letter', null, pension],
		['pfr-ios', null, pension],
		['stat-letter', { subject: 'Вопрос' }, { 'togs-code': '00-87' }],
	])('of the type %s', async (type, data, recipient) => {
		await world.make(world.meta(type, data, recipient));
	});

	test.each<[string, () => Row]>([
		['builder-type', () => world.meta('moon', {})],
		['sender', () => ({ ...world.inventory(), sender: undefined })],
		['related-document', () => world.meta('fns534-inventory', {})],
		['related-document', () => world.inventory({ 'related-document': { 'related-docflow-id': 'x' } })],
		['claim-item-number', () => world.inventory({ 'claim-item-number': '3.1' })],
		['address.region', () => world.meta('fns534-letter', { subject: 'Вопрос' })],
		['subject', () => world.meta('fns534-letter', { address: { region: '66' } })],
		['recipient', () => world.meta('stat-letter', {})],
		['payer.registration-number-pfr', () => world.meta('pfr-report', null, pension)],
		[
			'application-code',
			() =>
				// The first letter is a Latin one.
				world.meta(
					'business-registration',
					{ 'registration-info': { ...registration['registration-info'], 'application-code': 'P21001' } },
					{ 'registration-ifns-code': '0087' },
				),
		],
	])('a wrong request names %s', async (field, meta) => {
		const answer = await world.client.post(`${world.home}/drafts/builders`, meta());
		expect(answer.status).toBe(400);
		expect(answer.data.message).toContain(field);
	});

	test('what it refers to has to be there', async () => {
		const nobody = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';
		const wrong = world.inventory({
			'related-document': { ...world.related(), 'related-document-id': nobody },
		});
		expect((await world.client.post(`${world.home}/drafts/builders`, wrong)).status).toBe(404);
		expect((await world.client.get(`${world.home}/drafts/builders/${nobody}`)).status).toBe(404);
	});
});

describe('documents and files', () => {
	test('documents are listed, changed and removed', async () => {
		const builder = await world.make(world.inventory());
		const document = await world.addDocument(builder, { 'claim-item-number': '1.01', type: 'scanned' });
		const { data } = await world.client.get(document);
		expect(data.meta).toEqual({
			'builder-type': 'urn:drafts-builder:fns534-inventory',
			'builder-data': { 'claim-item-number': '1.01', type: 'scanned' },
		});
		expect((await world.client.get(`${builder}/documents`)).data).toEqual([data]);
		const changed = await world.client.put(`${document}/meta`, { 'builder-data': { type: 'formalized' } });
		expect((await world.client.get(`${document}/meta`)).data).toEqual(changed.data);
		for (const wrong of [{ type: 'letter' }, { 'claim-item-number': '1' }]) {
			expect((await world.client.put(document, { 'builder-data': wrong })).status).toBe(400);
		}
		expect((await world.client.put(document, { 'builder-data': {} })).status).toBe(200);
		expect((await world.client.delete(document)).status).toBe(200);
		expect((await world.client.get(`${builder}/documents`)).data).toEqual([]);
		expect((await world.client.put(document, { 'builder-data': {} })).status).toBe(201);
	});

	test('files keep content, signature and name', async () => {
		const document = await world.addDocument(await world.make(world.inventory()));
		const signature = cms(certificate);
		const body = {
			'content-id': await world.upload('счет'),
			'base64-signature-content': signature,
			meta: { 'file-name': 'Счет.xml', 'builder-data': { 'scanned-file-order': '3' } },
		};
		const { status, data } = await world.client.post(`${document}/files`, body);
		expect([status, data.meta['file-name']]).toEqual([201, 'Счет.xml']);
		expect(data['content-id']).not.toBe(body['content-id']);
		const file = `${document}/files/${String(data.id)}`;
		expect((await world.client.get(file)).data).toEqual(data);
		expect((await world.client.get(`${document}/files`)).data).toEqual([data]);
		expect((await world.client.get(data['content-link'].href)).data).toBe('счет');
		expect((await world.client.get(`${file}/signature`)).data).toBe(signature);
		const renamed = await world.client.put(`${file}/meta`, {
			'file-name': 'Другой.xml',
			'builder-data': null,
		});
		expect((await world.client.get(`${file}/meta`)).data).toEqual(renamed.data);
		const replaced = await world.client.put(file, { 'content-id': body['content-id'], meta: body.meta });
		expect(replaced.status).toBe(200);
		expect((await world.client.get(`${file}/signature`)).status).toBe(404);
		expect((await world.client.delete(file)).status).toBe(200);
		expect((await world.client.get(file)).status).toBe(404);
	});

	test.each<[string, Row]>([
		['meta.file-name', { meta: {} }],
		['scanned-file-order', { meta: { 'file-name': 'a.pdf', 'builder-data': { 'scanned-file-order': 'x' } } }],
		['content-id', { 'content-id': 'rubbish' }],
		['base64-signature-content', { 'base64-signature-content': '*' }],
	])('a wrong file names %s', async (field, wrong) => {
		const document = await world.addDocument(await world.make(world.inventory()));
		const body = { 'content-id': await world.upload('x'), meta: { 'file-name': 'a.pdf' }, ...wrong };
		const answer = await world.client.post(`${document}/files`, body);
		expect(answer.status).toBe(400);
		expect(answer.data.message).toContain(`'${field}'`);
	});

	test('a warrant has an official name', async () => {
		const document = await world.addDocument(await world.make(world.inventory()), { type: 'warrant' });
		expect((await world.addFile(document, 'warrant.xml')).status).toBe(400);
		expect((await world.addFile(document, 'ON_DOV_20240101_0a1b-2c3d.xml')).status).toBe(201);
	});

	test('a file is generated from a contract', async () => {
		const document = await world.addDocument(await world.make(world.inventory()));
		const path = `${document}/files/generate?version=2`;
		const { status, data } = await world.client.post(path, { Номер: '17', Строка: [{ Сумма: 1 }] });
		expect(status).toBe(201);
		const text = decodeWindows1251(emulator.control.content(data['content-id']).bytes);
		expect(text).toContain('Версия="2"');
		expect(text).toContain('<Строка Сумма="1"/>');
		expect((await world.client.post(path, {})).status).toBe(400);
	});

	test('a document is locked once its files are there', async () => {
		const builder = await world.make(world.inventory());
		const background = { 'background-processing': { 'total-file-count': 2 } };
		const document = await world.addDocument(builder, background);
		await world.addFile(document, 'a.pdf');
		const second = await world.addFile(document, 'b.pdf');
		expect(second.status).toBe(201);
		for (const refused of [
			await world.addFile(document, 'c.pdf'),
			await world.client.delete(`${document}/files/${String(second.data.id)}`),
			await world.client.put(`${document}/meta`, { 'builder-data': {} }),
			await world.client.delete(document),
		]) {
			expect(refused.status).toBe(409);
		}
		expect((await world.client.get(document)).status).toBe(200);
	});
});
