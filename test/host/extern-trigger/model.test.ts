import type { IDataObject } from 'n8n-workflow';
import { SeededRandom } from '../../emulator/core/random';
import { startEmulator, type Emulator } from '../../emulator/server';
import { sampleCells } from '../../support/sampling';
import { CredentialStore } from '../engine/engine';
import { externProcess, VirtualTime } from './process';
import { ChangesHistory, type ListEvents } from './changes-history';
import { FeedHistory } from './feed-history';
import { externSettings } from '../engine/kontur';

/*
 * Random histories of events and document flows: of a Kontur that errs, of something in between that answers in its
 * place, of clocks that are set by hours, of rights that are given later, and of an n8n that is killed or publishes the
 * workflow anew. At the end of each all that had to be told has been told, nothing twice by one process, and no
 * activation has failed.
 * KONTUR_MODEL_SEED=<seed> runs one history again; KONTUR_MODEL_HISTORIES=<n> another number of each kind.
 */

const kinds = ['feed', 'changes', 'incoming'] as const;
const histories: Record<(typeof kinds)[number], number> = { feed: 300, changes: 300, incoming: 300 };
const PER_TEST = 20;

const { KONTUR_MODEL_SEED: only, KONTUR_MODEL_HISTORIES: count } = process.env;
const seedsOf = (kind: (typeof kinds)[number]) =>
	sampleCells(
		'Histories',
		kind,
		Array.from({ length: Number(count ?? histories[kind]) }, (_, index) => `${kind}-${index + 1}`).filter(
			(seed) => only === undefined || seed === only,
		),
		count === undefined ? 2 : Infinity,
	);

const blocks = kinds.flatMap((kind) => {
	const seeds = seedsOf(kind);
	return Array.from({ length: Math.ceil(seeds.length / PER_TEST) }, (_, index) => {
		const part = seeds.slice(index * PER_TEST, (index + 1) * PER_TEST);
		return { kind, part, name: `${part[0]} to ${part.at(-1)}` };
	});
});

let time: VirtualTime;
let emulator: Emulator;
let store: CredentialStore;

beforeAll(async () => {
	time = new VirtualTime();
	emulator = await startEmulator();
	// Three accounts are enough, and each poll asks for every one.
	const { accounts } = emulator.state.extern;
	for (const id of [...accounts.keys()].slice(3)) accounts.delete(id);
	store = new CredentialStore();
	const data: IDataObject = externSettings(emulator) as IDataObject;
	store.put('extern', { name: 'Kontur.Extern', type: 'konturExternApi', data: data as never });
});
afterAll(async () => {
	await emulator.close();
	jest.restoreAllMocks();
});

const newProcess = async () => await externProcess(store, time);

test.each(blocks)(
	'$name',
	async ({ kind, part }) => {
		for (const seed of part) {
			const parts = { emulator, time, random: new SeededRandom(seed), newProcess };
			const history =
				kind === 'feed' ? new FeedHistory(parts) : new ChangesHistory(parts, kind as ListEvents);
			const story = await history.run();
			if (story.problems.length > 0) {
				throw new Error(
					[`KONTUR_MODEL_SEED=${seed}`, ...story.problems, 'What happened:', ...story.log].join('\n'),
				);
			}
		}
	},
	600_000,
);
