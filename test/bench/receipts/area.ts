import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';
import { makeSigner } from '../../e2e/support/certificate';
import { N8n, type WorkflowFile } from '../../e2e/support/n8n';
import { places } from '../../e2e/support/places';
import { GiveUp, until } from '../../e2e/support/wait';
import { createCredentials } from '../../e2e/support/workflows';
import { mostGathered } from '../../../nodes/shared/catalog/gathered';
import { OFD, OFD_TRIGGER, ofdCredential } from '../../host/kontur';
import type { Area, Line } from '../area';
import { startBenchEmulator, type BenchEmulator, type Read } from '../emulator';
import { benchEngine } from '../engine';
import { notSetUp } from '../places';
import { medianOf, milliseconds, peakMemory, sideBySide } from '../timing';
import { asItIs, bare, compare, inLots, sameReads, withAdditions, type Shape } from './loops';
import { withHttpRequests, withOneNode, type Source } from './workflows';

const REGISTERS = 50;
const EACH = 4000;
const MINUTE = 60_000;
const ROUNDS = 5;
const FLEET_ROUNDS = 3;
// As many as the node and the trigger work on.
const NODE_AT_ONCE = 8;
const TRIGGER_AT_ONCE = 4;

function expect(what: string, count: number, least: number): void {
	if (count < least) throw new GiveUp(`${what} read ${count} of ${least} documents`);
}

async function* lines(emulator: BenchEmulator): AsyncGenerator<Line> {
	const engine = benchEngine(emulator.url);
	// The loop has no bound either.
	mostGathered.bytes = Infinity;
	const all = REGISTERS * EACH;
	const read = async (simplify: boolean, options: object, most: object) => {
		const { items, error } = await engine.run(
			OFD,
			{
				resource: 'document',
				operation: 'getAll',
				cashRegisters: 'all',
				dateFrom: emulator.from,
				dateTo: emulator.to,
				types: [],
				options,
				simplify,
				...most,
			},
			{ credentials: ofdCredential },
		);
		if (error) throw error;
		return items;
	};
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
		[`Document: Get Many, ${receiptsOf}`, node(true, {}), asItIs],
		['without Simplify, as Kontur gives them', node(false, { addFields: [] }), asItIs],
		['with labels, roubles and VAT, which the loop adds too', node(false, {}), added],
	] as const;
	for (const [what, ours, shape] of rows) {
		const times = await sideBySide(ROUNDS, ours, gathering(shape));
		yield { what, ...times, unit: 'ms', bound: { ratio: 1 / 0.85 } };
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
				{
					title: `trigger, 300 registers, ${answers}`,
					other: 'axios',
					lines: withEmulator(FLEET, latency, fleet),
				},
			];
		}),
		{
			title: 'one node against HTTP Request nodes in a loop, in a real n8n',
			other: 'by hand',
			lines: withEmulator(MANY, LATENCY, byHand),
		},
	],
};
