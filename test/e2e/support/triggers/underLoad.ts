import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axios from 'axios';
import { sampleReport } from '../../../emulator/extern/seed/sampleReport';
import { isWhole } from '../../../support/sampling';
import { Happenings } from '../scenarios/happenings';
import type { Json } from '../execution';
import type { WorkflowFile, Worker } from '../n8n';
import { activateAndPoll, byId, konturNode, type Stand } from '../stand';
import { delivered, recording } from '../target';
import { until } from '../wait';
import { SENDER_ADDRESS } from '../../../support/senderAddress';

/* Queue mode: main takes the calls and polls, two workers execute, and one of them is killed now and then. */

const SECONDS = Number(process.env.KONTUR_QUEUE_SECONDS ?? (isWhole ? 60 : 10));
const BETWEEN_KILLS = isWhole ? 20 : 10;
const KILLS = isWhole ? 2 : 1;
const CALLERS = isWhole ? 4 : 2;

const pause = async (ms: number) =>
	await new Promise<void>((resolve) => {
		setTimeout(resolve, ms);
	});

/** A report in base64 comes in, the number of its document flow goes back. */
function sending(stand: Stand, accountId: string): WorkflowFile {
	const { konturCertificateApi } = stand.credentials;
	const nodes: Json[] = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: 'report-in',
			parameters: { path: 'report', httpMethod: 'POST', responseMode: 'lastNode', options: {} },
		},
		{
			name: 'File',
			type: 'n8n-nodes-base.convertToFile',
			typeVersion: 1.1,
			parameters: {
				operation: 'toBinary',
				sourceProperty: 'body.content',
				options: { fileName: '={{ $json.body.name }}', mimeType: 'text/xml' },
			},
		},
		konturNode(stand.credentials, 'konturExternApi', 'Send', {
			resource: 'report',
			operation: 'send',
			accountId: byId(accountId),
			senderIpAddress: SENDER_ADDRESS,
			options: {},
		}),
	];
	const send = nodes[2];
	send.credentials = { ...(send.credentials as Json), konturCertificateApi };
	return {
		name: 'Reports come in',
		nodes: nodes.map((node, i) => ({ id: `node-${i}`, position: [i * 220, 0], ...node })),
		connections: {
			Webhook: { main: [[{ node: 'File', type: 'main', index: 0 }]] },
			File: { main: [[{ node: 'Send', type: 'main', index: 0 }]] },
		},
	};
}

let reports = 0;

/** Sends report after report while it should; what got no good answer is sent again, as one would. */
async function keepSending(
	stand: Stand,
	name: string,
	owner: Json,
	should: () => boolean,
	sent: Map<string, string>,
) {
	for (let i = 0; should(); i++) {
		const { filename, bytes } = sampleReport({
			inn: String(owner.inn),
			kpp: String(owner.kpp),
			guid: `${name}-${i}`,
			// A report of the same period again would be refused.
			correction: String(++reports),
		});
		const body = { name: filename, content: bytes.toString('base64') };
		for (let tries = 0; !sent.has(filename); tries++) {
			if (tries > 40) throw new Error(`${filename} could not be sent`);
			const answer = await axios
				.post<Json>(`${stand.n8n.url}/webhook/report`, body, {
					proxy: false,
					timeout: 25_000,
					validateStatus: () => true,
				})
				.catch(() => undefined);
			const docflowId = answer?.data.docflowId ?? answer?.data.id;
			if (answer?.status === 200 && docflowId) sent.set(filename, String(docflowId));
			else await pause(1000);
		}
	}
}

/** What the documentation advises: each night the day is read into the same table, whatever happened by day. */
const nightly = (stand: Stand, folder: string, happenings: Happenings): WorkflowFile => {
	const day = 86_400_000;
	const workflow = recording(
		'The whole day',
		konturNode(stand.credentials, 'konturOfdApi', 'Day', {
			resource: 'document',
			operation: 'getAll',
			cashRegisters: 'all',
			dateFrom: new Date(Date.now() - 2 * day).toISOString().slice(0, 10),
			dateTo: new Date(Date.now() + day).toISOString().slice(0, 10),
			types: [],
			options: {},
			returnAll: true,
			simplify: false,
		}),
		folder,
	);
	expect(happenings.receipts.length).toBeGreaterThan(0);
	return {
		...workflow,
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [-220, 0],
				parameters: {},
			},
			...workflow.nodes,
		],
		connections: { ...workflow.connections, Start: { main: [[{ node: 'Day', type: 'main', index: 0 }]] } },
	};
};

/** Checks that every report is sent once and every receipt arrives. */
export async function killWorkersUnderLoad(stand: Stand, workers: Worker[]): Promise<void> {
	const { n8n, emulator, credentials } = stand;
	const folder = join(stand.files, 'arrived');
	mkdirSync(folder, { recursive: true });
	const [owner] = emulator.control.accounts() as unknown as Json[];
	const docflows = () => Number((emulator.control.accounts()[0] as unknown as Json).docflows);
	const before = docflows();
	const reports = await n8n.createWorkflow(sending(stand, String(owner.id)));
	await n8n.activate(reports);
	const receipts = await n8n.createWorkflow(
		recording(
			'Receipts',
			{
				name: 'Receipts',
				type: 'n8n-nodes-kontur.konturOfdTrigger',
				parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] } },
				credentials: { konturOfdApi: credentials.konturOfdApi },
			},
			folder,
		),
	);
	await activateAndPoll(stand, receipts);

	const happenings = new Happenings(emulator);
	const end = Date.now() + SECONDS * 1000;
	const sent = new Map<string, string>();
	let kills = 0;
	const goesOn = () => Date.now() < end || kills < KILLS;
	const callers = Promise.all(
		Array.from(
			{ length: CALLERS },
			async (_, i) => await keepSending(stand, `caller${i}`, owner, goesOn, sent),
		),
	);
	while (goesOn()) {
		happenings.happen(5);
		await pause(BETWEEN_KILLS * 1000);
		await workers[kills % 2].kill();
		workers[kills % 2] = await n8n.startWorker();
		kills += 1;
	}
	await callers;
	expect(kills).toBeGreaterThanOrEqual(KILLS);

	// Once each: no report has a second document flow, none is without.
	expect(new Set(sent.values()).size).toBe(sent.size);
	expect(docflows() - before).toBe(sent.size + happenings.docflows.length);

	const arrived = () => new Set(delivered(folder).map(({ key }) => key));
	const missing = () => happenings.receipts.filter((key) => !arrived().has(key));
	// The next poll brings the last ones; what went down with a worker does not come by itself.
	await until('the last poll', 150, () =>
		arrived().has(happenings.receipts[happenings.receipts.length - 1]) ? true : undefined,
	).catch(() => undefined);
	const lost = missing().length;
	await n8n.run(await n8n.createWorkflow(nightly(stand, folder, happenings)), 'Start');
	await until('the whole day', 60, () => (missing().length === 0 ? true : undefined));
	expect(missing()).toEqual([]);
	console.log(
		`${kills} workers killed in ${SECONDS} s: ${sent.size} reports sent once each; ` +
			`${happenings.receipts.length} receipts, ${lost} of them went down with a worker and came with the day`,
	);
	for (const workflow of [reports, receipts]) await n8n.deactivate(workflow);
}
