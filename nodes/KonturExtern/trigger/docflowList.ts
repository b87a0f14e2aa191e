import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import { serverTime, type Client } from '../../shared/transport';
import { docflowShape, pageShape, type Docflow } from '../api/types';
import { startOfSlice, type Listed, type ListState, type Slice } from './state/changes';

/** Which document flows to list, and by which of their dates. */
export interface ListPlan {
	/** Names of Kontur's filters for the start and the end of a time range. */
	from: 'updatedFrom' | 'createdFrom';
	to: 'updatedTo' | 'createdTo';
	/** Without types, Kontur omits those that it hides by default. */
	types: string[];
	forAllUsers: boolean;
	/** Elements per response: Kontur returns at most 1000. */
	pageSize: number;
	/** Identifies what must be emitted once. */
	keyOf: (docflow: Docflow) => string;
}

export interface ListedDocflow extends Listed {
	docflow: Docflow;
}

const TRIES = 3;

const docflowsPage = pageShape('docflows-page-item', docflowShape);

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

export const changedAt = ({ 'last-change-date': date }: IDataObject): number | undefined =>
	Date.parse(String(date)) || undefined;

interface Page {
	items: ListedDocflow[];
	total: number;
	/** Kontur's time, Unix milliseconds. */
	time: number;
}

export async function readPage(
	client: Client,
	accountId: string,
	plan: ListPlan,
	{ from, to, skip }: { from: number; to?: number; skip: number },
	orderBy: 'ascending' | 'descending' = 'ascending',
): Promise<Page> {
	const response = await client.request({
		method: 'GET',
		path: '/v1/{accountId}/docflows',
		pathValues: { accountId },
		query: {
			[plan.from]: iso(from),
			[plan.to]: iso(to),
			type: plan.types,
			forAllUsers: plan.forAllUsers || undefined,
			orderBy,
			skip,
			take: plan.pageSize,
		},
		shape: docflowsPage,
	});
	const { 'docflows-page-item': list, 'total-count': total } = response.body;
	const docflows = Array.isArray(list) ? list : [];
	return {
		items: docflows.map((docflow) => ({
			docflow,
			key: plan.keyOf(docflow),
			changedAt: changedAt(docflow),
		})),
		total: Number(total ?? docflows.length),
		time: serverTime(response),
	};
}

/**
 * Reads the next slice of a list. Pages shift while document flows change, so the time range is halved until one
 * response holds all of it; Kontur's sort order does not matter then.
 * @param span length of the previous slice if it was cut, milliseconds: the next one is probably as dense
 */
export async function readSlice(
	client: Client,
	accountId: string,
	plan: ListPlan,
	state: ListState,
	span?: number,
): Promise<Slice<ListedDocflow>> {
	const from = startOfSlice(state);
	let to = span === undefined ? undefined : from + 2 * span;
	for (;;) {
		const page = await readPage(client, accountId, plan, { from, to, skip: 0 });
		// A range that ends in the future is not complete yet.
		if (to !== undefined && to >= page.time) to = undefined;
		else if (page.items.length >= page.total) return { items: page.items, to, now: page.time };
		else {
			const middle = Math.floor((from + (to ?? page.time)) / 2);
			if (middle <= from + 1) return await readPages(client, accountId, plan, from, to);
			to = middle;
		}
	}
}

/** Reads a range too short to be halved page by page: more changed in one moment than a response holds. */
async function readPages(
	client: Client,
	accountId: string,
	plan: ListPlan,
	from: number,
	to: number | undefined,
): Promise<Slice<ListedDocflow>> {
	for (let tries = 0; tries < TRIES; tries++) {
		const items = new Map<string, ListedDocflow>();
		const totals = new Set<number>();
		let skip = 0;
		let now = Infinity;
		for (let page: Page | undefined; !page || (page.items.length > 0 && skip < page.total);) {
			page = await readPage(client, accountId, plan, { from, to, skip });
			for (const item of page.items) items.set(item.key, item);
			totals.add(page.total);
			skip += page.items.length;
			now = Math.min(now, page.time);
		}
		// Otherwise an element appeared or vanished between two pages, and another one may have been skipped.
		if (totals.size === 1 && totals.has(items.size)) return { items: [...items.values()], to, now };
	}
	throw new OperationalError(
		'The list of document flows changed while it was being read. The next poll tries again.',
	);
}
