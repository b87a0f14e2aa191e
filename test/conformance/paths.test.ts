import { fieldsOf, routesOf } from '../../nodes/shared/catalog';
import { shortenWaits } from '../host/jobs/demand.fixture';
import { sampleCells } from '../support/sampling';
import { useBinaryData } from '../host/engine/engine';
import { caseOf, nodes, requestingOf, outputsOf, runOperation, serverOf, type Subject } from './subject';
import { createWorld, type World } from './world';

/*
 * An ID may come from anywhere: a table, a web form, a letter. Whatever it holds, it stays one segment of the path
 * that the operation declares, or the item fails in plain words before anything is sent.
 */

useBinaryData('filesystem');

/** What has to be refused: it would be no segment, or another one. */
const impossible = {
	'a climb': '..',
	'the same place': ' . ',
	'a lone surrogate': 'a\ud800b',
	blanks: ' \t',
};

const values: Record<string, string> = {
	...impossible,
	'a climb in disguise': '%2e%2e',
	'a climb and a name': '../..%2fv1',
	'a climb with backslashes': '..\\..\\v1',
	'a query': 'a?smuggled=1&b;c',
	'a fragment': 'a#b',
	'a line break': 'a\r\nsmuggled: 1\u2028',
	NUL: 'a\0\tb',
	'a lot': '@'.repeat(3000),
};

let world: World;
beforeAll(shortenWaits);
afterAll(() => jest.restoreAllMocks());
beforeEach(async () => {
	world = await createWorld();
});
afterEach(async () => await world.close());

/** The fields of an operation that fill places of its paths. */
const placesOf = (routes: readonly string[], fields: readonly string[]) =>
	fields.filter((name) => routes.some((route) => route.includes(`{${name}}`)));

const TECHNICAL = /malformed|unescaped|undefined|invalid (url|character)|TypeError|URI|stack/i;

let existing = 0;
let operations = 0;
let sent = 0;
let refused = 0;

describe.each(nodes.filter(({ service }) => service))('$node', (subject: Subject) => {
	const all = requestingOf(subject.catalog).flatMap((named) => {
		const routes = routesOf(named.operation);
		const places = placesOf(
			routes,
			fieldsOf(named.operation).map(({ name }) => name),
		);
		return places.length > 0 ? [{ ...named, routes, places }] : [];
	});

	const drawn = sampleCells('Operations with hostile IDs', subject.node, all, Math.ceil(all.length * 0.14));
	existing += all.length;
	operations += drawn.length;

	test.each(drawn)('$name: an ID stays one segment', async ({ routes, places, ...named }) => {
		if (subject.service) await world.signInFirst(subject.service);
		const [good] = await caseOf(subject, named.name, world).items(world);
		const declared = routes.map(
			(route) => new RegExp(`^${route.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/?#]+')}$`),
		);
		const problems: string[] = [];
		const items = Object.values(values).map((value) => ({
			...good,
			parameters: { ...good.parameters, ...Object.fromEntries(places.map((place) => [place, value])) },
		}));
		const result = await runOperation(subject, named, world, items, { onError: 'continueErrorOutput' });
		if (result.error) problems.push(`the run stopped: ${result.error.message}`);
		const service = serverOf(subject, named.operation);
		for (const { method, path, query } of world.emulator.control.log({ service })) {
			sent += 1;
			const isDeclared = declared.some((pattern) => pattern.test(`${method} ${path}`));
			// Nor does anything that reads the address on its way find another path in it.
			const isPlain = new URL(path, 'http://kontur').pathname === path;
			if (!isDeclared || !isPlain || 'smuggled' in query) problems.push(`${method} ${path.slice(0, 200)}`);
		}
		for (const [index, what] of Object.keys(values).entries()) {
			const errors = outputsOf(result.errorItems, index).map(({ json }) => String(json.error));
			refused += errors.length;
			if (what in impossible && errors.length !== 1) problems.push(`${what}: no error`);
			for (const error of errors) if (TECHNICAL.test(error)) problems.push(`${what}: ${error}`);
		}
		expect(problems).toEqual([]);
	});
});

test('both happened', () => {
	expect(existing).toBeGreaterThan(125);
	expect(operations).toBeGreaterThan(0.13 * existing);
	expect(sent).toBeGreaterThan(5.3 * operations);
	expect(refused).toBeGreaterThan(5.3 * operations);
	process.stdout.write(`Paths: ${sent} requests, ${refused} items refused\n`);
});
