import { shortenWaits } from '../host/demand.fixture';
import { useBinaryData } from '../host/engine';
import { addressesOf, startElsewhere, type Elsewhere } from '../support/elsewhere';
import { caseOf, nodes, operationsOf, runOperation, type Subject } from './subject';
import { createWorld, type World } from './world';

/*
 * Kontur's answers are full of links. Every operation gets them with another host in all of them, works as ever, and
 * asks that host nothing.
 */

useBinaryData('filesystem');

let world: World;
let elsewhere: Elsewhere;
beforeAll(async () => {
	shortenWaits();
	elsewhere = await startElsewhere();
});
afterAll(async () => {
	jest.restoreAllMocks();
	await elsewhere.close();
});
beforeEach(async () => {
	world = await createWorld();
});
afterEach(async () => await world.close());

let changed = 0;

/** The same answer with links to elsewhere, in each of the forms one after the other. */
function misled(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(misled);
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, misled(one)]));
	}
	if (typeof value !== 'string' || !/^https?:\/\//.test(value)) return value;
	const { pathname, search } = new URL(value);
	const forms = Object.values(addressesOf(elsewhere.host, pathname + search));
	changed += 1;
	return forms[changed % forms.length];
}

describe.each(nodes.filter(({ service }) => service))('$node', (subject: Subject) => {
	test.each(operationsOf(subject.catalog))('$name follows no link to another host', async (named) => {
		const items = await caseOf(subject, named.name, world).items(world);
		world.emulator.control.changeAnswers((_entry, json) => misled(json));
		const result = await runOperation(subject, named, world, items);
		expect(result.error?.message).toBeUndefined();
		expect(result.items.length).toBeGreaterThan(0);

		const { pages } = caseOf(subject, named.name, world);
		if (pages) {
			const [item] = items;
			delete item.parameters.limit;
			const expected = await pages(world, item);
			const all = await runOperation(subject, named, world, [item], {}, { returnAll: true });
			expect(all.items).toHaveLength(expected);
		}
		expect(elsewhere.seen).toEqual([]);
	});
});

test('there were links of every form', () => {
	expect(changed).toBeGreaterThan(100);
});
