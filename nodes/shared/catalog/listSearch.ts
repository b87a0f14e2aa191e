import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { createClient, type Service } from '../transport';
import { fieldsOf } from './properties';
import type { Catalog, Field } from './types';

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
			return await listSearch.search(createClient(this, service), parameter, filter, paginationToken);
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
