import type { INodeExecutionData } from 'n8n-workflow';
import { credibleNow, PREVIEW_ITEMS, type Failure } from '../../shared/polling';
import { readPage, type ListedDocflow } from './docflowList';
import { toItems, wantedOnly, type Watch } from './docflowWatch';

const MOST_ACCOUNTS = 20;
const DAY = 24 * 3600_000;
const DAYS_BACK = [7, 90, 3650];

interface Found {
	accountId: string;
	listed: ListedDocflow;
	now: number;
}

const newestFirst = (a: Found, b: Found) => (b.listed.changedAt ?? 0) - (a.listed.changedAt ?? 0);

async function latestOf(watch: Watch, accountId: string, days: number): Promise<Found[]> {
	const { items, clocks } = await readPage(watch.client, accountId, watch.plan, {
		from: Date.now() - days * DAY,
	});
	const wanted = await wantedOnly(watch, accountId, items);
	return wanted.map((listed) => ({ accountId, listed, now: credibleNow(clocks) }));
}

/** Reads the latest document flows for a manual test, without touching the trigger's state. */
export async function latestDocflows(watch: Watch, accountIds: string[]): Promise<INodeExecutionData[]> {
	const failures: Failure[] = [];
	for (const days of DAYS_BACK) {
		const lists = await Promise.all(
			accountIds.slice(0, MOST_ACCOUNTS).map(
				async (accountId) =>
					await latestOf(watch, accountId, days).catch((cause: unknown) => {
						failures.push({ cause });
						return [];
					}),
			),
		);
		const latest = lists.flat().sort(newestFirst).slice(0, PREVIEW_ITEMS);
		const isLast = days === DAYS_BACK.at(-1);
		if (latest.length === 0 || (latest.length < PREVIEW_ITEMS && !isLast)) continue;
		const items = await Promise.all(
			latest.map(async ({ accountId, listed, now }) => await toItems(watch, accountId, [listed], now)),
		);
		return items.flat();
	}
	if (failures.length > 0) throw failures[0].cause;
	return [];
}
