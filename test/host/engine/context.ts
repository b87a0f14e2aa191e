import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import { UnexpectedError, Workflow } from 'n8n-workflow';
import type {
	ICredentialsHelper,
	IConnections,
	INode,
	IPinData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { Container } from './environment';
import type { NodeTypeRegistry } from './node-types';

interface JsonConnection {
	node: string;
	type: string;
	index: number;
}

/** A node as the editor exports it, typed loosely enough for an imported JSON file. */
export interface WorkflowJsonNode {
	name: string;
	type: string;
	id?: string;
	typeVersion?: number;
	position?: number[];
	parameters?: object;
	credentials?: Record<string, { id?: string | null; name?: string }>;
	onError?: string;
	disabled?: boolean;
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
	alwaysOutputData?: boolean;
	executeOnce?: boolean;
}

/** A workflow as the editor exports it. */
export interface WorkflowJson {
	nodes: WorkflowJsonNode[];
	connections: Record<string, Record<string, Array<JsonConnection[] | null>>>;
	settings?: object;
	name?: string;
	pinData?: object;
}

function toNode(json: WorkflowJsonNode, nodeTypes: NodeTypeRegistry): INode {
	const copy = structuredClone(json);
	return {
		...copy,
		id: copy.id ?? copy.name,
		typeVersion: copy.typeVersion ?? nodeTypes.latestVersion(copy.type),
		position: [copy.position?.[0] ?? 0, copy.position?.[1] ?? 0],
		parameters: copy.parameters ?? {},
	} as INode;
}

export function toWorkflow(json: WorkflowJson, nodeTypes: NodeTypeRegistry, id: string): Workflow {
	return new Workflow({
		id,
		name: json.name ?? 'Test workflow',
		nodes: json.nodes.map((node) => toNode(node, nodeTypes)),
		connections: structuredClone(json.connections) as IConnections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', ...(json.settings as IWorkflowSettings | undefined) },
		pinData: json.pinData as IPinData | undefined,
	});
}

function workflowRow(workflow: Workflow): IWorkflowBase {
	const now = new Date();
	return {
		id: workflow.id,
		name: workflow.name ?? '',
		active: false,
		isArchived: false,
		createdAt: now,
		updatedAt: now,
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
		settings: workflow.settings,
		activeVersionId: null,
	};
}

const notHere = async (what: string): Promise<never> => {
	throw new UnexpectedError(`${what} need a running n8n; the in-process engine has none`);
};

const ORIGIN = 'http://localhost:5678';

export function additionalDataFor(
	credentialsHelper: ICredentialsHelper,
	executionId?: string,
): IWorkflowExecuteAdditionalData {
	return {
		currentNodeExecutionIndex: 0,
		credentialsHelper,
		executionId,
		restApiUrl: `${ORIGIN}/rest`,
		instanceBaseUrl: `${ORIGIN}/`,
		formBaseUrl: `${ORIGIN}/form`,
		formWaitingBaseUrl: `${ORIGIN}/form-waiting`,
		formTestBaseUrl: `${ORIGIN}/form-test`,
		webhookBaseUrl: `${ORIGIN}/webhook`,
		webhookWaitingBaseUrl: `${ORIGIN}/webhook-waiting`,
		webhookTestBaseUrl: `${ORIGIN}/webhook-test`,
		mcpBaseUrl: `${ORIGIN}/mcp`,
		mcpTestBaseUrl: `${ORIGIN}/mcp-test`,
		userId: 'user',
		variables: {},
		setExecutionStatus: () => {},
		sendDataToUI: () => {},
		logAiEvent: () => {},
		getRunnerStatus: () => ({ available: false }),
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		executeWorkflow: async () => await notHere('Sub-workflows'),
		startRunnerTask: async () => await notHere('Task runners'),
	};
}

export function executionHooks(mode: WorkflowExecuteMode, executionId: string, workflow: Workflow) {
	return new ExecutionLifecycleHooks(mode, executionId, workflowRow(workflow));
}
