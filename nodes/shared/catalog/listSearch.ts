import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { label, t } from '../language';
import { createClient, mapInTurns, type Client, type Service } from '../transport';
import { idByInn, isByInn } from './byInn';
import { fieldsOf } from './properties';
import type { Catalog, Field } from './types';

// Bytes; the editor shows a line of it.
const LONGEST_NAME = 512;

type Method = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/**
 * Looks up the IDs of the locators that hold an INN, in the order of the panel, for lists that depend on them.
 * @returns by field what returns the ID, or throws why there is none: not every list needs it
 */
async function idsByInn(
	context: ILoadOptionsFunctions,
	client: Client,
	fields: readonly Field[],
	written: (name: string) => string,
	method: string,
): Promise<Map<string, () => string>> {
	const ids = new Map<string, () => string>();
	const parameter = (name: string) => ids.get(name)?.() ?? written(name);
	const byInn = new Map(fields.filter((field) => field.byInn).map((field) => [field.name, field]));
	for (const [name, field] of byInn) {
		if (field.listSearch?.method === method || !isByInn(context.getCurrentNodeParameter(name))) continue;
		await Promise.resolve()
			.then(async () => await idByInn(context, client, field, written(name), parameter))
			.then(
				(id) => ids.set(name, () => id),
				(error: unknown) =>
					ids.set(name, () => {
						throw error;
					}),
			);
	}
	return ids;
}

/** Builds n8n's `methods.listSearch` from the fields that declare a search. */
export function listSearchOf(service: Service | undefined, fields: readonly Field[]): Record<string, Method> {
	const methods: Record<string, Method> = {};
	for (const { listSearch } of fields) {
		if (!listSearch) continue;
		methods[listSearch.method] = async function (filter, paginationToken) {
			const client = createClient(this, service);
			const written = (name: string) => {
				const value: unknown = this.getCurrentNodeParameter(name, { extractValue: true });
				if (typeof value === 'string' && value.trim()) return value;
				const { displayName = name } = fields.find((field) => field.name === name) ?? {};
				throw new UserError(t`Choose "${label(displayName, name)}" first.`);
			};
			const ids = await idsByInn(this, client, fields, written, listSearch.method);
			const parameter = (name: string) => ids.get(name)?.() ?? written(name);
			const found = await listSearch.search(client, parameter, filter, paginationToken);
			const results = await mapInTurns(found.results, (one) => ({
				...one,
				name: client.gate.text(one.name, LONGEST_NAME),
			}));
			return { ...found, results };
		};
	}
	return methods;
}

/** Builds the list searches of a whole catalog. */
export const listSearchOfCatalog = (catalog: Catalog): Record<string, Method> =>
	listSearchOf(
		catalog.service,
		catalog.resources.flatMap((resource) => resource.operations.flatMap(fieldsOf)),
	);
