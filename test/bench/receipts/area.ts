import { createWriteStream, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import axios from 'axios';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { makeSigner } from '../../e2e/support/certificate';
import { N8n, type WorkflowFile } from '../../e2e/support/n8n';
import { places } from '../../e2e/support/places';
import { GiveUp, until } from '../../e2e/support/wait';
import { createCredentials } from '../../e2e/support/workflows';
import { mostGathered } from '../../../nodes/shared/catalog/gathered';
import { OFD, OFD_TRIGGER, ofdCredential } from '../../host/engine/kontur';
import { startBinaryData, type Engine } from '../../host/engine/engine';
import type { Area, Line } from '../area';
import { startBenchEmulator, type BenchEmulator, type Read } from '../emulator';
import { benchEngine } from '../engine';
import { notSetUp } from '../places';
import { sized } from '../size';
import { medianOf, milliseconds, peakMemory, sideBySide } from '../timing';
import { asItIs, bare, compare, inLots, sameReads, withAdditions, type Shape } from './loops';
import { withHttpRequests, withOneNode, type Source } from './workflows';

const REGISTERS = 50;
const EACH = sized(4000, 400);
const MINUTE = 60_000;
const ROUNDS = sized(5, 3);
const FLEET_ROUNDS = sized(3, 1);
// As many as the node and the trigger work on.
const NODE_AT_ONCE = 8;
const FILES = 5;
// Half of what they took before 0.2.0.
const MEMORY = [
	['memory of the same, simplified', true, 450],
	['memory of the same, raw with labels, roubles and VAT', false, 1150],
] as const;
const TRIGGER_AT_ONCE = 4;

function expect(what: string, count: number, least: number): void {
	if (count < least) throw new GiveUp(`${what} read ${count} of ${least} documents`);
}

async function* lines(emulator: BenchEmulator): AsyncGenerator<Line> {
	const engine = benchEngine(emulator.url);
	// The loop has no bound either.
	mostGathered.bytes = Infinity;
	const all = REGISTERS * EACH;
	const read = async (simplify: boolean, options: object, most: object) =>
		await documentsOf(engine, emulator, { options, output: simplify ? 'simplified' : 'raw', ...most });
	const node = (simplify: boolean, options: object) => async () =>
		expect('The node', (await read(simplify, options, { returnAll: true })).length, all);
	let reads: Read[] = [];
	const trigger = (simplify: boolean, options: object) => async () => {
		await emulator.requests();
		const staticData: IDataObject = {};
		const poll = engine.activate(
			OFD_TRIGGER,
			{
				organizations: 'all',
				cashRegisters: 'all',
				types: [],
				startFrom: 'date',
				startDate: emulator.from,
				simplify,
				options,
			},
			{ credentials: ofdCredential },
		);
		let count = 0;
		for (let polls = 0; polls < 1000 && count < all; polls++) {
			// As it does in n8n: what was read to its end is not asked for again at once.
			await emulator.pass(MINUTE);
			const { items } = await poll({ staticData });
			count += items?.length ?? 0;
		}
		expect('The trigger', count, all);
		reads = await emulator.reads();
	};
	// The node has all items in its hands at the end, the trigger those of one poll.
	const gathering = (shape: Shape) => async () => {
		const items: object[] = [];
		await bare(emulator, NODE_AT_ONCE, (page) => items.push(...page), shape);
		expect('The loop', items.length, all);
	};
	const handingOver = async () =>
		expect('The loop', await inLots((take) => bare(emulator, TRIGGER_AT_ONCE, take)), all);
	const receiptsOf = `${all.toLocaleString('en')} receipts of ${REGISTERS} registers`;
	const added = withAdditions(emulator);
	// The emulator makes a receipt up when it is asked for the first time; that time is not the node's.
	await bare(emulator, NODE_AT_ONCE, () => undefined);
	const some = await read(false, {}, { returnAll: false, limit: 1000 });
	await compare(
		emulator,
		added,
		some.map(({ json }) => json),
	);
	const rows = [
		[`Document: Get Many, ${receiptsOf}`, node(true, {}), asItIs, 1.1],
		['raw, as Kontur gives them', node(false, { addFields: [] }), asItIs, 1 / 0.85],
		['raw, with labels, roubles and VAT', node(false, {}), asItIs, 1.6],
		['the same, where the loop adds them too', node(false, {}), added, 1 / 0.85],
	] as const;
	for (const [what, ours, shape, ratio] of rows) {
		const times = await sideBySide(ROUNDS, ours, gathering(shape));
		yield { what, ...times, unit: 'ms', bound: { ratio } };
	}
	for (const [what, simplify, most] of MEMORY) {
		const ours = await peakMemory(node(simplify, {}));
		const theirs = await peakMemory(gathering(asItIs));
		yield { what, ours, theirs, unit: 'MB', bound: { most } };
	}
	const again = (shape: Shape) => async () =>
		expect('The loop', await sameReads(emulator, TRIGGER_AT_ONCE, reads, shape), all);
	const whole = { addFields: [] };
	const triggerRows = [
		['trigger from a date, the same receipts', true, {}, again(asItIs), { bound: { ratio: 1 / 0.8 } }],
		['without Simplify, as Kontur gives them', false, whole, again(asItIs), { bound: { ratio: 1 / 0.8 } }],
		[
			'with labels, roubles and VAT, which the loop adds too',
			false,
			{},
			again(added),
			{ bound: { ratio: 1 / 0.8 } },
		],
		['the trigger against every page once, one list', true, {}, handingOver, { bound: { ratio: 1 / 0.8 } }],
	] as const;
	for (const [what, simplify, options, theirs, judged] of triggerRows) {
		const times = await sideBySide(ROUNDS, trigger(simplify, options), theirs);
		yield { what, ...times, unit: 'ms', ...judged };
	}
}

/** Reads documents of all registers with Get Many. */
async function documentsOf(
	engine: Engine,
	{ from, to }: BenchEmulator,
	parameters: { output?: string; options?: object },
	items: INodeExecutionData[] = [{ json: {} }],
): Promise<INodeExecutionData[]> {
	const result = await engine.run(
		OFD,
		{
			...{ resource: 'document', operation: 'getAll', cashRegisters: 'all' },
			...{ period: 'custom', dateFrom: from, dateTo: to, returnAll: true, ...parameters },
			options: { types: [], ...parameters.options },
		},
		{ credentials: ofdCredential, items },
	);
	if (result.error) throw result.error;
	return result.items;
}

async function* toFile(emulator: BenchEmulator): AsyncGenerator<Line> {
	await startBinaryData('filesystem');
	const engine = benchEngine(emulator.url);
	const folder = mkdtempSync(join(tmpdir(), 'kontur-bench-'));
	const all = REGISTERS * EACH;
	const written = async (parameters: object, files = 1) => {
		const items = Array.from({ length: files }, () => ({ json: {} }));
		const found = await documentsOf(engine, emulator, parameters, items);
		expect(
			'The node',
			found.reduce((sum, { json }) => sum + Number(json.documents), 0),
			all * files,
		);
	};
	const raw = { output: 'raw', options: { output: 'ndjson', addFields: [] } };
	const streaming = async () => {
		const file = createWriteStream(join(folder, 'receipts.ndjson'));
		let count = 0;
		await bare(emulator, NODE_AT_ONCE, (page) => {
			count += page.length;
			file.write(page.map(({ json }) => `${JSON.stringify(json)}\n`).join(''));
		});
		await new Promise<void>((resolve) => file.end(resolve));
		expect('The loop', count, all);
	};
	try {
		// The emulator makes a receipt up when it is asked for the first time; that time is not the node's.
		await bare(emulator, NODE_AT_ONCE, () => undefined);
		const times = await sideBySide(ROUNDS, async () => await written(raw), streaming);
		const what = `${all.toLocaleString('en')} receipts to an NDJSON file`;
		yield { what, ...times, unit: 'ms', bound: { ratio: 1 / 0.85 } };
		for (const output of ['ndjson', 'csv']) {
			const ours = await peakMemory(async () => await written({ options: { output } }, FILES));
			yield {
				what: `memory of ${(all * FILES).toLocaleString('en')} receipts to ${output.toUpperCase()}`,
				...{ ours, unit: 'MB', bound: { most: 150 }, note: `${FILES} files that are written together` },
			};
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function* quiet(emulator: BenchEmulator): AsyncGenerator<Line> {
	const engine = benchEngine(emulator.url);
	const staticData: IDataObject = {};
	const pollOnce = engine.activate(
		OFD_TRIGGER,
		{ organizations: 'all', cashRegisters: 'all', types: [], startFrom: 'now' },
		{ credentials: ofdCredential },
	);
	const poll = async () => {
		await emulator.pass(MINUTE);
		await pollOnce({ staticData });
	};
	await poll();
	// Busy until a moment ago.
	for (let polls = 0; polls < 10; polls++) {
		await emulator.print(3);
		await poll();
	}
	await emulator.requests();
	for (let polls = 0; polls < QUIET_POLLS; polls++) await poll();
	yield {
		what: `requests of a poll of ${BUSY.registers} registers that were busy, nothing new`,
		ours: (await emulator.requests()) / QUIET_POLLS,
		unit: '',
		note: `the mean of ${QUIET_POLLS} polls, a minute apart`,
	};
}

async function* fleet(emulator: BenchEmulator): AsyncGenerator<Line> {
	const engine = benchEngine(emulator.url);
	const staticData: IDataObject = {};
	const pollOnce = engine.activate(
		OFD_TRIGGER,
		{ organizations: 'all', cashRegisters: 'all', types: [], startFrom: 'now' },
		{ credentials: ofdCredential },
	);
	const poll = async () => {
		await emulator.pass(MINUTE);
		return (await pollOnce({ staticData })).items?.length ?? 0;
	};
	for (let polls = 0; polls < 3; polls++) await poll();
	await emulator.requests();
	for (let polls = 0; polls < 10; polls++) await poll();
	yield {
		what: 'requests of a poll of 300 registers, nothing new',
		ours: (await emulator.requests()) / 10,
		unit: '',
		note: 'one for the list, the others force a look at quiet registers',
	};
	const readNew = async (each: number) => {
		const { since, until } = await emulator.print(each);
		// The emulator makes a receipt up when it is asked for the first time; that time is not the trigger's.
		await bare({ ...emulator, from: since, to: until }, TRIGGER_AT_ONCE, () => undefined);
		await emulator.requests();
		const wanted = each * FLEET.registers;
		let count = 0;
		let ours = 0;
		for (let polls = 0; polls < 100 && count < wanted; polls++) {
			ours += await milliseconds(async () => (count += await poll()));
		}
		expect('The trigger', count, wanted);
		const reads = await emulator.reads();
		const theirs = await milliseconds(async () =>
			expect('The loop', await sameReads(emulator, TRIGGER_AT_ONCE, reads), wanted),
		);
		return { ours, theirs };
	};
	// Warms up.
	await readNew(100);
	const rounds: Array<{ ours: number; theirs: number }> = [];
	const memory = await peakMemory(async () => {
		for (let round = 0; round < FLEET_ROUNDS; round++) rounds.push(await readNew(1000));
	});
	const times = {
		ours: medianOf(rounds.map(({ ours }) => ours)),
		theirs: medianOf(rounds.map(({ theirs }) => theirs)),
	};
	yield {
		what: '300 registers with 1,000 new receipts each',
		...times,
		unit: 'ms',
		bound: { ratio: 1 / 0.8 },
	};
	yield { what: 'memory meanwhile', ours: memory, unit: 'MB' };
	yield {
		what: 'state of 300 registers after it',
		ours: JSON.stringify(staticData).length / 1000,
		unit: 'kB',
		bound: { most: 200 },
	};
}

/** How long a workflow takes that is started by its web address and answers with numbers of documents. */
async function timeOf(n8n: N8n, file: WorkflowFile, path: string): Promise<number> {
	await n8n.activate(await n8n.createWorkflow(file));
	// n8n takes its time to listen on a new address.
	return await until(`${file.name} to begin`, 60, async () => {
		const started = performance.now();
		const { status, data } = await axios.get<unknown>(`${n8n.url}/webhook/${path}`, {
			proxy: false,
			validateStatus: () => true,
		});
		if (status === 404) return undefined;
		const counts = Object.values(data ?? {}).filter((count) => typeof count === 'number');
		expect(
			file.name,
			counts.reduce((a, b) => a + b, 0),
			REGISTERS * EACH,
		);
		return performance.now() - started;
	});
}

const WANTED = {
	table: 'a table of receipts: what Simplify gives',
	raw: 'receipts as Kontur gives them',
};

async function* byHand(emulator: BenchEmulator): AsyncGenerator<Line> {
	const n8n = await N8n.start({ places: places(), name: 'bench' });
	try {
		const credentials = await createCredentials(n8n, emulator.url, await makeSigner());
		for (const wanted of ['table', 'raw'] as const) {
			const source = (path: string): Source => ({ ...emulator, path: `${path}-${wanted}`, credentials });
			const by = async (make: typeof withOneNode, path: string) => {
				const from = source(path);
				return await timeOf(n8n, make(from, wanted), from.path);
			};
			yield {
				what: WANTED[wanted],
				ours: await by(withOneNode, 'one-node'),
				theirs: await by(withHttpRequests, 'by-hand'),
				unit: 'ms',
				...(wanted === 'table'
					? { bound: { ratio: 1 / 3 } }
					: { note: 'requests alone, nothing to work out' }),
			};
		}
	} finally {
		await n8n.stop();
	}
}

const withEmulator = (
	receipts: { registers: number; each: number },
	latencyMs: number,
	work: (emulator: BenchEmulator) => AsyncGenerator<Line>,
) =>
	async function* () {
		const emulator = await startBenchEmulator({ receipts, options: { latencyMs } });
		try {
			yield* work(emulator);
		} finally {
			emulator.stop();
		}
	};

const MANY = { registers: REGISTERS, each: EACH };
const FLEET = { registers: 300, each: 1 };
const BUSY = { registers: 20, each: 10 };
const QUIET_POLLS = 60;
// Small: a page of a thousand documents takes Kontur longer, and the network comes on top.
const LATENCY = 100;

/** Reading receipts in bulk. */
export const receipts: Area = {
	title: 'Receipts',
	missing: notSetUp,
	tables: () => [
		...[LATENCY, 0].flatMap((latency) => {
			const answers = latency ? `answers take ${latency} ms` : 'answers at once';
			return [
				{
					title: `in the engine of n8n, ${answers}`,
					other: 'axios',
					lines: withEmulator(MANY, latency, lines),
				},
				{ title: `to a file, ${answers}`, other: 'stream', lines: withEmulator(MANY, latency, toFile) },
				{
					title: `trigger, 300 registers, ${answers}`,
					other: 'axios',
					lines: withEmulator(FLEET, latency, fleet),
				},
			];
		}),
		{ title: 'trigger, quiet', lines: withEmulator(BUSY, 0, quiet) },
		{
			title: 'one node against HTTP Request nodes in a loop, in a real n8n',
			other: 'by hand',
			lines: withEmulator(MANY, LATENCY, byHand),
		},
	],
};
