import { NodeConnectionTypes, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { label } from '../language';
import { limit, returnAll, simplify } from './fields';
import { omit } from './values';
import type { Catalog, Field, Operation, Resource } from './types';

/** One ordinary input or output of a node. */
export const main = [NodeConnectionTypes.Main];

const hasSimplify = ({ name, options }: Field): boolean =>
	name === simplify.name || (options ?? []).some((option) => option.name === simplify.name);

const isCollection = ({ type }: Field): boolean => type === 'collection';

/**
 * Returns the fields of an operation, including those that all lists and all simplified operations share. Collections of
 * what is optional come last, as in n8n's own nodes.
 */
export function fieldsOf(operation: Operation): readonly Field[] {
	const fields = [
		...operation.fields,
		...('http' in operation && operation.paginate ? [returnAll, limit] : []),
		...(operation.simplify && !operation.fields.some(hasSimplify) ? [simplify] : []),
	];
	return [...fields.filter((field) => !isCollection(field)), ...fields.filter(isCollection)];
}

/** Compares by the names that the reader sees. */
const byName =
	(field: string) =>
	(a: { name: string }, b: { name: string }): number =>
		label(a.name, field).localeCompare(label(b.name, field), 'en');

/** Converts a field to n8n's property: without its lookups and checks, and shown where `shown` says. */
export function propertyOf(declared: Field, shown: Record<string, string[]> = {}): INodeProperties {
	// n8n waits for more than a thousand of them at its start, and most have none of the three.
	const isPlain = !('listSearch' in declared || 'byInn' in declared || 'check' in declared);
	const property = (isPlain ? declared : omit(declared, 'listSearch', 'byInn', 'check')) as INodeProperties;
	const { displayOptions } = property;
	return { ...property, displayOptions: { ...displayOptions, show: { ...shown, ...displayOptions?.show } } };
}

/** A property of n8n. */
interface Shown {
	declared: Field;
	/** The operations that show it, by the resource that they belong to. */
	places: Map<Resource, Set<string>>;
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

/**
 * Merges the fields of all operations into one list, in which each operation keeps its own order. Equal fields share
 * one property: its value survives a change of the resource and the operation, and n8n's editor, which goes through
 * all properties of a node again and again while a panel opens, has fewer to go through.
 */
class Merged {
	readonly shown: Shown[] = [];
	/** Which field stands at each place of `shown`; numbers, because n8n waits for this at its start. */
	private readonly order: number[] = [];
	private readonly byField = new Map<Field, number>();
	private readonly byText = new Map<string, number>();

	private numberOf(declared: Field): number {
		const known = this.byField.get(declared);
		if (known !== undefined) return known;
		const text = JSON.stringify(declared);
		const number = this.byText.get(text) ?? this.byText.size;
		this.byText.set(text, number);
		this.byField.set(declared, number);
		return number;
	}

	add(resource: Resource, operation: Operation): void {
		const locators: string[] = [];
		let position = 0;
		for (const field of fieldsOf(operation)) {
			const declared = dependingOn(locators, field);
			if (field.type === 'resourceLocator') locators.push(field.name);
			const number = this.numberOf(declared);
			let at = this.order.indexOf(number, position);
			if (at < 0) {
				at = position;
				this.order.splice(at, 0, number);
				this.shown.splice(at, 0, { declared, places: new Map() });
			}
			const { places } = this.shown[at];
			const operations = places.get(resource);
			if (operations) operations.add(operation.value);
			else places.set(resource, new Set([operation.value]));
			position = at + 1;
		}
	}
}

const isExact = (resource: Resource, own: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
	resource.operations.every(({ value }) => all.has(value) === own.has(value));

/**
 * Splits the places of a property into as few conditions as n8n can express: it shows a property for each of some
 * operations of each of some resources.
 */
function conditionsOf({ places }: Shown): Array<{ resource: string[]; operation: string[] }> {
	const groups: Array<{ members: Array<[Resource, Set<string>]>; all: Set<string> }> = [];
	for (const place of places) {
		const fitting = groups.find(({ members, all }) => {
			const both = new Set([...all, ...place[1]]);
			return [...members, place].every(([resource, own]) => isExact(resource, own, both));
		});
		if (fitting) {
			fitting.members.push(place);
			for (const operation of place[1]) fitting.all.add(operation);
		} else groups.push({ members: [place], all: new Set(place[1]) });
	}
	return groups.map(({ members, all }) => ({
		resource: members.map(([resource]) => resource.value),
		operation: [...all],
	}));
}

function operationProperty(resource: Resource, isInOrderOfUse = false): INodeProperties {
	const options: INodePropertyOptions[] = resource.operations.map(({ name, value, action, description }) => ({
		name,
		value,
		action,
		description,
	}));
	if (!isInOrderOfUse) options.sort(byName('operation'));
	const firstOperation = resource.initial ?? resource.operations[0].value;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options,
		default: firstOperation,
	};
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
	const fields = new Merged();
	for (const resource of resources) {
		for (const operation of resource.operations) fields.add(resource, operation);
	}
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options,
			default: firstResource,
		},
		...resources.map((resource) => operationProperty(resource, isInOrderOfUse)),
		...fields.shown.flatMap((one) =>
			conditionsOf(one).map((condition) => propertyOf(one.declared, condition)),
		),
	];
}
