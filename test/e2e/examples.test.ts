import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedClients } from '../emulator/auth/state';
import { sampleReport } from '../emulator/extern/seed/sampleReport';
import { REG_NUMBERS } from '../emulator/ofd';
import { sampleCells } from '../support/sampling';
import { TestCertificates } from '../support/testCertificates';
import { certificateSettings, makeSigner, verifyDetached } from './support/certificate';
import { errorOf, itemsOf, oneOf } from './support/execution';
import { FakeMail, FakeTelegram } from './support/scenarios/messages';
import { startStand, type Stand } from './support/stand';
import {
	accountSettings,
	example,
	exampleFiles,
	isGuarded,
	trustedSettings,
	type Credentials,
	type Language,
} from './support/workflows';
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
const inRoubles = (kopecks: number) => (kopecks / 100).toLocaleString('ru-RU', { minimumFractionDigits: 2 });

/** The rows of a data table that an example has made. */
async function rowsOf(name: string): Promise<Json[]> {
	const { id: project } = await stand.n8n.rest<{ id: string }>('GET', '/rest/projects/personal');
	const tables = `/rest/projects/${project}/data-tables`;
	const { data: all } = await stand.n8n.rest<{ data: Array<{ id: string; name: string }> }>(
		'GET',
		`${tables}?take=100`,
	);
	const table = all.find((one) => one.name === name);
	if (!table) throw new Error(`There is no data table ${name}`);
	const rows: Json[] = [];
	for (;;) {
		const page = `${tables}/${table.id}/rows?skip=${rows.length}&take=250`;
		const { count, data } = await stand.n8n.rest<{ count: number; data: Json[] }>('GET', page);
		rows.push(...data);
		if (rows.length >= count || data.length === 0) return rows;
	}
}

describe('run as they are imported, with nothing but credentials chosen', () => {
	const editions = (['en', 'ru'] as const).flatMap((language) =>
		exampleFiles()
			.filter((file) => isGuarded(file))
			.map((file) => ({ file, language })),
	);

	test.each(sampleCells('examples', 'unedited', editions, 4))(
		'$file ($language) stops before anything is asked or sent, and says what to fill in',
		async ({ file, language }) => {
			stand.emulator.control.clearLog();
			const workflow = await stand.n8n.createWorkflow(example(file, stand.credentials, {}, language));
			const execution = await stand.n8n.run(workflow, language === 'ru' ? 'Запуск' : 'Start');
			expect(execution.status).toBe('error');
			expect(errorOf(execution)?.message).toMatch(
				language === 'ru'
					? /^Пока ничего не сделано\. Откройте узел «Настройки» и заполните: .*[А-Яа-я]/
					: /^Nothing has been done yet\. Open the node Settings and fill in: \w/,
			);
			expect(Object.keys(execution.data.resultData.runData)).toHaveLength(4);
			expect(stand.emulator.control.log()).toEqual([]);
		},
		60_000,
	);
});

describe('messages', () => {
	let telegram: FakeTelegram;
	let mail: FakeMail;
	let credentials: Credentials;

	beforeAll(async () => {
		telegram = await FakeTelegram.start(stand.n8n);
		mail = await FakeMail.start(stand.n8n);
		credentials = { ...stand.credentials, ...telegram.credentials, ...mail.credentials };
	});

	beforeEach(() => {
		telegram.messages.length = 0;
		mail.letters.length = 0;
	});

	afterAll(async () => {
		await telegram?.stop();
		await mail?.stop();
	});

	const start = async (file: string, settings: Json, language: Language = 'en') => {
		const workflow = await stand.n8n.createWorkflow(example(file, credentials, settings, language));
		return await stand.n8n.run(workflow, language === 'ru' ? 'Запуск' : 'Start');
	};

	test('what-needs-attention.json tells all clients, the most urgent first, and keeps a table', async () => {
		// The first clients of the stand have hundreds of rows, and n8n updates a table row by row.
		const accounts = [...stand.emulator.state.extern.accounts.values()].slice(2, 4);
		stand.emulator.control.receiveDocflow(accounts[0].id, { type: 'fns534-demand', event: 'demand' });
		const inns = accounts.map(({ inn, kpp }) => (kpp ? `${inn}-${kpp}` : inn)).join(', ');
		const settings = { inns, table: 'attention-test', ...telegram.settings, ...mail.settings };
		const execution = await start('what-needs-attention.json', settings);
		expect(errorOf(execution)).toBeUndefined();
		const rows = itemsOf(execution, 'What Needs Attention').map(({ json }) => json);
		expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(accounts.length);
		const { message } = oneOf(execution, 'Message');
		const lines = String(message).split('\n');
		expect(lines).toHaveLength(rows.length);
		expect(lines[0]).toContain(String(rows[0].organizationName));
		expect(lines.every((line) => /^(\d\d\.\d\d\.\d{4}|no deadline) · «?.+ · .+/.test(line))).toBe(true);
		expect(telegram.messages).toEqual([
			expect.objectContaining({ chat_id: '4242', text: expect.stringContaining(lines[0].slice(0, 20)) }),
		]);
		expect(mail.letters).toHaveLength(1);
		expect(mail.letters[0]).toContain('Subject: What needs attention');
		if (!stand.n8n.hasTablesByName) return;
		const kept = await rowsOf('attention-test');
		expect(kept).toHaveLength(new Set(itemsOf(execution, 'Row').map(({ json }) => json.key)).size);
		expect(errorOf(await start('what-needs-attention.json', settings))).toBeUndefined();
		expect(await rowsOf('attention-test')).toHaveLength(kept.length);
	}, 180_000);

	describe('send-wait-tell.json', () => {
		// The tax office answers by itself.
		beforeAll(() => stand.emulator.control.setOptions({ robotsMode: 'timed', robotsStepMs: 300 }));
		afterAll(() => stand.emulator.control.setOptions({ robotsMode: 'manual' }));

		const accountWith = (office: string, number: number) => {
			const account = [...stand.emulator.state.extern.accounts.values()][number];
			const { inn, kpp } = account;
			const guid = `5b1f0c2e-7a43-4d8e-9c61-0f2d3e4a${office}`;
			const { filename, bytes } = sampleReport({ inn, kpp, guid, office });
			const folder = join(stand.files, `wait-${office}`);
			mkdirSync(folder, { recursive: true });
			writeFileSync(join(folder, filename), bytes);
			const settings = accountSettings('send-wait-tell.json', account);
			return {
				account,
				filename,
				settings: { ...settings, ...telegram.settings, reportFiles: join(folder, '*.xml') },
			};
		};

		test('tells that a report was accepted', async () => {
			const { account, filename, settings } = accountWith('0087', 20);
			const execution = await start('send-wait-tell.json', settings);
			expect(errorOf(execution)).toBeUndefined();
			expect(telegram.messages.map(({ text }) => text)).toEqual([
				expect.stringMatching(new RegExp(`^Accepted: ${filename}, payer ${account.inn}\\.`)),
			]);
		}, 180_000);

		test('tells a refusal in Russian, and the execution is a failed one', async () => {
			const { filename, settings } = accountWith('0088', 21);
			const execution = await start('send-wait-tell.json', settings, 'ru');
			expect(execution.status).toBe('error');
			expect(telegram.messages.map(({ text }) => text)).toEqual([
				expect.stringContaining(`ОТКАЗ: ${filename}`),
			]);
			expect(errorOf(execution)?.message).toBe(telegram.messages[0].text);
		}, 180_000);
	});

	test('month-end.json sends the reports of all clients once, and keeps a protocol', async () => {
		if (!stand.n8n.hasTablesByName) return;
		const folder = join(stand.files, 'month-end');
		const clients = [...stand.emulator.state.extern.accounts.values()].slice(30, 33);
		const [good, bad] = clients;
		for (const { inn, kpp } of [good, bad]) {
			const guid = '5b1f0c2e-7a43-4d8e-9c61-0f2d3e4a5b61';
			// The report of the second client is somebody else's.
			const payer = inn === bad.inn ? '1234567890' : inn;
			const { filename, bytes } = sampleReport({ inn: payer, kpp, guid });
			mkdirSync(join(folder, inn), { recursive: true });
			writeFileSync(join(folder, inn, filename), bytes);
		}
		const settings = {
			...accountSettings('month-end.json', good),
			...telegram.settings,
			folder,
			clientsTable: 'clients-test',
			protocolTable: 'protocol-test',
		};
		const first = await start('month-end.json', settings);
		expect(errorOf(first)?.message).toMatch(/^Nothing was sent\. The data table clients-test has no client/);

		const { id: project } = await stand.n8n.rest<{ id: string }>('GET', '/rest/projects/personal');
		const tables = `/rest/projects/${project}/data-tables`;
		const { data: all } = await stand.n8n.rest<{ data: Array<{ id: string; name: string }> }>(
			'GET',
			`${tables}?take=100`,
		);
		const { id } = all.find(({ name }) => name === 'clients-test') ?? { id: '' };
		await stand.n8n.rest('POST', `${tables}/${id}/insert`, {
			data: clients.map(({ inn }) => ({ inn, name: inn })),
			returnType: 'count',
		});
		for (const result of ['sent', 'sent before']) {
			telegram.messages.length = 0;
			const execution = await start('month-end.json', settings);
			expect(execution.status).toBe('error');
			const protocol = await rowsOf('protocol-test');
			expect(new Map(protocol.map((row) => [row.inn, row.result]))).toEqual(
				new Map([
					[good.inn, result],
					[bad.inn, 'NOT SENT'],
					[clients[2].inn, 'no reports'],
				]),
			);
			expect(protocol).toHaveLength(3);
			expect(telegram.messages.map(({ text }) => text)).toEqual([
				expect.stringMatching(new RegExp(`${result}: 1\\n.*NOT SENT: 1\\n.*no reports: 1`, 's')),
			]);
		}
		expect(good.docflows.size).toBe(1);
		expect(bad.docflows.size).toBe(0);
	}, 240_000);

	test('revenue-message.json tells the net revenue of every shop yesterday', async () => {
		const execution = await start('revenue-message.json', { ...telegram.settings });
		expect(errorOf(execution)).toBeUndefined();
		const rows = itemsOf(execution, 'Revenue').map(({ json }) => json);
		const total = rows.reduce((sum, { netSum }) => sum + Number(netSum), 0);
		const yesterday = day(1);
		const { message } = oneOf(execution, 'Message');
		const [head, empty, ...lines] = String(message).split('\n');
		expect(head).toBe(`Revenue on ${yesterday.split('-').reverse().join('.')}: ${inRoubles(total)} ₽`);
		expect([empty, lines.length]).toEqual(['', rows.length]);
		const sold = receiptsOf(busy, yesterday, yesterday);
		expect(sold.length).toBeGreaterThan(0);
		expect(lines.some((line) => line.includes(`: ${inRoubles(netOf(sold))} ₽, `))).toBe(true);
		expect(telegram.messages).toHaveLength(1);
	}, 120_000);

	test('reconcile-receipts.json lists what differs, with the number of a missing receipt', async () => {
		const yesterday = day(1);
		const [, , missing] = receiptsOf(busy, yesterday, yesterday);
		const { fn, fd, receivedAt } = missing;
		const { ofd } = stand.emulator.state;
		ofd.setReceivedAt(busy, fn, fd, null);
		const execution = await start('reconcile-receipts.json', { ...mail.settings });
		// Other tests read it.
		ofd.setReceivedAt(busy, fn, fd, new Date(Number(receivedAt)));
		expect(errorOf(execution)).toBeUndefined();
		const { message } = oneOf(execution, 'Message');
		expect(message).toContain(`Document numbers missing: ${fd}`);
		expect(String(message).split('\n')).toHaveLength(itemsOf(execution, 'Reconcile').length);
		expect([mail.letters.length, telegram.messages.length]).toEqual([1, 0]);
	}, 120_000);
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

describe('tables and files of cash registers', () => {
	async function fill(
		file: string,
		table: string,
		change: (workflow: WorkflowFile) => void = () => undefined,
	) {
		const workflowFile = example(file, stand.credentials, { table });
		change(workflowFile);
		const workflow = await stand.n8n.createWorkflow(workflowFile);
		const execution = await stand.n8n.run(workflow, 'Start');
		expect(errorOf(execution)).toBeUndefined();
		return execution;
	}

	/** n8n updates a table row by row, so little is enough. */
	const reading =
		(name: string, what: Json) =>
		({ nodes }: WorkflowFile): void => {
			const reader = nodes.find((node) => node.name === name);
			Object.assign(reader?.parameters as Json, what);
		};
	const readOne = { cashRegisters: 'selected', kktRegIds: [busy] };
	const readYesterday = reading('Receipts', { ...readOne, period: 'yesterday' });
	const readShops = reading('Revenue', { ...readOne, kktRegIds: [busy, REG_NUMBERS.kamchatka] });

	test('receipts-to-table.json puts every receipt into a data table once, however often it runs', async () => {
		if (!stand.n8n.hasTablesByName) return;
		const first = itemsOf(await fill('receipts-to-table.json', 'receipts-test', readYesterday), 'Receipts');
		const keys = new Set(first.map(({ json }) => String(json.dedupeKey)));
		for (const { fn, fd } of receiptsOf(busy, day(1), day(1))) expect(keys).toContain(`${fn}:${fd}`);
		expect(await rowsOf('receipts-test')).toHaveLength(keys.size);
		const second = itemsOf(await fill('receipts-to-table.json', 'receipts-test', readYesterday), 'Receipts');
		const data = await rowsOf('receipts-test');
		expect(data).toHaveLength(new Set([...keys, ...second.map(({ json }) => String(json.dedupeKey))]).size);
		const sources = new Map(second.map(({ json }) => [json.dedupeKey, json]));
		for (const row of data) expect(row).toMatchObject(sources.get(row.dedupeKey) ?? { found: false });
	}, 300_000);

	test('revenue-to-table.json corrects the days that are there already', async () => {
		if (!stand.n8n.hasTablesByName) return;
		const shops = itemsOf(await fill('revenue-to-table.json', 'revenue-test', readShops), 'Row');
		expect(shops.length).toBeGreaterThan(7);
		const late = day(2);
		stand.emulator.state.ofd.printReceipts(busy, { dateTime: `${late}T23:59:00`, count: 2 });
		const corrected = itemsOf(await fill('revenue-to-table.json', 'revenue-test', readShops), 'Row').map(
			({ json }) => json,
		);
		const data = await rowsOf('revenue-test');
		expect(data).toHaveLength(shops.length);
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
});
