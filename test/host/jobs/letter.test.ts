import type { IDataObject } from 'n8n-workflow';
import { findContent, wholeContent } from '../../emulator/extern/files/contentStore';
import { decodeWindows1251 } from '../../emulator/extern/files/text';
import { TestCertificates, type TestCertificate } from '../../support/testCertificates';
import { INN, pdf, shortenWaits } from './demand.fixture';
import { binaryItem } from '../engine/engine';
import { documentedRequests, interruptEverywhere, Job, type CutScenario } from './job.fixture';
import { SENDER_ADDRESS } from '../../support/senderAddress';

let certificates: TestCertificates;
let certificate: TestCertificate;
beforeAll(async () => {
	certificates = await TestCertificates.create();
	certificate = await certificates.make('rsa', { inn: INN });
	shortenWaits();
});
afterAll(async () => {
	jest.restoreAllMocks();
	await certificates.remove();
});

let job: Job;
beforeEach(async () => {
	job = await Job.start(certificate);
});
afterEach(async () => await job.close());

const letter = {
	recipientCode: '0087',
	letterSubject: 'О сверке расчётов',
	letterText: 'Просим сообщить состояние расчётов.\n«Ромашка» № 1',
	senderIpAddress: SENDER_ADDRESS,
};

const attached = async () =>
	await binaryItem(
		{},
		{
			act: { content: pdf('act'), fileName: 'Акт.pdf', mimeType: 'application/pdf' },
			list: { content: pdf('list'), fileName: 'list', mimeType: 'application/octet-stream' },
		},
	);

const send = async (parameters: IDataObject = {}, more: IDataObject = {}, at = job) =>
	await at.run(
		'letter',
		'send',
		{ ...letter, ...parameters, additionalFields: { binaryPropertyNames: '*', ...more } },
		{ items: [await attached()] },
	);

const lettersOf = (at = job) =>
	[...at.account.docflows.values()].filter(
		// The account has older letters.
		({ type, description }) =>
			type === 'fns534-letter' && !String(description.subject).startsWith('Обращение'),
	);

const bytesOf = (contentId: string) =>
	wholeContent(findContent(job.emulator.state.extern, job.account, contentId));

test('a letter goes with its text and attachments, from the organization of the account', async () => {
	const { json, error } = await send();
	expect(error).toBeUndefined();
	const [made] = lettersOf();
	const { inn, kpp = '' } = job.account;
	expect(json).toMatchObject([
		{
			docflowId: made.id,
			alreadySent: false,
			subject: letter.letterSubject,
			...{ senderInn: inn, senderKpp: kpp, payerInn: inn, region: kpp.slice(0, 2), recipientCode: '0087' },
			attachments: [
				{ field: 'act', fileName: 'Акт.pdf' },
				{ field: 'list', fileName: 'list.pdf' },
			],
		},
	]);
	const main = made.documents.find(({ type }) => type === 'fns534-letter');
	const text = decodeWindows1251(bytesOf(main?.contentId ?? ''));
	expect(text).toContain('Просим сообщить состояние расчётов.');
	expect(text).toContain('«Ромашка» № 1');
	expect(text).toContain(letter.letterSubject);
	const names = made.documents.map(({ filename }) => filename);
	expect(names).toEqual(expect.arrayContaining(['Акт.pdf', 'list.pdf']));
});

test('a letter takes the requests that the documentation lists', async () => {
	await job.run('letter', 'send', letter);
	expect(job.requests()).toEqual(documentedRequests('Send a Letter'));
});

test('the same letter goes once; another text, subject, attachment or a new word in Send Again As is another', async () => {
	expect((await send()).json).toMatchObject([{ alreadySent: false }]);
	expect((await send()).json).toMatchObject([{ alreadySent: true, docflowId: lettersOf()[0].id }]);
	expect(lettersOf()).toHaveLength(1);
	for (const [parameters, more] of [
		[{ letterText: 'Другое' }, {}],
		[{ letterSubject: 'О другом' }, {}],
		[{}, { binaryPropertyNames: 'act' }],
		[{}, { sendAgainAs: 'second time' }],
	]) {
		expect((await send(parameters, more)).json).toMatchObject([{ alreadySent: false }]);
	}
	expect(lettersOf()).toHaveLength(5);
});

const interrupted: CutScenario<undefined> = {
	start: async () => await Job.start(certificate),
	prepare: async () => undefined,
	run: async (at) => await send({}, {}, at),
	check: (at, _on, again) => {
		expect(again.error).toBeUndefined();
		expect(lettersOf(at)).toHaveLength(1);
	},
};

test.each(['before', 'after'] as const)(
	'a letter whose run is cut off %s each request goes once',
	async (cut) => {
		const { requests } = await interruptEverywhere(interrupted, cut);
		expect(requests).toBeGreaterThan(4);
	},
);

test.each<[string, IDataObject, IDataObject, RegExp, RegExp]>([
	[
		'a character that windows-1251 lacks',
		{ letterText: 'Сумма ≈ 5 ₽' },
		{},
		/cannot read: "≈" \(U\+2248\) in line 1, column 7; "₽"/,
		/windows-1251/,
	],
	['no text', { letterText: ' ' }, {}, /The letter has no text/, /Fill in Text/],
	['a region that is none', {}, { regionCode: 'Москва' }, /"Москва" is not a region code/, /two digits/],
])('%s stops a letter before anything is created', async (_what, parameters, more, message, advice) => {
	const { error } = await send(parameters, more);
	expect(error?.message).toMatch(message);
	expect(error?.description).toMatch(advice);
	expect(job.emulator.control.log({ service: 'extern', method: 'PUT' })).toEqual([]);
});

test('a web page under the name of a scan stops a letter', async () => {
	const page = Buffer.from('<!DOCTYPE html><html><body>403</body></html>');
	const item = await binaryItem({}, { act: { content: page, fileName: 'Акт.pdf' } });
	const parameters = { ...letter, additionalFields: { binaryPropertyNames: 'act' } };
	const { error } = await job.run('letter', 'send', parameters, { items: [item] });
	expect(error?.message).toMatch(/Акт\.pdf: the file is a web page/);
	expect(job.emulator.control.log({ service: 'extern', method: 'PUT' })).toEqual([]);
});

test('a dry run lists what would go, and creates nothing', async () => {
	const { json } = await send({}, { dryRun: true });
	expect(json).toMatchObject([{ dryRun: true, attachments: [{}, {}] }]);
	expect(job.requests()).toEqual(['GET /v1/{}']);
});

describe('the calendar', () => {
	const get = async (daysAhead: number, options: IDataObject = {}) =>
		await job.run('calendar', 'get', { daysAhead, options });

	test('lists what is due of every organization, the most urgent first', async () => {
		const { json, error } = await get(120);
		expect(error).toBeUndefined();
		expect(job.requests()).toEqual(documentedRequests('Calendar'));
		const deadlines = json.map(({ deadline }) => String(deadline));
		expect(deadlines).toEqual([...deadlines].sort());
		expect(new Set(json.map(({ kind }) => kind))).toEqual(new Set(['report', 'payment']));
		expect(new Set(json.map(({ organizationId }) => organizationId))).toEqual(
			new Set(job.account.organizations.keys()),
		);
		for (const { kind, status } of json) {
			if (kind === 'report') expect(status).toMatch(/^(not-sent|declined)/);
		}
	});

	test('one organization by INN; an INN that the account lacks is refused', async () => {
		const [organization] = [...job.account.organizations.values()];
		const { json } = await get(120, { inns: organization.inn, list: 'reports' });
		expect(json.length).toBeGreaterThan(0);
		for (const one of json) expect(one).toMatchObject({ kind: 'report', inn: organization.inn });
		const { error } = await get(120, { inns: `${organization.inn}, 7700000001` });
		expect(error?.message).toBe('The account has no organization with INN 7700000001');
	});
});
