import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axios from 'axios';
import { seedClients } from '../../test/emulator/auth/state';
import type { Account } from '../../test/emulator/extern/model';
import { sampleReport } from '../../test/emulator/extern/seed/sampleReport';
import { REG_NUMBERS } from '../../test/emulator/ofd';
import type { Emulator } from '../../test/emulator/server';
import { verifyDetached, type TestSigner } from '../../test/e2e/support/certificate';
import {
	allItemsOf,
	errorOf,
	itemsOf,
	oneOf,
	type Execution,
	type Json,
} from '../../test/e2e/support/execution';
import type { N8n, Workflow, WorkflowFile } from '../../test/e2e/support/n8n';
import { lastEntry, quiet, signaturesOf } from '../../test/e2e/support/stand';
import { until } from '../../test/e2e/support/wait';
import { root } from '../../test/e2e/support/places';
import {
	accountSettings,
	createCredentials,
	example,
	settingsFor,
	trustedSettings,
	type Credentials,
	type Report,
} from '../../test/e2e/support/workflows';
import { TestCertificates } from '../../test/support/testCertificates';
import { must, mustEqual } from './check';
import { isRussian, say } from './language';

const RECEIPTS = 3;

/** The received document, without the fields that the node adds: roubles, labels, VAT by rate. */
function likeServed(came: unknown, served: unknown): unknown {
	if (Array.isArray(came) && Array.isArray(served)) {
		return came.map((one: unknown, index) => likeServed(one, served[index]));
	}
	if (typeof came !== 'object' || typeof served !== 'object' || !came || !served) return came;
	return Object.fromEntries(
		Object.entries(served)
			.filter(([name]) => name in came)
			.map(([name, value]) => [name, likeServed((came as Json)[name], value)]),
	);
}

const PADDED = ['kktRegId', 'fiscalDriveNumber', 'userInn'];
// A trigger polls once a minute.
const POLL_SECONDS = 150;

const short = (urn: unknown) => String(urn).split(':').at(-1);
/** The name of a status in the reader's language. */
const stateOf = ({ statusName, status }: Json): string => String(statusName ?? short(status));

type Envelope = Record<string, Json>;

const bytesOf = ({ length }: Uint8Array): string => say(`${length} bytes`, `${length} Б`);
const opensslAgrees = say('openssl accepts it', 'openssl её принимает');

const language = isRussian ? 'ru' : 'en';
const [service] = seedClients;

/** The user of the partner that the demo vouches for. */
const PARTNER_USER = 'client-1';

const nodesOf = (file: string, folder: string): string[] => {
	const text = readFileSync(join(root, 'examples', folder, file), 'utf8');
	return (JSON.parse(text) as { nodes: Array<{ name: string }> }).nodes.map(({ name }) => name);
};

/** The name that a node of an example has in the reader's language; both have the same nodes in the same order. */
const nodeNamed = (file: string, english: string): string =>
	isRussian ? nodesOf(file, 'ru')[nodesOf(file, '').indexOf(english)] : english;

/** A workflow made from an example. */
interface Shown extends Workflow {
	node: (english: string) => string;
}

/** What somebody who tries more can paste. */
export interface Leftovers {
	files: string;
	partnerKey: string;
	partnerUserId: string;
}

class Demo {
	private number = 0;

	constructor(
		private readonly print: (text: string) => void,
		private readonly emulator: Emulator,
		private readonly n8n: N8n,
		private readonly signer: TestSigner,
		private readonly report: Report,
		private readonly files: string,
	) {}

	private title(text: string): void {
		this.number += 1;
		this.print(`\n${this.number}. ${text}`);
	}

	private line(what: string, text: unknown): void {
		this.print(`   ${what.padEnd(26)} ${String(text)}`);
	}

	private async control<T>(path: string, body?: unknown): Promise<T> {
		const url = `${this.emulator.url}/_control/${path}`;
		const { data } = await axios.request<T>({ method: body ? 'POST' : 'GET', url, data: body, proxy: false });
		return data;
	}

	private async start(workflow: Shown): Promise<Execution> {
		return this.succeeded(await this.n8n.run(workflow, workflow.node('Start')), workflow.name);
	}

	private succeeded(execution: Execution, name: string): Execution {
		const { message, description, node } = errorOf(execution) ?? {};
		must(
			execution.status === 'success',
			`"${name}" ended with ${execution.status} in "${node?.name ?? ''}": ${message ?? ''} ${description ?? ''}`,
		);
		return execution;
	}

	async run(): Promise<Leftovers> {
		const { n8n, emulator } = this;
		this.title(say('The emulator and n8n are running', 'Эмулятор и n8n запущены'));
		this.line(say('emulator', 'эмулятор'), emulator.url);
		this.line(
			'n8n',
			say(`${n8n.url} with the nodes from their tarball`, `${n8n.url} с узлами из архива пакета`),
		);

		this.title(say('Credentials, each with its Test button pressed', 'Учётные данные, каждые проверены'));
		const credentials = await createCredentials(n8n, emulator.url, this.signer);
		const { credential: trusted, ...partner } = await this.vouchedFor();
		for (const credential of [...Object.values(credentials), trusted]) {
			const { status, message } = await n8n.testCredential(
				credential,
				await n8n.credentialData(credential.id),
			);
			must(status === 'OK', `The test of the credential "${credential.name}" failed: ${message}`);
			this.line(credential.name, message);
		}

		this.title(say('Example workflows, imported', 'Примеры, импортированы'));
		const add = async (file: string, settings?: Json): Promise<Shown> => {
			const workflow = await n8n.createWorkflow(example(file, credentials, settings, language));
			this.line(file, `"${workflow.name}" ${workflow.id}`);
			return { ...workflow, node: (english) => nodeNamed(file, english) };
		};
		const account = [...emulator.state.extern.accounts.values()][3];
		const sign = await add('sign-and-verify.json');
		const events = await add('extern-events.json');
		const receipts = await add('new-receipts.json');
		const period = await add('receipts-of-period.json');
		const send = await add('send-report.json', settingsFor(this.report));
		const reply = await add('reply-to-demand.json', {
			...accountSettings('reply-to-demand.json', account),
			demandItem: '1.01',
			files: join(this.files, 'demand', '*'),
		});
		const quick = await add('send-report-in-one-step.json', {
			...accountSettings('send-report-in-one-step.json', account),
			reportFiles: join(this.files, 'reports', '*.xml'),
		});
		// n8n shows the newest on top.
		const revenue = await n8n.createWorkflow(this.revenueOf(credentials));

		this.title(say("Yesterday's revenue, by shop", 'Выручка за вчера по магазинам'));
		this.showRevenue(this.succeeded(await n8n.run(revenue, say('Start', 'Запуск')), revenue.name));

		this.title(say('A report to the tax office, in one step', 'Отчёт в налоговую одним узлом'));
		await this.showQuickReport(quick, account);

		this.title(say('A demand of the tax office, and the reply', 'Требование налоговой и ответ на него'));
		await this.showReply(reply, account);

		this.title(
			say('A document signed and verified, without Kontur', 'Документ подписан и проверен, без Контура'),
		);
		await this.showSignature(sign, await this.start(sign));

		this.title(say('Triggers, activated', 'Триггеры включены'));
		await this.activate(events);
		await this.activate(receipts);
		const printed = await this.control<{ documents: Envelope[] }>('ofd/receipts', {
			regNumber: REG_NUMBERS.busy,
			count: RECEIPTS,
		});
		this.line(
			say('cash register', 'касса'),
			say(
				`${REG_NUMBERS.busy} printed ${printed.documents.length} receipts`,
				`${REG_NUMBERS.busy} напечатала чеков: ${printed.documents.length}`,
			),
		);

		this.title(say('A report to the tax office, step by step', 'Отчёт в налоговую по шагам'));
		const docflow = await this.showReport(send, await this.start(send));

		this.title(say('Receipts of yesterday', 'Чеки за вчера'));
		this.showPeriod(period, await this.start(period));

		this.title(
			say(
				'What the triggers saw (they ask once a minute)',
				'Что увидели триггеры (они спрашивают раз в минуту)',
			),
		);
		await this.showEvents(events, docflow);
		await this.showReceipts(receipts, printed.documents);
		this.print(
			say(
				'\nEverything above was compared: n8n, the emulator and the files agree.',
				'\nВсё это сверено: n8n, эмулятор и файлы говорят одно и то же.',
			),
		);
		return { files: this.files, ...partner };
	}

	/** A partner of Kontur vouches for its user with a key that Kontur knows. */
	private async vouchedFor() {
		const { emulator, n8n, files } = this;
		const certificates = await TestCertificates.create();
		const own = await certificates.make('rsa');
		await certificates.remove();
		emulator.control.addTrusted(service.clientId, { certificate: own.der });
		emulator.control.linkUser(service.clientId, PARTNER_USER, 'accountant@example.com');
		const partnerKey = join(files, 'partner-key.pem');
		mkdirSync(files, { recursive: true });
		writeFileSync(partnerKey, `${own.keyPem}${own.pem}`);
		const credential = await n8n.createCredential(
			say('Kontur.Extern, trusted sign-in', 'Контур.Экстерн, вход по доверию'),
			'konturExternApi',
			trustedSettings(emulator.url, own, PARTNER_USER),
		);
		return { credential, partnerKey, partnerUserId: PARTNER_USER };
	}

	/** Two nodes that fit on any screen. */
	private revenueOf({ konturOfdApi: { id, name } }: Credentials): WorkflowFile {
		const start = say('Start', 'Запуск');
		const revenue = say('Revenue', 'Выручка');
		return {
			name: say('Revenue of yesterday', 'Выручка за вчера'),
			nodes: [
				{
					id: 'demo-start',
					name: start,
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'demo-revenue',
					name: revenue,
					type: 'n8n-nodes-kontur.konturOfd',
					typeVersion: 2,
					position: [260, 0],
					parameters: { resource: 'revenue', operation: 'get' },
					credentials: { konturOfdApi: { id, name } },
				},
			],
			connections: { [start]: { main: [[{ node: revenue, type: 'main', index: 0 }]] } },
		};
	}

	private showRevenue(execution: Execution): void {
		const rows = itemsOf(execution, say('Revenue', 'Выручка')).map(({ json }) => json);
		must(rows.length > 0, 'There is no revenue of yesterday.');
		for (const { shop, receipts, returns, netRub } of rows) {
			const counts = say(
				`${String(receipts)} receipts, ${String(returns)} returns, net`,
				`чеков ${String(receipts)}, возвратов ${String(returns)}, чистая выручка`,
			);
			this.line(String(shop), `${counts} ${Number(netRub).toFixed(2)} ₽`);
		}
		const yesterday = String(rows[0].date);
		const served = Object.values(REG_NUMBERS)
			.flatMap((register) => this.emulator.state.ofd.documents(register))
			.filter(({ kind, dateTime }) => /^(receipt|bso)/.test(kind) && dateTime.startsWith(yesterday)).length;
		const counted = rows.reduce((sum, { receipts }) => sum + Number(receipts), 0);
		must(counted > 0 && counted <= served, `${counted} receipts were added up, the emulator has ${served}.`);
	}

	private async showQuickReport(workflow: Shown, { inn, kpp }: Account): Promise<void> {
		const folder = join(this.files, 'reports');
		mkdirSync(folder, { recursive: true });
		const { filename, bytes } = sampleReport({ inn, kpp, guid: '5b1f0c2e-7a43-4d8e-9c61-0f2d3e4a5b11' });
		writeFileSync(join(folder, filename), bytes);
		this.line(say('file', 'файл'), join(folder, filename));
		const sent = oneOf(await this.start(workflow), workflow.node('Sent'));
		this.line(say('message', 'сообщение'), sent.message);
		const { accountId } = this.emulator.control.advanceDocflow(String(sent.docflowId), 0);
		const account = this.emulator.state.extern.accounts.get(accountId);
		mustEqual('The account of the document flow', account?.inn, inn);
	}

	private async showReply(workflow: Shown, account: Account): Promise<void> {
		const demand = await this.emulator.control.createIncoming(account.id, {});
		this.line(say('demand', 'требование'), demand.id);
		const folder = join(this.files, 'demand');
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, say('contract-17.pdf', 'Договор 17.pdf')), '%PDF-1.7\n');
		this.line(say('documents', 'документы'), folder);
		this.line(
			say('message', 'сообщение'),
			oneOf(await this.start(workflow), workflow.node('Message')).message,
		);
		const inventories = [...account.docflows.values()].filter(({ type }) => type === 'fns534-inventory');
		mustEqual('The number of inventories', inventories.length, 1);
		// One more to answer by hand.
		await this.emulator.control.createIncoming(account.id, {});
	}

	/** Activates a workflow and waits for its first poll; later documents count as new. */
	private async activate(workflow: Workflow): Promise<void> {
		const before = lastEntry(this.emulator);
		await this.n8n.activate(workflow);
		await quiet(this.emulator, before);
		mustEqual('The executions after the first poll', (await this.n8n.executions(workflow)).length, 0);
		this.line(
			workflow.name,
			say('active, has asked once, nothing new yet', 'включён, спросил один раз, нового нет'),
		);
	}

	/** Verifies with openssl what was signed in n8n. */
	private async signedBy(signature: Uint8Array, document: Uint8Array): Promise<void> {
		await verifyDetached(this.signer, signature, document).catch((error: unknown) => {
			must(false, `openssl does not accept the signature: ${String(error)}`);
		});
	}

	private async showSignature({ node }: Shown, execution: Execution): Promise<void> {
		const [{ json, binary = {} }] = itemsOf(execution, node('Verify'));
		const document = await this.n8n.binary(binary.data);
		const signature = await this.n8n.binary(binary.signature);
		await this.signedBy(signature, document);
		const made = oneOf(execution, node('Sign'));
		this.line(
			say('signed', 'подписан'),
			`${String(binary.data.fileName)}, ${bytesOf(document)}, ${String(made.algorithm)}`,
		);
		this.line(
			say('signature', 'подпись'),
			`${String(made.fileName)}, ${bytesOf(signature)}; ${opensslAgrees}`,
		);
		mustEqual('The result of Verify', [json.valid, json.signedBy], [true, [made.signer]]);
		this.line(
			say('verified', 'проверена'),
			`${say('valid, signed by', 'верна, подписал')} ${String(made.signer)}`,
		);
		this.line(say('reminder', 'напоминание'), oneOf(execution, node('Reminder')).message);
	}

	private async showReport(
		{ node }: Shown,
		execution: Execution,
	): Promise<{ accountId: string; docflowId: string }> {
		const { control } = this.emulator;
		const account = oneOf(execution, node('Create Account'));
		const accountId = String(account.id);
		this.line(
			say('account', 'учётная запись'),
			`${accountId} ${say('created for', 'создана для')} ${String(account['organization-name'])}, ${say('INN', 'ИНН')} ${String(account.inn)}`,
		);
		mustEqual(
			'The account',
			[account.inn, account.id],
			control
				.accounts()
				.filter(({ id }) => id === accountId)
				.flatMap(({ inn, id }) => [inn, id]),
		);

		const shared = oneOf(execution, node('Share Events'));
		const { message } = (shared.error ?? {}) as Json;
		must(shared.statusCode === 200, `The events of the account could not be shared: ${String(message)}`);
		this.line(
			say('events', 'события'),
			say('of this account are shared with the event feed', 'учётной записи открыты ленте событий'),
		);

		this.line(say('draft', 'черновик'), oneOf(execution, node('Create Draft')).id);
		const document = oneOf(execution, node('Add and Sign Report'));
		this.line(
			say('document', 'документ'),
			`${String(document.id)}, ${bytesOf(this.report.bytes)}, ${this.report.name}`,
		);
		const arrived = control.content(String(document.contentId)).bytes;
		must(arrived.equals(this.report.bytes), 'The report did not arrive byte for byte.');
		const signatures = signaturesOf(this.emulator, document);
		mustEqual('The number of signatures', signatures.length, 1);
		await this.signedBy(signatures[0], arrived);
		this.line(
			say('signature', 'подпись'),
			`${bytesOf(signatures[0])}, ${say('made in n8n', 'сделана в n8n')}; ${opensslAgrees}`,
		);
		const check = oneOf(execution, node('Check'));
		this.line(say('check', 'проверка'), `${say('errors:', 'ошибок:')} ${(check.errors as unknown[]).length}`);
		this.line(
			say('prepare', 'подготовка'),
			`${String(oneOf(execution, node('Prepare')).taskId)}, ${String(oneOf(execution, node('Prepare')).status)}`,
		);

		const docflowId = String(oneOf(execution, node('Send')).docflowId);
		this.line(say('sent', 'отправлен'), `${say('document flow', 'документооборот')} ${docflowId}`);
		const seen = (execution.data.resultData.runData[node('Get Status')] ?? []).map((run) =>
			stateOf(run.data?.main[0]?.[0].json ?? {}),
		);
		this.line(say('followed', 'ход'), [...new Set(seen)].join(' → '));
		const status = oneOf(execution, node('Get Status'));
		this.line(
			say('accepted', 'принят'),
			`${stateOf(status)}, ${String(status.successStateName ?? short(status['success-state'])).toLowerCase()}`,
		);
		const facts = control.advanceDocflow(docflowId, 0);
		mustEqual('The account of the document flow', accountId, facts.accountId);
		mustEqual('The state of the document flow', short(status['success-state']), facts.successState);
		mustEqual(
			'The draft of the document flow',
			oneOf(execution, node('Create Draft')).id,
			status['original-draft-id'],
		);

		const [receipt] = itemsOf(execution, node('Download Receipt'));
		must(receipt?.binary?.data !== undefined, 'The receipt of the tax office was not downloaded.');
		const bytes = await this.n8n.binary(receipt.binary.data);
		must(
			bytes.length > 0 && bytes.equals(control.content(String(receipt.json.contentId)).bytes),
			'The receipt of the tax office was not downloaded byte for byte.',
		);
		this.line(say('receipt', 'квитанция'), `${String(receipt.json.fileName)}, ${bytesOf(bytes)}`);
		return { accountId, docflowId };
	}

	private showPeriod({ node }: Shown, execution: Execution): void {
		const registers = itemsOf(execution, node('Cash Registers')).length;
		const rows = itemsOf(execution, node('Rows')).map(({ json }) => json);
		const refused = itemsOf(execution, node('Not Readable')).length;
		this.line(
			say('receipts', 'чеки'),
			say(
				`${rows.length} of ${registers} cash registers; ${refused} may not be read that day`,
				`${rows.length} чеков, касс ${registers}; за этот день нельзя прочесть: ${refused}`,
			),
		);
		const day = String(itemsOf(execution, node('Period'))[0].json.from);
		const expected = this.emulator.state.ofd
			.documents(REG_NUMBERS.busy)
			.filter(({ kind, dateTime }) => /^(receipt|bso)/.test(kind) && dateTime.startsWith(day));
		const found = rows.filter(({ cashRegister }) => cashRegister === REG_NUMBERS.busy);
		mustEqual(
			`Numbers of the receipts of ${REG_NUMBERS.busy}`,
			found.map((row) => row.number).sort(),
			expected.map(({ fd }) => fd).sort(),
		);
	}

	private async showEvents(
		workflow: Shown,
		{ accountId, docflowId }: { accountId: string; docflowId: string },
	): Promise<void> {
		const happened = this.emulator.state.extern.events
			.filter((event) => event.docflowId === docflowId)
			.map(({ id }) => id);
		const items = await until('the events of the document flow', POLL_SECONDS, async () => {
			const told = allItemsOf(await this.n8n.executions(workflow), workflow.node('Kontur.Extern Trigger'));
			const ours = told.filter((event) => event['docflow-id'] === docflowId);
			return ours.length >= happened.length ? ours : undefined;
		});
		for (const event of items) {
			this.line(
				say('event', 'событие'),
				`${String(event.newStateName ?? short(event['new-state']))}, ${String(event.id)}`,
			);
		}
		mustEqual('The events of the document flow', items.map(({ id }) => id).sort(), happened.sort());
		must(
			items.every((event) => event['account-id'] === accountId),
			'An event names another account.',
		);
		const fetched = allItemsOf(await this.n8n.executions(workflow), workflow.node('Get Document Flow'));
		must(
			fetched.some(({ id }) => id === docflowId),
			'The document flow of the event was not fetched.',
		);
	}

	private async showReceipts(workflow: Shown, printed: Envelope[]): Promise<void> {
		const items = await until('the receipts', POLL_SECONDS, async () => {
			const told = allItemsOf(await this.n8n.executions(workflow), workflow.node('Kontur.OFD Trigger'));
			return told.length >= printed.length ? told : undefined;
		});
		for (const receipt of items) {
			this.line(
				say('receipt', 'чек'),
				`${String(receipt.id)} № ${String(receipt.fiscalDocumentNumber)}, ${Number(receipt.totalSum) / 100} ₽`,
			);
		}
		mustEqual('The number of receipts', items.length, printed.length);
		for (const envelope of printed) {
			const [[kind, body]] = Object.entries(envelope);
			const item = items.find(({ id }) => id === body.id);
			must(item !== undefined, `Receipt ${String(body.id)} did not come.`);
			mustEqual(`The kind of receipt ${String(body.id)}`, item.documentType, kind);
			for (const [field, value] of Object.entries(body)) {
				// Kontur pads these with blanks, which the node removes.
				const expected = PADDED.includes(field) ? String(value).trim() : value;
				mustEqual(`"${field}" of receipt ${String(body.id)}`, likeServed(item[field], expected), expected);
			}
		}
	}
}

/** Shows what the package can do, step by step, and compares what n8n recorded with what the emulator has. */
export async function showEverything(
	print: (text: string) => void,
	emulator: Emulator,
	n8n: N8n,
	signer: TestSigner,
	report: Report,
	files: string,
): Promise<Leftovers> {
	return await new Demo(print, emulator, n8n, signer, report, files).run();
}
