import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import { t } from '../../shared/language';
import { credibleNow } from '../../shared/polling';
import { clocksOf, type Client, type Clocks, type KonturRequest } from '../../shared/transport';
import { docflowShape, type Docflow } from '../api/types';
import { ask, listPage } from './pages';
import { endOfOld, newestOf, startOfSlice, type Listed, type ListState } from './state/changes';

/** Which document flows to list, and by which of their dates. */
export interface ListPlan {
	/** Names of Kontur's filters for the start and the end of a time range. */
	from: 'updatedFrom' | 'createdFrom';
	to: 'updatedTo' | 'createdTo';
	/** The types of each list to read; without types Kontur leaves out those that it hides. */
	lists: string[][];
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

const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

export const changedAt = ({ 'last-change-date': date }: IDataObject): number | undefined =>
	Date.parse(String(date)) || undefined;

interface Range {
	from: number;
	/** Absent for a range that is open at its end. */
	to?: number;
}

interface Page {
	items: ListedDocflow[];
	isWhole: boolean;
	total: number;
	clocks: Clocks;
}

async function readOnePage(
	client: Client,
	accountId: string,
	plan: ListPlan,
	types: string[],
	{ from, to, skip, orderBy }: Range & { skip: number; orderBy: 'ascending' | 'descending' },
): Promise<Page> {
	const request: KonturRequest = {
		method: 'GET',
		path: '/v1/{accountId}/docflows',
		pathValues: { accountId },
		query: {
			[plan.from]: iso(from),
			[plan.to]: iso(to),
			type: types,
			forAllUsers: plan.forAllUsers || undefined,
			orderBy,
			skip,
			take: plan.pageSize,
		},
	};
	const response = await ask(client, request, listPage('docflows-page-item', docflowShape, skip));
	const { 'docflows-page-item': list, 'total-count': total } = response.body;
	const items = list.map((docflow) => ({
		docflow,
		key: plan.keyOf(docflow),
		changedAt: changedAt(docflow),
	}));
	return { items, total, isWhole: skip + items.length >= total, clocks: clocksOf(response) };
}

/** Reads the first page of a range, the newest first if the range is open. */
export async function readPage(
	client: Client,
	accountId: string,
	plan: ListPlan,
	range: Range,
): Promise<Omit<Page, 'total'>> {
	const orderBy = range.to === undefined ? 'descending' : 'ascending';
	const pages = await Promise.all(
		plan.lists.map(
			async (types) => await readOnePage(client, accountId, plan, types, { ...range, skip: 0, orderBy }),
		),
	);
	return {
		items: pages.flatMap(({ items }) => items),
		isWhole: pages.every(({ isWhole }) => isWhole),
		clocks: pages[pages.length - 1].clocks,
	};
}

/** All elements of a time range. */
interface ReadSlice {
	items: ListedDocflow[];
	/** The last moment that was read, inclusive; absent when the range is open. */
	to?: number;
}

/** What one poll learns of Kontur's time while it reads a list. */
export interface Seen {
	/** Date of the newest change. */
	newest?: number;
	clocks?: Clocks;
	/** Length of the last slice if it was cut, milliseconds: the next one is probably as dense. */
	span?: number;
}

/** Notes what a page tells of Kontur's time. */
export function look(seen: Seen, { items, clocks }: Pick<Page, 'items' | 'clocks'>): void {
	const newest = newestOf(items, credibleNow(clocks));
	seen.clocks = clocks;
	if (newest !== undefined) seen.newest = Math.max(newest, seen.newest ?? newest);
}

/**
 * Reads the next slice of a list. Pages shift while document flows change, so the time range is halved until one
 * response holds all of it; Kontur's sort order does not matter then.
 */
export async function readSlice(
	client: Client,
	accountId: string,
	plan: ListPlan,
	state: ListState,
	seen: Seen,
): Promise<ReadSlice> {
	const from = startOfSlice(state);
	const last = endOfOld(state);
	let to = seen.span === undefined ? last : Math.min(from + 2 * seen.span, last ?? Infinity);
	for (;;) {
		const page = await readPage(client, accountId, plan, { from, to });
		look(seen, page);
		const { date = 0, machine } = page.clocks;
		const dates = page.items.map(({ changedAt: moment = 0 }) => moment);
		// A clock that is behind must not end the list too early.
		const end = Math.max(date, machine, ...dates);
		// A range that ends in the future is not complete yet.
		if (to !== undefined && to !== last && to >= end) to = last;
		else if (page.isWhole) return { items: page.items, to };
		else {
			const middle = Math.floor((from + (to ?? end)) / 2);
			if (middle <= from + 1) return await readPages(client, accountId, plan, { from, to }, seen);
			to = middle;
		}
	}
}

/** Reads a range too short to be halved page by page: more changed in one moment than a response holds. */
async function readPages(
	client: Client,
	accountId: string,
	plan: ListPlan,
	range: Range,
	seen: Seen,
): Promise<ReadSlice> {
	const lists = plan.lists.map(async (types) => {
		for (let tries = 0; tries < TRIES; tries++) {
			const items = new Map<string, ListedDocflow>();
			const totals = new Set<number>();
			let skip = 0;
			for (let page: Page | undefined; !page?.isWhole;) {
				page = await readOnePage(client, accountId, plan, types, { ...range, skip, orderBy: 'ascending' });
				look(seen, page);
				for (const item of page.items) items.set(item.key, item);
				totals.add(page.total);
				skip += page.items.length;
			}
			// Otherwise an element appeared or vanished between two pages, and another one may have been skipped.
			if (totals.size === 1 && totals.has(items.size)) return [...items.values()];
		}
		throw new OperationalError(
			t`The list of document flows changed while it was read. The next poll tries again.`,
		);
	});
	return { items: (await Promise.all(lists)).flat(), to: range.to };
}
