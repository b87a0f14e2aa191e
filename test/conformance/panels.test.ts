import { NodeHelpers, UserError, Workflow } from 'n8n-workflow';
import type { INode, INodeProperties, INodeType, INodeTypeDescription, INodeTypes } from 'n8n-workflow';
import { advancedCatalog, everydayCatalog } from '../../nodes/KonturExtern/actions';
import { fieldsOf, type Catalog } from '../../nodes/shared/catalog';
import type { Client } from '../../nodes/shared/transport';
import { credentialClasses, nodeClasses } from '../../scripts/storedNames';
import { nodes as subjects, operationsOf } from './subject';

/* What a person sees who opens the panel of a node and has not yet touched anything. */

const descriptions: INodeTypeDescription[] = nodeClasses.map((NodeClass) => new NodeClass().description);

const externCatalogs: Record<string, Catalog> = {
	konturExtern: everydayCatalog,
	konturExternAdvanced: advancedCatalog,
};
const catalogOf = ({ name }: INodeTypeDescription): Catalog | undefined =>
	externCatalogs[name] ?? subjects.find(({ node }) => node.endsWith(`.${name}`))?.catalog;

/** The choices of resource and operation of a node; a trigger has one, without a name. */
function panelsOf(description: INodeTypeDescription) {
	const catalog = catalogOf(description);
	if (!catalog) return [{ name: description.name, title: '', chosen: {} }];
	return catalog.resources.flatMap(({ name, value: resource, operations }) =>
		operations.map((operation) => ({
			name: `${description.name} ${resource}.${operation.value}`,
			title: `${operation.name}: ${name}`,
			chosen: { resource, operation: operation.value },
		})),
	);
}

const nodeOf = (
	{ name, version, defaultVersion }: INodeTypeDescription,
	parameters: INode['parameters'],
): INode => ({
	id: '1',
	name: 'Node',
	type: name,
	typeVersion: defaultVersion ?? Number(version),
	position: [0, 0],
	parameters,
});

/** The fields that are shown after a choice, as n8n decides it. */
function shownIn(description: INodeTypeDescription, chosen: INode['parameters']): INodeProperties[] {
	const { properties } = description;
	const node = nodeOf(description, chosen);
	const all = NodeHelpers.getNodeParameters(properties, chosen, true, false, node, description) ?? {};
	return properties.filter((property) => NodeHelpers.displayParameter(all, property, node, description));
}

const choices = ['authentication', 'resource', 'operation'];
const asides = ['notice', 'hidden', 'collection', 'fixedCollection'];
const isCounted = ({ name, type }: INodeProperties) => !choices.includes(name) && !asides.includes(type);

const many = Object.fromEntries(
	descriptions
		.flatMap((description) => panelsOf(description).map((panel) => ({ description, ...panel })))
		.map(({ description, name, chosen }) => [name, shownIn(description, chosen).filter(isCounted).length])
		.filter(([, count]) => Number(count) > 5),
) as Record<string, number>;

const named = (node: string, counts: Record<string, number>) =>
	Object.entries(counts).map(([name, count]) => [`${node} ${name}`, count]);

/*
 * Operations with more than five fields. None of the everyday nodes has one: what a file or Kontur says, or what few
 * change, stands in a collection.
 */
const known = Object.fromEntries([
	// Kontur finds the thing by all the IDs on the way to it, so each has to be chosen.
	...named('konturExternAdvanced', {
		'docflow.getRelated': 6,
		'docflowDocument.download': 6,
		'draftDocument.build': 7,
		'draftDocument.print': 6,
		'draftDocument.update': 6,
		'draftSignature.update': 6,
		'draftsBuilderFile.create': 7,
		'draftsBuilderFile.update': 8,
		'draftsBuilderFile.updateMeta': 6,
		'inventory.getAll': 6,
		'inventoryDocument.confirmCloudDecryption': 7,
		'inventoryDocument.decryptInCloud': 7,
		'inventoryDocument.download': 8,
		'inventoryDocument.downloadSignature': 7,
		'inventoryDocument.getTask': 6,
		'inventoryDocument.uploadDecrypted': 6,
		'pfrReply.confirmCloudSignature': 6,
		'pfrReply.send': 6,
		'pfrReply.sign': 6,
		'pfrReply.uploadDecrypted': 6,
		'reply.confirmCloudSignature': 7,
		'reply.create': 6,
		'reply.getTask': 6,
		'reply.send': 7,
		'reply.sign': 6,
		'reply.signInCloud': 6,
		'reply.updateContent': 6,
		'reportsTable.getDocflows': 8,
	}),
	// Who sends what to whom: Kontur wants all of it before there is a draft.
	...named('konturExternAdvanced', {
		'draft.create': 8,
		'draft.update': 9,
		'draft.updateMeta': 9,
		'draftsBuilder.create': 9,
		'draftsBuilder.update': 10,
		'draftsBuilder.updateMeta': 10,
	}),
	// Fields with a usable default come after fields to fill in.
	...named('konturExternAdvanced', {
		'docflowDocument.print': 7,
		'draft.buildDocument': 6,
		'inventoryDocument.print': 9,
	}),
	...named('konturSignature', { 'document.sign': 6 }),
]) as Record<string, number>;

test('at most five fields are shown before the options, or it is known to be otherwise', () => {
	expect(many).toEqual(known);
});

const everyday = ['konturExtern', 'konturOfd'];

/** Each choice that a panel offers by itself, in fields with options and switches. */
function choicesIn(
	description: INodeTypeDescription,
	chosen: INode['parameters'],
): Array<INode['parameters']> {
	return shownIn(description, chosen)
		.filter(isCounted)
		.flatMap(({ name, type, options = [] }) => {
			const listed = options.flatMap((option) => ('value' in option ? [option.value] : []));
			const values = type === 'boolean' ? [true, false] : type === 'options' ? listed : [];
			return values.map((value) => ({ [name]: value }));
		});
}

test('a choice in an everyday panel asks for at most two more fields', () => {
	const more = descriptions
		.filter(({ name }) => everyday.includes(name))
		.flatMap((description) => panelsOf(description).map((panel) => ({ description, ...panel })))
		.flatMap(({ description, name, chosen }) =>
			choicesIn(description, chosen).map((choice) => ({
				name,
				choice,
				count: shownIn(description, { ...chosen, ...choice }).filter(isCounted).length,
			})),
		);
	expect(more.length).toBeGreaterThan(50);
	expect(more.filter(({ count }) => count > 7)).toEqual([]);
});

const withCatalog = descriptions.flatMap((description) => {
	const catalog = catalogOf(description);
	return catalog ? [{ name: description.name, description, catalog }] : [];
});

test.each(withCatalog)(
	'$name shows the fields of every operation in the order of its file',
	({ description, catalog }) => {
		for (const { name, resource, operation } of operationsOf(catalog)) {
			const declared = fieldsOf(operation).map((field) => field.name);
			const shown = description.properties.filter(({ displayOptions }) => {
				const show = displayOptions?.show ?? {};
				return show.resource?.includes(resource) && show.operation?.includes(operation.value);
			});
			expect({ name, fields: shown.map((field) => field.name) }).toEqual({ name, fields: declared });
		}
	},
);

test.each(withCatalog)('the subtitle of $name says what every operation does', ({ description }) => {
	const nodeType: INodeType = { description };
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	for (const { name, chosen, title } of panelsOf(description)) {
		const node = nodeOf(description, chosen);
		const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const subtitle = expression.getSimpleParameterValue(node, description.subtitle, 'internal', {});
		expect({ name, subtitle }).toEqual({ name, subtitle: title });
	}
});

/** The credentials that a panel asks for. */
function asksFor(description: INodeTypeDescription, chosen: INode['parameters']): string[] {
	const node = nodeOf(description, chosen);
	const all = NodeHelpers.getNodeParameters(description.properties, chosen, true, false, node, description);
	const { credentials = [] } = description;
	return credentials
		.filter((credential) => NodeHelpers.displayParameter(all ?? {}, credential, node, description))
		.map(({ name }) => name);
}

const externNodes = withCatalog.filter(({ name }) => name in externCatalogs);

test.each(externNodes)(
	'$name asks for both credentials where both are needed, with either way to sign in',
	({ description, catalog }) => {
		const signing = operationsOf(catalog).filter(({ operation }) => operation.certificate);
		expect(signing.length).toBeGreaterThan(5);
		for (const [authentication, signIn] of [
			['apiKey', 'konturExternApi'],
			['oAuth2', 'konturExternOAuth2Api'],
		]) {
			for (const { name, resource, operation } of signing) {
				const chosen = { authentication, resource, operation: operation.value };
				expect({ name, asked: asksFor(description, chosen) }).toEqual({
					name,
					asked: [signIn, 'konturCertificateApi'],
				});
			}
		}
	},
);

test.each(externNodes)(
	'$name has the same field for the account in all operations',
	({ description, catalog }) => {
		const working = operationsOf(catalog).filter(({ operation }) =>
			fieldsOf(operation).some(({ name }) => name === 'accountId'),
		);
		expect(working.length).toBeGreaterThan(10);
		const fields = description.properties.filter(({ name }) => name === 'accountId');
		// n8n cannot say "these operations of all resources, and those of one" in one condition.
		expect(fields.length).toBeLessThan(3);
		expect(new Set(fields.map(({ displayOptions: _shown, ...field }) => JSON.stringify(field))).size).toBe(1);
	},
);

/** A property with all that it holds. */
function withParts(property: INodeProperties, where: string): Array<[string, INodeProperties]> {
	const parts = (property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});
	const here = `${where} ${property.name}`;
	return [[here, property], ...parts.flatMap((part) => withParts(part, here))];
}

const all = [...descriptions, ...credentialClasses.map((CredentialClass) => new CredentialClass())].flatMap(
	({ name, properties }) => properties.flatMap((property) => withParts(property, name)),
);

describe('typed values show their format', () => {
	const shapes: Array<[field: RegExp, shape: RegExp]> = [
		[/inn$/i, /^\d{10}(\d{2})?(, \d{12})?$/],
		[/kpp$/i, /^(\d{10}-)?\d{9}$/],
		[/snils$/i, /^\d{3}-\d{3}-\d{3} \d{2}$/],
		[/thumbprint$/i, /^[0-9A-F]{40}$/],
		[/^(recipientCode|cu|mriCode)$/, /^\d{4}$/],
		[/ipAddress$/i, /^(\d{1,3}\.){3}\d{1,3}$/],
		[/period$/i, /\d/],
		[/date$/i, /\d{4}|\d{2}\.\d{2}/],
	];
	test.each(shapes)('a field named %s', (name, shape) => {
		const typed = all.filter(([, { name: own, type }]) => type === 'string' && name.test(own));
		const wrong = typed.filter(([, { placeholder = '' }]) => !shape.test(placeholder));
		expect(wrong.map(([where, { placeholder }]) => `${where}: ${placeholder ?? ''}`)).toEqual([]);
	});

	test('there is something of most kinds', () => {
		const kinds = shapes.filter(([name]) => all.some(([, { name: own }]) => name.test(own)));
		expect(kinds.length).toBeGreaterThan(5);
	});
});

test('a locator offers a list first, which can be searched', () => {
	const locators = all.filter(([, { type }]) => type === 'resourceLocator');
	expect(locators.length).toBeGreaterThan(20);
	const methods = new Set(
		nodeClasses.flatMap((NodeClass) => {
			const node = new NodeClass();
			return 'listSearch' in node.methods ? Object.keys(node.methods.listSearch) : [];
		}),
	);
	const poor = locators.filter(([, { modes = [], default: start }]) => {
		const [first, ...others] = modes;
		const { searchListMethod = '', searchable } = first.typeOptions ?? {};
		return !(
			first.type === 'list' &&
			searchable &&
			methods.has(searchListMethod) &&
			(start as { mode?: string }).mode === 'list' &&
			others.every(({ placeholder }) => placeholder)
		);
	});
	expect(poor.map(([where]) => where)).toEqual([]);
});

test.each(withCatalog)(
	'$name: what is searched within another choice is emptied with it',
	async ({ description, catalog }) => {
		const client = {
			request: async () => await Promise.reject(new UserError('not asked here')),
		} as unknown as Client;
		for (const { name, resource, operation } of operationsOf(catalog)) {
			const fields = fieldsOf(operation);
			const isLocator = (place: string) =>
				fields.some((field) => field.name === place && field.type === 'resourceLocator');
			for (const { name: own, listSearch } of fields) {
				if (!listSearch) continue;
				const places = new Set<string>();
				const read = (place: string) => {
					places.add(place);
					return 'chosen';
				};
				await listSearch.search(client, read, undefined, undefined).catch(() => undefined);
				const property = description.properties.find(({ name: other, displayOptions }) => {
					const show = displayOptions?.show ?? {};
					return (
						other === own && show.resource?.includes(resource) && show.operation?.includes(operation.value)
					);
				});
				const watched = property?.typeOptions?.loadOptionsDependsOn ?? [];
				const missing = [...places]
					.filter(isLocator)
					.filter((place) => !watched.includes(`${place}.cachedResultName`));
				expect({ name, own, missing }).toEqual({ name, own, missing: [] });
			}
		}
	},
);
