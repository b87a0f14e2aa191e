import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { makeSigner } from '../../e2e/support/certificate';
import { binaryItem, startBinaryData } from '../../host/engine/engine';
import { EXTERN, externCredential, OFD, OFD_TRIGGER, ofdCredential } from '../../host/engine/kontur';
import type { Area, Line } from '../area';
import { startBenchEmulator, type BenchEmulator, type Contents } from '../emulator';
import { benchEngine } from '../engine';
import { engineWith, makeReports, sendByNode } from '../report/beside';
import { sized } from '../size';
import { milliseconds } from '../timing';

// The work of a row once, four times and sixteen times.
const TIMES = [1, 4, 16];
// How much longer a unit may take where there is more to do.
const MOST = 1.2;
const MB = 1024 * 1024;

/** Does `count` units of work and returns its milliseconds. */
type Work = (count: number) => Promise<number>;

interface Row {
	what: string;
	/** Units of the smallest size. */
	units: number;
	prepare: () => Promise<Work>;
}

const started: BenchEmulator[] = [];

async function emulatorWith(contents: Contents): Promise<BenchEmulator> {
	const emulator = await startBenchEmulator(contents);
	started.push(emulator);
	return emulator;
}

const quickTasks = { taskMs: 1, docflowVisibleMs: 1 };

async function failing<T extends { error?: unknown }>(result: Promise<T>): Promise<T> {
	const finished = await result;
	if (finished.error) throw finished.error;
	return finished;
}

const rows: readonly Row[] = [
	{
		what: 'receipts read by Document: Get Many',
		units: sized(4000, 1000),
		prepare: async () => {
			const registers = 8;
			return async (count) => {
				const emulator = await emulatorWith({ receipts: { registers, each: count / registers } });
				const engine = benchEngine(emulator.url);
				const { from, to } = emulator;
				const parameters = {
					...{ resource: 'document', operation: 'getAll', cashRegisters: 'all', types: [] },
					...{ period: 'custom', dateFrom: from, dateTo: to, returnAll: true, output: 'simplified' },
				};
				const read = async () =>
					await failing(engine.run(OFD, parameters, { credentials: ofdCredential, typeVersion: 1.1 }));
				// The emulator makes a receipt up when it is asked for the first time.
				const { items } = await read();
				if (items.length < count) throw new Error(`${items.length} of ${count} receipts`);
				return await milliseconds(read);
			};
		},
	},
	{
		what: 'cash registers polled by the trigger, each with 10 new receipts',
		units: sized(25, 10),
		prepare: async () => async (count) => {
			const emulator = await emulatorWith({ receipts: { registers: count, each: 1 } });
			const engine = benchEngine(emulator.url);
			const staticData: IDataObject = {};
			const parameters = { organizations: 'all', cashRegisters: 'all', types: [], startFrom: 'now' };
			const poll = engine.activate(OFD_TRIGGER, parameters, { credentials: ofdCredential });
			const pollOnce = async () => {
				await emulator.pass(60_000);
				return (await poll({ staticData })).items?.length ?? 0;
			};
			await pollOnce();
			let read = 0;
			return await milliseconds(async () => {
				for (let round = 0; round < 3; round++) {
					await emulator.print(10);
					read += await pollOnce();
				}
				while (read < 30 * count) read += await pollOnce();
			});
		},
	},
	{
		what: 'accounts listed by Account: Get Many',
		units: sized(250, 100),
		prepare: async () => async (count) => {
			const emulator = await emulatorWith({});
			await emulator.accounts(count);
			const engine = benchEngine(emulator.url);
			const list = async () =>
				await failing(
					engine.run(
						EXTERN,
						{ resource: 'account', operation: 'getAll', returnAll: false, limit: count },
						{ credentials: externCredential },
					),
				);
			await list();
			return await milliseconds(list);
		},
	},
	{
		what: 'reports sent by Report: Send',
		units: 8,
		prepare: async () => {
			const signer = await makeSigner();
			return async (count) => {
				const emulator = await emulatorWith({ options: quickTasks });
				const engine = await engineWith(emulator, signer);
				const accounts = await emulator.accounts(count);
				await sendByNode(engine, makeReports(accounts, 1));
				const reports = makeReports(accounts, count);
				return await milliseconds(async () => await sendByNode(engine, reports));
			};
		},
	},
	{
		what: 'megabytes of a file uploaded by Content: Upload',
		units: sized(16, 8),
		prepare: async () => async (count) => {
			await startBinaryData('filesystem');
			const emulator = await emulatorWith({});
			const engine = benchEngine(emulator.url);
			const upload = async (item: INodeExecutionData) =>
				await failing(
					engine.run(
						EXTERN,
						{
							resource: 'content',
							operation: 'upload',
							accountId: emulator.accountId,
							binaryPropertyName: 'data',
						},
						{ credentials: externCredential, items: [item] },
					),
				);
			const file = (bytes: number) => binaryItem({}, { data: { content: Buffer.alloc(bytes, 'Контур') } });
			await upload(await file(MB));
			const item = await file(count * MB);
			return await milliseconds(async () => await upload(item));
		},
	},
];

async function* lines(): AsyncGenerator<Line> {
	for (const { what, units, prepare } of rows) {
		const work = await prepare();
		const each: number[] = [];
		for (const times of TIMES) {
			const count = units * times;
			// The better of two: what else the machine does only adds to it.
			each.push(Math.min(await work(count), await work(count)) / count);
			for (const emulator of started.splice(0)) emulator.stop();
		}
		const [one, four, sixteen] = each;
		yield {
			what: `${what}: ${units * 16}`,
			...{ ours: sixteen, theirs: one, unit: 'ms', bound: { ratio: MOST } },
			note: `${(four / one).toFixed(2)}x for ${units * 4}`,
		};
	}
}

/** Time per unit must not grow with the number of units. */
export const growth: Area = {
	title: 'Growth: sixteen times the work, time for one unit',
	missing: () => undefined,
	tables: () => [{ title: 'in the engine of n8n', other: 'a 16th', lines }],
};
