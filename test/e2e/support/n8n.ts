import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
	closeSync,
	cpSync,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
} from 'node:fs';
import { Agent } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import axios, { type AxiosInstance, type Method } from 'axios';
import { parse } from 'flatted';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { plantCredential, secretsInFiles } from '../../support/secrets';
import type { Execution, ExecutionSummary, Json } from './execution';
import { alone } from './lock';
import { work, type Places } from './places';
import { templateOf } from './template';
import { GiveUp, until } from './wait';

/** The owner of every n8n that is started here. n8n listens on this machine only. */
export const owner = {
	email: 'owner@example.com',
	password: 'Kontur-Demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

export interface N8nOptions {
	places: Places;
	/** Names the log file in .work/logs. */
	name: string;
	/** Folders that nodes may read files from. */
	files?: string;
	/** Enables the Code node; without it n8n uses less memory. */
	codeNode?: boolean;
	/** Serves the editor and the list of nodes. Without them n8n starts in half the time. */
	editor?: boolean;
	env?: Record<string, string>;
	/** Called immediately, so that an n8n that is still starting can be stopped. */
	onStarting?: (n8n: N8n) => void;
}

/** How another process reaches an n8n that was started here. */
export interface RunningN8n {
	url: string;
	cookie: string;
	folder: string;
	logFile: string;
	/** The folder that its nodes may read files from. */
	files: string;
}

export interface Workflow {
	id: string;
	name: string;
	versionId: string;
	active: boolean;
	nodes: Json[];
}

/** A workflow in the format of the examples. */
export interface WorkflowFile {
	name: string;
	nodes: Json[];
	connections: Json;
	settings?: Json;
}

export interface Credential {
	id: string;
	name: string;
	type: string;
}

export interface TestResult {
	status: 'OK' | 'Error';
	message: string;
}

const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
};

const unneeded = [
	'instance-ai',
	'agents',
	'chat-hub',
	'mcp',
	'mcp-registry',
	'insights',
	'workflow-builder',
	'breaking-changes',
	'quick-connect',
	'otel',
];

const n8nFolder = ({ n8nStart }: Places): string => dirname(dirname(n8nStart));

/** n8n does not start with the name of an unknown module, and an older editor fails without some modules. */
function withoutUnneededModules(places: Places): Record<string, string> {
	const modules = join(n8nFolder(places), 'dist', 'modules');
	const hasAll = unneeded.every((name) => existsSync(join(modules, name)));
	return hasAll ? { N8N_DISABLED_MODULES: unneeded.join(',') } : {};
}

// Half of the CPU time of a start is spent on compilation and garbage collection.
const compiled = { NODE_COMPILE_CACHE: join(work, 'cache', 'n8n-compiled') };
const littleGarbageCollection = [
	'--max-semi-space-size=64',
	'--min-semi-space-size=64',
	'--single-threaded-gc',
];

const over = ['success', 'error', 'crashed', 'canceled'];

async function freePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}

let started = 0;

/** A worker of queue mode. */
export interface Worker {
	/** Kills it immediately, like a power cut. */
	kill: () => Promise<void>;
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
	if (child.pid === undefined || hasEnded(child)) return;
	child.kill(signal);
	await until('n8n to stop', 30, () => (hasEnded(child) ? true : undefined)).catch(() => {
		child.kill('SIGKILL');
	});
}

/** A real n8n with the packed nodes in its own folder, driven through its REST API. */
export class N8n {
	readonly folder: string;
	readonly logFile: string;
	url = '';
	private child?: ChildProcess;
	private readonly workers = new Set<Worker>();
	private http: AxiosInstance = axios.create();
	private cookie = '';
	private encryptionKey = randomBytes(24).toString('hex');
	private readonly ports: { web?: number; broker?: number } = {};

	/** Workflows activated by this object. */
	private readonly active = new Map<string, Workflow>();

	private constructor(
		private readonly options: N8nOptions,
		private readonly shared?: RunningN8n,
	) {
		started += 1;
		this.folder = shared?.folder ?? join(work, 'run', `${options.name}-${process.pid}-${started}`);
		this.logFile = shared?.logFile ?? join(work, 'logs', `${options.name}.log`);
	}

	/** Uses an n8n that another process has started. `stop` leaves it running. */
	static attach(shared: RunningN8n, options: N8nOptions): N8n {
		const n8n = new N8n(options, shared);
		n8n.connect(shared.url);
		n8n.cookie = shared.cookie;
		return n8n;
	}

	/** What another process needs to attach to this n8n. */
	running(): RunningN8n {
		const { url, cookie, folder, logFile } = this;
		return { url, cookie, folder, logFile, files: this.options.files ?? folder };
	}

	static async start(options: N8nOptions): Promise<N8n> {
		const template = await templateOf(options.places, N8n.makeTemplate);
		const n8n = new N8n(options);
		rmSync(n8n.folder, { recursive: true, force: true });
		cpSync(template, n8n.folder, { recursive: true });
		const home = join(n8n.folder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-kontur');
		mkdirSync(home, { recursive: true });
		execFileSync('tar', ['xzf', options.places.tarball, '-C', home, '--strip-components=1']);
		const settings = readFileSync(join(n8n.folder, '.n8n', 'config'), 'utf8');
		n8n.encryptionKey = (JSON.parse(settings) as { encryptionKey: string }).encryptionKey;
		n8n.startLog();
		options.onStarting?.(n8n);
		try {
			await n8n.launch();
			await n8n.signIn();
			return n8n;
		} catch (error) {
			await n8n.stop();
			throw error;
		}
	}

	/** Creates the data of an n8n with an owner and nothing else. */
	private static async makeTemplate(places: Places, folder: string): Promise<void> {
		const n8n = new N8n({ places, name: 'template' });
		mkdirSync(n8n.folder, { recursive: true });
		n8n.startLog();
		try {
			await n8n.launch();
			await n8n.send('POST', '/rest/owner/setup', owner);
			await n8n.stopKeepingData();
			renameSync(n8n.folder, folder);
		} catch (error) {
			await n8n.stop();
			throw error;
		}
	}

	private startLog(): void {
		mkdirSync(dirname(this.logFile), { recursive: true });
		closeSync(openSync(this.logFile, 'w'));
	}

	private async signIn(): Promise<void> {
		const { email, password } = owner;
		const { headers } = await this.send('POST', '/rest/login', { emailOrLdapLoginId: email, password });
		this.keepCookie(headers['set-cookie']);
	}

	/** Restarts with the same data at the same address. Workers keep running. */
	async restart(): Promise<void> {
		await this.stopKeepingData();
		await this.launch();
	}

	/** Stops and removes the data. @throws Error when there is a secret in it, or in the log */
	async stop(): Promise<void> {
		if (this.shared) for (const workflow of this.active.values()) await this.deactivate(workflow);
		await Promise.all([...this.workers].map(async (worker) => await worker.kill()));
		await this.stopKeepingData();
		const found = secretsInFiles(this.folder, this.logFile);
		if (!this.shared) rmSync(this.folder, { recursive: true, force: true });
		if (found.length > 0) throw new Error(`Secrets are in what n8n keeps: ${found.join('\n')}`);
	}

	/** Returns whether this n8n is older than a version. */
	isBefore(major: number, minor: number): boolean {
		const manifest = readFileSync(join(n8nFolder(this.options.places), 'package.json'), 'utf8');
		const { version } = JSON.parse(manifest) as { version: string };
		const [ownMajor, ownMinor] = version.split('.').map(Number);
		return ownMajor < major || (ownMajor === major && ownMinor < minor);
	}

	/** Whether examples that make their data table can. */
	get hasTablesByName(): boolean {
		return !this.isBefore(2, 41);
	}

	get pid(): number | undefined {
		return this.child?.pid;
	}

	logs(): string {
		return readFileSync(this.logFile, 'utf8');
	}

	private spawn(args: string[], brokerPort: number, more: Record<string, string> = {}): ChildProcess {
		const { places, files, codeNode, editor, env } = this.options;
		const log = openSync(this.logFile, 'a');
		const child = spawn(places.node, [...littleGarbageCollection, places.n8nStart, ...args], {
			cwd: this.folder,
			stdio: ['ignore', log, log],
			env: {
				PATH: `${dirname(places.node)}${delimiter}${process.env.PATH ?? ''}`,
				HOME: this.folder,
				LANG: 'C.UTF-8',
				...(process.env.TZ ? { TZ: process.env.TZ } : {}),
				NODE_ENV: 'production',
				N8N_USER_FOLDER: this.folder,
				N8N_HOST: '127.0.0.1',
				N8N_LISTEN_ADDRESS: '127.0.0.1',
				N8N_PORT: String(this.ports.web),
				N8N_RUNNERS_BROKER_PORT: String(brokerPort),
				N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
				N8N_ENCRYPTION_KEY: this.encryptionKey,
				N8N_SECURE_COOKIE: 'false',
				...(codeNode ? {} : { N8N_RUNNERS_MODE: 'external', N8N_RUNNERS_AUTH_TOKEN: this.encryptionKey }),
				...(files ? { N8N_RESTRICT_FILE_ACCESS_TO: files } : {}),
				...(editor ? {} : { N8N_DISABLE_UI: 'true' }),
				...quiet,
				...compiled,
				...withoutUnneededModules(places),
				...env,
				...more,
			},
		});
		closeSync(log);
		return child;
	}

	/** Waits until a process of n8n answers. */
	private async ready(
		what: string,
		child: ChildProcess,
		ask: () => Promise<true | undefined>,
	): Promise<void> {
		let failure: Error | undefined;
		child.once('error', (error) => {
			failure = error;
		});
		await until(`${what} to start`, 180, async () => {
			if (failure) throw new GiveUp(`${what} cannot be started: ${failure.message}`);
			if (hasEnded(child)) throw new GiveUp(`${what} stopped while starting. ${this.endOfLog()}`);
			return await ask();
		});
	}

	private connect(url: string): void {
		this.url = url;
		// Two programs on this machine need no proxy.
		this.http = axios.create({
			baseURL: url,
			proxy: false,
			// A new connection for each request, because n8n may be about to close a reused one.
			httpAgent: new Agent(),
			validateStatus: () => true,
		});
	}

	private async launch(): Promise<void> {
		this.ports.web ??= await freePort();
		this.ports.broker ??= await freePort();
		this.connect(`http://127.0.0.1:${this.ports.web}`);
		this.child = this.spawn(['start'], this.ports.broker);
		await this.ready('n8n', this.child, async () => {
			const ready = await this.http.get('/healthz/readiness');
			if (ready.status !== 200) return undefined;
			// During startup it answers everything else with 503 or 404.
			const login = await this.http.get('/rest/login');
			return login.status === 401 ? true : undefined;
		});
	}

	/** Starts a worker of queue mode with the same data; it is stopped with n8n at the latest. */
	async startWorker(): Promise<Worker> {
		const health = await freePort();
		const child = this.spawn(['worker', '--concurrency=5'], await freePort(), {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(health),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		});
		const worker = { kill: async () => await end(child, 'SIGKILL') };
		this.workers.add(worker);
		await this.ready('the worker', child, async () => {
			const { status } = await this.http.get('/healthz', { baseURL: `http://127.0.0.1:${health}` });
			return status === 200 ? true : undefined;
		});
		return worker;
	}

	/** Kills n8n immediately, like a power cut. */
	async kill(): Promise<void> {
		if (this.child) await end(this.child, 'SIGKILL');
		// n8n would find this file at startup and wait for ten seconds.
		rmSync(join(this.folder, '.n8n', 'crash.journal'), { force: true });
	}

	async stopKeepingData(): Promise<void> {
		if (this.child) await end(this.child, 'SIGTERM');
	}

	private endOfLog(): string {
		return `The end of its log (${this.logFile}):\n${this.logs().trimEnd().split('\n').slice(-20).join('\n')}`;
	}

	private keepCookie(cookies: string[] | undefined): void {
		const found = cookies?.find((cookie) => cookie.startsWith('n8n-auth='));
		if (found) this.cookie = found.split(';')[0];
	}

	private async send(method: Method, url: string, data?: unknown) {
		const answer = await this.http.request<{ data?: unknown; message?: string }>({
			method,
			url,
			data,
			headers: this.cookie ? { cookie: this.cookie } : {},
		});
		if (answer.status >= 400) {
			throw new RestError(answer.status, `${method} ${url}: ${answer.status} ${answer.data?.message ?? ''}`);
		}
		return answer;
	}

	/** Calls the REST API of the editor. */
	async rest<T = Json>(method: Method, url: string, data?: unknown): Promise<T> {
		const { data: body } = await this.send(method, url, data);
		return (body.data ?? body) as T;
	}

	async createCredential(name: string, type: string, data: Json): Promise<Credential> {
		plantCredential(type, data as ICredentialDataDecryptedObject);
		return await this.rest<Credential>('POST', '/rest/credentials', { name, type, data });
	}

	/** The fields as the editor receives them, with secrets blanked. */
	async credentialData(id: string): Promise<Json> {
		return (await this.rest<{ data: Json }>('GET', `/rest/credentials/${id}?includeData=true`)).data;
	}

	/**
	 * Runs something that tests a credential. In n8n two such tests at the same time take the node from each other
	 * ("Node not found").
	 */
	async whileTesting<T>(run: () => Promise<T>): Promise<T> {
		// Beside the folder: what is in it is looked through for secrets meanwhile.
		return await alone(`${this.folder}.credential-test`, run);
	}

	/** Does what the editor's Test does with the current fields. */
	async testCredential(credential: Credential, data: Json): Promise<TestResult> {
		const { id, name, type } = credential;
		const credentials = { id, name, type, data };
		return await this.whileTesting(
			async () => await this.rest<TestResult>('POST', '/rest/credentials/test', { credentials }),
		);
	}

	/** Does what the editor does on "Save" after some fields were changed: saves, then tests. */
	async editCredential(credential: Credential, changes: Json): Promise<TestResult> {
		const { id, name, type } = credential;
		plantCredential(type, changes as ICredentialDataDecryptedObject);
		const data = { ...(await this.credentialData(id)), ...changes };
		await this.rest('PATCH', `/rest/credentials/${id}`, { id, name, type, data });
		return await this.testCredential(credential, data);
	}

	async createWorkflow(workflow: WorkflowFile): Promise<Workflow> {
		const { name, connections, settings } = workflow;
		// Older versions cannot make a data table, or find it by name.
		const isUnknown = ({ type, typeVersion }: Json) =>
			type === 'n8n-nodes-base.dataTable' && typeVersion === 1.1 && !this.hasTablesByName;
		const nodes = workflow.nodes.map((node) => (isUnknown(node) ? { ...node, disabled: true } : node));
		return await this.rest<Workflow>('POST', '/rest/workflows', {
			name,
			nodes,
			connections,
			settings: { executionOrder: 'v1', ...settings },
			active: false,
		});
	}

	async activate(workflow: Workflow): Promise<void> {
		const { versionId } = await this.rest<Workflow>('GET', `/rest/workflows/${workflow.id}`);
		await this.rest('POST', `/rest/workflows/${workflow.id}/activate`, { versionId });
		this.active.set(workflow.id, workflow);
	}

	async deactivate(workflow: Workflow): Promise<void> {
		await this.rest('POST', `/rest/workflows/${workflow.id}/deactivate`, {});
		this.active.delete(workflow.id);
	}

	/** Starts a workflow like the button in the editor. @returns the ID of the execution */
	async startRun(workflow: Workflow, trigger: string): Promise<string> {
		const { executionId } = await this.rest<{ executionId: string }>(
			'POST',
			`/rest/workflows/${workflow.id}/run`,
			// Older versions of n8n need the whole workflow; newer ones use the saved one.
			{ workflowData: workflow, triggerToStartFrom: { name: trigger } },
		);
		return executionId;
	}

	/** Starts a workflow and waits for its end. */
	async run(workflow: Workflow, trigger: string, seconds = 120): Promise<Execution> {
		return await this.finished(await this.startRun(workflow, trigger), seconds);
	}

	async finished(executionId: string, seconds = 120): Promise<Execution> {
		return await until(`execution ${executionId} to end`, seconds, async () => {
			const execution = await this.execution(executionId);
			return over.includes(execution.status) ? execution : undefined;
		});
	}

	async execution(id: string): Promise<Execution> {
		const found = await this.rest<ExecutionSummary & { data: string }>('GET', `/rest/executions/${id}`);
		return { ...found, data: parse(found.data) as Execution['data'] };
	}

	/** The executions of a workflow that have ended, oldest first. */
	async executions(workflow: Workflow): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
		const { results } = await this.rest<{ results: ExecutionSummary[] }>(
			'GET',
			`/rest/executions?filter=${filter}&limit=100`,
		);
		const ended = results.filter(({ status }) => over.includes(status));
		return await Promise.all(ended.reverse().map(async ({ id }) => await this.execution(id)));
	}

	/** The bytes of a file that an execution returned. */
	async binary(file: { id?: string; data: string }): Promise<Buffer> {
		if (!file.id) return Buffer.from(file.data, 'base64');
		const answer = await this.http.get<ArrayBuffer>('/rest/binary-data', {
			params: { id: file.id, action: 'download' },
			headers: { cookie: this.cookie },
			responseType: 'arraybuffer',
		});
		if (answer.status !== 200) throw new RestError(answer.status, `The file is not there: ${answer.status}`);
		return Buffer.from(answer.data);
	}
}

class RestError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}
