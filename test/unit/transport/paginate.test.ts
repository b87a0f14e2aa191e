import type { IDataObject } from 'n8n-workflow';
import { listAll, pageFrom, type Paging, type ShapedRequest } from '../../../nodes/shared/transport';
import { anyObject, filled, object } from '../../../nodes/shared/shapes';
import { fakeClient } from './support';

const request = { method: 'GET', path: '/v1/list', element: anyObject } as const;

/** Where each page leads to, in a circle that misses the first one. */
const next: Readonly<Record<string, string>> = { '0': 'b', b: 'c', c: 'd', d: 'b' };

const circles: Array<[Paging, (place: string) => IDataObject]> = [
	[{ style: 'offset', items: 'elements' }, (place) => ({ paging: { nextOffset: next[place] } })],
	[
		{ style: 'pageLinks', items: 'elements' },
		(place) => ({ 'page-links': [{ rel: 'next', href: `/v1/list?skip=${next[place]}` }] }),
	],
];

test.each(circles)('pages that lead in a circle are an error: $style', async (paging, linksOf) => {
	const { client, requests } = fakeClient(({ query }, number) => {
		if (number > 20) return new Error('asked for ever');
		const place = String(query?.offset ?? query?.skip ?? 0);
		return { body: { elements: [{ id: `${place} 1` }, { id: `${place} 2` }], ...linksOf(place) } };
	});
	await expect(listAll(client, request, paging)).rejects.toThrow('the same page of the list twice');
	expect(requests).toHaveLength(4);
});

test('the only page may be without links, any other page links back', async () => {
	const { client, requests } = fakeClient((_request, number) => ({
		body: {
			elements: [{ id: number }],
			...(number === 1 && { 'page-links': [{ rel: 'next', href: '/v1/list?skip=1' }] }),
		},
	}));
	expect(await listAll(client, request, { style: 'pageLinks', items: 'elements' })).toHaveLength(2);
	const lacks = requests.map((one) =>
		(one as ShapedRequest<unknown>).shape.missing({ elements: [{}], 'total-count': 1 }),
	);
	expect(lacks).toEqual([[], ['page-links']]);
});

test.each<[elements: number, skip: number, total: unknown, lacks: string[]]>([
	[3, 0, 3, []],
	[3, 0, 30, []],
	[3, 27, 30, []],
	[0, 30, 30, []],
	[0, 0, 0, []],
	[0, 0, 30, ['elements']],
	[3, 0, 0, ['total-count']],
	[3, 0, 2, ['total-count']],
	[3, 28, 30, ['total-count']],
	[3, 0, -1, ['total-count']],
	[3, 0, '3', ['total-count']],
	[3, 0, null, ['total-count']],
	[3, 0, Infinity, ['total-count']],
])('a page of %i elements from %i on, of %j in all', (length, skip, total, lacks) => {
	const elements = Array.from({ length }, () => ({}));
	expect(pageFrom('elements', anyObject, skip).missing({ elements, 'total-count': total })).toEqual(lacks);
	// Where no number is documented, none is believed to be too low.
	const isShort = length === 0 && lacks.length > 0;
	expect(pageFrom('elements', anyObject, skip, true).missing({ elements, 'total-count': total })).toEqual(
		isShort ? lacks : [],
	);
});

describe('work grows with the number of elements, not with its square', () => {
	/** Lists so many elements. @returns how many requests it takes, and how often a field of an element is read */
	async function workOf(count: number, paging: Paging): Promise<{ requests: number; reads: number }> {
		let reads = 0;
		const counted = (index: number) =>
			new Proxy<IDataObject>(
				{ id: `id-${index}`, name: 'name' },
				{
					get: (target, name) => {
						reads += 1;
						return target[String(name)];
					},
				},
			);
		const element = object({ id: filled });
		const { client, requests } = fakeClient(({ query = {} }) => {
			const from = Number(query.skip ?? query.offset ?? 0);
			const length = Math.min(Number(query.take ?? query.limit), count - from);
			const elements = Array.from({ length }, (_, index) => counted(from + index));
			const end = from + length;
			const isLast = end >= count;
			const links = isLast ? [] : [{ rel: 'next', href: `/v1/list?skip=${end}&take=100` }];
			const body = {
				elements,
				'total-count': count,
				paging: { nextOffset: isLast && length === 0 ? String(from) : String(end) },
				'page-links': links,
			};
			expect(pageFrom('elements', element, from).missing(body)).toEqual([]);
			return { body };
		});
		expect(await listAll(client, { ...request, element }, paging)).toHaveLength(count);
		return { requests: requests.length, reads };
	}

	test.each<Paging>([
		{ style: 'skipTake', items: 'elements' },
		{ style: 'pageLinks', items: 'elements' },
		{ style: 'offset', items: 'elements' },
	])('$style', async (paging) => {
		const few = await workOf(4000, paging);
		const many = await workOf(8000, paging);
		expect(few.reads).toBeGreaterThanOrEqual(4000);
		// The end of a list may take a request of its own.
		expect(many.requests).toBeLessThanOrEqual(2 * few.requests);
		// Each page but the first is compared with the one before, which reads a field of both: p pages are compared
		// p - 1 times, and 2 p pages 2 (p - 1) + 1 times.
		expect(many.reads).toBeLessThanOrEqual(2 * few.reads + 2);
		expect(few.reads).toBeLessThanOrEqual(2 * 4000);
	});
});
