import type { Operation, Resource } from '../../shared/catalog';

/** A resource of Kontur.Extern. Each operation stands in one list. */
export interface ExternResource extends Omit<Resource, 'operations'> {
	/** Documented methods that both nodes offer. */
	everyday?: readonly Operation[];
	/** Jobs of several steps that only Kontur.Extern offers. */
	jobs?: readonly Operation[];
	/** What only Kontur.Extern Advanced offers. */
	advanced?: readonly Operation[];
}

/** Declares a resource of Kontur.Extern with its operations, each list in the order of use. */
export const externResource = (declared: ExternResource): ExternResource => declared;

function resourcesOf(
	resources: readonly ExternResource[],
	operationsOf: (resource: ExternResource) => ReadonlyArray<readonly Operation[] | undefined>,
): Resource[] {
	return resources
		.map((resource) => {
			const operations = operationsOf(resource).flatMap((list) => list ?? []);
			const { name, value, initial } = resource;
			return { name, value, operations, initial };
		})
		.filter(({ operations }) => operations.length > 0);
}

export const everydayOf = (resources: readonly ExternResource[]): Resource[] =>
	resourcesOf(resources, ({ everyday, jobs }) => [everyday, jobs]);

export const advancedOf = (resources: readonly ExternResource[]): Resource[] =>
	resourcesOf(resources, ({ everyday, advanced }) => [everyday, advanced]);

/** Every operation once. */
export const allOf = (resources: readonly ExternResource[]): Resource[] =>
	resourcesOf(resources, ({ everyday, jobs, advanced }) => [everyday, jobs, advanced]);
