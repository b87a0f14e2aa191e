import { cutPeriod, earlier, later, msOfWallTime, shiftWallTime, toWallTime } from '../../receipts/wallTime';
import {
	AHEAD,
	BEHIND,
	LATEST_ARRIVAL,
	type QueryWindow,
	type RegisterFacts,
	type RegisterState,
} from './types';

/** Cuts a window to the permission. Returns undefined if nothing is left. */
export function permittedWindow(
	from: string,
	to: string,
	{ permissionFrom, permissionTo }: RegisterFacts,
	offset: string | null = null,
): QueryWindow | undefined {
	const window = cutPeriod({ from, to }, permissionFrom, permissionTo);
	return window && offset !== null ? { ...window, offset } : window;
}

/** Returns an end that is later than now on every register's clock; those are ahead of UTC. */
export const openEnd = (facts: RegisterFacts, now: number) =>
	later(toWallTime(now + AHEAD), facts.lastDocument ?? '');

/** Returns whether the permission ended so long ago that nothing can arrive. */
export const isExpired = ({ permissionTo }: RegisterFacts, now: number) =>
	permissionTo !== undefined && msOfWallTime(permissionTo) + LATEST_ARRIVAL < now;

/**
 * Returns the next window to request, or undefined if there is none. It always contains the document at the offset, so
 * that the service can continue from it even after the drive was replaced.
 * Source: Kontur.OFD documentation, "documents/by-period" (offset), "cashboxes" (permissionFrom, permissionTo).
 */
export function nextWindow(state: RegisterState, facts: RegisterFacts, now: number): QueryWindow | undefined {
	if (isExpired(facts, now)) return undefined;
	const { anchor, floor, offset } = state;
	const from = anchor
		? shiftWallTime(earlier(anchor.dateTime, anchor.readAt), -BEHIND)
		: later(floor, facts.earliestDocument ?? floor);
	return permittedWindow(from, openEnd(facts, now), facts, offset);
}
