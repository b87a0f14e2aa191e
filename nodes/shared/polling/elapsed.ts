/*
 * How much time passed, whatever happens to this machine's clock: it may be corrected by hours while n8n runs.
 */

const MARKS = 10_000;
// By how much clocks are set back at most.
const DAY = 24 * 3600_000;
// Clocks that differ by less were not set.
const SET = 60_000;
// Moments by the clock, with the monotonic time at which they were read.
const marks = new Map<number, number>();

/**
 * Returns the moment by this machine's clock, Unix milliseconds, from which `elapsedSince` can measure. No two calls
 * return the same moment.
 */
export function markNow(): number {
	let moment = Date.now();
	while (marks.has(moment)) moment += 1;
	mark(moment, performance.now());
	return moment;
}

function mark(moment: number, at: number): void {
	marks.set(moment, Math.min(at, marks.get(moment) ?? Infinity));
	const [oldest] = marks.keys();
	if (marks.size > MARKS) marks.delete(oldest);
}

/**
 * Returns how many milliseconds passed since a moment of `markNow`, rather too many than too few. In the process that
 * marked the moment, a clock that was set back does not shorten it; after a restart only the clock tells, unless the
 * moment is still to come.
 */
export function elapsedSince(moment: number): number {
	const marked = marks.get(moment);
	const byClock = Date.now() - moment;
	if (marked === undefined) return byClock < 0 ? DAY : byClock;
	return Math.max(byClock, performance.now() - marked);
}

/**
 * Returns a moment by the clock as it is set now, never later than it was: for a moment that is stored, because the next
 * process will know no more than that clock. From now on, no clock shortens what passed since.
 */
export function anchored(moment: number): number {
	const elapsed = elapsedSince(moment);
	const since = Math.floor(Date.now() - elapsed);
	const same = moment - since > SET ? since : moment;
	mark(same, performance.now() - elapsed);
	return same;
}
