import type { INodeExecutionData } from 'n8n-workflow';
import { readPage, type ListedDocflow } from './docflowList';
import { toItems, wantedOnly, type Watch } from './docflowWatch';
import { SAMPLE } from './polling';

const ACCOUNTS = 20;
const DAY = 24 * 3600_000;
const DAYS_BACK = [7, 90, 3650];

interface Found {
	accountId: string;
	listed: ListedDocflow;
	now: number;
}

const newestFirst = (a: Found, b: Found) => (b.listed.changedAt ?? 0) - (a.listed.changedAt ?? 0);

async function latestOf(watch: Watch, accountId: string, days: number): Promise<Found[]> {
	const range = { from: Date.now() - days * DAY, skip: 0 };
	const page = await readPage(watch.client, accountId, watch.plan, range, 'descending');
	const wanted = await wantedOnly(watch, accountId, page.items);
	return wanted.map((listed) => ({ accountId, listed, now: page.time }));
}

/** The latest real document flows, for a manual test. Reads no state and makes none. */
export async function latestDocflows(watch: Watch, accountIds: string[]): Promise<INodeExecutionData[]> {
	const errors: Array<{ cause: unknown }> = [];
	for (const days of DAYS_BACK) {
		const lists = await Promise.all(
			accountIds.slice(0, ACCOUNTS).map(
				async (accountId) =>
					await latestOf(watch, accountId, days).catch((cause: unknown) => {
						errors.push({ cause });
						return [];
					}),
			),
		);
		const latest = lists.flat().sort(newestFirst).slice(0, SAMPLE);
		const isLast = days === DAYS_BACK.at(-1);
		if (latest.length === 0 || (latest.length < SAMPLE && !isLast)) continue;
		const items = await Promise.all(
			latest.map(async ({ accountId, listed, now }) => await toItems(watch, accountId, [listed], now)),
		);
		return items.flat();
	}
	if (errors.length > 0) throw errors[0].cause;
	return [];
}
