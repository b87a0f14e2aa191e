import { seedClients } from '../emulator/auth/state';
import { REG_NUMBERS } from '../emulator/ofd';
import { TestCertificates } from '../support/testCertificates';
import { certificateSettings, makeSigner, verifyDetached } from './support/certificate';
import { errorOf, itemsOf, oneOf } from './support/execution';
import { choose } from './support/accountScenario';
import { startStand, type Stand } from './support/stand';
import { example, pick, trustedSettings } from './support/workflows';
import type { Json } from './support/execution';
import type { WorkflowFile } from './support/n8n';

/* Examples without their own test file. */

const [service] = seedClients;

let stand: Stand;

beforeAll(async () => {
	stand = await startStand('examples');
}, 240_000);

afterAll(async () => {
	await stand?.stop();
});

const run = async (file: string, credentials = stand.credentials) => {
	const workflow = await stand.n8n.createWorkflow(example(file, credentials));
	const execution = await stand.n8n.run(workflow, 'Start');
	expect(errorOf(execution)).toBeUndefined();
	return execution;
};

test('what-needs-attention.json makes one message of all clients, the most urgent first', async () => {
	const accounts = [...stand.emulator.state.extern.accounts.values()].slice(0, 4);
	const file = example('what-needs-attention.json', stand.credentials);
	// The stand has more clients than a test has patience.
	const inns = accounts.map(({ inn, kpp }) => (kpp ? `${inn}-${kpp}` : inn)).join(', ');
	choose(file, { 'What Needs Attention': { inns } });
	const execution = await stand.n8n.run(await stand.n8n.createWorkflow(file), 'Start');
	expect(errorOf(execution)).toBeUndefined();
	const rows = itemsOf(execution, 'What Needs Attention').map(({ json }) => json);
	expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(accounts.length);
	const lines = String(oneOf(execution, 'Message').message).split('\n');
	expect(lines).toHaveLength(rows.length);
	expect(lines[0]).toContain(String(rows[0].organizationName));
	expect(lines.every((line) => /^(\d\d\.\d\d\.\d{4}|no deadline) · «?.+ · .+/.test(line))).toBe(true);
});

describe('sign-and-verify.json', () => {
	test('signs a file so that openssl and Verify accept it, and asks nobody for it', async () => {
		stand.emulator.control.clearLog();
		const execution = await run('sign-and-verify.json');
		const [{ json, binary = {} }] = itemsOf(execution, 'Verify');
		const document = await stand.n8n.binary(binary.data);
		expect(document.toString()).toBe('Договор № 1');
		await verifyDetached(stand.signer, await stand.n8n.binary(binary.signature), document);
		expect(json).toMatchObject({ valid: true, signedBy: ['n8n-nodes-kontur demo'] });
		expect(stand.emulator.control.log()).toEqual([]);
	});

	test('is silent about a certificate that is good for long', async () => {
		const execution = await run('sign-and-verify.json');
		expect(oneOf(execution, 'Get Certificate Info').daysLeft).toBeGreaterThan(360);
		expect(execution.data.resultData.runData).not.toHaveProperty('Reminder');
	});

	test('reminds of a certificate that ends in less than 30 days', async () => {
		const ending = await stand.n8n.createCredential(
			'Ending',
			'konturCertificateApi',
			certificateSettings(await makeSigner(20)),
		);
		const execution = await run('sign-and-verify.json', {
			...stand.credentials,
			konturCertificateApi: ending,
		});
		const { daysLeft } = oneOf(execution, 'Get Certificate Info');
		expect(oneOf(execution, 'Reminder').message).toMatch(
			new RegExp(
				`^The certificate of n8n-nodes-kontur demo ends on \\d\\d\\.\\d\\d\\.20\\d\\d\\. Days left: ${String(daysLeft)}\\.`,
			),
		);
	});
});

test('many-clients.json finds the accounts by INN, each as its own user, and names the client that has none', async () => {
	const { control, state } = stand.emulator;
	const [first, second] = [...state.extern.accounts.values()];
	second.members.clear();
	second.members.set('accountant@example.com', 'admin');
	control.receiveDocflow(second.id);
	const certificates = await TestCertificates.create();
	const own = await certificates.make('rsa');
	await certificates.remove();
	control.addTrusted(service.clientId, { certificate: own.der });
	control.linkUser(service.clientId, 'client-1', 'partner@example.com');
	control.linkUser(service.clientId, 'client-2', 'accountant@example.com');
	const settings = trustedSettings(stand.emulator.url, own, '={{ $json.partnerUserId }}');
	const trusted = await stand.n8n.createCredential('Trusted system', 'konturExternApi', settings);
	const clients = [
		{ inn: first.inn, partnerUserId: 'client-1' },
		{ inn: second.inn, partnerUserId: 'client-2' },
		{ inn: second.inn, partnerUserId: 'client-1' },
	];
	const workflow = await stand.n8n.createWorkflow(
		example(
			'many-clients.json',
			{ ...stand.credentials, konturExternApi: trusted },
			{ clients: JSON.stringify(clients) },
		),
	);
	const execution = await stand.n8n.run(workflow, 'Start');
	expect(errorOf(execution)).toBeUndefined();
	expect(new Set(itemsOf(execution, 'Rows').map(({ json }) => json.client))).toEqual(
		new Set([first.inn, second.inn]),
	);
	expect(oneOf(execution, 'Failed Clients')).toMatchObject({
		client: second.inn,
		reason: `No account has the INN ${second.inn}`,
	});
}, 120_000);

test('receipts-of-period.json collects all receipts of yesterday', async () => {
	const execution = await run('receipts-of-period.json');
	const day = String(oneOf(execution, 'Period').from);
	const expected = stand.emulator.state.ofd
		.documents(REG_NUMBERS.busy)
		.filter(({ kind, dateTime }) => /^(receipt|bso)/.test(kind) && dateTime.startsWith(day));
	expect(expected.length).toBeGreaterThan(0);
	const rows = itemsOf(execution, 'Rows').map(({ json }) => json);
	const numbers = rows
		.filter(({ cashRegister }) => cashRegister === REG_NUMBERS.busy)
		.map((row) => row.number);
	expect(numbers.sort()).toEqual(expected.map(({ fd }) => fd).sort());
}, 120_000);

describe('tables, files and messages of cash registers', () => {
	const day = (daysAgo: number) =>
		new Date(Date.now() - (24 * daysAgo - 3) * 3_600_000).toISOString().slice(0, 10);
	const { busy } = REG_NUMBERS;
	const receiptsOf = (regNumber: string, first: string, last: string) =>
		stand.emulator.state.ofd
			.documents(regNumber)
			.filter(
				({ kind, dateTime, receivedAt }) =>
					/^(receipt|bso)/.test(kind) &&
					receivedAt !== null &&
					dateTime.slice(0, 10) >= first &&
					dateTime.slice(0, 10) <= last,
			);
	const netOf = (receipts: ReturnType<typeof receiptsOf>) =>
		receipts.reduce((sum, { body }) => {
			const { operationType, totalSum } = body as Json;
			const sign = operationType === 1 ? 1 : operationType === 2 ? -1 : 0;
			return sum + sign * Number(totalSum);
		}, 0);
	const inRoubles = (kopecks: number) =>
		(kopecks / 100).toLocaleString('ru-RU', { minimumFractionDigits: 2 });

	/** Creates a data table, as the note of an example says it. */
	async function createTable(name: string, columns: Record<string, 'string' | 'number'>) {
		const { id: project } = await stand.n8n.rest<{ id: string }>('GET', '/rest/projects/personal');
		const tables = `/rest/projects/${project}/data-tables`;
		const { id } = await stand.n8n.rest<{ id: string }>('POST', tables, {
			name,
			columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
		});
		const rows = async () =>
			await stand.n8n.rest<{ count: number; data: Json[] }>('GET', `${tables}/${id}/rows?take=250`);
		return { id, rows };
	}

	async function fill(
		file: string,
		table: string,
		change: (workflow: WorkflowFile) => void = () => undefined,
	) {
		const workflowFile = example(file, stand.credentials);
		pick(workflowFile, 'Table', 'dataTableId', table);
		change(workflowFile);
		const workflow = await stand.n8n.createWorkflow(workflowFile);
		const execution = await stand.n8n.run(workflow, 'Start');
		expect(errorOf(execution)).toBeUndefined();
		return execution;
	}

	/** n8n updates a table row by row, so a day is enough. */
	function readYesterday({ nodes }: WorkflowFile): void {
		const receipts = nodes.find(({ name }) => name === 'Receipts');
		Object.assign(receipts?.parameters as Json, { period: 'yesterday' });
	}

	test('receipts-to-table.json puts every receipt into a data table once, however often it runs', async () => {
		const { id, rows } = await createTable('receipts', {
			...{ dedupeKey: 'string', shop: 'string', cashRegister: 'string', dateTime: 'string' },
			...{ operation: 'string', operator: 'string' },
			...{ amountRub: 'number', vatTotalRub: 'number', fiscalDocumentNumber: 'number' },
		});
		const first = itemsOf(await fill('receipts-to-table.json', id, readYesterday), 'Receipts');
		const keys = new Set(first.map(({ json }) => String(json.dedupeKey)));
		for (const { fn, fd } of receiptsOf(busy, day(1), day(1))) expect(keys).toContain(`${fn}:${fd}`);
		expect((await rows()).count).toBe(keys.size);
		const second = itemsOf(await fill('receipts-to-table.json', id, readYesterday), 'Receipts');
		const { count, data } = await rows();
		expect(count).toBe(new Set([...keys, ...second.map(({ json }) => String(json.dedupeKey))]).size);
		const sources = new Map(second.map(({ json }) => [json.dedupeKey, json]));
		for (const row of data) expect(row).toMatchObject(sources.get(row.dedupeKey) ?? { found: false });
	}, 300_000);

	test('revenue-to-table.json corrects the days that are there already', async () => {
		const { id, rows } = await createTable('revenue', {
			...{ dedupeKey: 'string', date: 'string', shop: 'string' },
			...{ netRub: 'number', grossRub: 'number', returnRub: 'number' },
			...{ receipts: 'number', returns: 'number' },
		});
		const shops = itemsOf(await fill('revenue-to-table.json', id), 'Row');
		expect(shops.length).toBeGreaterThan(7);
		const late = day(2);
		stand.emulator.state.ofd.printReceipts(busy, { dateTime: `${late}T23:59:00`, count: 2 });
		const corrected = itemsOf(await fill('revenue-to-table.json', id), 'Row').map(({ json }) => json);
		const { count, data } = await rows();
		expect(count).toBe(shops.length);
		const [expected] = corrected.filter(({ date, netRub }) => {
			return date === late && netRub === netOf(receiptsOf(busy, late, late)) / 100;
		});
		expect(data).toContainEqual(expect.objectContaining(expected ?? { found: false }));
	}, 300_000);

	test('receipts-to-csv.json writes both files for Excel', async () => {
		const files = itemsOf(await run('receipts-to-csv.json'), 'Files');
		expect(files.map(({ json }) => String(json.fileName).split('_')[0])).toEqual(['receipts', 'revenue']);
		const [receipts, revenue] = await Promise.all(
			files.map(async ({ binary = {} }) => (await stand.n8n.binary(binary.data)).toString('utf8')),
		);
		expect(receipts.startsWith('\uFEFFshop;cashRegister;dateTime;operation;')).toBe(true);
		expect(receipts.trimEnd().split('\r\n')).toHaveLength(Number(files[0].json.rows) + 1);
		expect(revenue.startsWith('\uFEFFdate;shop;netRub;grossRub;returnRub;')).toBe(true);
	}, 180_000);

	test('revenue-message.json tells the net revenue of every shop yesterday', async () => {
		const execution = await run('revenue-message.json');
		const rows = itemsOf(execution, 'Revenue').map(({ json }) => json);
		const total = rows.reduce((sum, { netSum }) => sum + Number(netSum), 0);
		const yesterday = day(1);
		const [head, empty, ...lines] = String(oneOf(execution, 'Message').message).split('\n');
		expect(head).toBe(`Revenue on ${yesterday.split('-').reverse().join('.')}: ${inRoubles(total)} ₽`);
		expect([empty, lines.length]).toEqual(['', rows.length]);
		const sold = receiptsOf(busy, yesterday, yesterday);
		expect(sold.length).toBeGreaterThan(0);
		expect(lines.some((line) => line.includes(`: ${inRoubles(netOf(sold))} ₽, `))).toBe(true);
	}, 120_000);

	test('reconcile-receipts.json lists what differs, with the number of a missing receipt', async () => {
		const yesterday = day(1);
		const [, , missing] = receiptsOf(busy, yesterday, yesterday);
		stand.emulator.state.ofd.setReceivedAt(busy, missing.fn, missing.fd, null);
		const execution = await run('reconcile-receipts.json');
		const { message } = oneOf(execution, 'Message');
		expect(message).toContain(`Document numbers missing: ${missing.fd}`);
		expect(String(message).split('\n')).toHaveLength(itemsOf(execution, 'Reconcile').length);
	}, 120_000);
});
