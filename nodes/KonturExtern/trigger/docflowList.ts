import type { IDataObject } from 'n8n-workflow';
import { OperationalError } from 'n8n-workflow';
import type { Client } from '../../shared/transport';
import { startOfSlice, type Listed, type ListState, type Slice } from './state/changes';

/** Which document flows are listed, and by which of their moments. */
export interface ListPlan {
	/** Names of Kontur's filters for the beginning and the end of a stretch of time. */
	from: 'updatedFrom' | 'createdFrom';
	to: 'updatedTo' | 'createdTo';
	/** Without types the list leaves out those that Kontur hides. */
	types: string[];
	forAllUsers: boolean;
	/** Elements of one answer: Kontur gives at most 1000. */
	pageSize: number;
	/** What an element is told by. */
	keyOf: (docflow: IDataObject) => string;
}

export interface ListedDocflow extends Listed {
	docflow: IDataObject;
}

const TRIES = 3;

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
	const { body, headers } = await client.request({
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
	});
	const list = body['docflows-page-item'];
	const docflows = Array.isArray(list) ? (list as IDataObject[]) : [];
	return {
		items: docflows.map((docflow) => ({
			docflow,
			key: plan.keyOf(docflow),
			changedAt: changedAt(docflow),
		})),
		total: Number(body['total-count'] ?? docflows.length),
		time: Date.parse(String(headers.date ?? '')) || Date.now(),
	};
}

/**
 * The next slice of a list. Pages shift while document flows change, so a stretch of time is halved until one answer
 * holds all of it; in which order Kontur sorts does not matter.
 * @param span length of the last slice that had to be cut, milliseconds: the next one is likely to be as dense
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
		// What lies ahead of the clock cannot be told apart from what is still to come.
		if (to !== undefined && to >= page.time) to = undefined;
		else if (page.items.length >= page.total) return { items: page.items, to, now: page.time };
		else {
			const middle = Math.floor((from + (to ?? page.time)) / 2);
			if (middle <= from + 1) return await readPages(client, accountId, plan, from, to);
			to = middle;
		}
	}
}

/** A stretch too short to be halved, page by page: so many changed in one moment. */
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
		// Otherwise something came or went between two pages, and another one may have been skipped.
		if (totals.size === 1 && totals.has(items.size)) return { items: [...items.values()], to, now };
	}
	throw new OperationalError(
		'The list of document flows changed while it was read. The next poll tries again.',
	);
}
