import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { limit, returnAll, simplify } from './fields';
import type { Catalog, Field, Operation, Resource } from './types';

/** The fields of an operation together with those that its kind brings. */
export function fieldsOf(operation: Operation): readonly Field[] {
	return [
		...operation.fields,
		...('http' in operation && operation.paginate ? [returnAll, limit] : []),
		...(operation.simplify ? [simplify] : []),
	];
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');

/** n8n's property out of a field: the list search stays behind, the place where it is shown is added. */
export function propertyOf(declared: Field, shown: Record<string, string[]> = {}): INodeProperties {
	const { listSearch: _listSearch, ...property } = declared;
	const copy = structuredClone(property) as INodeProperties;
	return {
		...copy,
		displayOptions: { ...copy.displayOptions, show: { ...shown, ...copy.displayOptions?.show } },
	};
}

interface Shown {
	declared: Field;
	key: string;
	operations: string[];
}

/**
 * A locator is searched within those before it, so another choice there empties it. Of these n8n watches what the list
 * showed: an ID or an expression there has nothing of the kind, and its value changes with every run.
 */
function within(places: readonly string[], declared: Field): Field {
	if (declared.type !== 'resourceLocator' || places.length === 0) return declared;
	const loadOptionsDependsOn = places.map((name) => `${name}.cachedResultName`);
	return { ...declared, typeOptions: { ...declared.typeOptions, loadOptionsDependsOn } };
}

/** Adds the fields of an operation, each behind the one it follows there, so that every operation keeps its order. */
function addFields(shown: Shown[], operation: Operation): void {
	const locators: string[] = [];
	let place = 0;
	for (const field of fieldsOf(operation)) {
		const declared = within(locators, field);
		if (field.type === 'resourceLocator') locators.push(field.name);
		const key = JSON.stringify(declared);
		const known = shown.findIndex((other) => other.key === key);
		// One property for equal fields, so that its value survives a change of the operation.
		if (known >= place) {
			shown[known].operations.push(operation.value);
			place = known + 1;
		} else {
			shown.splice(place, 0, { declared, key, operations: [operation.value] });
			place += 1;
		}
	}
}

function resourceProperties(resource: Resource): INodeProperties[] {
	const options: INodePropertyOptions[] = resource.operations
		.map(({ name, value, action, description }) => ({ name, value, action, description }))
		.sort(byName);
	const firstOperation = resource.operations[0].value;
	const shown: Shown[] = [];
	for (const operation of resource.operations) addFields(shown, operation);
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource.value] } },
			options,
			default: firstOperation,
		},
		...shown.map(({ declared, operations }) =>
			propertyOf(declared, { resource: [resource.value], operation: operations }),
		),
	];
}

/** An expression for what a node does, in the words of its panel: `Send: Report`. n8n cuts off the end of long ones. */
export function subtitleOf(catalog: Catalog): string {
	const titles = catalog.resources.flatMap(({ name, value, operations }) =>
		operations.map((operation) => [`${value}.${operation.value}`, `${operation.name}: ${name}`]),
	);
	const table = JSON.stringify(Object.fromEntries(titles));
	return `={{ (${table})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}

/** The properties of a node: resource, operations and all their fields. */
export function propertiesOf(catalog: Catalog): INodeProperties[] {
	const firstResource = catalog.resources[0].value;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: catalog.resources.map(({ name, value }) => ({ name, value })).sort(byName),
			default: firstResource,
		},
		...catalog.resources.flatMap(resourceProperties),
	];
}
