// Moves the nodes of workflows that were made when Kontur.Extern was one node: what only Kontur.Extern Advanced offers
// goes there. Usage: npm run move-to-advanced -- workflow.json ...
import { readFileSync, writeFileSync } from 'node:fs';
import { everydayCatalog } from '../nodes/KonturExtern/actions';

interface Node {
	type: string;
	parameters: { resource?: string; operation?: string };
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

/** Returns a node of a workflow with the type that has its operation. Nodes of other kinds stay as they are. */
export function moved<N extends Node>(node: N): N {
	if (node.type !== EXTERN) return node;
	const { resource = formerResource } = node.parameters;
	const { operation = formerOperations[resource] } = node.parameters;
	const isEveryday = everydayCatalog.resources.some(
		({ value, operations }) => value === resource && operations.some((each) => each.value === operation),
	);
	const type = isEveryday ? EXTERN : `${EXTERN}Advanced`;
	return { ...node, type, parameters: { ...node.parameters, resource, operation } };
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
