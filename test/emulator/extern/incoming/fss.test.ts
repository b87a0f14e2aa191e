import { replyLinks, Stand, stateOf, statusOf, typesOf, type Sent } from '../docflows/docflowSupport';
import { familyOf, familyOfDocument } from '../flows';
import { sampleReport } from '../seed/sampleReport';
import { startEmulator, type Emulator } from '../../server';
import { draftMeta } from '../../support';

/* Families that end without a reply of the subscriber, and files that carry their signature inside. */

let emulator: Emulator;
let stand: Stand;

beforeAll(async () => {
	emulator = await startEmulator();
});
beforeEach(async () => {
	stand = await Stand.begin(emulator);
});
afterAll(async () => await emulator.close());

const to = (code: string, type: string): Sent => ({
	recipient: { 'fss-code': code },
	types: [type],
	payer: { 'registration-number-fss': '7812345678' },
});

describe.each(['fss-report', 'fss-sick-report'])('%s', (type) => {
	test('is sent as what its type says, and tells its first stage', async () => {
		const docflow = await stand.send(to('78001', type));
		expect([docflow.type, statusOf(docflow)]).toEqual([`urn:docflow:${type}`, 'sent']);
		expect(typesOf(docflow).sort()).toEqual([type, `${type}-date-confirmation`]);
		expect(docflow.description).toMatchObject({
			'registration-number': '7812345678',
			'fss-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
			'fss-stage-type': 'SosSave',
			'fss-stage-status': 'Success',
			'fss-stage-date': expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+$/),
		});
		expect(Object.hasOwn(docflow.description, 'period-begin')).toBe(type === 'fss-report');
		expect(stand.events(docflow.id)).toEqual(['report']);
	});

	test.each<[what: string, code: string, steps: string[], last: string, stage: object, events: string[]]>([
		[
			'a receipt',
			'78001',
			['delivered neutral', 'finished successful'],
			'receipt',
			{ 'fss-stage-type': 'FormingReceipt', 'fss-stage-status': 'Success', 'fss-stage-error-code': '' },
			['acceptance-result', 'processing-result-positive'],
		],
		[
			'an error at logical control, and a receipt with remarks all the same',
			'78085',
			['delivered neutral', 'delivered neutral', 'finished warning'],
			'error-receipt',
			{ 'fss-stage-type': 'FormingReceipt', 'fss-stage-status': 'Success' },
			['acceptance-result', 'processing-result-suppositive', 'processing-result-positive'],
		],
		[
			'an error at format control, which is the end',
			'78088',
			['delivered neutral', 'finished failed'],
			'error',
			{ 'fss-stage-type': 'FormatCheck', 'fss-stage-status': 'Error', 'fss-stage-error-code': '505' },
			['acceptance-result', 'processing-result-negative'],
		],
		[
			'an error at decryption, before it was delivered',
			'78066',
			['finished failed'],
			'error',
			{ 'fss-stage-type': 'DecryptCheckSign', 'fss-stage-status': 'Error' },
			['processing-result-negative'],
		],
	])('%s', async (_what, code, steps, last, stage, events) => {
		const docflow = await stand.send(to(code, type));
		expect(stand.lead(docflow)).toEqual(steps);
		const ended = await stand.docflow(docflow.id);
		expect(typesOf(ended)[0]).toBe(`${type}-${last}`);
		expect(ended.description).toMatchObject(stage);
		expect(replyLinks(ended)).toEqual([]);
		expect(stand.events(docflow.id)).toEqual(['report', ...events]);
	});
});

describe('cbrf-report', () => {
	// No recipient of drafts is the Bank of Russia; only the type of the document says it.
	const sent = (code: string): Sent => ({
		recipient: { 'ifns-code': code },
		types: ['cbrf-report'],
		payer: { ogrn: '1027700132195' },
	});

	test.each<[what: string, code: string, steps: string[], documents: string[]]>([
		[
			'accepted',
			'7701',
			['delivered neutral', 'response-arrived neutral', 'finished successful'],
			['processing-result', 'processing-status', 'esod-receipt', 'reception-result'],
		],
		[
			'refused',
			'0088',
			['delivered neutral', 'finished failed'],
			['processing-error-protocol', 'processing-status', 'reception-result'],
		],
	])('%s', async (_what, code, steps, documents) => {
		const docflow = await stand.send(sent(code));
		expect([docflow.type, statusOf(docflow)]).toEqual(['urn:docflow:cbrf-report', 'sent']);
		expect(docflow.description).toMatchObject({ ogrn: '1027700132195', 'period-begin': expect.any(String) });
		expect(stand.lead(docflow)).toEqual(steps);
		const ended = await stand.docflow(docflow.id);
		expect(typesOf(ended)).toEqual([
			...documents.map((name) => `cbrf-report-${name}`),
			'cbrf-report-status-info',
			'cbrf-report',
		]);
		expect(replyLinks(ended)).toEqual([]);
	});

	test('its second version is of the same family', () => {
		expect(familyOfDocument('urn:document:cbrf-report-report-v2')).toBe(familyOf('cbrf-report'));
	});
});

describe('a file for the fund that carries its signature inside', () => {
	const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></Файл>';

	async function checked(recipient: Record<string, string>) {
		const { client, owner, home } = stand;
		const { data } = await client.post(`${home}/drafts`, { ...draftMeta(owner), recipient });
		const path = `${home}/drafts/${String(data.id)}`;
		const { bytes } = sampleReport({ inn: owner.inn, kpp: owner.kpp, guid: '1' });
		const text = new TextDecoder('windows-1251').decode(bytes).replace('</Файл>', signature);
		const contentId = await stand.upload(Buffer.from(text));
		const document = await client.post(`${path}/documents`, { 'content-id': contentId });
		const run = async (job: string) => {
			const { data: task } = await client.post(`${path}/${job}?deferred=true`);
			return (await stand.poll(`${path}/tasks/${String(task.id)}`))['task-result'];
		};
		await run('check');
		const shown = await client.get(`${path}/documents/${String(document.data.id)}`);
		return { handedOut: shown.data['data-to-sign-content-id'], prepared: await run('prepare') };
	}

	test('needs no other', async () => {
		const { handedOut, prepared } = await checked({ 'sfr-code': '087-001' });
		expect(handedOut).toBeUndefined();
		expect(prepared.status).toBe('ok');
	});

	test('needs one for everybody else', async () => {
		const { prepared } = await checked({ 'ifns-code': '0087' });
		expect(prepared.status).toBe('check-protocol-has-errors');
		expect(JSON.stringify(prepared['check-result'])).toContain('Документ не подписан');
	});
});

test.each([
	['', 'subscribe'],
	['fss-sedo-provider-subscription-unsubscribe-request-for-registration-number', 'unsubscribe'],
])('an organization knows how far its subscription has come (%s)', async (type, kind) => {
	const { client, home, owner } = stand;
	const organization = [...owner.organizations.keys()][0];
	const number = '5512345678';
	const status = async () => {
		const path = `${home}/organizations/${organization}/control-unit-subscriptions`;
		const asked = { 'control-unit-subscription-type': 'fss-sedo', 'registration-number': number };
		return (await client.post(path, asked)).data.items[0]?.['subscription-status'];
	};
	expect(await status()).toBeUndefined();
	const docflow = await stand.send({
		recipient: { 'fss-code': 'SEDO-TEST' },
		types: [type],
		payer: { 'registration-number-sfr': number },
	});
	expect(await status()).toBe(`${kind}-in-progress`);
	stand.lead(docflow);
	expect(await status()).toBe(`${kind}d`);
});

test('a document that the fund refuses finishes as failed', async () => {
	const docflow = await stand.send({ recipient: { 'sfr-code': '000-066' } });
	stand.lead(docflow);
	const ended = await stand.docflow(docflow.id);
	expect([statusOf(ended), stateOf(ended)]).toEqual(['finished', 'failed']);
	expect(typesOf(ended)[0]).toBe('sfr-report-impossible-delivery-notice');
});
