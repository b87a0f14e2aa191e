import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { advancedCatalog, everydayCatalog } from '../../nodes/KonturExtern/actions';
import { KonturExtern } from '../../nodes/KonturExtern/KonturExtern.node';
import { KonturExternAdvanced } from '../../nodes/KonturExtern/KonturExternAdvanced.node';
import { catalog as ofdCatalog } from '../../nodes/KonturOfd/actions';
import { KonturOfd } from '../../nodes/KonturOfd/KonturOfd.node';
import { catalog as signatureCatalog } from '../../nodes/KonturSignature/actions';
import { KonturSignature } from '../../nodes/KonturSignature/KonturSignature.node';
import { routesOf, type Operation } from '../../nodes/shared/catalog';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/* What people read in the editor, and models when a node is their tool. */

const nodes = [
	{ node: new KonturExtern(), folder: 'KonturExtern', catalog: everydayCatalog },
	{ node: new KonturExternAdvanced(), folder: 'KonturExtern', catalog: advancedCatalog },
	{ node: new KonturOfd(), folder: 'KonturOfd', catalog: ofdCatalog },
	{ node: new KonturSignature(), folder: 'KonturSignature', catalog: signatureCatalog },
];

interface Named {
	where: string;
	property: INodeProperties;
}

/** A property with all that it holds. */
function withParts(property: INodeProperties, where: string): Named[] {
	const parts = (property.options ?? []).flatMap((option) => {
		if ('values' in option) {
			const { name, values }: INodePropertyCollection = option;
			return values.flatMap((value) => withParts(value, `${where}/${name}/${value.name}`));
		}
		return 'type' in option ? withParts(option, `${where}/${option.name}`) : [];
	});
	return [{ where, property }, ...parts];
}

const resourceOf = ({ displayOptions }: INodeProperties) => {
	const { resource = [], operation = [] } = (displayOptions?.show ?? {}) as Record<string, string[]>;
	return `${resource.join()}.${operation.join()}`;
};

const propertiesOf = ({ description }: (typeof nodes)[number]['node']): Named[] =>
	description.properties.flatMap((property) =>
		withParts(property, `${resourceOf(property)} ${property.name}`),
	);

// Their names say what they hold, and each part has its own description.
const containers = ['Additional Fields', 'Filters', 'Options', 'Update Fields'];
const words = (text = '') =>
	text
		.replace(/<[^>]*>/g, '')
		.split(/\s+/)
		.filter(Boolean).length;

/** A sentence about what it is, or an example of how it is written. */
const isExplained = ({ displayName, name, type, description, placeholder, hint }: INodeProperties) =>
	['resource', 'operation'].includes(name) ||
	['notice', 'hidden'].includes(type) ||
	(type === 'collection' && containers.includes(displayName)) ||
	words(description) >= 3 ||
	words(hint) >= 3 ||
	(!!placeholder && !['collection', 'fixedCollection'].includes(type));

describe.each(nodes)('$node.description.displayName', ({ node, folder, catalog }) => {
	const operations = catalog.resources.flatMap(({ value, operations: all }) =>
		all.map((operation: Operation) => ({ name: `${value}.${operation.value}`, operation })),
	);
	const { description } = node;

	test('can be a tool of a model', () => {
		expect(description.usableAsTool).toBe(true);
		expect(words(description.description)).toBeGreaterThan(4);
	});

	test('every operation has an action and a description that says more', () => {
		const poor = operations.filter(
			({ operation: { action, description: text } }) =>
				words(action) < 2 || words(text) < 4 || text.toLowerCase() === action.toLowerCase(),
		);
		expect(poor.map(({ name }) => name)).toEqual([]);
	});

	test('every parameter is explained, or shows how it is written', () => {
		const silent = propertiesOf(node).filter(({ property }) => !isExplained(property));
		expect(silent.map(({ where }) => where)).toEqual([]);
	});

	test('every switch says what it switches', () => {
		const silent = propertiesOf(node).filter(
			({ property: { type, description: text = '' } }) => type === 'boolean' && !text.startsWith('Whether '),
		);
		expect(silent.map(({ where }) => where)).toEqual([]);
	});

	test('an ID says where it comes from, or can be chosen', () => {
		const bare = propertiesOf(node).filter(
			({ property: { type, displayName, description: text } }) =>
				type === 'string' && /\bIDs?$/.test(displayName) && words(text) < 4,
		);
		expect(bare.map(({ where }) => where)).toEqual([]);
	});

	test('a number says its unit, or what it counts', () => {
		const bare = propertiesOf(node).filter(
			({ property: { type, displayName, description: text } }) =>
				type === 'number' && !/\(.+\)$/.test(displayName) && words(text) < 4,
		);
		expect(bare.map(({ where }) => where)).toEqual([]);
	});

	test('irreversible operations say so', () => {
		// Deleting, sending to an authority, and moving to the web interface, from where nothing comes back.
		const irreversible = /^DELETE |^POST .*\/(send|create-web-draft)$/;
		const deletesOnlyItsOwn = ['report.check'];
		const silent = operations.filter(
			({ name, operation }) =>
				!deletesOnlyItsOwn.includes(name) &&
				routesOf(operation).some((route) => irreversible.test(route)) &&
				!/cannot be undone|cannot undo/i.test(operation.description),
		);
		expect(silent.map(({ name }) => name)).toEqual([]);
	});

	// Rows that the operation makes up itself, of nothing but what it is asked for.
	const composed = [
		'attention.getAll',
		'calendar.get',
		'report.check',
		'report.recognize',
		'revenue.get',
		'revenue.reconcile',
	];

	test('output with more than ten fields can be simplified', () => {
		const wide = operations.filter(({ name, operation }) => {
			if (operation.simplify || composed.includes(name)) return false;
			const file = join(
				__dirname,
				'../../nodes',
				folder,
				'__schema__/v1.0.0',
				`${name.replace('.', '/')}.json`,
			);
			const { properties = {} } = JSON.parse(readFileSync(file, 'utf8')) as { properties?: object };
			return Object.keys(properties).length > 10;
		});
		expect(wide.map(({ name }) => name)).toEqual([]);
	});
});
