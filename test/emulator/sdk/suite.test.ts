import type { IDataObject } from 'n8n-workflow';

import { binaryItem, readBinary, useBinaryData, type Engine } from '../../host/engine/engine';
import { EXTERN, externCredential, externSettings, konturEngine } from '../../host/engine/kontur';
import { shortenPauses } from '../../support/pauses';
import { startEmulator, type Emulator } from '../server';
import { partnerUser } from '../support';
import { exceptions } from './exceptions';
import { judge } from './judge';
import { nodeScenarios } from './nodes';
import { sources, type Ask, type Fact, type NodeScenario, type Run } from './scenario';
import { suites } from './suites';
import { SdkWorld } from './world';

/* What Kontur's engineers assert of their server in the tests of their SDKs holds for the emulator, and through the nodes. */

useBinaryData('filesystem');

let emulator: Emulator;
const held = { emulator: 0, nodes: 0 };

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
		`Ported assertions: ${total(ported)}, ${held.emulator} hold on the emulator`,
		`Through the nodes: ${total(nodeScenarios)}, ${held.nodes} hold`,
		`Exceptions: ${exceptions.length}`,
		...exceptions.map(({ sdk, file, test: name, why }) => `  ${sdk} ${file} ${name}: ${why}`),
	];
	console.info(lines.join('\n'));
});

test.each(ported)('$name', async (scenario) => {
	const world = await SdkWorld.begin(emulator);
	const wrong = await world.play(scenario);
	held.emulator += scenario.facts.length - wrong.length;
	expect(wrong).toEqual([]);
});

test('at least 140 assertions are ported', () => {
	expect(total(ported)).toBeGreaterThanOrEqual(140);
});

describe('through the nodes', () => {
	let engine: Engine;
	let number = 0;

	/** Sessions are remembered per process; a password of its own keeps each test's apart. */
	function signInAs({ user }: NodeScenario): void {
		const login = user === 'partner' ? partnerUser.login : 'owner@example.com';
		const password = `Sdk-${process.pid}-${++number}`;
		const known = emulator.state.auth.users.get(login);
		if (known) known.password = password;
		engine = konturEngine(emulator);
		engine.credentials.set('extern', { ...externSettings(emulator), login, password });
	}

	async function execute(world: SdkWorld, { as, run, with: given, file }: Run): Promise<void> {
		const [resource, operation] = run.split('.');
		const parameters = { resource, operation, simplify: false, ...(world.resolve(given) as IDataObject) };
		const content = file === undefined ? undefined : world.files.get(file);
		const item = content && (await binaryItem({}, { data: { content, fileName: `${file}.bin` } }));
		const { items, json, error } = await engine.run(EXTERN, parameters, {
			credentials: externCredential,
			...(item ? { items: [item] } : {}),
		});
		const [binary] = Object.values(items.at(0)?.binary ?? {});
		world.answers[as] = {
			json,
			error: error && { message: error.message, httpCode: error.httpCode },
			binary: binary && (await readBinary(binary)).toString('latin1'),
		};
	}

	beforeEach(() => shortenPauses(1));
	afterEach(() => jest.restoreAllMocks());

	const isRun = (ask: Ask | Run): ask is Run => 'run' in ask;

	test.each(nodeScenarios)('$sdk $test', async (scenario) => {
		const world = await SdkWorld.begin(emulator);
		signInAs(scenario);
		if (scenario.demand) await world.receiveDemand();
		for (const ask of scenario.asks) {
			if (isRun(ask)) await execute(world, ask);
			else await world.ask(ask);
		}
		const wrong = scenario.facts.flatMap((fact) => judge(fact, world.answers) ?? []);
		held.nodes += scenario.facts.length - wrong.length;
		expect(wrong).toEqual([]);
	});
});
