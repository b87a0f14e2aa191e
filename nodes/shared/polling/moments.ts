/*
 * What can be known of Kontur's time. The `Date` header and this machine's clock may each be wrong by hours; only the
 * dates of changes and receipts are Kontur's own, and its time is never before the newest of them.
 */
import type { Clocks } from '../transport';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
// The header has whole seconds, and a response takes its time.
const AGREE = 2 * MINUTE;
// What happens while the response to the first request is on its way.
const AT_ONCE = 10_000;

/**
 * Returns a moment that Kontur's time has most likely passed: a change with a later date does not show how late it is.
 * A clock that is a day or more behind the other counts as unset.
 */
export function credibleNow({ date, machine }: Clocks): number {
	if (date === undefined) return machine;
	return Math.abs(date - machine) < 2 * DAY ? Math.min(date, machine) : Math.max(date, machine);
}

/** Whether two clocks confirm each other. */
export const areCertain = ({ date, machine }: Clocks): boolean =>
	date !== undefined && Math.abs(date - machine) < AGREE;

/**
 * Returns a moment that Kontur's time has hardly passed: a change with a later date is a mistake. Clocks that do not
 * confirm each other may both be behind by hours.
 */
export const latestNow = (clocks: Clocks): number =>
	Math.max(clocks.date ?? clocks.machine, clocks.machine) + (areCertain(clocks) ? AGREE : DAY);

/** How long ago something began, milliseconds, rather too many than too few. */
export interface Age {
	elapsed: number;
	/** It began in an earlier poll. */
	isLate: boolean;
}

/** Whether it began only just now, so that hardly anything can have happened since. */
export const isAtOnce = ({ elapsed, isLate }: Age): boolean => !isLate && elapsed < AT_ONCE;

/**
 * Returns by Kontur's time when the trigger was activated. Where the clocks contradict each other, changes from before
 * may count as later ones, but not the other way round.
 * @param newest date of the newest change in Kontur
 */
export function activationMoment(clocks: Clocks, newest: number | undefined, age: Age): number {
	const { date, machine } = clocks;
	const { elapsed } = age;
	const least = newest ?? -Infinity;
	if (date !== undefined && areCertain(clocks)) return Math.max(date, least) - elapsed;
	// All that there is counts as old.
	if (isAtOnce(age)) return Math.max(Math.max(date ?? machine, machine) - elapsed, least + 1);
	if (date === undefined) return least - elapsed;
	return Math.max(Math.min(date, machine), least) - elapsed;
}
