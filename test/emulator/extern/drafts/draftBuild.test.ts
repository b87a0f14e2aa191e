import type { AxiosInstance } from 'axios';

import type { Account } from '../model';
import { decodeWindows1251 } from '../files/text';
import { account, draftMeta, makeDraft, sign, signIn } from '../../support';
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

type Row = Record<string, unknown>;

const request = {
	version: '3',
	data: {
		ФормОтв: 2,
		ДатаНач: '01.01.2024',
		ДатаКон: '31.12.2024',
		ЗапрКБК: { ПрКБК: 2, ПеречКБК: [{ КБК: '18201061201010000510' }] },
	},
	'additional-org-info': { 'signer-type': 'chief' },
};

async function draftTo(recipient: Row, payer: Row = {}): Promise<string> {
	const meta = draftMeta(owner);
	const { data } = await client.post(`${home}/drafts`, {
		...meta,
		recipient,
		payer: { ...(meta.payer as Row), ...payer },
	});
	return `${home}/drafts/${String(data.id)}`;
}

const build = async (path: string, query: string, body: unknown) =>
	await client.post(`${path}/build-document?${query}`, body);

const bytesOf = (document: { contents: Row[] }): Buffer =>
	emulator.control.content(String(document.contents[0]['content-id'])).bytes;

test('a request to the tax service becomes a file in windows-1251', async () => {
	const path = await draftTo({ 'ifns-code': '0087' });
	const { status, data } = await build(path, 'type=ion4&version=3', request);
	expect(status).toBe(200);
	expect(data.description).toMatchObject({
		type: 'urn:document:fns534-ion-request',
		filename: expect.stringMatching(/^IO_ION4_0087_0087_\d+_\d{8}_[0-9a-f-]{36}\.xml$/),
		properties: { Encoding: 'windows-1251', IsPrintable: 'True' },
	});
	const text = decodeWindows1251(bytesOf(data));
	expect(text).toContain('encoding="windows-1251"');
	expect(text).toContain('<ПеречКБК КБК="18201061201010000510"/>');
	expect(text).toContain('ДатаНач="01.01.2024"');
	expect(text).toContain(`ИННЮЛ="${owner.inn}"`);
	expect((await client.get(path)).data.documents).toHaveLength(1);
});

test.each(['ION3', 'ION5', 'ION6', 'ION7', 'ION8', 'ION9'])('%s is built too', async (type) => {
	const path = await draftTo({ 'ifns-code': '0087' });
	expect((await build(path, `type=${type}&version=3`, request)).status).toBe(200);
});

test.each<[string, string, unknown]>([
	['type', 'type=MOON&version=3', request],
	['no longer accepts', 'type=ION1&version=3', request],
	['version', 'type=ION4', request],
	['version', 'type=ION4&version=2', request],
	["'data'", 'type=ION4&version=3', { version: '3' }],
	["'data.ФормОтв'", 'type=ION5&version=3', { data: {} }],
	["'data.ДатаНач'", 'type=ION3&version=3', { data: { ФормОтв: 2, ДатаНач: '2024-01-01' } }],
	[
		"'data.ДатаКон'",
		'type=ION3&version=3',
		{ data: { ФормОтв: 2, ДатаНач: '01.01.2023', ДатаКон: '01.01.2024' } },
	],
	["'data.ЗапрКБК.ПеречКБК'", 'type=ION4&version=3', { data: { ...request.data, ЗапрКБК: { ПрКБК: 2 } } }],
	[
		"'additional-org-info.signer-type'",
		'type=ION4&version=3',
		{ ...request, 'additional-org-info': { 'signer-type': 'cat' } },
	],
	['body', 'type=ION4&version=3', []],
])('a wrong contract names %s', async (part, query, body) => {
	const path = await draftTo({ 'ifns-code': '0087' });
	const answer = await build(path, query, body);
	expect(answer.status).toBe(400);
	expect(answer.data.message).toContain(part);
	expect((await client.get(path)).data.documents).toEqual([]);
});

test('a subscription for the Social Fund, with the data to sign', async () => {
	const query = 'type=fssSedoProviderSubscriptionForRegistrationNumber';
	const path = await draftTo({ 'fss-code': 'SEDO-TEST' }, { 'registration-number-sfr': '1234567890' });
	const { data } = await build(path, query, { 'subscription-type': 'subscribe' });
	expect(data.description.type).toBe(
		'urn:document:fss-sedo-provider-subscription-subscribe-request-for-registration-number',
	);
	expect(data['data-to-sign-content-id']).toMatch(/^[0-9a-f-]{36}$/);
	expect(String(bytesOf(data))).toContain('1234567890');
	expect((await build(path, query, { 'subscription-type': 'perhaps' })).status).toBe(400);
	const nobody = await draftTo({ 'fss-code': 'SEDO-TEST' });
	expect((await build(nobody, query, { 'subscription-type': 'subscribe' })).status).toBe(400);
	const office = await draftTo({ 'ifns-code': '0087' });
	expect((await build(office, query, { 'subscription-type': 'subscribe' })).status).toBe(400);
});

test('the application to join the fund', async () => {
	const path = await draftTo({ 'sfr-code': '066-001' });
	const body = { 'for-ul': true, 'insurer-ul': { 'full-name': 'АО «Пример»' } };
	const { data } = await build(path, 'type=ZPED', body);
	expect(data.description.type).toBe('urn:document:pfr-ancillary-document');
	expect((await build(path, 'type=ZPED', { 'for-ul': false })).status).toBe(400);
});

test('an existing document is overwritten and loses its signatures', async () => {
	const draft = await makeDraft(client, owner);
	await sign(client, draft);
	const path = `${draft.path}/documents/${draft.documentId}`;
	const answer = await client.post(`${path}/build?type=ION4&version=3`, request);
	expect([answer.status, answer.data]).toEqual([200, '']);
	const { data } = await client.get(path);
	expect(data.signatures).toEqual([]);
	expect(decodeWindows1251(bytesOf(data))).toContain('ЗапрКБК');
	expect((await client.post(`${path}/build?type=ION4&version=9`, request)).status).toBe(400);
});
