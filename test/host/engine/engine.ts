// Imported first, because n8n-core reads its settings from the environment on first use.
import { Container, logged } from './environment';
import type { LogEntry } from './environment';

import { LoadOptionsContext, PollContext } from 'n8n-core';
import { ObservableObject, UserError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INodeCredentialTestResult,
	INodeExecutionData,
	INode,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
	IRun,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataFor, toWorkflow } from './context';
import type { WorkflowJson, WorkflowJsonNode } from './context';
import { CredentialAccess, redact, unredact } from './credential-editor';
import { CredentialStore } from './credential-store';
import type { CredentialRecord } from './credential-store';
import { CredentialTester } from './credential-tester';
import { CredentialTypeRegistry } from './credential-types';
import { StoreCredentialsHelper } from './credentials';
import { Execution } from './execution';
import type { CancelAfter, EngineError, WorkflowResult } from './execution';
import { NodeTypeRegistry, START_TYPE } from './node-types';
import type { NodeClasses } from './node-types';
import { lookForSecrets, plantCredential } from '../../support/secrets';

export type { EngineError, WorkflowResult } from './execution';
export type { WorkflowJson, WorkflowJsonNode } from './context';
export type { LogEntry } from './environment';
export { CredentialStore } from './credential-store';
export { binaryItem, claimSize, readBinary, startBinaryData, useBinaryData } from './binary';
export { Container };

export interface EngineOptions {
	/** By full type, `n8n-nodes-kontur.konturExtern`. */
	nodes: NodeClasses;
	credentialTypes?: ICredentialType[];
	/** By id; added to the store. */
	credentials?: Record<string, CredentialRecord>;
	/** The same store in two engines: two processes with one database. */
	store?: CredentialStore;
	/** Which node a test means by a type. By default that type. */
	typeFor?: (type: string, parameters: object) => string;
}

export interface NodeOptions {
	/** Ids by credential type. */
	credentials?: Record<string, string>;
	typeVersion?: number;
}

export interface RunOptions
	extends
		NodeOptions,
		Pick<
			WorkflowJsonNode,
			'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'alwaysOutputData' | 'executeOnce'
		> {
	items?: INodeExecutionData[];
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	mode?: WorkflowExecuteMode;
	cancelAfter?: CancelAfter;
}

export interface RunResult {
	/** Output 0. */
	items: INodeExecutionData[];
	json: IDataObject[];
	/** Output 1, with `onError: 'continueErrorOutput'`. */
	errorItems: INodeExecutionData[];
	error?: EngineError;
	run: IRun;
}

export interface RunWorkflowOptions {
	startItems?: INodeExecutionData[];
	/** By default the only node that starts workflows. */
	startNode?: string;
	mode?: WorkflowExecuteMode;
	cancelAfter?: CancelAfter;
}

export interface ActivateOptions extends NodeOptions {
	/** Another name for the same node. */
	name?: string;
	/** Another node. */
	id?: string;
	/** n8n's in-memory engine keeps one context for all polls of an activation. */
	isActive?: boolean;
}

export interface PollOnceOptions {
	staticData?: IDataObject;
	/** `manual` is "Fetch Test Event": n8n keeps no static data from it. */
	mode?: 'trigger' | 'manual';
	activation?: WorkflowActivateMode;
	/** `durable` keeps static data only of a poll that succeeds; `memory` is n8n's default. */
	scheduler?: 'memory' | 'durable';
	budgetMs?: number;
}

export interface PollOptions extends ActivateOptions, PollOnceOptions {}

export interface PollResult {
	/** Null when there was nothing to emit. */
	items: INodeExecutionData[] | null;
	json: IDataObject[] | null;
	/** What the next start of n8n would read, after a round trip through JSON. */
	staticData: IDataObject;
}

export interface SearchOptions extends NodeOptions {
	filter?: string;
	token?: string;
	/** Path of the parameter the list is for. */
	path?: string;
}

const NODE = 'Node';
const jsonOf = (items: INodeExecutionData[]) => items.map(({ json }) => json);
const throughJson = (data: IDataObject) => JSON.parse(JSON.stringify(data)) as IDataObject;

export function createEngine(options: EngineOptions): Engine {
	return new Engine(options);
}

/** A workflow of one node. */
interface Single {
	workflow: Workflow;
	node: INode;
	nodeType: INodeType;
	/** What an activation keeps for its polls. */
	context?: PollContext;
	live?: IDataObject;
}

export class Engine {
	readonly store: CredentialStore;

	readonly credentials: CredentialAccess;

	private readonly nodeTypes: NodeTypeRegistry;

	private readonly helper: StoreCredentialsHelper;

	private readonly tester: CredentialTester;

	private readonly typeFor: (type: string, parameters: object) => string;

	private readonly firstLogEntry = logged.length;

	private executions = 0;

	constructor({ nodes, credentialTypes = [], credentials = {}, store, typeFor }: EngineOptions) {
		this.typeFor = typeFor ?? ((type) => type);
		const types = new CredentialTypeRegistry(credentialTypes);
		this.nodeTypes = new NodeTypeRegistry(nodes);
		this.store = store ?? new CredentialStore();
		for (const [id, record] of Object.entries(credentials)) this.store.put(id, record);
		this.helper = new StoreCredentialsHelper(types, this.nodeTypes, this.store);
		this.credentials = new CredentialAccess(this.store, types);
		this.tester = new CredentialTester(types, this.nodeTypes, this.helper, () =>
			additionalDataFor(this.helper),
		);
	}

	/** Everything logged by this engine and its nodes. */
	get log(): LogEntry[] {
		return logged.slice(this.firstLogEntry);
	}

	async runWorkflow(
		json: WorkflowJson,
		{ startItems, startNode, mode = 'manual', cancelAfter }: RunWorkflowOptions = {},
	): Promise<WorkflowResult> {
		const id = String(++this.executions);
		const nodes = json.nodes.map((node) => ({
			...node,
			type: this.typeFor(node.type, node.parameters ?? {}),
		}));
		const workflow = toWorkflow({ ...json, nodes }, this.nodeTypes, 'workflow');
		const candidates = Object.values(workflow.nodes).filter(({ name, type, disabled }) =>
			startNode === undefined ? !disabled && this.nodeTypes.isStart(type) : name === startNode,
		);
		if (candidates.length !== 1) {
			const names = candidates.map(({ name }) => name).join(', ') || 'none';
			throw new UserError(`One start node is needed; found: ${names}`);
		}
		const execution = new Execution(id, workflow, additionalDataFor(this.helper, id));
		const started = execution.start(candidates[0], {
			mode,
			cancelAfter,
			startItems: structuredClone(startItems ?? [{ json: {} }]),
		});
		return await this.lookedThrough(started);
	}

	async run(type: string, parameters: object, options: RunOptions = {}): Promise<RunResult> {
		const { items, mode, cancelAfter, ...node } = options;
		const json: WorkflowJson = {
			nodes: [{ name: 'Start', type: START_TYPE }, this.node(type, parameters, node)],
			connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
		};
		const result = await this.runWorkflow(json, { startItems: items, mode, cancelAfter });
		const { run, error } = result;
		const [main = [], errorItems = []] = result.node(NODE).outputs;
		return { items: main, json: jsonOf(main), errorItems, error, run };
	}

	async poll(type: string, parameters: object, options: PollOptions = {}): Promise<PollResult> {
		return await this.activate(type, parameters, options)(options);
	}

	/** Polls repeatedly with one workflow instance, like n8n after an activation. */
	activate(
		type: string,
		parameters: object,
		options: ActivateOptions = {},
	): (options?: PollOnceOptions) => Promise<PollResult> {
		const single: Single = this.single(type, parameters, options);
		single.workflow.active = options.isActive === true;
		return async (once = {}) => await this.pollOnce(single, once);
	}

	private async pollOnce(single: Single, options: PollOnceOptions): Promise<PollResult> {
		const { workflow, node, nodeType } = single;
		const { staticData = {}, mode = 'trigger', activation, scheduler, budgetMs } = options;
		if (!nodeType.poll) throw new UserError(`${node.type} does not poll`);
		const inMemory = scheduler !== 'durable';
		// In memory, n8n passes the live object, even to concurrent polls.
		const live = inMemory && mode === 'trigger' ? staticData : throughJson(staticData);
		// A node never sees plain data, because n8n tracks changes through a proxy.
		const watched = ObservableObject.create(live, undefined, { ignoreEmptyOnFirstChild: true });
		const isKept = workflow.active && inMemory && mode === 'trigger';
		single.live = watched;
		const context =
			(isKept ? single.context : undefined) ??
			new PollContext(
				workflow,
				node,
				additionalDataFor(this.helper),
				mode,
				activation ?? (mode === 'manual' ? 'manual' : 'activate'),
				undefined,
				undefined,
				undefined,
				undefined,
				() => (isKept ? (single.live as IDataObject) : watched),
				() => budgetMs ?? (inMemory ? 300_000 : 36_000),
			);
		if (isKept) single.context = context;
		const output = await this.lookedThrough(nodeType.poll.call(context), () => live);
		const items = output?.[0] ?? null;
		const saved = throughJson(mode === 'manual' ? staticData : live);
		if (!inMemory && mode === 'trigger') {
			for (const key of Object.keys(staticData)) Reflect.deleteProperty(staticData, key);
			Object.assign(staticData, saved);
		}
		return { items, json: items && jsonOf(items), staticData: saved };
	}

	async listSearch(
		type: string,
		method: string,
		parameters: object,
		options: SearchOptions = {},
	): Promise<INodeListSearchResult> {
		const { context, nodeType } = this.loadOptionsContext(type, parameters, options);
		const search = nodeType.methods?.listSearch?.[method];
		if (!search) throw new UserError(`${type} has no listSearch method named "${method}"`);
		return await this.lookedThrough(search.call(context, options.filter, options.token));
	}

	async loadOptions(
		type: string,
		method: string,
		parameters: object,
		options: SearchOptions = {},
	): Promise<INodePropertyOptions[]> {
		const { context, nodeType } = this.loadOptionsContext(type, parameters, options);
		const load = nodeType.methods?.loadOptions?.[method];
		if (!load) throw new UserError(`${type} has no loadOptions method named "${method}"`);
		return await this.lookedThrough(load.call(context));
	}

	/** Tests a saved credential, or one with unsaved values. */
	async testCredential(
		id: string,
		typed?: ICredentialDataDecryptedObject,
	): Promise<INodeCredentialTestResult> {
		const { name, type, data: stored } = this.store.get(id);
		const redacted = redact(stored, this.helper.getCredentialsProperties(type));
		const data = unredact({ ...redacted, ...typed }, stored);
		plantCredential(type, data);
		return await this.lookedThrough(this.tester.test({ id, name, type, data }));
	}

	/**
	 * Returns the result of some work, after checking that neither the result, the error nor the log contains a secret.
	 */
	private async lookedThrough<T>(work: Promise<T>, more: () => unknown = () => undefined): Promise<T> {
		const from = logged.length;
		const look = (result: unknown) => lookForSecrets(result, more(), logged.slice(from));
		const result = await work.catch((error: unknown) => {
			look(error);
			throw error;
		});
		look(result);
		return result;
	}

	private node(
		type: string,
		parameters: object,
		{ credentials = {}, ...rest }: NodeOptions & Omit<Partial<WorkflowJsonNode>, 'credentials'>,
	): WorkflowJsonNode {
		const details = Object.entries(credentials).map(
			([credentialType, id]) => [credentialType, { id, name: id }] as const,
		);
		return {
			...rest,
			...(details.length > 0 && { credentials: Object.fromEntries(details) }),
			name: NODE,
			type: this.typeFor(type, parameters),
			parameters,
		};
	}

	private single(
		type: string,
		parameters: object,
		{ credentials, typeVersion, name = NODE, id = NODE }: ActivateOptions,
	) {
		const json = { ...this.node(type, parameters, { credentials, typeVersion }), id, name };
		const workflow = toWorkflow({ nodes: [json], connections: {} }, this.nodeTypes, 'workflow');
		const node = workflow.nodes[name];
		const nodeType: INodeType = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		return { workflow, node, nodeType };
	}

	private loadOptionsContext(type: string, parameters: object, options: SearchOptions) {
		const { workflow, node, nodeType } = this.single(type, parameters, options);
		const additionalData = additionalDataFor(this.helper);
		additionalData.currentNodeParameters = node.parameters;
		const path = `parameters.${options.path ?? ''}`;
		return { context: new LoadOptionsContext(workflow, node, additionalData, path), nodeType };
	}
}
