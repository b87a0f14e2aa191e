import { externNodeOf } from '../support/externNodes';
import { errorOf, itemsOf, type Json } from './support/execution';
import { Scenarios, type Scenario } from './support/scenarios/accountScenario';
import { SENDER_ADDRESS } from '../support/senderAddress';

/*
 * The nodes as tools of a model. n8n itself turns a node into a tool type, and its Tool Executor stands in for the
 * model: it calls the tool with arguments that the node takes by $fromAI.
 */

let scenarios: Scenarios;
let scenario: Scenario;

beforeAll(async () => {
	scenarios = await Scenarios.start('ai-tool');
	scenario = await scenarios.begin();
}, 240_000);

afterAll(async () => {
	await scenarios?.stop();
});

const fromModel = (key: string, description: string, type = 'string') =>
	`={{ $fromAI('${key}', '${description}', '${type}') }}`;

const byModel = (key: string): Json => ({ __rl: true, mode: 'id', value: fromModel(key, `ID of ${key}`) });

type Tool = 'konturExternTool' | 'konturOfdTool' | 'konturSignatureTool';

/** Has the Tool Executor call a tool; gives the execution. */
async function call(tool: Tool, [resource, operation]: [string, string], parameters: Json, args: Json) {
	const { n8n } = scenario.stand;
	const { konturExternApi, konturOfdApi, konturCertificateApi } = scenario.credentials;
	const credentials: Record<Tool, Json> = {
		konturExternTool: { konturExternApi, konturCertificateApi },
		konturOfdTool: { konturOfdApi },
		konturSignatureTool: { konturCertificateApi },
	};
	const workflow = await n8n.createWorkflow({
		name: `Tool: ${resource} ${operation}`,
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
			{
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.toolExecutor',
				typeVersion: 1,
				// By the name of the tool; an older n8n gives a tool all that there is.
				parameters: { query: JSON.stringify({ ...args, Kontur: args }) },
			},
			{
				name: 'Kontur',
				type: `n8n-nodes-kontur.${tool === 'konturExternTool' ? `${externNodeOf(resource, operation)}Tool` : tool}`,
				typeVersion: 1,
				parameters: { resource, operation, ...parameters },
				credentials: credentials[tool],
			},
		].map((node, index) => ({ id: `node-${index}`, position: [index * 220, 0], ...node })),
		connections: {
			Start: { main: [[{ node: 'Model', type: 'main', index: 0 }]] },
			Kontur: { ai_tool: [[{ node: 'Model', type: 'ai_tool', index: 0 }]] },
		},
	});
	return await n8n.run(workflow, 'Start');
}

/** What a model receives: the items of the node, as text. */
async function told(...given: Parameters<typeof call>): Promise<Json[]> {
	const execution = await call(...given);
	const { message, description } = errorOf(execution) ?? {};
	expect([message, description]).toEqual([undefined, undefined]);
	const [{ json }] = itemsOf(execution, 'Model');
	// The Tool Executor puts out the text itself.
	return JSON.parse(String(json)) as Json[];
}

test('a list: accounts, as many as the model asks for', async () => {
	const accounts = await told(
		'konturExternTool',
		['account', 'getAll'],
		{ limit: fromModel('howMany', 'how many', 'number') },
		{ howMany: 3 },
	);
	expect(accounts).toHaveLength(3);
	expect(accounts[0]).toHaveProperty('inn');
}, 60_000);

test('one thing by its ID, simplified', async () => {
	const { id, inn } = scenario.account;
	const [account] = await told(
		'konturExternTool',
		['account', 'get'],
		{ accountId: byModel('account') },
		{ account: id },
	);
	expect(account).toMatchObject({ id, inn });
}, 60_000);

const accountAndDocflow = () => ({ accountId: byModel('account'), docflowId: byModel('docflow') });

test('a job that signs and sends, and what the model can look up afterwards', async () => {
	const { id: account } = scenario.account;
	const demand = await scenario.receive({ encryptFor: scenario.certificate.pem });
	const args = { account, docflow: demand.id };

	const [answer] = await told(
		'konturExternTool',
		['docflow', 'answer'],
		{ ...accountAndDocflow(), senderIpAddress: SENDER_ADDRESS },
		args,
	);
	expect(answer).toMatchObject({ docflowId: demand.id, failed: [] });
	expect(scenario.receipts(demand)).toHaveLength(1);

	const [found] = await told('konturExternTool', ['docflow', 'get'], accountAndDocflow(), args);
	expect(found).toMatchObject({ id: demand.id, typeName: expect.stringContaining('требование') as string });

	// Files do not reach a model; what is known of them does.
	const files = await told('konturExternTool', ['docflow', 'downloadDocuments'], accountAndDocflow(), args);
	expect(files.length).toBeGreaterThan(0);
	for (const file of files) expect(file).toHaveProperty('fileName');
}, 120_000);

test('something is made, changed and removed', async () => {
	const { id: account, inn, kpp } = scenario.account;
	const [draft] = await told(
		'konturExternTool',
		['draft', 'create'],
		{
			accountId: byModel('account'),
			senderInn: fromModel('inn', 'INN of the sender'),
			senderKpp: fromModel('kpp', 'KPP of the sender'),
			certificateFrom: 'credential',
			senderIpAddress: SENDER_ADDRESS,
			recipientCode: fromModel('taxOffice', 'code of the tax office'),
		},
		{ account, inn, kpp, taxOffice: '0087' },
	);
	expect(scenario.account.drafts.has(String(draft.id))).toBe(true);

	const [gone] = await told(
		'konturExternTool',
		['draft', 'delete'],
		{ accountId: byModel('account'), draftId: byModel('draft') },
		{ account, draft: draft.id },
	);
	expect(gone).toEqual({ deleted: true });
	expect(scenario.account.drafts.has(String(draft.id))).toBe(false);
}, 120_000);

test('receipts of a period, from all cash registers', async () => {
	const receipts = await told(
		'konturOfdTool',
		['document', 'getAll'],
		{
			cashRegisters: 'all',
			dateFrom: fromModel('from', 'first day'),
			dateTo: fromModel('to', 'last day'),
			limit: fromModel('howMany', 'how many', 'number'),
		},
		{ from: '2000-01-01', to: '2099-12-31', howMany: 4 },
	);
	expect(receipts).toHaveLength(4);
	expect(receipts[0]).toHaveProperty('totalRub');
}, 60_000);

test('local work: whose certificate it is', async () => {
	const [certificate] = await told('konturSignatureTool', ['certificate', 'get'], {}, {});
	expect(certificate).toMatchObject({ hasPrivateKey: true });
}, 60_000);

test('a refusal tells the model what to do', async () => {
	const nobody = '0f4a1c9e-6b1d-4e53-9d27-5e3b8a7c2d10';
	const execution = await call('konturExternTool', ['docflow', 'get'], accountAndDocflow(), {
		account: scenario.account.id,
		docflow: nobody,
	});
	expect(errorOf(execution)?.message).toMatch(/has no such object[^]*Check the IDs/);
}, 60_000);

test('a job that takes files reports that none was given: a model cannot pass files', async () => {
	const execution = await call(
		'konturExternTool',
		['report', 'send'],
		{ accountId: byModel('account'), senderIpAddress: SENDER_ADDRESS },
		{ account: scenario.account.id },
	);
	expect(errorOf(execution)?.message).toMatch(/cannot receive files[^]*Let the AI Agent call a workflow/);
	expect(scenario.docflows('fns534-report')).toEqual([]);
}, 60_000);
