import { activationMoment, credibleNow, elapsedSince, latestNow } from '../../shared/polling';
import { look, readPage, type Seen } from './docflowList';
import type { Watch } from './docflowWatch';
import { newestOf, takeSlice, type ListState, type WaitingList } from './state/changes';

// What is listed from so long before the start is old, however wrong the clocks are.
const BEFORE = 24 * 3600_000;

/**
 * Begins a list that starts "now". What it already shows is old, unless it is from after the start: the trigger may have
 * been unable to read for a while. No clock decides what is new later: only what the list showed at the beginning.
 * @returns the state to read on from, and whether the list is read already
 */
export async function beginList(
	{ client, plan, overlap, startedAt }: Watch,
	accountId: string,
	{ waitingSince }: WaitingList,
	seen: Seen,
): Promise<{ state: ListState; isRead: boolean }> {
	const age = () => {
		const elapsed = elapsedSince(waitingSince);
		return { elapsed, isLate: elapsed > elapsedSince(startedAt) };
	};
	const before = (now: number) => Math.floor(now - age().elapsed - BEFORE);
	let from = before(Date.now());
	let page = await readPage(client, accountId, plan, { from });
	const credible = before(credibleNow(page.clocks));
	if (Math.abs(credible - from) > BEFORE / 2) {
		from = credible;
		page = await readPage(client, accountId, plan, { from });
	}
	look(seen, page);
	const newest = newestOf(page.items, latestNow(page.clocks));
	const since = Math.floor(activationMoment(page.clocks, newest, age()));
	const isAllOld = page.items.every(({ changedAt }) => changedAt !== undefined && changedAt < since);
	const state: ListState = { settled: from, since: Math.max(from, since), known: {} };
	if (!page.isWhole || !isAllOld) return { state, isRead: false };
	const slice = { items: page.items, newest: seen.newest, quietMs: 0 };
	return { state: takeSlice({ ...state, since: Infinity }, slice, overlap).state, isRead: true };
}
