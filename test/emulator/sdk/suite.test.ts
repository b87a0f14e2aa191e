import { startEmulator, type Emulator } from '../server';
import { exceptions } from './exceptions';
import { sources, type Fact } from './scenario';
import { suites } from './suites';
import { SdkWorld } from './world';

/* What Kontur's engineers assert of their server in the tests of their SDKs holds for the emulator. */

let emulator: Emulator;
let held = 0;

const total = (all: Array<{ facts: Fact[] }>): number =>
	all.reduce((sum, { facts }) => sum + facts.length, 0);
const ported = suites.flatMap(({ sdk, file, scenarios }) =>
	scenarios.map((scenario) => ({ ...scenario, sdk, file, name: `${sdk} ${file}: ${scenario.test}` })),
);

beforeAll(async () => {
	emulator = await startEmulator({ options: { taskMs: 100, docflowVisibleMs: 1 } });
});
afterAll(async () => {
	await emulator.close();
	const lines = [
		...Object.entries(sources).map(([sdk, { repository, commit }]) => {
			const assertions = total(ported.filter((item) => item.sdk === sdk));
			return `${sdk} (${repository}, ${commit.slice(0, 8)}): ${assertions} assertions`;
		}),
		`Ported assertions: ${total(ported)}, ${held} hold on the emulator`,
		`Exceptions: ${exceptions.length}`,
		...exceptions.map(({ sdk, file, test: name, why }) => `  ${sdk} ${file} ${name}: ${why}`),
	];
	console.info(lines.join('\n'));
});

test.each(ported)('$name', async (scenario) => {
	const world = await SdkWorld.begin(emulator);
	const wrong = await world.play(scenario);
	held += scenario.facts.length - wrong.length;
	expect(wrong).toEqual([]);
});

test('at least 140 assertions are ported', () => {
	expect(total(ported)).toBeGreaterThanOrEqual(140);
});
