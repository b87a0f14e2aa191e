import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import { t } from '../language';
import { isObject, listOf, object, optional, orNoData, pageOf, shortText, text, type Shape } from '../shapes';
import type { Client, KonturRequest } from './request';

/** How a list is divided into pages. */
export type Paging =
	/** `skip` and `take`; the response has the number of all elements in `total-count`. */
	| { style: 'skipTake'; items: string }
	/** `skip` and `take` for the first page, then the response's `page-links`. */
	| { style: 'pageLinks'; items: string }
	/**
	 * `skip` and `take` in the body of a search, which is safe to repeat. With `total: 'unsaid'` Kontur documents no
	 * `total-count`, and an empty page is the end.
	 */
	| { style: 'search'; items: string; total?: 'unsaid' }
	/** `skip` and `take`; the array is the response itself or its only array, the documentation does not say which. */
	| { style: 'undocumented'; items?: undefined }
	/** OFD's `offset` and `limit`; the response has the next offset in `paging.nextOffset`. */
	| { style: 'offset'; items: string }
	/** A single response, which is the array itself or has it under a name. With `noData` an empty body is an empty list. */
	| { style: 'whole'; items?: string; noData?: true };

/** A request for a list; `element` is what Kontur documents for each of its elements. */
export type ListRequest<T> = KonturRequest & { element: Shape<T> };

const PAGE_SIZE = 100;
// OFD's documented default and maximum.
const OFD_PAGE_SIZE = 1000;

const arrayAt = (body: unknown, name?: string): IDataObject[] => {
	const value = name === undefined ? body : (body as IDataObject | undefined)?.[name];
	// "No data" may be a response without a body.
	return Array.isArray(value) ? (value as IDataObject[]) : [];
};

/**
 * Returns OFD's `nextOffset` without percent-encoding. Some responses contain it percent-encoded, and the query string
 * would encode it a second time.
 * Source: Kontur.OFD documentation, "documents/by-period" (sample of `nextOffset`).
 */
export function plainOffset(value: unknown): string | undefined {
	if (typeof value !== 'string' || value === '') return undefined;
	if (!/%[0-9a-f]{2}/i.test(value)) return value;
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}

/** Compares parsed JSON, up to the first difference. */
function isSame(a: unknown, b: unknown): boolean {
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
	const names = Object.keys(a);
	return (
		Array.isArray(a) === Array.isArray(b) &&
		names.length === Object.keys(b).length &&
		names.every(
			(name) => Object.hasOwn(b, name) && isSame((a as IDataObject)[name], (b as IDataObject)[name]),
		)
	);
}

const sameTwice = () =>
	new OperationalError(t`Kontur returned the same page of the list twice. Try again later.`);

/** Notes where a page led. @throws OperationalError when another page led there: the list would never end */
function noteOnce(followed: Set<string>, place: string): void {
	if (followed.has(place)) throw sameTwice();
	followed.add(place);
}

/**
 * Yields the elements of a list page by page, up to a limit. Requests no more pages than the limit needs.
 * @throws OperationalError when the service returns the same page twice
 */
export async function* paginate<T = IDataObject>(
	client: Client,
	request: ListRequest<T>,
	paging: Paging,
	limit = Infinity,
): AsyncGenerator<T[]> {
	let left = limit;
	let first: IDataObject | undefined;
	for await (const page of pages(client, request as ListRequest<unknown>, paging, limit)) {
		const head = page.at(0);
		if (head !== undefined && isSame(head, first)) {
			throw sameTwice();
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
	const all: T[] = [];
	for await (const page of paginate(client, request, paging, limit)) for (const one of page) all.push(one);
	return all;
}

async function* pages(
	client: Client,
	request: ListRequest<unknown>,
	paging: Paging,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	const { element } = request;
	if (paging.style === 'whole') {
		const list = listOf(element);
		const whole: Shape<unknown> = paging.items === undefined ? list : object({ [paging.items]: list });
		const shape = paging.noData ? orNoData(whole) : whole;
		yield arrayAt((await client.request({ ...request, shape })).body, paging.items);
	} else if (paging.style === 'offset') yield* byOffset(client, request, paging, limit);
	else if (paging.style === 'pageLinks') yield* byLinks(client, request, paging, limit);
	else if (paging.style === 'undocumented') yield* undocumented(client, request, limit);
	else if (paging.style === 'search') {
		const isUnsaid = paging.total === 'unsaid';
		yield* bySkip(inBody(client, request), request, { items: paging.items, isUnsaid }, limit);
	} else yield* bySkip(client, request, { items: paging.items, isUnsaid: false }, limit);
}

type Pages<Style> = Extract<Paging, { style: Style }>;

const totalOf = (body: unknown): number | undefined => {
	const total = isObject(body) ? body['total-count'] : undefined;
	return typeof total === 'number' ? total : undefined;
};

/** Returns the fields that contradict each other: no elements though there are more, or more than there are in all. */
export function contradictionsOf(length: number, skip: number, total: number, items: string): string[] {
	if (length === 0) return skip < total ? [items] : [];
	return skip + length > total ? ['total-count'] : [];
}

/**
 * A page of a list from one element on. A page without elements ends the list only if the list has no more: whatever
 * else looks like an end is not Kontur's.
 * @param isUnsaid Kontur documents no number of all elements
 */
export function pageFrom<T>(
	items: string,
	element: Shape<T>,
	skip: number,
	isUnsaid = false,
): Shape<IDataObject> {
	const page: Shape<IDataObject> = isUnsaid ? object({ [items]: listOf(element) }) : pageOf(items, element);
	return {
		...page,
		missing: (body, path) => {
			const missing = page.missing(body, path);
			if (missing.length > 0) return missing;
			const contradictions = contradictionsOf(arrayAt(body, items).length, skip, totalOf(body) ?? 0, items);
			return isUnsaid ? contradictions.filter((field) => field === items) : contradictions;
		},
	};
}

async function* bySkip(
	client: Client,
	{ element, ...request }: ListRequest<unknown>,
	{ items, isUnsaid }: { items: string; isUnsaid: boolean },
	limit: number,
): AsyncGenerator<IDataObject[]> {
	let skip = 0;
	let total = 0;
	const read = async () => {
		const query = { ...request.query, skip, take: Math.min(PAGE_SIZE, limit - skip) };
		const { body } = await client.request({
			...request,
			query,
			shape: pageFrom(items, element, skip, isUnsaid),
		});
		const page = arrayAt(body, items);
		return { page, all: totalOf(body) ?? (page.length > 0 ? Infinity : skip) };
	};
	do {
		let { page, all } = await read();
		// Elements are rarely deleted while they are listed, so a second response has to confirm it.
		if (all < total) ({ page, all } = await read());
		total = all;
		if (page.length > 0) yield page;
		else return;
		skip += page.length;
	} while (skip < Math.min(total, limit));
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

const PAGE_LINKS = 'page-links';
const LINKS = ['links', PAGE_LINKS];

/** Returns the name of the only array in a page, or undefined when the page is the array itself or has none. */
const arrayNameOf = (body: unknown): string | undefined =>
	isObject(body)
		? Object.entries(body).find(([name, value]) => !LINKS.includes(name) && Array.isArray(value))?.[0]
		: undefined;

async function* undocumented(
	client: Client,
	{ element, ...request }: ListRequest<unknown>,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	const list = listOf(element);
	const pageOrArray: Shape<unknown> = {
		missing: (body) => {
			const name = arrayNameOf(body);
			return name === undefined ? list.missing(body) : list.missing((body as IDataObject)[name], name);
		},
		isAnybodys: list.isAnybodys,
	};
	const query = { ...request.query, skip: 0, take: Math.min(limit, PAGE_SIZE) };
	const { body } = await client.request({ ...request, query, shape: pageOrArray });
	const items = arrayNameOf(body);
	const page = arrayAt(body, items);
	if (items === undefined || page.length >= Math.min(limit, totalOf(body) ?? 0)) yield page;
	else yield* bySkip(client, { ...request, element }, { items, isUnsaid: false }, limit);
}

const linkShape = object({ rel: optional(text), href: optional(shortText) });

/**
 * Builds the query of the next page. The words of `rel` are first, last and next (Kontur's C# SDK, names of links).
 * Only the query is taken, so that the token never follows a link elsewhere.
 */
function nextQuery(body: unknown): Record<string, string> | undefined {
	const link = arrayAt(body, PAGE_LINKS).find(({ rel }) => rel === 'next');
	if (typeof link?.href !== 'string' || !URL.canParse(link.href, 'http://kontur')) return undefined;
	return Object.fromEntries(new URL(link.href, 'http://kontur').searchParams);
}

async function* byLinks(
	client: Client,
	{ element, ...request }: ListRequest<unknown>,
	{ items }: Pages<'pageLinks'>,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	const list = listOf(element);
	// The documentation does not name the array.
	const nameIn = (body: unknown) => (isObject(body) && items in body ? items : (arrayNameOf(body) ?? items));
	const shapeAt = (skip: number): Shape<unknown> => {
		// The only page has no links, any other links back.
		const links = skip === 0 ? optional(listOf(linkShape)) : listOf(linkShape);
		const hasMore = (body: unknown) => skip < (totalOf(body) ?? 0) || nextQuery(body) !== undefined;
		return {
			missing: (body) => {
				const name = nameIn(body);
				const missing = object({ [name]: list, [PAGE_LINKS]: links }).missing(body);
				const isShort = arrayAt(body, name).length === 0 && hasMore(body);
				return missing.length === 0 && isShort ? [name] : missing;
			},
		};
	};
	let skip = 0;
	let next: Record<string, string | number> | undefined = { skip: 0, take: Math.min(PAGE_SIZE, limit) };
	const followed = new Set<string>();
	while (next && skip < limit) {
		noteOnce(followed, JSON.stringify(next));
		const query: KonturRequest['query'] = { ...request.query, ...next };
		const { body } = await client.request({ ...request, query, shape: shapeAt(skip) });
		const page = arrayAt(body, nameIn(body));
		if (page.length > 0) yield page;
		skip += page.length;
		next = nextQuery(body);
	}
}

/** A page of documents. The first one may be without a body when there is no data. */
export const offsetPage = <T>(items: string, list: Shape<T[]>, offset: string | undefined) => {
	const page = object({ [items]: list, paging: object({ nextOffset: optional(shortText) }) } as Record<
		string,
		Shape<unknown>
	>);
	return offset === undefined ? orNoData(page) : page;
};

async function* byOffset(
	client: Client,
	{ element, ...request }: ListRequest<unknown>,
	{ items }: Pages<'offset'>,
	limit: number,
): AsyncGenerator<IDataObject[]> {
	const list = listOf(element);
	let offset: string | undefined;
	let size = Math.min(OFD_PAGE_SIZE, limit);
	const followed = new Set<string>();
	const read = async () => {
		const { body } = await client.request({
			...request,
			query: { ...request.query, limit: size, offset },
			shape: offsetPage(items, list, offset),
		});
		const { paging } = body as { paging?: IDataObject };
		return { page: arrayAt(body, items), next: plainOffset(paging?.nextOffset) };
	};
	for (;;) {
		let { page, next } = await read();
		// After an offset, Kontur documents the same offset as the end, so that none at all has to be confirmed.
		if (offset !== undefined && next === undefined) ({ page, next } = await read());
		yield page;
		// The only reliable end: with a filter, a page in the middle may be short or empty.
		if (next === undefined || next === offset) return;
		noteOnce(followed, next);
		// Kontur filters each page after cutting it, so small pages would yield few elements each.
		if (page.length < size) size = OFD_PAGE_SIZE;
		offset = next;
	}
}
