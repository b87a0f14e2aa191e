import type { IDataObject } from 'n8n-workflow';
import { limit, returnAll } from '../../shared/catalog';
import { listAll, type Client, type KonturRequest } from '../../shared/transport';

const PAGE = 100;

/** For lists that are fetched in steps. */
export const listFields = [returnAll, limit] as const;

/** How many elements the user wants. */
export const mostOf = (params: { returnAll: boolean; limit: number }): number =>
	params.returnAll ? Infinity : params.limit;

/**
 * A list whose wrapper the documentation leaves open: the answer itself, or the one array in it. Where a total says
 * that there is more, the rest is fetched by `skip` and `take` like all of Kontur's lists.
 */
export async function openList(client: Client, request: KonturRequest, most: number): Promise<IDataObject[]> {
	const query = { ...request.query, skip: 0, take: Math.min(most, PAGE) };
	const { body } = await client.request<unknown>({ ...request, query });
	if (Array.isArray(body)) return (body as IDataObject[]).slice(0, most);
	const answer = (body ?? {}) as IDataObject;
	const found = Object.entries(answer).find(([name, value]) => name !== 'links' && Array.isArray(value));
	if (!found) return [];
	const [items, elements] = found as [string, IDataObject[]];
	if (elements.length >= Math.min(most, Number(answer['total-count'] ?? 0))) return elements.slice(0, most);
	return await listAll(client, request, { style: 'skipTake', items }, most);
}

/** The elements of a search whose `skip` and `take` stand in the body. */
export async function searchAll(
	client: Client,
	request: KonturRequest & { body: IDataObject },
	items: string,
	most: number,
): Promise<IDataObject[]> {
	const { body, query } = request;
	const inBody: Client = {
		...client,
		request: async ({ query: page = {}, ...rest }) =>
			await client.request({
				...rest,
				query,
				body: { ...body, skip: page.skip, take: page.take },
				repeat: 'harmless',
			}),
	};
	return await listAll(inBody, request, { style: 'skipTake', items }, most);
}
