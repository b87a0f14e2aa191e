import { Ask } from '../../scripts/probe/ask';
import { Secrets } from '../../scripts/probe/ask/secrets';
import { doubts } from '../../scripts/probe/doubts';
import { startStand, type Stand } from '../../scripts/probe/emulator';
import { runProbe } from '../../scripts/probe/run';
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

	const newAsk = () =>
		new Ask({ ...stand, isTestStand: true, secrets: new Secrets(Object.values(stand.keys)) });

	it.each(probed.map((doubt) => ({ name: doubt.id, doubt })))(
		'finds the usual reading of $name',
		async ({ doubt }) => {
			stand.reset();
			const { result } = await runProbe(doubt, newAsk());
			expect(result).toEqual({ kind: 'reading', reading: Object.keys(doubt.readings)[0] });
		},
	);

	it.each(others)('finds $name', async ({ doubt, reading }) => {
		stand.reset();
		stand.emulator.control.setReadings({ [doubt.id]: reading });
		const { result } = await runProbe(doubt, newAsk());
		expect(result).toEqual({ kind: 'reading', reading });
	});
});
