import { fork } from 'child_process';
import { join } from 'path';
import type { Area, Line } from '../area';
import { startBenchEmulator, type BenchEmulator } from '../emulator';
import type { Soaked } from './apart';

const MINUTES = Number(process.env.KONTUR_SOAK_MINUTES ?? 20);
const REGISTERS = 20;
// Of the heap after a collection: what V8 compiles and caches later than the first tenth of the time.
const GROWTH = 10;

async function soak(emulator: BenchEmulator): Promise<Soaked> {
	const child = fork(join(__dirname, 'apart.js'), [JSON.stringify(emulator), String(MINUTES)], {
		execArgv: ['--expose-gc'],
	});
	return await new Promise((resolve, reject) => {
		child.on('message', ({ soaked, print }: { soaked?: Soaked; print?: number }) => {
			if (soaked) {
				child.kill();
				resolve(soaked);
			}
			// One receipt here and there, and the emulator's clock with them.
			else if (print) void emulator.pass(60_000).then(async () => await emulator.print(1));
		});
		child.once('exit', (code) => reject(new Error(`The process ended with ${code}`)));
	});
}

async function* lines(emulator: BenchEmulator): AsyncGenerator<Line> {
	const { early, late, reports, receipts, events } = await soak(emulator);
	yield {
		what: 'rounds',
		ours: late.rounds,
		unit: '',
		note: `${reports} reports, ${receipts} receipts, ${events} events`,
	};
	yield {
		what: 'heap after a collection',
		ours: late.heap,
		theirs: early.heap,
		unit: 'MB',
		bound: { more: GROWTH },
	};
	yield { what: 'memory of the process', ours: late.rss, theirs: early.rss, unit: 'MB' };
	yield { what: 'open handles', ours: late.handles, theirs: early.handles, unit: '', bound: { ratio: 1 } };
}

/** Hours of work in one process: what it holds must not grow. */
export const soakArea: Area = {
	title: `Soak, ${MINUTES} minutes`,
	missing: () => undefined,
	tables: () => [
		{
			title: 'triggers, reports and reads without a pause: at the end against after a tenth of the time',
			other: 'early',
			lines: async function* () {
				const emulator = await startBenchEmulator({
					options: { taskMs: 5, docflowVisibleMs: 5 },
					receipts: { registers: REGISTERS, each: 1 },
				});
				try {
					yield* lines(emulator);
				} finally {
					emulator.stop();
				}
			},
		},
	],
};
