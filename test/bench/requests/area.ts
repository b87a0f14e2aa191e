import { EXTERN, externCredential } from '../../host/engine/kontur';
import type { Area, Line } from '../area';
import { startBenchEmulator, type BenchEmulator } from '../emulator';
import { bareExtern, bareLoop, benchEngine } from '../engine';
import { sized } from '../size';
import { milliseconds, sideBySide } from '../timing';
import { BARE_NODE, BareNode } from './bareNode';

const ITEMS = sized(1000, 300);
const ROUNDS = sized(5, 3);
// What one operation may add to n8n's own helper, milliseconds.
const MOST_ADDED = 0.5;

async function* oneByOne(emulator: BenchEmulator): AsyncGenerator<Line> {
	const engine = benchEngine(emulator.url, { [BARE_NODE]: new BareNode() });
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
	const byHelper = async (width: number) => {
		const { json, error } = await engine.run(
			BARE_NODE,
			{ url: `${emulator.url}${path}`, width },
			{ credentials: externCredential, items: things.map(() => ({ json: {} })) },
		);
		if (error ?? json.length !== ITEMS) throw new Error(`The bare node failed: ${error?.message}`);
	};
	await run(1);
	await byHelper(1);
	const each = (total: number) => total / ITEMS;
	for (const width of [1, 8]) {
		const { ours, theirs } = await sideBySide(
			ROUNDS,
			async () => await run(width),
			async () => await byHelper(width),
		);
		yield {
			what: `one operation of ${ITEMS}, ${width} at once`,
			ours: each(ours),
			theirs: each(theirs),
			unit: 'ms',
			bound: { more: MOST_ADDED },
		};
		const bare = await milliseconds(
			async () => await bareLoop(things, width, async () => await client.get(path)),
		);
		yield {
			what: '  beside axios alone, which keeps its connections',
			ours: each(ours),
			theirs: each(bare),
			unit: 'ms',
		};
	}
}

/** What an operation costs compared with n8n's own helper for requests. */
export const requests: Area = {
	title: 'Overhead of an operation, in the engine of n8n',
	missing: () => undefined,
	tables: () => [
		{
			title: 'time for each',
			other: 'helper',
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
