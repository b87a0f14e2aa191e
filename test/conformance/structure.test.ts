import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as ts from 'typescript';
import { catalog as externCatalog } from '../../nodes/KonturExtern/actions';
import { catalog as ofdCatalog } from '../../nodes/KonturOfd/actions';
import { catalog as signatureCatalog } from '../../nodes/KonturSignature/actions';
import { fieldsOf, isOfVersion, routesOf, type Catalog } from '../../nodes/shared/catalog';
import { nodeClasses, storedNames } from '../../scripts/storedNames';
import { startEmulator, type Emulator } from '../emulator/server';
import { anonymous } from './world';

const root = join(__dirname, '../..');
const nodes = [
	{ folder: 'KonturExtern', catalog: externCatalog },
	{ folder: 'KonturOfd', catalog: ofdCatalog },
	{ folder: 'KonturSignature', catalog: signatureCatalog },
];
const catalogs = nodes.map(({ catalog }) => catalog);
const operations = (catalog: Catalog) => catalog.resources.flatMap((resource) => resource.operations);

const filesBelow = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

describe.each(nodes)('$folder', ({ folder, catalog }) => {
	const actions = join(root, 'nodes', folder, 'actions');
	const files = filesBelow(actions).filter((file) => file.endsWith('.operation.ts'));

	test('every operation file is registered in the index of its resource', () => {
		const forgotten = files.filter((file) => {
			const index = readFileSync(join(dirname(file), 'index.ts'), 'utf8');
			const source = ts.createSourceFile('index.ts', index, ts.ScriptTarget.ES2022);
			const imported = source.statements
				.filter(ts.isImportDeclaration)
				.map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text);
			return !imported.includes(`./${basename(file, '.ts')}`);
		});
		expect(forgotten).toEqual([]);
		// An import alone registers nothing: as many operations must be in the catalogue as there are files.
		expect(operations(catalog)).toHaveLength(files.length);
	});

	test('every resource folder is in the catalogue', () => {
		const folders = readdirSync(actions, { withFileTypes: true }).filter((entry) => entry.isDirectory());
		expect(catalog.resources.map(({ value }) => value).sort()).toEqual(
			folders.map(({ name }) => name).sort(),
		);
	});

	test.each(folder === 'KonturOfd' ? ['v1.0.0', 'v1.1.0'] : ['v1.0.0'])(
		'every operation has an output schema, %s',
		(version) => {
			const schemas = join(root, 'nodes', folder, '__schema__', version);
			const expected = catalog.resources.flatMap((resource) =>
				resource.operations.map((operation) => join(schemas, resource.value, `${operation.value}.json`)),
			);
			expect(
				filesBelow(schemas)
					.filter((file) => file.endsWith('.json'))
					.sort(),
			).toEqual(expected.sort());
		},
	);

	test('every place of a path has a field, and path fields are required', () => {
		const wrong = operations(catalog).flatMap((operation) => {
			if (!('http' in operation)) return [];
			const places = [...operation.http.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			return places
				.filter((name) => !operation.fields.some((field) => field.name === name && field.required))
				.map((name) => `${operation.action}: ${name}`);
		});
		expect(wrong).toEqual([]);
	});

	test('names of operations, actions and fields are unique', () => {
		for (const resource of catalog.resources) {
			const values = resource.operations.map(({ value }) => value);
			expect(new Set(values).size).toBe(values.length);
			for (const operation of resource.operations) {
				for (const version of [1, 1.1]) {
					const names = fieldsOf(operation)
						.filter((field) => isOfVersion(field, version))
						.map(({ name }) => name);
					expect(new Set(names).size).toBe(names.length);
				}
			}
		}
		const actionNames = operations(catalog).map(({ action }) => action);
		expect(new Set(actionNames).size).toBe(actionNames.length);
	});

	test('one search name means one search', () => {
		const searches = new Map<string, unknown>();
		for (const field of operations(catalog).flatMap(fieldsOf)) {
			if (!field.listSearch) continue;
			const known = searches.get(field.listSearch.method) ?? field.listSearch.search;
			expect(field.listSearch.search).toBe(known);
			searches.set(field.listSearch.method, known);
		}
		// A node without a service has nothing to search in.
		expect(searches.size > 0).toBe(catalog.service !== undefined);
	});
});

describe('routes of the nodes and of the emulator, which know nothing of each other', () => {
	// The emulator can do more than this release of the nodes; what the nodes learn leaves this list.
	const notYetInTheNodes: string[] = [];
	const usedByTriggers = ['GET /v1/events'];

	const ofNodes = catalogs.flatMap(operations).flatMap(routesOf).map(anonymous);

	let emulator: Emulator;
	let ofEmulator: string[];
	beforeAll(async () => {
		emulator = await startEmulator();
		ofEmulator = emulator.control
			.routes()
			// Of the authenticator's the nodes use one outside the sign-in.
			.filter(
				({ service, path }) =>
					service === 'extern' || service === 'ofd' || path.endsWith('/register-external-service-id'),
			)
			.map(({ method, path }) => anonymous(`${method} ${path}`));
	});
	afterAll(async () => await emulator.close());

	test('every route of an operation is one of the documented routes', () => {
		expect(ofNodes.filter((route) => !ofEmulator.includes(route))).toEqual([]);
	});

	test('every documented route is used, or is known to be missing', () => {
		const missing = notYetInTheNodes.map(anonymous);
		const ofExtern = emulator.control.routes().filter(({ service }) => service === 'extern').length;
		const [extern] = catalogs;
		const routes = new Set(
			operations(extern)
				.flatMap(routesOf)
				.filter((route) => route.includes(' /v1')),
		);
		console.info(
			`Kontur.Extern: ${operations(extern).length} operations use ${routes.size} of ${ofExtern} methods, the trigger ${usedByTriggers.length}`,
		);
		const used = [...ofNodes, ...usedByTriggers.map(anonymous)];
		expect(ofEmulator.filter((route) => !used.includes(route)).sort()).toEqual([...missing].sort());
	});
});

test("no field that the editor shows is hidden by a credential's display options", () => {
	// The editor takes what credentials are shown by for fields about credentials, and hides what such fields
	// are shown by themselves.
	const hidden = nodeClasses.flatMap((NodeClass) => {
		const { name, credentials = [], properties } = new NodeClass().description;
		const choosing = credentials.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
		return properties
			.filter((property) => choosing.includes(property.name))
			.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}))
			.map((field) => `${name}: ${field}`);
	});
	expect(hidden).toEqual([]);
});

describe('stored names', () => {
	const file = join(__dirname, 'stored-names.json');
	const update = process.env.UPDATE_STORED_NAMES === '1';

	test('are what workflows out there hold: none has gone, changed its values or its default', () => {
		const now = storedNames();
		if (update) writeFileSync(file, `${JSON.stringify(now, null, '\t')}\n`);
		const frozen = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
		const changed = Object.entries(frozen).filter(([name, value]) => now[name] !== value);
		expect(changed).toEqual([]);
	});

	test('are all on record', () => {
		const frozen = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
		expect(Object.keys(storedNames()).filter((name) => !(name in frozen))).toEqual([]);
	});
});
