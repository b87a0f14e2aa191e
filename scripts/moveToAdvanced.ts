// Moves the nodes of workflows that were made when Kontur.Extern was one node: what only Kontur.Extern Advanced offers
// goes there, and settings that few need go into the collection that holds them now. Usage: npm run move-to-advanced -- workflow.json ...
import { readFileSync, writeFileSync } from 'node:fs';
import { everydayCatalog } from '../nodes/KonturExtern/actions';

interface Node {
	type: string;
	parameters: { resource?: string; operation?: string; [name: string]: unknown };
}

const EXTERN = 'n8n-nodes-kontur.konturExtern';

// n8n leaves out of a workflow what was the default when it was saved.
const formerResource = 'account';
const formerOperations: Record<string, string> = {
	account: 'create',
	certificate: 'getAll',
	content: 'upload',
	demand: 'reply',
	docflow: 'get',
	docflowDocument: 'getAll',
	docflowSignature: 'getAll',
	documentsRequest: 'create',
	draft: 'create',
	draftDocument: 'add',
	draftSignature: 'add',
	draftTask: 'get',
	draftsBuilder: 'create',
	draftsBuilderDocument: 'create',
	draftsBuilderFile: 'create',
	employee: 'getAll',
	eventPublisher: 'getAll',
	handbook: 'getControlUnits',
	inventory: 'getAll',
	inventoryDocument: 'download',
	organization: 'get',
	partnerUser: 'link',
	pfrReply: 'create',
	reply: 'create',
	report: 'send',
	reportsTable: 'search',
	user: 'getAll',
	warrant: 'getAll',
};

const stated = { additionalFields: ['recipientType', 'recipientCode', 'senderInn', 'senderKpp'] };
const downloading = ['decrypt', 'unzip', 'includeSignatures', 'whenNotRecipient'];

/** Parameters that stand in a collection now. */
const collected: Record<string, Record<string, string[]>> = {
	'report.send': stated,
	'demand.reply': { additionalFields: ['relatedDocumentId', 'claimItemNumber', 'timeout', 'dryRun'] },
	'docflow.answer': { options: ['acceptDemands', 'dryRun'] },
	'docflow.downloadDocuments': { options: ['documentTypeNames', ...downloading] },
	'docflow.wait': { options: ['timeout', 'whenNotReached'] },
	'documentsRequest.fetch': { options: ['timeout', ...downloading] },
};

const isLocator = (value: unknown): value is { value: unknown } =>
	typeof value === 'object' && value !== null && '__rl' in value && 'value' in value;

function collect(parameters: Node['parameters'], into: Record<string, string[]>): Node['parameters'] {
	const names = Object.values(into).flat();
	const kept = Object.entries(parameters).filter(([name]) => !names.includes(name));
	const result: Node['parameters'] = Object.fromEntries(kept);
	for (const [collection, moving] of Object.entries(into)) {
		const found = moving
			.filter((name) => parameters[name] !== undefined)
			.map((name) => [name, isLocator(parameters[name]) ? parameters[name].value : parameters[name]]);
		if (found.length === 0) continue;
		result[collection] = { ...(parameters[collection] as object), ...Object.fromEntries(found) };
	}
	return result;
}

/** Returns a node of a workflow with the type that has its operation. Nodes of other kinds stay as they are. */
export function moved<N extends Node>(node: N): N {
	if (node.type !== EXTERN) return node;
	const { resource = formerResource } = node.parameters;
	const { operation = formerOperations[resource] } = node.parameters;
	const isEveryday = everydayCatalog.resources.some(
		({ value, operations }) => value === resource && operations.some((each) => each.value === operation),
	);
	const type = isEveryday ? EXTERN : `${EXTERN}Advanced`;
	const parameters = collect(node.parameters, collected[`${resource}.${operation}`] ?? {});
	return { ...node, type, parameters: { ...parameters, resource, operation } };
}

if (require.main === module) {
	for (const file of process.argv.slice(2)) {
		const workflow = JSON.parse(readFileSync(file, 'utf8')) as { nodes: Node[] };
		const nodes = workflow.nodes.map(moved);
		writeFileSync(file, `${JSON.stringify({ ...workflow, nodes }, null, 2)}\n`);
		const count = nodes.filter(({ type }) => type === `${EXTERN}Advanced`).length;
		console.log(`${file}: ${count} nodes in Kontur.Extern Advanced`);
	}
}
