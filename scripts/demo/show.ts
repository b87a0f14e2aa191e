import axios from 'axios';
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
import type { N8n, Workflow } from '../../test/e2e/support/n8n';
import { lastEntry, quiet, signaturesOf } from '../../test/e2e/support/stand';
import { until } from '../../test/e2e/support/wait';
import { createCredentials, example, settingsFor, type Report } from '../../test/e2e/support/workflows';
import { must, mustEqual } from './check';

const RECEIPTS = 3;
// A trigger polls once a minute.
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
const POLL_SECONDS = 150;

const short = (urn: unknown) => String(urn).split(':').at(-1);

type Envelope = Record<string, Json>;

class Demo {
	private number = 0;

	constructor(
		private readonly print: (text: string) => void,
		private readonly emulator: Emulator,
		private readonly n8n: N8n,
		private readonly signer: TestSigner,
		private readonly report: Report,
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

	private succeeded(execution: Execution, name: string): Execution {
		const { message, description, node } = errorOf(execution) ?? {};
		must(
			execution.status === 'success',
			`"${name}" ended with ${execution.status} in "${node?.name ?? ''}": ${message ?? ''} ${description ?? ''}`,
		);
		return execution;
	}

	async run(): Promise<void> {
		const { n8n, emulator } = this;
		this.title('The emulator and n8n are running');
		this.line('emulator', emulator.url);
		this.line('n8n', `${n8n.url} with the nodes from their tarball`);

		this.title('Credentials, each with its Test button pressed');
		const credentials = await createCredentials(n8n, emulator.url, this.signer);
		for (const credential of Object.values(credentials)) {
			const { status, message } = await n8n.testCredential(
				credential,
				await n8n.credentialData(credential.id),
			);
			must(status === 'OK', `The test of the credential "${credential.name}" failed: ${message}`);
			this.line(credential.name, message);
		}

		this.title('Example workflows, imported');
		const add = async (file: string, settings?: Json) => {
			const workflow = await n8n.createWorkflow(example(file, credentials, settings));
			this.line(file, `"${workflow.name}" ${workflow.id}`);
			return workflow;
		};
		const send = await add('send-report.json', settingsFor(this.report));
		const sign = await add('sign-and-verify.json');
		const events = await add('extern-events.json');
		const receipts = await add('new-receipts.json');
		const period = await add('receipts-of-period.json');

		this.title('A document signed and verified, without Kontur');
		await this.showSignature(this.succeeded(await n8n.run(sign, 'Start'), sign.name));

		this.title('Triggers, activated');
		await this.activate(events);
		await this.activate(receipts);
		const printed = await this.control<{ documents: Envelope[] }>('ofd/receipts', {
			regNumber: REG_NUMBERS.busy,
			count: RECEIPTS,
		});
		this.line('cash register', `${REG_NUMBERS.busy} printed ${printed.documents.length} receipts`);

		this.title('A report to the tax office');
		const sent = this.succeeded(await n8n.run(send, 'Start'), send.name);
		const docflow = await this.showReport(sent);

		this.title('Receipts of yesterday');
		this.showPeriod(this.succeeded(await n8n.run(period, 'Start'), period.name));

		this.title('What the triggers saw (they ask once a minute)');
		await this.showEvents(events, docflow);
		await this.showReceipts(receipts, printed.documents);
		this.print('\nEverything above was compared: n8n, the emulator and the files agree.');
	}

	/** Activates a workflow and waits for its first poll; later documents count as new. */
	private async activate(workflow: Workflow): Promise<void> {
		const before = lastEntry(this.emulator);
		await this.n8n.activate(workflow);
		await quiet(this.emulator, before);
		mustEqual('The executions after the first poll', (await this.n8n.executions(workflow)).length, 0);
		this.line(workflow.name, 'active, has asked once, nothing new yet');
	}

	/** Verifies with openssl what was signed in n8n. */
	private async signedBy(signature: Uint8Array, document: Uint8Array): Promise<void> {
		await verifyDetached(this.signer, signature, document).catch((error: unknown) => {
			must(false, `openssl does not accept the signature: ${String(error)}`);
		});
	}

	private async showSignature(execution: Execution): Promise<void> {
		const [{ json, binary = {} }] = itemsOf(execution, 'Verify');
		const document = await this.n8n.binary(binary.data);
		const signature = await this.n8n.binary(binary.signature);
		await this.signedBy(signature, document);
		const made = oneOf(execution, 'Sign');
		this.line(
			'signed',
			`${String(binary.data.fileName)}, ${document.length} bytes, with ${String(made.algorithm)}`,
		);
		this.line('signature', `${String(made.fileName)}, ${signature.length} bytes; openssl accepts it`);
		mustEqual('The result of Verify', [json.valid, json.signedBy], [true, [made.signer]]);
		this.line('verified', `valid, signed by ${String(made.signer)}`);
		this.line('reminder', oneOf(execution, 'Reminder').message);
	}

	private async showReport(execution: Execution): Promise<{ accountId: string; docflowId: string }> {
		const { control } = this.emulator;
		const account = oneOf(execution, 'Create Account');
		const accountId = String(account.id);
		this.line(
			'account',
			`${accountId} created for ${String(account['organization-name'])}, INN ${String(account.inn)}`,
		);
		mustEqual(
			'The account',
			[account.inn, account.id],
			control
				.accounts()
				.filter(({ id }) => id === accountId)
				.flatMap(({ inn, id }) => [inn, id]),
		);

		const shared = oneOf(execution, 'Share Events');
		const { message } = (shared.error ?? {}) as Json;
		must(shared.statusCode === 200, `The events of the account could not be shared: ${String(message)}`);
		this.line('events', 'of this account are shared with the event feed');

		this.line('draft', oneOf(execution, 'Create Draft').id);
		const document = oneOf(execution, 'Add and Sign Report');
		this.line('document', `${String(document.id)}, ${this.report.bytes.length} bytes of ${this.report.name}`);
		const arrived = control.content(String(document.contentId)).bytes;
		must(arrived.equals(this.report.bytes), 'The report did not arrive byte for byte.');
		const signatures = signaturesOf(this.emulator, document);
		mustEqual('The number of signatures', signatures.length, 1);
		await this.signedBy(signatures[0], arrived);
		this.line('signature', `${signatures[0].length} bytes, made in n8n; openssl accepts it`);
		const check = oneOf(execution, 'Check');
		this.line('check', `${String(check.taskId)}, ${(check.errors as unknown[]).length} errors`);
		this.line(
			'prepare',
			`${String(oneOf(execution, 'Prepare').taskId)}, ${String(oneOf(execution, 'Prepare').status)}`,
		);

		const docflowId = String(oneOf(execution, 'Send').docflowId);
		this.line('sent', `document flow ${docflowId}`);
		const seen = (execution.data.resultData.runData['Get Status'] ?? []).map((run) =>
			short(run.data?.main[0]?.[0].json.status),
		);
		this.line('followed', [...new Set(seen)].join(' → '));
		const status = oneOf(execution, 'Get Status');
		this.line('accepted', `${short(status.status)}, ${short(status['success-state'])}`);
		const facts = control.advanceDocflow(docflowId, 0);
		mustEqual('The account of the document flow', accountId, facts.accountId);
		mustEqual('The state of the document flow', short(status['success-state']), facts.successState);
		mustEqual(
			'The draft of the document flow',
			oneOf(execution, 'Create Draft').id,
			status['original-draft-id'],
		);

		const [receipt] = itemsOf(execution, 'Download Receipt');
		must(receipt?.binary?.data !== undefined, 'The receipt of the tax office was not downloaded.');
		const bytes = await this.n8n.binary(receipt.binary.data);
		must(
			bytes.length > 0 && bytes.equals(control.content(String(receipt.json.contentId)).bytes),
			'The receipt of the tax office was not downloaded byte for byte.',
		);
		this.line('receipt', `${String(receipt.json.fileName)}, ${bytes.length} bytes`);
		return { accountId, docflowId };
	}

	private showPeriod(execution: Execution): void {
		const registers = itemsOf(execution, 'Cash Registers').length;
		const rows = itemsOf(execution, 'Rows').map(({ json }) => json);
		const refused = itemsOf(execution, 'Not Readable').length;
		this.line(
			'receipts',
			`${rows.length} of ${registers} cash registers; ${refused} may not be read that day`,
		);
		const day = String(itemsOf(execution, 'Period')[0].json.from);
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
		workflow: Workflow,
		{ accountId, docflowId }: { accountId: string; docflowId: string },
	): Promise<void> {
		const happened = this.emulator.state.extern.events
			.filter((event) => event.docflowId === docflowId)
			.map(({ id }) => id);
		const items = await until('the events of the document flow', POLL_SECONDS, async () => {
			const told = allItemsOf(await this.n8n.executions(workflow), 'Kontur.Extern Trigger');
			const ours = told.filter((event) => event['docflow-id'] === docflowId);
			return ours.length >= happened.length ? ours : undefined;
		});
		for (const event of items) this.line('event', `${String(event.id)} ${String(short(event['new-state']))}`);
		mustEqual('The events of the document flow', items.map(({ id }) => id).sort(), happened.sort());
		must(
			items.every((event) => event['account-id'] === accountId),
			'An event names another account.',
		);
		const fetched = allItemsOf(await this.n8n.executions(workflow), 'Get Document Flow');
		must(
			fetched.some(({ id }) => id === docflowId),
			'The document flow of the event was not fetched.',
		);
	}

	private async showReceipts(workflow: Workflow, printed: Envelope[]): Promise<void> {
		const items = await until('the receipts', POLL_SECONDS, async () => {
			const told = allItemsOf(await this.n8n.executions(workflow), 'Kontur.OFD Trigger');
			return told.length >= printed.length ? told : undefined;
		});
		for (const receipt of items) {
			this.line(
				'receipt',
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
): Promise<void> {
	await new Demo(print, emulator, n8n, signer, report).run();
}
