import type { IDataObject, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { mapInTurns, pageFrom, type Client, type ListRequest } from '../transport';

const PAGE = 100;
// How many pages one call of the editor scans in a list that Kontur cannot search.
const PAGES_PER_SEARCH = 20;

const wanted = (filter: string | undefined) => filter?.trim().toLowerCase() ?? '';

const matches =
	(filter: string | undefined) =>
	({ name, value }: INodeListSearchItems): boolean =>
		`${name} ${value}`.toLowerCase().includes(wanted(filter));

/**
 * Returns a page of choices from a `skip`/`take` list. Kontur's lists have no text search, so the filter is applied
 * here, over as many pages as it takes to fill one page of choices.
 * @param options.isUnsaid Kontur documents no number of all elements
 */
export async function searchBySkip<T = IDataObject>(
	client: Client,
	{ element, ...request }: ListRequest<T>,
	items: string,
	toChoice: (element: T) => INodeListSearchItems,
	{ filter, page, isUnsaid }: { filter?: string; page?: string; isUnsaid?: boolean } = {},
): Promise<INodeListSearchResult> {
	const results: INodeListSearchItems[] = [];
	let skip = Number(page ?? 0);
	for (let count = 0; count < PAGES_PER_SEARCH; count++) {
		const query = { ...request.query, skip, take: PAGE };
		const { body } = await client.request({
			...request,
			query,
			shape: pageFrom(items, element, skip, isUnsaid),
		});
		const elements = body[items] as T[];
		skip += elements.length;
		const choices = await mapInTurns(elements, toChoice);
		for (const choice of choices.filter(matches(filter))) results.push(choice);
		const { 'total-count': total } = body;
		const isLast = typeof total === 'number' ? skip >= total : elements.length === 0;
		if (isLast) return { results };
		if (!wanted(filter) || results.length >= PAGE) break;
	}
	return { results, paginationToken: String(skip) };
}

/** Returns the matching choices of a list that has no pages. */
export const searchWhole = <T>(
	elements: T[],
	toChoice: (element: T) => INodeListSearchItems,
	filter?: string,
): INodeListSearchResult => ({ results: elements.map(toChoice).filter(matches(filter)) });
