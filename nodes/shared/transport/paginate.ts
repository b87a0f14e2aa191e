import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import { listOf, object, optional, type Shape } from '../shapes';
import type { Client, KonturRequest } from './client';

/** A request for a list whose elements are read field by field. */
export type ListRequest<T> = KonturRequest & { element?: Shape<T> };

/** How a list is cut into pages. */
export type Paging =
	/** `skip` and `take`; the answer counts in `total-count`. */
	| { style: 'skipTake'; items: string; pageSize?: number }
	/** `skip` and `take` to begin with, then the answer's `page-links`. */
	| { style: 'pageLinks'; items: string; pageSize?: number }
	/** OFD's `offset` and `limit`; the answer names `paging.nextOffset`. */
	| { style: 'offset'; items: string; pageSize?: number }
	/** All at once: the answer itself, or its array under a name. */
	| { style: 'whole'; items?: string };

const PAGE = 100;
// OFD's documented default and maximum.
const OFD_PAGE = 1000;

const arrayAt = (body: unknown, name?: string): IDataObject[] => {
	const value = name === undefined ? body : (body as IDataObject | undefined)?.[name];
	// OFD answers "no data" with an empty body in places.
	return Array.isArray(value) ? (value as IDataObject[]) : [];
};

/**
 * OFD's `nextOffset` in plain form. The service percent-encodes it inside JSON in places; left so, sending it
 * would encode it twice.
 * Source: Kontur.OFD documentation, "documents/by-period" (sample of `nextOffset`).
 */
export function plainOffset(value: unknown): string | undefined {
	if (typeof value !== 'string' || value === '') return undefined;
	return /%[0-9a-f]{2}/i.test(value) ? decodeURIComponent(value) : value;
}

/**
 * The elements of a list, page by page, up to a limit. Asks for no more pages than the limit needs.
 * @throws OperationalError when the service repeats a page instead of going on
 */
export async function* paginate<T = IDataObject>(
	client: Client,
	request: ListRequest<T>,
	paging: Paging,
	limit = Infinity,
): AsyncGenerator<T[]> {
	let left = limit;
	let first: string | undefined;
	const { element, ...bare } = request;
	const shaped = element ? { ...bare, shape: pageShape(element, paging.items) } : bare;
	// The caller names the type of the elements by their shape, which the client checks.
	for await (const page of pages(client, shaped, paging, limit) as AsyncIterable<T[]>) {
		const head = page.length ? JSON.stringify(page[0]) : undefined;
		if (head !== undefined && head === first) {
			throw new OperationalError('Kontur answered with the same page of the list twice. Try again later.');
		}
		first = head;
		yield page.slice(0, left);
		left -= page.length;
		if (left <= 0) return;
	}
}

const pageShape = (element: Shape<unknown>, items: string | undefined): Shape<unknown> =>
	items === undefined ? listOf(element) : object({ [items]: optional(listOf(element)) });

/** All elements of `paginate`. */
export async function listAll<T = IDataObject>(
	client: Client,
	request: ListRequest<T>,
	paging: Paging,
	limit = Infinity,
): Promise<T[]> {
	const all: T[][] = [];
	for await (const page of paginate(client, request, paging, limit)) all.push(page);
	return all.flat();
}

async function* pages(
	client: Client,
	request: KonturRequest,
	paging: Paging,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	if (paging.style === 'whole') {
		yield arrayAt((await client.request<unknown>(request)).body, paging.items);
	} else if (paging.style === 'offset') {
		yield* byOffset(client, request, paging.items, paging.pageSize ?? OFD_PAGE, limit);
	} else {
		yield* bySkip(client, request, paging, limit);
	}
}

async function* bySkip(
	client: Client,
	request: KonturRequest,
	paging: { style: 'skipTake' | 'pageLinks'; items: string; pageSize?: number },
	limit: number,
): AsyncGenerator<IDataObject[]> {
	let skip = 0;
	let next: KonturRequest | undefined = request;
	while (next && skip < limit) {
		const take = Math.min(paging.pageSize ?? PAGE, limit - skip);
		const query = next.query && 'skip' in next.query ? next.query : { ...next.query, skip, take };
		const { body } = await client.request<IDataObject>({ ...next, query });
		const page = arrayAt(body, paging.items);
		// An empty page is the end whatever the total says: the list may have shrunk meanwhile.
		if (page.length === 0) return;
		yield page;
		skip += page.length;
		if (paging.style === 'pageLinks') next = nextLink(request, body);
		else next = skip < Number(body['total-count'] ?? Infinity) ? request : undefined;
	}
}

/** The next page by its link. Only path and query are taken: the token must not follow a link elsewhere. */
function nextLink(request: KonturRequest, body: IDataObject): KonturRequest | undefined {
	const link = arrayAt(body, 'page-links').find(({ rel }) => rel === 'next');
	if (typeof link?.href !== 'string') return undefined;
	const query: Record<string, string> = {};
	new URL(link.href, 'http://kontur').searchParams.forEach((value, name) => {
		query[name] = value;
	});
	return { ...request, query: { ...request.query, ...query } };
}

async function* byOffset(
	client: Client,
	request: KonturRequest,
	items: string,
	wholePage: number,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	let offset: string | undefined;
	let pageSize = Math.min(wholePage, limit);
	for (;;) {
		const { body } = await client.request<IDataObject>({
			...request,
			query: { ...request.query, limit: pageSize, offset },
		});
		const page = arrayAt(body, items);
		const next = plainOffset(
			((body as IDataObject | undefined)?.paging as IDataObject | undefined)?.nextOffset,
		);
		yield page;
		// The only end signal: with a filter a page may be short or empty in the middle.
		if (next === undefined || next === offset) return;
		// A filter works on the page that was cut before, so small pages would find little each.
		if (page.length < pageSize) pageSize = wholePage;
		offset = next;
	}
}
