import { EXTERN, externCredential } from '../../host/kontur';
import type { Area, Line } from '../area';
import { startBenchEmulator, type BenchEmulator } from '../emulator';
import { bareExtern, bareLoop, benchEngine } from '../engine';
import { sideBySide } from '../timing';

const ITEMS = 1000;
const ROUNDS = 5;
// What one operation may add to the bare request.
const MOST_ADDED = 3;

async function* oneByOne(emulator: BenchEmulator): AsyncGenerator<Line> {
	const engine = benchEngine(emulator.url);
	const client = await bareExtern(emulator.url);
	const path = `/v1/${emulator.accountId}`;
	const things = Array.from({ length: ITEMS });
	const run = async (parallelRequests: number) => {
		engine.credentials.set('extern', { ...engine.store.get('extern').data, parallelRequests });
		const { items, error } = await engine.run(
			EXTERN,
			{ resource: 'account', operation: 'get', accountId: emulator.accountId, simplify: false },
			{ credentials: externCredential, items: things.map(() => ({ json: {} })) },
		);
		if (error ?? items.length !== ITEMS) throw new Error(`The run failed: ${error?.message}`);
	};
	await run(1);
	for (const width of [1, 8]) {
		const { ours, theirs } = await sideBySide(
			ROUNDS,
			async () => await run(width),
			async () => await bareLoop(things, width, async () => await client.get(path)),
		);
		const each = (total: number) => total / ITEMS;
		yield {
			what: `one operation of ${ITEMS}, ${width} at once`,
			ours: each(ours),
			theirs: each(theirs),
			unit: 'ms',
			bound: { more: MOST_ADDED },
		};
	}
}

/** What an operation costs compared with the bare request. */
export const requests: Area = {
	title: 'Overhead of an operation, in the engine of n8n',
	missing: () => undefined,
	tables: () => [
		{
			title: 'time for each',
			other: 'axios',
			lines: async function* () {
				const emulator = await startBenchEmulator();
				try {
					yield* oneByOne(emulator);
				} finally {
					emulator.stop();
				}
			},
		},
	],
};
