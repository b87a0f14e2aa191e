import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import type { Shape } from '../shapes';
import type { Client, KonturRequest, ShapedRequest } from './request';

/** How a list is divided into pages. */
export type Paging =
	/** `skip` and `take`; the response has the number of all elements in `total-count`. */
	| { style: 'skipTake'; items: string }
	/** `skip` and `take` for the first page, then the response's `page-links`. */
	| { style: 'pageLinks'; items: string }
	/** `skip` and `take` in the body of a search, which is safe to repeat. */
	| { style: 'search'; items: string }
	/** `skip` and `take`; the array is the response itself or its only array; the documentation does not say which. */
	| { style: 'undocumented'; items?: undefined }
	/** OFD's `offset` and `limit`; the response has the next offset in `paging.nextOffset`. */
	| { style: 'offset'; items: string }
	/** A single response, which is the array itself or contains it under a name. */
	| { style: 'whole'; items?: string };

/** A request for a list whose elements are read field by field. */
export type ListRequest<T> = KonturRequest & { element?: Shape<T> };

const PAGE_SIZE = 100;
// OFD's documented default and maximum.
const OFD_PAGE_SIZE = 1000;

const arrayAt = (body: unknown, name?: string): IDataObject[] => {
	const value = name === undefined ? body : (body as IDataObject | undefined)?.[name];
	// Some OFD methods answer "no data" with an empty body.
	return Array.isArray(value) ? (value as IDataObject[]) : [];
};

/**
 * Returns OFD's `nextOffset` without percent-encoding. Some responses contain it percent-encoded, and the query string
 * would encode it a second time.
 * Source: Kontur.OFD documentation, "documents/by-period" (sample of `nextOffset`).
 */
export function plainOffset(value: unknown): string | undefined {
	if (typeof value !== 'string' || value === '') return undefined;
	return /%[0-9a-f]{2}/i.test(value) ? decodeURIComponent(value) : value;
}

/**
 * Yields the elements of a list page by page, up to a limit. Requests no more pages than the limit needs.
 * @throws OperationalError when the service returns the same page twice
 */
export async function* paginate<T = IDataObject>(
	client: Client,
	{ element, ...request }: ListRequest<T>,
	paging: Paging,
	limit = Infinity,
): AsyncGenerator<T[]> {
	const shaped: ShapedRequest<IDataObject> = {
		...request,
		shape: element && {
			missing: (body) =>
				arrayAt(body, paging.items).flatMap((value, index) =>
					element.missing(value, `${paging.items ?? ''}[${index}]`),
				),
		},
	};
	let left = limit;
	let first: string | undefined;
	for await (const page of pages(client, shaped, paging, limit)) {
		const head = page.length ? JSON.stringify(page[0]) : undefined;
		if (head !== undefined && head === first) {
			throw new OperationalError('Kontur returned the same page of the list twice. Try again later.');
		}
		first = head;
		yield page.slice(0, left) as T[];
		left -= page.length;
		if (left <= 0) return;
	}
}

/** Collects all elements of `paginate`. */
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
	request: ShapedRequest<IDataObject>,
	paging: Paging,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	if (paging.style === 'whole') yield arrayAt((await client.request(request)).body, paging.items);
	else if (paging.style === 'offset') yield* byOffset(client, request, paging, limit);
	else if (paging.style === 'search') {
		yield* bySkip(inBody(client, request), request, { ...paging, style: 'skipTake' }, limit);
	} else if (paging.style === 'undocumented') yield* undocumented(client, request, limit);
	else yield* bySkip(client, request, paging, limit);
}

type Pages<Style> = Extract<Paging, { style: Style }>;

async function* bySkip(
	client: Client,
	request: ShapedRequest<IDataObject>,
	{ style, items }: Pages<'skipTake'> | Pages<'pageLinks'>,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	let skip = 0;
	let next: ShapedRequest<IDataObject> | undefined = request;
	while (next && skip < limit) {
		const take = Math.min(PAGE_SIZE, limit - skip);
		const query = next.query && 'skip' in next.query ? next.query : { ...next.query, skip, take };
		const { body } = await client.request({ ...next, query });
		const page = arrayAt(body, items);
		// An empty page ends the list whatever the total says: elements may have been deleted meanwhile.
		if (page.length === 0) return;
		yield page;
		skip += page.length;
		if (style === 'pageLinks') next = nextLink(request, body);
		else next = skip < Number(body['total-count'] ?? Infinity) ? request : undefined;
	}
}

/** Returns a client that sends `skip` and `take` of each page in the body. */
const inBody = (client: Client, { body, query }: KonturRequest): Client => ({
	...client,
	request: async ({ query: page, ...rest }) =>
		await client.request({
			...rest,
			query,
			body: { ...(body as IDataObject), skip: page?.skip, take: page?.take },
			repeat: 'harmless',
		}),
});

async function* undocumented(client: Client, request: ShapedRequest<IDataObject>, limit: number) {
	const query = { ...request.query, skip: 0, take: Math.min(limit, PAGE_SIZE) };
	const { body } = await client.request({ ...request, query });
	const items = Object.entries(Array.isArray(body) ? {} : (body ?? {})).find(
		([name, value]) => name !== 'links' && Array.isArray(value),
	)?.[0];
	const page = arrayAt(body, items);
	const total = items === undefined ? 0 : Number(body['total-count'] ?? 0);
	if (page.length >= Math.min(limit, total)) yield page;
	else yield* bySkip(client, request, { style: 'skipTake', items: String(items) }, limit);
}

/** Builds the next request from its link. Only the query is taken, so that the token never follows a link elsewhere. */
function nextLink(
	request: ShapedRequest<IDataObject>,
	body: IDataObject,
): ShapedRequest<IDataObject> | undefined {
	const link = arrayAt(body, 'page-links').find(({ rel }) => rel === 'next');
	if (typeof link?.href !== 'string') return undefined;
	const { searchParams } = new URL(link.href, 'http://kontur');
	return { ...request, query: { ...request.query, ...Object.fromEntries(searchParams) } };
}

async function* byOffset(
	client: Client,
	request: ShapedRequest<IDataObject>,
	{ items }: Pages<'offset'>,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	let offset: string | undefined;
	let size = Math.min(OFD_PAGE_SIZE, limit);
	for (;;) {
		const { body } = await client.request({ ...request, query: { ...request.query, limit: size, offset } });
		const page = arrayAt(body, items);
		const next = plainOffset(
			((body as IDataObject | undefined)?.paging as IDataObject | undefined)?.nextOffset,
		);
		yield page;
		// The only reliable end: with a filter, a page in the middle may be short or empty.
		if (next === undefined || next === offset) return;
		// Kontur filters each page after cutting it, so small pages would yield few elements each.
		if (page.length < size) size = OFD_PAGE_SIZE;
		offset = next;
	}
}
