import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleReport, type SampleReportFacts } from '../../../emulator/extern/seed/sampleReport';
import type { EmulatorOptions } from '../../../emulator/core/options';
import type { IncomingFacts } from '../../../emulator/extern/incoming/incoming';
import type { Account, Docflow, DocflowDocument } from '../../../emulator/extern/model';
import { decodeWindows1251, encodeWindows1251 } from '../../../emulator/extern/files/text';
import { externNodeOf } from '../../../support/externNodes';
import { TestCertificates, testedKinds, type TestCertificate } from '../../../support/testCertificates';
import { verifyDetached } from '../certificate';
import { errorOf, type Execution, type Json } from '../execution';
import type { Workflow, WorkflowFile } from '../n8n';
import { chain, startStand, type Stand } from '../stand';
import { accountSettings, example, type Credentials, type Language } from '../workflows';

/** What a user enters in the nodes of an example: parameters by node; for lists, the chosen ID. */
export type Choices = Record<string, Json>;

const isList = (value: unknown) => typeof value === 'object' && value !== null && '__rl' in value;

/** An imported workflow with some of its fields filled in by hand. */
export function choose(workflow: WorkflowFile, choices: Choices): WorkflowFile {
	for (const [name, chosen] of Object.entries(choices)) {
		const node = workflow.nodes.find((one) => one.name === name);
		if (!node) throw new Error(`"${workflow.name}" has no node "${name}"`);
		const parameters = node.parameters as Json;
		for (const [field, value] of Object.entries(chosen)) {
			if (!(field in parameters)) throw new Error(`"${name}" of "${workflow.name}" has no field ${field}`);
			parameters[field] = isList(parameters[field]) ? { __rl: true, mode: 'list', value } : value;
		}
	}
	return workflow;
}

/** Inserts a chain of nodes after a node that has one output. */
export function insertAfter({ nodes, connections }: WorkflowFile, name: string, inserted: Json[]): void {
	const behind = connections[name];
	const names = [name, ...inserted.map((node) => String(node.name))];
	for (const [index, node] of inserted.entries()) {
		nodes.push({ id: `inserted-${index}`, position: [index * 220, 800], ...node });
		connections[names[index]] = { main: [[{ node: names[index + 1], type: 'main', index: 0 }]] };
	}
	connections[names[inserted.length]] = behind;
}

/** One account of the emulator, used from n8n with its owner's certificate. */
export class Scenario {
	constructor(
		readonly stand: Stand,
		readonly account: Account,
		readonly certificate: TestCertificate,
		readonly credentials: Credentials,
	) {}

	/** An example with its Settings filled in for this account. */
	example(file: string, settings: Json = {}, language: Language = 'en'): WorkflowFile {
		const filled = { ...accountSettings(file, this.account), ...settings };
		return example(file, this.credentials, filled, language);
	}

	async import(file: string, settings: Json = {}): Promise<Workflow> {
		return await this.stand.n8n.createWorkflow(this.example(file, settings));
	}

	/** Starts a workflow like the button in the editor. */
	async start(workflow: Workflow): Promise<Execution> {
		const execution = await this.stand.n8n.run(workflow, 'Start', 180);
		const { node, message, description } = errorOf(execution) ?? {};
		const problem = message && `${node?.name ?? ''}: ${message} ${description ?? ''}`;
		expect([execution.status, problem]).toEqual(['success', undefined]);
		return execution;
	}

	async run(file: string, settings: Json = {}): Promise<Execution> {
		return await this.start(await this.import(file, settings));
	}

	/** A Kontur.Extern node with both credentials, working in this account. */
	node(name: string, resource: string, operation: string, parameters: Json = {}, more: Json = {}): Json {
		const { konturExternApi, konturCertificateApi } = this.credentials;
		const accountId = { __rl: true, mode: 'list', value: this.account.id };
		return {
			name,
			type: `n8n-nodes-kontur.${externNodeOf(resource, operation)}`,
			typeVersion: 1,
			parameters: { resource, operation, accountId, ...parameters },
			credentials: { konturExternApi, konturCertificateApi },
			...more,
		};
	}

	/** Builds a workflow of this chain of nodes and runs it. */
	async runChain(...nodes: Json[]): Promise<Execution> {
		return await this.start(await this.stand.n8n.createWorkflow(chain('Scenario', ...nodes)));
	}

	/** n8n's node that reads files. */
	readFiles(name: string, fileSelector: string): Json {
		const parameters = { fileSelector, options: {} };
		return { name, type: 'n8n-nodes-base.readWriteFile', typeVersion: 1.1, parameters };
	}

	/** The example that sends every report of a folder. */
	async sendReports(folder: string): Promise<Execution> {
		return await this.run('send-report-in-one-step.json', { reportFiles: join(folder, '*.xml') });
	}

	async answerEverything(): Promise<Execution> {
		return await this.run('answer-everything.json');
	}

	/** An authority sends something. */
	async receive(facts: IncomingFacts): Promise<Docflow> {
		const { id } = await this.stand.emulator.control.createIncoming(this.account.id, facts);
		const docflow = this.account.docflows.get(id);
		if (!docflow) throw new Error(`the emulator has no docflow ${id}`);
		return docflow;
	}

	/** A folder that n8n may read and write. */
	folder(name: string): string {
		const folder = join(this.stand.files, name);
		mkdirSync(folder, { recursive: true });
		return folder;
	}

	/** Puts a report of the account into a folder, under the name that the tax office prescribes. */
	putReport(
		folder: string,
		facts: Partial<SampleReportFacts> & { guid: string },
		change: (text: string) => string = (text) => text,
	) {
		const { inn, kpp } = this.account;
		const { filename, bytes: made } = sampleReport({ inn, kpp, ...facts });
		const bytes = encodeWindows1251(change(decodeWindows1251(made)));
		const path = join(folder, filename);
		writeFileSync(path, bytes);
		return { filename, bytes, path };
	}

	/** The document flows of a type, oldest first. */
	docflows(type: string): Docflow[] {
		return [...this.account.docflows.values()].filter((docflow) => docflow.type === type);
	}

	bytesOf({ contentId }: { contentId: string }): Buffer {
		return this.stand.emulator.control.content(contentId).bytes;
	}

	/** Has openssl verify all signatures of a sent document over the bytes that Kontur holds of it. */
	async expectSigned(document: DocflowDocument): Promise<void> {
		const { pem, keyPem } = this.certificate;
		expect(document.signatures.length).toBeGreaterThan(0);
		for (const { content } of document.signatures) {
			await verifyDetached({ certificate: pem, privateKey: keyPem }, content, this.bytesOf(document));
		}
	}

	/** The documents sent in a document flow, without those that the operator and the authority added. */
	sent({ id, documents }: Docflow): DocflowDocument[] {
		const drafts = [...this.account.drafts.values()].filter(({ docflowId }) => docflowId === id);
		expect(drafts).toHaveLength(1);
		return documents.filter((document) => drafts[0].documents.has(document.id));
	}

	/** The receipts that were sent from here in a document flow. */
	receipts({ documents }: Docflow): DocflowDocument[] {
		return documents.filter(
			({ type, signatures }) =>
				type.endsWith('-receipt') &&
				signatures.some(({ signerType }) => signerType === 'organization-representative'),
		);
	}

	/** Lets the authority act. */
	authorityAnswers({ id }: Docflow, steps = 1): void {
		const { made } = this.stand.emulator.control.advanceDocflow(id, steps);
		expect(made).toBe(steps);
	}
}

/** A stand where every scenario has its own account. */
export class Scenarios {
	private constructor(
		readonly stand: Stand,
		readonly certificates: TestCertificates,
		/** The first three accounts have a history, the others are empty. */
		private next = 3,
	) {}

	static async start(name: string, options: Partial<EmulatorOptions> = {}): Promise<Scenarios> {
		const quick = { verifySignatures: true, taskMs: 50, docflowVisibleMs: 50 };
		const stand = await startStand(name, { ...quick, ...options });
		return new Scenarios(stand, await TestCertificates.create());
	}

	/** Opens the next empty account, or the one with this number, with a credential that signs for it. */
	async begin(number = this.next++): Promise<Scenario> {
		const { n8n, emulator, credentials } = this.stand;
		const account = [...emulator.state.extern.accounts.values()][number];
		const kind = testedKinds.includes('gost2012_256') ? 'gost2012_256' : 'rsa';
		const certificate = await this.certificates.make(kind, { inn: account.inn });
		const konturCertificateApi = await n8n.createCredential(
			`Certificate of ${account.inn}`,
			'konturCertificateApi',
			{ keyFrom: 'file', privateKey: certificate.keyPem, certificate: certificate.pem },
		);
		return new Scenario(this.stand, account, certificate, { ...credentials, konturCertificateApi });
	}

	async stop(): Promise<void> {
		await this.stand.stop();
		await this.certificates.remove();
	}
}
