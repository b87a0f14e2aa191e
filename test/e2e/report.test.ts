import { randomUUID } from 'node:crypto';
import { errorOf, itemsOf, oneOf, type Execution } from './support/execution';
import { verifyDetached } from './support/certificate';
import { byId, chain, konturNode, signaturesOf, startStand, type Stand } from './support/stand';
import { until } from './support/wait';
import { example, putReport, settingsFor } from './support/workflows';

let stand: Stand;

beforeAll(async () => {
	stand = await startStand('report', { robotsMode: 'timed', robotsStepMs: 500 });
}, 240_000);

afterAll(async () => {
	await stand?.stop();
});

const logins = () =>
	Object.values(stand.emulator.control.counters().logins).reduce((sum, count) => sum + count, 0);

/** Ten accounts, each asked for again by the next node. */
const tenAccounts = () =>
	chain(
		'Ten accounts',
		konturNode(stand.credentials, 'konturExternApi', 'List', {
			resource: 'account',
			operation: 'getAll',
			limit: 10,
		}),
		konturNode(stand.credentials, 'konturExternApi', 'Each', {
			resource: 'account',
			operation: 'get',
			accountId: byId('={{ $json.id }}'),
		}),
	);

const ids = (execution: Execution, node: string) => itemsOf(execution, node).map(({ json }) => json.id);

describe('the session', () => {
	test('ten items sign in once, a second execution not at all', async () => {
		const workflow = await stand.n8n.createWorkflow(tenAccounts());
		const first = await stand.n8n.run(workflow, 'Start');
		expect(errorOf(first)).toBeUndefined();
		expect(ids(first, 'Each')).toHaveLength(10);
		expect(new Set(ids(first, 'Each')).size).toBe(10);
		expect(ids(first, 'Each')).toEqual(ids(first, 'List'));
		expect(logins()).toBe(1);

		const second = await stand.n8n.run(workflow, 'Start');
		expect(ids(second, 'Each')).toEqual(ids(first, 'List'));
		expect(logins()).toBe(1);
	});

	test('a session dropped in the middle is renewed once and no item is lost', async () => {
		const { control } = stand.emulator;
		const workflow = await stand.n8n.createWorkflow(tenAccounts());
		const before = logins();
		control.clearLog();
		control.setOptions({ latencyMs: 300 });
		const running = stand.n8n.run(workflow, 'Start');
		await until('the fourth item', 60, () =>
			control.log({ route: '/v1/{accountId}', status: 200 }).length >= 4 ? true : undefined,
		);
		expect(control.dropSessions()).toBeGreaterThan(0);
		const execution = await running;
		control.setOptions({ latencyMs: 0 });

		expect(errorOf(execution)).toBeUndefined();
		// As many as were under way when the session was dropped, and no second time.
		const refused = control.log({ service: 'extern', status: 401 }).map(({ path }) => path);
		expect(refused.length).toBeGreaterThan(0);
		expect(refused.length).toBeLessThanOrEqual(8);
		expect(new Set(refused).size).toBe(refused.length);
		expect(ids(execution, 'Each')).toHaveLength(10);
		expect(ids(execution, 'Each')).toEqual(ids(execution, 'List'));
		expect(logins() - before).toBe(1);
	});

	test('the HTTP Request node can use the credential for what the node does not offer', async () => {
		const before = logins();
		const { id, name } = stand.credentials.konturExternApi;
		const workflow = await stand.n8n.createWorkflow(
			chain('By hand', {
				name: 'Call',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					url: `${stand.emulator.url}/v1?take=1`,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'konturExternApi',
					options: {},
				},
				credentials: { konturExternApi: { id, name } },
			}),
		);
		const execution = await stand.n8n.run(workflow, 'Start');
		expect(errorOf(execution)?.message).toBeUndefined();
		expect(oneOf(execution, 'Call')).toHaveProperty('accounts');
		expect(logins()).toBe(before);
	});
});

test('a failed item goes to the error output with the reason, the others continue', async () => {
	const missing = randomUUID();
	const workflow = await stand.n8n.createWorkflow(
		chain(
			'Error output',
			konturNode(stand.credentials, 'konturExternApi', 'List', {
				resource: 'account',
				operation: 'getAll',
				limit: 3,
			}),
			konturNode(
				stand.credentials,
				'konturExternApi',
				'Each',
				{
					resource: 'account',
					operation: 'get',
					accountId: byId(`={{ $itemIndex === 1 ? '${missing}' : $json.id }}`),
				},
				{ onError: 'continueErrorOutput' },
			),
		),
	);
	const execution = await stand.n8n.run(workflow, 'Start');
	expect(execution.status).toBe('success');
	const listed = ids(execution, 'List');
	expect(ids(execution, 'Each')).toEqual([listed[0], listed[2]]);
	const failed = itemsOf(execution, 'Each', 1);
	expect(failed).toHaveLength(1);
	expect(failed[0].json.error).toMatch(/^(Kontur\.Extern has no such object|This login has no access)/);
	expect(failed[0].pairedItem).toMatchObject({ item: 1 });
});

describe('the example send-report.json', () => {
	test('signs the report in n8n, sends it byte for byte and follows it to the acceptance', async () => {
		const { control, state } = stand.emulator;
		const report = putReport(stand.files);
		const workflow = await stand.n8n.createWorkflow(
			example('send-report.json', stand.credentials, settingsFor(report)),
		);
		const execution = await stand.n8n.run(workflow, 'Start', 180);
		expect(errorOf(execution)).toBeUndefined();
		expect(execution.status).toBe('success');

		const account = oneOf(execution, 'Create Account');
		expect(control.accounts()).toContainEqual(
			expect.objectContaining({
				id: account.id,
				inn: '7811223346',
				kpp: '781101001',
				name: 'ООО «Ромашка № 1»',
			}),
		);
		expect(state.extern.shares).toContainEqual(expect.objectContaining({ accountId: account.id }));
		const stored = state.extern.accounts.get(String(account.id));
		expect(report.bytes.includes(Buffer.from([0xd4, 0xe0, 0xe9, 0xeb]))).toBe(true);

		const draftId = String(oneOf(execution, 'Create Draft').id);
		const draft = stored?.drafts.get(draftId);
		const added = oneOf(execution, 'Add and Sign Report');
		const document = draft?.documents.get(String(added.id));
		expect(document?.description.filename).toBe(report.name);
		const { bytes } = control.content(String(document?.contentId));
		expect(bytes.equals(report.bytes)).toBe(true);
		const signatures = signaturesOf(stand.emulator, added);
		expect(signatures).toHaveLength(1);
		await verifyDetached(stand.signer, signatures[0], bytes);
		const another = Buffer.concat([bytes, Buffer.from('\n')]);
		await expect(verifyDetached(stand.signer, signatures[0], another)).rejects.toThrow(/verif/i);
		expect(oneOf(execution, 'Check')).toMatchObject({ hasErrors: false, errors: [] });
		expect(oneOf(execution, 'Prepare').status).toBe('ok');

		const docflowId = String(oneOf(execution, 'Send').docflowId);
		expect(draft?.docflowId).toBe(docflowId);
		expect([...(stored?.docflows.keys() ?? [])]).toEqual([docflowId]);
		expect(oneOf(execution, 'Get Status')).toMatchObject({
			id: docflowId,
			'success-state': 'urn:docflow-state:successful',
			'original-draft-id': draftId,
			knd: '1152017',
		});

		const [receipt] = itemsOf(execution, 'Download Receipt');
		expect(receipt.json.type).toBe('urn:document:fns534-report-acceptance-result-positive');
		const downloaded = await stand.n8n.binary(receipt.binary?.data ?? { data: '' });
		expect(downloaded.length).toBeGreaterThan(0);
		expect(downloaded.equals(control.content(String(receipt.json.contentId)).bytes)).toBe(true);
	}, 240_000);

	test('stops with the reason when the tax office refuses', async () => {
		const report = putReport(stand.files);
		const workflow = example('send-report.json', stand.credentials, {
			...settingsFor(report),
			taxOffice: '0088',
		});
		const execution = await stand.n8n.run(await stand.n8n.createWorkflow(workflow), 'Start', 180);
		expect(execution.status).toBe('error');
		expect(errorOf(execution)?.message).toContain('The tax office has not accepted the report');
		expect(errorOf(execution)?.message).toContain(String(oneOf(execution, 'Send').docflowId));
	}, 240_000);

	test('sends nothing while the check finds errors', async () => {
		const report = putReport(stand.files);
		const workflow = example('send-report.json', stand.credentials, {
			...settingsFor(report),
			inn: '6676130154',
			kpp: '667601001',
		});
		const execution = await stand.n8n.run(await stand.n8n.createWorkflow(workflow), 'Start', 180);
		expect(execution.status).toBe('error');
		expect(errorOf(execution)?.message).toContain('nothing was sent');
		expect(errorOf(execution)?.message).toContain('6676130154');
		expect(execution.data.resultData.runData).not.toHaveProperty('Send');
		const accountId = String(oneOf(execution, 'Create Account').id);
		expect(stand.emulator.state.extern.accounts.get(accountId)?.docflows.size).toBe(0);
	}, 240_000);
});
