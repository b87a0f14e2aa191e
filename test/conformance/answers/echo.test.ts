import type { IncomingMessage } from 'node:http';
import { everythingShown } from '../../host/engine/kontur';
import { useBinaryData } from '../../host/engine/engine';
import { forms, places, tellingForms } from '../../support/echoes';
import { startGateway, type Gateway, type GatewayAnswer } from '../../support/gateway';
import { shortenPauses } from '../../support/pauses';
import { randomOf, sampleCells } from '../../support/sampling';
import { caseOf, nodes, requestingOf, runOperation } from '../subject';
import { createWorld, type World } from '../world';
import { isOfApi } from './matrix';

/*
 * Each request of every operation is answered with what it carried itself: session, API key, integrator key. An operation
 * of several steps shows failures in more places than one: notes, items, parts that failed.
 */

useBinaryData('filesystem');

const operations = nodes
	.filter(({ service }) => service)
	.flatMap((subject) =>
		requestingOf(subject.catalog).map((named) => ({
			title: `${subject.node} ${named.name}`,
			subject,
			named,
		})),
	);

/** Places of responses that Kontur could have given pass through as data. */
const refusals = Object.keys(places).filter((place) => !place.startsWith('a good response'));

/** What a request carries that nobody may read. */
function carried({ headers, url = '' }: IncomingMessage): string[] {
	const query = new URL(url, 'http://127.0.0.1').searchParams;
	const given = [
		headers.authorization?.replace(/^\S+ /, ''),
		...['x-kontur-apikey', 'x-kontur-api-key'].map((name) => String(headers[name] ?? '')),
		...[...query].filter(([name]) => /key|sid/i.test(name)).map(([, value]) => value),
	];
	return given.filter((secret): secret is string => secret !== undefined && secret.length >= 8);
}

let world: World;
let gateway: Gateway;
let cells = 0;

beforeEach(async () => {
	shortenPauses(1);
	world = await createWorld();
	world.emulator.control.setOptions({ taskMs: 1 });
	gateway = await startGateway(() => world.emulator.url, isOfApi);
	const { credentials } = world.engine;
	for (const name of ['extern', 'ofd'])
		credentials.set(name, { ...credentials.get(name), apiUrl: gateway.url });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await gateway.close();
	await world.close();
});
afterAll(() => process.stdout.write(`Echoes: ${cells} cells of operations\n`));

test.each(sampleCells('Operations with echoes', 'all', operations, 5))(
	'$title',
	async ({ title, subject, named }) => {
		const declared = () => caseOf(subject, named.name, world);
		const [first] = await declared().items(world);
		gateway.reset();
		await runOperation(subject, named, world, [first]);
		const requests = [...gateway.asked.keys()];
		expect(requests.length).toBeGreaterThan(0);
		const random = randomOf(title);
		const drawn = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)];
		const all = requests.flatMap((from) =>
			refusals.flatMap((place) => [1, 10_000].map((times) => ({ from, place, times }))),
		);
		const problems: string[] = [];
		for (const { from, place, times } of sampleCells('Echo cells of operations', title, all, 5)) {
			const form = drawn(Object.keys(forms));
			const [item] = await declared().items(world);
			const secrets = new Set<string>();
			const answer = (request: IncomingMessage): GatewayAnswer => {
				const own = carried(request);
				for (const secret of own) secrets.add(secret);
				const echo = own.map((secret) => forms[form](secret, 'demo-service')).join(' ');
				return { name: place, ...places[place](echo) };
			};
			gateway.reset({ answer, from, times, isForwarded: false });
			const { length } = world.engine.log;
			const onError = drawn(['stopWorkflow', 'continueErrorOutput'] as const);
			const result = await runOperation(subject, named, world, [item], { onError });
			if (gateway.answered === 0) continue;
			cells += 1;
			const shown = everythingShown(result, world.engine.log.slice(length)).toLowerCase();
			if ([...secrets].flatMap(tellingForms).some((text) => shown.includes(text)))
				problems.push(`${form} in ${place} of request ${from + 1} (${gateway.asked[from]}), ${onError}`);
			expect(secrets.size).toBeGreaterThan(0);
		}
		expect(problems).toEqual([]);
	},
	600_000,
);
