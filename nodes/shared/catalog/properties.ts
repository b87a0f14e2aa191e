import { NodeConnectionTypes, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { label } from '../language';
import { limit, returnAll, simplify } from './fields';
import { omit } from './values';
import type { Catalog, Field, Operation, Resource } from './types';

/** One ordinary input or output of a node. */
export const main = [NodeConnectionTypes.Main];

const hasSimplify = ({ name, options }: Field): boolean =>
	name === simplify.name || (options ?? []).some((option) => option.name === simplify.name);

/** Returns the fields of an operation, including those that all lists and all simplified operations share. */
export function fieldsOf(operation: Operation): readonly Field[] {
	return [
		...operation.fields,
		...('http' in operation && operation.paginate ? [returnAll, limit] : []),
		...(operation.simplify && !operation.fields.some(hasSimplify) ? [simplify] : []),
	];
}

/** Compares by the names that the reader sees. */
const byName =
	(field: string) =>
	(a: { name: string }, b: { name: string }): number =>
		label(a.name, field).localeCompare(label(b.name, field), 'en');

/** Converts a field to n8n's property: without its lookups and checks, and shown where `shown` says. */
export function propertyOf(declared: Field, shown: Record<string, string[]> = {}): INodeProperties {
	const copy = structuredClone(omit(declared, 'listSearch', 'byInn', 'check')) as INodeProperties;
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
 * Makes n8n clear a locator when an earlier one changes, because its list depends on that choice. n8n watches the name
 * that the list showed: the value of an expression changes with every run.
 */
function dependingOn(earlier: readonly string[], declared: Field): Field {
	if (declared.type !== 'resourceLocator' || earlier.length === 0) return declared;
	const loadOptionsDependsOn = earlier.map((name) => `${name}.cachedResultName`);
	return { ...declared, typeOptions: { ...declared.typeOptions, loadOptionsDependsOn } };
}

/** Merges the fields of an operation into the list, so that each operation keeps its own order. */
function addFields(shown: Shown[], operation: Operation): void {
	const locators: string[] = [];
	let position = 0;
	for (const field of fieldsOf(operation)) {
		const declared = dependingOn(locators, field);
		if (field.type === 'resourceLocator') locators.push(field.name);
		const key = JSON.stringify(declared);
		const known = shown.findIndex((other) => other.key === key);
		// Equal fields share one property, so that its value survives a change of the operation.
		if (known >= position) {
			shown[known].operations.push(operation.value);
			position = known + 1;
		} else {
			shown.splice(position, 0, { declared, key, operations: [operation.value] });
			position += 1;
		}
	}
}

function resourceProperties(resource: Resource, isInOrderOfUse = false): INodeProperties[] {
	const options: INodePropertyOptions[] = resource.operations.map(({ name, value, action, description }) => ({
		name,
		value,
		action,
		description,
	}));
	if (!isInOrderOfUse) options.sort(byName('operation'));
	const firstOperation = resource.initial ?? resource.operations[0].value;
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

/**
 * Returns the expression for a node's subtitle, `Send: Report`. The operation comes first because n8n truncates long
 * subtitles.
 */
export function subtitleOf(catalog: Catalog): string {
	const titles = catalog.resources.flatMap(({ name, value, operations }) =>
		operations.map((operation) => [`${value}.${operation.value}`, `${operation.name}: ${name}`]),
	);
	const table = JSON.stringify(Object.fromEntries(titles));
	return `={{ (${table})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}

/** Builds the properties of a node: resource, operations and all their fields. */
export function propertiesOf({ resources, initial, isInOrderOfUse }: Catalog): INodeProperties[] {
	const options = resources.map(({ name, value }) => ({ name, value }));
	if (!isInOrderOfUse) options.sort(byName('resource'));
	const firstResource = initial ?? resources[0].value;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options,
			default: firstResource,
		},
		...resources.flatMap((resource) => resourceProperties(resource, isInOrderOfUse)),
	];
}
