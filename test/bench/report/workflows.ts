import type { Json } from '../../e2e/support/execution';
import type { WorkflowFile } from '../../e2e/support/n8n';
import { byId } from '../../e2e/support/stand';
import type { Credentials } from '../../e2e/support/workflows';
import type { Facts } from '../emulator';
import { SENDER_ADDRESS } from '../../support/senderAddress';

/** Two workflows for the same reports: with one node of this package, and with n8n's HTTP Request nodes. */

export interface Source extends Facts {
	folder: string;
	/** Names the reports to send: `*_<round>-*.xml`. */
	round: string;
	certificateBase64: string;
	credentials: Credentials;
}

const IP = SENDER_ADDRESS;

const core = (name: string, type: string, typeVersion: number, parameters: Json): Json => ({
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	parameters,
});

/** Reports and their signatures from the disk, one item for each pair. */
const head = ({ folder, round }: Source): Json[] => [
	core('Start', 'manualTrigger', 1, {}),
	core('Reports', 'readWriteFile', 1, { fileSelector: `${folder}/*_${round}-*.xml`, options: {} }),
	core('Signatures', 'readWriteFile', 1, {
		fileSelector: `${folder}/*_${round}-*.p7s`,
		options: { dataPropertyName: 'signature' },
	}),
	core('Pairs', 'merge', 3, { mode: 'combine', combineBy: 'combineByPosition', options: {} }),
];

const to = (node: string, index = 0) => [{ node, type: 'main', index }];

const headConnections: Json = {
	Start: { main: [[...to('Reports'), ...to('Signatures')]] },
	Reports: { main: [to('Pairs')] },
	Signatures: { main: [to('Pairs', 1)] },
};

const placed = (nodes: Json[]): Json[] =>
	nodes.map((node, i) => ({ id: `node-${i}`, position: [i * 200, 0], ...node }));

export function withOneNode(source: Source): WorkflowFile {
	const { konturExternApi } = source.credentials;
	const send: Json = {
		name: 'Send Report',
		type: 'n8n-nodes-kontur.konturExtern',
		typeVersion: 1,
		parameters: {
			resource: 'report',
			operation: 'send',
			accountId: byId(source.accountId),
			binaryPropertyName: 'data',
			signatureFrom: 'binary',
			signatureBinaryPropertyName: 'signature',
			senderCertificate: source.certificateBase64,
			senderIpAddress: IP,
			options: {},
		},
		credentials: { konturExternApi },
	};
	return {
		name: 'One node',
		nodes: placed([...head(source), send]),
		connections: { ...headConnections, Pairs: { main: [to('Send Report')] } },
	};
}

/**
 * As somebody builds it who knows n8n and has read Kontur's documentation: report after report in a loop, the files
 * as binary data, tasks asked for again after a pause of a second.
 */
export function withHttpRequests(source: Source): WorkflowFile {
	const { accountId, inn, kpp, certificateBase64, credentials } = source;
	const account = `${source.url}/v1/${accountId}`;
	const draft = `${account}/drafts/{{ $('Create Draft').item.json.id }}`;
	const http = (name: string, method: string, url: string, more: Json = {}): Json => ({
		...core(name, 'httpRequest', 4.2, {
			method,
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'konturExternApi',
			...more,
			options: {},
		}),
		credentials: { konturExternApi: credentials.konturExternApi },
	});
	const json = (body: string): Json => ({ sendBody: true, specifyBody: 'json', jsonBody: body });
	const meta = {
		payer: { inn, organization: { kpp } },
		sender: { inn, kpp, certificate: { content: certificateBase64 }, ipaddress: IP },
		recipient: { 'ifns-code': '0087' },
	};
	const job = (name: string): Json[] => [
		http(name, 'POST', `=${draft}/${name.toLowerCase()}?deferred=true`),
		core(`${name}: Wait`, 'wait', 1.1, { amount: 1 }),
		http(`${name}: Task`, 'GET', `=${draft}/tasks/{{ $('${name}').item.json.id }}`),
		core(`${name}: Running?`, 'if', 2.2, {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
				conditions: [
					{
						id: name,
						leftValue: "={{ $json['task-state'] }}",
						rightValue: 'running',
						operator: { type: 'string', operation: 'equals' },
					},
				],
				combinator: 'and',
			},
			options: {},
		}),
	];
	const nodes = [
		...head(source),
		core('Signature Text', 'extractFromFile', 1, {
			operation: 'binaryToPropery',
			binaryPropertyName: 'signature',
			options: { keepSource: 'both' },
		}),
		core('Loop', 'splitInBatches', 3, { options: {} }),
		http('Upload', 'POST', `${account}/contents`, {
			sendBody: true,
			contentType: 'binaryData',
			inputDataFieldName: 'data',
		}),
		http('Create Draft', 'POST', `${account}/drafts`, json(JSON.stringify(meta))),
		http(
			'Add Document',
			'POST',
			`=${draft}/documents`,
			json(
				"={{ JSON.stringify({ 'content-id': $('Upload').item.json.id, description: { filename: $('Loop').item.binary.data.fileName } }) }}",
			),
		),
		http(
			'Add Signature',
			'POST',
			`=${draft}/documents/{{ $('Add Document').item.json.id }}/signatures`,
			json("={{ JSON.stringify({ 'base64-content': $('Loop').item.json.data }) }}"),
		),
		...job('Check'),
		...job('Prepare'),
		...job('Send'),
		http('Document Flow', 'GET', `=${account}/docflows/{{ $('Send: Task').item.json['task-result'].id }}`),
	];
	const chain = (...names: string[]): Json =>
		Object.fromEntries(names.slice(0, -1).map((name, i) => [name, { main: [to(names[i + 1])] }]));
	const polled = (name: string, next: string): Json => ({
		...chain(name, `${name}: Wait`, `${name}: Task`, `${name}: Running?`),
		[`${name}: Running?`]: { main: [to(`${name}: Wait`), to(next)] },
	});
	return {
		name: 'HTTP requests',
		nodes: placed(nodes),
		connections: {
			...headConnections,
			...chain('Pairs', 'Signature Text', 'Loop'),
			Loop: { main: [[], to('Upload')] },
			...chain('Upload', 'Create Draft', 'Add Document', 'Add Signature', 'Check'),
			...polled('Check', 'Prepare'),
			...polled('Prepare', 'Send'),
			...polled('Send', 'Document Flow'),
			'Document Flow': { main: [to('Loop')] },
		},
	};
}
