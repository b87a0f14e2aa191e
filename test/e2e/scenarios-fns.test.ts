import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeWindows1251, encodeWindows1251 } from '../emulator/extern/files/text';
import { sampleCells } from '../support/sampling';
import { errorOf, itemsOf, oneOf, type Json } from './support/execution';
import { nextPage, openForm, submitForm } from './support/form';
import { Scenarios, type Scenario } from './support/scenarios/accountScenario';
import { byId, type Stand } from './support/stand';
import { SENDER_ADDRESS } from '../support/senderAddress';
import { until } from './support/wait';

/* What integrators send to the tax office, as workflows that a person builds, each in its own account. */

const IP = SENDER_ADDRESS;
const guid = (digit: number) => `5b1f0c2e-7a43-4d8e-9c61-0f2d3e4a5b6${digit}`;

// A real n8n runs several workflows in one test.
jest.setTimeout(180_000);

let scenarios: Scenarios;
let stand: Stand;

beforeAll(async () => {
	scenarios = await Scenarios.start('scenarios-fns');
	({ stand } = scenarios);
}, 240_000);

afterAll(async () => {
	await scenarios?.stop();
});

const begin = async () => await scenarios.begin();

const incoming = async (scenario: Scenario, folder: string) =>
	await scenario.run('incoming-demands.json', { folder });

describe('28.1 Send a tax report', () => {
	test('from a folder: every file is sent as it is, signed, and once however often it is run', async () => {
		const scenario = await begin();
		const folder = scenario.folder('reports-28-1');
		const reports = [1, 2].map((digit) =>
			scenario.putReport(folder, { guid: guid(digit), correction: String(digit) }),
		);
		const workflow = await scenario.import('send-report-in-one-step.json', {
			reportFiles: join(folder, '*.xml'),
		});
		const first = await scenario.start(workflow);
		const docflows = scenario.docflows('fns534-report');
		expect(docflows).toHaveLength(2);
		for (const { filename, bytes } of reports) {
			const [document] = docflows
				.flatMap((one) => scenario.sent(one))
				.filter((one) => one.filename === filename);
			expect(scenario.bytesOf(document).equals(bytes)).toBe(true);
			await scenario.expectSigned(document);
		}
		const messages = itemsOf(first, 'Notify').map(({ json }) => json.message);
		expect(messages).toEqual(
			reports.map(({ filename }) =>
				expect.stringMatching(new RegExp(`^Sent: ${filename}, payer ${scenario.account.inn}, to 0087\\.`)),
			),
		);

		const again = await scenario.start(workflow);
		expect(
			itemsOf(again, 'Sent')
				.map(({ json }) => json.docflowId)
				.sort(),
		).toEqual(docflows.map(({ id }) => id).sort());
		expect(itemsOf(again, 'Notify')[0].json.message).toMatch(/^Was sent before, nothing was sent again: /);
		expect(scenario.docflows('fns534-report')).toHaveLength(2);
	});

	test('with errors in a file the message says which, and the other file is sent', async () => {
		const scenario = await begin();
		const folder = scenario.folder('reports-28-1-errors');
		const good = scenario.putReport(folder, { guid: guid(1), correction: '11' });
		scenario.putReport(folder, { guid: guid(2), correction: '12' }, (text) =>
			text.replace('</СвНП>', '<Рук ИННФЛ="123456789012"/></СвНП>'),
		);
		const workflow = await scenario.import('send-report-in-one-step.json', {
			reportFiles: join(folder, '*.xml'),
		});
		const execution = await stand.n8n.run(workflow, 'Start');
		expect(execution.status).toBe('error');
		expect(errorOf(execution)?.message).toBe(oneOf(execution, 'Not Sent').message);
		expect(oneOf(execution, 'Not Sent').message).toMatch(
			/^Not sent: .*\n.*Неверная контрольная сумма ИНН «123456789012»/s,
		);
		expect(
			scenario
				.docflows('fns534-report')
				.flatMap((one) => scenario.sent(one))
				.map(({ filename }) => filename),
		).toEqual([good.filename]);
	});

	test('from a browser: a report is uploaded in the form and the page says what became of it', async () => {
		const scenario = await begin();
		const report = scenario.putReport(scenario.folder('form-28-1'), { guid: guid(3), correction: '13' });
		const file = scenario.example('send-report-in-one-step.json');
		const workflow = await stand.n8n.createWorkflow(file);
		await stand.n8n.activate(workflow);
		const { webhookId } = file.nodes.find(({ name }) => name === 'Report Form') as Json;
		const address = `${stand.n8n.url}/form/${String(webhookId)}`;
		expect(await openForm(stand.n8n, address)).toContain('Send a report to the tax office');
		const { formWaitingUrl } = (await submitForm(stand.n8n, address, report)) as { formWaitingUrl: string };
		const page = await nextPage(stand.n8n, formWaitingUrl);
		expect(page).toContain(report.filename);
		const [docflow] = scenario.docflows('fns534-report');
		expect(page).toContain(docflow.id);
		const [document] = scenario.sent(docflow);
		expect(scenario.bytesOf(document).equals(report.bytes)).toBe(true);
		await scenario.expectSigned(document);
		await stand.n8n.deactivate(workflow);
	});

	const refused = [
		['en', 'Not sent', 'Not sent: '],
		['ru', 'Не отправлено', 'Не отправлено: '],
	] as const;

	test.each(sampleCells('Languages', 'a refused file', refused, 1))(
		'from a browser, a refused file looks refused (%s): on the page, and in the executions',
		async (language, title, message) => {
			const scenario = await begin();
			const report = scenario.putReport(
				scenario.folder(`form-refused-${language}`),
				{ guid: guid(9) },
				(text) => text.replace('</СвНП>', '<Рук ИННФЛ="123456789012"/></СвНП>'),
			);
			const file = scenario.example('send-report-in-one-step.json', {}, language);
			const workflow = await stand.n8n.createWorkflow(file);
			await stand.n8n.activate(workflow);
			const form = file.nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger') as Json;
			const address = `${stand.n8n.url}/form/${String(form.webhookId)}`;
			await openForm(stand.n8n, address);
			const { formWaitingUrl } = (await submitForm(stand.n8n, address, report)) as { formWaitingUrl: string };
			const page = await nextPage(stand.n8n, formWaitingUrl);
			expect(page).toContain(title);
			expect(page).toContain('Неверная контрольная сумма ИНН «123456789012»');
			// The page of the browser does this when it is shown.
			await submitForm(stand.n8n, formWaitingUrl);
			const [execution] = await until('the end of the execution', 30, async () => {
				const ended = await stand.n8n.executions(workflow);
				return ended.length > 0 ? ended : undefined;
			});
			expect(execution.status).toBe('error');
			expect(errorOf(execution)?.message).toMatch(new RegExp(`^${message}.*123456789012`, 's'));
			expect(scenario.docflows('fns534-report')).toEqual([]);
			await stand.n8n.deactivate(workflow);
		},
	);
});

describe('28.2 For another organization, with a power-of-attorney message', () => {
	/** An account with a client, and the folder with the client's report. */
	async function client(name: string, facts: { mchdId?: string } = {}) {
		const scenario = await begin();
		const { control } = stand.emulator;
		const organization = control.addOrganization(scenario.account.id, {
			inn: '7811223346',
			kpp: '781101001',
			name: 'ООО «Ромашка № 1»',
		});
		Object.assign(organization, facts);
		const folder = scenario.folder(name);
		const { inn, kpp } = organization;
		const report = scenario.putReport(folder, { guid: guid(4), inn, kpp, senderInn: scenario.account.inn });
		const workflow = await scenario.import('send-for-client.json', {
			clientInn: `${inn}-${kpp ?? ''}`,
			files: join(folder, '*.xml'),
		});
		return { scenario, organization, folder, report, workflow };
	}

	const sentDraft = (scenario: Scenario) => {
		const [draft] = scenario.account.drafts.values();
		expect(draft).toMatchObject({
			status: 'sent',
			meta: {
				sender: { inn: scenario.account.inn, 'is-representative': true },
				payer: { inn: '7811223346', organization: { kpp: '781101001' } },
			},
		});
		return draft;
	};

	test('by the number of the machine-readable power of attorney', async () => {
		const { scenario, report, workflow } = await client('client-mchd', { mchdId: guid(0) });
		const message = oneOf(await scenario.start(workflow), 'Message').message;
		expect(message).toMatch(/^Sent for ООО «Ромашка № 1» by ООО «Проба \d+»: /);
		expect(sentDraft(scenario).meta).toMatchObject({
			additionalInfo: { 'machine-readable-warrant-id': guid(0) },
			draftOptions: { 'generate-warrant': false },
		});
		const [docflow] = scenario.docflows('fns534-report');
		const [document] = scenario.sent(docflow);
		expect(scenario.bytesOf(document).equals(report.bytes)).toBe(true);
		await scenario.expectSigned(document);
	});

	test('by a message that Kontur makes', async () => {
		const { scenario, workflow } = await client('client-generated');
		await scenario.start(workflow);
		const { meta } = sentDraft(scenario);
		expect(meta.draftOptions).toEqual({ 'generate-warrant': true });
		expect(meta.additionalInfo ?? {}).not.toHaveProperty('machine-readable-warrant-id');
		await scenario.start(workflow);
		expect(scenario.docflows('fns534-report')).toHaveLength(1);
	});

	test('by a separate message along with the report', async () => {
		const { scenario, folder, report, workflow } = await client('client-own', { mchdId: guid(0) });
		const warrant = report.filename.replace('NO_PRIB', 'ON_DOV');
		const bytes = encodeWindows1251(
			`<?xml version="1.0" encoding="windows-1251"?>\r\n<Файл ИдФайл="${warrant.replace('.xml', '')}"/>`,
		);
		writeFileSync(join(folder, warrant), bytes);
		await scenario.start(workflow);
		expect(sentDraft(scenario).meta).toMatchObject({ draftOptions: { 'generate-warrant': false } });
		const [docflow] = scenario.docflows('fns534-report');
		const documents = scenario.sent(docflow);
		expect(documents.map(({ type }) => type).sort()).toEqual(['fns534-report', 'fns534-report-warrant']);
		const own = documents.find(({ type }) => type.endsWith('-warrant'));
		expect(own && scenario.bytesOf(own).equals(bytes)).toBe(true);
		for (const document of documents) await scenario.expectSigned(document);
	});

	test('a signature that is missing is found by Prepare; added, the report goes', async () => {
		const scenario = await begin();
		const { account } = scenario;
		const report = scenario.putReport(scenario.folder('unsigned'), { guid: guid(5) });
		const draftId = byId("={{ $('Create').first().json.id }}");
		const execution = await scenario.runChain(
			scenario.node('Create', 'draft', 'create', {
				senderInn: account.inn,
				senderKpp: account.kpp,
				certificateFrom: 'credential',
				senderIpAddress: IP,
				recipientCode: '0087',
			}),
			scenario.readFiles('Read', report.path),
			scenario.node('Add', 'draftDocument', 'add', { draftId }),
			scenario.node('Check', 'draft', 'check', { draftId }),
			scenario.node('Prepare', 'draft', 'prepare', { draftId }, { onError: 'continueRegularOutput' }),
			scenario.node('Sign', 'draftSignature', 'add', {
				draftId,
				documentId: "={{ $('Add').first().json.id }}",
				signatureFrom: 'certificate',
			}),
			scenario.node('Prepare Again', 'draft', 'prepare', { draftId }),
			scenario.node('Send', 'draft', 'send', { draftId }),
		);
		expect(oneOf(execution, 'Check')).toMatchObject({ hasErrors: false });
		expect(oneOf(execution, 'Prepare').error).toBe(
			'Kontur found errors in the documents, so nothing was sent',
		);
		expect(oneOf(execution, 'Prepare Again').status).toBe('ok');
		const [docflow] = scenario.docflows('fns534-report');
		expect(oneOf(execution, 'Send').docflowId).toBe(docflow.id);
		await scenario.expectSigned(scenario.sent(docflow)[0]);
	});
});

describe('28.3 Receive documents and reply', () => {
	test('the responses of the tax office are downloaded, and the receipts for them are sent once', async () => {
		const scenario = await begin();
		const folder = scenario.folder('reports-28-3');
		scenario.putReport(folder, { guid: guid(6) });
		await scenario.sendReports(folder);
		const [docflow] = scenario.docflows('fns534-report');
		scenario.authorityAnswers(docflow, 3);
		const downloaded = await scenario.runChain(
			scenario.node('Download', 'docflow', 'downloadDocuments', { docflowId: byId(docflow.id) }),
		);
		const files = itemsOf(downloaded, 'Download');
		expect(files).toHaveLength(docflow.documents.length);
		for (const { json, binary = {} } of files) {
			const document = docflow.documents.find(({ id }) => id === json.id);
			expect(document && scenario.bytesOf(document).equals(await stand.n8n.binary(binary.data))).toBe(true);
		}

		const answered = await scenario.answerEverything();
		expect(docflow.status).toBe('finished');
		expect(docflow.documents.flatMap(({ replyTypes }) => replyTypes)).toEqual([]);
		expect(oneOf(answered, 'Answer').answered).toHaveLength(3);
		const receipts = scenario.receipts(docflow);
		expect(receipts).toHaveLength(3);
		for (const receipt of receipts) await scenario.expectSigned(receipt);
		const number = docflow.documents.length;
		await scenario.answerEverything();
		expect(docflow.documents).toHaveLength(number);
	});

	test('what Kontur refuses ends the run with the reason, after everything else was answered', async () => {
		const scenario = await begin();
		const refused = await scenario.receive({ type: 'fns534-cu-letter' });
		const good = await scenario.receive({ type: 'fns534-cu-letter' });
		const letter = refused.documents.find(({ type }) => type === 'fns534-cu-letter');
		stand.emulator.control.addFault({
			method: 'POST',
			path: `/documents/${String(letter?.id)}/generate-reply`,
			status: 400,
			body: { id: 'urn:error:externapi:badRequest', 'status-code': 400, message: 'Проба: так нельзя' },
			times: 5,
		});
		const workflow = await scenario.import('answer-everything.json');
		const execution = await stand.n8n.run(workflow, 'Start');
		stand.emulator.control.clearFaults();
		expect(errorOf(execution)?.message).toBe(
			`Kontur did not take an answer. Document flow ${refused.id}: Kontur.Extern did not accept the values of this request: Проба: так нельзя`,
		);
		expect(good.status).toBe('finished');
		expect(itemsOf(execution, 'Earliest First').map(({ json }) => json.docflowId)).toEqual([good.id]);
	});
});

describe('28.6 Reconciliation request (ION)', () => {
	const finished = async (scenario: Scenario) => {
		const [docflow] = scenario.docflows('fns534-ion');
		const [document] = scenario.sent(docflow);
		await scenario.expectSigned(document);
		scenario.authorityAnswers(docflow, 3);
		await scenario.answerEverything();
		expect(docflow.status).toBe('finished');
		expect(docflow.documents.flatMap(({ replyTypes }) => replyTypes)).toEqual([]);
		return document;
	};

	test('a file that is ready', async () => {
		const scenario = await begin();
		const folder = scenario.folder('ion');
		const report = scenario.putReport(folder, { guid: guid(8), knd: '1166101' });
		await scenario.sendReports(folder);
		expect(scenario.bytesOf(await finished(scenario)).equals(report.bytes)).toBe(true);
	});

	test('one that Kontur makes out of a few fields', async () => {
		const scenario = await begin();
		const draftId = byId("={{ $('Create').first().json.id }}");
		await scenario.runChain(
			scenario.node('Create', 'draft', 'create', {
				senderInn: scenario.account.inn,
				senderKpp: scenario.account.kpp,
				certificateFrom: 'credential',
				senderIpAddress: IP,
				recipientCode: '0087',
			}),
			scenario.node('Make Request', 'draft', 'buildDocument', {
				draftId,
				contractType: 'ION4',
				contract: JSON.stringify({
					data: { ФормОтв: 1, ДатаНач: '01.01.2026', ДатаКон: '30.06.2026', ЗапрКБК: { ПрКБК: 1 } },
				}),
			}),
			scenario.node('Sign', 'draftSignature', 'add', {
				draftId,
				documentId: '={{ $json.id }}',
				signatureFrom: 'certificate',
			}),
			scenario.node('Send', 'draft', 'send', { draftId }),
		);
		const request = decodeWindows1251(scenario.bytesOf(await finished(scenario)));
		expect(request).toContain('ДатаКон="30.06.2026"');
	});
});

test('28.7 Traceability number: the report goes, the number comes in a demand', async () => {
	const scenario = await begin();
	const folder = scenario.folder('traceability');
	const report = scenario.putReport(folder, { guid: guid(7), knd: '1169008' });
	await scenario.sendReports(folder);
	const [docflow] = scenario.docflows('fns534-submission');
	const [document] = scenario.sent(docflow);
	expect(scenario.bytesOf(document).equals(report.bytes)).toBe(true);
	await scenario.expectSigned(document);
	scenario.authorityAnswers(docflow, 2);

	const filename = 'IU_KVREGNOM_1.xml';
	const bytes = encodeWindows1251('<?xml version="1.0" encoding="windows-1251"?>\r\n<Файл РНПТ="1"/>');
	const demand = await scenario.receive({
		attachments: [{ filename, bytes, knd: '1184002', contentType: 'application/xml' }],
	});
	await scenario.answerEverything();
	expect(docflow.status).toBe('finished');
	expect(demand.status).toBe('arrived');
	await incoming(scenario, folder);
	const saved = readFileSync(join(folder, `${demand.id.slice(0, 8)}_${filename}`));
	expect(saved.equals(bytes)).toBe(true);
});
