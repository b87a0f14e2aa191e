import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultInput } from '../emulator/core/faults';
import { findContent, wholeContent } from '../emulator/extern/contentStore';
import type { Account, Draft } from '../emulator/extern/model';
import { zipOne } from '../emulator/extern/zip';
import { sampleReport, type SampleReportFacts } from '../emulator/extern/sampleReport';
import { startEmulator, type Emulator } from '../emulator/server';
import { account as accountOf } from '../emulator/support';
import { sampleCells } from '../support/sampling';
import { signCms, TestCertificates, type TestCertificate } from '../support/testCertificates';
import { binaryItem, startBinaryData, useBinaryData, type Engine, type RunOptions } from './engine';
import {
	certificateCredential,
	EXTERN,
	everythingShown,
	externCredential,
	externSettings,
	konturEngine,
} from './kontur';
import { documentedRequests } from './job.fixture';
import { fundForms } from '../support/reports/fundForms';
import { bytesOf, cp1251, type Reconstruction } from '../support/reports/reconstruction';
import { taxForms } from '../support/reports/taxForms';
import { shortenPauses } from '../support/pauses';

/* The job "Send report": one node from files to a document flow, once, whatever happens on the way. */

useBinaryData('filesystem');

let certificates: TestCertificates;
let signer: TestCertificate;
let other: TestCertificate;
beforeAll(async () => {
	certificates = await TestCertificates.create();
	[signer, other] = [await certificates.make('rsa'), await certificates.make('rsa')];
	// Waits cost nothing here; their bounds are counted by the clock and stay.
	shortenPauses(15);
});
afterAll(async () => {
	jest.restoreAllMocks();
	await certificates.remove();
});

let emulator: Emulator;
let engine: Engine;
let owner: Account;
let number = 0;

async function begin() {
	emulator = await startEmulator({ options: { taskMs: 5, docflowVisibleMs: 5 } });
	owner = accountOf(emulator);
	const password = `Report-${process.pid}-${++number}`;
	for (const user of emulator.state.auth.users.values()) user.password = password;
	engine = konturEngine(emulator);
	engine.credentials.set('extern', { ...externSettings(emulator), password });
	useKey(signer);
}
beforeEach(begin);
afterEach(async () => await emulator.close());

const useKey = ({ keyPem, pem }: TestCertificate) =>
	engine.store.put('certificate', {
		name: 'Certificate',
		type: 'konturCertificateApi',
		data: { keyFrom: 'file', privateKey: keyPem, certificate: pem },
	});

const guids = [1, 2, 3, 4, 5].map((digit) => `d6d369c3-2cbc-4090-b3ad-ea69ce62f7${digit}d`);
const sample = (facts: Partial<SampleReportFacts> = {}) =>
	sampleReport({ inn: owner.inn, kpp: owner.kpp, guid: guids[0], name: 'Ромашка', ...facts });

type File = { filename: string; bytes: Buffer };
/** A report with an error that only Kontur's check finds. */
const faulty = (file: File): File => {
	const text = new TextDecoder('windows-1251').decode(file.bytes);
	return { ...file, bytes: cp1251(text.replace('</СвНП>', '<Рук ИННФЛ="123456789012"/></СвНП>')) };
};

const itemOf = async (files: Record<string, File>) =>
	await binaryItem(
		{},
		Object.fromEntries(
			Object.entries(files).map(([field, { filename, bytes }]) => [
				field,
				{ content: bytes, fileName: filename, mimeType: 'application/octet-stream' },
			]),
		),
	);

const credentials = { ...externCredential, ...certificateCredential };
const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });

const run = async (item: INodeExecutionData, parameters: object = {}, options: RunOptions = {}) =>
	await engine.run(
		EXTERN,
		{
			resource: 'report',
			operation: 'send',
			accountId: locator(owner.id),
			senderIpAddress: '203.0.113.10',
			...parameters,
		},
		{ credentials, items: [item], ...options },
	);

async function sent(item: INodeExecutionData, parameters: object = {}): Promise<IDataObject> {
	const { json, error } = await run(item, parameters);
	if (error) throw error;
	expect(json).toHaveLength(1);
	return json[0];
}

/** Document flows that were made of drafts here. */
const madeDocflows = () =>
	[...owner.docflows.values()].filter(({ description }) =>
		[...owner.drafts.values()].some(({ id }) => id === description['original-draft-id']),
	);
const unsentDrafts = (before: ReadonlySet<string>) =>
	[...owner.drafts.values()].filter(({ id, status }) => !before.has(id) && status !== 'sent');

const inOrder = () => emulator.control.log({ service: 'extern' });
const requests = () => inOrder().map(({ method, route }) => `${method} ${route}`);
const sends = () => emulator.control.log({ route: '/v1/{accountId}/drafts/{draftId}/send' }).length;

const contentOf = (id: string) => wholeContent(findContent(emulator.state.extern, owner, id));
const draftOf = (id: unknown) => owner.drafts.get(String(id)) as Draft;

/** Requests in their order; a poll that is repeated counts once. */
const inTurn = (list: readonly string[]) =>
	list.filter((route, index) => !route.startsWith('GET') || route !== list[index - 1]);
const anonymous = (route: string) => route.replace(/\{\w+\}/g, '{}');

describe('one report', () => {
	test('needs nothing but its file, and the requests that docs/jobs.md lists', async () => {
		emulator.control.setOptions({ taskMs: 60 });
		const file = sample();
		const json = await sent(await itemOf({ data: file }));
		expect(inTurn(requests().map(anonymous))).toEqual(documentedRequests('Send Report'));
		expect(json).toMatchObject({
			alreadySent: false,
			type: 'urn:docflow:fns534-report',
			sender: { inn: owner.inn, kpp: owner.kpp },
			payer: { inn: owner.inn, kpp: owner.kpp },
			recipient: { 'ifns-code': '0087' },
			isRepresentative: false,
			warnings: [],
			files: [
				{ fileName: file.filename, form: '1151006', periodCode: '21', year: '2024', taxOffice: '0087' },
			],
		});
		expect(madeDocflows().map(({ id }) => id)).toEqual([json.docflowId]);
	});

	test('arrives byte for byte, with the signature of the certificate', async () => {
		const file = sample();
		const json = await sent(await itemOf({ data: file }));
		const [document] = draftOf(json.draftId).documents.values();
		expect(document.description.filename).toBe(file.filename);
		expect(contentOf(String(document.contentId)).equals(file.bytes)).toBe(true);
		expect([...document.signatures.values()].map(({ thumbprint }) => thumbprint)).toEqual([
			signer.thumbprint,
		]);
	});

	test('gets the name that it gives itself when its file has another', async () => {
		const file = sample();
		const json = await sent(await itemOf({ data: { ...file, filename: 'report.xml' } }));
		expect(json.files).toMatchObject([{ fileName: file.filename }]);
	});

	test.each<[string, string, (text: string) => Buffer]>([
		['UTF-8', 'UTF-8', (text) => Buffer.from(text)],
		['UTF-8 with a mark', 'UTF-8', (text) => Buffer.from(`\ufeff${text}`)],
		['UTF-8 that says windows-1251', 'windows-1251', (text) => Buffer.from(text)],
		['UTF-16', 'UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
		['windows-1251', 'windows-1251', cp1251],
	])('in %s arrives in windows-1251 if one wants', async (_what, declared, encode) => {
		const file = sample();
		const text = new TextDecoder('windows-1251').decode(file.bytes);
		const utf8 = encode(text.replace('encoding="windows-1251"', `encoding="${declared}"`));
		const options = { convertToWindows1251: true };
		const json = await sent(await itemOf({ data: { ...file, bytes: utf8 } }), { options });
		const [document] = draftOf(json.draftId).documents.values();
		expect(contentOf(String(document.contentId)).equals(file.bytes)).toBe(true);
		expect([...document.signatures.values()]).toHaveLength(1);
		// It is the same report as the file in windows-1251.
		expect(await sent(await itemOf({ data: file }))).toMatchObject({ alreadySent: true });
	});

	test('with characters that windows-1251 lacks is not converted', async () => {
		const file = sample();
		const utf8 = Buffer.from(
			`<?xml version="1.0" encoding="UTF-8"?>\n<Файл ИдФайл="${file.filename.replace('.xml', '')}"><Документ КНД="1151006" КодНО="0087"><СвНП><НПЮЛ НаимОрг="Ромашка ✓" ИННЮЛ="${owner.inn}" КПП="${owner.kpp}"/></СвНП></Документ></Файл>`,
		);
		const item = await itemOf({ data: { ...file, bytes: utf8 } });
		const { error } = await run(item, { options: { convertToWindows1251: true } });
		expect(error?.message).toMatch(
			/^NO_PRIB_\S+\.xml: the file has characters that windows-1251 lacks: "✓" \(U\+2713\) in line 2/,
		);
		expect(requests()).toEqual([]);
	});

	test('takes signatures that were made elsewhere', async () => {
		const file = sample();
		const signature = await signCms(signer, file.bytes);
		const json = await sent(await itemOf({ data: file, sig: { filename: 'report.sig', bytes: signature } }), {
			binaryPropertyName: '*',
			signatureFrom: 'binary',
			signatureBinaryPropertyName: 'sig',
			senderCertificate: signer.pem,
		});
		const [document] = draftOf(json.draftId).documents.values();
		const [{ content }] = document.signatures.values();
		expect(content.equals(signature)).toBe(true);
	});

	test('of another organization goes by power of attorney', async () => {
		const payer = [...owner.organizations.values()].find(({ inn }) => inn !== owner.inn);
		const file = sample({ inn: payer?.inn, kpp: payer?.kpp, senderInn: owner.inn });
		const json = await sent(await itemOf({ data: file }), {
			senderKpp: owner.kpp,
			additionalFields: { generateWarrant: true },
		});
		expect(json).toMatchObject({
			isRepresentative: true,
			sender: { inn: owner.inn },
			payer: { inn: payer?.inn },
		});
		expect(draftOf(json.draftId).meta).toMatchObject({
			sender: { 'is-representative': true },
			payer: { inn: payer?.inn },
			draftOptions: { 'generate-warrant': true },
		});
	});

	test('for the social fund is signed over what Kontur hands out after the check', async () => {
		const file = { filename: 'efs.xml', bytes: Buffer.from('<?xml version="1.0"?><ЭДПФР/>') };
		const json = await sent(await itemOf({ data: file }), {
			recipientType: 'sfr-code',
			recipientCode: '078-001',
			senderInn: owner.inn,
			senderKpp: owner.kpp,
			additionalFields: { payerRegistrationNumberSfr: '012-345-678901' },
		});
		const [document] = draftOf(json.draftId).documents.values();
		expect(document.dataToSignContentId).toEqual(expect.any(String));
		expect([...document.signatures.values()].map(({ content }) => content.length)).toEqual([256]);
		expect(madeDocflows()).toHaveLength(1);
	});

	test('says on the way what it does', async () => {
		await sent(await itemOf({ data: sample() }));
		const lines = engine.log.filter(({ level }) => level === 'info').map(({ message }) => message);
		for (const step of ['payer', 'uploading', 'checking', 'preparing', 'sending']) {
			expect(lines.filter((line) => line.includes(step))).not.toEqual([]);
		}
	});
});

describe('several files', () => {
	const files = () => {
		const [one, two, three] = guids.map((guid, index) => sample({ guid, knd: `115100${index + 1}` }));
		return { one, two, three };
	};

	test('go up at the same time, each with its signature, in one draft', async () => {
		emulator.control.setOptions({ latencyMs: 40 });
		const item = await itemOf(files());
		const json = await sent(item, { binaryPropertyName: 'one, two, three' });
		const { documents } = draftOf(json.draftId);
		expect([...documents.values()].map(({ description }) => description.filename).sort()).toEqual(
			Object.values(files())
				.map(({ filename }) => filename)
				.sort(),
		);
		expect([...documents.values()].map(({ signatures }) => signatures.size)).toEqual([1, 1, 1]);
		// In turn, the first document would come before the last content.
		const order = requests().filter((route) => /contents|documents/.test(route));
		expect(order.slice(0, 3)).toEqual(Array(3).fill('POST /v1/{accountId}/contents'));
		expect(madeDocflows()).toHaveLength(1);
	});

	test('check errors stop everything, and one error names each file', async () => {
		const bad = Object.fromEntries(
			Object.entries(files()).map(([field, file], index) => [field, index === 1 ? file : faulty(file)]),
		);
		const { error } = await run(await itemOf(bad), { binaryPropertyName: '*' });
		expect(error?.message).toMatch(
			/^3 files \(.*\): Kontur found errors in the documents, so nothing was sent$/,
		);
		expect(error?.description).toContain(`${bad.one.filename}: Неверная контрольная сумма ИНН`);
		expect(error?.description).toContain(`${bad.three.filename}: Неверная контрольная сумма ИНН`);
		expect(error?.description).not.toContain(`${bad.two.filename}: `);
		expect((error?.context as { kontur?: IDataObject }).kontur?.errors).toMatchObject([
			{ fileName: expect.any(String) },
			{ fileName: expect.any(String) },
		]);
		expect(sends()).toBe(0);
	});
});

describe('run again', () => {
	test('a report that was already sent returns its document flow without an upload', async () => {
		const item = await itemOf({ data: sample() });
		const first = await sent(item);
		emulator.control.clearLog();
		const second = await sent(item);
		expect(second).toMatchObject({ docflowId: first.docflowId, draftId: first.draftId, alreadySent: true });
		expect(requests().filter((route) => route.includes('contents'))).toEqual([]);
		expect(madeDocflows()).toHaveLength(1);
	});

	test.each([
		['a copy', (name: string) => name.replace('.xml', ' (1).xml')],
		['capitals', (name: string) => name.replace('.xml', '.XML')],
		['lower case', (name: string) => name.toLowerCase()],
		['a human name', () => 'Прибыль за 2023 [ООО «Ромашка»] (итог).xml'],
	])('the same content under %s is the same report', async (_name, rename) => {
		const file = sample();
		const first = await sent(await itemOf({ data: file }));
		const second = await sent(await itemOf({ data: { ...file, filename: rename(file.filename) } }));
		expect(second).toMatchObject({ docflowId: first.docflowId, alreadySent: true });
		expect(second.files).toMatchObject([{ fileName: file.filename }]);
	});

	const corrected = (file: File) => ({
		...file,
		bytes: Buffer.concat([file.bytes, Buffer.from('<!-- corrected -->')]),
	});

	test('another content for the same period is refused with the document flow of the first', async () => {
		const file = sample();
		const first = await sent(await itemOf({ data: file }));
		const drafts = owner.drafts.size;
		const { error } = await run(await itemOf({ data: corrected(file) }));
		expect(error?.message).toMatch(
			/^NO_PRIB_\S+\.xml: this report \(.*, I квартал 2024\) was already sent on \d{4}-/,
		);
		expect(error?.message).toContain(String(first.docflowId));
		expect(owner.drafts.size).toBe(drafts);
		const second = await sent(await itemOf({ data: corrected(file) }), { options: { sendAgainAs: 'again' } });
		expect(second.docflowId).not.toBe(first.docflowId);
		// The first job is still the first.
		expect(await sent(await itemOf({ data: file }))).toMatchObject({ docflowId: first.docflowId });
		expect(madeDocflows()).toHaveLength(2);
	});

	test.each<[string, Partial<SampleReportFacts>]>([
		['another correction', { correction: '1' }],
		['another period', { period: '31' }],
		['another year', { year: '2023' }],
		['another form', { knd: '1151001' }],
	])('%s is another report', async (_what, facts) => {
		await sent(await itemOf({ data: sample() }));
		await sent(await itemOf({ data: sample({ guid: guids[1], ...facts }) }));
		expect(madeDocflows()).toHaveLength(2);
	});

	test('a report that was refused can be sent again', async () => {
		const file = sample();
		const first = await sent(await itemOf({ data: file }));
		const docflow = owner.docflows.get(String(first.docflowId));
		if (docflow) docflow.successState = 'failed';
		await sent(await itemOf({ data: corrected(file) }));
		expect(madeDocflows()).toHaveLength(2);
	});

	test('it can be sent again on purpose, once for each word', async () => {
		const item = await itemOf({ data: sample() });
		const first = await sent(item);
		const again = { options: { sendAgainAs: 'second time' } };
		const [second, third] = [await sent(item, again), await sent(item, again)];
		expect(second.docflowId).not.toBe(first.docflowId);
		expect(third).toMatchObject({ docflowId: second.docflowId, alreadySent: true });
		expect(madeDocflows()).toHaveLength(2);
	});

	test('with a new certificate, the document stays and is signed again', async () => {
		emulator.control.addFault({ method: 'POST', path: '/check$', status: 400, body: { message: 'no' } });
		const item = await itemOf({ data: sample() });
		expect((await run(item)).error).toBeDefined();
		useKey(other);
		emulator.control.clearLog();
		const json = await sent(item);
		const [document] = draftOf(json.draftId).documents.values();
		expect([...document.signatures.values()].map(({ thumbprint }) => thumbprint)).toEqual([other.thumbprint]);
		expect(requests().filter((route) => route.includes('contents'))).toEqual([]);
	});

	test('two executions at once make one document flow', async () => {
		emulator.control.setOptions({ taskMs: 30, latencyMs: 5 });
		const item = await itemOf({ data: sample() });
		const results = await Promise.all([sent(item), sent(item)]);
		expect(new Set(results.map(({ docflowId }) => docflowId)).size).toBe(1);
		expect(madeDocflows()).toHaveLength(1);
	});

	/** A notice of taxes, each with its period. */
	const notice = (rows: ReadonlyArray<readonly [kbk: string, code: string, number: string]>, sum = '100') => {
		const { filename, bytes } = sample({ knd: '1110355', guid: guids[Number(sum) % 5] });
		const list = rows.map(
			([kbk, code, month]) =>
				`<УвИсчСумНалог ОКТМО="65701000" КБК="${kbk}" СумНалогАванс="${sum}" Период="${code}" НомерМесКварт="${month}" Год="2024"/>`,
		);
		const text = new TextDecoder('windows-1251')
			.decode(bytes)
			.replace(/ Период="21" ОтчетГод="2024"| НомКорр="0"/g, '')
			.replace('</Документ>', `${list.join('')}</Документ>`);
		return { filename, bytes: cp1251(text) };
	};
	const [INCOME, CONTRIBUTIONS] = ['18210102010011000110', '18210201000011000160'];

	test('a notice for taxes and periods that an earlier one has is refused, others are not', async () => {
		const both = notice([
			[INCOME, '21', '01'],
			[CONTRIBUTIONS, '21', '01'],
		]);
		const first = await sent(await itemOf({ data: both }));
		const { error } = await run(await itemOf({ data: notice([[CONTRIBUTIONS, '21', '01']], '101') }));
		expect(error?.message).toMatch(
			/^NO_PRIB_\S+\.xml: this report \(Уведомление об исчисленных суммах налогов, Январь 2024\) was already sent on /,
		);
		expect(error?.message).toContain(String(first.docflowId));
		await sent(await itemOf({ data: notice([[CONTRIBUTIONS, '21', '02']], '102') }));
		await sent(await itemOf({ data: notice([[INCOME, '21', '11']], '103') }));
		await sent(
			await itemOf({
				data: notice(
					[
						[INCOME, '21', '01'],
						[INCOME, '21', '02'],
					],
					'104',
				),
			}),
		);
		expect(madeDocflows()).toHaveLength(4);
	});

	describe('two files of one report at once', () => {
		const two = async (): Promise<INodeExecutionData[]> => [
			await itemOf({ data: sample() }),
			await itemOf({ data: corrected(sample()) }),
		];
		const twice = /this report \(.*\) was already sent/;

		test('in two items: the second is refused with the document flow of the first', async () => {
			emulator.control.setOptions({ taskMs: 30, latencyMs: 5 });
			const items = await two();
			const { json, error } = await run(items[0], {}, { items, onError: 'continueRegularOutput' });
			expect(error).toBeUndefined();
			expect(madeDocflows()).toHaveLength(1);
			expect(json.filter((one) => one.docflowId !== undefined)).toHaveLength(1);
			expect(json.filter((one) => twice.test(JSON.stringify(one)))).toHaveLength(1);
		});

		test.each([
			['without a word', {}],
			['on purpose, with the same word', { options: { sendAgainAs: 'again' } }],
		])('in two executions, %s: one is refused', async (_how, parameters) => {
			emulator.control.setOptions({ taskMs: 30, latencyMs: 5, docflowVisibleMs: 100 });
			const results = await Promise.all((await two()).map(async (item) => await run(item, parameters)));
			expect(results.flatMap(({ error }) => error?.message ?? [])).toEqual([expect.stringMatching(twice)]);
			expect(madeDocflows()).toHaveLength(1);
		});

		test('the second is sent if the first cannot be', async () => {
			const [first, second] = [await itemOf({ data: faulty(sample()) }), await itemOf({ data: sample() })];
			const results = await Promise.all([run(first), run(second)]);
			expect(results.map(({ error }) => error === undefined)).toEqual([false, true]);
			expect(madeDocflows()).toHaveLength(1);
		});

		test('from elsewhere: the list is looked at again right before the sending', async () => {
			const [first, second] = await two();
			const { docflowId } = await sent(first, { options: { sendAgainAs: 'elsewhere' } });
			const docflow = owner.docflows.get(String(docflowId));
			owner.docflows.delete(String(docflowId));
			emulator.control.onRequest(({ path }) => {
				if (docflow && path.endsWith('/prepare')) owner.docflows.set(docflow.id, docflow);
			});
			const { error } = await run(second);
			expect(error?.message).toMatch(twice);
			expect(error?.message).toContain(docflowId);
			expect(sends()).toBe(1);
		});
	});

	test.each([
		['draft', '/drafts/[^/]+$'],
		['document', '/documents/[^/]+$'],
	])('a service that gives the %s another ID is not trusted', async (_what, path) => {
		const body = { id: guids[4] };
		emulator.control.addFault({ method: 'PUT', path, status: 201, body });
		const { error } = await run(await itemOf({ data: sample() }));
		expect(error?.message).toMatch(
			/^NO_PRIB_\S+\.xml: Kontur did not create the draft under the requested ID/,
		);
		expect(sends()).toBe(0);
	});

	test('after a timeout it continues', async () => {
		emulator.control.setOptions({ taskMs: 60_000 });
		const item = await itemOf({ data: sample() });
		const { error } = await run(item, { options: { timeout: 1 } });
		expect(error?.message).toMatch(
			/^NO_PRIB_\S+\.xml: Kontur is still working after 1 seconds\. Run this node again: it resumes the work and never sends twice$/,
		);
		emulator.state.clock.advance(60_000);
		emulator.control.setOptions({ taskMs: 1 });
		await sent(item);
		expect(madeDocflows()).toHaveLength(1);
		expect(requests().filter((route) => route === 'POST /v1/{accountId}/contents')).toHaveLength(1);
	});
});

describe('interrupted at every request', () => {
	const cuts = ['before', 'after'] as const;
	/** Two files, so that the parallel part has its cuts too. */
	const twoFiles = async () =>
		await itemOf({ one: sample({ guid: guids[0] }), two: sample({ guid: guids[1] }) });
	const parameters = { binaryPropertyName: 'one,two' };

	/** The requests of a run that nothing disturbs. */
	async function count(): Promise<number> {
		await sent(await twoFiles(), parameters);
		return inOrder().length;
	}

	async function fresh() {
		await emulator.close();
		await begin();
	}

	const hits = () => emulator.control.faults().reduce((sum, fault) => sum + fault.hits, 0);

	test.each([
		['and the process is gone', true],
		['and only this once', false],
	])(
		'%s: run again, it is sent exactly once',
		async (_name, isGone) => {
			const all = await count();
			let points = 0;
			const existing = Array.from({ length: all }, (_none, skip) =>
				cuts.map((cut) => ({ skip, cut })),
			).flat();
			const drawn = sampleCells('Cut points', `report.send ${isGone}`, existing, 10);
			for (const { skip, cut } of drawn) {
				await fresh();
				const item = await twoFiles();
				const fault: FaultInput = { service: 'extern', skip, cut };
				emulator.control.addFault(fault);
				const cancelAfter = async () => {
					while (hits() === 0) await new Promise((resolve) => setTimeout(resolve, 2));
				};
				const first = await run(item, parameters, isGone ? { cancelAfter } : {});
				if (hits() === 0) continue;
				points += 1;
				if (isGone) expect(first.run.status).toBe('canceled');
				const where = `${cut} request ${skip + 1}: ${requests()[skip]}`;
				const again = await run(item, parameters);
				expect({ where, error: again.error?.message }).toEqual({ where, error: undefined });
				const made = madeDocflows().map(({ id }) => id);
				expect({ where, made }).toEqual({ where, made: [again.json[0].docflowId] });
				if (!isGone && !first.error) expect(first.json[0].docflowId).toBe(made[0]);
			}
			console.log(`cut points: ${points} (${all} requests, before and after the server acted)`);
			expect(points).toBeGreaterThanOrEqual(drawn.length - 4);
		},
		300_000,
	);
});

describe('a dry run', () => {
	test('checks and prepares, sends nothing and leaves no draft', async () => {
		const before = owner.drafts.size;
		const json = await sent(await itemOf({ data: sample() }), { options: { dryRun: true } });
		expect(json).toMatchObject({
			dryRun: true,
			hasErrors: false,
			errors: [],
			recipient: { 'ifns-code': '0087' },
		});
		expect(requests().filter((route) => /prepare$/.test(route))).toHaveLength(1);
		expect(sends()).toBe(0);
		expect(owner.drafts.size).toBe(before);
	});

	test('gives the errors of each file as output', async () => {
		const before = owner.drafts.size;
		const file = sample();
		const json = await sent(await itemOf({ data: faulty(file) }), { options: { dryRun: true } });
		expect(json).toMatchObject({ hasErrors: true, errors: [{ fileName: file.filename, level: 'Error' }] });
		expect(owner.drafts.size).toBe(before);
	});

	test('does not touch the draft of a sending that was interrupted', async () => {
		emulator.control.addFault({ method: 'POST', path: '/check$', status: 400, body: { message: 'no' } });
		const item = await itemOf({ data: sample() });
		expect((await run(item)).error).toBeDefined();
		const drafts = owner.drafts.size;
		await sent(item, { options: { dryRun: true } });
		expect(owner.drafts.size).toBe(drafts);
	});
});

describe("a user's mistake gives a one-sentence error with the file, and nothing is sent", () => {
	let drafts: ReadonlySet<string>;
	beforeEach(() => {
		drafts = new Set(owner.drafts.keys());
	});

	interface Expected {
		message: RegExp;
		/** Refused before anything is asked of Kontur. */
		locally?: boolean;
	}

	async function refused(
		item: INodeExecutionData,
		parameters: object,
		{ message, locally = true }: Expected,
	) {
		const { error, json } = await run(item, parameters);
		expect(json).toEqual([]);
		expect(error?.message).toMatch(message);
		expect(error?.message).not.toContain('\n');
		// Advice, below the sentence or behind it.
		expect(`${error?.message}. ${error?.description ?? ''}`).toMatch(/\. [A-Z][^.]{20,}/);
		expect(sends()).toBe(0);
		expect(madeDocflows()).toEqual([]);
		if (locally) {
			expect(requests()).toEqual([]);
			expect(unsentDrafts(drafts)).toEqual([]);
		}
	}

	const declared1251 = /encoding="windows-1251"/;
	const utf8 = (text: string, file: File) => ({ ...file, bytes: Buffer.from(text, 'utf8') });
	const textOf = (file: File) => new TextDecoder('windows-1251').decode(file.bytes);

	test('wrong encoding: UTF-8', async () => {
		const file = sample();
		const item = await itemOf({ data: utf8(textOf(file).replace(declared1251, 'encoding="UTF-8"'), file) });
		await refused(
			item,
			{},
			{ message: /^NO_PRIB_\S+\.xml: the file is in UTF-8; the tax office accepts only windows-1251$/ },
		);
	});

	test('wrong encoding: UTF-8 that says windows-1251', async () => {
		const file = sample();
		await refused(
			await itemOf({ data: utf8(textOf(file), file) }),
			{},
			{
				message:
					/^NO_PRIB_\S+\.xml: the file declares .* windows-1251 in its first line, but is in UTF-8; the tax office/,
			},
		);
	});

	test('wrong encoding: windows-1251 that says UTF-8', async () => {
		const file = sample();
		const bytes = Buffer.from(
			file.bytes.toString('latin1').replace(declared1251, 'encoding="utf-8"'),
			'latin1',
		);
		await refused(
			await itemOf({ data: { ...file, bytes } }),
			{},
			{
				message:
					/^NO_PRIB_\S+\.xml: the file declares the encoding utf-8 in its first line, but is in windows-1251; the/,
			},
		);
	});

	test('an empty file', async () => {
		const item = await itemOf({ data: { ...sample(), bytes: Buffer.alloc(0) } });
		await refused(item, {}, { message: /^NO_PRIB_\S+\.xml: the file is empty$/ });
	});

	test('a file that is larger than Kontur takes', async () => {
		const item = await itemOf({ data: sample() });
		const { id = '' } = item.binary?.data ?? {};
		const path = join(await startBinaryData('filesystem'), id.replace(/^filesystem(-v2)?:/, ''));
		await writeFile(`${path}.metadata`, JSON.stringify({ fileSize: 31 * 1024 ** 3 }));
		await refused(item, {}, { message: /^NO_PRIB_\S+\.xml: the file is larger than 30 GB$/ });
	});

	test('a file whose part Kontur refuses as too large', async () => {
		emulator.control.addFault({ path: '/contents$', status: 413, times: 9 });
		await refused(
			await itemOf({ data: sample() }),
			{},
			{
				message: /^NO_PRIB_\S+\.xml: A part of the file is larger than Kontur\.Extern accepts$/,
				locally: false,
			},
		);
	});

	test('another payer than the file says', async () => {
		await refused(
			await itemOf({ data: sample() }),
			{ additionalFields: { payerInn: '7811223344' } },
			{
				message: /^NO_PRIB_\S+\.xml: the payer in the report has INN \d+, not 7811223344$/,
			},
		);
	});

	test('files of two payers', async () => {
		const [second] = [...owner.organizations.values()].filter(({ inn }) => inn !== owner.inn);
		const item = await itemOf({
			one: sample(),
			two: sample({ guid: guids[1], inn: second.inn, kpp: second.kpp }),
		});
		await refused(
			item,
			{ binaryPropertyName: 'one,two' },
			{
				message:
					/^NO_PRIB_\S+\.xml: the payer is INN \d+, KPP \d+, but INN \d+, KPP \d+ in NO_PRIB_\S+\.xml$/,
			},
		);
	});

	test('an expired certificate in the credential', async () => {
		useKey(await certificates.make('rsa', { validity: 'expired' }));
		await refused(
			await itemOf({ data: sample() }),
			{},
			{
				message: /^NO_PRIB_\S+\.xml: The certificate expired on 2021-01-01/,
			},
		);
	});

	test('an expired certificate that is pasted', async () => {
		const expired = await certificates.make('rsa', { validity: 'expired' });
		const item = await itemOf({ data: sample(), signature: { filename: 's.sig', bytes: Buffer.from('x') } });
		await refused(
			item,
			{ signatureFrom: 'binary', senderCertificate: expired.pem },
			{
				message: /^NO_PRIB_\S+\.xml: The certificate expired on 2021-01-01/,
			},
		);
	});

	describe('a given signature', () => {
		const given = async (signature: Buffer, more: object = {}) => {
			const item = await itemOf({ data: sample(), signature: { filename: 's.sig', bytes: signature } });
			return [item, { signatureFrom: 'binary', senderCertificate: signer.pem, ...more }] as const;
		};

		test('of another file', async () => {
			const [item, more] = await given(await signCms(signer, sample({ guid: guids[1] }).bytes));
			await refused(item, more, {
				message: /^NO_PRIB_\S+\.xml: the signature does not belong to this file$/,
			});
		});

		test('of another certificate', async () => {
			const [item, more] = await given(await signCms(other, sample().bytes));
			await refused(item, more, {
				message: /^NO_PRIB_\S+\.xml: the signature was not made with the sender's certificate$/,
			});
		});

		test('with the document inside', async () => {
			const [item, more] = await given(await signCms(signer, sample().bytes, { attached: true }));
			await refused(item, more, { message: /^NO_PRIB_\S+\.xml: the signature contains a document$/ });
		});

		test('that is invalid', async () => {
			const [item, more] = await given(Buffer.from('no signature'));
			const { error } = await run(item, more);
			expect(error?.message).toMatch(/^NO_PRIB_\S+\.xml: Not a valid signature file/);
			expect(requests()).toEqual([]);
		});

		test('that is missing', async () => {
			const [item, more] = await given(Buffer.from('x'), { binaryPropertyName: 'data,data2' });
			const second = await itemOf({ data2: sample({ guid: guids[1] }) });
			const both = { ...item, binary: { ...item.binary, ...second.binary } };
			await refused(both, more, { message: /^NO_PRIB_\S+\.xml: 2 files have 1 signatures$/ });
		});
	});

	test('a recipient that the file does not tell', async () => {
		const item = await itemOf({ data: { filename: 'letter.pdf', bytes: Buffer.from('%PDF-1.4') } });
		await refused(
			item,
			{ senderInn: owner.inn },
			{
				message: /^letter\.pdf: the file does not say who the recipient is$/,
			},
		);
	});

	test('a recipient that Kontur cannot read', async () => {
		await refused(
			await itemOf({ data: sample() }),
			{ recipientType: 'ifns-code', recipientCode: '87' },
			{ message: /^NO_PRIB_\S+\.xml: the report is for the tax office 0087, not 87$/ },
		);
		const letter = { filename: 'letter.pdf', bytes: Buffer.from('%PDF-1.4') };
		await refused(
			await itemOf({ data: letter }),
			{
				...{ recipientType: 'ifns-code', recipientCode: '87', senderInn: owner.inn },
				fileDetails: { files: [{ binaryPropertyName: 'data', type: 'urn:document:fns534-letter' }] },
			},
			{
				message: /^letter\.pdf: Kontur\.Extern did not accept the values of this request$/,
				locally: false,
			},
		);
	});

	test('a recipient that Kontur does not know', async () => {
		await refused(
			await itemOf({ data: sample({ office: '0000' }) }),
			{},
			{
				message: /^NO_PRIB_\S+\.xml: Kontur cannot encrypt for the recipient 0000, so nothing was sent$/,
				locally: false,
			},
		);
	});

	const RECIPIENTS = {
		'fss-code': ['78001', 'socialFund'],
		'ifns-code': ['6670', 'taxOffice'],
		'sfr-code': ['075-001', 'socialFund'],
		'togs-code': ['78-01', 'statistics'],
		'upfr-code': ['075-001', 'socialFund'],
	} as const;
	const asFile = (one: Reconstruction): File => ({ filename: one.fileName, bytes: bytesOf(one) });
	const wrongs = Object.entries(RECIPIENTS).flatMap(([recipientType, [recipientCode, authority]]) => {
		const others = [...taxForms, ...fundForms].filter(
			({ expected }) => expected.role !== 'report' || expected.authority !== authority,
		);
		return others
			.filter(({ expected }) => !['attachment', 'powerOfAttorney', 'request'].includes(expected.role))
			.map((one) => ({ recipientType, recipientCode, one, title: one.title }));
	});

	test.each(sampleCells('Foreign files', 'report.send', wrongs, 25))(
		'$title for the recipient $recipientType',
		async ({ recipientType, recipientCode, one }) => {
			await refused(
				await itemOf({ data: asFile(one) }),
				{ recipientType, recipientCode, senderInn: owner.inn, senderKpp: owner.kpp },
				{
					message:
						/: the file is (for the|a receipt|a formalized document|not in a report format|a document)/,
				},
			);
		},
	);

	test('no rights', async () => {
		const nobody = '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b';
		await refused(
			await itemOf({ data: sample() }),
			{ accountId: locator(nobody) },
			{
				message: /^NO_PRIB_\S+\.xml: This login has no access to the account or object$/,
				locally: false,
			},
		);
	});

	test('no file', async () => {
		const { error } = await run({ json: {} }, { binaryPropertyName: '*' });
		expect(error?.message).toBe('The item has no file to send');
	});
});

describe('Recognize', () => {
	const recognize = async (files: Record<string, File>) =>
		await engine.run(
			EXTERN,
			{ resource: 'report', operation: 'recognize', binaryPropertyName: '*' },
			{ items: [await itemOf(files)], credentials: {} },
		);

	test('says what each file is, without a credential and without a request', async () => {
		const file = sample({ correction: '1', period: '33' });
		const copy = { ...file, filename: 'Прибыль (1).XML' };
		const { json, error } = await recognize({
			copy,
			letter: { filename: 'letter.pdf', bytes: Buffer.from('%PDF-1.4') },
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				...{
					fileName: file.filename,
					problems: [],
					canBeSent: true,
					warnings: [],
					kind: 'report',
					authority: 'tax office',
				},
				deadline: null,
				...{ form: '1151006', formName: 'Налоговая декларация по налогу на прибыль', period: '9 месяцев' },
				...{ year: '2024', correction: '1', payerInn: owner.inn, payerKpp: owner.kpp },
				...{ senderInn: owner.inn, senderKpp: owner.kpp, isRepresentative: false, office: '0087' },
				encoding: 'windows-1251',
			},
			expect.objectContaining({
				fileName: 'letter.pdf',
				kind: 'unknown',
				canBeSent: false,
				problems: ['The file is not in a report format that this node knows.'],
				payerInn: null,
			}),
		]);
		expect(emulator.control.log({})).toEqual([]);
	});

	test('says until when a report has to be sent, and that this has passed', async () => {
		const { json } = await recognize({ data: sample({ period: '33' }) });
		expect(json).toEqual([
			expect.objectContaining({
				canBeSent: true,
				deadline: '2024-10-25',
				warnings: [
					expect.stringMatching(/^The deadline of this report passed \d+ days ago, on 2024-10-25\.$/),
				],
			}),
		]);
	});

	test('an archive is to be unpacked first', async () => {
		const archive = zipOne('report.xml', sample().bytes);
		const { json } = await recognize({ data: { filename: 'Отчёты.zip', bytes: archive } });
		const problem = /^The file is a ZIP archive, not a report; unpack it first/;
		expect(json).toMatchObject([
			{ fileName: 'Отчёты.zip', canBeSent: false, problems: [expect.stringMatching(problem)] },
		]);
		const { error } = await run(await itemOf({ data: { filename: 'Отчёты.zip', bytes: archive } }), {
			...{ recipientType: 'ifns-code', recipientCode: '0087', senderInn: owner.inn },
		});
		expect(error?.message).toMatch(/^Отчёты\.zip: the file is a ZIP archive, not a report; unpack it first/);
		expect(requests()).toEqual([]);
	});

	test('takes fifty files in fifty items, each with its own, and items without a file as errors', async () => {
		const files = Array.from({ length: 50 }, (_none, index) => sample({ correction: String(index) }));
		const items = await Promise.all(files.map(async (file) => await itemOf({ data: file })));
		items.splice(10, 0, { json: {} });
		const { json, items: outputs } = await engine.run(
			EXTERN,
			{ resource: 'report', operation: 'recognize', binaryPropertyName: '*' },
			{ items, credentials: {}, onError: 'continueRegularOutput' },
		);
		expect(json).toHaveLength(51);
		expect(json[10].error).toEqual(expect.stringMatching(/has no file/));
		expect(json.flatMap(({ correction }) => correction ?? [])).toEqual(
			files.map((_file, index) => `${index}`),
		);
		expect(outputs.filter(({ binary }) => binary?.data)).toHaveLength(50);
	});

	test('a file that n8n has lost does not take the others', async () => {
		const item = await itemOf({ a: sample(), b: sample() });
		Object.assign(item.binary?.b ?? {}, { id: 'filesystem-v2:gone', data: 'filesystem-v2' });
		const of = async (parameters: object) =>
			await engine.run(
				EXTERN,
				{ resource: 'report', operation: 'recognize', binaryPropertyName: '*', ...parameters },
				{ items: [item], credentials: {} },
			);
		const { json, error, run: done } = await of({});
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ fileName: sample().filename, canBeSent: true })]);
		const notes = (done.data.resultData.runData.Node?.[0].hints ?? []).map(({ message }) => message);
		expect(notes.at(-1)).toMatch(/^The result is incomplete\. Not read: b \(/);
		const asItem = await of({ options: { onPartialFailure: 'item' } });
		expect(asItem.json[1]).toEqual({
			error: expect.stringMatching(/^b: /),
			details: expect.objectContaining({ field: 'b' }),
		});
		const stopped = await of({ options: { onPartialFailure: 'stop' } });
		expect(stopped.json).toEqual([]);
		expect(stopped.error?.message).toMatch(/^b: /);
	});

	test('a file that cannot be sent is an item, not an error', async () => {
		const file = sample();
		const { json } = await recognize({
			a: { ...file, bytes: file.bytes.subarray(0, 300) },
			b: { ...file, bytes: Buffer.alloc(0) },
		});
		expect(json).toMatchObject([
			{ canBeSent: false, problems: [expect.stringMatching(/^The file is damaged: .*incomplete\.$/)] },
			{ canBeSent: false, problems: ['The file is empty.'] },
		]);
	});
});

test('no key is in outputs, errors or logs', async () => {
	const good = await run(await itemOf({ data: sample() }));
	const bad = await run(await itemOf({ data: sample({ office: '0000' }) }));
	const shown = everythingShown(good, bad, engine.log);
	const lines = signer.keyPem.split('\n').filter((line) => line.length > 40);
	expect(lines.length).toBeGreaterThan(5);
	expect(lines.filter((line) => shown.includes(line))).toEqual([]);
});
