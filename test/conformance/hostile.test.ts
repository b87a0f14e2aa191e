import type { IDataObject } from 'n8n-workflow';
import { shortenWaits } from '../host/jobs/demand.fixture';
import { useBinaryData } from '../host/engine/engine';
import { addressesOf, startElsewhere, type Elsewhere } from '../support/elsewhere';
import { randomOf, sampleCells } from '../support/sampling';
import { broken } from './answers/matrix';
import type { FaultCase } from './faults/kinds';
import { OFD_TRIGGER, ofdCredential } from '../host/engine/kontur';
import { openShop } from '../host/ofd/ofd.fixture';
import { routesOf } from '../../nodes/shared/catalog';
import { caseOf, drawnOf, nodes, requestingOf, runOperation, serverOf, type Subject } from './subject';
import { createWorld, type World } from './world';

/*
 * Answers of somebody who means harm, for every operation: links with another host in all of them, members whose
 * names belong to all objects, nesting without a bottom, and each member in turn replaced by something else.
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
let drawnOperations = 0;

// Written as JSON: an object of this program's would take the names for its own.
const poison = JSON.parse(
	'{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"prototype":{"polluted":"yes"}}',
) as object;
const polluted = () =>
	[{}, [], '', 0, () => undefined].filter((value) => 'polluted' in (Object(value) as object)).length;

/** What may stand in place of any member. Written as JSON for the same reason. */
const traps = Object.entries({
	'an object of which no text can be made': '{"toString":1,"valueOf":1}',
	'an empty object': '{}',
	'an object in an object': '{"id":{"id":{}}}',
	'an empty list': '[]',
	'a list of nothing': '[null]',
	'lists in lists': '[[[[0]]]]',
	nothing: 'null',
	'a huge number': '1e308',
	'a negative fraction': '-1.5',
	yes: 'true',
	'an empty text': '""',
	'a day that is none': '"2026-99-99T99:99:99Z"',
	'the last day': '"9999-12-31T23:59:59.9999999Z"',
	'half a character': '"\\ud800"',
	'a name of all objects': '"__proto__"',
	'a pattern': '"((a+)+)+$&\\\\"',
	'an address without a host': '"http://["',
	'broken escapes': '"%E0%A4%A"',
	'a long text': JSON.stringify('а'.repeat(100_000)),
	'many elements': JSON.stringify(Array.from({ length: 20_000 }, () => ({}))),
});

// Another selection with each seed: all of them at all members would take half a day.
const TRAPS_EACH = 3;

/** Lists the members of an answer by path: those of all elements of a list are one. */
function membersOf(value: unknown, path = ''): string[] {
	const members =
		typeof value !== 'object' || value === null
			? []
			: Array.isArray(value)
				? value.map((one: unknown) => [`${path}[]`, one] as const)
				: Object.entries(value).map(([name, one]: [string, unknown]) => [`${path}.${name}`, one] as const);
	return [...new Set(members.flatMap(([at, one]) => [at, ...membersOf(one, at)]))];
}

/** The same answer with something else in one place. */
function replaced(value: unknown, place: string, other: unknown, path = ''): unknown {
	if (path === place) return other;
	if (typeof value !== 'object' || value === null || !place.startsWith(path)) return value;
	if (Array.isArray(value)) return value.map((one) => replaced(one, place, other, `${path}[]`));
	return Object.fromEntries(
		Object.entries(value).map(([name, one]) => [name, replaced(one, place, other, `${path}.${name}`)]),
	);
}

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
	const drawn = drawnOf(subject, 'get hostile answers', 16);
	drawnOperations += drawn.length;

	test.each(drawn)('$name goes its own way', async (named) => {
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

	test.each(drawnOf(subject, 'get an answer without a bottom', 8))(
		'$name takes no answer without a bottom',
		async (named) => {
			const [item] = await caseOf(subject, named.name, world).items(world);
			const service = serverOf(subject, named.operation) as FaultCase['fault']['service'];
			const body = `{"id":"1","content":${'[{"a":'.repeat(50_000)}0${'}]'.repeat(50_000)}}`;
			world.emulator.control.addFault({ service, status: 200, body, times: 100 });
			const { error, items } = await runOperation(subject, named, world, [item]);
			if (asFile.includes(named.name)) expect(items).toHaveLength(1);
			else expect(error?.message).toMatch(/returned a response that is nested too deeply/);
		},
	);
});

describe.each(nodes.filter(({ service }) => service))(
	'$node: a member is something else',
	(subject: Subject) => {
		const drawn = drawnOf(subject, 'get members that are something else', 12);

		test.each(drawn)('$name ends in a result or a clear error', async (named) => {
			const items = async () => (await caseOf(subject, named.name, world).items(world)).slice(0, 1);
			const [first] = await items();
			const places = new Set<string>();
			const forget = world.emulator.control.changeAnswers(({ method, route }, json) => {
				for (const place of membersOf(json)) places.add(`${method} ${route}\n${place}`);
				return json;
			});
			await runOperation(subject, named, world, [first]);
			forget();
			const random = randomOf(`traps ${named.name}`);
			const cells = [...places].flatMap((where) =>
				Array.from({ length: TRAPS_EACH }, () => {
					const [trap, json] = traps[Math.floor(random() * traps.length)];
					return { where, trap, json };
				}),
			);
			const problems: string[] = [];
			const chosen = sampleCells('Members that are something else', named.name, cells, 4);
			for (const { where, trap, json } of chosen) {
				const [request, place] = where.split('\n');
				// Some can be made once only.
				const [given = first] = await items();
				const restore = world.emulator.control.changeAnswers(({ method, route }, answer) =>
					`${method} ${route}` === request ? replaced(answer, place, JSON.parse(json)) : answer,
				);
				const { error } = await runOperation(subject, named, world, [given]);
				restore();
				const text = error ? `${error.name} ${error.message} ${error.description ?? ''}` : '';
				if (broken.test(text) || polluted() > 0) problems.push(`${trap} as ${place} of ${request}: ${text}`);
			}
			expect(problems).toEqual([]);
		});
	},
);

/** What stands where IDs, numbers and names are expected. */
const HOSTILE = {
	...Object.fromEntries(
		[
			'__proto__',
			'constructor',
			'prototype',
			'toString',
			'hasOwnProperty',
			'valueOf',
			'__defineGetter__',
		].map((name) => [name, name]),
	),
	'a lone surrogate': '\ud800',
	'a change of direction': 'a\u202eb\u2066c',
	'nothing that can be seen': '\u200b\ufeff\u2060',
	'a number': '0',
	'a negative number': '-1',
	'a large number': '9007199254740993',
	'a power': '1e400',
	'a path': '../../..',
	'a megabyte': 'x'.repeat(1_000_000),
};

const LINKS = ['href', 'rel', 'nextOffset'];
const MOST_MEGABYTES = 20;

/** Puts a text in the place of all texts in lists. */
function withTexts(value: unknown, text: string, isListed = false, left = { of: MOST_MEGABYTES }): unknown {
	if (Array.isArray(value)) return value.map((one) => withTexts(one, text, true, left));
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value).map(([name, one]) => [
				name,
				LINKS.includes(name) ? one : withTexts(one, text, isListed, left),
			]),
		);
	}
	if (typeof value !== 'string' || !isListed) return value;
	return text.length < 1000 || left.of-- > 0 ? text : 'x';
}

const innate = () =>
	[Object.prototype, Array.prototype, Function.prototype, String.prototype].map((prototype) =>
		Reflect.ownKeys(prototype).map((key) => [key, Reflect.getOwnPropertyDescriptor(prototype, key)]),
	);

const reads = nodes
	.filter(({ service }) => service)
	.flatMap((subject) =>
		requestingOf(subject.catalog)
			.filter(({ operation }) => routesOf(operation).every((route) => route.startsWith('GET ')))
			.flatMap((named) =>
				Object.keys(HOSTILE).map((hostileText) => ({ subject, named, name: named.name, hostileText })),
			),
	);

test.each(sampleCells('Hostile texts', 'in lists', reads, 10))(
	'$subject.node $name with lists of $hostileText',
	async ({ subject, named, hostileText }) => {
		const before = innate();
		const [item] = await caseOf(subject, named.name, world).items(world);
		world.emulator.control.changeAnswers(({ service }, json) =>
			service === subject.service ? withTexts(json, HOSTILE[hostileText as keyof typeof HOSTILE]) : json,
		);
		const { error } = await runOperation(subject, named, world, [item]);
		const text = error ? `${error.name} ${error.message} ${error.description ?? ''}` : '';
		expect(text).not.toMatch(broken);
		expect(Buffer.byteLength(text)).toBeLessThan(10_000);
		expect(text).not.toMatch(/[\u200b\u202e\u2060\u2066\ufeff]/);
		expect(innate()).toEqual(before);
	},
);

const names = Object.entries(HOSTILE).filter(
	([, text]) => text.length < 100 && !['../../..', '\ud800'].includes(text),
);

test.each(sampleCells('Hostile texts', 'names of organizations and registers', names, 3))(
	'organizations, registers, drives and names are %s: every receipt comes, once',
	async (_name, text) => {
		const before = innate();
		const shop = await openShop();
		const { ofd, engine } = shop;
		ofd.clear();
		const { id } = ofd.addOrganization({ id: text.toLowerCase(), shortName: text });
		const { regNumber } = ofd.addRegister(id, { regNumber: text, fn: text, name: text, address: text });
		const other = ofd.addRegister(id, {});
		for (const number of [regNumber, other.regNumber]) {
			ofd.printReceipts(number, { dateTime: '2026-03-09T10:00:00', count: 3 });
		}
		const period = { dateFrom: '2026-03-09T00:00:00', dateTo: '2026-03-09T23:59:59' };
		const all = { cashRegisters: 'all', organizations: 'all', types: ['receipt'], ...period };
		const receipts = await shop.run('document', 'getAll', all);
		expect(receipts.error).toBeUndefined();
		expect(receipts.json).toHaveLength(6);
		for (const [resource, operation, more] of [
			['organization', 'getAll', {}],
			['cashbox', 'getAll', {}],
			['cashbox', 'findSilent', { hours: 1, options: { of: 'receipts' } }],
			['statistics', 'byDays', {}],
			['statistics', 'organizationByDays', {}],
		] as const) {
			const { error, json } = await shop.run(resource, operation, { ...all, ...more, simplify: true });
			expect([operation, error?.message]).toEqual([operation, undefined]);
			expect(json.length).toBeGreaterThan(0);
		}
		const poll = engine.activate(
			OFD_TRIGGER,
			{ organizations: 'all', startFrom: 'date', startDate: '2026-03-09T00:00:00' },
			{ credentials: ofdCredential },
		);
		const staticData = {};
		await poll({ staticData });
		await poll({ staticData: JSON.parse(JSON.stringify(staticData)) as IDataObject });
		expect(innate()).toEqual(before);
		await shop.close();
	},
);

test('there were links of every form', () => {
	expect(changed).toBeGreaterThan(2.5 * drawnOperations);
});
