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

/** Started by its address; what it answers with are the numbers of receipts and of other documents. */
const start = ({ path }: Source): Json => ({
	...core('Start', 'webhook', 2, { path, responseMode: 'lastNode', options: {} }),
	webhookId: path,
});

/** Counts the items that have such fields; an expression over all of them is more than n8n lets one hold. */
const count = (...fields: string[]): Json =>
	core('Count', 'summarize', 1.1, {
		fieldsToSummarize: { values: fields.map((field) => ({ aggregation: 'count', field })) },
		options: { continueIfFieldNotFound: true },
	});

const to = (node: string) => [{ node, type: 'main', index: 0 }];

const chain = (...names: string[]): Json =>
	Object.fromEntries(names.slice(0, -1).map((name, i) => [name, { main: [to(names[i + 1])] }]));

const placed = (nodes: Json[]): Json[] =>
	nodes.map((node, i) => ({ id: `node-${i}`, position: [i * 200, 0], ...node }));

// Hundreds of megabytes a run, which nobody would keep.
const settings = { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'all' };

/** What is wanted of the receipts: as Kontur gives them, or rows of a table with what one looks at. */
export type Wanted = 'raw' | 'table';

export function withOneNode(source: Source, wanted: Wanted): WorkflowFile {
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
			options: wanted === 'raw' ? { addFields: [] } : {},
			returnAll: true,
			simplify: wanted === 'table',
		},
		credentials: { konturOfdApi },
	};
	return {
		name: 'Receipts with one node',
		nodes: placed([start(source), receipts, count('dedupeKey')]),
		connections: chain('Start', 'Receipts', 'Count'),
		settings,
	};
}

// The same columns as the node's. One expression for all of them: n8n is slower with one for each.
const ROW = `={{ (() => {
	const [kind, d] = Object.entries($json)[0];
	const vat = Object.entries(d).filter(([name]) => /^nds(Calculated)?[1-9]/.test(name));
	const vatTotal = vat.reduce((sum, [, kopecks]) => sum + kopecks, 0);
	return {
		documentType: kind,
		dedupeKey: d.fiscalDriveNumber.trim() + ':' + d.fiscalDocumentNumber,
		organizationId: 'ORGANIZATION',
		id: d.id,
		dateTime: d.dateTime,
		receiveDateTimeUtc: d.receiveDateTimeUtc,
		kktRegId: d.kktRegId.trim(),
		fiscalDriveNumber: d.fiscalDriveNumber.trim(),
		fiscalDocumentNumber: d.fiscalDocumentNumber,
		fiscalSign: d.fiscalSign,
		shiftNumber: d.shiftNumber,
		operationType: d.operationType,
		operationTypeLabel: ['', 'приход', 'возврат прихода', 'расход', 'возврат расхода'][d.operationType],
		operator: d.operator,
		totalSum: d.totalSum,
		totalRub: d.totalSum / 100,
		cashTotalSum: d.cashTotalSum,
		ecashTotalSum: d.ecashTotalSum,
		vatTotal,
		vatTotalRub: vatTotal / 100,
	};
})() }}`;

/**
 * As somebody builds it who knows n8n and has read Kontur's documentation: registers in a loop, so that Kontur's limit
 * of parallel requests is kept, all pages of a register by the node's own paging, one item for each document.
 */
export function withHttpRequests(source: Source, wanted: Wanted): WorkflowFile {
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
		completeExpression: '={{ $response.body.documents.length === 0 }}',
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
		core('Rows', 'set', 3.4, {
			mode: 'raw',
			jsonOutput: ROW.replace('ORGANIZATION', organizationId),
			options: {},
		}),
		wanted === 'raw' ? count('receipt', 'openShift', 'closeShift', 'fiscalReport') : count('dedupeKey'),
	].filter(({ name }) => wanted === 'table' || name !== 'Rows');
	return {
		name: 'Receipts with HTTP requests',
		nodes: placed(nodes),
		connections: {
			...chain('Start', 'Cash Registers', 'Loop'),
			Loop: { main: [to('Count'), to('Documents')] },
			...(wanted === 'table'
				? chain('Documents', 'Split Out', 'Rows', 'Loop')
				: chain('Documents', 'Split Out', 'Loop')),
		},
		settings,
	};
}
