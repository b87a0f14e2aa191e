import { readFileSync } from 'node:fs';
import { seedClients } from '../emulator/auth/state';
import { errorOf, itemsOf, oneOf, type Execution, type Json } from './support/execution';
import { openForm, submitForm } from './support/form';
import { Scenarios, type Scenario } from './support/scenarios/accountScenario';
import { activateAndPoll, byId, type Stand } from './support/stand';
import { until } from './support/wait';
import { putReport, trustedSettings } from './support/workflows';
import { SENDER_ADDRESS } from '../support/senderAddress';

/* What integrators and partners do around sending: events, print forms, the web interface, people who take part. */

const [service] = seedClients;
const POLL_SECONDS = 100;

// A real n8n runs several workflows in one test.
jest.setTimeout(180_000);

let scenarios: Scenarios;
let stand: Stand;

beforeAll(async () => {
	scenarios = await Scenarios.start('scenarios-partner');
	({ stand } = scenarios);
}, 240_000);

afterAll(async () => {
	await scenarios?.stop();
});

describe('28.16 Event feed instead of polling', () => {
	test('every event starts the workflow, which answers what came in; the source can be removed', async () => {
		const scenario = await scenarios.begin();
		const shared = await scenario.runChain(
			scenario.node('Share', 'account', 'shareEvents', { subscriber: service.clientId }),
			scenario.node('Sources', 'eventPublisher', 'getAll', { returnAll: true }),
		);
		expect(stand.emulator.state.extern.shares.at(-1)).toMatchObject({
			accountId: scenario.account.id,
			subscriber: service.clientId,
		});
		const { publisherId } = stand.emulator.state.extern.shares.at(-1) ?? {};
		expect(JSON.stringify(itemsOf(shared, 'Sources'))).toContain(publisherId);

		const trigger = 'Kontur.Extern Trigger';
		const { konturExternApi } = scenario.credentials;
		const answer = scenario.node('Answer', 'docflow', 'answer', {
			accountId: byId("={{ $json['account-id'] }}"),
			docflowId: byId("={{ $json['docflow-id'] }}"),
			senderIpAddress: SENDER_ADDRESS,
		});
		const workflow = await stand.n8n.createWorkflow({
			name: 'Answer on events',
			nodes: [
				{
					id: 'trigger',
					position: [0, 0],
					name: trigger,
					type: 'n8n-nodes-kontur.konturExternTrigger',
					typeVersion: 1,
					parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, startFrom: 'now', filters: {} },
					credentials: { konturExternApi },
				},
				{ id: 'answer', position: [220, 0], ...answer },
			],
			connections: { [trigger]: { main: [[{ node: 'Answer', type: 'main', index: 0 }]] } },
		});
		await activateAndPoll(stand, workflow);
		const letters = [
			await scenario.receive({ type: 'fns534-cu-letter' }),
			await scenario.receive({ type: 'fns534-cu-letter' }),
		];
		await until('the answers', POLL_SECONDS, () =>
			letters.every(({ status }) => status === 'finished') ? true : undefined,
		);
		for (const letter of letters) {
			const receipts = scenario.receipts(letter);
			expect(receipts).toHaveLength(1);
			await scenario.expectSigned(receipts[0]);
		}
		await stand.n8n.deactivate(workflow);

		await scenario.runChain(scenario.node('Stop', 'eventPublisher', 'delete', { publisherId }));
		const left = stand.emulator.state.extern.shares.map((share) => share.publisherId);
		expect(left).not.toContain(publisherId);
	}, 240_000);
});

describe('28.17 Print', () => {
	test('an encrypted document is decrypted in n8n and comes back as a PDF', async () => {
		const scenario = await scenarios.begin();
		const docflow = await scenario.receive({
			type: 'fns534-cu-letter',
			encryptFor: scenario.certificate.pem,
			compressed: true,
		});
		const letter = docflow.documents.find(({ type }) => type === 'fns534-cu-letter');
		const execution = await scenario.runChain(
			scenario.node('Print', 'docflowDocument', 'print', {
				docflowId: byId(docflow.id),
				documentId: letter?.id,
				contentFrom: 'certificate',
			}),
		);
		const [{ binary = {} }] = itemsOf(execution, 'Print');
		const file = await stand.n8n.binary(binary.data);
		expect(file.toString('latin1')).toMatch(/^%PDF-/);
	});
});

describe('28.18 Hand over to the web UI', () => {
	const begin = async (settings: Json = {}, facts?: (text: string) => string) => {
		const scenario = await scenarios.begin();
		const folder = scenario.folder(`web-${scenario.account.inn}`);
		const report = scenario.putReport(folder, { guid: '5b1f0c2e-7a43-4d8e-9c61-0f2d3e4a5b61' }, facts);
		const workflow = await scenario.import('print-and-web-draft.json', {
			reportFile: report.path,
			taxOffice: '0087',
			waitMinutes: 0.02,
			...settings,
		});
		return { scenario, report, workflow };
	};

	test('a report is checked, printed and handed over; the workflow sees that a person has sent it', async () => {
		const { scenario, report, workflow } = await begin();
		const id = await stand.n8n.startRun(workflow, 'Start');
		const draft = await until('the web draft', 60, () =>
			[...scenario.account.drafts.values()].find(({ status }) => status === 'transferred-to-web'),
		);
		const printed = readFileSync(report.path.replace('.xml', '.pdf'));
		expect(printed.toString('latin1')).toMatch(/^%PDF-/);
		const { docflowId } = stand.emulator.control.sendWebDraft(draft.id);
		const execution = await stand.n8n.finished(id);
		expect(errorOf(execution)).toBeUndefined();
		expect(oneOf(execution, 'Review and Send').link).toContain(draft.id);
		expect(oneOf(execution, 'Message')).toMatchObject({ docflowId });
		const [docflow] = scenario.docflows('fns534-report');
		expect(scenario.bytesOf(scenario.sent(docflow)[0]).equals(report.bytes)).toBe(true);
	});

	test('when nobody sends it, the workflow says so in the end', async () => {
		const { workflow } = await begin({ mostWaits: 1 });
		const execution = await stand.n8n.run(workflow, 'Start');
		expect(errorOf(execution)?.message).toMatch(/^Nobody has sent the report: http/);
	});

	test('with errors nothing is handed over', async () => {
		const { scenario, workflow } = await begin({}, (text) =>
			text.replace(/ИННЮЛ="\d+"/, 'ИННЮЛ="1234567890"'),
		);
		const execution = await stand.n8n.run(workflow, 'Start');
		expect(errorOf(execution)?.message).toMatch(
			/^The check found errors, nothing was handed over: .*1234567890/,
		);
		expect([...scenario.account.drafts.values()].map(({ status }) => status)).not.toContain(
			'transferred-to-web',
		);
	});
});

describe('28.21 Cooperation models', () => {
	const settings = (scenario: Scenario, more: Json = {}): Json => ({
		reportFile: putReport(scenario.folder('partner')).path,
		inn: '7811223346',
		kpp: '781101001',
		organizationName: 'ООО «Ромашка № 1»',
		serviceName: service.clientId,
		partnerUserId: 'client-28-21',
		phone: '9007654321',
		...more,
	});
	const account = () =>
		[...stand.emulator.state.extern.accounts.values()].filter(({ inn }) => inn === '7811223346');

	test('a partner opens an account for a client, links its user, sends the first report, and leaves', async () => {
		const scenario = await scenarios.begin();
		const workflow = await scenario.import('partner-new-client.json', settings(scenario));
		const first = await scenario.start(workflow);
		const [opened] = account();
		expect(oneOf(first, 'Message')).toMatchObject({
			accountId: opened.id,
			message: expect.stringMatching(
				/^Account of ООО «Ромашка № 1»: .* First report: sent, .* User: linked\. Events: shared\.$/,
			),
		});
		const { links } = stand.emulator.state.auth.clients.get(service.clientId) ?? {};
		expect(links?.get('client-28-21')).toBe('accountant@example.com');
		expect(opened.docflows.size).toBe(1);

		const again = await scenario.start(workflow);
		expect(oneOf(again, 'Message').message).toContain('First report: was sent before');
		expect(account()).toHaveLength(1);
		expect(opened.docflows.size).toBe(1);

		await scenario.runChain(scenario.node('Leave', 'account', 'delete', { accountId: byId(opened.id) }));
		expect(account()).toEqual([]);
	});

	test('without the right to link, the report is sent all the same and the message says so', async () => {
		const scenario = await scenarios.begin();
		stand.emulator.control.changeClient(service.clientId, { linkByPhone: false });
		const execution = await scenario.run('partner-new-client.json', settings(scenario, { serviceName: '' }));
		stand.emulator.control.changeClient(service.clientId, { linkByPhone: true });
		const { message } = oneOf(execution, 'Message');
		expect(message).toMatch(/First report: sent, .* User: (?!linked)\S.* Events: (?!shared)\S/);
		expect(account()[0].docflows.size).toBe(1);
	});

	test('the linked user is vouched for with the key of the partner, and works in the accounts it may see', async () => {
		const scenario = await scenarios.begin();
		const own = await scenarios.certificates.make('rsa');
		stand.emulator.control.addTrusted(service.clientId, { certificate: own.der });
		stand.emulator.control.linkUser(service.clientId, 'client-28-21', 'accountant@example.com');
		const settings = trustedSettings(stand.emulator.url, own, 'client-28-21');
		const trusted = await stand.n8n.createCredential('Vouched for', 'konturExternApi', settings);
		const execution = await scenario.runChain({
			...scenario.node('Accounts', 'account', 'getAll', { returnAll: true }),
			credentials: { konturExternApi: trusted },
		});
		const mine = [...stand.emulator.state.extern.accounts.values()].filter(({ members }) =>
			members.has('accountant@example.com'),
		);
		expect(itemsOf(execution, 'Accounts').map(({ json }) => json.id)).toEqual(mine.map(({ id }) => id));
	});
});

describe('Signing in the cloud: a person enters the code from the SMS, and the workflow continues', () => {
	const begin = async (office = '0087') => {
		// The first account has a certificate in the cloud.
		const scenario = await scenarios.begin(0);
		const folder = scenario.folder('cloud');
		const report = scenario.putReport(folder, { guid: `5b1f0c2e-7a43-4d8e-9c61-0f2d3e4a${office}`, office });
		const workflow = await scenario.import('cloud-signing-confirmation.json', {
			reportFile: report.path,
			taxOffice: office,
		});
		return { scenario, report, id: await stand.n8n.startRun(workflow, 'Start') };
	};

	const waiting = async (id: string, times = 1): Promise<Execution> =>
		await until(`the ${times}. form`, 60, async () => {
			const execution = await stand.n8n.execution(id);
			const runs = execution.data.resultData.runData['Form Address'] ?? [];
			return execution.status === 'waiting' && runs.length === times ? execution : undefined;
		});
	const formOf = (execution: Execution) => String(oneOf(execution, 'Form Address').formUrl);
	const codeFor = (execution: Execution) =>
		stand.emulator.control.confirmationCode(String(oneOf(execution, 'Sign in Cloud')['request-id']));
	const wrong = (code: string) => String((Number(code) + 1) % 10_000);

	test('after a wrong code it asks again; then the report is signed and sent once', async () => {
		const { scenario, report, id } = await begin();
		const before = new Set(scenario.docflows('fns534-report'));
		const first = await waiting(id);
		const code = codeFor(first);
		expect(await openForm(stand.n8n, formOf(first))).toContain('Kontur has sent a code by SMS');
		await submitForm(stand.n8n, formOf(first), wrong(code));

		const second = await waiting(id, 2);
		expect(await openForm(stand.n8n, formOf(second))).toContain('This code was not right');
		await submitForm(stand.n8n, formOf(second), code);
		const execution = await stand.n8n.finished(id);
		expect(errorOf(execution)).toBeUndefined();
		const made = scenario.docflows('fns534-report').filter((docflow) => !before.has(docflow));
		expect(made).toHaveLength(1);
		expect(oneOf(execution, 'Message')).toMatchObject({ docflowId: made[0].id });
		const [document] = scenario.sent(made[0]);
		expect(scenario.bytesOf(document).equals(report.bytes)).toBe(true);
		expect(document.signatures).toHaveLength(1);
		const cloud = scenario.account.certificates.find((one) => one.cloud);
		expect(document.signatures[0].thumbprint.toLowerCase()).toBe(cloud?.thumbprint.toLowerCase());
	});

	test('after three wrong codes it stops, and nothing is sent', async () => {
		const { scenario, id } = await begin('0085');
		const number = scenario.account.docflows.size;
		for (const times of [1, 2, 3]) {
			const execution = await waiting(id, times);
			await submitForm(stand.n8n, formOf(execution), wrong(codeFor(execution)));
		}
		const execution = await stand.n8n.finished(id);
		expect(errorOf(execution)?.message).toMatch(/^The report is not signed, nothing was sent: /);
		expect(scenario.account.docflows.size).toBe(number);
	});
});
