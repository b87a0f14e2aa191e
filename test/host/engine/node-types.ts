import { DirectoryLoader } from 'n8n-core';
import { commonPollingParameters } from 'n8n-core/dist/nodes-loader/constants';
import { NodeConnectionTypes, NodeHelpers, UserError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';

export type NodeClasses = Record<string, INodeType | IVersionedNodeType>;

/** The start node of `run`; `runWorkflow` accepts any node of `builtInNodes` or a trigger. */
export const START_TYPE = 'n8n-nodes-base.manualTrigger';

class PassThrough implements INodeType {
	description: INodeTypeDescription;

	constructor(name: string, displayName: string, isTrigger: boolean) {
		this.description = {
			displayName,
			name,
			group: [isTrigger ? 'trigger' : 'organization'],
			version: 1,
			description: displayName,
			defaults: { name: displayName },
			inputs: isTrigger ? [] : [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		};
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

// The few n8n nodes that only pass items on, under their real names, so that a workflow exported from the editor runs
// unchanged.
const builtInNodes: NodeClasses = {
	[START_TYPE]: new PassThrough('manualTrigger', 'Manual Trigger', true),
	'n8n-nodes-base.scheduleTrigger': new PassThrough('scheduleTrigger', 'Schedule Trigger', true),
	'n8n-nodes-base.noOp': new PassThrough('noOp', 'No Operation, do nothing', false),
};

function copyOf<T extends object>(original: T, changes: Partial<T>): T {
	const prototype = Object.getPrototypeOf(original) as object;
	return Object.assign(Object.create(prototype) as T, original, changes);
}

// Copied first, because n8n's loader modifies the description and a test file may pass the same node to several
// engines.
function loadVersion(node: INodeType, name: string): INodeType {
	const { properties, polling } = node.description;
	const loaded = copyOf(node, {
		description: {
			...node.description,
			name,
			properties: polling ? [...commonPollingParameters, ...properties] : [...properties],
		},
	});
	DirectoryLoader.applyDeclarativeNodeOptionParameters(loaded);
	return loaded;
}

function load(node: INodeType | IVersionedNodeType): INodeType | IVersionedNodeType {
	const { name } = node.description;
	if (!('nodeVersions' in node)) return loadVersion(node, name);
	const versions = Object.entries(node.nodeVersions).map(
		([version, nodeType]) => [version, loadVersion(nodeType, name)] as const,
	);
	return copyOf(node, { nodeVersions: Object.fromEntries(versions) });
}

/** n8n's loader and NodeTypes service for node classes. */
export class NodeTypeRegistry implements INodeTypes {
	private readonly loaded = new Map<string, INodeType | IVersionedNodeType>();

	constructor(nodes: NodeClasses) {
		for (const [type, node] of Object.entries({ ...builtInNodes, ...nodes })) {
			this.loaded.set(type, load(node));
		}
	}

	getByName(type: string): INodeType | IVersionedNodeType {
		const node = this.loaded.get(type);
		if (!node) throw new UserError(`Unrecognized node type: ${type}`);
		return node;
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(type), version);
	}

	getKnownTypes(): IDataObject {
		return {};
	}

	latestVersion(type: string): number {
		const { description } = this.getByNameAndVersion(type);
		const { version, defaultVersion } = description;
		return defaultVersion ?? (Array.isArray(version) ? Math.max(...version) : version);
	}

	isStart(type: string): boolean {
		if (type in builtInNodes) return type !== 'n8n-nodes-base.noOp';
		const { poll, trigger, webhook } = this.getByNameAndVersion(type);
		return [poll, trigger, webhook].some((method) => method !== undefined);
	}

	/** Types of nodes that use a credential type, which n8n calls its supported nodes. */
	usersOf(credentialType: string): string[] {
		return [...this.loaded.entries()].flatMap(([type, node]) => {
			const versions = 'nodeVersions' in node ? Object.values(node.nodeVersions) : [node];
			const names = versions.flatMap(({ description }) => description.credentials ?? []);
			return names.some(({ name }) => name === credentialType) ? [type] : [];
		});
	}
}
