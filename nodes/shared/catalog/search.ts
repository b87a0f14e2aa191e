import type { IDataObject, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { listOf, object, optional } from '../shapes';
import type { Client, ListRequest } from '../transport';

const PAGE = 100;
// With a filter, how far one call of the editor looks for matches in a list that Kontur cannot search.
const PAGES_PER_SEARCH = 20;

/**
 * A page of choices out of a `skip`/`take` list. Kontur's lists have no text search, so a filter is applied
 * here, over as many pages as it takes to fill one page of choices.
 */
export async function searchBySkip<T = IDataObject>(
	client: Client,
	{ element, ...request }: ListRequest<T>,
	items: string,
	toChoice: (element: T) => INodeListSearchItems,
	filter?: string,
	page?: string,
): Promise<INodeListSearchResult> {
	const shape = element && object({ [items]: optional(listOf(element)) });
	const wanted = filter?.trim().toLowerCase() ?? '';
	const results: INodeListSearchItems[] = [];
	let skip = Number(page ?? 0);
	for (let count = 0; count < PAGES_PER_SEARCH; count++) {
		const { body } = await client.request({
			...request,
			query: { ...request.query, skip, take: PAGE },
			shape,
		});
		const elements = Array.isArray(body[items]) ? (body[items] as T[]) : [];
		skip += elements.length;
		results.push(
			...elements
				.map(toChoice)
				.filter(({ name, value }) => !wanted || `${name} ${value}`.toLowerCase().includes(wanted)),
		);
		if (elements.length === 0 || skip >= Number(body['total-count'] ?? Infinity)) return { results };
		if (!wanted || results.length >= PAGE) break;
	}
	return { results, paginationToken: String(skip) };
}

/** A page of choices out of a list that comes whole. */
export function searchWhole<T>(
	elements: T[],
	toChoice: (element: T) => INodeListSearchItems,
	filter?: string,
): INodeListSearchResult {
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: elements
			.map(toChoice)
			.filter(({ name, value }) => !wanted || `${name} ${value}`.toLowerCase().includes(wanted)),
	};
}
