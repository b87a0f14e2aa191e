import { shortenWaits } from '../host/demand.fixture';
import { useBinaryData } from '../host/engine';
import { addressesOf, startElsewhere, type Elsewhere } from '../support/elsewhere';
import type { FaultCase } from './faults/kinds';
import { caseOf, nodes, operationsOf, runOperation, serverOf, type Subject } from './subject';
import { createWorld, type World } from './world';

/*
 * Answers of somebody who means harm, for every operation: links with another host in all of them, members whose
 * names belong to all objects, nesting without a bottom.
 */

useBinaryData('filesystem');

/** What asks for a file alone, and hands on whatever it is. */
const asFile = ['content.download'];

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

// Written as JSON: an object of this program's would take the names for its own.
const poison = JSON.parse(
	'{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"prototype":{"polluted":"yes"}}',
) as object;
const polluted = () =>
	[{}, [], '', 0, () => undefined].filter((value) => 'polluted' in (Object(value) as object)).length;

/** The same answer with links to elsewhere, in each form in turn, and with the poison. */
function hostile(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(hostile);
	if (typeof value === 'object' && value !== null) {
		const members = Object.entries(value).map(([name, one]) => [name, hostile(one)] as const);
		return Object.fromEntries([...members, ...Object.entries(poison)]);
	}
	if (typeof value !== 'string' || !/^https?:\/\//.test(value)) return value;
	const { pathname, search } = new URL(value);
	const forms = Object.values(addressesOf(elsewhere.host, pathname + search));
	changed += 1;
	return forms[changed % forms.length];
}

describe.each(nodes.filter(({ service }) => service))('$node', (subject: Subject) => {
	test.each(operationsOf(subject.catalog))('$name goes its own way', async (named) => {
		const items = await caseOf(subject, named.name, world).items(world);
		world.emulator.control.changeAnswers((_entry, json) => hostile(json));
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
		expect(polluted()).toBe(0);
	});

	test.each(operationsOf(subject.catalog))('$name takes no answer without a bottom', async (named) => {
		const [item] = await caseOf(subject, named.name, world).items(world);
		const service = serverOf(subject, named.operation) as FaultCase['fault']['service'];
		const body = `{"id":"1","content":${'[{"a":'.repeat(50_000)}0${'}]'.repeat(50_000)}}`;
		world.emulator.control.addFault({ service, status: 200, body, times: 100 });
		const { error, items } = await runOperation(subject, named, world, [item]);
		if (asFile.includes(named.name)) expect(items).toHaveLength(1);
		else expect(error?.message).toMatch(/returned a response that is nested too deeply/);
	});
});

test('there were links of every form', () => {
	expect(changed).toBeGreaterThan(100);
});
