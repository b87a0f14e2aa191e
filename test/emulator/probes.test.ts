import { Ask } from '../../scripts/probe/ask';
import { secretValues, type Keys } from '../../scripts/probe/ask/keys';
import { Secrets } from '../../scripts/probe/ask/secrets';
import { doubts } from '../../scripts/probe/doubts';
import { startStand, type Stand } from '../../scripts/probe/emulator';
import { runProbe, runProbes } from '../../scripts/probe/run';
import { sampleCells } from '../support/sampling';
import { completeInn } from './extern/organizations/inn';
import { readings } from './readings';

const probed = doubts.filter(({ probe }) => probe);
const others = probed.flatMap((doubt) =>
	Object.keys(doubt.readings)
		.slice(1)
		.map((reading) => ({ name: `${doubt.id}.${reading}`, doubt, reading })),
);

describe('the table of doubts', () => {
	it('has every doubt once', () => {
		const ids = doubts.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('leaves at most 15 % to a person', () => {
		expect((doubts.length - probed.length) / doubts.length).toBeLessThanOrEqual(0.15);
	});

	it('has a switch of the emulator for every other reading', () => {
		const switches = Object.entries(readings).flatMap(([id, rules]) =>
			Object.keys(rules).map((reading) => `${id}.${reading}`),
		);
		expect(switches.sort()).toEqual(others.map(({ name }) => name).sort());
	});
});

describe('every probe', () => {
	let stand: Stand;

	beforeAll(async () => {
		stand = await startStand();
	});

	afterAll(async () => {
		await stand.close();
	});

	const newAsk = (keys: Keys = stand.keys, isTestStand = true) =>
		new Ask({ ...stand, keys, isTestStand, secrets: new Secrets(secretValues(keys)) });

	it('are told apart by switches that are refused when unknown', async () => {
		const set = async (body: unknown) => {
			const address = `${stand.emulator.url}/_control/readings`;
			return (await fetch(address, { method: 'PUT', body: JSON.stringify(body) })).status;
		};
		expect(await set({ A3: 'expires' })).toBe(200);
		expect(stand.emulator.state.readings).toEqual({ A3: 'expires' });
		expect(await set({ A3: 'sometimes' })).toBe(400);
		expect(await set({ Z9: 'expires' })).toBe(400);
	});

	it('only reads unless it says that it writes', async () => {
		stand.reset();
		stand.emulator.control.clearLog();
		await runProbes(doubts, newAsk(), { allowed: new Set(['reads']) });
		const written = stand.emulator.control
			.log()
			.filter(({ service, method }) => ['extern', 'ofd'].includes(service) && method !== 'GET');
		expect(written.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
	});

	it('writes outside the test stand only into an account without document flows', async () => {
		stand.reset();
		const facts = { inn: completeInn('771234567'), kpp: '770101001', 'organization-name': 'Проба' };
		const made = await newAsk().extern('POST /v1', { json: facts });
		const used = [...stand.emulator.state.extern.accounts.keys()][0];
		const probe = doubts.filter(({ id }) => id === 'X24');
		const resultWith = async (account: string | undefined) => {
			const { outcomes } = await runProbes(probe, newAsk({ ...stand.keys, account }, false), {
				allowed: new Set(['reads', 'writes']),
			});
			return outcomes[0].result.kind;
		};
		expect(await resultWith(undefined)).toBe('lacking');
		expect(await resultWith(used)).toBe('lacking');
		expect(await resultWith(String(made.body.id))).toBe('reading');
	});

	it('is not asked about any more when the run takes too long', async () => {
		const finished = await runProbes(doubts, newAsk(), { allowed: new Set(['reads']), longest: 0 });
		expect(finished.outcomes).toEqual([]);
		expect(finished.stopped).toContain('The run took more than');
	});

	const usual = probed.map((doubt) => ({ name: doubt.id, doubt }));

	it.each(sampleCells('Probes', 'usual readings', usual, 20))(
		'finds the usual reading of $name',
		async ({ doubt }) => {
			stand.reset();
			const { result } = await runProbe(doubt, newAsk());
			expect(result).toEqual({ kind: 'reading', reading: Object.keys(doubt.readings)[0] });
		},
	);

	it.each(sampleCells('Probes', 'other readings', others, 30))('finds $name', async ({ doubt, reading }) => {
		stand.reset();
		stand.emulator.control.setReadings({ [doubt.id]: reading });
		const { result } = await runProbe(doubt, newAsk());
		expect(result).toEqual({ kind: 'reading', reading });
	});
});
