import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeListSearchItems,
	type INodeParameters,
} from 'n8n-workflow';
import { catalog } from '../../../nodes/KonturExtern/actions';
import * as partLocators from '../../../nodes/KonturExtern/fields/locators/parts';
import { KonturExtern } from '../../../nodes/KonturExtern/KonturExtern.node';
import { KonturExternAdvanced } from '../../../nodes/KonturExtern/KonturExternAdvanced.node';
import { fieldsOf } from '../../../nodes/shared/catalog';
import { externNodeOf } from '../../support/externNodes';
import { demand, relatedTo } from '../../conformance/extern/exchange';
import { externCases } from '../../conformance/extern.cases';
import { createWorld, type CaseItem, type World } from '../../conformance/world';
import { runTask } from '../../emulator/support';
import { sampleCells } from '../../support/sampling';
import type { SearchOptions } from '../engine/engine';
import { EXTERN, externCredential } from '../engine/kontur';

/* Lists of what is inside something else: documents in a document flow, signatures under a document, and so on. */

let world: World;

beforeEach(async () => {
	world = await createWorld();
});
afterEach(async () => await world.close());

const chosen = (value: unknown): IDataObject => ({ __rl: true, mode: 'list', value: value as string });

interface Use {
	resource: string;
	operation: string;
	field: string;
	locators: string[];
}

/** The operations that use a search, with the names of all their resource locators. */
const usesOf = (method: string): Use[] =>
	catalog.resources.flatMap(({ value: resource, operations }) =>
		operations.flatMap((operation) => {
			const fields = fieldsOf(operation);
			const field = fields.find(({ listSearch }) => listSearch?.method === method);
			const locators = fields.filter(({ type }) => type === 'resourceLocator').map(({ name }) => name);
			return field ? [{ resource, operation: operation.value, field: field.name, locators }] : [];
		}),
	);

/** The first case of an operation that names something a search must find. */
async function example(method: string): Promise<{ use: Use; item: CaseItem; wanted: string }> {
	for (const use of usesOf(method)) {
		const given = externCases[`${use.resource}.${use.operation}`];
		const { items } = typeof given === 'function' ? given(world) : given;
		for (const item of await items(world)) {
			const wanted = item.parameters[use.field];
			// A PUT creates missing parts, so its cases use IDs that no list contains.
			if (typeof wanted === 'string' && wanted && use.operation !== 'update') return { use, item, wanted };
		}
	}
	throw new Error(`no case uses ${method}`);
}

const search = async (
	method: string,
	{ resource, operation }: Use,
	parameters: IDataObject,
	options: SearchOptions = {},
) =>
	await world.engine.listSearch(
		EXTERN,
		method,
		{ ...parameters, resource, operation },
		{ credentials: externCredential, ...options },
	);

/** The item's parameters as the editor holds them; the field that is searched for is still empty. */
const asChosen = ({ field, locators }: Use, { parameters }: CaseItem): IDataObject => ({
	...parameters,
	...Object.fromEntries(locators.map((name) => [name, chosen(name === field ? '' : parameters[name])])),
});

async function allPages(method: string, use: Use, parameters: IDataObject) {
	const found: INodeListSearchItems[] = [];
	let token: string | undefined;
	let pages = 0;
	do {
		const page = await search(method, use, parameters, { token });
		found.push(...page.results);
		token = page.paginationToken as string | undefined;
		pages++;
	} while (token !== undefined && pages < 50);
	return { found, pages };
}

const methods = Object.values(partLocators).map(({ listSearch }) => String(listSearch?.method));

const someMethods = (name: string) => sampleCells('lists of parts', name, methods, 3);

describe('each list', () => {
	test.each(someMethods('offers'))(
		'%s offers what its operations work with, under a unique name',
		async (method) => {
			const { use, item, wanted } = await example(method);
			const { found } = await allPages(method, use, asChosen(use, item));
			expect(found.map(({ value }) => value)).toContain(wanted);
			expect(new Set(found.map(({ value }) => value)).size).toBe(found.length);
			for (const { name, value } of found) {
				expect(name.trim()).not.toBe('');
				expect(name).not.toMatch(/undefined|null|\[object|urn:document:/);
				expect(value).toMatch(/^[0-9a-f-]{36}$/);
			}
		},
	);

	test.each(someMethods('finds'))('%s finds it by its ID and by its name, in any letters', async (method) => {
		const { use, item, wanted } = await example(method);
		const parameters = asChosen(use, item);
		const byId = await search(method, use, parameters, { filter: ` ${wanted.toUpperCase()} ` });
		expect(byId.results.map(({ value }) => value)).toEqual([wanted]);
		const byName = await search(method, use, parameters, { filter: byId.results[0].name.toUpperCase() });
		expect(byName.results).toContainEqual(byId.results[0]);
		expect((await search(method, use, parameters, { filter: 'нет такого' })).results).toEqual([]);
	});

	test.each(someMethods('text'))('%s takes what older workflows hold as plain text', async (method) => {
		const { use, item, wanted } = await example(method);
		const { found } = await allPages(method, use, { ...item.parameters, [use.field]: '' });
		expect(found.map(({ value }) => value)).toContain(wanted);
	});

	test.each(someMethods('run'))(
		'%s its operations run with IDs as plain text, and n8n misses nothing',
		async (method) => {
			const { use, item } = await example(method);
			const { resource, operation } = use;
			const parameters = { ...item.parameters, resource, operation };
			const { error, items } = await world.engine.run(EXTERN, parameters, {
				credentials: externCredential,
				items: [{ json: {}, binary: item.binary }],
			});
			expect(error).toBeUndefined();
			expect(items.length).toBeGreaterThan(0);
			const isEveryday = externNodeOf(resource, operation) === 'konturExtern';
			const { description } = isEveryday ? new KonturExtern() : new KonturExternAdvanced();
			const missing = (given: INodeParameters) => {
				const node: INode = {
					id: '1',
					name: 'N',
					type: EXTERN,
					typeVersion: 1,
					position: [0, 0],
					parameters: given,
				};
				return (
					NodeHelpers.getNodeParametersIssues(description.properties, node, description)?.parameters ?? {}
				);
			};
			expect(missing(parameters as INodeParameters)).not.toHaveProperty(use.field);
			expect(missing({ ...parameters, [use.field]: '' } as INodeParameters)).toHaveProperty(use.field);
		},
	);

	test.each(someMethods('first'))('%s asks for what has to be chosen first', async (method) => {
		const { use, item } = await example(method);
		const needed = use.locators.filter((name) => name !== use.field && item.parameters[name]);
		world.emulator.control.clearLog();
		const empty = Object.fromEntries(needed.map((name) => [name, chosen('')]));
		const asked = search(method, use, { ...asChosen(use, item), ...empty });
		if (needed.length === 0) await expect(asked).resolves.toBeDefined();
		else {
			await expect(asked).rejects.toMatchObject({ message: 'Choose "Account" first.' });
			expect(world.emulator.control.log({ service: 'extern' })).toEqual([]);
		}
	});

	test.each(someMethods('fails'))('%s says what is wrong when the service fails', async (method) => {
		const { use, item } = await example(method);
		world.emulator.control.addFault({ service: 'extern', status: 500, body: { message: 'сбой' } });
		await expect(search(method, use, asChosen(use, item))).rejects.toMatchObject({
			message: 'Kontur.Extern failed to process the request',
		});
	});
});

describe('what does not come whole', () => {
	test('inventories are given page by page, each once', async () => {
		const answered = demand(world);
		const ids = relatedTo(world, answered, 'fns534-inventory', 90);
		world.emulator.control.setOptions({ pageSize: 40 });
		const { resource, operation, field, locators } = usesOf('searchInventories')[0];
		const use = { resource, operation, field, locators };
		const parameters = asChosen(use, { parameters: { ...answered } });
		const { found, pages } = await allPages('searchInventories', use, parameters);
		expect(pages).toBe(3);
		expect(found.map(({ value }) => value).sort()).toEqual([...ids].sort());
		const last = found[found.length - 1];
		const { results } = await search('searchInventories', use, parameters, { filter: String(last.value) });
		expect(results).toEqual([last]);
	});

	test('tasks of a draft are given page by page, those that ended too', async () => {
		const draft = await world.draft();
		const ids: string[] = [];
		for (let count = 0; count < 3; count++) {
			ids.push(String((await runTask(world.emulator, world.client, draft, 'check')).data.id));
		}
		world.emulator.control.setOptions({ pageSize: 2 });
		const [use] = usesOf('searchDraftTasks');
		const parameters = asChosen(use, { parameters: { accountId: world.owners[0].id, draftId: draft.id } });
		const { found, pages } = await allPages('searchDraftTasks', use, parameters);
		expect(pages).toBe(2);
		expect(found.map(({ value }) => value).sort()).toEqual(ids.sort());
		expect(found[0].name).toMatch(/^Draft check \(проверка\) · succeed · [0-9a-f]{8}$/);
	});
});

test('documents are labeled by type and file name', async () => {
	const { use, item } = await example('searchDocflowDocuments');
	const { found } = await allPages('searchDocflowDocuments', use, asChosen(use, item));
	const names = found.map(({ name }) => name);
	expect(names).toContainEqual(expect.stringMatching(/^Tax report \(декларация\) · .+\.xml$/));
});

describe('types of document flows and of documents', () => {
	test.each([
		['getDocflowTypes', 'fns534-report', 'Tax report (отчет в ФНС)'],
		['getDocumentTypes', 'fns534-report', 'Tax report (декларация)'],
	])('%s comes without a request', async (method, value, name) => {
		world.emulator.control.clearLog();
		const options = await world.engine.loadOptions(EXTERN, method, {}, { credentials: externCredential });
		expect(options.length).toBeGreaterThan(70);
		expect(options).toContainEqual({ name, value, description: value });
		expect(world.emulator.control.log({})).toEqual([]);
	});

	test.each<[string, IDataObject]>([
		['typed', { types: 'urn:docflow:fns534-report, pfr-report' }],
		['chosen', { typeNames: ['fns534-report', 'pfr-report'] }],
		['both', { types: 'fns534-report', typeNames: ['pfr-report', 'fns534-report'] }],
		['given by an expression', { typeNames: 'urn:docflow:fns534-report,pfr-report' }],
	])('%s, they are one filter', async (_name, filters) => {
		world.emulator.control.clearLog();
		const parameters = { resource: 'docflow', operation: 'getAll', accountId: world.owners[0].id, filters };
		const { error } = await world.engine.run(EXTERN, parameters, { credentials: externCredential });
		expect(error).toBeUndefined();
		const [{ query }] = world.emulator.control.log({ service: 'extern' });
		expect(query.type).toEqual(['fns534-report', 'pfr-report']);
	});
});
