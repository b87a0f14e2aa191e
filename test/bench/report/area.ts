import { rmSync } from 'fs';
import { join } from 'path';
import { X509Certificate } from 'crypto';
import { makeSigner } from '../../e2e/support/certificate';
import { errorOf } from '../../e2e/support/execution';
import { N8n, type WorkflowFile } from '../../e2e/support/n8n';
import { places, work } from '../../e2e/support/places';
import { createCredentials } from '../../e2e/support/workflows';
import type { Area, Line } from '../area';
import { startBenchEmulator, type BenchEmulator } from '../emulator';
import { growthOf } from '../memory';
import { notSetUp } from '../places';
import { sized } from '../size';
import { milliseconds } from '../timing';
import { besideProgram, manyAccounts } from './beside';
import { writeReports } from './reports';
import { withHttpRequests, withOneNode } from './workflows';

const REPORTS = sized(100, 10);
// Kontur takes longer: about a second for a check of a small report.
const TASK_MS = 500;

interface Run {
	ms: number;
	requests: number;
	/** Above what n8n held before, in MB. */
	memory: number;
}

async function run(n8n: N8n, emulator: BenchEmulator, file: WorkflowFile): Promise<Run> {
	const workflow = await n8n.createWorkflow(file);
	// Each with the memory of no other run.
	await n8n.restart();
	const before = await emulator.docflows();
	await emulator.requests();
	const growth = growthOf(n8n.pid ?? 0);
	const ms = await milliseconds(async () => {
		const execution = await n8n.run(workflow, 'Start', 1800);
		const error = errorOf(execution);
		if (error) throw new Error(`${file.name}: ${error.node?.name} ${error.message}`);
	});
	const memory = growth();
	const sent = (await emulator.docflows()) - before;
	if (sent !== REPORTS) throw new Error(`${file.name} sent ${sent} of ${REPORTS} reports`);
	return { ms, requests: await emulator.requests(), memory };
}

const nodesOf = ({ nodes }: WorkflowFile) => nodes.length;

async function* lines(emulator: BenchEmulator): AsyncGenerator<Line> {
	const folder = join(work, 'run', 'bench-reports');
	const signer = await makeSigner();
	const n8n = await N8n.start({ places: places(), name: 'bench', files: folder });
	try {
		const certificateBase64 = new X509Certificate(signer.certificate).raw.toString('base64');
		// Separate credentials for each, so that each signs in.
		const source = async (round: string) => {
			const credentials = await createCredentials(n8n, emulator.url, signer);
			return { ...emulator, folder, round, certificateBase64, credentials };
		};
		await writeReports(folder, 'ours', REPORTS, emulator, signer);
		await writeReports(folder, 'theirs', REPORTS, emulator, signer);
		const [one, http] = [withOneNode(await source('ours')), withHttpRequests(await source('theirs'))];
		const ours = await run(n8n, emulator, one);
		const theirs = await run(n8n, emulator, http);
		const what = `${REPORTS} reports, one file and one signature each`;
		yield { what, ours: ours.ms / 1000, theirs: theirs.ms / 1000, unit: 's', bound: { ratio: 0.5 } };
		yield {
			what: '  requests to Kontur',
			ours: ours.requests,
			theirs: theirs.requests,
			unit: '',
			bound: { ratio: 1 },
		};
		yield {
			what: '  memory of n8n over the one before',
			ours: ours.memory,
			theirs: theirs.memory,
			unit: 'MB',
		};
		yield { what: '  nodes in the workflow', ours: nodesOf(one), theirs: nodesOf(http), unit: '' };
	} finally {
		await n8n.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function* withEmulator(
	measure: (emulator: BenchEmulator) => AsyncGenerator<Line>,
): AsyncGenerator<Line> {
	const options = { taskMs: TASK_MS, docflowVisibleMs: 100, externParallelLimit: 20 };
	const emulator = await startBenchEmulator({ options });
	try {
		yield* measure(emulator);
	} finally {
		emulator.stop();
	}
}

/** Report: Send compared with a workflow and with a program built without this package. */
export const report: Area = {
	title: 'Sending reports, in a real n8n',
	missing: () =>
		process.platform === 'linux' ? notSetUp() : 'The memory of n8n is read in a way that only Linux has.',
	tables: () => [
		{
			title: 'one node against HTTP Request nodes in a loop',
			other: 'by hand',
			lines: () => withEmulator(lines),
		},
		{
			title: 'in the engine of n8n, beside a program with axios and openssl',
			other: 'program',
			lines: () => withEmulator(besideProgram),
		},
		{ title: 'many clients in one execution', lines: () => withEmulator(manyAccounts) },
	],
};
