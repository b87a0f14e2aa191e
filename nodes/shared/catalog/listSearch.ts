import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { createClient, type Service } from '../transport';
import { fieldsOf } from './properties';
import type { Catalog, Field } from './types';

// Bytes; the editor shows a line of it.
const LONGEST_NAME = 512;

type Method = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** Builds n8n's `methods.listSearch` from the fields that declare a search. */
export function listSearchOf(service: Service | undefined, fields: readonly Field[]): Record<string, Method> {
	const methods: Record<string, Method> = {};
	for (const { listSearch } of fields) {
		if (!listSearch) continue;
		methods[listSearch.method] = async function (filter, paginationToken) {
			const parameter = (name: string) => {
				const value: unknown = this.getCurrentNodeParameter(name, { extractValue: true });
				if (typeof value === 'string' && value.trim()) return value;
				const { displayName = name } = fields.find((field) => field.name === name) ?? {};
				throw new UserError(`Choose "${displayName}" first.`);
			};
			const client = createClient(this, service);
			const found = await listSearch.search(client, parameter, filter, paginationToken);
			const results = found.results.map((one) => ({
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
