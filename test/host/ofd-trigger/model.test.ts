import type { CredentialStore } from '../engine/engine';
import type { FiscalDocument } from '../../emulator/ofd';
import type { FaultInput } from '../../emulator/core/faults/faults';
import { startEmulator, type Emulator } from '../../emulator/server';
import { sampleCells } from '../../support/sampling';
import { Host, type Fate } from '../ofd/host';
import { ofdStore } from './process';
import { DAY, HOUR, MINUTE, Random, World, saleKinds, wall } from './world';

/*
 * Random histories of shops, with the real trigger reading them. KONTUR_MODEL_SEED=17 runs history 17 alone and tells
 * what happened in it; KONTUR_MODEL_HISTORIES=5000 sets the number of runs, from KONTUR_MODEL_FIRST on.
 */
const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const ONLY = process.env.KONTUR_MODEL_SEED;
const FIRST = ONLY === undefined ? number('KONTUR_MODEL_FIRST', 1) : Number(ONLY);
const COUNT = ONLY === undefined ? number('KONTUR_MODEL_HISTORIES', 500) : 1;
const SEEDS = sampleCells(
	'Histories',
	'receipts',
	Array.from({ length: COUNT }, (_none, index) => FIRST + index),
	process.env.KONTUR_MODEL_HISTORIES === undefined ? 5 : COUNT,
);
const CHUNK = 50;

// Time stands still while a poll runs; what waits in it must not wait for a clock.
jest.mock('../../../nodes/shared/transport/pace/wait', () => ({
	...jest.requireActual<object>('../../../nodes/shared/transport/pace/wait'),
	wait: async () => await Promise.resolve(),
}));

let emulator: Emulator;
let store: CredentialStore;
/** How far this machine's clock is ahead. */
let skew = 0;
let beforeRequest: (() => void) | undefined;

beforeAll(async () => {
	emulator = await startEmulator();
	store = ofdStore(emulator);
	const { clock } = emulator.state;
	clock.freeze();
	jest.spyOn(Date, 'now').mockImplementation(() => clock.now().getTime() + skew);
	const begin = clock.now().getTime();
	jest.spyOn(performance, 'now').mockImplementation(() => clock.now().getTime() - begin);
	const runDue = clock.runDue.bind(clock);
	// The emulator looks at its clock before every request: the place for what happens in the middle of a poll.
	clock.runDue = () => {
		runDue();
		beforeRequest?.();
	};
});
afterAll(async () => {
	jest.restoreAllMocks();
	await emulator.close();
});

interface Totals {
	histories: number;
	documents: number;
	delivered: number;
	polls: number;
	failures: number;
	restarts: number;
	largestState: number;
}

const totals: Totals = {
	histories: 0,
	documents: 0,
	delivered: 0,
	polls: 0,
	failures: 0,
	restarts: 0,
	largestState: 0,
};

const SWITCHES: Array<Parameters<Emulator['state']['ofd']['setSwitches']>[0]> = [
	{ pageLimit: 2 },
	{ pageLimit: 7 },
	{ unevenPages: true },
	{ unevenPages: true, pageLimit: 4 },
	{ rawControls: true },
	{ rawOffset: true },
	{ emptyBody: true },
	{ emptyPaging: 'null' },
	{ emptyPeriodOffset: 'keep' },
	{ permission: 'cut' },
	{ unlimited: 'absent' },
	{ unlimited: 'far' },
	{ receivedFormat: 'plain' },
	{ receivedFormat: 'fraction' },
	{ zeroId: true },
	{ forbiddenRegister: 'cashboxdocuments' },
];

const FAULTS: FaultInput[] = [
	{ status: 500 },
	{ status: 503, times: 5 },
	{ status: 429, headers: { 'Retry-After': '0' } },
	{ status: 429, headers: { 'Retry-After': '0' }, times: 9 },
	{ cut: 'before' },
	{ cut: 'after', times: 6 },
	{ cut: 'body' },
];

/** What something in between answers in Kontur's place. */
const FOREIGN: FaultInput[] = [
	{ status: 200, body: {} },
	{ status: 200, body: [] },
	{ status: 200, body: null },
	{ status: 200, body: '"OK"' },
	{ status: 200, body: { status: 'maintenance' } },
	{ status: 200, body: { errorCodeId: 'urn:error:service:unavailable', errorCode: 500000 } },
	{ kind: 'html' },
	{ kind: 'empty' },
	{ kind: 'empty', status: 200 },
	{ kind: 'truncatedJson' },
	{ path: '/documents/by-period', status: 200, body: { documents: [], paging: {} } },
	{ status: 403, body: { message: 'denied' } },
];

/** How far the machine's clock and the `Date` header are ahead; null for no header. */
const CLOCKS: Array<{ machine: number; header: number | null }> = [
	{ machine: 0, header: 0 },
	{ machine: 2 * HOUR, header: 0 },
	{ machine: -3 * HOUR, header: 0 },
	{ machine: 26 * HOUR, header: 0 },
	{ machine: 0, header: 5 * HOUR },
	{ machine: 0, header: -2 * HOUR },
	{ machine: 0, header: null },
	{ machine: 2 * HOUR, header: null },
	{ machine: -2 * HOUR, header: null },
];

const REFUSALS: FaultInput[] = [
	{
		path: '/documents/by-period',
		status: 400,
		body: { errorCodeId: 'urn:error:page-query:build:invalid', errorCode: 400000 },
	},
	{
		path: '/documents/by-period',
		status: 400,
		body: { errorCodeId: 'urn:error:document-metas-service:get-document-ids:failed', errorCode: 400000 },
	},
	{
		path: '/documents/by-period',
		status: 403,
		body: { errorCodeId: 'urn:error:access-to:cashboxdocuments:forbidden', errorCode: 403000 },
	},
	{
		path: '/cashboxes',
		status: 403,
		body: { errorCodeId: 'urn:error:access-to:cashbox:forbidden', errorCode: 403002 },
		times: 3,
	},
];

const FATES: Array<[number, Fate]> = [
	[30, 'ends'],
	[3, 'killed'],
	[1, 'nothing saved'],
	[1, 'state saved, execution not'],
	[1, 'execution saved, state not'],
	[1, 'all saved'],
	[2, 'abandoned'],
	[2, 'overlapped'],
];

function fateOf(random: Random): Fate {
	let left = random.share() * FATES.reduce((sum, [weight]) => sum + weight, 0);
	return FATES.find(([weight]) => (left -= weight) < 0)?.[1] ?? 'ends';
}

class History {
	private readonly random: Random;

	private readonly world: World;

	private readonly host: Host;

	private readonly types: readonly string[];

	private readonly startDate?: string;

	private startedAt = 0;

	/** Then some of what was there before the activation may come as well. */
	private areClocksWrong = false;

	constructor(readonly seed: number) {
		const random = new Random(seed);
		this.random = random;
		const { ofd, clock } = emulator.state;
		// Each history is over when the next one begins: time runs one way for the sessions that they share.
		const begin = Date.parse('2026-03-01T00:00:00Z') + seed * 60 * DAY + random.from(0, 9 * 24 * 60) * MINUTE;
		clock.freeze(new Date(begin));
		emulator.control.clearFaults();
		emulator.control.clearLog();
		this.setClocks(random.chance(0.3) ? random.pick(CLOCKS) : CLOCKS[0]);
		ofd.setSwitches({
			pageLimit: null,
			unevenPages: false,
			rawControls: false,
			rawOffset: false,
			emptyBody: false,
			emptyPaging: 'absent',
			emptyPeriodOffset: 'error',
			permission: 'refuse',
			unlimited: 'null',
			receivedFormat: 'z',
			zeroId: false,
			forbiddenRegister: 'cashbox',
		});
		for (let count = random.from(0, 3); count > 0; count--) ofd.setSwitches(random.pick(SWITCHES));
		// Without safety sweeps only what leaves a trace is found: a number that is missing, a drive that was not closed.
		const isPlain = random.chance(0.35);
		this.world = new World(ofd, random, {
			clocks: !isPlain && random.chance(0.6),
			permissions: random.chance(0.5),
			missing: !isPlain,
		});
		this.types = random.chance(0.8) ? saleKinds : [];
		const isDated = random.chance(0.3);
		this.startDate = isDated ? wall(begin - random.from(-1, 8 * 24) * HOUR) : undefined;
		const parameters = {
			types: this.types,
			startFrom: isDated ? 'date' : 'now',
			startDate: this.startDate,
			options: { dailySweep: isPlain ? 'none' : random.pick(['small', 'all', undefined]) },
		};
		const scheduler = random.chance(0.65) ? 'memory' : 'durable';
		this.host = new Host(store, scheduler, parameters);
		this.world.tell(`${scheduler} ${JSON.stringify({ parameters, switches: ofd.switches, skew })}`);
	}

	get story() {
		return this.world.story.join('\n');
	}

	async run() {
		const { random, world, host } = this;
		world.found();
		for (let count = random.from(0, 12); count > 0; count--) {
			if (random.chance(0.8)) world.happen();
			this.pass(random.from(1, 30) * HOUR);
		}
		await host.start();
		await this.activate();
		const end = emulator.state.clock.now().getTime() + random.from(2, 26 * 24) * HOUR;
		for (let count = random.from(4, 14); count > 0; count--) {
			for (let happenings = random.from(0, 3); happenings > 0; happenings--) world.happen();
			const left = Math.max(0, end - emulator.state.clock.now().getTime());
			const steps = [0, 20_000, MINUTE, MINUTE, 5 * MINUTE, HOUR, 7 * HOUR, 26 * HOUR, 6 * DAY];
			this.pass(Math.min(left, random.pick(steps)) + 1000 * random.from(1, 30));
			await this.tickWithTroubles();
		}
		await this.comeToRest();
	}

	/** n8n tries an activation several times; only what may pass goes wrong here. */
	private async activate() {
		const { random, host } = this;
		this.startedAt = Math.floor(emulator.state.clock.now().getTime() / 1000) * 1000;
		if (random.chance(0.4)) {
			emulator.control.addFault({
				service: 'ofd',
				skip: random.from(0, 6),
				...random.pick(random.chance(0.5) ? FAULTS : FOREIGN),
				// The whole poll fails, or some of its registers.
				times: random.pick([100, 100, 4, 9, 20]),
			});
		}
		await this.tick('ends');
		emulator.control.clearFaults();
		expect(host.failures).toBe(0);
		this.world.isWatched = true;
	}

	private async tickWithTroubles() {
		const { random, world, host } = this;
		const fate = fateOf(random);
		if (fate === 'killed') {
			emulator.control.addFault({ service: 'ofd', skip: random.from(0, 6), times: 100_000, cut: 'before' });
		} else if (random.chance(0.25)) {
			const fault = random.pick(random.pick([FAULTS, FAULTS, FOREIGN, FOREIGN, REFUSALS]));
			const lasting = FOREIGN.includes(fault) && random.chance(0.5) ? { times: 100 } : {};
			emulator.control.addFault({ service: 'ofd', skip: random.from(0, 6), ...fault, ...lasting });
			world.tell(`fault ${JSON.stringify({ ...fault, ...lasting })}`);
		}
		if (random.chance(0.1)) {
			this.setClocks(random.pick(CLOCKS));
			world.tell(`machine ${skew} ms ahead, ${JSON.stringify(emulator.state.options)}`);
		}
		if (random.chance(0.1)) {
			world.tell('sessions end');
			emulator.control.dropSessions();
		}
		let happensBefore = random.chance(0.25) ? random.from(1, 8) : 0;
		let isHappening = false;
		beforeRequest = () => {
			happensBefore -= 1;
			if (happensBefore !== 0 || isHappening) return;
			isHappening = true;
			world.tell('in the middle of the poll:');
			if (random.chance(0.3)) emulator.control.dropSessions();
			else world.happen();
			isHappening = false;
		};
		await this.tick(fate);
		beforeRequest = undefined;
		emulator.control.clearFaults();
		if (random.chance(0.03)) {
			world.tell('republished');
			host.republish();
		}
	}

	private setClocks({ machine, header }: (typeof CLOCKS)[number]) {
		skew = machine;
		emulator.control.setOptions({ dateHeader: header !== null, dateHeaderMs: header ?? 0 });
		this.areClocksWrong ||= machine !== 0 || header !== 0;
	}

	private async tick(fate: Fate) {
		const { host, world } = this;
		const before = host.delivered.length;
		await host.tick(fate);
		totals.polls += 1;
		totals.largestState = Math.max(totals.largestState, host.stateSize);
		const came = host.delivered.slice(before);
		world.tell(`poll ${fate}: ${came.length > 0 ? came.join(' ') : '-'}`);
	}

	private pass(ms: number) {
		emulator.state.clock.advance(Math.floor(ms / 1000) * 1000);
		this.world.deliverWhatIsDue();
	}

	private isOfStart = ({ dateTime, receivedAt }: FiscalDocument) =>
		this.startDate === undefined ? (receivedAt ?? 0) >= this.startedAt : dateTime >= this.startDate;

	/** Clocks that contradict each other leave open whether what arrives at the very moment of the start is new. */
	private isAfterStart = (document: FiscalDocument) =>
		this.isOfStart(document) &&
		!(this.areClocksWrong && this.startDate === undefined && document.receivedAt === this.startedAt);

	private async comeToRest() {
		const { world, host, random } = this;
		world.settle(random.chance(0.8));
		const missing = () => {
			const { must } = world.accepted(this.isAfterStart, this.types);
			const delivered = new Set(host.delivered);
			return [...must].filter((key) => !delivered.has(key));
		};
		for (let count = 0; count < 40 && (count < 3 || missing().length > 0); count++) {
			this.pass(count % 10 === 1 ? 25 * HOUR : 70 * MINUTE);
			await this.tick('ends');
		}
		const { must } = world.accepted(this.isAfterStart, this.types);
		expect(missing()).toEqual([]);
		const reason = world.accepted(
			this.areClocksWrong && this.startDate === undefined ? () => true : this.isOfStart,
			this.types,
		);
		expect(host.delivered.filter((key) => !reason.must.has(key) && !reason.may.has(key))).toEqual([]);
		totals.histories += 1;
		totals.documents += must.size;
		totals.delivered += host.delivered.length;
		totals.failures += host.failures;
		totals.restarts += host.restarts - 1;
	}
}

describe('whatever happens, every document that was accepted comes, and once', () => {
	const chunks = Array.from({ length: Math.ceil(SEEDS.length / CHUNK) }, (_, index) => {
		const seeds = SEEDS.slice(index * CHUNK, (index + 1) * CHUNK);
		return { first: seeds[0], last: seeds.at(-1), seeds };
	});

	test.each(chunks)(
		'histories $first to $last',
		async ({ seeds }) => {
			for (const seed of seeds) {
				const history = new History(seed);
				await history.run().catch((error: unknown) => {
					beforeRequest = undefined;
					const message = error instanceof Error ? error.message : String(error);
					throw new Error(`KONTUR_MODEL_SEED=${seed}\n${history.story}\n${message}`, { cause: error });
				});
				if (ONLY !== undefined) process.stdout.write(`${history.story}\n`);
			}
		},
		600_000,
	);

	afterAll(() => {
		process.stdout.write(`${SEEDS.length} histories: ${JSON.stringify(totals)}\n`);
	});
});
