import type { Json } from '../../e2e/support/execution';
import type { WorkflowFile } from '../../e2e/support/n8n';
import type { Credentials } from '../../e2e/support/workflows';
import type { Facts } from '../emulator';

/** Two workflows that read the same receipts: with one node of this package, and with n8n's HTTP Request nodes. */

export interface Source extends Facts {
	/** Of the web address that starts the workflow. */
	path: string;
	credentials: Credentials;
}

const core = (name: string, type: string, typeVersion: number, parameters: Json): Json => ({
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	parameters,
});

/** Started by its address; what it answers with is the number of receipts. */
const start = ({ path }: Source): Json => ({
	...core('Start', 'webhook', 2, { path, responseMode: 'lastNode', options: {} }),
	webhookId: path,
});

const count = (node: string): Json => ({
	...core('Count', 'set', 3.4, {
		assignments: {
			assignments: [
				{ id: 'count', name: 'count', type: 'number', value: `={{ $('${node}').all().length }}` },
			],
		},
		options: {},
	}),
	executeOnce: true,
});

const to = (node: string) => [{ node, type: 'main', index: 0 }];

const chain = (...names: string[]): Json =>
	Object.fromEntries(names.slice(0, -1).map((name, i) => [name, { main: [to(names[i + 1])] }]));

const placed = (nodes: Json[]): Json[] =>
	nodes.map((node, i) => ({ id: `node-${i}`, position: [i * 200, 0], ...node }));

// Hundreds of megabytes a run, which nobody would keep.
const settings = { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'all' };

export function withOneNode(source: Source): WorkflowFile {
	const { konturOfdApi } = source.credentials;
	const receipts: Json = {
		name: 'Receipts',
		type: 'n8n-nodes-kontur.konturOfd',
		typeVersion: 1,
		parameters: {
			resource: 'document',
			operation: 'getAll',
			cashRegisters: 'all',
			dateFrom: source.from,
			dateTo: source.to,
			types: [],
			options: {},
			returnAll: true,
			simplify: false,
		},
		credentials: { konturOfdApi },
	};
	return {
		name: 'Receipts with one node',
		nodes: placed([start(source), receipts, count('Receipts')]),
		connections: chain('Start', 'Receipts', 'Count'),
		settings,
	};
}

/**
 * As somebody builds it who knows n8n and has read Kontur's documentation: registers in a loop, so that Kontur's limit
 * of parallel requests is kept, all pages of a register by the node's own paging, one item for each document.
 */
export function withHttpRequests(source: Source): WorkflowFile {
	const { url, organizationId, from, to: until, credentials } = source;
	const organization = `${url}/v2/organizations/${organizationId}`;
	const http = (name: string, address: string, more: Json = {}): Json => ({
		...core(name, 'httpRequest', 4.2, {
			url: address,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'konturOfdApi',
			...more,
		}),
		credentials: { konturOfdApi: credentials.konturOfdApi },
	});
	const parameters = (values: Record<string, string>): Json => ({
		sendQuery: true,
		queryParameters: { parameters: Object.entries(values).map(([name, value]) => ({ name, value })) },
	});
	const next = '$response.body?.paging?.nextOffset';
	const paging = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: {
			parameters: [
				{ type: 'qs', name: 'offset', value: `={{ ${next} ? decodeURIComponent(${next}) : '' }}` },
			],
		},
		paginationCompleteWhen: 'other',
		completeExpression: `={{ !${next} || decodeURIComponent(${next}) === $request.qs.offset }}`,
		limitPagesFetched: false,
	};
	const nodes = [
		start(source),
		http('Cash Registers', `${organization}/cashboxes`),
		core('Loop', 'splitInBatches', 3, { batchSize: 8, options: {} }),
		http('Documents', `=${organization}/cashboxes/{{ $json.regNumber }}/documents/by-period`, {
			...parameters({ dateFrom: from, dateTo: until, limit: '1000' }),
			options: { pagination: { pagination: paging } },
		}),
		core('Split Out', 'splitOut', 1, { fieldToSplitOut: 'documents', options: {} }),
		count('Loop'),
	];
	return {
		name: 'Receipts with HTTP requests',
		nodes: placed(nodes),
		connections: {
			...chain('Start', 'Cash Registers', 'Loop'),
			Loop: { main: [to('Count'), to('Documents')] },
			...chain('Documents', 'Split Out', 'Loop'),
		},
		settings,
	};
}
